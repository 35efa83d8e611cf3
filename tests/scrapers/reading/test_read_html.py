"""Pages a user has, of unknown origin; and pages that are no articles."""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from corpus.records import Page
from scrapers.dates import VIETNAM
from scrapers.errors import LayoutError
from scrapers.extraction import Extract, Worker, read_xml
from scrapers.family import Family
from scrapers.layouts import LAYOUTS
from scrapers.look import Look
from scrapers.portal import Past, Portal
from scrapers.read import (
    join_parts,
    part_addresses,
    read_article,
    read_html,
    rest_address,
)

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
    assert article.layout.startswith("generic/")
    assert (article.published, article.warnings) == (None, ("no_date",))


LISTED = "".join(
    f"<div><h3><a href='/{n}'>Xã số {n} tổ chức đối thoại với nhân dân</a></h3><p>Đầu tháng {n}, "
    f"xã số {n} tổ chức đối thoại, có {n}20 hộ tham gia, {n}5 ý kiến được trả lời.</p></div>"
    for n in range(1, 9)
)


def test_a_list_of_articles_is_no_article():
    html = f"<html><head><title>Tin tức</title></head><body><main>{LISTED}</main></body></html>"
    with pytest.raises(LayoutError, match="a list of articles"):
        read_html(html.encode())


def test_a_list_under_an_article_does_not_hide_it():
    html = f"<body><div><h1>Xã Hòa Tiến họp dân</h1>{TEXT}</div><aside>{LISTED}</aside></body>"
    assert len(read_html(html.encode()).paragraphs) == 5


@pytest.mark.parametrize("title", ["404 - Không tìm thấy", "Trang này không tồn tại"])
def test_a_page_that_says_it_is_gone_is_no_article(title):
    with pytest.raises(LayoutError, match="gone"):
        read_html(f"<title>{title}</title><body><h1>{title}</h1>{TEXT}</body>".encode())


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
        '<time class="entry-date" datetime="2021-03-18T14:00:00+07:00">x</time><div class="entry-content"><p>Trang {n}.</p>'
        '<div class="page-links">'
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


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/wp-json/wp/v2/posts/37", "https://vidu.vn/wp-json/wp/v2/posts/37"),
        ("/wp-json/wp/v2/pages/2", None),
    ],
)
def test_wordpress_says_where_the_whole_post_is(link, address):
    html = f'<link rel="alternate" type="application/json" href="{link}"><p>Phần một</p>'
    assert rest_address(page_of(html, datetime(2026, 1, 1, tzinfo=VIETNAM))) == address


LOOK = Family(
    "thu",
    (
        Look(name="moi", title=(".tua-moi",), body=(".than-moi",), dated=False),
        Look(name="cu", title=("h1",), body=(".than",), dated=False, until=date(2024, 6, 30)),
    ),
)


def page_of(html: str, fetched_at: datetime) -> Page:
    return Page(
        portal="x", url="https://vidu.vn/1", fetched_at=fetched_at, status=200, headers=(),
        body=html.encode(),
    )  # fmt: skip


def test_an_old_look_is_only_read_on_pages_of_its_time(monkeypatch):
    monkeypatch.setitem(LAYOUTS, "thu", LOOK)
    portal = Portal(slug="x", name="x", home="https://vidu.vn/", engine="thu")
    html = f"<h1>Họp dân</h1><div class=than>{TEXT}</div>"
    then, now = datetime(2024, 6, 30, 23, tzinfo=VIETNAM), datetime(2024, 7, 1, tzinfo=VIETNAM)
    assert read_article(page_of(html, then), portal).layout == "thu/cu"
    with pytest.raises(LayoutError, match=r"title: nothing matches|body: nothing matches"):
        read_article(page_of(html, now), portal)


def test_a_portal_that_changed_its_engine_is_read_as_it_was():
    portal = Portal(
        slug="x",
        name="x",
        home="https://vidu.vn/",
        engine="wordpress",
        past=(Past(until=date(2024, 6, 30), engine="nukeviet"),),
    )
    html = (PAGES / "nukeviet/4.html").read_text(encoding="utf-8")
    then = datetime(2024, 6, 30, tzinfo=VIETNAM)
    assert read_article(page_of(html, then), portal).layout == "nukeviet/4"
    with pytest.raises(LayoutError, match="layout 'wordpress'"):
        read_article(page_of(html, then + timedelta(days=1)), portal)


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
    page = page_of(html, datetime(2026, 1, 1, tzinfo=VIETNAM))
    article = read_article(page, portal)
    assert (article.title, len(article.paragraphs)) == ("Họp dân", 5)
    assert article.published is not None
    assert article.published.at == datetime(2023, 9, 6, tzinfo=VIETNAM)
