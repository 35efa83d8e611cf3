"""One look of a family of sites, as data: where its pages keep what we read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_SELECTED = ("title", "lead", "body", "published", "updated", "byline", "source", "section",
             "credits", "files", "captions", "parts", "drop")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look of a family: CSS selectors by attribute, tried in order; facts only."""

    name: str
    title: Sequence[str]
    body: Sequence[str]
    until: date | None = None
    """Last day on which pages with this look were fetched."""
    lead: Sequence[str] = ()
    published: Sequence[str] = ()
    updated: Sequence[str] = ()
    byline: Sequence[str] = ()
    source: Sequence[str] = ()
    credits: Sequence[str] = ()
    """Lines that name an author or a source and say which (`Tác giả:`, `Nguồn tin:`)."""
    section: Sequence[str] = ()
    files: Sequence[str] = ()
    """Boxes outside the body in which every link is a document."""
    captions: Sequence[str] = ()
    """Captions of pictures shown outside the body."""
    parts: Sequence[str] = ()
    """Links to the other pages of the same article."""
    drop: Sequence[str] = ()
    """What stands in the body and is no part of the article."""
    locked: Sequence[str] = ()
    """What stands in the body of an article that asks for a password."""
    bold_lead: bool = False
    """Is the lead the first paragraph, set in bold?"""
    metadata_dates: bool = True
    """May the dates a page gives to machines be believed?"""
    dated: bool = True
    """Does every article of this look show a date?"""


def selectable() -> tuple[str, ...]:
    """Give the keys a profile may give selectors for."""
    return _SELECTED
