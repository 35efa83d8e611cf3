"""From a portal's own lists (REST, feeds, sitemaps, pages) to addresses; reads no article."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from corpus.records import Page
from scrapers.addresses import identify
from scrapers.answers import is_missing, judge_html, script_target
from scrapers.charset import decode
from scrapers.dates import read_feed_date
from scrapers.desk import Desk, Reply
from scrapers.elements import parse_html
from scrapers.errors import FetchError, LayoutError
from scrapers.faults import TRANSIENT
from scrapers.feeds import REST_FIELDS, RestRow, read_feed, read_rest
from scrapers.fetch import Kind
from scrapers.listings import (
    Turn,
    article_links,
    feed_links,
    is_article,
    next_turn,
    page_number,
    pager_url,
)
from scrapers.portal import Portal
from scrapers.rest_addresses import rest_address, with_query
from scrapers.sitemaps import NOT_ARTICLES, XmlError, read_sitemap

_REST_PAGE = 100
_CHANGED_PAGES = 10
_REST_FULL = 1000
"""Portals with up to so many posts are enumerated every night, larger ones once a week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address a source named, with what it said of the article."""

    url: str
    via: str
    mark: str | None = None
    """Changes when the source says that the article did."""
    alias: str | None = None
    """Another address of the same article that outlives a rename."""
    published: date | None = None
    recently_changed: bool = False
    """The source lists what changed last: unmarked before means changed since."""
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How far to look tonight."""

    since: date | None = None
    until: date | None = None
    deep: bool = False
    """Look at everything again: a first night, a gap to be checked, a back-fill."""
    weekly: bool = False
    whole_lists: bool = False
    """Walk every list to its end, to see what is not listed any more."""
    first: bool = False
    large: bool = False
    """Has so many articles that naming them all every night asks too much."""
    max_list_pages: int = 500
    patience: int = 1
    """List pages in a row without a new article after which a list is left."""


class Sink(Protocol):
    """Where candidates go, and what discovery needs to know of them."""

    def offer(self, candidates: Sequence[Candidate]) -> int:
        """Take candidates; give how many are new, or known to have changed, this session."""

    def complete(self, via: str) -> None:
        """Hear that a source has named everything that it has."""

    async def drain(self) -> bool:
        """Visit what was offered; say whether everything published was older than `since`."""

    def fact(self, name: str) -> str | None:
        """Give a fact kept about the portal."""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a fact about the portal."""

    def problem(self, fault: str, message: str, url: str) -> None:
        """Report what went wrong with a source."""


@dataclass(slots=True)
class Listed:
    """What became of the portal's listings tonight."""

    ok: int = 0
    failed: int = 0
    unchanged: int = 0
    named: int = 0


class Discovery:
    """One portal's sources, asked in the order of how much they tell."""

    def __init__(self, desk: Desk, plan: Plan, sink: Sink) -> None:
        self._desk = desk
        self._portal: Portal = desk.portal
        self._plan = plan
        self._sink = sink
        self.listed = Listed()
        self._walked: set[str] = set()
        self._named: dict[str, set[str]] = {"sitemap": set(), "feed": set(), "list": set()}
        self._dated = True
        self._asked_all = False

    async def run(self) -> None:
        """Ask every source that is needed."""
        portal = self._portal
        if portal.rest is not None and await self._try(self._rest):
            return
        sitemaps = portal.sitemaps
        named_sources = bool(portal.feeds or portal.lists or portal.sitemaps)
        if not named_sources:
            robots = await self._desk.robots(portal.home)
            sitemaps = robots.sitemaps
        feeds = [feed for feed in portal.feeds if await self._try(self._feed, feed)]
        maps = [url for url in sitemaps[:50] if await self._try(self._sitemap, url)]
        lists = portal.lists
        if not lists and not feeds and not maps:
            lists = (portal.home,)
        if self._sitemap_suffices():
            return
        self._asked_all = True
        whole = [await self._try(self._list, url) and url in self._walked for url in lists]
        if whole and all(whole):
            self._sink.complete("list")
        if portal.engine.startswith("wordpress") and (feeds or maps):
            await self._companions()

    def conclude(self, is_read: Callable[[str], bool]) -> None:
        """Note, once all was visited, whether the sitemap alone would have told of it all."""
        if not self._asked_all:
            return
        beside = {i for via in ("feed", "list") for i in self._named[via] if is_read(i)}
        if self._named["sitemap"] and beside:
            told_all = self._dated and beside <= self._named["sitemap"]
            self._sink.keep_fact("sitemap_tells_all", "yes" if told_all else "no")

    def _sitemap_suffices(self) -> bool:
        """Say whether lists can wait for the weekly look: a dated sitemap named all they did."""
        plan = self._plan
        if plan.first or plan.weekly or plan.deep or plan.whole_lists:
            return False
        told = self._dated and bool(self._named["sitemap"])
        return told and self._sink.fact("sitemap_tells_all") == "yes"

    async def _companions(self) -> None:
        """Ask WordPress for its own sitemap or feed of changes, where the profile names neither.

        A feed shows neither a deletion nor a post put in among old ones; WordPress's sitemap,
        which bears no dates, shows no edit. Together they show everything, for a few kilobytes.
        """
        portal, plan = self._portal, self._plan
        if plan.since is not None or plan.until is not None or (plan.large and not plan.weekly):
            return
        home = f"{portal.home.rstrip('/')}/"
        if not portal.sitemaps:
            robots = await self._desk.robots(portal.home)
            for url in robots.sitemaps[:5] or (f"{home}wp-sitemap.xml",):
                await self._aside(self._sitemap, url)
        if not portal.feeds:
            await self._aside(self._changes_at, f"{home}feed/")

    async def _aside(self, step: Callable[[str], Awaitable[bool]], url: str) -> None:
        """Ask a source that the profile does not name; it may well not be there."""
        fact = f"aside {url}"
        if self._sink.fact(fact) == "not there" and not self._plan.weekly:
            return
        # What is asked beside the profile's own sources says nothing of their health.
        listed = replace(self.listed)
        try:
            await self._desk.check(url)
            await step(url)
        except (FetchError, XmlError) as error:
            if error.fault not in TRANSIENT:
                self._sink.keep_fact(fact, "not there")
        else:
            self._sink.keep_fact(fact, "there")
        self.listed = listed

    async def _try(self, step: Callable[..., Awaitable[bool]], *args: str) -> bool:
        """Take one source; its failure is reported and leaves the others their turn."""
        url = args[0] if args else self._portal.rest or self._portal.home
        try:
            done = await step(*args)
        except FetchError as error:
            self._sink.problem(error.fault, str(error), error.url)
            done = False
        except XmlError as error:
            self._sink.problem(error.fault, f"{url}: {error}", url)
            done = False
        except LayoutError as error:
            self._sink.problem("layout", f"{url}: {error}", url)
            done = False
        if done:
            self.listed.ok += 1
        else:
            self.listed.failed += 1
        return done

    def _offer(self, candidates: Sequence[Candidate]) -> int:
        self.listed.named += len(candidates)
        for candidate in candidates:
            ids = self._named.setdefault(candidate.via, set())
            ids.add(identify(candidate.url, self._portal))
            if candidate.via == "sitemap" and candidate.mark is None:
                self._dated = False
        return self._sink.offer(candidates)

    # -- WordPress's REST

    async def _rest(self) -> bool:
        """Ask for the posts where they were last found, else where the profile says."""
        base = rest_address(self._portal.rest or "", self._portal.home)
        plain = with_query(self._portal.home, {"rest_route": "/wp/v2/posts"})
        known = self._sink.fact("rest_address")
        try:
            return await self._rest_from(known or base)
        except (XmlError, FetchError) as error:
            other = base if known and known != base else plain
            if isinstance(error, FetchError) and error.fault != "http_404":
                raise
            done = await self._rest_from(other)
            self._sink.keep_fact("rest_address", other)
            return done

    async def _rest_from(self, base: str) -> bool:
        plan, total, number, read = self._plan, None, 1, 0
        since = self._rest_since()
        while True:
            query = {"per_page": str(_REST_PAGE), "page": str(number), "_fields": REST_FIELDS}
            query |= {"orderby": "id", "order": "asc"} | since
            reply = await self._desk.ask(with_query(base, query), "rest")
            if reply.page.status == 400 and number > 1:
                break
            _require_ok(reply)
            rows = read_rest(reply.page.body)
            total = _total(reply.page) if total is None else total
            self._offer([_rest_candidate(row, self._portal) for row in rows])
            read += len(rows)
            if len(rows) < _REST_PAGE or (total is not None and read >= total):
                break
            number += 1
        if not since and plan.since is None and plan.until is None:
            self._sink.keep_fact("rest_total", str(read))
            self._sink.complete("rest")
        return True

    def _rest_since(self) -> dict[str, str]:
        """Narrow the question: to a range asked for, or to what changed on a large portal."""
        plan, narrow = self._plan, {}
        if plan.since is not None:
            narrow["after"] = f"{plan.since.isoformat()}T00:00:00"
        if plan.until is not None:
            narrow["before"] = f"{plan.until.isoformat()}T23:59:59"
        large = int(self._sink.fact("rest_total") or 0) > _REST_FULL
        last = self._sink.fact("rest_night")
        if not narrow and large and last and not plan.deep and not plan.weekly:
            narrow["modified_after"] = f"{last}T00:00:00"
        return narrow

    # -- feeds

    async def _feed(self, url: str) -> bool:
        url = await self._working(url, "feed", {"feed": "rss2"})
        reply = await self._desk.ask(url, "feed", conditional=not self._plan.deep)
        _require_ok(reply)
        if reply.page.status == 304:
            self.listed.unchanged += 1
            return True
        if reply.same and not self._plan.deep:
            self.listed.unchanged += 1
        else:
            self._offer_feed(reply.page, recently_changed=False)
        if self._portal.engine.startswith("wordpress"):
            # WordPress lists by date of change when asked to: that shows edits of old posts.
            await self._try(self._feed_of_changes, with_query(url, {"orderby": "modified"}))
        return True

    async def _working(self, url: str, kind: Kind, query: dict[str, str]) -> str:
        """Give the address that answers: WordPress with plain permalinks has another."""
        if not self._portal.engine.startswith("wordpress"):
            return url
        if (known := self._sink.fact(f"{kind} {url}")) is not None:
            return known
        fully = self._plan.deep or self._plan.weekly
        reply = await self._desk.ask(url, kind, conditional=not fully)
        plain = with_query(self._portal.home, query)
        if plain == url or not (reply.not_there or reply.is_html):
            return url
        other = await self._desk.ask(plain, kind)
        if other.page.status >= 400 or other.is_html:
            return url
        self._sink.keep_fact(f"{kind} {url}", plain)
        return plain

    async def _changes_at(self, url: str) -> bool:
        url = await self._working(url, "feed", {"feed": "rss2"})
        return await self._feed_of_changes(with_query(url, {"orderby": "modified"}))

    async def _feed_of_changes(self, url: str) -> bool:
        """Read what changed last, page by page until something was known to be so."""
        for number in range(1, _CHANGED_PAGES + 1):
            address = url if number == 1 else with_query(url, {"paged": str(number)})
            reply = await self._desk.ask(address, "feed", conditional=False)
            if number > 1 and reply.page.status >= 400:
                break
            _require_ok(reply)
            named, fresh = self._offer_feed(reply.page, recently_changed=not self._plan.first)
            if self._plan.first or not named or fresh < named:
                break
        return True

    def _offer_feed(self, page: Page, *, recently_changed: bool) -> tuple[int, int]:
        """Offer what a feed names; give how many, and how many are new or have changed."""
        rows = read_feed(page.body, page.content_type)
        candidates = []
        for row in rows:
            moment = read_feed_date(row.published or "", engine=self._portal.engine)
            if is_article(row.url, row.title, self._portal, listed=True):
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
        return len(candidates), self._offer(candidates)

    # -- sitemaps

    async def _sitemap(self, url: str) -> bool:
        url = await self._working(url, "sitemap", {"sitemap": "index"})
        queue, seen, whole = [url], {url}, True
        while queue and len(seen) <= 500:
            address = queue.pop(0)
            reply = await self._desk.ask(address, "sitemap", conditional=not self._plan.weekly)
            if reply.page.status == 304:
                whole = False
                self.listed.unchanged += 1
                continue
            _require_ok(reply)
            sitemap = read_sitemap(reply.page.body)
            if sitemap.is_index:
                fresh = [r.url for r in sitemap.rows if not NOT_ARTICLES.search(r.url)]
                queue += [u for u in fresh if u not in seen]
                seen.update(fresh)
                continue
            self._offer(
                [
                    Candidate(url=row.url, via="sitemap", mark=row.changed)
                    for row in sitemap.rows
                    if is_article(row.url, row.title or row.url, self._portal)
                    or self._listed_by(address, row.url)
                ]
            )
        if whole:
            self._sink.complete("sitemap")
        return True

    def _listed_by(self, sitemap: str, url: str) -> bool:
        """Trust a sitemap that says it is one of posts, where the profile has no pattern."""
        named = re.search(
            r"(?i)posts-post|post-sitemap|news|articles?|tin-?tuc|bai-?viet", sitemap
        )
        return (
            named is not None and self._portal.article_pattern is None and url != self._portal.home
        )

    # -- list pages

    async def _list(self, url: str) -> bool:
        plan, walked = self._plan, f"walked {url}"
        whole = plan.whole_lists or self._sink.fact(walked) is None
        deep = plan.deep or whole
        patience = plan.max_list_pages if whole else plan.patience
        turn, number, stale = Turn(url=url), 1, 0
        seen: set[frozenset[str]] = set()
        while number <= plan.max_list_pages:
            reply = await self._desk.ask(turn.url, "list", form=turn.form, conditional=not deep)
            if reply.same and not deep:
                self.listed.unchanged += 1
                return True
            links, following = await self._read_list(reply, turn, url, number)
            signature = frozenset(links)
            if not links or signature in seen:
                break
            seen.add(signature)
            fresh = self._offer([Candidate(url=link, via="list") for link in links])
            stale = 0 if fresh else stale + 1
            if plan.since is not None and await self._sink.drain():
                return True
            if stale >= patience or following is None:
                break
            turn, number = following, number + 1
        if number > plan.max_list_pages:
            self._sink.problem("endless_list", f"{url}: left after {number - 1} pages", url)
        elif whole and plan.since is None and plan.until is None:
            self._walked.add(url)
        self._sink.keep_fact(walked, "to the end")
        return True

    async def _read_list(
        self, reply: Reply, turn: Turn, first: str, number: int
    ) -> tuple[tuple[str, ...], Turn | None]:
        """Read one list page: the articles it names, and how to turn on; none past the end."""
        page = reply.page
        if number > 1 and (page.status >= 400 or self._went_back(page, turn, first)):
            return (), None
        _require_ok(reply)
        fault = judge_html(page)
        if fault == "challenge_page":
            self._desk.refuse(fault)
        if fault is not None:
            raise FetchError(f"{page.url}: {fault}", url=page.url, fault=fault)
        target = script_target(page)
        if target is not None and number == 1 and target != turn.url:
            page = (await self._desk.ask(target, "list")).page
        tree = parse_html(decode(page.body, page.content_type).text)
        links = tuple(link.url for link in article_links(tree, page.url, self._portal))
        if number == 1 and first == self._portal.home and not self._portal.lists:
            for feed in feed_links(tree, page.url)[:3]:
                await self._try(self._feed, feed)
        if self._portal.pager is not None:
            zero = number if self._portal.engine.startswith("drupal") else number + 1
            url = pager_url(self._portal.pager, first, zero)
            return links, None if url is None else Turn(url=url)
        return links, next_turn(tree, page.url, self._portal, number)

    def _went_back(self, page: Page, turn: Turn, first: str) -> bool:
        """Say whether a page past the end was answered by an earlier one."""
        if page.url == turn.url:
            return False
        if page.url.rstrip("/") == first.rstrip("/"):
            return True
        asked, given = page_number(turn.url), page_number(page.url)
        return is_missing(page, turn.url, self._portal, None) or (
            asked is not None and (given or 1) < asked
        )


def _require_ok(reply: Reply) -> None:
    page = reply.page
    if page.status in {404, 410}:
        raise FetchError(f"{page.url}: answers {page.status}", url=page.url, fault="http_404")
    if page.status >= 400:
        raise FetchError(f"{page.url}: answers {page.status}", url=page.url, fault="http_4xx")


def _rest_candidate(row: RestRow, portal: Portal) -> Candidate:
    published = row.published[:10]
    return Candidate(
        url=row.url,
        via="rest",
        mark=row.modified or None,
        alias=with_query(portal.home, {"p": str(row.number)}),
        published=date.fromisoformat(published)
        if re.match(r"\d{4}-\d\d-\d\d$", published)
        else None,
        protected=row.protected,
    )


def _total(page: Page) -> int | None:
    value = next((v for k, v in page.headers if k.lower() == "x-wp-total"), "")
    return int(value) if value.isdigit() else None
