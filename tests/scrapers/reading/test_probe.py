"""A profile's draft from a few pages of an unknown portal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.records import Page
from scrapers.errors import FetchError
from scrapers.probe import probe, shared_pattern, write_profile
from scrapers.profiles import load_portals, parse_profile

PAGES = Path(__file__).parents[2] / "pages"
HOME = """<html><head><title>Cổng thông tin huyện Đam Rông</title>
<meta name="generator" content="NukeViet v4.5">
<link rel="alternate" type="application/rss+xml" href="/rss/"></head><body>
<a href="/">Cổng thông tin điện tử huyện</a>
<a href="https://khac.vn/a-1.html">Một trang khác hẳn với trang này</a>
<a href="/dan-van/nhan-rong-58-mo-hinh-90.html">Đam Rông nhân rộng 58 mô hình “Dân vận khéo”</a>
<a href="/tin-tuc/ra-quan-dau-nam-91.html">Đam Rông ra quân làm thủy lợi đầu năm</a>
<a href="/uploads/van-ban.pdf">Kế hoạch công tác dân vận chính quyền năm 2023</a></body></html>"""


class Site:
    """A site of a few pages, and the addresses that were asked for."""

    def __init__(self, pages: dict[str, tuple[str, bytes]]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def get(self, url: str) -> Page:
        self.asked.append(url)
        if url not in self.pages:
            raise FetchError(f"404 at {url}", url=url, fault="not_found")
        kind, body = self.pages[url]
        return Page(
            portal="", url=url, fetched_at=datetime(2026, 11, 20, tzinfo=UTC), status=200,
            headers=(("Content-Type", kind),), body=body,
        )  # fmt: skip


def site(article: str = "nukeviet/4") -> Site:
    page = (PAGES / f"{article}.html").read_bytes()
    return Site(
        {
            "https://vidu.vn/": ("text/html", HOME.encode()),
            "https://vidu.vn/rss/": ("application/rss+xml", b"<rss/>"),
            "https://vidu.vn/sitemap.xml": ("text/html", HOME.encode()),
            "https://vidu.vn/dan-van/nhan-rong-58-mo-hinh-90.html": ("text/html", page),
            "https://vidu.vn/tin-tuc/ra-quan-dau-nam-91.html": ("text/html", page),
        }
    )


def test_draft_is_a_valid_profile_of_what_was_seen():
    found = probe("https://vidu.vn/", site().get)

    assert parse_profile(found.toml, name="draft") == found.portal
    assert found.portal.slug == "vidu-vn"
    assert found.portal.name == "Cổng thông tin huyện Đam Rông"
    assert found.portal.engine == "nukeviet"
    assert found.portal.feeds == ("https://vidu.vn/rss/",)
    assert found.portal.sitemaps == ()  # it answered with the home page
    assert found.portal.article_pattern == r"^/[^/]+/[^/]+-\d+\.html$"
    assert not found.portal.verified
    assert "not read" in found.portal.robots_note
    assert [preview.article.title for preview in found.previews if preview.article] == [
        "Đam Rông nhân rộng 58 mô hình “Dân vận khéo”"
    ] * 2


def test_an_engine_that_reads_nothing_gives_way_to_generic():
    found = probe("https://vidu.vn/", site("generic/plain").get)
    assert found.portal.engine == "generic"
    assert all(preview.article for preview in found.previews)


def test_what_fails_is_part_of_the_answer():
    half = site()
    del half.pages["https://vidu.vn/tin-tuc/ra-quan-dau-nam-91.html"]
    faults = [preview.fault for preview in probe("https://vidu.vn/", half.get).previews]
    assert faults == [None, "404 at https://vidu.vn/tin-tuc/ra-quan-dau-nam-91.html"]


def test_few_pages_are_asked_for_and_none_twice():
    asked = site()
    probe("https://vidu.vn/", asked.get)
    assert len(asked.asked) <= 8
    assert len(asked.asked) == len(set(asked.asked))


def test_home_that_cannot_be_had_is_an_error():
    with pytest.raises(FetchError):
        probe("https://khong-co.vn/", site().get)


def test_known_host_gives_its_province():
    pages = {"https://caobang.gov.vn/": ("text/html", b"<title>Cao Bang</title>")}
    portal = probe("https://caobang.gov.vn/", Site(pages).get).portal
    assert (portal.province_old, portal.province_new, portal.kind) == ("04", "04", "portal")


@pytest.mark.parametrize(
    ("addresses", "pattern"),
    [
        (
            ["https://x.vn/tin/mot-hai-12.html", "https://x.vn/tin/ba-bon-7.html"],
            r"^/tin/[^/]+-\d+\.html$",
        ),
        (["https://x.vn/mot-hai-15-10/", "https://x.vn/ba-bon/"], "^/[^/]+/$"),
        (["https://x.vn/t?nid=12&x=1", "https://x.vn/t?nid=9&x=1"], r"^/t\?nid=\d+&x=\d+$"),
        (["https://x.vn/tin/1", "https://x.vn/van-ban/chi-tiet/2"], None),
        ([], None),
    ],
)
def test_pattern_that_all_addresses_fit(addresses, pattern):
    assert shared_pattern(addresses) == pattern


def test_every_profile_written_is_read_back_the_same():
    for portal in load_portals():
        assert parse_profile(write_profile(portal), name="x") == portal
