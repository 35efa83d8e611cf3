"""What loosely stated periods mean beside the others of one text; pure.

`trong 5 tháng` is the stretch of five months stated before it, `từ đầu năm đến nay` in a report on
the first half-year is that half-year, and what stands `đến tháng 9` is September's.
"""

import calendar
from collections import deque
from collections.abc import Iterable, Reversible, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from corpus.records import Period
from pipeline.figures.cues import cue
from pipeline.figures.spelling import fold, place_tones
from pipeline.mentions.moments import count_of

LENGTH = cue(
    r"(mười một|mười hai|mười|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|\d{1,2}) (năm|quý|tháng)(?!\w)"
)
QUARTER = place_tones("quý")
MONTHS = {"năm": 12, QUARTER: 3, "tháng": 1}
BEFORE = cue("trước ")
PAST = cue(r"(?:qua|rồi|đây)$")
LOOK_BACK = timedelta(days=1100)
"""What ended longer ago is history, and not what `5 năm qua` means."""
MEMORY = 60
"""How many stretches are remembered: no article states more, and a book of them stays linear."""
REPORT_AGE = timedelta(days=45)
"""A report on the first months of a year comes out at most so long after they end."""
MONTH_NAMED = cue(r"tháng|^\D*\d{1,2}/\d{4}$")
DAY_NAMED = cue(r"ngày \d|\d tháng|\d ?[/.-] ?\d{1,2} ?[/.-] ?\d")


def settle(
    periods: Iterable[Period], *, before: Sequence[Period], today: date | None
) -> list[Period]:
    """Give each period the dates it means beside those stated before it.

    Args:
        periods: the periods of the text in order.
        before: what is stated before the text begins, as in its title.
        today: the day the article looks from.
    """
    known: deque[Period] = deque(filter(is_stretch, before), maxlen=MEMORY)
    settled: list[Period] = []
    for period in periods:
        meant = _settled(period, known, today)
        settled.append(meant)
        if is_stretch(meant):
            known.append(meant)
    return settled


def is_stretch(period: Period) -> bool:
    """Say whether a period is a stretch of known dates, longer than a day and no comparison."""
    loose = period.comparison or "approximate" in period.flags or "open" in period.flags
    if loose or period.start is None or period.end is None:
        return False
    return period.start < period.end


def is_length(period: Period) -> bool:
    """Say whether a period is only a length of time, counted back from the article's day."""
    return "approximate" in period.flags or "duration" in period.flags


def is_passing(period: Period) -> bool:
    """Say whether a length is told of one thing only: `sau 3 năm`, but not `3 năm qua`."""
    return is_length(period) and PAST.search(fold(period.text)) is None


def is_state(period: Period) -> bool:
    """Say whether a period is the end of a time left open: `tính đến 30/6`, `đến năm 2025`."""
    return "as_of" in period.flags or "deadline" in period.flags


def is_day(period: Period) -> bool:
    """Say whether a period is one day, and not the end of a time left open."""
    return period.start is not None and period.start == period.end and not is_state(period)


def _settled(period: Period, known: Reversible[Period], today: date | None) -> Period:
    if is_length(period):
        return _as_long(period, known, today)
    if "open" in period.flags:
        return _first_months(period, known)
    if period.start is None and period.end is not None and not BEFORE.match(fold(period.text)):
        return replace(period, start=_first_day(period, period.end))
    return period


def _as_long(period: Period, known: Reversible[Period], today: date | None) -> Period:
    """Let a length mean the stretch as long as it that was stated last."""
    length = LENGTH.match(fold(period.text))
    if length is None:
        return period
    count, unit = count_of(length[1]), length[2]
    for other in reversed(known):
        ended = today is None or other.end is None or other.end >= today - LOOK_BACK
        if ended and _is_as_long(_months_in(other), count, unit):
            return replace(period, start=other.start, end=other.end, flags=("inherited",))
    if unit == "tháng" and today is not None and period.start is not None:
        return _from_january(period, count, today)
    return period


def _is_as_long(months: int, count: int, unit: str) -> bool:
    """Compare; the years 2016 to 2021 are called five years as well as six."""
    wanted = count * MONTHS[unit]
    if unit == "năm":
        return count > 1 and months in (wanted, wanted + 12)
    return months == wanted < 12


def _months_in(period: Period) -> int:
    start, end = period.start, period.end
    if start is None or end is None:
        return 0
    return 12 * (end.year - start.year) + end.month - start.month + 1


def _from_january(period: Period, count: int, today: date) -> Period:
    """Let as many months as the year has had by now begin with January."""
    last = _last_day(today.year, today.month)
    ended = today.month if (last - today).days <= 7 else today.month - 1
    if count != ended:
        return period
    return replace(period, start=date(today.year, 1, 1), end=_last_day(today.year, count))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _first_months(period: Period, known: Reversible[Period]) -> Period:
    """Let `từ đầu năm đến nay` end where the report's own months of that year do."""
    start, end = period.start, period.end
    if start is None or (start.month, start.day) != (1, 1):
        return period
    for other in reversed(known):
        if other.start != start or other.end is None or other.end.year != start.year:
            continue
        if end is None or timedelta(0) <= end - other.end <= REPORT_AGE:
            return replace(period, end=other.end, flags=("inherited",))
    return period


def _first_day(period: Period, end: date) -> date:
    """Give the first day of the year, quarter, month or day that a state is told of."""
    if (end.month, end.day) == (12, 31):
        return date(end.year, 1, 1)
    words = fold(period.text)
    if QUARTER in words:
        return date(end.year, end.month - 2, 1)
    if not DAY_NAMED.search(words) and MONTH_NAMED.search(words):
        return date(end.year, end.month, 1)
    return end
