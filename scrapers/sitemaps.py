"""Sitemaps and their indexes to addresses, without entities and with limits; pure."""

import re
from dataclasses import dataclass

from lxml import etree

from scrapers.bodies import BodyError, gunzip

_MAX_BYTES = 52_428_800
_MAX_ROWS = 50_000
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
# Parts of an index that list no articles (WordPress, Yoast, Rank Math, NukeViet).
NOT_ARTICLES = re.compile(
    r"(?i)(?:taxonom|users?|authors?|categor(?:y|ies)|post_tag|tags?|posts-page|page|image|video"
    r"|product|attachment|media)[-_]?(?:sitemap)?[-_]?\d*\.xml(?:\.gz)?$"
    r"|[?&]sitemap=(?:taxonomies|users)|sitemap-subtype=(?:page|attachment)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapRow:
    """One address of a sitemap, and when it says that it last changed."""

    url: str
    changed: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """A sitemap, or an index of others when `is_index`."""

    is_index: bool
    rows: tuple[SitemapRow, ...]


class XmlError(Exception):
    """Raise when an answer is not the XML it should be; `fault` is its name."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


def read_sitemap(data: bytes) -> Sitemap:
    """Read a sitemap or a sitemap index, gzipped or not.

    Raises:
        XmlError: `xml_bomb`, `bomb`, `not_xml` or `not_sitemap`.
    """
    if data[:2] == b"\x1f\x8b":
        try:
            data = gunzip(data, _MAX_BYTES)
        except BodyError as error:
            raise XmlError(error.fault, str(error)) from error
    if data.lstrip()[:5].lower() == b"http:" or data.lstrip()[:6].lower() == b"https:":
        lines = data.decode("utf-8", "replace").split()
        return Sitemap(is_index=False, rows=tuple(SitemapRow(url=u) for u in lines[:_MAX_ROWS]))
    root = parse_xml(data)
    name = _name(root)
    if name not in {"urlset", "sitemapindex"}:
        raise XmlError("not_sitemap", f"the root element is {name!r}")
    rows = tuple(row for node in root[:_MAX_ROWS] if (row := _row(node)) is not None)
    return Sitemap(is_index=name == "sitemapindex", rows=rows)


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML that a stranger sent: no entities, no network, no huge trees."""
    if _ENTITY.search(data):
        raise XmlError("xml_bomb", "declares entities")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if not start.startswith(b"<") or start.startswith((b"<!doctype html", b"<html")):
        raise XmlError("not_xml", "is not XML")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True
    )
    try:
        root = etree.fromstring(data.lstrip(b"\xef\xbb\xbf \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError("not_xml", str(error)) from error
    if root is None:
        raise XmlError("not_xml", "holds no element")
    return root


def _row(node: etree._Element) -> SitemapRow | None:
    values: dict[str, str] = {}
    for child in node.iter():
        if isinstance(child.tag, str) and child.text and child.text.strip():
            values.setdefault(_name(child), child.text.strip())
    if "loc" not in values:
        return None
    return SitemapRow(
        url=values["loc"],
        changed=values.get("lastmod") or values.get("publication_date"),
        title=values.get("title"),
    )


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
