"""Feeds as a source: the newest articles, and with WordPress those that changed last."""

from corpus.records import Page
from scrapers.candidates import Candidate
from scrapers.dates import read_feed_date
from scrapers.feeds import read_feed
from scrapers.listings import is_article
from scrapers.rest_addresses import with_query
from scrapers.round import Round, require_ok

_CHANGED_PAGES = 10


class FeedSource:
    """The feeds of a portal."""

    def __init__(self, current: Round) -> None:
        self._round = current

    async def ask(self, url: str) -> bool:
        """Ask for what is new, and on WordPress for what changed last."""
        url = await self._round.working(url, "feed", {"feed": "rss2"})
        reply = await self._round.desk.ask(url, "feed", conditional=not self._round.plan.deep)
        require_ok(reply)
        if reply.page.status == 304:
            self._round.listed.unchanged += 1
            return True
        if reply.same and not self._round.plan.deep:
            self._round.listed.unchanged += 1
        else:
            self._offer_rows(reply.page, recently_changed=False)
        if self._round.portal.engine.startswith("wordpress"):
            # WordPress lists by date of change when asked to: that shows edits of old posts.
            await self._round.attempt(self._changes, with_query(url, {"orderby": "modified"}))
        return True

    async def ask_changes(self, url: str) -> bool:
        """Ask for what changed last, and for nothing else."""
        url = await self._round.working(url, "feed", {"feed": "rss2"})
        return await self._changes(with_query(url, {"orderby": "modified"}))

    async def _changes(self, url: str) -> bool:
        """Read what changed last, page by page until something was known to be so."""
        first = self._round.plan.first
        for number in range(1, _CHANGED_PAGES + 1):
            address = url if number == 1 else with_query(url, {"paged": str(number)})
            reply = await self._round.desk.ask(address, "feed", conditional=False)
            if number > 1 and reply.page.status >= 400:
                break
            require_ok(reply)
            named, fresh = self._offer_rows(
                reply.page, recently_changed=not self._round.plan.first
            )
            if first or not named or fresh < named:
                break
        return True

    def _offer_rows(self, page: Page, *, recently_changed: bool) -> tuple[int, int]:
        """Offer what a feed names; give how many, and how many are new or have changed."""
        rows = read_feed(page.body, page.content_type)
        candidates = []
        for row in rows:
            moment = read_feed_date(row.published or "", engine=self._round.portal.engine)
            if is_article(row.url, row.title, self._round.portal, listed=True):
                candidates.append(
                    Candidate(
                        url=row.url,
                        via="feed",
                        mark=row.version,
                        alias=row.guid if row.guid and row.guid.startswith("http") else None,
                        published=None if moment is None else moment.at.date(),
                        recently_changed=recently_changed,
                    )
                )
        return len(candidates), self._round.offer(candidates)
