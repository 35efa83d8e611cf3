"""A real WordPress on loopback: everything published is found, read as it is, and followed."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from scrapers.archive import Archive
from scrapers.crawl import CrawlOptions, crawl_portals
from scrapers.portal import Portal
from scrapers.state import State

pytestmark = pytest.mark.rig

PACKAGES = ("wordpress", "wordpress-theme-twentytwentythree", "nginx-light", "mariadb-server",
            "php-fpm", "php-mysql")  # fmt: skip
CATEGORIES = {
    "dan-van-chinh-quyen": "Dân vận chính quyền",
    "dan-van-kheo": "Mô hình “Dân vận khéo”",
    "quy-che-dan-chu": "Quy chế dân chủ ở cơ sở",
    "tin-tong-hop": "Tin tổng hợp",
}
WAYS = ("rest", "feed", "sitemap")
INSTALL = os.environ.get("DANVAN_RIG") == "install" or "CI" in os.environ


def missing_packages() -> list[str]:
    if shutil.which("dpkg-query") is None:
        return list(PACKAGES)
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *PACKAGES],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return [name for name in PACKAGES if f"{name} install ok installed" not in told]


@dataclass
class Rig:
    base: str
    home: Path

    def manifest(self) -> dict[str, dict]:
        self.run("manifest", str(self.home / "tmp" / "now.jsonl"))
        lines = (self.home / "tmp" / "now.jsonl").read_text(encoding="utf-8").splitlines()
        return {row["url"]: row for row in map(json.loads, lines) if row["status"] == "publish"}

    def never(self) -> set[str]:
        lines = (self.home / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
        rows = map(json.loads, lines)
        return {row["title"] for row in rows if row["status"] != "publish"}

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [str(self.home / "ctl"), *command], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def bytes_sent(self, way: str) -> int:
        log = (self.home / "log" / "access.log").read_text(encoding="utf-8")
        return sum(size(line) for line in log.splitlines() if f"+{way})" in line)


def size(line: str) -> int:
    return int(line.split('"')[2].split()[0])


@pytest.fixture(
    scope="module",
    params=[
        ("/%postname%/", "twentytwentyone"),
        ("", "twentytwentyone"),
        ("/%postname%/", "twentytwentythree"),
    ],
    ids=["classic", "plain", "block"],
)
def rig(request, shared):
    script = shared / "rig" / "wordpress_up.sh"
    if not script.exists():
        pytest.skip("the WordPress rig is not beside this checkout")
    if os.geteuid() != 0:
        pytest.skip("the WordPress rig needs to be root")
    if (missing := missing_packages()) and not INSTALL:
        pytest.skip(
            f"Debian packages missing ({', '.join(missing)}); DANVAN_RIG=install gets them"
        )
    link, theme = request.param
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = Path(tempfile.mkdtemp(prefix="rig-", dir="/tmp"))
    environment = {
        **os.environ,
        "RIG_WP_HOME": str(home / "wp"),
        "RIG_WP_PORT": str(port),
        "RIG_WP_PERMALINK": link,
        "RIG_WP_THEME": theme,
    }
    home.chmod(0o755)
    up = subprocess.run(
        ["bash", str(script)], env=environment, capture_output=True, text=True, check=False
    )
    if up.returncode != 0:
        shutil.rmtree(home, ignore_errors=True)
        pytest.skip(f"the WordPress rig does not start here: {up.stderr[-300:]}")
    yield Rig(base=up.stdout.strip().splitlines()[-1], home=home / "wp")
    down = script.with_name("wordpress_down.sh")
    subprocess.run(
        ["bash", str(down), "--purge"], env=environment, capture_output=True, check=True
    )
    shutil.rmtree(home, ignore_errors=True)


def portal(rig: Rig, way: str) -> Portal:
    ways = {
        "rest": {"rest": f"{rig.base}/wp-json/wp/v2/posts"},
        "feed": {"feeds": (f"{rig.base}/feed/",), "lists": (f"{rig.base}/",)},
        "sitemap": {"sitemaps": (f"{rig.base}/wp-sitemap.xml",)},
    }
    return Portal(
        slug=f"rig_{way}",
        name="Lam Giang",
        home=f"{rig.base}/",
        engine="wordpress",
        delay_seconds=0.0,
        allow_private=True,
        **ways[way],
    )


def night(rig: Rig, way: str, folder: Path, day: int):
    found, issues = [], []
    with State(folder / "crawl.db") as state:
        (count,) = crawl_portals(
            [portal(rig, way)],
            CrawlOptions(run=f"night-{day}", night=date(2026, 11, day), contact=way),
            state=state,
            archive=Archive(folder / "warc"),
            keep=found.append,
            note=issues.append,
        )
    return count, found, issues


def plain(text: str) -> str:
    """Undo what the theme's typography does to a text: dashes, quotes, an ellipsis, blanks."""
    text = unicodedata.normalize("NFC", text).translate(str.maketrans("–“”‘’", "-\"\"''"))
    return " ".join(text.replace("…", "...").split())


def as_listed(article) -> tuple:
    at = article.published.at.astimezone(UTC)
    return plain(article.title), at.strftime("%Y-%m-%d %H:%M:%S")


@dataclass
class Followed:
    """What three nights told: all is new, nothing has changed, and then this and that has."""

    truth: dict[str, dict]
    nights: list[tuple]
    sent: list[int]
    never: set[str]
    done: set[tuple[str, str]]


def change_posts(rig: Rig, truth: dict[str, dict], stamp: str) -> set[tuple[str, str]]:
    """Edit, rename, delete and back-date; give what a crawl should tell of it."""
    ids = {url: str(row["id"]) for url, row in truth.items()}
    usual = [url for url, row in truth.items() if not row["flags"]]
    edited, renamed, removed = usual[3], usual[7], usual[11]
    rig.run("edit", ids[edited], f"Đoạn thêm vào {stamp}: có 12 hộ dân.")
    rig.run("rename", ids[renamed], f"ten-moi-{stamp}")
    rig.run("delete", ids[removed])
    text = "Nội dung của bài lùi ngày, kể về 15 hộ dân hiến đất làm đường ở thôn."
    rig.run("publish", f"Bài lùi ngày {stamp}", text, "2020-03-03 08:00:00", "tin-tong-hop")
    addresses = {str(row["id"]): url for url, row in rig.manifest().items()}
    (backdated,) = set(addresses) - set(ids.values())
    told = {("changed", edited), ("gone", removed), ("new", addresses[backdated])}
    moved = addresses[ids[renamed]]
    # Addresses by number alone do not change with a post's name.
    return told if moved == renamed else told | {("changed", moved)}


@pytest.fixture(scope="module")
def followed_each_way(rig, tmp_path_factory) -> dict[str, Followed]:
    """Crawl three nights by each way, side by side as three users of the same site would."""
    folders = {way: tmp_path_factory.mktemp(way) for way in WAYS}
    truth, nights, sent = rig.manifest(), {way: [] for way in WAYS}, {way: [0] for way in WAYS}
    done: set[tuple[str, str]] = set()
    with ThreadPoolExecutor(len(WAYS)) as pool:
        for day in (1, 2, 3):
            if day == 3:
                done = change_posts(rig, truth, f"{datetime.now(UTC):%H%M%S%f}")
            jobs = {way: pool.submit(night, rig, way, folders[way], day) for way in WAYS}
            for way, job in jobs.items():
                nights[way].append(job.result())
                sent[way].append(rig.bytes_sent(way))
    never = rig.never()
    return {
        way: Followed(truth=truth, nights=nights[way], sent=sent[way], never=never, done=done)
        for way in WAYS
    }


@pytest.fixture(params=WAYS)
def followed(followed_each_way, request) -> Followed:
    return followed_each_way[request.param]


def test_every_published_post_is_found_once(followed):
    count, found, issues = followed.nights[0]
    assert issues == []
    assert (count.new, count.failed, count.verdict) == (len(followed.truth), 0, "fine")
    assert Counter(f.url for f in found) == Counter(followed.truth.keys())
    assert not {f.article.title for f in found} & followed.never


def test_titles_dates_and_categories_are_those_published(followed):
    articles = {f.url: f.article for f in followed.nights[0][1]}
    assert {url: as_listed(article) for url, article in articles.items()} == {
        url: (plain(row["title"]), row["date_gmt"]) for url, row in followed.truth.items()
    }
    assert {url: set((a.section or "").split(" | ")) for url, a in articles.items()} == {
        url: {CATEGORIES[slug] for slug in row["categories"]}
        for url, row in followed.truth.items()
    }


def test_bodies_are_those_published_paragraph_by_paragraph(followed):
    articles, wrong = {f.url: f.article for f in followed.nights[0][1]}, {}
    for url, row in followed.truth.items():
        article, wanted = articles[url], [plain(text) for text in row["paragraphs"]]
        told = [plain(text) for text in article.paragraphs]
        if "heading" in row["flags"]:
            told = [text for text in told if text in wanted]
        if "password" in row["flags"]:
            assert "password_protected" in article.warnings
            wanted = []
        if told != wanted:
            wrong[url] = told
    assert wrong == {}, {u: (t, followed.truth[u]["paragraphs"]) for u, t in wrong.items()}


def test_second_night_costs_little_and_tells_nothing(followed):
    count, found, _ = followed.nights[1]
    assert {f.change for f in found} <= {"unchanged"}
    assert (count.new, count.changed, count.gone) == (0, 0, 0)
    before, first, second, _ = followed.sent
    assert second - first <= (first - before) * 0.05


def test_next_night_notices_what_was_done_to_posts(followed):
    _, found, _ = followed.nights[2]
    assert {(f.change, f.url) for f in found if f.change != "unchanged"} == followed.done
