"""Crawl many portals of the fault server in this process, and say what it took; run by a test.

Takes `folder port delay` and the portals' names; prints the peak of memory in KiB, the verdicts
and the number of articles found.
"""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from scrapers.archive import Archive
from scrapers.crawl import CrawlOptions, crawl_portals
from scrapers.fetch import Limits
from scrapers.patience import RetryPlan
from scrapers.portal import Portal
from scrapers.state import State


async def to_loopback(host, port):
    return ["127.0.0.1"]


def peak_kib() -> int:
    """Give this process's largest memory so far.

    Not `ru_maxrss`: Linux hands that down from the process that started this one.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1])


def profile(name: str, port: int, delay: float) -> Portal:
    home = f"http://{name}.test:{port}/"
    return Portal(
        slug=name,
        name=home,
        home=home,
        engine="wordpress",
        lists=(home,),
        delay_seconds=delay,
        allow_private=True,
    )


def main(folder: Path, port: int, delay: float, names: list[str]) -> dict:
    found = Counter()
    options = CrawlOptions(
        run="night",
        night=date(2026, 11, 1),
        resolver=to_loopback,
        limits=Limits(read_seconds=20.0, total_seconds=40.0),
        retry=RetryPlan(attempts=2, base_seconds=0.01),
    )
    with State(folder / "crawl.db") as state:
        counts = crawl_portals(
            [profile(name, port, delay) for name in names],
            options,
            state=state,
            archive=Archive(folder / "warc"),
            keep=lambda article: found.update([article.portal]),
            note=lambda issue: None,
        )
    return {
        "peak_kib": peak_kib(),
        "verdicts": {count.portal: count.verdict for count in counts},
        "found": dict(found),
    }


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
    sys.stdout.write(json.dumps(told))
