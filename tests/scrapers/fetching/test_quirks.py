"""Every quirk that portals are known for, served to a crawl; `docs/scraping_quirks.md` lists them."""

import unicodedata

import fault_server as faults
import pytest

from scrapers.charset_tables import TCVN3

TITLE = "Thôn Nà Lạ vận động hiến đất mở đường"
BODY = (
    "Công tác dân vận của chính quyền xã được nhân dân đồng tình, 17 hộ đã hiến 1.250 m² đất.",
    "Mọi ý kiến của bà con được ghi nhận đầy đủ và trả lời ngay tại buổi đối thoại cuối năm.",
)
SHOWN = "14/10/2022 08:30"
AT = "2022-10-14 08:30"
TONES = "\u0300\u0309\u0303\u0301\u0323"
TO_TCVN3 = {unicodedata.normalize("NFC", letter): code for code, letter in TCVN3.items()}


def page(title=TITLE, body=BODY, shown=SHOWN, before="", after="", head="") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f"<html><head><title>{title}</title>{head}</head><body>{before}<article class='hentry'>"
        f"<h1 class='entry-title'>{title}</h1><time class='entry-date published'>{shown}</time>"
        f"<div class='entry-content'>{paragraphs}{after}</div></article></body></html>"
    )


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def cp1258(text: str) -> bytes:
    """Write text as Windows does: tones apart, after their vowel."""
    pieces = []
    for letter in text.replace("²", "2"):
        whole = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in TONES if mark in whole), "")
        pieces.append(unicodedata.normalize("NFC", whole.replace(tone, "")) + tone)
    return "".join(pieces).encode("cp1258")


def tcvn3(text: str) -> bytes:
    return bytes(TO_TCVN3.get(letter, ord(letter)) for letter in text.replace("²", "2"))


PLAIN_BODY = tuple(text.replace("²", "2") for text in BODY)
HTML = "text/html; charset=utf-8"
# quirk: what is served, and as what
SAME_WORDS = {
    "decomposed letters": (page(decomposed(TITLE), map(decomposed, BODY)), HTML),
    "decomposed here and there": (page(TITLE, (BODY[0], decomposed(BODY[1]))), HTML),
    "no-break spaces": (page(body=(t.replace(" ", "&nbsp;", 4) for t in BODY)), HTML),
    "zero-width characters": (page(body=(t.replace(" h", " \u200bh\ufeff") for t in BODY)), HTML),
    "windows-1258": (cp1258(page(body=PLAIN_BODY)), "text/html; charset=windows-1258"),
    "windows-1258 called utf-8": (cp1258(page(body=PLAIN_BODY)), HTML),
    "windows-1258 in its own tag": (cp1258(page(body=PLAIN_BODY, head="<meta charset='windows-1258'>")), "text/html"),
    "TCVN3 bytes": (tcvn3(page(body=PLAIN_BODY, head="<style>p{font-family:.VnTime}</style>")), "text/html; charset=windows-1252"),
    "utf-8 called latin": (page(), "text/html; charset=iso-8859-1"),
    "utf-8 with a tag that contradicts": (page(head="<meta charset='windows-1258'>"), HTML),
    "utf-8 that nobody names": (page(), "text/html"),
    "utf-16 with a mark": (page().encode("utf-16"), "text/html"),
    "clock of the page on top": (page(before="<div class='date'>Thứ Sáu, 20/11/2026</div>"), HTML),
    "views": (page(after="<p>Lượt xem: 842</p>"), HTML),
    "size of letters": (page(after="<p>Cỡ chữ: A+ A A-</p>"), HTML),
    "tags": (page(after="<p>TAG: <a href='/tag/x'>dân vận</a></p>"), HTML),
    "related": (page(after="<p>Tin liên quan</p><ul><li><a href='/a-b-c-d/'>Bài khác của xã bên</a></li></ul>"), HTML),
    "stars": (page(after="<p>Tổng số điểm của bài viết là: 5 trong 1 đánh giá</p>"), HTML),
    "bare counter": (page(after="<p>1,939</p>"), HTML),
    "unrendered template": (page(after="<p>{title} {publish}</p>"), HTML),
    "title printed twice": (page(body=(TITLE, *BODY)), HTML),
    "caption as a paragraph": (page(body=("<img src='a.jpg'>", "<em>Ảnh: Bà con thôn Nà Lạ mở đường</em>", *BODY)), HTML),
}  # fmt: skip
SAME_DAY = {
    "weekday first": "Thứ Sáu, 14/10/2022 08:30",
    "bar and clock of twelve": "14/10/2022 | 08:30 AM",
    "bar and zone": "14/10/2022 | 08:30 GMT+7",
    "time first": "08:30 14/10/2022",
    "time first, dash": "08:30 - 14/10/2022",
    "time first, comma": "08:30, 14/10/2022",
    "time first, bar": "08:30 | 14/10/2022",
    "dash": "14/10/2022 - 08:30",
    "comma": "14/10/2022, 08:30",
    "called updated": "Cập nhật: 14/10/2022 08:30",
    "called posted": "Đăng ngày 14/10/2022 08:30",
    "American": "10/14/2022 8:30:26 AM",
    "ISO": "2022-10-14T08:30:00+07:00",
    "dots": "14.10.2022 08:30",
    "dashes": "14-10-2022 08:30",
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Crawl one site that has every quirk, and give what was read of each page."""
    from crawler import Crawler

    names = [*SAME_WORDS, *SAME_DAY]
    with faults.FaultServer() as server:
        site = server.site("a.test", count=len(names))
        for number, name in enumerate(names, 1):
            body, kind = SAME_WORDS.get(name) or (page(shown=SAME_DAY[name]), HTML)
            data = body if isinstance(body, bytes) else body.encode()
            site.faults[f"/bai-viet-so-hay-{number}/"] = faults.html(data, kind)
        crawler = Crawler(tmp_path_factory.mktemp("quirks"))
        night = crawler.night(crawler.portal(site, lists=(f"http://{site.host}/",)))
        articles = {f.url: f.article for f in night.found}
        return {name: articles.get(site.url(n)) for n, name in enumerate(names, 1)}


def composed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("quirk", SAME_WORDS)
def test_words_are_the_same_with_and_without_the_quirk(read, quirk):
    article = read[quirk]
    assert article is not None
    told = tuple(composed(text).replace("²", "2") for text in article.paragraphs)
    assert (composed(article.title), told) == (TITLE, PLAIN_BODY)
    assert article.published.at.strftime("%Y-%m-%d %H:%M") == AT


@pytest.mark.parametrize("quirk", SAME_DAY)
def test_day_is_the_same_however_it_is_written(read, quirk):
    article = read[quirk]
    assert article is not None
    assert article.published.at.strftime("%Y-%m-%d %H:%M") == AT


def test_page_that_only_shows_its_clock_has_no_date(server, crawler):
    site = server.site("a.test", count=1)
    clock = page(before="<div class='date'>Thứ Sáu, 20/11/2026</div>", shown="")
    site.faults["/bai-viet-so-hay-1/"] = faults.html(clock)
    night = crawler.night(crawler.portal(site))
    assert night.found == []
    assert "layout" in night.names


def test_plain_client_gets_the_page_that_browsers_get_as_a_script(server, crawler):
    site = server.site("a.test", count=1)
    whole, script = faults.html(page()), faults.html(faults.SCRIPT_ONLY)

    async def by_agent(wire):
        browser = "mozilla" in wire.request.headers.get("user-agent", "").lower()
        await (script if browser else whole)(wire)

    site.faults["/bai-viet-so-hay-1/"] = by_agent
    (found,) = crawler.night(crawler.portal(site)).found
    assert found.article.paragraphs == BODY


def test_article_that_moves_its_reader_by_script_is_followed(server, crawler):
    site = server.site("a.test", count=1)
    move = "<script>location.replace('/bai-viet-so-hay-7/')</script>"
    site.faults["/bai-viet-so-hay-1/"] = faults.html(move)
    site.faults["/bai-viet-so-hay-7/"] = faults.html(page())
    (found,) = crawler.night(crawler.portal(site)).found
    assert found.article.title == TITLE


@pytest.mark.parametrize(
    ("tag", "header"),
    [
        ("<meta name='robots' content='index, noarchive'>", None),
        ("<meta name=robots content=noarchive>", None),
        ("", "noarchive"),
        ("", "danvan: noarchive"),
        ("", "otherbot: noarchive"),
    ],
)
def test_page_that_wants_no_copy_kept_is_read_and_not_archived(server, crawler, tag, header):
    site = server.site("a.test", count=1)
    served = faults.html(page(head=tag), X_Robots_Tag=header)
    site.faults["/bai-viet-so-hay-1/"] = served
    (found,) = crawler.night(crawler.portal(site)).found
    assert found.article.paragraphs == BODY
    assert (found.warc is None) == (header != "otherbot: noarchive")
    kept = b"".join(path.read_bytes() for path in (crawler.root / "warc").glob("*/*.gz"))
    assert (found.warc is not None) == (TITLE in unpacked(kept))


def unpacked(data: bytes) -> str:
    import gzip

    return gzip.decompress(data).decode("utf-8", "replace")


@pytest.mark.parametrize("header", ["noindex", "none", "danvan: noindex"])
def test_header_that_forbids_keeping_is_obeyed(server, crawler, header):
    site = server.site("a.test", count=1)
    site.faults["/bai-viet-so-hay-1/"] = faults.html(page(), X_Robots_Tag=header)
    night = crawler.night(crawler.portal(site))
    assert night.found == []
    assert "meta_robots" in night.names
