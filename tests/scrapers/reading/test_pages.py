"""Saved pages of every family, and everything we expect of each, side by side."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from corpus.records import Article, Page
from scrapers.layouts import LAYOUTS
from scrapers.portal import Portal
from scrapers.read import article_id, read_article

PAGES = Path(__file__).parents[2] / "pages"
EXPECTED = sorted(PAGES.glob("*/*.json"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in EXPECTED]


def plain(article: Article) -> dict[str, object]:
    """Write an article as JSON holds it, without what names it."""
    values = json.loads(msgspec.json.encode(article))
    return {key: value for key, value in values.items() if key not in KEYS_OF_IDENTITY}


KEYS_OF_IDENTITY = {"id", "portal", "url", "page_sha256"}


def portal_of(expected: Mapping[str, object]) -> Portal:
    return Portal(
        slug="trang-thu",
        name="Trang thử",
        home="https://vidu.vn/",
        engine=str(expected["engine"]),
    )


def page_of(path: Path, url: str) -> Page:
    return Page(
        portal="trang-thu",
        url=url,
        fetched_at=datetime(2026, 11, 20, 15, tzinfo=UTC),
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=path.with_suffix(".html").read_bytes(),
    )


@pytest.mark.parametrize("path", EXPECTED, ids=NAMES)
def test_page_reads_as_expected(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    page, portal = page_of(path, expected["url"]), portal_of(expected)

    article = read_article(page, portal)

    assert plain(article) == expected["article"]
    assert article.id == article_id(portal, expected["url"])
    assert article.page_sha256 == page.sha256
    assert (article.portal, article.url) == ("trang-thu", expected["url"])


def test_every_layout_has_a_page():
    assert {path.parent.name for path in EXPECTED} == set(LAYOUTS)


def test_every_page_has_its_expectations():
    pages = {path.with_suffix("") for path in PAGES.glob("*/*.html")}
    assert pages == {path.with_suffix("") for path in EXPECTED}
