"""Feeds (RSS, Atom) and WordPress's REST lists to article addresses; pure."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import feedparser

from scrapers.sitemaps import XmlError, parse_xml

REST_FIELDS = "id,link,date_gmt,modified_gmt,content.protected"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """One entry of a feed; dates stay the text they came as."""

    url: str
    title: str
    published: str | None
    guid: str | None
    version: str
    """Changes when the entry does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRow:
    """One post of a WordPress REST list."""

    number: int
    url: str
    published: str
    modified: str
    protected: bool = False


def read_feed(data: bytes, content_type: str = "") -> tuple[FeedRow, ...]:
    """Read the entries of a feed.

    Raises:
        XmlError: `not_feed` when the answer is something else, `xml_bomb` when it has entities.
    """
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000].lower()
    if not any(mark in start for mark in (b"<rss", b"<feed", b"<rdf")):
        raise XmlError("not_feed", f"is no feed ({content_type or 'no type'})")
    try:
        parse_xml(data)
    except XmlError as error:
        if error.fault == "xml_bomb":
            raise
    parsed = feedparser.parse(data, resolve_relative_uris=False, sanitize_html=False)
    return tuple(row for entry in parsed.entries if (row := _feed_row(entry)) is not None)


def read_rest(data: bytes) -> tuple[RestRow, ...]:
    """Read a page of WordPress posts.

    Raises:
        XmlError: `not_rest` when the answer is something else (a front page, most often).
    """
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise XmlError("not_rest", "is not JSON") from error
    if not isinstance(rows, list):
        raise XmlError("not_rest", "is not a list of posts")
    return tuple(row for item in rows if (row := _rest_row(item)) is not None)


def _feed_row(entry: Any) -> FeedRow | None:
    link = str(entry.get("link") or "").strip()
    guid = str(entry.get("id") or "").strip() or None
    if not link and guid and guid.startswith("http"):
        link = guid
    if not link:
        return None
    content = " ".join(str(part.get("value", "")) for part in entry.get("content", ()))
    # For a missing `updated` feedparser gives `published`, with a warning; a plain dict does not.
    told = [str(dict.get(entry, name) or "") for name in ("title", "summary", "updated")]
    return FeedRow(
        url=link,
        title=str(entry.get("title") or ""),
        published=dict.get(entry, "published") or dict.get(entry, "updated"),
        guid=guid,
        version=sha256("\x00".join([*told, content]).encode()).hexdigest()[:16],
    )


def _rest_row(item: Any) -> RestRow | None:
    if not isinstance(item, dict):
        return None
    number, link = item.get("id"), item.get("link")
    if not isinstance(number, int) or not isinstance(link, str) or not link:
        return None
    content = item.get("content")
    return RestRow(
        number=number,
        url=link,
        published=str(item.get("date_gmt") or ""),
        modified=str(item.get("modified_gmt") or ""),
        protected=isinstance(content, dict) and content.get("protected") is True,
    )
