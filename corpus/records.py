"""The types that flow between rooms; no input or output.

What a text holds many of is a `Struct`, made several times faster than a frozen dataclass.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from msgspec import Struct

FieldCode = Literal["kinh_te", "van_hoa_xa_hoi", "an_ninh_quoc_phong", "he_thong_chinh_tri"]
PublishedFrom = Literal["meta", "selector", "feed", "url", "given"]
Precision = Literal["minute", "day", "month", "year"]
Qualifier = Literal[
    "exact", "about", "nearly", "more_than", "less_than", "at_least", "at_most", "range"
]
Kind = Literal["level", "change", "target", "rank", "zero"]
Era = Literal["2025-06", "2025-07"]
PlaceLevel = Literal[
    "tỉnh", "thành phố", "thị xã", "quận", "huyện", "thị trấn", "phường", "xã", "đặc khu", "thôn"
]
IssueLevel = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article came out, how precisely that is known, and where it was read."""

    at: datetime
    precision: Precision
    source: PublishedFrom

    @property
    def iso(self) -> str:
        """Give the date as ISO text no more precise than what is known (`2019`, `2019-02`)."""
        length = {"year": 4, "month": 7}.get(self.precision, 10)
        return self.at.date().isoformat()[:length]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer from a portal, bytes as received after transfer decoding."""

    portal: str
    url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def content_type(self) -> str:
        """Give the media type without parameters, lower case, or an empty text."""
        value = next((v for k, v in self.headers if k.lower() == "content-type"), "")
        return value.partition(";")[0].strip().lower()

    @property
    def sha256(self) -> str:
        """Give the hash of the body, in hexadecimal."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file an article links to; `text_missing` when only its picture is known."""

    url: str
    title: str | None = None
    sha256: str | None = None
    text_missing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What the page says, word for word: nothing cleaned, nothing judged."""

    id: str
    portal: str | None
    url: str | None
    title: str
    lead: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...] = ()
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    published: Published | None = None
    updated_at: datetime | None = None
    section: str | None = None
    byline: str | None = None
    source: str | None = None
    attachments: tuple[Attachment, ...] = ()
    layout: str = ""
    page_sha256: str = ""
    page_clock: date | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of the tokeniser with its place in the body: `body[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The cleaned text of an article: NFC, boilerplate and contact data removed."""

    article_id: str
    title: str
    lead: str | None
    body: str
    removed: Mapping[str, int]
    """How many pieces each cleaning step took out; counts only, never what they were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """The province an article speaks from, with its codes on both maps."""

    name: str
    code_old: str | None
    code_new: str | None
    source: Literal["given", "portal", "text"]


class Period(Struct, frozen=True, kw_only=True):
    """A stretch of time as written; an unknown end stays None. Offsets into the body."""

    text: str
    start: date | None
    end: date | None
    begin: int
    finish: int
    comparison: bool = False
    """True for the other period of a comparison (`so với cùng kỳ năm 2023`)."""
    flags: tuple[str, ...] = ()


class Place(Struct, frozen=True, kw_only=True):
    """An administrative unit in a text; `code` means something only with its `era`."""

    text: str
    level: PlaceLevel
    name: str
    code: str | None
    era: Era | None
    province_old: str | None
    province_new: str | None
    begin: int
    finish: int
    candidates: tuple[str, ...] = ()
    """`era:code` of every unit the mention may mean, when it is a tie."""
    flags: tuple[str, ...] = ()


class Document(Struct, frozen=True, kw_only=True):
    """A reference to a law or directive; a malformed date is None and flagged."""

    type: str | None
    symbol: str
    number: str
    date: date | None
    issuer: str | None
    text: str
    start: int
    end: int
    flags: tuple[str, ...] = ()


class Change(Struct, frozen=True, kw_only=True):
    """A movement: how far, in which unit, against what."""

    direction: Literal["up", "down"]
    value: Decimal | None
    unit: str
    base: str | None = None
    from_value: Decimal | None = None
    to_value: Decimal | None = None


class Figure(Struct, frozen=True, kw_only=True):
    """A number that counts, and the words it stands in: `body[start:end] == quote`."""

    indicator: str
    family: str
    value: Decimal
    value_max: Decimal | None = None
    unit: str
    unit_text: str = ""
    qualifier: Qualifier = "exact"
    kind: Kind = "level"
    denominator: Decimal | None = None
    change: Change | None = None
    subject: str = ""
    period: Period | None = None
    place: Place | None = None
    part_of: int | None = None
    """Index, among the article's figures, of the total this one is a part of."""
    quote: str
    start: int
    end: int
    confidence: float
    rule: str
    flags: tuple[str, ...] = ()


class Check(Struct, frozen=True, kw_only=True):
    """An identity that the figures of one article should satisfy; nothing is corrected."""

    identity: str
    holds: bool
    difference: Decimal
    figures: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Which fields an article is about, by a model or by a person."""

    scores: Mapping[str, float]
    tags: tuple[str, ...]
    unsure: tuple[str, ...]
    primary: str | None
    relevance: float
    relevant: bool
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read out of one text."""

    text: Text
    province: Province | None
    event_date: date | None
    figures: tuple[Figure, ...]
    checks: tuple[Check, ...]
    periods: tuple[Period, ...]
    places: tuple[Place, ...]
    documents: tuple[Document, ...]
    label: Label
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article with all that was read from it: what the store keeps in one transaction."""

    article: Article
    reading: Reading
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something a person may have to look at, from one portal and stage of a run."""

    run: str
    portal: str | None
    stage: str
    level: IssueLevel
    message: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalCount:
    """What one portal gave in one run."""

    portal: str
    found: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    failed: int = 0
    bytes: int = 0
    verdict: Literal["fine", "quiet", "dead", "blocked", "broken"] = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """The night in numbers."""

    run: str
    started_at: datetime
    finished_at: datetime
    portals: tuple[PortalCount, ...]
    articles: int
    figures: int
    fields: Mapping[str, int]
    issues: tuple[Issue, ...] = ()
