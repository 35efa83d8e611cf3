"""One quantity: number, magnitude, unit, range or fraction, read from one place on."""

import re
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from pipeline.figures.found import Found
from pipeline.figures.magnitudes import doubt_money, read_added, read_compound, read_scale
from pipeline.figures.masks import SLOGAN_WORDS, written_mask
from pipeline.figures.numerals import HALF, Style, read_digits, read_words
from pipeline.figures.page import Page
from pipeline.figures.signs import (
    BETWEEN,
    FRACTION,
    ONE,
    PREFIX_MONEY,
    RANGE,
    RANGE_STARTS,
    THOUSAND,
    WIDENS,
    ZERO,
)
from pipeline.figures.units import STYLES, Unit, counted_unit, with_per

SEPARATORS = frozenset(".,")
QUOTED = frozenset((" “", ' "', " «"))
IN_WORDS = re.compile(r" \(([^\W\d_]+(?: [^\W\d_]+){0,11})\)")
TENTHS = re.compile(r"(m(?![23](?!\d))|ha|km(?!2)|tạ)(\d{1,2})(?!\w|[.,]\d)")
"""A measure with its tenths written after it: `3m5`, `2ha3`; `m2` and `m3` are units."""
NUMBER_OF = re.compile(r" (?:tổng )?số(?: lượng)?(?= [^\W\d_])")
OPEN_STYLES = frozenset(("measure", "scaled", "thing", "bare"))
TENTHS_OPEN = frozenset("mhkt")
HALVED = frozenset(("measure", "area", "day"))


class Extent(Struct, frozen=True, gc=False):
    """What stands between a number and its unit, and where it ends."""

    end: int
    over: re.Match[str] | None = None
    """The denominator of a fraction."""
    upto: re.Match[str] | None = None
    """The upper bound of a range."""
    factor: Decimal = ONE
    short: str = ""
    """How the magnitude is written, where that says something."""
    extra: Decimal = ZERO
    unit: Unit | None = None
    """What is measured, where it was read together with its tenths."""


def read_quantity(
    page: Page, start: int, end: int, text: str, *, first: bool = True
) -> Found | None:
    """Read number, fraction or range, magnitude and unit from one place on."""
    low = page.low
    extent = _tenths(low, end) if low[end : end + 1] in TENTHS_OPEN else None
    extent = extent or _extent(low, start, end, text)
    large = extent.factor is not ONE and extent.factor >= THOUSAND
    unit = extent.unit or _unit(low, extent, large=large)
    inferred = False
    if unit is None:
        last = extent.end
        if extent.factor is ONE and low[last : last + 1].isalpha() and low[last] != "x":
            return None
        unit = _marked(low, start, last)
        inferred = unit is None and large and extent.short != "count"
        if inferred:
            unit = with_per(low, "đồng", "money", last)
    found = _found(page, start, text, extent, unit)
    if found is None:
        return None
    if inferred:
        found.flags.insert(0, "unit_inferred")
    if extent.over:
        found.denominator_end = extent.over.end()
        return found if found.denominator is not None and _is_share(found, extent.over) else None
    if unit is not None and low.startswith(" rưỡi", found.end):
        add_half(found)
    if first:
        _look_on(page, found, extent)
    return found


def _look_on(page: Page, found: Found, extent: Extent) -> None:
    """Read the upper bound after a unit, and ask whether a guessed unit is the right one."""
    if found.unit is not None and not extent.upto:
        _range_after_unit(page, found)
    if "unit_inferred" in found.flags:
        doubt_money(page.low, found, extent.end)


def _found(page: Page, start: int, text: str, extent: Extent, unit: Unit | None) -> Found | None:
    """Read the digits the way unit and magnitude ask for, with the second number of the two."""
    factor = extent.factor
    style: Style = "bare" if unit is None else STYLES.get(unit.kind, "bare")
    if factor is not ONE:
        style = "scaled"
    open_to_habit = text[-4:-3] in SEPARATORS and style in OPEN_STYLES
    number = read_digits(text, style, page.habit if open_to_habit else "vi")
    if number is None:
        return None
    value, other, extra = number.value, number.other, extent.extra
    if factor is not ONE or extra is not ZERO:
        value = value * factor + extra
    found = Found(start=start, end=unit.end if unit else extent.end, value=value, unit=unit)
    if extent.short == "informal":
        found.flags.append("informal_number")
    if other is not None and (style == "ratio" or not page.settled):
        found.other = other * factor + extra
    if (second := extent.over or extent.upto) is not None:
        _second(found, second, style, factor)
    return found


def _tenths(low: str, end: int) -> Extent | None:
    """Read the tenths written after a measure: `3m5`, `2ha3`."""
    match = TENTHS.match(low, end)
    if match is None:
        return None
    extra = Decimal(match[2]).scaleb(-len(match[2]))
    return Extent(end, extra=extra, unit=Unit(match[1], "measure", match.end(), match[1]))


def add_half(found: Found) -> None:
    """Add the half said after a measure: `3 tạ rưỡi`, `2 năm rưỡi`."""
    if found.unit_kind in HALVED and found.value == found.value.to_integral_value():
        found.value += HALF
        found.end += len(" rưỡi")


def _unit(low: str, extent: Extent, *, large: bool) -> Unit | None:
    """Read what is counted; of a share it is what the whole is made of (`2/3 số hộ`)."""
    if extent.over is not None and (number := NUMBER_OF.match(low, extent.end)):
        unit = counted_unit(low, number.end())
        if unit is not None and unit.kind == "count":
            return unit
    if low[extent.end : extent.end + 2] in QUOTED:
        return _quoted(low, extent.end + 2)
    return counted_unit(low, extent.end, large=large)


def _quoted(low: str, at: int) -> Unit | None:
    """Read what is counted where its name stands in quotation marks: `03 “Mái ấm tình thương”`."""
    words = low[at : at + 40]
    if words.partition(" ")[0].strip('”"»,') in SLOGAN_WORDS:
        return None
    unit = counted_unit(f" {words}", 0)
    return replace(unit, end=at + unit.end - 1) if unit is not None else None


def _extent(low: str, start: int, end: int, text: str) -> Extent:
    """Read denominator, upper bound, magnitude and what is added to it."""
    if not (WIDENS.match(low, end) or low.endswith("giữa ", 0, start)):
        return Extent(end)
    end = _said_again(low, end, text)
    near = low[end : end + 2]
    over = FRACTION.match(low, end) if "/" in near or near == " t" else None
    upto = RANGE.match(low, end) if over is None and near.lstrip()[:1] in RANGE_STARTS else None
    if near == " v" and low.endswith("giữa ", 0, start):
        upto = BETWEEN.match(low, end)
    last = over.end() if over else upto.end() if upto else end
    factor, last, short = read_scale(low, last)
    extra, last = (
        read_compound(low, last, factor) if over or upto else read_added(low, start, last, factor)
    )
    return Extent(last, over, upto, factor, short, extra)


def _is_share(found: Found, over: re.Match[str]) -> bool:
    """Say whether `95 trên tổng số 102 vụ` is a part of a whole and not two numbers."""
    if over[1] is not None:
        return True
    whole = found.denominator
    kinds = {"count", "point", "other"} if " trong " in over[0] else {"count", "point"}
    return found.unit_kind in kinds and whole is not None and found.value <= whole


def _said_again(low: str, end: int, text: str) -> int:
    """Pass over the same number in words: `15 (mười lăm) lượt`."""
    match = IN_WORDS.match(low, end) if low.startswith(" (", end) else None
    number = read_digits(text, "whole") if match else None
    if match is None or number is None or read_words(match[1]) != number.value:
        return end
    return match.end()


def _marked(low: str, start: int, end: int) -> Unit | None:
    """Read a currency written before its number, or hung on it by a comma (`500.000,đ`)."""
    if low.startswith(",đ", end) and not low[end + 2 : end + 3].isalpha():
        return Unit("đồng", "money", end + 2, "đồng")
    name = PREFIX_MONEY.get(low[start - 1 : start] if start else "")
    if name is None and start > 3:
        name = PREFIX_MONEY.get(low[max(0, start - 4) : start].strip())
    return Unit(name, "money", end, name) if name else None


def _second(found: Found, match: re.Match[str], style: Style, factor: Decimal) -> None:
    """Read the upper bound of a range or the denominator of a fraction."""
    number = read_digits(match[match.lastindex or 1], "whole" if style == "bare" else style)
    if number is None:
        return
    if match.re is FRACTION:
        found.denominator = number.value * factor
        return
    upper = number.value * factor
    if upper > found.value:
        found.value_max, found.qualifier = upper, "range"
    found.end = max(found.end, match.end())


def _range_after_unit(page: Page, found: Found) -> None:
    """Read `75,03% - 90,61%`, `từ 500 triệu đến 1 tỷ đồng`: both sides carry the unit."""
    low, unit = page.low, found.unit
    near = low[found.end : found.end + 2]
    between = near == " v" and low.endswith("giữa ", 0, found.start)
    if not between and near.lstrip()[:1] not in RANGE_STARTS:
        return
    match = (BETWEEN if between else RANGE).match(low, found.end)
    if match is None or unit is None or page.masked.covers(match.start(1)):
        return
    start, end = match.span(1)
    if written_mask(page.body, low, start, end) or FRACTION.match(low, end):
        return
    other = read_quantity(page, start, end, match[1], first=False)
    if other is None or other.unit is None or other.value <= found.value:
        return
    guessed = "unit_inferred" in found.flags and other.unit.base == unit.base
    if other.unit.name != unit.name and not guessed:
        return
    if re.search(r"(?:tăng|giảm|nâng)[^.\d]*từ", low[max(0, found.start - 30) : found.start]):
        return
    found.value_max, found.qualifier, found.end = other.value, "range", other.end
    found.counts(other.unit)
    if guessed:
        found.flags.remove("unit_inferred")
