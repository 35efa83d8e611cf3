"""A server on loopback that serves small portals, and every fault a real one may have."""

import asyncio
import gzip
import ssl
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from urllib.parse import parse_qs, urlsplit

CERTIFICATES = Path(__file__).with_name("certificates")


@dataclass
class Request:
    method: str
    host: str
    target: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def path(self):
        return urlsplit(self.target).path

    @property
    def query(self):
        return {k: v[-1] for k, v in parse_qs(urlsplit(self.target).query).items()}

    @property
    def form(self):
        return {k: v[-1] for k, v in parse_qs(self.body.decode()).items()}


@dataclass
class Access:
    host: str
    target: str
    started: float
    finished: float = 0.0
    status: int = 0
    agent: str = ""


@dataclass
class Wire:
    """What a fault writes to: the raw connection, with the request at hand."""

    request: Request
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    access: Access

    async def send(self, data: bytes):
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self, status=200, body=b"", kind="text/html; charset=utf-8", **headers):
        if isinstance(body, str):
            body = body.encode()
        headers.setdefault("Content-Length", str(len(body)))
        await self.head(status, kind, **headers)
        await self.send(body)

    async def head(self, status=200, kind="text/html; charset=utf-8", **headers):
        self.access.status = status
        lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}"]
        lines += [f"{k.replace('_', '-')}: {v}" for k, v in headers.items() if v is not None]
        await self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    async def wait_for_hang_up(self):
        with suppress(ConnectionError):
            await self.reader.read()


Handler = Callable[[Wire], Awaitable[None]]


@dataclass
class Site:
    """A small portal of the WordPress kind: a front page, list pages, articles, a sitemap."""

    host: str
    count: int = 3
    per_page: int = 10
    faults: dict[str, Handler] = field(default_factory=dict)
    robots: str | None = "User-agent: *\nDisallow: /cam/\n"
    validators: bool = False
    edits: dict[int, str] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    hits: dict[str, int] = field(default_factory=dict)

    async def __call__(self, wire: Wire):
        request = wire.request
        self.hits[request.target] = self.hits.get(request.target, 0) + 1
        fault = self.faults.get(request.target) or self.faults.get(request.path)
        if fault is None and "*" in self.faults and request.path != "/robots.txt":
            fault = self.faults["*"]
        if fault is not None:
            await fault(wire)
            return
        found = self.find(request)
        if found is None:
            await wire.answer(404, "<title>404 Not Found</title>")
            return
        body, kind = found
        tag = f'"{sha256(body.encode()).hexdigest()[:16]}"'
        if self.validators and request.headers.get("if-none-match") == tag:
            await wire.answer(304, b"", ETag=tag)
        else:
            await wire.answer(200, body, kind, ETag=tag if self.validators else None)

    def find(self, request: Request):
        path = request.path
        if path == "/robots.txt":
            return None if self.robots is None else (self.robots, "text/plain")
        if path == "/" or path.startswith("/page/"):
            number = 1 if path == "/" else int(path.split("/")[2])
            page = self.list_page(number)
            return None if page is None else (page, "text/html; charset=utf-8")
        if path == "/sitemap.xml":
            rows = "".join(f"<url><loc>{self.url(n)}</loc></url>" for n in self.numbers())
            return f'<?xml version="1.0"?><urlset>{rows}</urlset>', "application/xml"
        if path.startswith("/bai-viet-so-hay-"):
            number = int(path.strip("/").rpartition("-")[2])
            if number in self.numbers():
                return self.article(number), "text/html; charset=utf-8"
        return None

    def numbers(self):
        return [n for n in range(1, self.count + 1) if n not in self.removed]

    def url(self, number: int):
        return f"http://{self.host}/bai-viet-so-hay-{number}/"

    def list_page(self, number: int):
        newest = self.numbers()[::-1]
        rows = newest[(number - 1) * self.per_page : number * self.per_page]
        if not rows and number > 1:
            return None
        links = "".join(
            f'<h2><a href="/bai-viet-so-hay-{n}/">Bài viết số {n}</a></h2>' for n in rows
        )
        more = len(newest) > number * self.per_page
        pager = f'<a class="next page-numbers" href="/page/{number + 1}/">Sau</a>' if more else ""
        return f"<html><title>Cổng {self.host}</title><body>{links}{pager}</body></html>"

    def article(self, number: int):
        day = f"{2019 + number % 6}-{number % 12 + 1:02}-{number % 27 + 1:02}T08:00:00+07:00"
        text = (
            f"Xã số {number} của {self.host} đã vận động {number * 7} hộ dân hiến đất làm đường. "
        )
        extra = self.edits.get(number, "")
        return (
            f"<html><head><title>Bài viết số {number}</title></head><body><article class='hentry'>"
            f"<h1 class='entry-title'>Bài viết số {number} của cổng {self.host}</h1>"
            f"<time class='entry-date published' datetime='{day}'>{day}</time>"
            f"<div class='entry-content'><p>{text * 3}</p><p>Ý kiến của bà con được ghi nhận "
            f"đầy đủ và trả lời ngay tại buổi đối thoại thứ {number}.</p><p>{extra}</p></div>"
            "</article></body></html>"
        )


class FaultServer:
    """Serve sites by host name on one port, in a thread of its own; keep an access log."""

    def __init__(self, certificate: str | None = None):
        self.sites: dict[str, Handler] = {}
        self.log: list[Access] = []
        self.port = 0
        self._certificate = certificate
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self._asked = threading.Condition()

    def __enter__(self):
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def site(self, name: str, **kwargs) -> Site:
        site = Site(host=f"{name}:{self.port}", **kwargs)
        self.sites[name] = site
        return site

    def targets(self, name: str):
        return [access.target for access in self.log if access.host == name]

    def wait_for(self, requests: int, unless: Callable[[], bool]):
        """Wait until so many requests were made in all, or something else has happened."""
        with self._asked:
            while len(self.log) < requests and not unless():
                self._asked.wait(0.05)

    async def _stop(self):
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _run(self):
        asyncio.set_event_loop(self._loop)
        context = None
        if self._certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATES / f"{self._certificate}.pem")
        start = asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context, backlog=512)
        self._server = self._loop.run_until_complete(start)
        self.port = self._server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, reader, writer):
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            while (request := await _read_request(reader)) is not None:
                name = request.host.partition(":")[0]
                access = Access(
                    name, request.target, monotonic(), agent=request.headers.get("user-agent", "")
                )
                with self._asked:
                    self.log.append(access)
                    self._asked.notify_all()
                try:
                    await self.sites[name](Wire(request, reader, writer, access))
                finally:
                    access.finished = monotonic()
                if writer.is_closing():
                    break
        except (
            ConnectionError,
            asyncio.IncompleteReadError,
            asyncio.CancelledError,
            ssl.SSLError,
        ):
            pass
        finally:
            self._tasks.discard(task)
            writer.transport.abort()


async def _read_request(reader) -> Request | None:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {}
    for line in filter(None, lines):
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, headers.get("host", ""), target, headers, body)


# -- faults


def status(code: int, body: str = "", **headers) -> Handler:
    async def handler(wire: Wire):
        await wire.answer(code, body, **headers)

    return handler


def html(body: str, kind="text/html; charset=utf-8", **headers) -> Handler:
    async def handler(wire: Wire):
        await wire.answer(200, body, kind, **headers)

    return handler


def redirect(target: str, code=302) -> Handler:
    async def handler(wire: Wire):
        await wire.answer(code, "", Location=target)

    return handler


def first(times: int, fault: Handler, then: Handler) -> Handler:
    """Fail a number of times, then do better."""
    left = [times]

    async def handler(wire: Wire):
        left[0] -= 1
        await (fault if left[0] >= 0 else then)(wire)

    return handler


def retry_later(code: int, value: str | None) -> Handler:
    async def handler(wire: Wire):
        await wire.answer(code, "busy", Retry_After=value)

    return handler


def retry_at(code: int, moment: datetime) -> Handler:
    return retry_later(code, format_datetime(moment.astimezone(UTC), usegmt=True))


async def drop(wire: Wire):
    wire.writer.transport.abort()


async def close_silently(wire: Wire):
    wire.writer.close()


async def stall(wire: Wire):
    await wire.wait_for_hang_up()


async def slow_loris(wire: Wire):
    await wire.head(200, Content_Length="1000000")
    while not wire.writer.is_closing():
        await wire.send(b"<")
        await asyncio.sleep(0.02)


async def half_body(wire: Wire):
    await wire.head(200, Content_Length="5000")
    await wire.send(b"<html><body>" + b"x" * 2000)
    wire.writer.close()


async def half_gzip(wire: Wire):
    data = gzip.compress(b"<html><body>" + b"<p>x y z</p>" * 5000)
    cut = data[: len(data) // 2]
    await wire.answer(200, cut, Content_Encoding="gzip")


async def conflicting_lengths(wire: Wire):
    await wire.send(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n"
        b"Content-Length: 50\r\n\r\nhello"
    )
    wire.writer.close()


async def no_http(wire: Wire):
    await wire.send(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
    wire.writer.close()


async def broken_gzip(wire: Wire):
    await wire.answer(200, b"this is no gzip", Content_Encoding="gzip")


async def unasked_encoding(wire: Wire):
    await wire.answer(200, b"\x00\x01", Content_Encoding="br")


async def gzip_bomb(wire: Wire):
    await wire.answer(200, bomb(), Content_Encoding="gzip")


async def announced_flood(wire: Wire):
    await wire.head(200, Content_Length=str(200 * 1024 * 1024))
    await wire.wait_for_hang_up()


async def flood(wire: Wire):
    await wire.head(200, Transfer_Encoding="chunked")
    piece = b"<p>" + b"n" * 65536
    chunk = f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
    for _ in range(200 * 16):
        if wire.writer.is_closing():
            return
        await wire.send(chunk)
    await wire.send(b"0\r\n\r\n")


XML_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
    + "]><urlset><url><loc>&i;</loc></url></urlset>"
)
CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body>"
    "<script src='/cdn-cgi/challenge-platform/h/b'></script></body></html>"
)
COOKIE_GATE = (
    '<html><body><script>document.cookie="D1N=0a1b2c"+"; path=/";'
    "window.location.reload(true);</script></body></html>"
)
SCRIPT_ONLY = "<html><body><div id=app></div><script src='/app.js'></script></body></html>"


@lru_cache(maxsize=1)
def bomb() -> bytes:
    return gzip.compress(bytes(64 * 1024 * 1024), compresslevel=9)
