"""One portal's night: what its sources name is visited, read and handed on, one by one."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from statistics import mean, median

from corpus.records import Article, Issue, IssueLevel, Page, PortalCount
from scrapers.addresses import canonical, identify, is_home, same_site
from scrapers.answers import (
    fingerprint,
    forbids_keeping,
    is_missing,
    judge_html,
    left_the_site,
    script_target,
)
from scrapers.candidates import Candidate, Plan
from scrapers.charset import decode
from scrapers.crawl_records import Change, Known, Pending, Reason, Session
from scrapers.desk import Desk, DeskTools, PortalStopped, Reply
from scrapers.discover import Discovery
from scrapers.elements import parse_html
from scrapers.errors import FetchError, LayoutError, RefusedError
from scrapers.faults import HOST_FAULTS, REFUSALS
from scrapers.found import CrawlOptions, Found
from scrapers.health import ATTRIBUTES, Evidence, judge, lost, read_evidence, shape
from scrapers.listings import head_links, is_article
from scrapers.part_pages import PartPages
from scrapers.portal import Portal
from scrapers.read import add_part, read_article
from scrapers.state import State

_ISSUES_PER_FAULT = 5
_LARGE = 1000
"""Portals with more articles have their lists walked to the end every fourth week only."""
_QUIET_FAULTS = frozenset({"robots_denied", "meta_robots", "http_404", "soft_404"})


@dataclass(slots=True)
class _Readings:
    """What reading pages brought tonight, for the portal's health."""

    read: int = 0
    unread: int = 0
    degraded: int = 0
    present: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)
    agreements: list[float] = field(default_factory=list)

    def add(self, outline: str) -> None:
        """Count an article that was read."""
        words = outline.split()
        self.read += 1
        self.present.update(words[:-1])
        self.lengths.append(int(words[-1]))


class PortalNight:
    """Crawl one portal once; implements what discovery needs of its surroundings."""

    def __init__(
        self,
        portal: Portal,
        session: Session,
        options: CrawlOptions,
        tools: DeskTools,
        keep: Callable[[Found], None],
        note: Callable[[Issue], None],
    ) -> None:
        self._portal = portal
        self._session = session
        self._options = options
        self._state: State = tools.state
        self._desk = Desk(portal, session, tools)
        self._parts = PartPages(self._desk)
        self._shadow = tools.shadow
        self._keep = keep
        self._note = note
        self._issues: Counter[str] = Counter()
        self._readings = _Readings()
        self._visited = 0
        self._refused = 0
        self._failed = 0
        self._missing = 0
        self._protected: set[str] = set()
        self._dates: list[date | None] = []
        self._discovery = Discovery(self._desk, self._plan(), self)

    async def run(self) -> PortalCount:
        """Crawl, judge the portal's health, and give the night's numbers."""
        stopped = None
        try:
            async with asyncio.timeout(self._options.portal_seconds):
                await self._crawl()
        except PortalStopped as stop:
            stopped = stop.fault
            self._report("warning", "fetch", f"{stop.fault}: left alone for tonight", None)
        except TimeoutError:
            stopped = "out_of_time"
            self._report(
                "warning", "crawl", "out_of_time: the rest waits for the next night", None
            )
        return self._finish(stopped)

    # -- what discovery asks of us

    def offer(self, candidates: Sequence[Candidate]) -> int:
        """Put on the frontier what is new or has changed; count it, even after a break."""
        fresh, pending = 0, []
        ids: dict[str, list[str]] = {}
        for candidate in candidates:
            if self._out_of_range(candidate.published):
                continue
            article_id = identify(candidate.url, self._portal)
            ids.setdefault(candidate.via, []).append(article_id)
            by_address = self._look_up(article_id)
            known = by_address or self._by_alias(candidate.alias)
            if candidate.protected:
                self._protected.add(article_id)
            moved = known is not None and by_address is None
            reason = "changed" if moved else self._reason(candidate, known)
            if reason is not None or self._state.is_new_tonight(self._session, article_id):
                fresh += 1
            if reason is not None:
                pending.append(_pending(candidate, known.id if known else article_id, reason))
        for via, names in ids.items():
            self._state.sight(self._session, names, via)
        self._state.push(self._portal.slug, pending, self._session.night)
        return fresh

    def complete(self, via: str) -> None:
        """Visit, before all else, the articles that a complete source names no more."""
        missing = self._state.unsighted(self._session, via, limit=200)
        live = self._state.count_live(self._portal.slug)
        if len(missing) > max(10, live // 2):
            message = f"mass_missing: {via} names {len(missing)} of {live} articles no more"
            self._report("error", "discover", message, None)
            return
        self._state.push(
            self._portal.slug,
            [Pending(id=k.id, url=k.url, reason="missing", via=via) for k in missing],
            self._session.night,
        )

    async def drain(self) -> bool:
        """Visit everything on the frontier; say whether all of it was older than asked for."""
        self._dates.clear()
        while (pending := self._next()) is not None:
            await self._visit(pending)
        since = self._options.since
        dated = [day for day in self._dates if day is not None]
        return since is not None and bool(dated) and max(dated) < since

    def fact(self, name: str) -> str | None:
        """Give a fact kept about the portal."""
        return self._state.fact(self._portal.slug, name)

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a fact about the portal."""
        self._state.keep_fact(self._portal.slug, name, value)

    def problem(self, fault: str, message: str, url: str) -> None:
        """Report what went wrong with a source."""
        if fault not in self._desk.faults:
            self._desk.record(fault)
        level: IssueLevel = "info" if fault == "endless_list" else "warning"
        self._report(level, "discover", f"{fault}: {message}", url)

    # -- the order of the night

    def _plan(self) -> Plan:
        gaps = self._state.gaps_due(self._portal.slug, self._session.night)
        options = self._options
        weekly = self._session.number % 7 == 0
        large = self._state.count_live(self._portal.slug) > _LARGE
        return Plan(
            since=options.since,
            until=options.until,
            deep=options.deep or bool(gaps) or options.since is not None,
            weekly=weekly,
            whole_lists=options.deep or self._session.number % (28 if large else 7) == 0,
            first=self._session.number == 1,
            large=large,
            max_list_pages=options.max_list_pages,
            patience=3 if gaps else 1,
        )

    async def _crawl(self) -> None:
        portal = self._portal
        if portal.tls_fault is not None:
            self._report("warning", "fetch", f"{portal.tls_fault}: known and waived", portal.home)
        try:
            robots = await self._desk.robots(portal.home)
        except FetchError as error:
            self._desk.record(error.fault)
            self._report("error", "fetch", f"{error.fault}: {error}", error.url)
            return
        if robots.stance in {"deny", "not_now"}:
            fault = "robots_denied" if robots.stance == "deny" else "robots_unreachable"
            self._desk.record(fault)
            self._report("error", "robots", f"{fault}: {robots.reason}", portal.home)
            return
        await self._discovery.run()
        await self.drain()
        self._discovery.conclude(lambda name: self._look_up(name) is not None)
        await self._recheck()

    async def _recheck(self) -> None:
        """Look again at a few articles, so that edits and drifting layouts are noticed."""
        live = self._state.count_live(self._portal.slug)
        wanted = min(50, 1 + live // 100)
        for known in self._state.sample(self._session, wanted):
            self._state.push(
                self._portal.slug,
                [Pending(id=known.id, url=known.url, reason="recheck", via="sample")],
                self._session.night,
            )
        await self.drain()

    def _next(self) -> Pending | None:
        if self._visited >= self._options.max_pages:
            return None
        return self._state.next_pending(self._session)

    # -- one article

    async def _visit(self, pending: Pending) -> None:
        known = self._state.known(self._portal.slug, pending.id)
        if known is not None and known.session == self._session.id:
            self._state.alias(self._portal.slug, [pending.id], known.id)
            return
        self._visited += 1
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
        self._report("error", "crawl", f"mass_missing: {self._missing} of {live} articles", None)
        return True

    async def _take(self, pending: Pending, known: Known | None, reply: Reply) -> None:
        page = reply.page
        try:
            article = await asyncio.to_thread(read_article, page, self._portal)
        except LayoutError as error:
            if is_missing(page, pending.url, self._portal, await self._home_text()):
                self._miss(pending, known, reply)
                return
            self._readings.unread += 1
            self._fail(pending, "layout", str(error), stage="read")
            return
        article = await self._with_parts(article, page, pending, known)
        names = self._names(pending, page)
        known = known or next(filter(None, map(self._look_up, names)), None)
        if known is not None and known.session == self._session.id:
            self._state.alias(self._portal.slug, [pending.id, *names], known.id)
            return
        await self._compare(page, article)
        self._conclude(pending, known, reply, article, names)

    async def _compare(self, page: Page, article: Article) -> None:
        """Let the general extractor read a few of the night's pages as well."""
        if self._shadow is None or len(self._readings.agreements) >= self._options.shadow_pages:
            return
        agreement = await self._shadow.agreement(page, article)
        if agreement is not None:
            self._readings.agreements.append(agreement)

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
        if self._protected & {pending.id, *names} and "password_protected" not in warnings:
            warnings = (*warnings, "password_protected")
        article = replace(
            article, id=article_id, portal=self._portal.slug, url=url, warnings=warnings
        )
        day = article.published.at.date() if article.published is not None else None
        self._dates.append(day)
        outline = shape(article)
        self._readings.add(outline)
        if known is not None and known.shape and (parts := lost(known.shape, outline)):
            self._readings.degraded += 1
            self._report("warning", "read", f"layout_drift: {', '.join(parts)} lost", url)
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
        if self._out_of_range(day):
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
            self._report("warning", "read", f"part_missing: {error}", page.url)
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

    # -- what follows from it

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
        self._refused += fault in REFUSALS
        self._failed += fault not in REFUSALS
        self._state.postpone(self._session, pending, fault)
        if pending.reason in {"recheck", "missing"} and fault not in HOST_FAULTS:
            self._state.drop(self._portal.slug, pending.id)
        level: IssueLevel = "info" if fault in _QUIET_FAULTS else "warning"
        self._report(level, stage, f"{fault}: {message}", pending.url)

    def _reason(self, candidate: Candidate, known: Known | None) -> Reason | None:
        if known is None:
            return "new"
        if known.session == self._session.id:
            return None
        if not known.live:
            return "changed"
        mark = known.marks.get(candidate.via)
        told = candidate.mark is not None and mark != candidate.mark
        if told and (mark is not None or candidate.recently_changed):
            return "changed"
        if mark is None:
            marks = {**known.marks, candidate.via: candidate.mark or ""}
            self._state.remark(self._portal.slug, known.id, marks)
        return None

    def _marks(self, pending: Pending, known: Known | None) -> dict[str, str]:
        marks = dict(known.marks) if known is not None else {}
        if pending.reason == "missing":
            # Still there, only not listed any more: do not look for it every night.
            marks.pop(pending.via, None)
        marks.update({k: v for k, v in pending.marks.items() if k != "alias"})
        return marks

    def _by_alias(self, alias: str | None) -> Known | None:
        return None if alias is None else self._look_up(identify(alias, self._portal))

    def _look_up(self, article_id: str) -> Known | None:
        return self._state.known(self._portal.slug, article_id)

    def _out_of_range(self, day: date | None) -> bool:
        if day is None:
            return False
        since, until = self._options.since, self._options.until
        return (since is not None and day < since) or (until is not None and day > until)

    def _report(self, level: IssueLevel, stage: str, message: str, url: str | None) -> None:
        name = message.partition(":")[0]
        self._issues[name] += 1
        if self._issues[name] > _ISSUES_PER_FAULT:
            return
        self._note(
            Issue(
                run=self._options.run,
                portal=self._portal.slug,
                stage=stage,
                level=level,
                message=message,
                url=url,
            )
        )

    def _finish(self, stopped: str | None) -> PortalCount:
        for name, count in self._issues.items():
            if count > _ISSUES_PER_FAULT:
                self._issues[name] = 0
                self._report("warning", "crawl", f"{name}: {count} times in all", None)
        tally = self._state.tally(self._session)
        evidence = self._evidence(tally)
        past = self._state.history(self._portal.slug, self._session.id)
        diagnosis = judge(evidence, [read_evidence(t) for t in past], self._portal.at_least)
        for reason in diagnosis.reasons:
            level: IssueLevel = "info" if diagnosis.verdict == "quiet" else "error"
            self._report(level, "health", f"{diagnosis.verdict}: {reason}", self._portal.home)
        night, slug = self._session.night, self._portal.slug
        if stopped is None and diagnosis.verdict in {"fine", "quiet"}:
            self._state.close_gaps(slug, night, tally.get("new", 0))
            self._state.keep_fact(slug, "rest_night", (night - timedelta(days=2)).isoformat())
        else:
            self._state.open_gap(slug, night, stopped or diagnosis.verdict)
        self._desk.give_receipts()
        self._state.close_session(self._session, evidence.to_json(), self._options.clock())
        _, received = self._state.traffic(self._session)
        return PortalCount(
            portal=slug,
            found=self._discovery.listed.named,
            fetched=self._desk.answered,
            new=tally.get("new", 0),
            changed=tally.get("changed", 0),
            unchanged=tally.get("unchanged", 0),
            gone=tally.get("gone", 0),
            refused=self._refused,
            failed=self._failed,
            bytes=received,
            verdict=diagnosis.verdict,
        )

    def _evidence(self, tally: Mapping[str, int]) -> Evidence:
        readings, listed = self._readings, self._discovery.listed
        return Evidence(
            night=self._session.night.isoformat(),
            answered=self._desk.answered,
            faults=dict(self._desk.faults),
            listings=listed.ok,
            listings_failed=listed.failed,
            listed=listed.named,
            unchanged_listings=listed.unchanged,
            new=tally.get("new", 0),
            read=readings.read,
            unread=readings.unread,
            degraded=readings.degraded,
            coverage={
                name: readings.present[name] / readings.read
                for name in ATTRIBUTES
                if readings.read
            },
            body_length=median(readings.lengths) if readings.lengths else None,
            agreement=mean(readings.agreements) if readings.agreements else None,
        )


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


def _pending(candidate: Candidate, article_id: str, reason: Reason) -> Pending:
    marks = {candidate.via: candidate.mark or ""}
    if candidate.alias is not None:
        marks["alias"] = candidate.alias
    return Pending(id=article_id, url=candidate.url, reason=reason, via=candidate.via, marks=marks)
