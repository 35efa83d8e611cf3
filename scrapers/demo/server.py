"""Serves the demo's two sites on loopback, and keeps a log of who asked for what."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from scrapers.demo import nukeviet, wordpress
from scrapers.demo.answers import Answer, Request, Site
from scrapers.demo.nukeviet import NukeVietSite
from scrapers.demo.stories import HANOI, all_stories
from scrapers.demo.truth import Fact, fact
from scrapers.demo.wordpress import WordPressSite
from scrapers.portal import Portal

LOOPBACK = "127.0.0.1"
FIRST_NIGHT = datetime(2026, 11, 20, 22, 0, tzinfo=HANOI)
DELAY_SECONDS = 0.05
PORTAL_SLUG, PAPER_SLUG = "demo-tinh", "demo-bao"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request as the server saw it; `clock` is monotonic, for measuring delays."""

    time: datetime
    clock: float
    portal: str
    method: str
    path: str
    status: int
    user_agent: str


class Demo:
    """Two running sites, the profiles that lead to them, and their log."""

    def __init__(self, night: int, delay_seconds: float, ports: tuple[int, int]) -> None:
        self.log: list[Hit] = []
        self.delay_seconds = delay_seconds
        self._servers = {
            slug: _Server(slug, port, self.log)
            for slug, port in zip((PORTAL_SLUG, PAPER_SLUG), ports, strict=True)
        }
        self.night = night
        self.set_night(night)

    @property
    def portals(self) -> tuple[Portal, ...]:
        """Give the profiles of the two sites."""
        province, paper = (server.base for server in self._servers.values())
        return (
            _nukeviet_portal(province, self.delay_seconds),
            _wordpress_portal(paper, self.delay_seconds),
        )

    def set_night(self, night: int) -> None:
        """Show the sites as they stand on a night (1, 2, …)."""
        clock = FIRST_NIGHT + timedelta(days=night - 1)
        province, paper = self._servers.values()
        self._sites = (
            NukeVietSite(province.base, night, clock, self.delay_seconds),
            WordPressSite(paper.base, night, clock, self.delay_seconds),
        )
        province.site, paper.site = self._sites
        self.night = night

    def truth(self, night: int | None = None) -> list[Fact]:
        """Say what is on both sites on a night (default: the night now shown)."""
        clock, wanted = FIRST_NIGHT, self.night if night is None else night
        province, paper = (server.base for server in self._servers.values())
        sites = (
            (PORTAL_SLUG, NukeVietSite(province, wanted, clock, self.delay_seconds)),
            (PAPER_SLUG, WordPressSite(paper, wanted, clock, self.delay_seconds)),
        )
        return [fact(story, slug, site.address) for slug, site in sites for story in site.stories]

    def fail_next(
        self, path: str, *, status: int = 503, times: int = 1, retry_after: int | None = None
    ) -> None:
        """Answer the next requests for a path (on either site) with a fault."""
        after = () if retry_after is None else (("Retry-After", str(retry_after)),)
        fault = Answer(
            status=status, body=b"fault", headers=(("Content-Type", "text/html"), *after)
        )
        for server in self._servers.values():
            server.faults[path] = [fault] * times

    def start(self) -> None:
        """Begin to answer."""
        for server in self._servers.values():
            server.start()

    def stop(self) -> None:
        """Answer no more, and give the ports back."""
        for server in self._servers.values():
            server.stop()


@contextmanager
def serve_demo(
    night: int = 1, *, delay_seconds: float = DELAY_SECONDS, ports: tuple[int, int] = (0, 0)
) -> Iterator[Demo]:
    """Serve both sites for the length of a `with` block; port 0 lets the system choose."""
    all_stories()  # a fault in the data must show before a port is taken
    demo = Demo(night, delay_seconds, ports)
    demo.start()
    try:
        yield demo
    finally:
        demo.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, slug: str, port: int, log: list[Hit]) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.slug = slug
        self.log = log
        self.site: Site | None = None
        self.faults: dict[str, list[Answer]] = {}
        self.base = f"http://{LOOPBACK}:{self.server_port}"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), name=slug)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "nginx"
    sys_version = ""
    timeout = 5

    def do_GET(self) -> None:
        self._send(with_body=True)

    def do_HEAD(self) -> None:
        self._send(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's names
        """Say nothing on stderr: the log is `Demo.log`."""

    def _send(self, *, with_body: bool) -> None:
        answer = self._answer()
        agent = self.headers.get("User-Agent", "")
        self.server.log.append(
            Hit(
                time=datetime.now(UTC), clock=time.monotonic(), portal=self.server.slug,
                method=self.command, path=self.path, status=answer.status, user_agent=agent,
            )
        )  # fmt: skip
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if with_body and answer.status != 304:
            self.wfile.write(answer.body)

    def _answer(self) -> Answer:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(path=parts.path, query=dict(parse_qsl(parts.query)), headers=headers)
        if waiting := self.server.faults.get(parts.path):
            return waiting.pop()
        if self.server.site is None:
            return Answer(status=503)
        return self.server.site.answer(request)


def _nukeviet_portal(base: str, delay_seconds: float) -> Portal:
    return Portal(
        slug=PORTAL_SLUG,
        name=nukeviet.NAME,
        home=base + "/",
        engine="nukeviet",
        kind="demo",
        province_old="20",
        province_new="20",
        place="Lạng Sơn",
        feeds=(base + "/vi/news/rss/",),
        sitemaps=(base + "/sitemap.xml",),
        lists=(base + nukeviet.ROOT,),
        pager=base + nukeviet.ROOT + "page-{page}/",
        article_pattern=r"^/vi/news/[a-z-]+/[a-z0-9-]+-\d+\.html$",
        id_pattern=r"-(\d+)\.html$",
        delay_seconds=delay_seconds,
        verified=True,
        allow_private=True,
        evidence="shipped with the project",
    )


def _wordpress_portal(base: str, delay_seconds: float) -> Portal:
    return Portal(
        slug=PAPER_SLUG,
        name=wordpress.NAME,
        home=base + "/",
        engine="wordpress",
        kind="demo",
        province_old="45",
        province_new="44",
        place="Quảng Trị",
        rest=base + "/wp-json/wp/v2/posts",
        feeds=(base + "/feed/",),
        sitemaps=(base + "/wp-sitemap.xml",),
        lists=(base + "/",),
        pager=base + "/page/{page}/",
        article_pattern=r"^/\d{4}/\d{2}/[a-z0-9-]+/$",
        id_pattern=r"/\d{4}/\d{2}/([a-z0-9-]+)/?$",
        delay_seconds=delay_seconds,
        verified=True,
        allow_private=True,
        evidence="shipped with the project",
    )
