"""What words that count from today mean: `hôm qua`, `tuần tới`, `3 năm qua`, `mùa hè này`."""

import re
from datetime import date, timedelta

from pipeline.mentions.dates import (
    UNKNOWN,
    Span,
    add_months,
    months_of,
    plain_words,
    quarter_of,
    week_of,
    year_of,
)
from pipeline.mentions.moments import Moment, Scene, count_of, counted_before, moment_of

MONTHS_IN = {"tháng": 1, "quý": 3, "năm": 12}
UNIT = re.compile(r"năm|tháng|tuần|ngày|quý", re.IGNORECASE)
VAGUE = re.compile(r"(?<!\w)(?:mấy|nhiều|những|các|vài)\s{1,2}$", re.IGNORECASE)
OVER = re.compile(r"(?<!\w)(?:qua|sau|trong)\s$")
AHEAD = ("sau", "tới", "tiếp", "kế", "nữa")
WEEKDAYS = {
    "hai": 0, "2": 0, "ba": 1, "3": 1, "tư": 2, "4": 2, "năm": 3, "5": 3, "sáu": 4, "6": 4,
    "bảy": 5, "bẩy": 5, "7": 5,
}  # fmt: skip


def _step(which: str) -> int:
    """Read `này`, `trước`, `tới`: how many steps from the present one."""
    word = plain_words(which).split()[0]
    if word in ("này", "nay", "hiện"):
        return 0
    return 1 if word in AHEAD else -1


def read_near_day(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `hôm qua`, `sáng nay`, `ngày mai`; `ngày kia` is to come, `ngày hôm kia` was."""
    day, which = scene.today.day, plain_words(found["which"])
    step = {"nay": 0, "qua": -1, "kia": -2, "mai": 1}[which]
    if which == "kia" and plain_words(found[0]).split()[:-1] == ["ngày"]:
        step = 2
    if day is None:
        return moment_of(found, "near", UNKNOWN, "relative")
    return moment_of(found, "near", (day + timedelta(days=step),) * 2, "relative")


def read_near_year(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `năm nay`, `năm ngoái`; `năm qua` is the year that reports then speak of."""
    which, year = plain_words(found["which"]).split()[0], scene.today.year
    if VAGUE.search(scene.body, max(0, found.start() - 8), found.start()):
        return moment_of(found, "near", UNKNOWN, "vague")
    counted = (
        counted_before(found, scene) if which not in ("nay", "này", "ngoái", "hiện") else None
    )
    if counted is not None:
        return _lapse(found, scene, counted.start("count"), count_of(counted["count"]))
    if which in ("qua", "vừa", "rồi"):
        year = scene.today.reported()
    elif which == "ngoái":
        year = year - 1 if year else None
    elif year is not None:
        year += _step(which)
    return moment_of(found, "near", year_of(year) if year else UNKNOWN, "relative")


def read_in_year(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `trong năm`: the year stated before, else the one a report speaks of."""
    year = scene.today.reported()
    span = year_of(year) if year else UNKNOWN
    return moment_of(found, "near", span, inherit="year")


def read_in_time(found: re.Match[str], _scene: Scene) -> Moment | None:
    """Read `trong tháng`, `trong quý`, `trong kỳ`: what was stated before, else unknown."""
    grain = {"tháng": "month", "quý": "quarter", "kỳ": "any"}[plain_words(found["unit"])]
    return moment_of(found, "near", UNKNOWN, inherit=grain)


def read_near_month(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `tháng này`, `tháng trước`, `tháng tới`."""
    counted = counted_before(found, scene)
    if counted is not None:
        return _lapse(found, scene, counted.start("count"), count_of(counted["count"]))
    step, latest, day = _step(found["which"]), scene.today.latest, scene.today.day
    inherit = "" if step else "month"
    if latest is None or (day is None and latest.month == 12):
        return moment_of(found, "near", UNKNOWN, "relative", inherit=inherit)
    there = add_months(latest.replace(day=1), step)
    span = months_of(there.year, there.month, there.month)
    return moment_of(found, "near", span, "relative", inherit=inherit)


def read_near_quarter(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `quý này`, `quý trước`."""
    step, day = _step(found["which"]), scene.today.day
    inherit = "" if step else "quarter"
    if day is None:
        return moment_of(found, "near", UNKNOWN, "relative", inherit=inherit)
    there = add_months(day.replace(day=1), 3 * step)
    span = quarter_of(there.year, (there.month + 2) // 3)
    return moment_of(found, "near", span, "relative", inherit=inherit)


def read_near_week(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `tuần này`, `tuần trước`, `cuối tuần qua`."""
    counted = counted_before(found, scene)
    if counted is not None:
        return _lapse(found, scene, counted.start("count"), count_of(counted["count"]))
    if scene.today.day is None:
        return moment_of(found, "near", UNKNOWN, "relative")
    monday, sunday = week_of(scene.today.day, _step(found["which"]))
    start = sunday - timedelta(days=1) if found["part"] else monday
    return moment_of(found, "near", (start, sunday), "relative")


def read_since_near(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `đầu quý`, `đầu tháng`, `đầu tuần`, which open a stretch of the present one."""
    day, unit = scene.today.day, plain_words(found["unit"])
    if day is None:
        return None
    span = _around(day, unit)
    return Moment(begin=found.start(), finish=found.end(), grain="since", span=span, weak=True)


def read_weekday(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `thứ ba tuần trước`, `chủ nhật tới`."""
    name = found.groupdict().get("weekday")
    index = WEEKDAYS[plain_words(name)] if name else 6
    day, step = scene.today.day, _step(found["which"])
    if day is None:
        return moment_of(found, "near", UNKNOWN, "relative")
    if found["week"] or step == 0:
        that = week_of(day, step)[0] + timedelta(days=index)
    elif step > 0:
        that = day + timedelta(days=(index - day.weekday() - 1) % 7 + 1)
    else:
        that = day - timedelta(days=(day.weekday() - index - 1) % 7 + 1)
    return moment_of(found, "near", (that, that), "relative")


def _lapse(found: re.Match[str], scene: Scene, begin: int, count: int) -> Moment:
    """Give so many years, months, weeks or days back from today, or on from it.

    `3 năm qua` is the stretch, `3 năm trước` the year that far back; `3 ngày sau` counts from
    an event the words do not name. Days are whole ones: today is not among them.
    """
    unit = UNIT.search(scene.body, begin, found.end())
    day = scene.today.day
    which = plain_words(found.groupdict().get("which") or "qua").split()[0]
    span: Span = UNKNOWN
    if day is not None and unit is not None and count <= 60 and which != "sau":
        name, sign = plain_words(unit[0]), 1 if which in AHEAD else -1
        other = _moved(day, sign * count, name)
        if which in ("trước", "nữa"):
            span = _around(other, name)
        elif name == "ngày" or scene.today.alone:
            span = _whole(_around(_moved(day, sign, name), name), _around(other, name))
        else:
            span = min(day, other), max(day, other)
    flag = "duration" if span == UNKNOWN else "approximate"
    return Moment(begin=begin, finish=found.end(), grain="lapse", span=span, flags=(flag,))


def _moved(day: date, count: int, unit: str) -> date:
    if unit in MONTHS_IN:
        return add_months(day, count * MONTHS_IN[unit])
    return day + timedelta(days=count * (7 if unit == "tuần" else 1))


def _whole(near: Span, far: Span) -> Span:
    """Give whole units from the one next to today to the farthest, in order of time."""
    pairs = sorted((start, end) for start, end in (near, far) if start and end)
    return (pairs[0][0], pairs[-1][1]) if pairs else UNKNOWN


def _around(day: date, unit: str) -> Span:
    """Give the year, quarter, month or week a day lies in, or the day."""
    if unit == "năm":
        return year_of(day.year)
    if unit == "quý":
        return quarter_of(day.year, (day.month + 2) // 3)
    if unit == "tháng":
        return months_of(day.year, day.month, day.month)
    return week_of(day) if unit == "tuần" else (day, day)


def read_lapse(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `3 năm qua`, `5 tháng gần đây`, `3 ngày tới`."""
    return _lapse(found, scene, found.start(), int(found["count"]))


def read_duration(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `05 năm`: back from today after `qua`, `sau`, `trong`, else without dates."""
    before = scene.body[max(0, found.start() - 6) : found.start()].lower()
    if plain_words(found["unit"]) in ("năm", "tháng") and OVER.search(before):
        return _lapse(found, scene, found.start(), int(found["count"]))
    return moment_of(found, "lapse", UNKNOWN, "duration")


SEASONS = {"xuân": (3, 20), "hè": (6, 21), "hạ": (6, 21), "thu": (9, 24), "đông": (12, 21)}
"""When each begins, by the sun; what a speaker means is less exact."""
LENGTHS = {"xuân": 93, "hè": 95, "hạ": 95, "thu": 88, "đông": 90}


def read_season(found: re.Match[str], scene: Scene) -> Moment | None:
    """Read `mùa hè này`, `mùa thu năm 2024`; a winter is named after the year it begins in."""
    name, day = plain_words(found["season"]), scene.today.latest
    year = int(found["year"]) if found["year"] else None
    if year is None and day is not None:
        year = day.year + _step(found["which"])
        year -= name == "đông" and not found["of"] and day < date(day.year, 3, 21)
    if year is None:
        return moment_of(found, "near", UNKNOWN, "relative")
    start = date(year, *SEASONS[name])
    end = start + timedelta(days=LENGTHS[name] - 1)
    return moment_of(found, "near", (start, end), "approximate")
