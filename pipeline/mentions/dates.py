"""Calendar arithmetic: stretches of days, and the day an article looks from."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.records import Published

Span = tuple[date | None, date | None]
UNKNOWN: Span = (None, None)
AHEAD = timedelta(days=31)
"""News speaks of what was; a plan for the coming month is the furthest it looks unsaid."""
LATELY = timedelta(days=92)
"""What a date alone looks back on: a quarter of a year."""

FIRST_YEAR, LAST_YEAR = 1900, 2099
_PLAIN = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})


def plain_words(text: str) -> str:
    """Write words as tables have them: small, one blank apart.

    Patterns that ignore case take three letters for `i` and `s` that `lower` leaves as they are.
    """
    return " ".join(text.translate(_PLAIN).lower().split())


def day_of(year: int, month: int, day: int) -> date | None:
    """Give the day, or None when the calendar has no such day."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def months_of(year: int, first: int, last: int) -> Span:
    """Give the stretch from the first day of one month to the last day of another."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= 12):
        return UNKNOWN
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def year_of(year: int, last: int | None = None) -> Span:
    """Give a whole year, or the years up to and with `last`."""
    last = year if last is None else last
    if not FIRST_YEAR <= year <= last <= LAST_YEAR:
        return UNKNOWN
    return date(year, 1, 1), date(last, 12, 31)


def quarter_of(year: int, quarter: int, last: int | None = None) -> Span:
    """Give a quarter of a year, or the quarters up to and with `last`."""
    return months_of(year, 3 * quarter - 2, 3 * (last or quarter))


def week_of(day: date, weeks: int = 0) -> tuple[date, date]:
    """Give Monday to Sunday of the week so many weeks from the one a day lies in."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def add_months(day: date, months: int) -> date:
    """Move a day by months, back to the month's last day where it is too short."""
    count = day.year * 12 + day.month - 1 + months
    year, month = min(max(count // 12, FIRST_YEAR), LAST_YEAR), count % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift_years(span: Span, years: int) -> Span:
    """Move a stretch by whole years; a month's last day stays its last day."""
    start, end = span
    if end is not None:
        moved = add_months(end, 12 * years)
        if end.day == calendar.monthrange(end.year, end.month)[1]:
            moved = moved.replace(day=calendar.monthrange(moved.year, moved.month)[1])
        end = moved
    return (add_months(start, 12 * years) if start else None), end


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day an article looks from: `day` when known, `latest` the last day it can be."""

    day: date | None
    latest: date | None
    alone: bool = False
    """True for a text that is a time and no more: no verb says that it is past."""
    planned: bool = False
    """True after `sẽ`, `dự kiến`: what is not from this very month is still to come."""

    @classmethod
    def of(cls, published: Published | None, event: date | None = None) -> "Today":
        """Take the day of publication, else of the event, else only the month or year."""
        if published is None:
            return cls(day=event, latest=event)
        day = published.at.date()
        if not FIRST_YEAR < day.year < LAST_YEAR:
            return cls(day=event, latest=event)
        if published.precision in ("minute", "day"):
            return cls(day=day, latest=day)
        if event is not None:
            return cls(day=event, latest=event)
        last = months_of(day.year, day.month, day.month)[1]
        latest = last if published.precision == "month" else date(day.year, 12, 31)
        return cls(day=None, latest=latest)

    @property
    def year(self) -> int | None:
        """Give the year the article is from, where known."""
        return self.latest.year if self.latest else None

    def recent(self, month: int, day: int = 1, *, last: int | None = None) -> int | None:
        """Give the latest year in which this day of the year is not far in the future.

        Alone, a time is a recent one or the next to come; `last` is the month that ends it.
        """
        if self.latest is None:
            return None
        that = day_of(self.latest.year, month, min(day, 28))
        if that is None:
            return None
        year = self.latest.year - (that > self.latest + AHEAD)
        over = months_of(year, month, last or month)[1]
        back = LATELY if self.alone else AHEAD if self.planned else None
        return year + (back is not None and over is not None and over < self.latest - back)

    def reported(self) -> int | None:
        """Give the year a yearly report speaks of: in January and February the one before."""
        if self.latest is None:
            return None
        return self.latest.year - (self.day is not None and self.day.month <= 2)
