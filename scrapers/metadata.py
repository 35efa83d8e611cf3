"""What a page says of itself to machines: JSON-LD, OpenGraph and microdata; pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scrapers.elements import Document, find_all, said_by, tidy

_ARTICLES = frozenset(
    {
        "Article",
        "NewsArticle",
        "BlogPosting",
        "Report",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "SocialMediaPosting",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """A page's own statements, as written; None where it makes none."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    author: str | None = None
    section: str | None = None
    site: str | None = None
    canonical: str | None = None
    is_article: bool = False


def read_metadata(document: Document) -> Metadata:
    """Gather a page's statements; JSON-LD goes before OpenGraph, that before microdata."""
    linked = next(_linked_articles(document), {})
    named = _named(document)
    items = _items(document)
    published = linked.get("datePublished") or named.get("article:published_time")
    return Metadata(
        title=_text(linked.get("headline")) or named.get("og:title") or items.get("headline"),
        published=_text(published) or items.get("datePublished") or named.get("pubdate"),
        updated=_text(linked.get("dateModified"))
        or named.get("article:modified_time")
        or items.get("dateModified"),
        author=_name(linked.get("author")) or items.get("author"),
        section=_text(linked.get("articleSection")) or named.get("article:section"),
        site=named.get("og:site_name"),
        canonical=_canonical(document) or named.get("og:url"),
        is_article=bool(linked) or named.get("og:type") == "article",
    )


def _linked_articles(document: Document) -> Iterator[Mapping[str, object]]:
    for script in find_all(document, 'script[type="application/ld+json"]'):
        try:
            # Portals write raw line breaks into JSON strings.
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (item for item in _objects(value) if _is_article(item))


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """Give the objects of a graph in order, however deep its lists are nested."""
    waiting = [value]
    while waiting:
        first = waiting.pop()
        if isinstance(first, list):
            waiting.extend(reversed(first))
        elif isinstance(first, dict):
            yield first
            waiting.append(first.get("@graph"))


def _is_article(item: Mapping[str, object]) -> bool:
    kinds = item.get("@type")
    return any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _named(document: Document) -> dict[str, str]:
    named: dict[str, str] = {}
    for meta in document.tree.iter("meta"):
        key, value = meta.get("property") or meta.get("name"), meta.get("content")
        if key and value and value.strip():
            named.setdefault(key.strip().lower(), tidy(value))
    return named


def _items(document: Document) -> dict[str, str]:
    items: dict[str, str] = {}
    if "itemprop" not in document.html:
        return items
    for key in ("headline", "datePublished", "dateModified", "author"):
        found = [said_by(item) for item in find_all(document, f'[itemprop~="{key}"]')]
        if len(set(found)) == 1 and found[0]:
            items[key] = found[0]
    return items


def _canonical(document: Document) -> str | None:
    found = {link.get("href", "").strip() for link in find_all(document, 'link[rel~="canonical"]')}
    return found.pop() or None if len(found) == 1 else None


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return tidy(value) or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)
