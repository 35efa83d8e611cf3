"""Pages a user has, of unknown origin; and pages that are no articles."""

import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from corpus.records import Page
from scrapers.dates import VIETNAM
from scrapers.errors import LayoutError
from scrapers.extraction import Extract, Worker, read_xml
from scrapers.portal import Portal
from scrapers.read import join_parts, part_addresses, read_article, read_html

PAGES = Path(__file__).parents[2] / "pages"
FAMILIES = ["wordpress/classic", "nukeviet/4", "liferay/6", "sharepoint/tandan", "drupal/9"]
TEXT = "".join(
    f"<p>Đoạn {n}: toàn xã có {n}20 hộ tham gia, {n}5 ý kiến được trả lời ngay tại hội nghị.</p>"
    for n in range(1, 6)
)


@pytest.mark.parametrize("name", FAMILIES)
def test_engine_is_recognised_without_a_profile(name):
    article = read_html((PAGES / f"{name}.html").read_bytes(), url="https://vidu.vn/bai")
    assert article.layout.partition("/")[0] == name.partition("/")[0]
    assert (article.portal, article.url) == (None, "https://vidu.vn/bai")


def test_page_of_no_known_make():
    html = (
        "<html><head><title>Xã Hòa Tiến họp dân - Trang tin</title></head><body>"
        "<div>Thứ Hai, 18/3/2024</div><div><h1>Xã Hòa Tiến họp dân</h1>"
        f"<span class='ngay-dang'>Ngày đăng: 16/03/2024 10:30</span>{TEXT}</div>"
        "<h3>Tin liên quan</h3><ul><li><a href='/1'>Tin khác</a></li></ul></body></html>"
    )
    article = read_html(html.encode())
    assert article.title == "Xã Hòa Tiến họp dân"
    assert len(article.paragraphs) == 5
    assert article.page_clock == date(2024, 3, 18)
    assert article.published is not None
    assert article.published.at == datetime(2024, 3, 16, 10, 30, tzinfo=VIETNAM)
    assert article == read_html(html.encode())


def test_an_engines_page_with_another_look_is_read_as_any_page():
    html = (
        '<html><head><meta name="generator" content="WordPress 6.1"><title>Họp dân ở Hòa Tiến'
        f"</title></head><body><h1>Họp dân ở Hòa Tiến</h1><div class=la>{TEXT}</div></body></html>"
    )
    article = read_html(html.encode())
    assert article.layout == "generic/trafilatura"
    assert (article.published, article.warnings) == (None, ("no_date",))


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"\x00\x01\x02",
        b"<html><body></body></html>",
        b"<html><head><title>Tin</title></head><body><p>Trang dang bao tri.</p></body></html>",
        b"<html><body><ul><li><a href=/1>Mot</a></li><li>Hai</li></ul></body></html>",
        b"{}",
    ],
)
def test_no_article_is_an_error(html):
    with pytest.raises(LayoutError):
        read_html(html)


def test_extraction_that_takes_too_long_is_stopped_and_the_next_page_is_read():
    slow = (
        "import sys, time\nfor line in sys.stdin:\n"
        " time.sleep(600 if 'cham' in line else 0)\n print('{\"xml\": null}', flush=True)"
    )
    worker = Worker((sys.executable, "-c", slow), timeout=1.0)
    try:
        with pytest.raises(LayoutError, match="stopped after 1 s"):
            worker.extract("<p>cham</p>", where="https://vidu.vn/1")
        with pytest.raises(LayoutError, match="no article"):
            worker.extract("<p>nhanh</p>", where="https://vidu.vn/2")
    finally:
        worker.close()


def test_a_worker_that_dies_is_an_error_of_that_page():
    worker = Worker((sys.executable, "-c", "raise SystemExit"), timeout=20)
    try:
        with pytest.raises(LayoutError, match="stopped"):
            worker.extract("<p>x</p>", where="https://vidu.vn/1")
    finally:
        worker.close()


def test_extracted_xml_keeps_tables_apart():
    xml = (
        "<doc><main><head>Mở đầu</head><p>Một <hi>hai</hi></p><list><item>a</item><item>b</item>"
        "</list><table><row><cell>x</cell><cell>y</cell></row></table></main></doc>"
    )
    assert read_xml(xml) == Extract(
        paragraphs=("Mở đầu", "Một hai", "a", "b"), tables=((("x", "y"),),)
    )


def test_parts_of_an_article_are_found_and_joined():
    portal = Portal(slug="x", name="x", home="https://vidu.vn/", engine="wordpress")
    html = (
        '<html><head><link rel="next" href="/bai-khac/"></head><body><article class="hentry">'
        '<h1 class="entry-title">Hỏi đáp</h1>'
        '<time class="entry-date" datetime="2021-03-18T14:00:00+07:00">x</time><div class="entry-content"><p>Trang {n}.</p><div class="page-links">'
        '<a class="post-page-numbers" href="/hoi-dap/">1</a>'
        '<a class="post-page-numbers" href="/hoi-dap/2/">2</a></div></div></article></body></html>'
    )
    first, second = (
        Page(
            portal="x",
            url=url,
            fetched_at=datetime(2026, 11, 20, tzinfo=VIETNAM),
            status=200,
            headers=(),
            body=html.replace("{n}", str(number)).encode(),
        )
        for number, url in ((1, "https://vidu.vn/hoi-dap/"), (2, "https://vidu.vn/hoi-dap/2/"))
    )
    assert part_addresses(first, portal) == (second.url,)
    whole = join_parts(read_article(first, portal), [read_article(second, portal)])
    assert whole.paragraphs == ("Trang 1.", "Trang 2.")
    assert whole.id == read_article(first, portal).id


def test_a_profiles_selectors_go_before_the_layouts():
    portal = Portal(
        slug="x",
        name="x",
        home="https://vidu.vn/",
        engine="content_box",
        selectors={"title": (".tua",), "body": (".than",), "published": (".luc",)},
        date_format="%m/%d/%Y",
    )
    html = (
        "<h1>Trang</h1><h1>Tin</h1><b class=tua>Họp dân</b><i class=luc>9/6/2023</i>"
        f"<div class=than>{TEXT}</div>"
    )
    page = Page(
        portal="x", url="https://vidu.vn/1", fetched_at=datetime(2026, 1, 1, tzinfo=VIETNAM),
        status=200, headers=(), body=html.encode(),
    )  # fmt: skip
    article = read_article(page, portal)
    assert (article.title, len(article.paragraphs)) == ("Họp dân", 5)
    assert article.published is not None
    assert article.published.at == datetime(2023, 9, 6, tzinfo=VIETNAM)
