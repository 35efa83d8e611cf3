"""A real WordPress on loopback: everything published is found, read as it is, and followed."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import unicodedata
from collections import Counter
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

    def bytes_sent(self) -> int:
        log = (self.home / "log" / "access.log").read_text(encoding="utf-8")
        return sum(size(line) for line in log.splitlines() if "danvan" in line)


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
            CrawlOptions(run=f"night-{day}", night=date(2026, 11, day)),
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


@pytest.mark.parametrize("way", ["rest", "feed", "sitemap"])
def test_every_published_post_is_found_and_read_as_it_is(rig, way, tmp_path):
    truth = rig.manifest()
    before = rig.bytes_sent()
    count, found, issues = night(rig, way, tmp_path, 1)
    assert issues == []
    first = rig.bytes_sent() - before
    assert (count.new, count.failed, count.verdict) == (len(truth), 0, "fine")
    assert Counter(f.url for f in found) == Counter(truth.keys())
    articles = {f.url: f.article for f in found}
    assert {as_listed(a) for a in articles.values()} == {
        (plain(row["title"]), row["date_gmt"]) for row in truth.values()
    }
    assert not {a.title for a in articles.values()} & rig.never()
    assert {url: set((a.section or "").split(" | ")) for url, a in articles.items()} == {
        url: {CATEGORIES[slug] for slug in row["categories"]} for url, row in truth.items()
    }
    wrong = {}
    for url, row in truth.items():
        article = articles[url]
        if "password" in row["flags"]:
            assert "password_protected" in article.warnings
            assert article.paragraphs == ()
            continue
        told = [plain(text) for text in article.paragraphs]
        if "heading" in row["flags"]:
            told = [text for text in told if text in map(plain, row["paragraphs"])]
        if told != [plain(text) for text in row["paragraphs"]]:
            wrong[url] = told
    assert wrong == {}, {u: (t, truth[u]["paragraphs"]) for u, t in wrong.items()}

    before = rig.bytes_sent()
    count, found, _ = night(rig, way, tmp_path, 2)
    second = rig.bytes_sent() - before
    assert {f.change for f in found} <= {"unchanged"}
    assert (count.new, count.changed, count.gone) == (0, 0, 0)
    assert second <= first * 0.05


@pytest.mark.parametrize("way", ["rest", "sitemap", "feed"])
def test_next_night_notices_what_was_done_to_posts(rig, way, tmp_path):
    truth = rig.manifest()
    night(rig, way, tmp_path, 1)
    ids = {url: str(row["id"]) for url, row in truth.items()}
    usual = [url for url, row in truth.items() if not row["flags"]]
    edited, renamed, removed = usual[3], usual[7], usual[11]
    stamp = f"{way}-{datetime.now(UTC):%H%M%S%f}"
    rig.run("edit", ids[edited], f"Đoạn thêm vào {stamp}: có 12 hộ dân.")
    rig.run("rename", ids[renamed], f"ten-moi-{stamp}")
    rig.run("delete", ids[removed])
    text = "Nội dung của bài lùi ngày, kể về 15 hộ dân hiến đất làm đường ở thôn."
    rig.run("publish", f"Bài lùi ngày {stamp}", text, "2020-03-03 08:00:00", "tin-tong-hop")
    after = rig.manifest()
    (backdated,) = (
        set(after) - set(truth) - {u for u in after if str(after[u]["id"]) in ids.values()}
    )
    new_address = next(url for url in after if after[url]["id"] == truth[renamed]["id"])

    _, found, _ = night(rig, way, tmp_path, 2)
    told = {(f.change, f.url) for f in found if f.change != "unchanged"}
    expected = {("changed", edited), ("gone", removed), ("new", backdated)}
    if new_address != renamed:
        expected.add(("changed", new_address))
    assert told == expected
