"""One portal's night: its sources are asked, what they name is visited, its health is judged."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from statistics import mean, median

from corpus.records import Issue, IssueLevel, PortalCount
from scrapers.addresses import identify
from scrapers.article_visits import ArticleVisits
from scrapers.candidates import Candidate, Plan
from scrapers.crawl_records import Known, Pending, Reason, Session
from scrapers.desk import Desk, DeskTools, PortalStopped
from scrapers.discover import Discovery
from scrapers.errors import FetchError
from scrapers.found import CrawlOptions, Found
from scrapers.health import ATTRIBUTES, Evidence, judge, read_evidence
from scrapers.night_log import NightLog
from scrapers.portal import Portal
from scrapers.state import State

_LARGE = 1000
"""Portals with more articles have their lists walked to the end every fourth week only."""


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
        self._log = NightLog(options.run, portal.slug, note)
        self._visits = ArticleVisits(self._desk, options, tools, keep, self._log)
        self._discovery = Discovery(self._desk, self._plan(), self)

    async def run(self) -> PortalCount:
        """Crawl, judge the portal's health, and give the night's numbers."""
        stopped = None
        try:
            async with asyncio.timeout(self._options.portal_seconds):
                await self._crawl()
        except PortalStopped as stop:
            stopped = stop.fault
            self._log.report("warning", "fetch", f"{stop.fault}: left alone for tonight", None)
        except TimeoutError:
            stopped = "out_of_time"
            self._log.report(
                "warning", "crawl", "out_of_time: the rest waits for the next night", None
            )
        return self._finish(stopped)

    # -- what discovery asks of us

    def offer(self, candidates: Sequence[Candidate]) -> int:
        """Put on the frontier what is new or has changed; count it, even after a break."""
        fresh, pending = 0, []
        ids: dict[str, list[str]] = {}
        for candidate in candidates:
            if self._visits.out_of_range(candidate.published):
                continue
            article_id = identify(candidate.url, self._portal)
            ids.setdefault(candidate.via, []).append(article_id)
            by_address = self._visits.look_up(article_id)
            known = by_address or self._by_alias(candidate.alias)
            if candidate.protected:
                self._visits.protected.add(article_id)
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
            self._log.report("error", "discover", message, None)
            return
        self._state.push(
            self._portal.slug,
            [Pending(id=k.id, url=k.url, reason="missing", via=via) for k in missing],
            self._session.night,
        )

    async def drain(self) -> bool:
        """Visit everything on the frontier; say whether all of it was older than asked for."""
        self._visits.dates.clear()
        while (pending := self._next()) is not None:
            await self._visits.visit(pending)
        since = self._options.since
        dated = [day for day in self._visits.dates if day is not None]
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
        self._log.report(level, "discover", f"{fault}: {message}", url)

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
            self._log.report(
                "warning", "fetch", f"{portal.tls_fault}: known and waived", portal.home
            )
        try:
            robots = await self._desk.robots(portal.home)
        except FetchError as error:
            self._desk.record(error.fault)
            self._log.report("error", "fetch", f"{error.fault}: {error}", error.url)
            return
        if robots.stance in {"deny", "not_now"}:
            fault = "robots_denied" if robots.stance == "deny" else "robots_unreachable"
            self._desk.record(fault)
            self._log.report("error", "robots", f"{fault}: {robots.reason}", portal.home)
            return
        await self._discovery.run()
        await self.drain()
        self._discovery.conclude(lambda name: self._visits.look_up(name) is not None)
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
        if self._visits.visited >= self._options.max_pages:
            return None
        return self._state.next_pending(self._session)

    # -- what follows from it

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

    def _by_alias(self, alias: str | None) -> Known | None:
        return None if alias is None else self._visits.look_up(identify(alias, self._portal))

    def _finish(self, stopped: str | None) -> PortalCount:
        self._log.sum_up()
        tally = self._state.tally(self._session)
        evidence = self._evidence(tally)
        past = self._state.history(self._portal.slug, self._session.id)
        diagnosis = judge(evidence, [read_evidence(t) for t in past], self._portal.at_least)
        for reason in diagnosis.reasons:
            level: IssueLevel = "info" if diagnosis.verdict == "quiet" else "error"
            self._log.report(level, "health", f"{diagnosis.verdict}: {reason}", self._portal.home)
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
            refused=self._visits.refused,
            failed=self._visits.failed,
            bytes=received,
            verdict=diagnosis.verdict,
        )

    def _evidence(self, tally: Mapping[str, int]) -> Evidence:
        readings, listed = self._visits.readings, self._discovery.listed
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


def _pending(candidate: Candidate, article_id: str, reason: Reason) -> Pending:
    marks = {candidate.via: candidate.mark or ""}
    if candidate.alias is not None:
        marks["alias"] = candidate.alias
    return Pending(id=article_id, url=candidate.url, reason=reason, via=candidate.via, marks=marks)
