"""Numerals in words, where what follows shows that something is counted."""

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.figures.bounds import read_bounds
from pipeline.figures.found import Found
from pipeline.figures.labels import label_kind
from pipeline.figures.lengths import lasts
from pipeline.figures.magnitudes import counts_people, speaks_of_money
from pipeline.figures.masks import is_slogan
from pipeline.figures.numerals import HALF, SCALES, TEN, UNITS, longest_words
from pipeline.figures.page import Page
from pipeline.figures.quantity import add_half
from pipeline.figures.signs import COUNTING, SURE_KINDS, WORD_UNITS
from pipeline.figures.spoken_pairs import HUNDRED, read_pair
from pipeline.figures.units import ALONE, Unit, counted_unit, known_units

AT_LEAST_ONE = frozenset(("nhất", "thiểu"))
MORE_OR_LESS = frozenset(("quá", "hơn", "gần", "phân", "già", "non", "ngót", "trên", "dưới"))
MOVED = frozenset(("giảm", "tăng", "bớt", "còn", "bằng"))
HALF_OF = (" số", " dân số", " diện tích", " tổng số", " trong số")
TWO_SYLLABLES = frozenset(
    (
        "đồng",
        "đô",
        "bảng",
        "hội",
        "công",
        "tổ",
        "tập",
        "cá",
        "hồ",
        "thủ",
        "mô",
        "điển",
        "chỉ",
        "cây",
        "lượng",
    )
)
"""Words that count nothing unless their second syllable does."""
MARKS = ".,;:)"
VAGUE = frozenset(("vài", "dăm", "đôi", "mấy"))
"""`vài ba hộ` says that nobody counted."""
LARGE = frozenset(("triệu", "tỷ", "tỉ"))
LONE = {"chục": TEN, "tá": Decimal(12), "trăm": HUNDRED} | {
    word: SCALES[word] for word in ("nghìn", "ngàn", "vạn")
}
RATIOS = (" lệ", " trọng")
"""What makes `tỷ` no thousand million: `cuối năm tỷ lệ …`."""


def read_words_at(page: Page, match: re.Match[str], found: list[Found]) -> int:
    """Read one numeral in words when what follows shows that something is counted."""
    low, start = page.low, match.start()
    if page.masked.covers(start):
        return match.end()
    run = match.group().split()
    read = _magnitude(run) if run[0] in LONE else longest_words(run)
    if read is None:
        return match.end()
    value, count = read
    end = match.end() if count == len(run) else start + len(" ".join(run[:count]))
    words = low[start - 34 if start > 34 else 0 : start].split()
    item = read_pair(page, start, end, value, words)
    if item is None:
        if not _counts(page, start, end, count, words):
            return end
        item = _words_quantity(page, start, end, value, run[:count])
    if item is None:
        return end
    read_bounds(page, item, words)
    found.append(item)
    return max(item.end, item.denominator_end)


def _magnitude(run: list[str]) -> tuple[Decimal, int] | None:
    """Read a magnitude of which there is one: `trăm`, `chục triệu`."""
    if len(run) == 1:
        return LONE[run[0]], 1
    read = longest_words(["một", *run])
    return (read[0], read[1] - 1) if read is not None and read[1] > 1 else None


def _words_quantity(
    page: Page, start: int, end: int, value: Decimal, run: list[str]
) -> Found | None:
    """Give a numeral in words its unit; a half is a share, a bare amount is money."""
    low = page.low
    item = Found(start=start, end=end, value=value, unit=None, words=True)
    if value == HALF:
        if low.endswith("phân ", 0, start):
            item.start = start - len("phân ")
        item.counts(Unit("tỷ lệ", "ratio", end, "tỷ lệ"))
        return item
    large = any(word in LARGE for word in run)
    unit = counted_unit(low, end, large=large)
    if unit is None and large and _is_money(low, start, end, run):
        unit = Unit("đồng", "money", end, "đồng")
        item.flags.append("unit_inferred")
    if unit is not None and unit.kind == "day" and not lasts(low, start, unit.end, unit.name):
        page.masked.add(start, unit.end, "duration")
        return None
    item.counts(unit)
    item.end = unit.end if unit else end
    if unit is not None and low.startswith(" rưỡi", item.end):
        add_half(item)
    return item


def _is_money(low: str, start: int, end: int, run: Sequence[str]) -> bool:
    """Say whether an amount without a noun is money: `một triệu tám` always is."""
    tenths = len(run) > 1 and run[-2] in LARGE and run[-1] in UNITS
    return speaks_of_money(low, start, end) or (tenths and not counts_people(low, start))


def _counts(page: Page, start: int, end: int, count: int, words: Sequence[str]) -> bool:
    """Say whether a numeral in words counts something, not an idiom, a name or a year."""
    body, low = page.body, page.low
    if body[start].isupper() and body[end + 1 : end + 2].isupper():
        return False
    first = low[start:end]
    if first in {"một nửa", "nửa"}:
        return _is_share(low, end, first, words)
    if words and (words[-1] in VAGUE or (words[-1] != "số" and label_kind(words) is not None)):
        return False
    if first == "một":
        return words[-1:] != [] and words[-1] in AT_LEAST_ONE and _counted_after(low, end)
    if count > 1:
        return not (low.startswith(RATIOS, end) and low[start:end] in {"năm tỷ", "năm tỉ"})
    if first in {"không", "tư"}:
        return False
    if not _counted_after(low, end) and not (first in LONE and _thing_after(low, end)):
        return False
    if first == "năm" and not (words and words[-1] in COUNTING):
        return False
    return not is_slogan(body, low, start, end)


def _counted_after(low: str, end: int) -> bool:
    """Say whether the word after one number word is one of those that are counted."""
    after = low[end : end + 24].split(None, 2)
    first = after[0].strip(MARKS) if after else ""
    if first not in TWO_SYLLABLES:
        return first in WORD_UNITS
    return " ".join(word.strip(MARKS) for word in after[:2]) in known_units()


def _thing_after(low: str, end: int) -> bool:
    """Say whether the word after a magnitude is one that is counted by itself."""
    unit = counted_unit(low, end)
    return unit is not None and (unit.kind in SURE_KINDS or unit.name.split()[0] in ALONE)


def _is_share(low: str, end: int, half: str, words: Sequence[str]) -> bool:
    """Say whether a half is one of something counted: `quá nửa số hộ`, `giảm hơn một nửa`."""
    bounded = bool(words) and words[-1] in MORE_OR_LESS
    if any(word in MOVED for word in words[-3:]) and (bounded or half == "một nửa"):
        return True
    if half == "nửa" and not bounded:
        return False
    unit = counted_unit(low, end) if bounded else None
    return low.startswith(HALF_OF, end) or (unit is not None and unit.kind == "count")
