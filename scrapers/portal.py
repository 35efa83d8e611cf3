"""The profile of a portal: facts, no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

PortalKind = Literal["portal", "newspaper", "demo", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """How a portal's pages were read up to a day, before it changed its look."""

    until: date
    """Last day on which pages with this look were fetched."""
    engine: str
    selectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """What we know of one portal before we knock."""

    slug: str
    name: str
    home: str
    engine: str
    """Key of `scrapers.layouts.LAYOUTS`."""
    kind: PortalKind = "portal"
    province_old: str | None = None
    province_new: str | None = None
    """GSO codes of the province it speaks for, on the map of 2025-06 and of 2025-07."""
    place: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None
    """Slug of the portal that carries on after `valid_until`."""
    rest: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    pager: str | None = None
    """How a list page's address changes with the page number, with `{page}`."""
    article_pattern: str | None = None
    """Regular expression an article's address must match (path and query)."""
    id_pattern: str | None = None
    """Regular expression whose first group identifies the article whatever its address."""
    drop_parameters: tuple[str, ...] = ()
    selectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """CSS selectors by attribute of `Article`, over those of the layout."""
    date_format: str | None = None
    past: tuple[Past, ...] = ()
    """Earlier looks, so that pages kept from then can still be read."""
    delay_seconds: float = 5.0
    at_least: int = 1
    """Articles a normal week must bring; fewer raises an alarm."""
    timezone: str = "Asia/Ho_Chi_Minh"
    verified: bool = False
    robots_note: str = ""
    terms_note: str = ""
    allow_private: bool = False
    """May this profile's addresses be loopback or private ones (the demo, a test rig)?"""
    tls_fault: str | None = None
    """Name of a known certificate fault of this host; it is logged at every fetch."""
    evidence: str = ""
