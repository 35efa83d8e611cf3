"""Posts of WordPress's REST interface."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from corpus.records import Attachment, Published
from scrapers.errors import LayoutError
from scrapers.portal import Portal
from scrapers.read import article_id, read_rest_post

PORTAL = Portal(slug="thu", name="x", home="https://vidu.vn/", engine="wordpress")
HERE = timezone(timedelta(hours=7))
CONTENT = (
    "<p><strong>Ngày đầu năm, xã phát động.</strong></p>\n<!--nextpage--><p>Có 120&nbsp;hộ dự.</p>"
    "<figure><img src='/a.jpg'/><figcaption>Lễ phát động</figcaption></figure>"
    "<table><tr><td>Thôn</td><td>Hộ</td></tr><tr><td>Nà Ca</td><td>70</td></tr></table>"
    "<p>Nguồn: vidu.gov.vn</p><p><a href='/f/kh.pdf'>Kế hoạch</a></p>"
)
POST: dict[str, object] = {
    "id": 12,
    "date": "2019-01-01T00:05:00",
    "date_gmt": "2018-12-31T17:05:00",
    "modified": "2019-01-02T08:00:00",
    "modified_gmt": "2019-01-02T01:00:00",
    "link": "https://vidu.vn/phat-dong/",
    "title": {"rendered": "Phát động &#8220;Năm dân vận&#8221;"},
    "content": {"protected": False, "rendered": CONTENT},
    "_embedded": {
        "wp:term": [[{"name": "Dân vận &amp; đời sống"}], []],
        "author": [{"name": "Ban Biên tập"}],
    },
}


def test_post_is_read_word_for_word():
    article = read_rest_post(POST, PORTAL)
    assert article.published == Published(
        at=datetime(2019, 1, 1, 0, 5, tzinfo=HERE), precision="minute", source="meta"
    )
    assert replace(article, published=None, page_sha256="") == replace(
        article,
        id=article_id(PORTAL, "https://vidu.vn/phat-dong/"),
        portal="thu",
        title="Phát động “Năm dân vận”",
        lead=None,
        paragraphs=("Ngày đầu năm, xã phát động.", "Có 120 hộ dự."),
        captions=("Lễ phát động",),
        tables=((("Thôn", "Hộ"), ("Nà Ca", "70")),),
        published=None,
        updated_at=datetime(2019, 1, 2, 8, tzinfo=HERE),
        section="Dân vận & đời sống",
        byline="Ban Biên tập",
        source="vidu.gov.vn",
        attachments=(Attachment(url="https://vidu.vn/f/kh.pdf", title="Kế hoạch"),),
        layout="wordpress/rest",
        page_sha256="",
        warnings=(),
    )


def test_password_protected_is_marked_and_holds_no_words():
    article = read_rest_post(POST | {"content": {"protected": True, "rendered": ""}}, PORTAL)
    assert (article.paragraphs, article.warnings) == ((), ("password_protected",))


def test_local_time_counts_where_there_is_no_other():
    article = read_rest_post(POST | {"date_gmt": None}, PORTAL)
    assert article.published is not None
    assert article.published.at == datetime(2019, 1, 1, 0, 5, tzinfo=HERE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": {"rendered": " "}}, "title: is empty"),
        ({"title": None}, "title: is missing in post 12"),
        ({"content": {"rendered": ""}}, "content: holds no words"),
        ({"content": "x"}, "content: is missing"),
        ({"link": None}, "link: is missing"),
        ({"date": None, "date_gmt": None}, "date: is missing"),
        ({"date_gmt": "hôm qua"}, "date: is no date"),
    ],
)
def test_what_is_missing_is_named(change, message):
    with pytest.raises(LayoutError, match=message):
        read_rest_post(POST | change, PORTAL)
