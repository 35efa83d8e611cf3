"""Ask a portal for a page: robots first, memory next, the network last; answers are kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from corpus.records import Page
from scrapers.answers import forbids_archiving
from scrapers.archive import Archive, Place
from scrapers.crawl_records import Cached, Session, Visit
from scrapers.errors import FetchError, RefusedError
from scrapers.faults import HOST_FAULTS, REFUSALS, TRANSIENT
from scrapers.fetch import Answer, Ask, Fetcher, Kind
from scrapers.host_gate import HostGate
from scrapers.portal import Portal
from scrapers.robots import Robots, read_robots
from scrapers.shadow import Shadow
from scrapers.state import State

UNCONDITIONAL_EVERY = 7
"""False 304s exist: every so many of them the page is asked for in full."""
_PATIENCE = {"host": 3, "refusal": 3}


class PortalStopped(Exception):  # noqa: N818 - how a night may end, not a mistake
    """Raise when a portal is to be left alone for tonight; `fault` says why."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, or the news that nothing changed."""

    page: Page
    place: Place | None
    same: bool
    """The portal said, or the bytes show, that this is what it served last time."""

    @property
    def not_there(self) -> bool:
        """Say whether the portal has no such page."""
        return self.page.status in {404, 410}

    @property
    def is_html(self) -> bool:
        """Say whether a page of HTML came."""
        return self.page.content_type in {"text/html", "application/xhtml+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskTools:
    """What all desks share."""

    fetcher: Fetcher
    gate: HostGate
    state: State
    archive: Archive
    agent: str
    shadow: Shadow | None = None


class Desk:
    """One portal's way out during one session."""

    def __init__(self, portal: Portal, session: Session, tools: DeskTools) -> None:
        self.portal = portal
        self.session = session
        self.faults: Counter[str] = Counter()
        self.answered = 0
        self.not_modified = 0
        self._tools = tools
        self._robots: dict[str, Robots] = {}
        self._in_a_row = {"host": 0, "refusal": 0}

    async def ask(
        self,
        url: str,
        kind: Kind,
        *,
        form: tuple[tuple[str, str], ...] | None = None,
        conditional: bool = True,
    ) -> Reply:
        """Get a page, from this session's own archive when it was fetched already.

        Raises:
            FetchError: the page could not be had; `fault` says why.
            PortalStopped: the portal refused or failed too often to go on tonight.
        """
        key = _key(url, form)
        if (visit := self._tools.state.visit(self.session, key)) is not None:
            replay = self._replay(visit)
            if replay is not None:
                return replay
        try:
            return await self._fetch(url, kind, key, form=form, conditional=conditional)
        except FetchError as error:
            self.record(error.fault)
            if error.fault not in TRANSIENT:
                self._keep_fault(key, url, kind, error.fault)
            self._stop_if_hopeless(error.fault)
            raise

    def record(self, fault: str) -> None:
        """Count a fault towards the night's evidence."""
        self.faults[fault] += 1

    def refuse(self, fault: str) -> None:
        """Count a refusal met inside an answer (a challenge page); several end the night."""
        self.record(fault)
        self._stop_if_hopeless(fault)

    async def robots(self, url: str) -> Robots:
        """Give the rules of an address's host, fetched once per session."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = await self._fetch_robots(f"{origin}/robots.txt")
        return self._robots[origin]

    def delay(self, robots: Robots) -> float:
        """Give the seconds to leave between two requests."""
        return max(self.portal.delay_seconds, robots.delay(self._tools.agent))

    def give_receipts(self) -> None:
        """Keep how politely each host was treated."""
        for origin, robots in self._robots.items():
            self._tools.state.note_receipt(
                self.session,
                self._tools.gate.receipt(origin),
                self.delay(robots),
                f"{robots.stance} {robots.version}".strip(),
            )

    async def check(self, url: str) -> None:
        """Raise when robots.txt forbids an address, or cannot be read just now."""
        robots = await self.robots(url)
        if robots.stance == "not_now":
            raise FetchError(f"{url}: {robots.reason}", url=url, fault="robots_unreachable")
        if not robots.may(url, self._tools.agent):
            raise RefusedError(f"{url}: {robots.reason}", url=url, fault="robots_denied")

    async def _fetch(
        self,
        url: str,
        kind: Kind,
        key: str,
        *,
        form: tuple[tuple[str, str], ...] | None,
        conditional: bool,
    ) -> Reply:
        robots = await self.robots(url)
        cached = self._tools.state.cached(self.portal.slug, key)
        ask_if = conditional and cached is not None and cached.uses < UNCONDITIONAL_EVERY
        ask = Ask(
            url=url,
            portal=self.portal,
            kind=kind,
            delay_seconds=self.delay(robots),
            etag=cached.etag if ask_if and cached else None,
            last_modified=cached.last_modified if ask_if and cached else None,
            form=form,
        )
        answer = await self._tools.fetcher.get(ask, self.check)
        self.answered += 1
        self._in_a_row = {"host": 0, "refusal": 0}
        return self._keep(answer, kind, key, cached)

    def _keep(self, answer: Answer, kind: Kind, key: str, cached: Cached | None) -> Reply:
        page = answer.page
        copied = kind not in {"article", "part"} or not forbids_archiving(page)
        place = self._tools.archive.keep(page, self.session.night, kind) if copied else None
        fault = _refusal(page)
        if fault is not None:
            self._remember(answer, kind, key, place, fault)
            raise RefusedError(f"{page.url}: answers {page.status}", url=page.url, fault=fault)
        same = answer.not_modified or (cached is not None and cached.sha256 == page.sha256)
        self.not_modified += answer.not_modified
        self._remember(answer, kind, key, place, None)
        return Reply(page=page, place=place, same=same)

    def _remember(
        self, answer: Answer, kind: Kind, key: str, place: Place | None, fault: str | None
    ) -> None:
        page = answer.page
        cached = Cached(
            etag=answer.header("etag"),
            last_modified=answer.header("last-modified"),
            sha256=page.sha256,
            uses=0,
        )
        self._tools.state.keep_visit(
            self.session,
            Visit(
                key=key,
                url=page.url,
                kind=kind,
                status=page.status,
                fault=fault,
                bytes=answer.wire_bytes,
                warc=place.warc if place else None,
                place=place.offset if place else None,
            ),
            cached if page.status == 200 else None,
            page.fetched_at,
        )

    def _keep_fault(self, key: str, url: str, kind: Kind, fault: str) -> None:
        if self._tools.state.visit(self.session, key) is None:
            visit = Visit(key=key, url=url, kind=kind, status=0, fault=fault)
            self._tools.state.keep_visit(self.session, visit, None, _EPOCH)

    def _replay(self, visit: Visit) -> Reply | None:
        """Give what this session was answered before it was cut short."""
        if visit.fault is not None:
            kind = RefusedError if visit.fault in REFUSALS else FetchError
            raise kind(f"{visit.url}: {visit.fault}", url=visit.url, fault=visit.fault)
        if visit.warc is None or visit.place is None:
            return None
        page = self._tools.archive.read(visit.warc, visit.place)
        if page is None:
            return None
        self.answered += 1
        place = Place(warc=visit.warc, offset=visit.place)
        return Reply(page=page, place=place, same=visit.status == 304)

    async def _fetch_robots(self, url: str) -> Robots:
        key = _key(url, None)
        if (visit := self._tools.state.visit(self.session, key)) is not None:
            replay = self._replay(visit)
            if replay is not None:
                return read_robots(replay.page)
        ask = Ask(
            url=url,
            portal=self.portal,
            kind="robots",
            delay_seconds=self.portal.delay_seconds,
        )
        try:
            answer = await self._tools.fetcher.get(ask)
        except FetchError as error:
            if error.fault in {"http_5xx", "rate_limited"}:
                return Robots(stance="not_now", reason=str(error))
            if error.fault in HOST_FAULTS or error.fault == "private_address":
                raise
            # An endless, looping or mangled robots.txt holds no rules that could be read.
            return Robots(stance="not_now", reason=str(error))
        place = self._tools.archive.keep(answer.page, self.session.night, "robots")
        self._remember(answer, "robots", key, place, None)
        return read_robots(answer.page)

    def _stop_if_hopeless(self, fault: str) -> None:
        if fault in HOST_FAULTS:
            self._in_a_row["host"] += 1
        elif fault in REFUSALS - {"robots_denied", "meta_robots"}:
            self._in_a_row["refusal"] += 1
        over = any(self._in_a_row[name] >= limit for name, limit in _PATIENCE.items())
        if over or fault == "rate_limited":
            raise PortalStopped(fault)


_EPOCH = datetime.fromtimestamp(0).astimezone()


def _key(url: str, form: tuple[tuple[str, str], ...] | None) -> str:
    if form is None:
        return url
    return f"{url} {sha256(repr(form).encode()).hexdigest()[:16]}"


def _refusal(page: Page) -> str | None:
    if page.status in {401, 407}:
        return "http_401"
    if page.status in {403, 451}:
        return "blocked"
    return None
