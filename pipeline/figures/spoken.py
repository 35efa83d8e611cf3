"""Numerals in words, where what follows shows that something is counted."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures.found import Found
from pipeline.figures.labels import label_kind
from pipeline.figures.masks import is_slogan
from pipeline.figures.numerals import longest_words
from pipeline.figures.page import Page
from pipeline.figures.quantity import read_bounds, speaks_of_money
from pipeline.figures.signs import (
    COUNTING,
    DURATION,
    STOPS,
    WORD_UNITS,
)
from pipeline.figures.units import Unit, known_units, read_unit


def read_words_at(page: Page, match: "re.Match[str]", found: list[Found]) -> int:
    """Read one numeral in words when what follows shows that something is counted."""
    low, start = page.low, match.start()
    if page.masked.covers(start):
        return match.end()
    run = match.group().split()
    read = longest_words(run)
    if read is None:
        return match.end()
    value, count = read
    end = start + len(" ".join(run[:count]))
    words = low[max(0, start - 34) : start].split()
    if not _counts(page, start, end, count, words):
        return match.end() if count == len(run) else end
    item = _words_quantity(page, start, end, value, run[:count])
    if item is None:
        return end
    read_bounds(page, item, words)
    found.append(item)
    return item.end


def _words_quantity(
    page: Page, start: int, end: int, value: Decimal, run: list[str]
) -> Found | None:
    """Give a numeral in words its unit; a half is a share, a bare amount is money."""
    low = page.low
    item = Found(start=start, end=end, value=value, unit=None, words=True)
    unit = read_unit(low, end)
    if unit is not None and unit.kind == "other" and unit.name in STOPS:
        unit = None
    if value == Decimal("0.5"):
        item.unit = Unit("tỷ lệ", "ratio", end, "tỷ lệ")
        return item
    large = any(word in {"triệu", "tỷ", "tỉ"} for word in run)
    if unit is None and large and speaks_of_money(low, start, end):
        unit = Unit("đồng", "money", end, "đồng")
        item.flags.append("unit_inferred")
    if (
        unit is not None
        and unit.kind == "day"
        and not DURATION.search(low[max(0, start - 40) : start])
    ):
        page.masked.add(start, unit.end, "duration")
        return None
    item.unit = unit
    item.end = unit.end if unit else end
    return item


def _counts(page: Page, start: int, end: int, count: int, words: Sequence[str]) -> bool:
    """Say whether a numeral in words counts something, not an idiom, a name or a year."""
    body, low = page.body, page.low
    if body[start].isupper() and body[end + 1 : end + 2].isupper():
        return False
    first = low[start:end]
    if first in {"một nửa", "nửa"}:
        return first == "một nửa" and low.startswith((" số", " dân số", " diện tích"), end)
    if label_kind(words) is not None and words and words[-1] != "số":
        return False
    if count > 1:
        return True
    after = low[end : end + 24].split()
    if not after or first in {"một", "không", "tư"} or is_slogan(body, low, start, end):
        return False
    if after[0] not in WORD_UNITS:
        return False
    if (
        after[0]
        in {"đồng", "đô", "bảng", "hội", "công", "tổ", "tập", "cá", "hồ", "thủ", "mô", "điển"}
        and " ".join(after[:2]).strip(".,;:") not in known_units()
    ):
        return False
    if first == "năm":
        return bool(words) and words[-1] in COUNTING
    return True
