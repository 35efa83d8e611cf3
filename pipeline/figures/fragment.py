"""A text that is nothing but a number or an amount: read it as such, whatever its size."""

import re
from decimal import Decimal

from pipeline.figures.found import Found
from pipeline.figures.numerals import SCALES, SHORT_SCALES, longest_words, read_digits, read_words
from pipeline.figures.page import Page
from pipeline.figures.sole_amount import read_sole_amount
from pipeline.figures.units import Unit, read_unit

LONGEST = 80
NUMBER = re.compile(
    r"\s*(?P<sign>âm |[-−–] ?)?(?P<digits>[.,]?\d+(?:[.,\u00a0 ]\d+)*)"
    r"(?: ?(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục|tá|trăm|[kmg])(?![a-zà-ỹđ]))?"
)
FRACTION = re.compile(r"(\d{1,6}) ?/ ?(0*[1-9]\d{0,5})[.!]?")
ORDINAL = re.compile(r"đầu tiên|thứ (?:(?P<first>nhất)|nhì|(?P<place>1|[89]|\d{2,4}))")
"""`thứ hai` to `thứ bảy` are days of the week as well, so alone they are not read."""
TOO_LONG = re.compile(r"\d{19}")
MAGNITUDES = {"trăm": Decimal(100)} | SCALES
PART_OF = re.compile(r"\s*(?P<top>.+?) phần (?P<bottom>.+?)\s*\Z")


def read_fragment(page: Page) -> Found | None:
    """Read a short text that holds one number, its sign, magnitude and unit, and no more."""
    low = page.low
    if len(low) > LONGEST or "\n" in low.strip():
        return None
    found = (
        _ordinal(low)
        or read_sole_amount(low)
        or _fraction(low)
        or _in_digits(low)
        or _in_words(low)
    )
    if (
        found is None
        or TOO_LONG.search(low)
        or low[found.end :].strip(" .!\n")
        or found.unit_kind in {"other", "day"}
    ):
        return None
    found.begin = found.begin if found.unit_kind == "money" else found.start
    found.sentence = (0, len(low))
    found.indicator = "so_tien" if found.unit_kind == "money" else "khac"
    if found.unit is None:
        found.counts(Unit("", "none", found.end))
    return found


def _ordinal(low: str) -> Found | None:
    """Read `thứ nhất`, `thứ 12`: a place in an order."""
    start = len(low) - len(low.lstrip())
    match = ORDINAL.fullmatch(low.strip(" .!\n"))
    if match is None:
        return None
    place = int(match["place"] or (2 if match[0].endswith("nhì") else 1))
    return Found(
        start=start, end=start + match.end(), value=Decimal(place), unit=None, kind="rank"
    )


def _fraction(low: str) -> Found | None:
    """Read a part of a whole; `7/3` is more than one and so a date."""
    match = FRACTION.fullmatch(low.strip())
    if match is None or int(match[1]) > int(match[2]):
        return None
    start = len(low) - len(low.lstrip())
    value = Decimal(match[1]) / Decimal(match[2])
    return Found(start=start, end=start + match.end(2), value=value, unit=None)


def _in_digits(low: str) -> Found | None:
    match = NUMBER.match(low)
    if match is None:
        return None
    scale = match["scale"]
    number = read_digits(match["digits"], "scaled" if scale else "bare")
    if number is None or (
        number.other is not None and scale is None and "," not in match["digits"]
    ):
        number = read_digits(match["digits"], "whole") if number is not None else None
    if number is None:
        return None
    factor = (SCALES.get(scale) or SHORT_SCALES[scale]) if scale else Decimal(1)
    value = number.value * factor * (-1 if match["sign"] else 1)
    start = match.start("sign") if match["sign"] else match.start("digits")
    return _with_unit(low, start, match.end(), value)


def _in_words(low: str) -> Found | None:
    start = len(low) - len(low.lstrip())
    words = low.strip(" .!\n").split(" ")
    negative = words[:1] == ["âm"]
    if match := PART_OF.match(low):
        top, bottom = read_words(match["top"]), read_words(match["bottom"])
        if top is not None and bottom:
            return Found(start=start, end=match.end("bottom"), value=top / bottom, unit=None)
    if len(words) == 1 and words[0] in MAGNITUDES:
        return Found(start=start, end=start + len(words[0]), value=MAGNITUDES[words[0]], unit=None)
    read = longest_words(words[1:] if negative else words)
    if read is None:
        return None
    value, count = read
    end = start + len(" ".join(words[: count + negative]))
    return _with_unit(low, start, end, -value if negative else value)


def _with_unit(low: str, start: int, end: int, value: Decimal) -> Found:
    unit = read_unit(low, end) if low[end:].strip(" .!\n") else None
    return Found(start=start, end=unit.end if unit else end, value=value, unit=unit)
