"""Selectors mean what BeautifulSoup says they mean, and one means one."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from scrapers.charset import decode
from scrapers.elements import (
    Document,
    compile_selector,
    find_all,
    one,
    one_or_none,
    one_said,
    parse_html,
    tidy,
    words_of,
)
from scrapers.errors import LayoutError
from scrapers.family import Family
from scrapers.layouts import LAYOUTS
from scrapers.look import selectable
from scrapers.profiles import load_portals

PAGES = Path(__file__).parents[2] / "pages"


def every_selector() -> list[str]:
    looks = [look for one in LAYOUTS.values() if isinstance(one, Family) for look in one.looks]
    ours = {css for look in looks for key in selectable() for css in getattr(look, key)}
    theirs = {css for one in load_portals() for many in one.selectors.values() for css in many}
    hard = {
        "li:first-child > a",
        "p:first-of-type",
        "h1 + p, h1 ~ div",
        "div:not(.footer):not(#x) p",
        "a[href^='/tin'], img[src$=\".jpg\"], [class*=ti]",
        "* > strong",
        'td[class~="caption"]',
    }
    return sorted(ours | theirs | hard)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*/*.html")), ids=lambda path: path.stem)
def test_selectors_mean_what_beautifulsoup_says(path):
    html = decode(path.read_bytes()).text
    tree, soup = parse_html(html), BeautifulSoup(html, "lxml")
    document = Document(tree, html)
    for css in every_selector():
        found = [(found.tag, tidy("".join(found.itertext()))) for found in find_all(tree, css)]
        assert found == [(tag.name, tidy(tag.get_text())) for tag in soup.select(css)], css
        assert len(find_all(document, css)) == len(found), css


@pytest.mark.parametrize("css", ["", "p >", "p:hover", "p::before", ":not(p a)", "[a='\"']", "p,"])
def test_what_we_do_not_understand_is_refused(css):
    with pytest.raises(ValueError, match="select"):
        compile_selector(css)


TREE = parse_html(
    "<div><h1>Một</h1><p class=a>x</p><p class=a>y</p><p class=b>z</p><i class=c>t</i>"
    "<i class=c>t</i><script>q</script></div>"
)
URL = "https://vidu.vn/1"


def test_one_means_one():
    assert words_of(one(TREE, ["h2", "h1"], what="title", url=URL)) == "Một"
    assert one_or_none(TREE, ["h2"], what="title", url=URL) is None
    with pytest.raises(LayoutError, match=r"body: '\.a' matches 2 elements at https://vidu\.vn/1"):
        one(TREE, [".a", "h1"], what="body", url=URL)
    with pytest.raises(LayoutError, match=r"title: nothing matches 'h2 \| h3' at https"):
        one(TREE, ["h2", "h3"], what="title", url=URL)


def test_copies_that_say_the_same_count_as_one():
    found = one_said(TREE, [".c"], what="byline", url=URL)
    assert found is not None
    assert words_of(found) == "t"
    with pytest.raises(LayoutError, match="2 elements that differ"):
        one_said(TREE, [".a"], what="byline", url=URL)


def test_words_are_what_a_reader_sees():
    tree = parse_html("<p>Dân\u00a0 vận<br>khéo\u200b<script>x()</script> <b>hơn</b></p>")
    assert words_of(tree) == "Dân vận khéo hơn"


@pytest.mark.parametrize("html", ["", "   ", "\x00"])
def test_nothing_to_parse_is_an_error(html):
    with pytest.raises(LayoutError, match="no HTML"):
        parse_html(html)


def test_an_xml_prolog_does_not_matter():
    html = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>Đường</p></body></html>'
    assert words_of(parse_html(html)) == "Đường"
