"""From a few pages of an unknown portal to a draft of its profile, and what that would yield."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from corpus.records import Article, Page
from scrapers.charset import decode
from scrapers.elements import tidy
from scrapers.errors import FetchError, LayoutError
from scrapers.portal import Portal
from scrapers.profiles import load_portals
from scrapers.read import read_article
from scrapers.recognise import recognise

Get = Callable[[str], Page]

SAMPLES = 3
_SHORTEST_HEADLINE = 25
_FEEDS = {"wordpress": ("feed/",), "nukeviet": ("rss/",), "drupal": ("rss.xml",)}
_SITEMAPS = {
    "wordpress": ("wp-sitemap.xml",),
    "nukeviet": ("sitemap.xml",),
    "": ("sitemap.xml",),
}
_PAGERS = {"wordpress": "page/{page}/", "drupal": "?page={page}"}
_NOT_ARTICLES = re.compile(
    r"\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|zip|rar|mp[34]|css|js|xml)$|/(?:tag|tags|author|login|search|"
    r"tim-kiem|lien-he|rss|feed|wp-login|user)(?:/|$)",
    re.IGNORECASE,
)
_SLUG_PART = re.compile(r"[^/?&=.-]*-[^/?&=.]*[^/?&=.\d-]")
_NOT_SEEN = "not read: drafted by probe; read it before the first crawl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the draft yields on one page: an article, or the reason why not."""

    url: str
    article: Article | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """A profile's draft with what speaks for it."""

    portal: Portal
    toml: str
    evidence: tuple[str, ...]
    previews: tuple[Preview, ...]


def probe(url: str, get: Get) -> Probe:
    """Recognise a portal's engine and draft its profile from at most eight pages.

    `get` fetches, politely; nothing else here knows of a network.

    Raises:
        FetchError: the first page cannot be had; what fails after it is part of the answer.
    """
    home = get(url)
    text = decode(home.body, _header(home, "content-type")).text
    soup = BeautifulSoup(text, "lxml")
    found = recognise(text, headers=home.headers, url=home.url)
    portal = _named(soup, home.url, found.engine)
    addresses = headlines(soup, home.url)[:SAMPLES]
    pages = tuple(_pages(addresses, get))
    portal, previews = _choose(portal, pages)
    read = [preview.url for preview in previews if preview.article]
    portal = replace(
        portal,
        feeds=_answering(_feed_addresses(soup, portal), get, kinds=("xml", "rss", "atom")),
        sitemaps=_answering(_sitemap_addresses(portal), get, kinds=("xml",)),
        rest=_rest_address(soup),
        lists=(portal.home,),
        pager=_pager(portal),
        article_pattern=shared_pattern(read),
        evidence="; ".join(found.evidence) or "no trace of an engine we know",
    )
    return Probe(
        portal=portal, toml=write_profile(portal), evidence=found.evidence, previews=previews
    )


def headlines(soup: BeautifulSoup, base: str) -> list[str]:
    """Give the addresses on a page that look like articles: long words, a deep path, this host."""
    found: dict[str, None] = {}
    host = urlsplit(base).netloc
    for link in soup.find_all("a", href=True):
        address = urljoin(base, str(link["href"])).partition("#")[0]
        parts = urlsplit(address)
        words = tidy(link.get_text(" ")) or str(link.get("title") or "")
        if parts.netloc != host or parts.path in {"", "/"} or address == base:
            continue
        if len(words) >= _SHORTEST_HEADLINE and not _NOT_ARTICLES.search(parts.path):
            found.setdefault(address)
    return sorted(found, key=lambda address: not _looks_deep(address))


def _looks_deep(address: str) -> bool:
    parts = urlsplit(address)
    return bool(re.search(r"\d{2,}|-\w+-\w+", parts.path + "?" + parts.query))


def shared_pattern(addresses: Sequence[str]) -> str | None:
    """Give the pattern that all addresses fit, if there is one."""
    for numbered in (True, False):
        shapes = {_shape(address, numbered=numbered) for address in addresses}
        if len(shapes) == 1:
            return shapes.pop()
    return None


def _shape(address: str, *, numbered: bool) -> str:
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    pieces: list[str] = []
    for piece in re.split(r"([/?&=.])", target):
        if piece in {"?", "."}:
            pieces.append("\\" + piece)
        elif piece in {"&", "="}:
            pieces.append(piece)
        elif _SLUG_PART.match(piece + "x") and "-" in piece:
            ends = numbered and re.search(r"-\d+$", piece)
            pieces.append(r"[^/]+-\d+" if ends else "[^/]+")
        else:
            pieces.append(re.sub(r"\d+", r"\\d+", re.escape(piece)))
    return "^" + "".join(pieces) + "$"


def _pages(addresses: Sequence[str], get: Get) -> Iterator[Page | Preview]:
    for address in addresses:
        try:
            yield get(address)
        except FetchError as error:
            yield Preview(url=address, fault=str(error))


def _choose(portal: Portal, pages: Sequence[Page | Preview]) -> tuple[Portal, tuple[Preview, ...]]:
    """Keep the recognised engine if it reads anything, else see what `generic` reads."""
    best = _read(portal, pages)
    if portal.engine != "generic" and not any(preview.article for preview in best):
        other = replace(portal, engine="generic")
        read = _read(other, pages)
        if any(preview.article for preview in read):
            return other, read
    return portal, best


def _read(portal: Portal, pages: Sequence[Page | Preview]) -> tuple[Preview, ...]:
    previews: list[Preview] = []
    for page in pages:
        if isinstance(page, Preview):
            previews.append(page)
            continue
        try:
            previews.append(Preview(url=page.url, article=read_article(page, portal)))
        except LayoutError as error:
            previews.append(Preview(url=page.url, fault=str(error)))
    return tuple(previews)


def _named(soup: BeautifulSoup, url: str, engine: str) -> Portal:
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}/"
    host = (parts.hostname or "portal").removeprefix("www.")
    known = next((one for one in load_portals() if urlsplit(one.home).hostname == host), None)
    site = soup.find("meta", property="og:site_name")
    title = soup.title.get_text() if soup.title else ""
    named = str(site.get("content")) if isinstance(site, Tag) and site.get("content") else title
    return Portal(
        slug=re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-"),
        name=tidy(named) or host,
        home=home,
        engine=engine,
        kind=known.kind if known else "other",
        province_old=known.province_old if known else None,
        province_new=known.province_new if known else None,
        place=known.place if known else None,
        robots_note=_NOT_SEEN,
        terms_note=_NOT_SEEN,
    )


def _feed_addresses(soup: BeautifulSoup, portal: Portal) -> list[str]:
    linked = [
        urljoin(portal.home, str(link["href"]))
        for link in soup.find_all("link", href=True, type=re.compile(r"application/(?:rss|atom)"))
        if "comment" not in str(link["href"])
    ]
    usual = [portal.home + path for path in _FEEDS.get(portal.engine, ())]
    return list(dict.fromkeys([*linked[:2], *usual]))[:2]


def _sitemap_addresses(portal: Portal) -> list[str]:
    paths = _SITEMAPS.get(portal.engine, _SITEMAPS[""])
    return [portal.home + path for path in paths]


def _answering(addresses: Sequence[str], get: Get, *, kinds: Sequence[str]) -> tuple[str, ...]:
    """Give the addresses that answer with the kind hoped for: many sites send home instead."""
    kept: list[str] = []
    for address in addresses:
        try:
            page = get(address)
        except FetchError:
            continue
        if page.status == 200 and any(kind in page.content_type for kind in kinds):
            kept.append(address)
    return tuple(kept)


def _rest_address(soup: BeautifulSoup) -> str | None:
    link = soup.find("link", rel="https://api.w.org/", href=True)
    return urljoin(str(link["href"]), "wp/v2/posts") if isinstance(link, Tag) else None


def _pager(portal: Portal) -> str | None:
    path = _PAGERS.get(portal.engine)
    return portal.home + path if path else None


def _header(page: Page, name: str) -> str:
    return next((value for key, value in page.headers if key.lower() == name), "")


def write_profile(portal: Portal) -> str:
    """Write a profile as TOML, leaving out what is unknown."""
    blank = Portal(slug="", name="", home="", engine="")
    kept = {"slug", "name", "home", "engine", "delay_seconds", "at_least", "verified"}
    lines: list[str] = []
    for key in Portal.__dataclass_fields__:
        value = getattr(portal, key)
        if key == "selectors" or (key not in kept and value == getattr(blank, key)):
            continue
        lines.append(f"{key} = {_toml(value)}")
    if portal.selectors:
        lines += ["", "[selectors]"]
        lines += [f"{key} = {_toml(value)}" for key, value in portal.selectors.items()]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = "".join(_escape(character) for character in value)
        return f'"{escaped}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return str(value)


def _escape(character: str) -> str:
    if character in {'"', "\\"}:
        return "\\" + character
    return (
        f"\\u{ord(character):04x}" if ord(character) < 32 or ord(character) == 127 else character
    )
