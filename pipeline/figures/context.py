"""What is known about an article before its figures are read."""

from dataclasses import dataclass
from datetime import date

from corpus.records import Document, Period, Place, Province, Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Title, dates, province and mentions of one article; everything may be missing."""

    title: str = ""
    published: Published | None = None
    event_date: date | None = None
    province: Province | None = None
    periods: tuple[Period, ...] = ()
    places: tuple[Place, ...] = ()
    documents: tuple[Document, ...] = ()

    @property
    def today(self) -> date | None:
        """Give the day the article looks from: its publication's, else its event's."""
        return self.published.at.date() if self.published is not None else self.event_date
