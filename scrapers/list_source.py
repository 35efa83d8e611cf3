"""Lists of articles as a source, turned page by page until nothing new is on them."""

from corpus.records import Page
from scrapers.answers import is_missing, judge_html, script_target
from scrapers.candidates import Candidate
from scrapers.charset import decode
from scrapers.desk import Reply
from scrapers.elements import parse_html
from scrapers.errors import FetchError
from scrapers.feed_source import FeedSource
from scrapers.listings import (
    Turn,
    article_links,
    feed_links,
    next_turn,
    page_number,
    pager_url,
)
from scrapers.round import Round, require_ok


class ListSource:
    """The list pages of a portal."""

    def __init__(self, current: Round, feeds: FeedSource) -> None:
        self._round = current
        self._feeds = feeds
        self.walked: set[str] = set()
        """Lists that were walked to their end tonight."""

    async def ask(self, url: str) -> bool:
        """Walk a list: to its end where that was never done or is due, else to what is known."""
        plan, walked = self._round.plan, f"walked {url}"
        whole = plan.whole_lists or self._round.sink.fact(walked) is None
        deep = plan.deep or whole
        patience = plan.max_list_pages if whole else plan.patience
        turn, number, stale = Turn(url=url), 1, 0
        seen: set[frozenset[str]] = set()
        while number <= plan.max_list_pages:
            reply = await self._round.desk.ask(
                turn.url, "list", form=turn.form, conditional=not deep
            )
            if reply.same and not deep:
                self._round.listed.unchanged += 1
                return True
            links, following = await self._read_list(reply, turn, url, number)
            signature = frozenset(links)
            if not links or signature in seen:
                break
            seen.add(signature)
            fresh = self._round.offer([Candidate(url=link, via="list") for link in links])
            stale = 0 if fresh else stale + 1
            if plan.since is not None and await self._round.sink.drain():
                return True
            if stale >= patience or following is None:
                break
            turn, number = following, number + 1
        if number > plan.max_list_pages:
            self._round.sink.problem("endless_list", f"{url}: left after {number - 1} pages", url)
        elif whole and plan.since is None and plan.until is None:
            self.walked.add(url)
        self._round.sink.keep_fact(walked, "to the end")
        return True

    async def _read_list(
        self, reply: Reply, turn: Turn, first: str, number: int
    ) -> tuple[tuple[str, ...], Turn | None]:
        """Read one list page: the articles it names, and how to turn on; none past the end."""
        page = reply.page
        if number > 1 and (page.status >= 400 or self._went_back(page, turn, first)):
            return (), None
        require_ok(reply)
        fault = judge_html(page)
        if fault == "challenge_page":
            self._round.desk.refuse(fault)
        if fault is not None:
            raise FetchError(f"{page.url}: {fault}", url=page.url, fault=fault)
        target = script_target(page)
        if target is not None and number == 1 and target != turn.url:
            page = (await self._round.desk.ask(target, "list")).page
        tree = parse_html(decode(page.body, page.content_type).text)
        links = tuple(link.url for link in article_links(tree, page.url, self._round.portal))
        if number == 1 and first == self._round.portal.home and not self._round.portal.lists:
            for feed in feed_links(tree, page.url)[:3]:
                await self._round.attempt(self._feeds.ask, feed)
        if self._round.portal.pager is not None:
            zero = number if self._round.portal.engine.startswith("drupal") else number + 1
            url = pager_url(self._round.portal.pager, first, zero)
            return links, None if url is None else Turn(url=url)
        return links, next_turn(tree, page.url, self._round.portal, number)

    def _went_back(self, page: Page, turn: Turn, first: str) -> bool:
        """Say whether a page past the end was answered by an earlier one."""
        if page.url == turn.url:
            return False
        if page.url.rstrip("/") == first.rstrip("/"):
            return True
        asked, given = page_number(turn.url), page_number(page.url)
        return is_missing(page, turn.url, self._round.portal, None) or (
            asked is not None and (given or 1) < asked
        )
