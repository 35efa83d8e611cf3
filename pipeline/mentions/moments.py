"""What a date as written means: one reader for each shape that `shapes` finds."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from msgspec import Struct

from pipeline.mentions.dates import (
    LAST_YEAR,
    UNKNOWN,
    Span,
    Today,
    add_months,
    day_of,
    months_of,
    plain_words,
    quarter_of,
    week_of,
    year_of,
)

MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
COUNT_WORDS = {word: n for word, n in MONTH_WORDS.items() if word not in ("giêng", "tư", "chạp")}
YEAR_STEPS = {"nay": 0, "ngoái": -1, "trước": -1, "sau": 1, "tới": 1}
COUNTED = re.compile(
    r"(?<!\w)(?P<count>mười một|mười hai|mười|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\s$",
    re.IGNORECASE,
)
COUNT_BEFORE = re.compile(r"(?<!\w)(0?2|hai)\s$", re.IGNORECASE)
DAY_BEFORE = re.compile(r"(?<!\w)(?:ngày|mùng|mồng)\s$", re.IGNORECASE)
QUARTERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2,
    "03": 3, "04": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4,
}  # fmt: skip


class Moment(Struct, frozen=True, kw_only=True, gc=False):
    """A date as written, with the parts that a neighbour may lend it."""

    begin: int
    finish: int
    grain: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    span: Span = UNKNOWN
    inherit: str = ""
    """The grain whose last stated stretch is meant, as in `quý này`, `trong năm`."""
    weak: bool = False
    """True for a shape that is a date only beside another, as `1/1` in `từ 1/1 đến 30/6`."""
    flags: tuple[str, ...] = ()

    def days(self, today: Today) -> Span:
        """Give the days meant, with the latest year that is not the future."""
        if self.grain in ("year", "since"):
            return year_of(self.year) if self.year else self.span
        if self.month is None or self.grain not in ("day", "month"):
            return self.span
        year = self.year or today.recent(self.month, self.day or 1)
        if year is None:
            return UNKNOWN
        if self.grain == "month":
            return months_of(year, self.month, self.month)
        day = day_of(year, self.month, self.day or 0)
        return day, day


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The text being read and the day it looks from."""

    body: str
    today: Today


Reader = Callable[[re.Match[str], Scene], Moment | None]


def moment_of(
    found: re.Match[str], grain: str, span: Span, *flags: str, inherit: str = ""
) -> Moment:
    """Make a moment of a whole match."""
    begin, finish = found.span()
    return Moment(begin=begin, finish=finish, grain=grain, span=span, flags=flags, inherit=inherit)


def _year(found: re.Match[str], today: Today) -> int | None:
    """Give the year written in digits, or by a word such as `nay` or `ngoái`."""
    part = found.groupdict()
    written = part.get("year") or part.get("yeara") or part.get("yearb")
    if written:
        return int(written)
    word = part.get("which")
    if not word or today.year is None:
        return None
    return today.year + YEAR_STEPS[plain_words(word)]


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTH_WORDS[plain_words(text)]


def count_of(text: str) -> int:
    """Give a number up to twelve, in digits or words."""
    return int(text) if text.isdigit() else COUNT_WORDS[plain_words(text)]


def counted_before(found: re.Match[str], scene: Scene) -> re.Match[str] | None:
    """Find the word that counts what follows: `hai` before `năm qua`."""
    return COUNTED.search(scene.body, max(0, found.start() - 12), found.start())


def read_day(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read a day with its month, and its year where written; keep and flag impossible ones."""
    part = found.groupdict()
    month, day = _month(found["month"]), int(found["day"])
    begin, finish = found.span()
    written = part.get("year")
    year = _year(found, scene.today)
    if written and len(written) == 2:
        year = _century(int(written), scene.today)
    if day_of(2000 if year is None else year, month, day) is None:
        if not written and (month > 12 or day > 31 or not month or not day):
            return None
        return Moment(begin=begin, finish=finish, grain="bad", flags=("malformed_date",))
    return Moment(
        begin=begin, finish=finish, grain="day", year=year, month=month, day=day,
        weak="weak" in part,
    )  # fmt: skip


def _century(year: int, today: Today) -> int:
    """Take two digits for the latest such year that is not ahead."""
    latest = today.year or LAST_YEAR
    return 2000 + year if 2000 + year <= latest + 1 else 1900 + year


def read_spoken_day(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `ngày 3/6`, but not the rates `mỗi ngày 2-3`."""
    before = scene.body[max(0, found.start() - 6) : found.start()].lower().rstrip()
    if before.endswith(("mỗi", "một", "hằng", "hàng", "những")):
        return None
    return read_day(found, scene)


def read_bare_day(found: re.Match[str], _scene: Scene) -> Moment | None:
    """Read `ngày 1`, which needs the month of the day after it."""
    day = int(found["day"])
    if not 1 <= day <= 31:
        return None
    return Moment(begin=found.start(), finish=found.end(), grain="day", day=day, weak=True)


def read_day_pair(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `ngày 15-17/8`: two days of one month."""
    written = found["month"] or found.groupdict().get("montha")
    month, first, last = _month(written or "0"), int(found["day"]), int(found["last"])
    year = _year(found, scene.today) or scene.today.recent(month, last)
    if first >= last or not 1 <= month <= 12:
        return None
    if year is None:
        return moment_of(found, "days", UNKNOWN)
    start, end = day_of(year, month, first), day_of(year, month, last)
    return moment_of(found, "days", (start, end)) if start and end else None


def read_month(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read a month, with its year where written; `tháng 10 tới` is the next one."""
    month, year = _month(found["month"]), _year(found, scene.today)
    if not 1 <= month <= 12:
        return None
    ahead, latest = found.groupdict().get("ahead"), scene.today.latest
    if ahead and latest is not None:
        year = latest.year + (month <= latest.month)
    return Moment(
        begin=found.start(), finish=found.end(), grain="month", year=year, month=month,
        weak="weak" in found.groupdict(),
    )  # fmt: skip


def read_edge_day(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `ngày đầu tiên của tháng 3`, `ngày cuối cùng của tháng 3`."""
    start, end = _month_named(found, scene)
    day = end if plain_words(found["edge"]).startswith("cuối") else start
    return moment_of(found, "days", (day, day)) if day else None


def read_edge_week(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `tuần đầu tiên của tháng 9`: the first or last week that begins in the month."""
    start, end = _month_named(found, scene)
    if start is None or end is None:
        return None
    week = week_of(start + timedelta(days=6))
    if plain_words(found["edge"]).startswith("cuối"):
        week = week_of(end)
    return moment_of(found, "days", week, "approximate")


def _month_named(found: re.Match[str], scene: Scene) -> Span:
    month = _month(found["month"])
    year = _year(found, scene.today) or scene.today.recent(month)
    return months_of(year, month, month) if year else UNKNOWN


def read_month_pair(found: re.Match[str], _scene: Scene) -> Moment | None:
    """Read `tháng 1-6/2024`."""
    span = months_of(int(found["year"]), int(found["month"]), int(found["last"]))
    return moment_of(found, "months", span) if span != UNKNOWN else None


def read_year(found: re.Match[str], _scene: Scene) -> Moment | None:
    """Read a year."""
    begin, finish = found.span()
    weak = "weak" in found.groupdict()
    return Moment(begin=begin, finish=finish, grain="year", year=int(found["year"]), weak=weak)


def read_years(found: re.Match[str], _scene: Scene) -> Moment | None:
    """Read a phase or a term of office."""
    span = year_of(int(found["year"]), int(found["last"]))
    return moment_of(found, "phase", span) if span != UNKNOWN else None


def read_years_listed(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read the years of `hai năm 2022 và 2023`; without their number each is a year by itself."""
    years = COUNT_BEFORE.search(scene.body, max(0, found.start() - 12), found.start())
    first, last = int(found["year"]), int(found["last"])
    if years is None or count_of(years[1]) != 2 or last != first + 1:
        return None
    return moment_of(found, "phase", year_of(first, last))


def read_school_year(found: re.Match[str], _scene: Scene) -> Moment | None:
    """Read a school year: from September to the end of May."""
    first, last = int(found["year"]), int(found["last"])
    if last != first + 1:
        return None
    span = months_of(first, 9, 12)[0], months_of(last, 5, 5)[1]
    return moment_of(found, "school", span, "school_year")


def read_this_phase(found: re.Match[str], _scene: Scene) -> Moment | None:
    """Read `giai đoạn này`."""
    return moment_of(found, "near", UNKNOWN, inherit="phase")


def read_quarter(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read one quarter, or a run of quarters."""
    last_text = found.groupdict().get("last")
    first = QUARTERS[plain_words(found["quarter"])]
    last = QUARTERS[plain_words(last_text)] if last_text else first
    if last < first:
        return None
    year = _year(found, scene.today)
    if year is None:
        guess = scene.today.recent(3 * first - 2, last=3 * last)
        span = quarter_of(guess, first, last) if guess else UNKNOWN
        return moment_of(found, "quarter", span)
    return moment_of(found, "quarter", quarter_of(year, first, last))


def _months(found: re.Match[str], scene: Scene, count: int, begin: int) -> Moment | None:
    if not 1 <= count <= 12:
        return None
    late = plain_words(found.groupdict().get("side") or "") == "cuối"
    first, last = (13 - count, 12) if late else (1, count)
    year = _year(found, scene.today)
    if year is None:
        year = scene.today.recent(7, 15) if late else _year_of_months(last, scene.today)
    span = months_of(year, first, last) if year else UNKNOWN
    return Moment(begin=begin, finish=found.end(), grain="months", span=span, month=last)


def _year_of_months(last: int, today: Today) -> int | None:
    """A report on the first months comes when they end, or up to a month before."""
    if today.latest is None:
        return None
    end = months_of(today.latest.year, last, last)[1]
    return today.latest.year - (end is not None and add_months(end, -1) > today.latest)


def read_months(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `6 tháng đầu năm`, `9 tháng năm 2023`: from January unless said otherwise."""
    return _months(found, scene, int(found["count"]), found.start())


def read_spelt_months(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `sáu tháng đầu năm`, `tám tháng năm 2023`, found by the second word."""
    counted = counted_before(found, scene)
    if counted is None:
        return None
    start = counted.start()
    if DAY_BEFORE.search(scene.body, max(0, start - 6), start):
        return None
    return _months(found, scene, count_of(counted["count"]), counted.start("count"))


def read_quarters(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `3 quý đầu năm`."""
    return _months(found, scene, 3 * int(found["count"]), found.start())


def read_spelt_quarters(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `ba quý năm 2023`, found by the second word; `quý cuối năm` is one."""
    counted = counted_before(found, scene)
    if counted is not None:
        return _months(found, scene, 3 * count_of(counted["count"]), counted.start("count"))
    return _months(found, scene, 3, found.start()) if found["side"] else None


def read_half(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `nửa đầu năm 2024`."""
    return _months(found, scene, 6, found.start())


def read_half_gone(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `nửa năm qua`: January to June when said from June to August, else open."""
    day = scene.today.latest
    if day is None or not 6 <= day.month <= 8:
        return moment_of(found, "months", UNKNOWN, "vague")
    return moment_of(found, "months", months_of(day.year, 1, 6))


def read_since(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `đầu năm`, which opens a stretch when `từ` or `đến` stands by it."""
    year = _year(found, scene.today)
    return Moment(
        begin=found.start(), finish=found.end(), grain="since", year=year, weak=year is None
    )


def read_same_time(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `cùng kỳ năm 2023`: the stretch stated before, in the year named or the one before."""
    begin, finish = found.span()
    written, near = found["year"], _year(found, scene.today)
    return Moment(
        begin=begin, finish=finish, grain="same", year=int(written) if written else None,
        span=year_of(near) if near else UNKNOWN,
    )  # fmt: skip
