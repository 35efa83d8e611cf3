"""Crawl portals of the fault server in processes that may be killed; run by the tests.

Reads lines of `folder port portals` and answers each with the id of a process that crawls them,
then with its exit status. What is kept is one line of JSON per article, flushed to disk.
"""

import json
import os
import sys
from datetime import date
from pathlib import Path

from scrapers.archive import Archive
from scrapers.crawl import CrawlOptions, crawl_portals
from scrapers.portal import Portal
from scrapers.state import State


async def to_loopback(host, port):
    return ["127.0.0.1"]


def main(folder: Path, port: int, portals: int) -> None:
    kept = (folder / "kept.jsonl").open("a", encoding="utf-8")

    def keep(found):
        row = [found.portal, found.article_id, found.url, found.change, found.article.paragraphs]
        kept.write(json.dumps(row, ensure_ascii=False) + "\n")
        kept.flush()
        os.fsync(kept.fileno())

    homes = [f"http://p{n}.test:{port}/" for n in range(portals)]
    profiles = [
        Portal(
            slug=f"p{n}",
            name=home,
            home=home,
            engine="wordpress",
            lists=(home,),
            delay_seconds=0.0,
            allow_private=True,
        )
        for n, home in enumerate(homes)
    ]
    with State(folder / "crawl.db") as state:
        crawl_portals(
            profiles,
            CrawlOptions(run="night", night=date(2026, 11, 1), resolver=to_loopback),
            state=state,
            archive=Archive(folder / "warc"),
            keep=keep,
            note=lambda issue: None,
        )
    (folder / "finished").touch()


def say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def serve() -> None:
    for line in sys.stdin:
        folder, port, portals = line.split()
        if (child := os.fork()) == 0:
            status = 1
            try:
                main(Path(folder), int(port), int(portals))
                status = 0
            finally:
                os._exit(status)
        say(child)
        say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    serve()
