"""A page laid out for reading: its elements, and what is known of where it came from."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from scrapers.elements import Document, Element
from scrapers.metadata import Metadata, read_metadata
from scrapers.portal import Portal


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page, parsed, with all that a layout may ask about it."""

    document: Document
    portal: Portal
    url: str | None
    fetched_on: date
    article_id: str
    page_sha256: str

    @property
    def tree(self) -> Element:
        """Give the page's root element."""
        return self.document.tree

    @property
    def html(self) -> str:
        """Give the page's text, decoded."""
        return self.document.html

    @property
    def where(self) -> str:
        """Give the address for messages."""
        return self.url or "a page without an address"

    @property
    def zone(self) -> ZoneInfo:
        """Give the portal's time zone."""
        return ZoneInfo(self.portal.timezone)

    @cached_property
    def metadata(self) -> Metadata:
        """Give what the page says of itself to machines."""
        return read_metadata(self.document)
