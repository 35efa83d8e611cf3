"""What an answer of 200 really is: an article, a challenge, a page that stands for "not found"."""

import codecs
import re
from html import unescape
from urllib.parse import urlsplit

from corpus.records import Page
from scrapers.addresses import absolute, is_home
from scrapers.portal import Portal

_HEAD = 300_000
_SHORT = 600
"""Characters of visible text below which a page with scripts may be a gate, not a page."""
_NOT_TEXT = re.compile(r"(?is)<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->")
_SCRIPT = re.compile(r"(?is)<script\b[^>]*>(.*?)</script")
_TAG = re.compile(r"(?s)<[^>]*>")
_TITLE = re.compile(r"(?is)<(title|h1)\b[^>]*>(.*?)</\1")
_CHALLENGE = re.compile(
    r"(?i)cf-chl|cf_chl|challenge-platform|just a moment\.\.\.|checking your browser|_incapsula_"
    r"|sucuri website firewall|ddos-guard|attention required! \| cloudflare|captcha"
    r"|enable javascript and cookies|xác (?:minh|nhận) (?:bạn|rằng bạn) (?:là|không phải)"
)
_COOKIE_GATE = re.compile(r"(?is)document\.cookie\s*=")
_MOVE = re.compile(
    r"(?i)location\.(?:reload|replace|href|assign)|(?:window|document)\.location\s*="
)
_MOVE_TARGET = re.compile(
    r"""(?i)location(?:\.href)?\s*=\s*["']([^"']+)["']|location\.(?:replace|assign)\(\s*["']([^"']+)"""
)
_REFRESH = re.compile(
    r"""(?is)<meta\b[^>]*http-equiv\s*=\s*["']?refresh["']?[^>]*content\s*=\s*["']?\s*(\d+)"""
    r"""\s*[;,]\s*url\s*=\s*['"]?([^"'>\s]+)"""
)
_MISSING = re.compile(
    r"(?i)^(?:lỗi\s*)?404\b|\b404 (?:not found|error)|\berror 404|page not found|not found$"
    r"|không (?:tìm thấy|tồn tại)"
    r"|(?:trang|bài viết|nội dung) (?:này )?(?:không còn|đã bị xóa|đã bị gỡ)"
)
_META_ROBOTS = re.compile(
    r"""(?is)<meta\b(?=[^>]*\bname\s*=\s*["']?(?:robots|danvan)\b)[^>]*\bcontent\s*=\s*["']?([^"'>]*)"""
)


def judge_html(page: Page) -> str | None:
    """Name what is wrong with an answer that should be a page of HTML; None when nothing is."""
    head = _start(page)
    if not page.body.strip():
        return "empty"
    if not _is_html(page.content_type, head):
        return "not_html"
    text = visible_text(head)
    if _is_challenge(head, text):
        return "challenge_page"
    if len(text) < 40 and "<script" in head.lower() and script_target(page) is None:
        return "needs_script"
    return None


def is_missing(page: Page, asked: str, portal: Portal, home_text: str | None) -> bool:
    """Say whether a 200 means that there is no such page.

    Args:
        page: the answer, with the address it was found at.
        asked: the address asked for.
        portal: the portal.
        home_text: the fingerprint of the front page, when it is known.
    """
    if is_home(page.url, portal) and not is_home(asked, portal):
        return True
    if home_text is not None and fingerprint(page) == home_text and not is_home(asked, portal):
        return True
    head = _start(page)
    titles = [_plain(found[1]) for found in _TITLE.findall(head)]
    if not any(_MISSING.search(title) for title in titles if len(title) < 120):
        return False
    # An article may well be called so: one that says it has its own long text.
    return len(visible_text(head)) < 1500 or any(_MISSING.match(title) for title in titles)


def fingerprint(page: Page) -> str:
    """Give the text of a page without figures: the same page served twice has the same one."""
    head = _start(page)
    return re.sub(r"\d+", "#", visible_text(head))


def script_target(page: Page) -> str | None:
    """Give the address a page without content sends its reader to by script or refresh."""
    head = _start(page, 20_000)
    if len(visible_text(head)) > 200:
        return None
    target = None
    if found := _REFRESH.search(head):
        target = found.group(2) if int(found.group(1)) <= 10 else None
    elif not _COOKIE_GATE.search(head):
        scripts = " ".join(_SCRIPT.findall(head))
        if moved := _MOVE_TARGET.search(scripts):
            target = moved.group(1) or moved.group(2)
    return absolute(page.url, unescape(target)) if target else None


def forbids_keeping(page: Page) -> bool:
    """Say whether the page's own robots tag or header asks not to be indexed."""
    return bool(_robots_words(page) & {"noindex", "none"})


def forbids_archiving(page: Page) -> bool:
    """Say whether the page may be read, but asks that no copy of it be kept."""
    return "noarchive" in _robots_words(page)


def _robots_words(page: Page) -> set[str]:
    """Give what a page asks of robots, of all or of us by name, in its head or its headers."""
    asked = _META_ROBOTS.findall(_start(page))
    for name, value in page.headers:
        if name.lower() == "x-robots-tag":
            who, colon, rest = value.partition(":")
            # `unavailable_after: …` has a colon as well, and names nobody.
            named = colon and "," not in who and who.strip().lower() not in {"unavailable_after"}
            if not named or who.strip().lower() == "danvan":
                asked.append(rest if named else value)
    return set(re.split(r"[\s,]+", " ".join(asked).lower()))


def left_the_site(page: Page, asked: str) -> bool:
    """Say whether a redirect ended on another site than the one asked."""
    return _site(page.url) != _site(asked)


def _start(page: Page, size: int = _HEAD) -> str:
    """Give the start of a page, well enough for what is written in plain letters."""
    data = page.body[:size]
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if wide else "utf-8", "replace")


def visible_text(html: str) -> str:
    """Give what a reader would see, roughly: no tags, no scripts, single blanks."""
    return _plain(_NOT_TEXT.sub(" ", html))


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _is_html(content_type: str, head: str) -> bool:
    if content_type in {"text/html", "application/xhtml+xml"}:
        return "\x00" not in head[:1000]
    start = head.lstrip("\ufeff \r\n\t")[:300].lower()
    return content_type in {"", "text/plain", "application/octet-stream"} and start.startswith(
        ("<!doctype html", "<html", "<head", "<body")
    )


def _is_challenge(head: str, text: str) -> bool:
    if len(text) > _SHORT:
        return False
    if _CHALLENGE.search(head):
        return True
    scripts = " ".join(_SCRIPT.findall(head))
    return _COOKIE_GATE.search(scripts) is not None and _MOVE.search(scripts) is not None


def _site(url: str) -> str:
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    # `gov.vn`, `com.vn`, `org.vn` stand where others have one label.
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3 else 2
    if all(label.isdigit() for label in labels):
        keep = 4
    return ".".join(labels[-keep:])
