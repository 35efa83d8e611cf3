"""Vietnamese dates to aware datetimes; pure, and refuses what cannot be decided."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corpus.records import Precision
from scrapers.errors import LayoutError

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Moment(NamedTuple):
    """A point in time and how precisely it was written."""

    at: datetime
    precision: Precision


class _Day(NamedTuple):
    day: date
    precision: Precision
    start: int
    end: int


class _Weekday(NamedTuple):
    """A day of the week, and whether a program that may think American wrote it."""

    number: int
    short: bool


_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
    "chạp": 12, "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4,
    "bảy": 5, "bẩy": 5, "7": 5,
}  # fmt: skip
_VN_MONTH = r"(?:mười\s+(?:một|hai)|mười|một|giêng|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp)"
_EN_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = re.compile(
    r"(?<!\w)(?:thứ\s*(?P<name>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|t(?P<short>[2-7])"
    r"|(?P<sunday>chủ\s*nhật|chúa\s*nhật|cn)"
    r"|(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?)(?!\w)"
)
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[t ]\s*(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<zone>z|[+-]\d{2}:?\d{2})?)?(?![\d-])"
)
# NukeViet writes its zone before its time: 2024-01-16+0716:30:00
_ISO_ZONE_FIRST = re.compile(
    r"^(?P<day>\d{4}-\d{2}-\d{2})(?P<zone>[+-]\d{2})(?P<time>\d{2}:\d{2})"
)
_MAIL = re.compile(r"^\w{3},? \d{1,2} \w{3} \d{4}", re.ASCII)
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?P<a>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<b>\d{1,2})\s?(?P=sign)\s?"
    r"(?P<y>\d{4})(?!\d|[/-]\d)"
)
_WORDED = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})\s*,?\s*tháng\s*"
    rf"(?P<m>\d{{1,2}}(?!\d)|{_VN_MONTH})\s*(?:,|/|-|năm)?\s*(?:năm\s*)?(?P<y>\d{{4}})(?!\d)"
)
_MONTH_FIRST = re.compile(
    rf"tháng\s*(?P<m>{_VN_MONTH})\s+(?P<d>\d{{1,2}})\s*,\s*(?P<y>\d{{4}})(?!\d)"
)
_ENGLISH = re.compile(
    rf"(?<!\w)(?:(?P<m>{_EN_MONTH})\.?\s+(?P<d>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+(?P<m2>{_EN_MONTH}))"
    r"\.?,?\s+(?P<y>\d{4})(?!\d)"
)
_MONTH_ONLY = re.compile(
    rf"^(?:tháng\s*)?(?P<m>\d{{1,2}}|(?<=tháng ){_VN_MONTH})\s*(?:/|-|năm|,)?\s*(?P<y>\d{{4}})$"
)
_YEAR_ONLY = re.compile(r"^(?:năm\s*)?(?P<y>(?:19|20)\d{2})$")
_TIME = re.compile(
    r"(?<![\d:/.,-])(?P<H>\d{1,2})(?:\s?(?::|h|giờ)\s?)(?P<M>\d{2})(?:\s?[:'p]\s?(?P<S>\d{2}))?"
    r"(?:\s?(?:phút|p(?!m)|'))?\s*(?P<half>am|pm|sa|ch)?(?![\d:])"
)
_OFFSET = re.compile(r"(?:gmt|utc)\s*(?P<zone>[+-]\s?\d{1,2}(?::?\d{2})?)")
_AMERICAN_TIME = re.compile(r"^\s+\d{1,2}:\d{2}:\d{2}\s*[ap]m")
_REVISED = re.compile(r"(?:cập nhật|sửa đổi|chỉnh sửa|lần cuối|modified|updated)[^\d]{0,25}$")
_CLOCK = re.compile(
    r"(?:hôm nay\s*[:,]?\s*)?(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật)"
    r"(?:\s*[,.:;|-]?\s*)(?:ngày\s*)?(?P<date>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
    rf"|\d{{1,2}},?\s*tháng\s*(?:\d{{1,2}}|{_VN_MONTH})\s*,?\s*(?:năm\s*)?\d{{4}})"
    r"(?:\s*[,|-]?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?)?(?:\s*\(?gmt\s*\+\s*0?7\)?)?\s*\.?"
)
_DATELINE = re.compile(
    r"\(?(?:(?:ngày|đăng|xuất bản|cập nhật|viết|tạo|lúc|thời gian|lần cuối|posted|published|on)"
    r"\s*){0,4}:?\s*"
    r"(?:(?:thứ\s*\w+|chủ\s*nhật)\s*[,|-]?\s*(?:ngày\s*)?)?(?:\d{1,2}[:h]\d{2}(?::\d{2})?\s*[,|-]?\s*)?"
    r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
    r"(?:\s*[,|-]?\s*(?:lúc\s*)?\d{1,2}[:h]\d{2}(?::\d{2})?)?\s*(?:[ap]m)?\s*(?:\(?gmt\s*\+\s*0?7\)?)?\)?\.?"
)
_IN_PATH = re.compile(
    r"/(?P<y>20\d{2})(?P<sign>[/-])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})(?=[/-]|$)"
)
_LONGEST = 1_000
"""Characters: a text that says more is no date, and may name hundreds of days."""
_FORMAT_CODES = {
    "%d": r"\d{1,2}", "%m": r"\d{1,2}", "%Y": r"\d{4}", "%y": r"\d{2}", "%H": r"\d{1,2}",
    "%I": r"\d{1,2}", "%M": r"\d{1,2}", "%S": r"\d{1,2}", "%p": r"[AaPp][Mm]",
}  # fmt: skip


def read_date(text: str, *, zone: tzinfo = VIETNAM, pattern: str | None = None) -> Moment | None:
    """Read when a text says something was published; None when it names no day.

    `pattern` is a portal's own `strptime` format: it then decides alone.

    Raises:
        LayoutError: the day is impossible, could be read two ways, or stands in a long text.
    """
    if len(text) > _LONGEST:
        text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise LayoutError(f"date: {_short(text)} is too long a text to be a date")
    moment = _by_pattern(text, pattern, zone) if pattern else _read(text, zone)
    return moment and Moment(moment.at.astimezone(zone), moment.precision)


def _read(text: str, zone: tzinfo) -> Moment | None:
    plain = " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").lower().split())
    exact = _machine_written(text.strip(), plain, zone)
    if exact:
        return exact
    every = sorted(_days(plain), key=lambda day: day.start)
    days = _published(every, plain)
    if not days:
        return _coarse(plain, zone)
    if len({day.day for day in days}) > 1:
        raise LayoutError(f"date: {_short(text)} names several days")
    return _with_time(plain, days[0], every, zone)


def read_feed_date(text: str, *, zone: tzinfo = VIETNAM, engine: str = "") -> Moment | None:
    """Read a feed item's date; NukeViet's has the month where the minutes should be."""
    moment = read_date(text, zone=zone)
    if moment and engine == "nukeviet" and moment.at.minute == moment.at.month:
        return Moment(moment.at.replace(minute=0, second=0), "day")
    return moment


def read_url_date(url: str, *, zone: tzinfo = VIETNAM) -> Moment | None:
    """Read the day an address carries (`/2024/07/23/`, `/Pages/2024-4-25/`), if it does."""
    found = _IN_PATH.search(url)
    if not found:
        return None
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
    return Moment(_at(day, zone), "day")


def is_dateline(text: str) -> bool:
    """Tell whether a line is a date and its label, and nothing more."""
    return len(text) <= 80 and _DATELINE.fullmatch(" ".join(text.lower().split())) is not None


def read_clock(text: str) -> date | None:
    """Give the day if a line is a weekday and a date and nothing more: a page's clock."""
    if len(text) > 80:
        return None
    plain = " ".join(unicodedata.normalize("NFC", text).lower().split())
    found = _CLOCK.fullmatch(plain)
    if not found:
        return None
    try:
        return next((day.day for day in _days(found["date"])), None)
    except LayoutError:
        return None


def _machine_written(text: str, plain: str, zone: tzinfo) -> Moment | None:
    nuked = _ISO_ZONE_FIRST.match(text)
    if nuked:
        text = f"{nuked['day']} {nuked['time']} {nuked['zone']}00"
        return _iso(_ISO.search(text), zone)
    if _MAIL.match(text):
        try:
            at = parsedate_to_datetime(text)
        except ValueError as error:
            raise LayoutError(f"date: {_short(text)} is no date") from error
        return Moment(at if at.tzinfo else at.replace(tzinfo=zone), "minute")
    found = _ISO.search(plain)
    return _iso(found, zone) if found else None


def _iso(found: re.Match[str] | None, zone: tzinfo) -> Moment | None:
    if found is None:
        return None
    day = _date(found["y"], found["m"], found["d"], found[0])
    if found["H"] is None:
        return Moment(_at(day, zone), "day")
    clock = _clock(found, found[0])
    local = _zone(found["zone"]) if found["zone"] else zone
    return Moment(_at(day, local) + clock, "minute")


def _days(plain: str) -> Iterator[_Day]:
    weekday = _weekday(plain)
    for found in _NUMERIC.finditer(plain):
        yield _Day(_numeric(found, plain, weekday), "day", found.start(), found.end())
    for pattern in (_WORDED, _MONTH_FIRST, _ENGLISH):
        for found in pattern.finditer(plain):
            parts = found.groupdict()
            month = parts["m"] or parts["m2"]
            number = _MONTHS.get(" ".join(month.split())) or int(month)
            day = _date(parts["y"], number, parts["d"] or parts["d2"], found[0])
            yield _Day(day, "day", found.start(), found.end())


def _numeric(found: re.Match[str], plain: str, weekday: _Weekday | None) -> date:
    """Read d/m/y; m/d/y only where nothing else is possible."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    if second > 12 >= first and found["sign"] == "/":
        return _date(year, first, second, found[0])
    day = _date(year, second, first, found[0])
    if found["sign"] != "/" or first > 12 or first == second:
        return day
    other = _date(year, first, second, found[0])
    if weekday is not None:
        return _by_weekday(day, other, weekday, found[0])
    # Old ASP.NET prints 12/27/2012 12:10:26 PM: in that shape the order is not known.
    if _AMERICAN_TIME.match(plain[found.end() :]):
        raise LayoutError(f"date: {found[0]!r} may be day/month or month/day")
    return day


def _weekday(plain: str) -> _Weekday | None:
    found = _WEEKDAY.search(plain)
    if not found:
        return None
    if found["english"]:
        return _Weekday(_ENGLISH_DAYS.index(found["english"]), short=True)
    if found["sunday"]:
        return _Weekday(6, short=found["sunday"] == "cn")
    return _Weekday(_WEEKDAYS[found["name"] or found["short"]], short=found["short"] is not None)


def _by_weekday(day: date, other: date, weekday: _Weekday, text: str) -> date:
    """Choose between d/m/y and m/d/y by the weekday beside it.

    Drupal writes `Tue, 06/04/2024` (and `T3, …` in Vietnamese) unless told otherwise; people who
    write a weekday out may also have got it wrong.
    """
    fits, other_fits = day.weekday() == weekday.number, other.weekday() == weekday.number
    if other_fits and weekday.short and not fits:
        return other
    if other_fits and (weekday.short or not fits):
        raise LayoutError(f"date: {text!r} may be day/month or month/day")
    return day


def _published(days: list[_Day], plain: str) -> list[_Day]:
    """Leave out days said to be those of a later change, if others are there."""
    first = [day for day in days if not _REVISED.search(plain[: day.start])]
    return first or days


def _coarse(plain: str, zone: tzinfo) -> Moment | None:
    month = _MONTH_ONLY.match(plain)
    if month:
        number = _MONTHS.get(month["m"]) or int(month["m"])
        return Moment(_at(_date(month["y"], number, 1, plain), zone), "month")
    year = _YEAR_ONLY.match(plain)
    return Moment(_at(date(int(year["y"]), 1, 1), zone), "year") if year else None


def _with_time(plain: str, day: _Day, every: list[_Day], zone: tzinfo) -> Moment:
    """Add the time of day that stands beside a day, and beside no other day."""
    next_start = min((one.start for one in every if one.start > day.start), default=len(plain))
    last_end = max((one.end for one in every if one.end < day.end), default=0)
    after = plain[day.end : min(day.end + 30, next_start)].partition("cập nhật")[0]
    before = plain[max(last_end, day.start - 45) : day.start]
    found = list(_TIME.finditer(after)) or list(_TIME.finditer(before))
    offset = _OFFSET.search(plain)
    local = _zone(offset["zone"]) if offset else zone
    clocks = {_clock(one, one[0]) for one in found}
    if len(clocks) != 1:
        return Moment(_at(day.day, local), day.precision)
    return Moment(_at(day.day, local) + clocks.pop(), "minute")


def _clock(found: re.Match[str], text: str) -> timedelta:
    hour, minute, second = int(found["H"]), int(found["M"]), int(found["S"] or 0)
    half = found.groupdict().get("half")
    if half in {"pm", "ch"} and hour < 12:
        hour += 12
    if half in {"am", "sa"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        raise LayoutError(f"date: {text!r} is no time of day")
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _by_pattern(text: str, pattern: str, zone: tzinfo) -> Moment:
    shape = re.escape(pattern).replace("\\ ", r"\s+")
    for code, digits in _FORMAT_CODES.items():
        shape = shape.replace(code, digits)
    found = re.search(rf"(?<!\d){shape}(?!\d)", text)
    if not found:
        raise LayoutError(f"date: {_short(text)} is not in the format {pattern!r}")
    try:
        at = datetime.strptime(" ".join(found[0].split()), pattern).replace(tzinfo=zone)
    except ValueError as error:
        raise LayoutError(f"date: {_short(text)} is not in the format {pattern!r}") from error
    return Moment(at, "minute" if "%M" in pattern else "day")


def _date(year: int | str, month: int | str, day: int | str, text: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise LayoutError(f"date: {text!r} is no day of the calendar") from error


def _at(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _zone(text: str) -> tzinfo:
    bare = text.replace(" ", "").replace(":", "")
    if bare == "z":
        return UTC
    digits = bare[1:]
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset >= timedelta(hours=15):
        raise LayoutError(f"date: {text!r} is no time zone")
    return timezone(-offset if bare[0] == "-" else offset)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
