"""Crawl many portals side by side; one portal's failure stays with that portal."""

import asyncio
import traceback
from collections.abc import Callable, Sequence

from corpus.errors import StoreError
from corpus.records import Issue, PortalCount
from scrapers.archive import Archive
from scrapers.crawl_records import Session
from scrapers.desk import DeskTools
from scrapers.fetch import Fetcher
from scrapers.found import CrawlOptions, Found
from scrapers.health import judge, read_evidence
from scrapers.host_gate import HostGate
from scrapers.portal import Portal
from scrapers.portal_night import PortalNight
from scrapers.shadow import Shadow
from scrapers.state import State

__all__ = ["CrawlOptions", "Found", "crawl", "crawl_portals"]


async def crawl(
    portals: Sequence[Portal],
    options: CrawlOptions,
    *,
    state: State,
    archive: Archive,
    keep: Callable[[Found], None],
    note: Callable[[Issue], None],
) -> tuple[PortalCount, ...]:
    """Crawl portals, handing on each article found; carries on a crawl that was cut short.

    Args:
        portals: whom to visit.
        options: how.
        state: the crawl's memory.
        archive: where answers are kept.
        keep: called once per article learnt about; must have kept it for good when it returns,
            and must not mind being told the same twice.
        note: called with everything a person may have to look at.
    """
    number = state.open_crawl([portal.slug for portal in portals], options.clock())
    gate, room = HostGate(), asyncio.Semaphore(options.hosts_at_once)
    shadow = Shadow() if options.shadow_pages else None
    async with Fetcher(options.for_fetching(), gate) as fetcher:
        tools = DeskTools(
            fetcher=fetcher,
            gate=gate,
            state=state,
            archive=archive,
            agent=options.user_agent,
            shadow=shadow,
        )
        counts = await asyncio.gather(
            *(_one(portal, number, options, tools, (keep, note), room) for portal in portals)
        )
    if shadow is not None:
        shadow.close()
    state.close_crawl(number, options.clock())
    return tuple(counts)


def crawl_portals(
    portals: Sequence[Portal],
    options: CrawlOptions,
    *,
    state: State,
    archive: Archive,
    keep: Callable[[Found], None],
    note: Callable[[Issue], None],
) -> tuple[PortalCount, ...]:
    """Do what `crawl` does, from code that is not asynchronous."""
    return asyncio.run(crawl(portals, options, state=state, archive=archive, keep=keep, note=note))


async def _one(
    portal: Portal,
    crawl_number: int,
    options: CrawlOptions,
    tools: DeskTools,
    listeners: tuple[Callable[[Found], None], Callable[[Issue], None]],
    room: asyncio.Semaphore,
) -> PortalCount:
    keep, note = listeners
    async with room:
        session = tools.state.open_session(
            portal.slug, crawl_number, options.night, options.clock()
        )
        if session.finished:
            return _finished(portal, session, tools.state)
        try:
            return await PortalNight(portal, session, options, tools, keep, note).run()
        except StoreError:
            raise
        except Exception:  # noqa: BLE001 - a fault of ours in one portal must not end the others
            note(
                Issue(
                    run=options.run,
                    portal=portal.slug,
                    stage="crawl",
                    level="error",
                    message=f"failed: {traceback.format_exc(limit=-5)}",
                )
            )
            return PortalCount(portal=portal.slug, failed=1, verdict="broken")


def _finished(portal: Portal, session: Session, state: State) -> PortalCount:
    """Give the numbers of a portal that was finished before the crawl was cut short."""
    evidence = read_evidence(session.evidence or '{"night": "1970-01-01"}')
    past = [read_evidence(text) for text in state.history(portal.slug, session.id)]
    tally, (requests, received) = state.tally(session), state.traffic(session)
    return PortalCount(
        portal=portal.slug,
        found=evidence.listed,
        fetched=requests,
        new=tally.get("new", 0),
        changed=tally.get("changed", 0),
        unchanged=tally.get("unchanged", 0),
        gone=tally.get("gone", 0),
        failed=sum(evidence.faults.values()),
        bytes=received,
        verdict=judge(evidence, past, portal.at_least).verdict,
    )
