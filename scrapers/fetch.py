"""Bring one page back, politely and safely; the only file that opens a socket."""

import asyncio
import random
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx

from corpus.records import Page
from scrapers.addresses import is_public
from scrapers.bodies import Body, BodyError
from scrapers.errors import FetchError, RefusedError
from scrapers.faults import REFUSALS, name_exception, name_status
from scrapers.host_gate import HostGate, host_key
from scrapers.patience import LaterError, RetryPlan, how_long, read_retry_after
from scrapers.portal import Portal
from scrapers.trust import tls_context

Kind = Literal["robots", "home", "rest", "feed", "sitemap", "list", "article", "part"]
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]

_ACCEPT = {
    "rest": "application/json",
    "feed": "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8",
    "sitemap": "application/xml, text/xml;q=0.9, */*;q=0.1",
    "robots": "text/plain, */*;q=0.1",
}
_ERROR_BODY = 262_144
_LARGE = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much and how long one request may take."""

    body_bytes: int = 8_388_608
    connect_seconds: float = 15.0
    read_seconds: float = 30.0
    total_seconds: float = 120.0
    redirects: int = 5
    large_bodies: int = 8
    """Bodies over one mebibyte that may be in memory at once, over all hosts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One page wanted of one portal."""

    url: str
    portal: Portal
    kind: Kind = "article"
    delay_seconds: float = 0.0
    etag: str | None = None
    last_modified: str | None = None
    form: tuple[tuple[str, str], ...] | None = None
    """Fields to post, for lists that only turn their pages so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: `page` bears the address it was found at in the end."""

    page: Page
    hops: tuple[str, ...] = ()
    wire_bytes: int = 0
    attempts: int = 1
    tls_waived: str | None = None

    @property
    def not_modified(self) -> bool:
        """Say whether the portal answered that nothing changed."""
        return self.page.status == 304

    def header(self, name: str) -> str | None:
        """Give one header of the answer."""
        return next((v for k, v in self.page.headers if k.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """Who we are and what we allow ourselves."""

    agent: str
    limits: Limits = field(default_factory=Limits)
    retry: RetryPlan = field(default_factory=RetryPlan)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    resolver: Resolver | None = None
    tls_authorities: Path | None = None
    """A file of further certificate authorities to trust, beside the usual ones."""
    seed: int | None = None


class Fetcher:
    """Fetch pages for many hosts side by side; close it when the night is over."""

    def __init__(self, options: FetchOptions, gate: HostGate) -> None:
        self._options = options
        self._gate = gate
        self._clients: dict[str, httpx.AsyncClient] = {}
        self._jitter = random.Random(options.seed)
        self._large = asyncio.Semaphore(options.limits.large_bodies)
        self._contexts: dict[str | None, ssl.SSLContext] = {}

    async def __aenter__(self) -> "Fetcher":
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def get(self, ask: Ask, check: Callable[[str], Awaitable[None]] | None = None) -> Answer:
        """Fetch a page, following redirects and coming back after passing faults.

        Args:
            ask: what is wanted.
            check: called before every address on the way, to raise when robots forbid it.

        Raises:
            FetchError: the page could not be brought back; `fault` says why.
            RefusedError: the portal says no.
        """
        plan = self._options.retry
        attempt = 1
        while True:
            try:
                answer = await self._follow(ask, check)
            except FetchError as error:
                wait = how_long(error, attempt, plan, self._jitter)
                if attempt >= plan.attempts or wait is None:
                    raise
                self._gate.penalise(error.url, wait)
            else:
                return Answer(
                    page=answer.page,
                    hops=answer.hops,
                    wire_bytes=answer.wire_bytes,
                    attempts=attempt,
                    tls_waived=answer.tls_waived,
                )
            attempt += 1

    async def _follow(self, ask: Ask, check: Callable[[str], Awaitable[None]] | None) -> Answer:
        hops: list[str] = []
        url, form, received = ask.url, ask.form, 0
        while True:
            if hops:
                # Before anybody, were it for its robots.txt, knocks where a stranger points us.
                await self._addresses(url, ask.portal, redirected=True)
            if check is not None:
                await check(url)
            page, wire = await self._timed(url, ask, form, conditional=not hops)
            received += wire
            target = _redirect_target(page)
            if target is None:
                _raise_for_status(page, self._options.clock())
                waived = ask.portal.tls_fault if url.startswith("https:") else None
                return Answer(page=page, hops=tuple(hops), wire_bytes=received, tls_waived=waived)
            hops.append(url)
            if hops.count(target) > 1 or len(hops) > self._options.limits.redirects:
                raise _fault("redirect_loop", f"{len(hops)} redirects, back at {target}", ask.url)
            if urlsplit(target).scheme not in {"http", "https"}:
                raise _fault("redirect_scheme", f"redirects to {target[:200]}", ask.url)
            url, form = target, None

    async def _timed(
        self, url: str, ask: Ask, form: tuple[tuple[str, str], ...] | None, *, conditional: bool
    ) -> tuple[Page, int]:
        async with self._gate.turn(url, ask.delay_seconds):
            try:
                async with asyncio.timeout(self._options.limits.total_seconds):
                    return await self._once(url, ask, form, conditional=conditional)
            except TimeoutError as error:
                seconds = self._options.limits.total_seconds
                raise _fault("deadline", f"not finished after {seconds:g} s", url) from error
            except BodyError as error:
                raise _fault(error.fault, str(error), url) from error
            except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
                raise _fault(name_exception(error), _describe(error), url) from error

    async def _once(
        self, url: str, ask: Ask, form: tuple[tuple[str, str], ...] | None, *, conditional: bool
    ) -> tuple[Page, int]:
        addresses = await self._addresses(url, ask.portal, redirected=not conditional)
        last: httpx.ConnectError | httpx.ConnectTimeout | None = None
        for address in addresses[:3]:
            request = self._request(url, address, ask, form, conditional=conditional)
            client = self._client(url, ask.portal)
            try:
                response = await client.send(request, stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                last = error
                continue
            try:
                return await self._read(response, url, ask.portal)
            finally:
                await response.aclose()
        raise last or _fault("dns", "the name has no address", url)

    async def _addresses(self, url: str, portal: Portal, *, redirected: bool) -> list[str]:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        try:
            found = list(await (self._options.resolver or resolve)(host, port))
        except (OSError, UnicodeError) as error:
            raise _fault("dns", f"cannot resolve {host!r}: {error}", url) from error
        hidden = [address for address in found if not is_public(address)]
        # Every address must be public: one private among them is how a name is rebound.
        if hidden and not _may_be_private(host, portal):
            fault = "redirect_private" if redirected else "private_address"
            raise _fault(fault, f"{host} is {hidden[0]}, not on the internet", url)
        return found

    def _request(
        self,
        url: str,
        address: str,
        ask: Ask,
        form: tuple[tuple[str, str], ...] | None,
        *,
        conditional: bool,
    ) -> httpx.Request:
        """Build the request for the address that was checked: no name is looked up twice."""
        parts = urlsplit(url)
        pinned = f"[{address}]" if ":" in address else address
        netloc = f"{pinned}:{parts.port}" if parts.port else pinned
        headers = {
            "Host": parts.netloc.rpartition("@")[2],
            "User-Agent": self._options.agent,
            "Accept": _ACCEPT.get(ask.kind, "text/html, application/xhtml+xml, */*;q=0.5"),
            "Accept-Language": "vi, en;q=0.3",
            "Accept-Encoding": "gzip, deflate",
        }
        if conditional and form is None:
            headers |= _validators(ask)
        client = self._client(url, ask.portal)
        return client.build_request(
            "GET" if form is None else "POST",
            urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")),
            headers=headers,
            data=_form(form),
            extensions={"sni_hostname": parts.hostname or "", "timeout": self._timeouts()},
        )

    async def _read(self, response: httpx.Response, url: str, portal: Portal) -> tuple[Page, int]:
        limits = self._options.limits
        limit = limits.body_bytes if response.status_code < 400 else _ERROR_BODY
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > limits.body_bytes:
            raise _fault("too_large", f"announces {declared} bytes", url)
        body = Body(response.headers.get("content-encoding", ""), limit)
        large = False
        try:
            async for chunk in response.aiter_raw():
                if not large and len(body) + len(chunk) > _LARGE:
                    await self._large.acquire()
                    large = True
                body.feed(chunk)
            data = body.finish()
        finally:
            if large:
                self._large.release()
        headers = tuple((k.lower(), v) for k, v in response.headers.multi_items())
        page = Page(
            portal=portal.slug,
            url=url,
            fetched_at=self._options.clock(),
            status=response.status_code,
            headers=headers,
            body=data,
        )
        return page, body.received + sum(len(k) + len(v) + 4 for k, v in headers)

    def _timeouts(self) -> dict[str, float]:
        limits = self._options.limits
        return {
            "connect": limits.connect_seconds,
            "read": limits.read_seconds,
            "write": limits.read_seconds,
            "pool": limits.connect_seconds,
        }

    def _client(self, url: str, portal: Portal) -> httpx.AsyncClient:
        """Give the host's own client: connections are pinned to addresses, so never shared."""
        key = f"{urlsplit(url).scheme}://{host_key(url)} {portal.slug}"
        if key not in self._clients:
            waived = portal.tls_fault if host_key(url) == host_key(portal.home) else None
            self._clients[key] = httpx.AsyncClient(
                transport=httpx.AsyncHTTPTransport(
                    verify=self._context(waived),
                    limits=httpx.Limits(
                        max_connections=1, max_keepalive_connections=1, keepalive_expiry=15.0
                    ),
                ),
                follow_redirects=False,
                trust_env=False,
            )
        return self._clients[key]

    def _context(self, waived: str | None) -> ssl.SSLContext:
        if waived not in self._contexts:
            self._contexts[waived] = tls_context(
                httpx.create_ssl_context(), waived, self._options.tls_authorities
            )
        return self._contexts[waived]


async def resolve(host: str, port: int) -> list[str]:
    """Give the addresses of a host, each once, in the resolver's order."""
    loop = asyncio.get_running_loop()
    rows = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def _validators(ask: Ask) -> Mapping[str, str]:
    headers = {}
    if ask.etag:
        # A proxy that compresses weakens the tag; WordPress compares letter by letter with the
        # strong one. If-None-Match is compared weakly anyway, so the bare tag serves both.
        headers["If-None-Match"] = ask.etag.removeprefix("W/")
    if ask.last_modified:
        headers["If-Modified-Since"] = ask.last_modified
    return headers


def _form(form: tuple[tuple[str, str], ...] | None) -> dict[str, list[str]] | None:
    if form is None:
        return None
    data: dict[str, list[str]] = {}
    for name, value in form:
        data.setdefault(name, []).append(value)
    return data


def _redirect_target(page: Page) -> str | None:
    if page.status not in {301, 302, 303, 307, 308}:
        return None
    location = next((v for k, v in page.headers if k == "location"), "")
    if not location:
        return None
    try:
        parts = urlsplit(urljoin(page.url, location))
        _ = parts.port
    except ValueError:
        raise _fault("redirect_bad", f"redirects to {location[:200]!r}", page.url) from None
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, ""))


def _raise_for_status(page: Page, now: datetime) -> None:
    fault = name_status(page.status)
    if fault in {"rate_limited", "http_5xx"}:
        value = next((v for k, v in page.headers if k == "retry-after"), None)
        raise LaterError(
            f"{page.url}: answers {page.status}",
            url=page.url,
            fault=fault,
            retry_after=read_retry_after(value, now),
        )


def _may_be_private(host: str, portal: Portal) -> bool:
    """Say whether the profile itself names this host, and says that it may be a private one."""
    named = (portal.home, portal.rest or "", *portal.feeds, *portal.sitemaps, *portal.lists)
    return portal.allow_private and host in {urlsplit(url).hostname for url in named}


def _fault(fault: str, message: str, url: str) -> FetchError:
    kind = RefusedError if fault in REFUSALS else FetchError
    return kind(f"{url}: {message}", url=url, fault=fault)


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
