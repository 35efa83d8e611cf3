"""List pages: which links lead to articles, which turn the page; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lxml.etree import _Element as Element

from scrapers.addresses import absolute, canonical, is_home, same_site
from scrapers.portal import Portal

_FILES = re.compile(
    r"(?i)\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|jpe?g|png|gif|webp|svg|mp[34]|avi|wmv|css|js|ico)$"
)
_NOT_ARTICLE = re.compile(
    r"(?i)/(?:tag|tags|author|tac-gia|category|chuyen-muc|search|tim-kiem|feed|rss|wp-(?:json|admin"
    r"|content|login\.php)|login|dang-nhap|lien-he|contact|sitemap|so-do|gioi-thieu|page|users?"
    r"|comment|print|archives?)(?:[/?.-]|$)|/page[-/]\d+/?$|replytocom=|#"
)
_SLUG = re.compile(r"(?i)[a-z0-9]+(?:-[a-z0-9]+){3,}")
_NUMBERED = re.compile(r"(?i)[-/_]\d{3,}(?:\.\w{3,5}|/)?$|\d{4}[-/]\d{1,2}[-/]\d{1,2}/")
_ID_PARAMETERS = frozenset(
    {"p", "id", "nid", "itemid", "newsid", "articleid", "ddocname", "idtin", "tinid", "newid"}
)
_NEXT_TEXT = frozenset(
    {">", "›", "»", ">>", "sau", "tiếp", "tiếp theo", "trang sau", "trang tiếp", "next", "older",
     "older posts", "next page", "trang kế", "xem thêm", "next »", "sau »", "tiếp »"}
)  # fmt: skip
_NEXT_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:next|pager__item--next|rgPageNext)(?:$|[\s_-])")
_POSTBACK = re.compile(r"__doPostBack\(\s*'([^']*)'\s*,\s*'([^']*)'\s*\)")
_PAGE_NUMBER = re.compile(
    r"(?i)(?:/page[-/]|[?&](?:page|paged|trang|p|pageindex|pageno|pageNumber|pg|cur|start"
    r"|limitstart|[\w-]+_cur|WCM_Page[\w.-]*)=|/trang-)(\d+)"
)
_TITLE_CLASS = re.compile(
    r"(?i)(?:entry|post|article|news|story|item|asset|node|cms)(?:__|[-_])?(?:title|headline)"
)
_CALENDAR = re.compile(r"(?i)(?:[?&](?:month|year|date|ngay|thang|nam|day|ym)=|/calendar/|/lich/)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as a reader sees it."""

    url: str
    text: str
    headline: bool = False
    """It stands in a heading, as the titles of a list of articles do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """How to turn to the next page of a list: an address, with a form to post if there is one."""

    url: str
    form: tuple[tuple[str, str], ...] | None = None


def article_links(tree: Element, page_url: str, portal: Portal) -> tuple[Link, ...]:
    """Give the links of a list page that lead to articles, each address once."""
    found: dict[str, Link] = {}
    for link in _links(tree, page_url):
        if is_article(link.url, link.text, portal, listed=link.headline):
            key = canonical(link.url, portal)
            if key not in found or len(link.text) > len(found[key].text):
                found[key] = link
    return tuple(found.values())


def is_article(url: str, text: str, portal: Portal, *, listed: bool = False) -> bool:
    """Say whether an address leads to an article, by the profile's pattern or by its looks.

    Args:
        url: the address.
        text: the words of the link.
        portal: the portal.
        listed: its surroundings say so already: a feed, a heading in a list.
    """
    if not same_site(url, portal) or is_home(url, portal):
        return False
    parts = urlsplit(url)
    if _FILES.search(parts.path):
        return False
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    if portal.article_pattern is not None:
        return re.search(portal.article_pattern, target) is not None
    if _NOT_ARTICLE.search(target) or _CALENDAR.search(target):
        return False
    if any(name.lower() in _ID_PARAMETERS for name in parse_qs(parts.query)):
        return True
    if listed:
        return bool(text)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return (_SLUG.search(last) is not None or _NUMBERED.search(parts.path) is not None) and len(
        text
    ) != 1


def next_turn(tree: Element, page_url: str, portal: Portal, number: int) -> Turn | None:
    """Find how to turn from page `number` to the next: a link, or a form posted by script."""
    for anchor in _pager_anchors(tree, number):
        href = anchor.get("href", "") or ""
        script = href if "__doPostBack" in href else anchor.get("onclick", "") or ""
        if (call := _POSTBACK.search(script)) and (form := _form_fields(anchor, call)):
            return Turn(url=_action(anchor, page_url), form=form)
        url = absolute(page_url, href)
        if url and same_site(url, portal) and not _CALENDAR.search(url):
            return Turn(url=url)
    return None


def pager_url(pager: str, list_url: str, number: int) -> str | None:
    """Build the address of a page from the profile's pager (`?page={page}`, `page/{page}/`)."""
    piece = pager.replace("{page}", str(number))
    if piece.startswith(("http://", "https://", "/")):
        return absolute(list_url, piece)
    if piece.startswith(("?", "&")):
        joiner = "&" if "?" in list_url else "?"
        return list_url + joiner + piece[1:]
    base, question, query = list_url.partition("?")
    return base.rstrip("/") + "/" + piece + question + query


def page_number(url: str) -> int | None:
    """Read the page number an address bears, if any."""
    found = _PAGE_NUMBER.findall(url)
    return int(found[-1]) if found and len(found[-1]) < 9 else None


def head_links(tree: Element, page_url: str) -> dict[str, str]:
    """Give the page's own links in its head: `canonical` and `shortlink`."""
    found: dict[str, str] = {}
    for node in tree.iterfind(".//link[@href]"):
        for name in (node.get("rel") or "").lower().split():
            if name in {"canonical", "shortlink"} and (
                url := absolute(page_url, node.get("href") or "")
            ):
                found.setdefault(name, url)
    return found


def feed_links(tree: Element, page_url: str) -> tuple[str, ...]:
    """Give the feeds a page announces, those of comments left out."""
    found: dict[str, None] = {}
    for node in tree.iterfind(".//link[@href]"):
        kind = (node.get("type") or "").lower()
        if kind in {"application/rss+xml", "application/atom+xml"}:
            url = absolute(page_url, node.get("href") or "")
            if url and "comment" not in url:
                found[url] = None
    return tuple(found)


def _links(tree: Element, page_url: str) -> Iterator[Link]:
    for anchor in tree.iterfind(".//a[@href]"):
        url = absolute(page_url, anchor.get("href") or "")
        if url is not None:
            text = _words(anchor) or " ".join((anchor.get("title") or "").split())
            yield Link(url=url, text=text, headline=_is_headline(anchor, text))


def _pager_anchors(tree: Element, number: int) -> Iterator[Element]:
    """Give the anchors that may turn the page, the surest first."""
    anchors = list(tree.iterfind(".//a"))
    yield from (a for a in anchors if "next" in (a.get("rel") or "").lower().split())
    yield from (a for a in anchors if _NEXT_CLASS.search(_classes(a)))
    wanted = str(number + 1)
    in_pagers = [a for a in anchors if _in_pager(a)]
    yield from (a for a in in_pagers if _words(a) == wanted)
    yield from (a for a in in_pagers if _words(a).lower() in _NEXT_TEXT)
    yield from (
        a for a in anchors if _words(a) == wanted and "__doPostBack" in (a.get("href") or "")
    )


def _is_headline(anchor: Element, text: str) -> bool:
    """Say whether a link stands where lists put titles; a short heading may name a section."""
    nodes = [node for node in (anchor, anchor.getparent(), *anchor[:1]) if node is not None]
    if any(_TITLE_CLASS.search(node.get("class") or "") for node in nodes):
        return True
    return len(text) >= 30 and any(node.tag in {"h1", "h2", "h3", "h4"} for node in nodes)


def _words(node: Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _classes(anchor: Element) -> str:
    parent = anchor.getparent()
    return (
        f"{anchor.get('class') or ''} {(parent.get('class') or '') if parent is not None else ''}"
    )


def _in_pager(anchor: Element) -> bool:
    node: Element | None = anchor.getparent()
    for _ in range(4):
        if node is None:
            return False
        name = f"{node.get('class') or ''} {node.get('id') or ''}".lower()
        if re.search(
            r"pag(?:er|ing|ination|e-?n|e_)|phan-?trang|page-list|search-?container", name
        ):
            return True
        node = node.getparent()
    return page_number(anchor.get("href") or "") is not None


def _form_fields(anchor: Element, call: re.Match[str]) -> tuple[tuple[str, str], ...] | None:
    form = _form_of(anchor)
    if form is None:
        return None
    fields = [
        (node.get("name") or "", node.get("value") or "")
        for node in form.iterfind(".//input[@type='hidden']")
        if node.get("name") not in {None, "__EVENTTARGET", "__EVENTARGUMENT"}
    ]
    return (("__EVENTTARGET", call.group(1)), ("__EVENTARGUMENT", call.group(2)), *fields)


def _form_of(anchor: Element) -> Element | None:
    return next(anchor.iterancestors("form"), None)


def _action(anchor: Element, page_url: str) -> str:
    form = _form_of(anchor)
    action = form.get("action") if form is not None else None
    return absolute(page_url, action or page_url) or page_url
