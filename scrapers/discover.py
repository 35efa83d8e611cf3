"""From a portal's own lists (REST, feeds, sitemaps, pages) to addresses; reads no article."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from scrapers.candidates import Listed, Plan, Sink
from scrapers.desk import Desk
from scrapers.errors import FetchError
from scrapers.faults import TRANSIENT
from scrapers.feed_source import FeedSource
from scrapers.list_source import ListSource
from scrapers.rest_source import RestSource
from scrapers.round import Round
from scrapers.sitemap_source import SitemapSource
from scrapers.sitemaps import XmlError


class Discovery:
    """One portal's sources, asked in the order of how much they tell."""

    def __init__(self, desk: Desk, plan: Plan, sink: Sink) -> None:
        self._round = Round(desk, plan, sink)
        self._rest = RestSource(self._round)
        self._feeds = FeedSource(self._round)
        self._sitemaps = SitemapSource(self._round)
        self._lists = ListSource(self._round, self._feeds)
        self._asked_all = False

    @property
    def listed(self) -> Listed:
        """Give what became of the listings."""
        return self._round.listed

    async def run(self) -> None:
        """Ask every source that is needed."""
        portal = self._round.portal
        if portal.rest is not None and await self._round.attempt(self._rest.ask):
            return
        sitemaps = portal.sitemaps
        named_sources = bool(portal.feeds or portal.lists or portal.sitemaps)
        if not named_sources:
            robots = await self._round.desk.robots(portal.home)
            sitemaps = robots.sitemaps
        feeds = [feed for feed in portal.feeds if await self._round.attempt(self._feeds.ask, feed)]
        maps = [url for url in sitemaps[:50] if await self._round.attempt(self._sitemaps.ask, url)]
        lists = portal.lists
        if not lists and not feeds and not maps:
            lists = (portal.home,)
        if self._sitemap_suffices():
            return
        self._asked_all = True
        whole = [
            await self._round.attempt(self._lists.ask, url) and url in self._lists.walked
            for url in lists
        ]
        if whole and all(whole):
            self._round.sink.complete("list")
        if portal.engine.startswith("wordpress") and (feeds or maps):
            await self._companions()

    def conclude(self, is_read: Callable[[str], bool]) -> None:
        """Note, once all was visited, whether the sitemap alone would have told of it all."""
        if not self._asked_all:
            return
        beside = {i for via in ("feed", "list") for i in self._round.named[via] if is_read(i)}
        if self._round.named["sitemap"] and beside:
            told_all = self._round.dated and beside <= self._round.named["sitemap"]
            self._round.sink.keep_fact("sitemap_tells_all", "yes" if told_all else "no")

    def _sitemap_suffices(self) -> bool:
        """Say whether lists can wait for the weekly look: a dated sitemap named all they did."""
        plan = self._round.plan
        if plan.first or plan.weekly or plan.deep or plan.whole_lists:
            return False
        told = self._round.dated and bool(self._round.named["sitemap"])
        return told and self._round.sink.fact("sitemap_tells_all") == "yes"

    async def _companions(self) -> None:
        """Ask WordPress for its own sitemap or feed of changes, where the profile names neither.

        A feed shows neither a deletion nor a post put in among old ones; WordPress's sitemap,
        which bears no dates, shows no edit. Together they show everything, for a few kilobytes.
        """
        portal, plan = self._round.portal, self._round.plan
        if plan.since is not None or plan.until is not None or (plan.large and not plan.weekly):
            return
        home = f"{portal.home.rstrip('/')}/"
        if not portal.sitemaps:
            robots = await self._round.desk.robots(portal.home)
            for url in robots.sitemaps[:5] or (f"{home}wp-sitemap.xml",):
                await self._aside(self._sitemaps.ask, url)
        if not portal.feeds:
            await self._aside(self._feeds.ask_changes, f"{home}feed/")

    async def _aside(self, step: Callable[[str], Awaitable[bool]], url: str) -> None:
        """Ask a source that the profile does not name; it may well not be there."""
        fact = f"aside {url}"
        if self._round.sink.fact(fact) == "not there" and not self._round.plan.weekly:
            return
        # What is asked beside the profile's own sources says nothing of their health.
        listed = replace(self._round.listed)
        try:
            await self._round.desk.check(url)
            await step(url)
        except (FetchError, XmlError) as error:
            if error.fault not in TRANSIENT:
                self._round.sink.keep_fact(fact, "not there")
        else:
            self._round.sink.keep_fact(fact, "there")
        self._round.listed = listed
