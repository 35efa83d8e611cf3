"""Visit the articles of one portal: is it there, what does it say, what of it is new."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from corpus.records import Article, IssueLevel, Page
from scrapers.addresses import canonical, identify, is_home, same_site
from scrapers.answers import (
    fingerprint,
    forbids_keeping,
    is_missing,
    judge_html,
    left_the_site,
    script_target,
)
from scrapers.charset import decode
from scrapers.crawl_records import Change, Known, Pending
from scrapers.desk import Desk, DeskTools, Reply
from scrapers.elements import parse_html
from scrapers.errors import FetchError, LayoutError, RefusedError
from scrapers.faults import HOST_FAULTS, REFUSALS
from scrapers.found import CrawlOptions, Found
from scrapers.health import lost, shape
from scrapers.listings import head_links, is_article
from scrapers.night_log import NightLog, Readings
from scrapers.part_pages import PartPages
from scrapers.read import add_part, read_article
from scrapers.state import State

_QUIET_FAULTS = frozenset({"robots_denied", "meta_robots", "http_404", "soft_404"})


class ArticleVisits:
    """The visits of one portal's night, and what became of them."""

    def __init__(
        self,
        desk: Desk,
        options: CrawlOptions,
        tools: DeskTools,
        keep: Callable[[Found], None],
        log: NightLog,
    ) -> None:
        self._portal = desk.portal
        self._session = desk.session
        self._options = options
        self._state: State = tools.state
        self._desk = desk
        self._parts = PartPages(desk)
        self._shadow = tools.shadow
        self._keep = keep
        self._log = log
        self._missing = 0
        self.readings = Readings()
        self.visited = 0
        self.refused = 0
        self.failed = 0
        self.protected: set[str] = set()
        """Articles that a source says ask for a password."""
        self.dates: list[date | None] = []
        """When the articles visited were published, in the order of the visits."""

    async def visit(self, pending: Pending) -> None:
        """Visit an address and deal with whatever stands there; once a session."""
        known = self._state.known(self._portal.slug, pending.id)
        if known is not None and known.session == self._session.id:
            self._state.alias(self._portal.slug, [pending.id], known.id)
            return
        self.visited += 1
        try:
            reply = await self._article_page(pending, known)
        except FetchError as error:
            self._fail(pending, error.fault, str(error))
            return
        if reply.page.status == 304 and known is not None:
            self._learn(known, "unchanged")
        elif await self._is_missing(reply, pending):
            self._miss(pending, known, reply)
        else:
            await self._take(pending, known, reply)

    async def _article_page(self, pending: Pending, known: Known | None) -> Reply:
        conditional = known is not None and known.hash is not None and pending.reason != "changed"
        reply = await self._desk.ask(pending.url, "article", conditional=conditional)
        target = script_target(reply.page) if reply.page.status == 200 else None
        if target is not None and target != pending.url:
            reply = await self._desk.ask(target, "article")
        page = reply.page
        if page.status in {404, 410, 304}:
            return reply
        if page.status >= 400:
            raise FetchError(f"{page.url}: answers {page.status}", url=page.url, fault="http_4xx")
        if left_the_site(page, pending.url):
            message = f"{pending.url}: leads to {page.url}"
            raise FetchError(message, url=pending.url, fault="redirect_elsewhere")
        fault = judge_html(page)
        if fault == "challenge_page":
            self._desk.refuse(fault)
        elif fault is not None:
            self._desk.record(fault)
        if fault is not None:
            kind = RefusedError if fault in REFUSALS else FetchError
            raise kind(f"{page.url}: {fault}", url=page.url, fault=fault)
        if forbids_keeping(page):
            self._desk.record("meta_robots")
            raise RefusedError(f"{page.url}: noindex", url=page.url, fault="meta_robots")
        return reply

    async def _is_missing(self, reply: Reply, pending: Pending) -> bool:
        page = reply.page
        if page.status in {404, 410}:
            return True
        home = await self._home_text() if pending.reason == "missing" else None
        return page.status == 200 and is_missing(page, pending.url, self._portal, home)

    async def _home_text(self) -> str | None:
        """Give the front page's text; asked for only when a page may be it in disguise."""
        try:
            return fingerprint(
                (await self._desk.ask(self._portal.home, "home", conditional=False)).page
            )
        except FetchError:
            return None

    def _miss(self, pending: Pending, known: Known | None, reply: Reply) -> None:
        """Deal with an address that leads nowhere; a take-down needs two witnesses."""
        status = reply.page.status
        fault = "http_404" if status in {404, 410} else "soft_404"
        if known is None or not known.live:
            self._fail(pending, fault, f"{pending.url}: no such page ({status})")
            return
        self._missing += 1
        witnesses = known.misses + 1 + (pending.reason == "missing" or status == 410)
        if witnesses < 2 or self._many_missing():
            self._learn(replace(known, misses=known.misses + 1), "unchanged", kept=False)
            return
        self._learn(replace(known, live=False, misses=witnesses), "gone")

    def _many_missing(self) -> bool:
        """Say whether so much is missing that the portal, not its articles, is at fault."""
        live = self._state.count_live(self._portal.slug)
        if self._missing <= 10 or self._missing * 2 < live:
            return False
        self._log.report(
            "error", "crawl", f"mass_missing: {self._missing} of {live} articles", None
        )
        return True

    async def _take(self, pending: Pending, known: Known | None, reply: Reply) -> None:
        page = reply.page
        try:
            article = await asyncio.to_thread(read_article, page, self._portal)
        except LayoutError as error:
            if is_missing(page, pending.url, self._portal, await self._home_text()):
                self._miss(pending, known, reply)
                return
            self.readings.unread += 1
            self._fail(pending, "layout", str(error), stage="read")
            return
        article = await self._with_parts(article, page, pending, known)
        names = self._names(pending, page)
        known = known or next(filter(None, map(self.look_up, names)), None)
        if known is not None and known.session == self._session.id:
            self._state.alias(self._portal.slug, [pending.id, *names], known.id)
            return
        await self._compare(page, article)
        self._conclude(pending, known, reply, article, names)

    async def _compare(self, page: Page, article: Article) -> None:
        """Let the general extractor read a few of the night's pages as well."""
        if self._shadow is None or len(self.readings.agreements) >= self._options.shadow_pages:
            return
        agreement = await self._shadow.agreement(page, article)
        if agreement is not None:
            self.readings.agreements.append(agreement)

    def _conclude(
        self,
        pending: Pending,
        known: Known | None,
        reply: Reply,
        article: Article,
        names: Sequence[str],
    ) -> None:
        url = canonical(reply.page.url, self._portal)
        article_id = known.id if known is not None else names[0]
        warnings = article.warnings
        if self.protected & {pending.id, *names} and "password_protected" not in warnings:
            warnings = (*warnings, "password_protected")
        article = replace(
            article, id=article_id, portal=self._portal.slug, url=url, warnings=warnings
        )
        day = article.published.at.date() if article.published is not None else None
        self.dates.append(day)
        outline = shape(article)
        self.readings.add(outline)
        if known is not None and known.shape and (parts := lost(known.shape, outline)):
            self.readings.degraded += 1
            self._log.report("warning", "read", f"layout_drift: {', '.join(parts)} lost", url)
            self._learn(known, "unchanged", kept=False)
            return
        now = Known(
            id=article_id,
            url=url,
            hash=content_hash(article),
            marks=self._marks(pending, known),
            published=day,
            warc=reply.place.warc if reply.place else None,
            place=reply.place.offset if reply.place else None,
            shape=outline,
        )
        if self.out_of_range(day):
            self._state.learn(self._session, now, "unchanged", [pending.id, *names])
            return
        change = _change(known, now)
        self._keep(
            Found(
                portal=self._portal.slug,
                url=url,
                article_id=article_id,
                change=change,
                page=reply.page,
                article=article,
                warc=now.warc,
                offset=now.place,
            )
        )
        self._state.learn(self._session, now, change, [pending.id, *names])

    async def _with_parts(
        self, article: Article, page: Page, pending: Pending, known: Known | None
    ) -> Article:
        """Join the parts of an article that is spread over several pages."""
        seen_before = known is not None and pending.reason == "recheck"
        split = known is not None and "parts" in known.marks
        if seen_before and not split and b"post-page-numbers" not in page.body:
            return article
        try:
            pages = await self._parts.find(page, known_to_be_split=split)
            for part in pages:
                article = await asyncio.to_thread(add_part, article, part, self._portal)
        except (FetchError, LayoutError) as error:
            self._log.report("warning", "read", f"part_missing: {error}", page.url)
            return replace(article, warnings=(*article.warnings, "part_missing"))
        if pages:
            pending.marks["parts"] = str(len(pages) + 1)
        return article

    def _names(self, pending: Pending, page: Page) -> list[str]:
        """Give the ids under which an article may be known, the one to keep first."""
        head = page.body[:200_000]
        end = head.lower().find(b"</head")
        links: Mapping[str, str] = {}
        if b"canonical" in head or b"shortlink" in head:
            text = decode(head[: end if end > 0 else None], page.content_type).text
            links = head_links(parse_html(text + "<body></body>"), page.url)
        names = []
        told = links.get("canonical")
        if told and same_site(told, self._portal) and is_article(told, "", self._portal):
            names.append(identify(told, self._portal))
        names.append(identify(page.url, self._portal))
        short = links.get("shortlink")
        if short and not is_home(short, self._portal):
            names.append(identify(short, self._portal))
        if pending.marks.get("alias"):
            names.append(identify(pending.marks["alias"], self._portal))
        return list(dict.fromkeys(names))

    def _learn(self, known: Known, change: Change, *, kept: bool = True) -> None:
        if kept and change == "gone":
            self._keep(
                Found(
                    portal=self._portal.slug,
                    url=known.url,
                    article_id=known.id,
                    change=change,
                )
            )
        self._state.learn(self._session, known, change)

    def _fail(self, pending: Pending, fault: str, message: str, stage: str = "fetch") -> None:
        self.refused += fault in REFUSALS
        self.failed += fault not in REFUSALS
        self._state.postpone(self._session, pending, fault)
        if pending.reason in {"recheck", "missing"} and fault not in HOST_FAULTS:
            self._state.drop(self._portal.slug, pending.id)
        level: IssueLevel = "info" if fault in _QUIET_FAULTS else "warning"
        self._log.report(level, stage, f"{fault}: {message}", pending.url)

    def _marks(self, pending: Pending, known: Known | None) -> dict[str, str]:
        marks = dict(known.marks) if known is not None else {}
        if pending.reason == "missing":
            # Still there, only not listed any more: do not look for it every night.
            marks.pop(pending.via, None)
        marks.update({k: v for k, v in pending.marks.items() if k != "alias"})
        return marks

    def look_up(self, article_id: str) -> Known | None:
        """Give an article met before."""
        return self._state.known(self._portal.slug, article_id)

    def out_of_range(self, day: date | None) -> bool:
        """Say whether an article of a day is not asked for tonight."""
        if day is None:
            return False
        since, until = self._options.since, self._options.until
        return (since is not None and day < since) or (until is not None and day > until)


def content_hash(article: Article) -> str:
    """Hash what an article says, wherever and however it was served."""
    told = (
        article.title,
        article.lead,
        article.paragraphs,
        article.captions,
        article.tables,
        None if article.published is None else article.published.at.isoformat(),
        article.section,
        article.byline,
        article.source,
        tuple((a.url, a.title) for a in article.attachments),
    )
    return sha256(repr(told).encode()).hexdigest()


def _change(known: Known | None, now: Known) -> Change:
    if known is None or known.hash is None:
        return "new"
    if known.hash == now.hash and known.url == now.url and known.live:
        return "unchanged"
    return "changed"
