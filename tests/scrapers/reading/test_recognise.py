"""The engine behind a page, from what it leaves in it."""

from pathlib import Path

import pytest

from scrapers.charset import decode
from scrapers.recognise import name_challenge, recognise

PAGES = Path(__file__).parents[2] / "pages"
# These look like many others but for the names of their pieces.
UNTOLD = {"generic", "content_box", "labels"}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted(PAGES.glob("*/*.html"))
        if not {path.parent.name, path.stem} & UNTOLD and path.parent.name != "websphere"
    ],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_engine_of_a_saved_page(path):
    assert recognise(decode(path.read_bytes()).text).engine == path.parent.name


@pytest.mark.parametrize(
    ("headers", "url", "engine"),
    [
        ([("X-Generator", "Drupal 10 (https://www.drupal.org)")], None, "drupal"),
        ([("Set-Cookie", "nv4_u_lang=vi; path=/")], None, "nukeviet"),
        ([("MicrosoftSharePointTeamServices", "15.0.0.4569")], None, "sharepoint"),
        ([("Link", '<https://vidu.vn/wp-json/>; rel="https://api.w.org/"')], None, "wordpress"),
        ([("Set-Cookie", "GUEST_LANGUAGE_ID=vi_VN; Path=/")], None, "liferay"),
        ([], "https://vidu.vn/webcenter/portal/x/tin?dDocName=PORTAL1", "webcenter"),
        ([], "https://vidu.vn/wps/portal/!ut/p/z0/tin", "websphere"),
        ([], "https://vidu.vn/web/guest/-/asset_publisher/a1/content/tin", "liferay"),
        ([("Server", "nginx")], "https://vidu.vn/tin-tuc", "generic"),
    ],
)
def test_engine_from_headers_or_address(headers, url, engine):
    found = recognise("<html><body><p>Tin</p></body></html>", headers=headers, url=url)
    assert found.engine == engine
    assert bool(found.evidence) is (engine != "generic")


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<script>document.cookie="D1N=ab";location.reload()</script>', "a D1N cookie gate"),
        ("<title>Just a moment...</title><p>Checking</p>", "a browser challenge"),
        ('<form><div class="g-recaptcha"></div></form>', "a captcha"),
        ("<script>window.location.href='/vi/'</script>", "a script redirect"),
        ("<html><body><p>Bài viết</p></body></html>", None),
        ("<script>window.location='/'</script>" + "<p>Một bài dài.</p>" * 60, None),
    ],
)
def test_gate_is_named(html, name):
    assert name_challenge(html) == name
