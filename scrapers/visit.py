"""A short visit to one portal, for a person who waits; as polite as by night."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.records import Issue, Page, PortalCount
from scrapers.archive import Archive
from scrapers.crawl import crawl_portals
from scrapers.desk import Desk, DeskTools, PortalStopped
from scrapers.errors import FetchError
from scrapers.fetch import Fetcher
from scrapers.found import CrawlOptions, Found
from scrapers.host_gate import HostGate
from scrapers.portal import Portal
from scrapers.state import State


class Visitor:
    """Fetches one page at a time; nothing of it stays on disk."""

    def __init__(self, portal: Portal, options: CrawlOptions, folder: Path) -> None:
        self._runner = asyncio.Runner()
        gate = HostGate()
        self._state = State(folder / "crawl.db")
        self._fetcher = Fetcher(options.for_fetching(), gate)
        session = self._state.open_session(
            portal.slug,
            self._state.open_crawl([portal.slug], options.clock()),
            options.night,
            options.clock(),
        )
        tools = DeskTools(
            fetcher=self._fetcher,
            gate=gate,
            state=self._state,
            archive=Archive(folder / "archive"),
            agent=options.user_agent,
        )
        self._desk = Desk(portal, session, tools)

    def get(self, url: str) -> Page:
        """Fetch a page.

        Raises:
            FetchError: it could not be had, or robots.txt forbids it.
        """
        try:
            reply = self._runner.run(self._desk.ask(url, "article"))
        except PortalStopped as error:
            raise FetchError(
                f"{url}: the portal is to be left alone ({error.fault})",
                url=url,
                fault=error.fault,
            ) from error
        if reply.page.status >= 400:
            fault = f"http_{reply.page.status}"
            raise FetchError(f"{url}: answered {reply.page.status}", url=url, fault=fault)
        return reply.page

    def close(self) -> None:
        """Close every connection."""
        self._runner.run(self._fetcher.__aexit__())
        self._runner.close()
        self._state.close()


@contextmanager
def visit(portal: Portal, options: CrawlOptions) -> Iterator[Visitor]:
    """Open a visit that leaves nothing behind."""
    with TemporaryDirectory(prefix="danvan-") as folder:
        visitor = Visitor(portal, options, Path(folder))
        try:
            yield visitor
        finally:
            visitor.close()


def check(
    portal: Portal, options: CrawlOptions
) -> tuple[PortalCount, tuple[Found, ...], tuple[Issue, ...]]:
    """Crawl a few pages of a portal and say what its profile yields; nothing is kept."""
    found: list[Found] = []
    issues: list[Issue] = []
    with TemporaryDirectory(prefix="danvan-") as folder, State(Path(folder) / "crawl.db") as state:
        (count,) = crawl_portals(
            (portal,),
            options,
            state=state,
            archive=Archive(Path(folder) / "archive"),
            keep=found.append,
            note=issues.append,
        )
    return count, tuple(found), tuple(issues)
