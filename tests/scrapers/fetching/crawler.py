"""Send a crawl through the fault server and collect what it says, as the pipeline would."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from corpus.records import Issue
from scrapers.archive import Archive
from scrapers.crawl import CrawlOptions, Found, crawl_portals
from scrapers.fetch import Limits
from scrapers.patience import RetryPlan
from scrapers.portal import Portal
from scrapers.state import State

QUICK = RetryPlan(attempts=3, base_seconds=0.01, cap_seconds=0.05, retry_after_cap_seconds=2.0)
PATIENT = Limits(connect_seconds=20.0, read_seconds=20.0, total_seconds=60.0)


async def to_loopback(host: str, port: int):
    """Every name of these tests lives on this machine, save those meant to point elsewhere."""
    if host == "nowhere.test":
        raise OSError("no such name")
    private = {"intranet.test": "10.0.0.7", "169.254.169.254": "169.254.169.254"}
    return [private.get(host, "127.0.0.1")]


@dataclass
class Night:
    """One night's crawl, as the pipeline would see it."""

    counts: tuple
    found: list[Found]
    issues: list[Issue]

    @property
    def count(self):
        (only,) = self.counts
        return only

    @property
    def names(self) -> set[str]:
        return {issue.message.partition(":")[0] for issue in self.issues}

    def urls(self, change: str = "new") -> set[str]:
        return {
            found.url.partition("/bai-viet")[2] for found in self.found if found.change == change
        }


@dataclass
class Crawler:
    root: Path
    options: dict = field(default_factory=dict)

    def portal(self, site, **kwargs) -> Portal:
        defaults = {
            "slug": site.host.partition(".")[0].replace("-", "_"),
            "name": site.host,
            "home": f"http://{site.host}/",
            "engine": "wordpress",
            "lists": (f"http://{site.host}/",),
            "delay_seconds": 0.0,
            "allow_private": True,
        }
        return Portal(**(defaults | kwargs))

    def night(self, *portals: Portal, day: int = 1, keep=None, **kwargs) -> Night:
        found, issues = [], []
        start = date(2026, 11, 1) + timedelta(days=day - 1)
        defaults = {
            "run": f"night-{day}",
            "night": start,
            "limits": PATIENT,
            "retry": QUICK,
            "resolver": to_loopback,
            "clock": lambda: datetime(start.year, start.month, start.day, 1, tzinfo=UTC),
            "seed": 7,
        }
        options = CrawlOptions(**(defaults | self.options | kwargs))
        with State(self.root / "crawl.db") as state:
            counts = crawl_portals(
                portals,
                options,
                state=state,
                archive=Archive(self.root / "warc"),
                keep=keep or found.append,
                note=issues.append,
            )
        return Night(counts, found, issues)
