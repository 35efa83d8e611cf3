"""A page that changed its look raises; it never yields something else in silence."""

import re
from copy import copy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from corpus.records import Page
from scrapers.errors import LayoutError
from scrapers.portal import Portal
from scrapers.read import read_article

PAGES = Path(__file__).parents[2] / "pages"

# family, page, what its title is known by, where its body lies, how its date is written
NAMES = [
    ("wordpress", "classic", "entry-title", ".entry-content", "05/12/2022|2022-12-05T07:45:00"),
    ("wordpress", "block", "wp-block-post-title", ".wp-block-post-content", "2023-09-12T15:20"),
    ("nukeviet", "4", "<h1", "#news-bodyhtml", "17/10/2023 08:15|2023-10-17T08:15:00"),
    ("nukeviet", "3.4", "<h1", ".bodytext", "10/01/2022 14:30"),
    ("sharepoint", "tandan", "article-news-title", ".tandan-p-article-main", "25 - 04 - 2024"),
    ("sharepoint", "txt", "txtTitle", "#txtContent", "14/09/2023 - 08:30"),
    ("drupal", "9", "page-title", ".field--name-body", "05/06/2024 - 19:40"),
    ("joomla", "5", "com-content-article item", ".com-content-article__body", "2023-09-13T00:30"),
    ("dnn", "module", "lblTitle", "[id$=lblContent]", "18/03/2024 - 14:20"),
    ("websphere", "wcm", "<h2", ".moduleContentBg .content", "16:30 . 02/05/2024"),
    ("article_header", "summary", "ArticleHeader", ".ArticleContent", "01/11/2023, 08:05"),
    ("cms_star", "article", "cms-title", ".cms-body", r"2020-12-21T09:00:00\+0700"),
    ("content_fck", "fontsize", "<h1", ".content-fck-font-size", "06/06/2024 - 05:18"),
    ("vccorp", "detail", "title", ".afcbc-body", "09/07/2022 11:00"),
    ("content_box", "content", "<h1", "#content", "08:15, 18/10/2023"),
]
IDS = [f"{family}/{name}" for family, name, *_ in NAMES]
GATE = (
    '<html><body><script>document.cookie="D1N=6f1a8c; path=/";'
    "window.location.reload(true);</script></body></html>"
)


def read(family: str, html: str):
    page = Page(
        portal="x",
        url="https://vidu.vn/tin/mot-bai",
        fetched_at=datetime(2026, 11, 20, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=html.encode(),
    )
    return read_article(page, Portal(slug="x", name="x", home="https://vidu.vn/", engine=family))


def load(family: str, name: str) -> str:
    return (PAGES / family / f"{name}.html").read_text(encoding="utf-8")


def body_of(family: str, name: str, css: str) -> tuple[BeautifulSoup, Tag]:
    soup = BeautifulSoup(load(family, name), "lxml")
    body = soup.select_one(css)
    assert body is not None
    return soup, body


@pytest.mark.parametrize(("family", "name", "title", "body", "date"), NAMES, ids=IDS)
def test_renamed_title_raises(family, name, title, body, date):
    html = load(family, name)
    changed = html.replace(title, "<h5" if title.startswith("<h") else "doi-ten")
    assert changed != html
    with pytest.raises(LayoutError, match="title"):
        read(family, changed)


@pytest.mark.parametrize(("family", "name", "title", "body", "date"), NAMES, ids=IDS)
def test_unwrapped_body_raises(family, name, title, body, date):
    soup, element = body_of(family, name, body)
    for rich in soup.select(".ms-rtestate-field, .moduleContentBg, .content-fck"):
        rich.attrs.clear()
    element.attrs.clear()
    with pytest.raises(LayoutError, match=r"body|title"):
        read(family, str(soup))


@pytest.mark.parametrize(("family", "name", "title", "body", "date"), NAMES, ids=IDS)
def test_emptied_body_raises(family, name, title, body, date):
    soup, element = body_of(family, name, body)
    element.clear()
    for link in soup.select("a[href$=docx], .news-download-file a"):
        link.decompose()
    with pytest.raises(LayoutError, match="body"):
        read(family, str(soup))


@pytest.mark.parametrize(("family", "name", "title", "body", "date"), NAMES, ids=IDS)
def test_doubled_body_raises(family, name, title, body, date):
    soup, element = body_of(family, name, body)
    element.insert_after(copy(element))
    with pytest.raises(LayoutError, match="matches 2 elements"):
        read(family, str(soup))


@pytest.mark.parametrize(("family", "name", "title", "body", "date"), NAMES, ids=IDS)
def test_unreadable_date_raises(family, name, title, body, date):
    html = load(family, name)
    changed = re.sub(date, "ba giờ trước", html)
    changed = re.sub(r'<meta property="article:published_time"[^>]*>', "", changed)
    assert changed != html
    with pytest.raises(LayoutError, match=r"published|date"):
        read(family, changed)


@pytest.mark.parametrize("family", sorted({row[0] for row in NAMES} | {"generic", "webcenter"}))
def test_challenge_page_is_named(family):
    with pytest.raises(LayoutError, match="D1N cookie gate"):
        read(family, GATE)


@pytest.mark.parametrize(("family", "name", "title", "body", "date"), NAMES, ids=IDS)
def test_listing_in_place_of_the_article_raises(family, name, title, body, date):
    links = "".join(
        f'<li><a href="/tin/{n}">Bài viết số {n} trong ngày</a></li>' for n in range(30)
    )
    with pytest.raises(LayoutError):
        read(family, f"<html><body><h3>Tin tức</h3><ul>{links}</ul></body></html>")


def test_two_bodies_are_ambiguous_and_the_message_says_so():
    html = load("article_header", "summary").replace(
        "</body>", '<div class="ArticleContent"><p>Một bài khác.</p></div></body>'
    )
    with pytest.raises(LayoutError) as caught:
        read("article_header", html)
    assert "'.ArticleContent' matches 2 elements at https://vidu.vn/tin/mot-bai" in str(
        caught.value
    )


def test_the_page_clock_is_never_taken_for_the_date():
    html = load("article_header", "summary")
    html = html.replace('<div class="PostDate">Thứ Tư, 01/11/2023, 08:05</div>', "")
    clock = '<body><div class="PostDate">Thứ Hai, 6/11/2023</div>'
    with pytest.raises(LayoutError, match="only the page's clock"):
        read("article_header", html.replace("<body>", clock))
