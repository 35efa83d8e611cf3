"""One quantity: number, magnitude, unit, bounds, range or fraction, read from one place on."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from pipeline.figures.found import Found
from pipeline.figures.masks import written_mask
from pipeline.figures.numerals import SCALES, SHORT_SCALES, Style, read_digits, read_words
from pipeline.figures.page import Page
from pipeline.figures.signs import (
    AND_MORE,
    COMPOUND,
    FRACTION,
    GLUED,
    LAST_OF_QUALIFIERS,
    MONEY_TALK,
    MORE_SCALE,
    ON,
    ONE,
    OPENING,
    PREFIX_MONEY,
    QUALIFIERS,
    RANGE,
    RANGE_STARTS,
    SCALE,
    SCALE_STARTS,
    SPENT,
    STOPS,
    UP,
    VERB_AFTER,
    WIDENS,
    ZERO,
)
from pipeline.figures.units import Unit, read_unit

THOUSAND = 1000
SEPARATORS = frozenset(".,")
IN_WORDS = re.compile(r" \(([^\W\d_]+(?: [^\W\d_]+){0,11})\)")


class Extent(NamedTuple):
    """What stands between a number and its unit, and where it ends."""

    end: int
    over: "re.Match[str] | None" = None
    """The denominator of a fraction."""
    upto: "re.Match[str] | None" = None
    """The upper bound of a range."""
    factor: Decimal = ONE
    short: str = ""
    """How the magnitude is written, where that says something."""
    extra: Decimal = ZERO


def read_quantity(
    page: Page, start: int, end: int, text: str, *, first: bool = True
) -> Found | None:
    """Read number, fraction or range, magnitude and unit from one place on."""
    low = page.low
    last, over, upto, factor, short, extra = (
        _extent(low, start, end, text) if WIDENS.match(low, end) else Extent(end)
    )
    unit = _counted_unit(low, last, factor)
    if unit is None and factor == 1 and low[last : last + 1].isalpha() and low[last] != "x":
        return None
    unit = unit or _prefixed(low, start, last)
    inferred = False
    if unit is None and factor >= 1000 and short != "count":
        unit, inferred = Unit("đồng", "money", last, "đồng"), True
    style: Style = "scaled" if factor != 1 else (unit.style if unit else "bare")
    open_to_habit = text[-4:-3] in SEPARATORS and style in {"measure", "scaled", "bare"}
    number = read_digits(text, style, page.habit if open_to_habit else "vi")
    if number is None:
        return None
    found = Found(
        start=start, end=unit.end if unit else last, value=number.value * factor + extra, unit=unit
    )
    if inferred:
        found.flags.append("unit_inferred")
    if short == "informal":
        found.flags.append("informal_number")
    if number.other is not None and (style == "ratio" or not page.settled):
        found.other = number.other * factor + extra
    _second(found, over or upto, style, factor)
    if over:
        found.denominator_end = over.end()
        return found if found.denominator is not None and _is_share(found, over) else None
    if first and unit is not None and not upto:
        _range_after_unit(page, found)
    if first and "unit_inferred" in found.flags:
        _doubt_money(low, found, last)
    return found


def _extent(low: str, start: int, end: int, text: str) -> Extent:
    """Read denominator, upper bound, magnitude and what is added to it."""
    end = _said_again(low, end, text)
    near = low[end : end + 2]
    over = FRACTION.match(low, end) if "/" in near or near == " t" else None
    upto = RANGE.match(low, end) if over is None and _may_range(near) else None
    last = over.end() if over else upto.end() if upto else end
    factor, last, short = _scale(low, last)
    extra, last = (
        _compound(low, last, factor) if over or upto else _added(low, start, last, factor)
    )
    return Extent(last, over, upto, factor, short, extra)


def _doubt_money(low: str, found: Found, last: int) -> None:
    """Take back a guessed `đồng` where nothing speaks of money."""
    if not speaks_of_money(low, found.start, last):
        found.unit = None
        found.flags.remove("unit_inferred")


def _is_share(found: Found, over: "re.Match[str]") -> bool:
    """Say whether `95 trên tổng số 102 vụ` is a part of a whole and not two numbers."""
    if over[1] is not None:
        return True
    whole = found.denominator
    return found.unit_kind in {"count", "point"} and whole is not None and found.value <= whole


def speaks_of_money(low: str, start: int, end: int) -> bool:
    """Say whether the words around a bare magnitude are about money."""
    since = max(low.rfind("\n", 0, start) + 1, start - 160)
    if MONEY_TALK.search(low, since, start):
        return True
    word = re.compile(r" ([^\W\d_]+)").match(low, end)
    return word is not None and word[1] in SPENT


def _and_more(low: str, start: int, at: int, factor: Decimal) -> tuple[Decimal, int]:
    """Read what follows a magnitude without one: a digit is tenths of it, three are thousandths.

    Before a counted noun in a sentence about money the number belongs to that noun.
    """
    match = AND_MORE.match(low, at) if factor >= THOUSAND else None
    if match is None or MORE_SCALE.match(low, match.end()):
        return ZERO, at
    unit = _counted_unit(low, match.end(), factor)
    if unit is not None and unit.kind != "money" and speaks_of_money(low, start, start):
        return ZERO, at
    return int(match[1]) * factor / 10 ** len(match[1]), match.end()


def _said_again(low: str, end: int, text: str) -> int:
    """Pass over the same number in words: `15 (mười lăm) lượt`."""
    match = IN_WORDS.match(low, end) if low.startswith(" (", end) else None
    number = read_digits(text, "whole") if match else None
    if match is None or number is None or read_words(match[1]) != number.value:
        return end
    return match.end()


def _counted_unit(low: str, at: int, factor: Decimal) -> Unit | None:
    """Read the unit after a number; a grammar word or a verb after an amount is none."""
    unit = read_unit(low, at)
    if unit is None or unit.kind != "other":
        return unit
    if VERB_AFTER.match(low, at):
        return None
    first = unit.name.partition(" ")[0]
    verb = factor >= 1000 and first in SPENT
    return None if verb or first in STOPS or low[at : at + 1] not in " \u00a0" else unit


def _may_range(near: str) -> bool:
    """Say whether a dash or `đến` can follow, before a pattern is tried."""
    return near[:1] in RANGE_STARTS or (near[:1] == " " and near[1:] in RANGE_STARTS)


def _scale(low: str, at: int) -> tuple[Decimal, int, str]:
    """Read `nghìn tỷ`, `tr`, `k5` after digits: factor, end, how it is written."""
    match = (
        SCALE.match(low, at) if low[at : at + 2].lstrip(" \u00a0")[:1] in SCALE_STARTS else None
    )
    if match is None:
        return ONE, at, ""
    word = match[1]
    if word is not None:
        factor = SCALES.get(word) or SHORT_SCALES[word]
        if match[2]:
            factor *= SCALES[match[2]]
        money = word in {"triệu", "tỷ", "tỉ", "nghìn", "ngàn"}
        return factor, match.end(), "" if money else "count"
    short = match[3] or match[4]
    if match[3] in {"m", "g"}:
        return ONE, at, ""
    factor = SHORT_SCALES["tr" if short == "tr.đ" else short]
    return factor, match.end(), "informal" if short == "k" else ""


def _added(low: str, start: int, at: int, factor: Decimal) -> tuple[Decimal, int]:
    """Read what is added after a magnitude, with a magnitude of its own or without."""
    extra, end = _compound(low, at, factor)
    return (extra, end) if extra else _and_more(low, start, end, factor)


def _compound(low: str, at: int, factor: Decimal) -> tuple[Decimal, int]:
    """Read what is added after a magnitude: `102 tỷ 140 triệu`, `3 triệu rưỡi`, `1k5`."""
    extra = ZERO
    if factor < 1000:
        return extra, at
    glued = GLUED.match(low, at)
    if glued and low[at - 1].isalpha():
        return Decimal(glued[1]) * factor / 10, glued.end()
    while (match := COMPOUND.match(low, at)) is not None:
        if match[4]:
            return extra + factor / 2, match.end()
        number = read_digits(match[1], "whole")
        smaller = SCALES[match[3]] * (100 if match[2] else 1)
        if number is None or smaller >= factor or number.value * smaller >= factor:
            break
        extra += number.value * smaller
        factor, at = smaller, match.end()
    return extra, at


def _prefixed(low: str, start: int, end: int) -> Unit | None:
    """Read a currency written before its number."""
    name = PREFIX_MONEY.get(low[start - 1 : start] if start else "")
    if name is None and start > 3:
        name = PREFIX_MONEY.get(low[max(0, start - 4) : start].strip())
    return Unit(name, "money", end, name) if name else None


def _second(found: Found, match: "re.Match[str] | None", style: Style, factor: Decimal) -> None:
    """Read the upper bound of a range or the denominator of a fraction."""
    if match is None:
        return
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
    if not _may_range(low[found.end : found.end + 2]):
        return
    match = RANGE.match(low, found.end)
    if match is None or unit is None or page.masked.covers(match.start(1)):
        return
    start, end = match.span(1)
    if written_mask(page.body, low, start, end) or FRACTION.match(low, end):
        return
    other = read_quantity(page, start, end, match[1], first=False)
    if other is None or other.unit is None or other.value <= found.value:
        return
    if other.unit.name != unit.name or re.search(
        r"(?:tăng|giảm|nâng)[^.\d]*từ", low[max(0, found.start - 30) : found.start]
    ):
        return
    found.value_max, found.qualifier, found.end, found.unit = (
        other.value, "range", other.end, other.unit,
    )  # fmt: skip
    if "unit_inferred" in found.flags:
        found.flags.remove("unit_inferred")


def read_bounds(page: Page, found: Found, words: Sequence[str]) -> None:
    """Read the qualifier around a number and where the whole begins."""
    low, found.begin = page.low, found.start
    for count in (3, 2, 1) if words and words[-1].lstrip(OPENING) in LAST_OF_QUALIFIERS else ():
        phrase = " ".join(words[-count:]) if len(words) >= count else ""
        phrase = phrase.lstrip(OPENING)
        qualifier = QUALIFIERS.get(phrase)
        if qualifier is None:
            continue
        if phrase == "trên" and found.unit is not None and found.unit.name in ON:
            break
        if found.qualifier != "range":
            found.qualifier = qualifier
        if qualifier != "exact" or phrase in {"ước đạt", "tròn"}:
            place = low.rfind(phrase.split()[0], max(0, found.start - 24), found.start)
            found.begin = place if place >= 0 else found.start
        break
    match = UP.match(low, found.end) if "trở" in low[found.end : found.end + 32] else None
    if match and found.qualifier != "range":
        found.qualifier = "at_least" if match[1] else "at_most"
        if not match.group()[: -len("trở lên")].strip():
            found.end = match.end()
