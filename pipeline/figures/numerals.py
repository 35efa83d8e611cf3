"""Vietnamese numerals to `Decimal`: digits with any separator, words, magnitudes; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Style = Literal["whole", "ratio", "measure", "area", "scaled", "money", "thing", "bare"]
"""What the unit says about a number: counted things are whole, a rate has decimals.

A `thing` is what no table knows: likelier whole than measured, but nobody can be sure.
"""
Habit = Literal["vi", "en"]
"""Which sign an article groups thousands with: `vi` the dot, `en` the comma."""

UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
SCALES: dict[str, Decimal] = {
    "tỷ": Decimal(10**9), "tỉ": Decimal(10**9), "triệu": Decimal(10**6), "vạn": Decimal(10**4),
    "nghìn": Decimal(1000), "ngàn": Decimal(1000),
}  # fmt: skip
SHORT_SCALES: dict[str, Decimal] = {
    "tr": Decimal(10**6), "trđ": Decimal(10**6), "k": Decimal(1000), "m": Decimal(10**6),
    "g": Decimal(10**9), "trăm": Decimal(100), "chục": Decimal(10), "tá": Decimal(12),
}  # fmt: skip
POINTS = frozenset({"phẩy", "phảy", "chấm"})
LINKS = frozenset({"linh", "lẻ", "lẽ"})
ONLY_FINAL = frozenset({"mốt", "tư", "lăm", "nhăm"})
NUMERAL_WORDS = (
    frozenset(UNITS) | frozenset(SCALES) | POINTS | LINKS
    | {"mười", "mươi", "trăm", "chục", "tá", "rưỡi", "nửa", "âm"}
)  # fmt: skip
GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})+\Z")
HALF = Decimal("0.5")
TEN = Decimal(10)


@dataclass(frozen=True, slots=True)
class Digits:
    """A number written in digits; `other` is the second reading where the writing allows two."""

    value: Decimal
    other: Decimal | None = None


@lru_cache(maxsize=8192)
def read_digits(text: str, style: Style = "bare", habit: Habit = "vi") -> Digits | None:
    """Read digits with dots, commas or spaces the way the unit and the article suggest."""
    if text.isdecimal():
        return Digits(Decimal(text))
    text = re.sub(r"[ \u00a0\u2009\u202f]", "", text)
    separators = [c for c in text if c in ".,"]
    if not separators:
        return Digits(Decimal(text)) if text.isdecimal() else None
    if text[0] in ".," or text[-1] in ".,":
        return _hanging(text, separators)
    if len(separators) == 1:
        return _one_separator(text, separators[0], style, habit)
    if len(set(separators)) == 1:
        return Digits(Decimal(re.sub(r"[.,]", "", text))) if GROUPED.match(text) else None
    return _two_separators(text, separators)


def _hanging(text: str, separators: Sequence[str]) -> Digits | None:
    """Read `,77`; a number that ends in its separator is none."""
    if len(separators) == 1 and text[0] in ".,":
        return Digits(Decimal("0." + text[1:]))
    return None


def _two_separators(text: str, separators: Sequence[str]) -> Digits | None:
    """Read `1.234,5` and `1,234.5`: the last sign is the decimal one and stands once."""
    point = separators[-1]
    if separators.count(point) != 1:
        return None
    head, _, tail = text.partition(point)
    groups = re.split(r"[.,]", head)
    if len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:]):
        return None
    return Digits(Decimal("".join(groups) + "." + tail))


def _one_separator(text: str, sign: str, style: Style, habit: Habit) -> Digits | None:
    """Decide what one dot or comma means; `1.0000 hộ` is neither groups nor a decimal."""
    head, _, tail = text.partition(sign)
    decimal = Decimal(f"{head}.{tail}")
    if len(tail) > 3 and style in {"whole", "money"}:
        return None
    if len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return Digits(decimal)
    whole = Decimal(head + tail)
    if style in {"whole", "money"} or (style == "area" and sign == "."):
        return Digits(whole)
    if style == "thing":
        return Digits(whole, None if sign == "." and habit == "vi" else decimal)
    if sign == "." and habit == "vi" and tail.endswith("0" if style == "scaled" else "000"):
        # Nobody writes a decimal with such an end: `1.200 tỷ đồng`, `1.000 lít`.
        return Digits(whole)
    grouped = _is_group(sign, tail, style, habit)
    return Digits(whole, decimal) if grouped else Digits(decimal, whole)


def _is_group(sign: str, tail: str, style: Style, habit: Habit) -> bool:
    """Say whether three digits after one sign are likelier a group of thousands."""
    if style == "ratio":
        return tail == "000"
    if style == "area":
        # Three decimals of a square metre are not written; a comma alone stays in doubt.
        return True
    if (sign == ".") == (habit == "vi"):
        return True
    # Nobody writes 12,500 for twelve and a half: zeros at the end speak for thousands.
    return style == "scaled" and tail.endswith("0")


def read_words(text: str) -> Decimal | None:
    """Read a numeral written in words, or give None when the words are not one numeral."""
    words = text.lower().replace("-", " ").split()
    if not words or any(word not in NUMERAL_WORDS for word in words):
        return None
    if words[0] == "âm":
        value = _read(words[1:])
        return -value if value is not None else None
    return _read(words)


def longest_words(words: Sequence[str]) -> tuple[Decimal, int] | None:
    """Read the longest run at the front of `words` that is one numeral; say how many it took."""
    return _longest(tuple(words))


@lru_cache(maxsize=4096)
def _longest(words: tuple[str, ...]) -> tuple[Decimal, int] | None:
    for count in range(_plausible(words), 0, -1):
        value = read_words(" ".join(words[:count]))
        if value is not None:
            return value, count
    return None


def _plausible(words: Sequence[str]) -> int:
    """Say how many words could be one numeral: no digit after a digit, one `trăm` a group."""
    hundred = False
    for place, word in enumerate(words):
        if word in POINTS:
            return len(words)
        if place and word in UNITS and word not in ONLY_FINAL and words[place - 1] in UNITS:
            return place
        if word == "trăm":
            if hundred:
                return place
            hundred = True
        elif word in SCALES:
            hundred = False
    return len(words)


def _read(words: Sequence[str]) -> Decimal | None:
    """Read words without a sign."""
    for place, word in enumerate(words):
        if word in POINTS:
            return _with_point(words[:place], words[place + 1 :])
    if list(words) in (["nửa"], ["một", "nửa"]):
        return HALF
    return _scaled(list(words), ("tỷ", "tỉ"), ("triệu",), ("vạn",), ("nghìn", "ngàn"))


def _scaled(words: list[str], *levels: tuple[str, ...]) -> Decimal | None:
    """Split at the last word of the highest scale present and read both sides."""
    if not levels:
        return _below_thousand(words)
    places = [index for index, word in enumerate(words) if word in levels[0]]
    if not places:
        return _scaled(words, *levels[1:])
    place = places[-1]
    scale = SCALES[levels[0][0]]
    left = _before_scale(words, place, levels[1:])
    right = _rest(words[place + 1 :], scale, levels[1:])
    if left is None or right is None or not left:
        return None if left or left is None or right is None else right
    return left * scale + right


def _before_scale(
    words: list[str], place: int, levels: tuple[tuple[str, ...], ...]
) -> Decimal | None:
    """Read how many of a scale there are: `nửa tỷ`, `tỷ rưỡi` (one and a half)."""
    if words[:place] == ["nửa"]:
        return HALF
    if not place and words[1:] == ["rưỡi"]:
        return Decimal(1)
    return _scaled(words[:place], *levels)


def _rest(words: list[str], scale: Decimal, levels: tuple[tuple[str, ...], ...]) -> Decimal | None:
    """Read what follows a scale word: nothing, a half, a bare digit (tenths of it), a number."""
    if not words:
        return Decimal(0)
    if words == ["rưỡi"]:
        return scale / 2
    if len(words) == 1:
        digit = UNITS.get(words[0]) if words[0] not in {"năm", "không"} else None
        if digit is not None:
            return digit * scale / 10
        return TEN if words[0] == "mười" else None
    if words[0] in LINKS:
        return _digit(words[1:])
    return _scaled(words, *levels)


def _below_thousand(words: list[str]) -> Decimal | None:
    """Read 0 to 999."""
    if "trăm" not in words:
        return _below_hundred(words)
    place = words.index("trăm")
    rest = words[place + 1 :]
    head = Decimal(1) if not place and rest == ["rưỡi"] else _digit(words[:place])
    if head is None:
        return None
    base = head * 100
    if not rest:
        return base
    if rest == ["rưỡi"]:
        return base + 50
    if rest[0] in LINKS:
        tail = _digit(rest[1:])
    elif len(rest) == 1 and rest[0] in UNITS:
        tail = None if rest[0] in {"năm", "không"} else Decimal(UNITS[rest[0]] * 10)
    else:
        tail = _below_hundred(rest)
    return None if tail is None else base + tail


def _below_hundred(words: list[str]) -> Decimal | None:
    """Read 0 to 99, dozens and tens included."""
    if len(words) == 1:
        return {"mười": TEN, "chục": TEN, "tá": Decimal(12)}.get(words[0]) or _digit(words)
    if len(words) == 2:
        return _two_words(words[0], words[1])
    if len(words) == 3 and words[1] in {"mươi", "chục"}:
        tens, unit = _digit(words[:1]), _final_digit(words[2])
        if words[2] == "rưỡi":
            unit = Decimal(5)
        return None if not tens or unit is None else tens * 10 + unit
    return None


def _two_words(first: str, second: str) -> Decimal | None:
    """Read `mười lăm`, `hai mươi`, `ba chục`, `hai tá`, `hai lăm`, `hai rưỡi`."""
    if first == "mười":
        unit = _final_digit(second) if second not in {"mốt", "không"} else None
        return None if unit is None else 10 + unit
    head = _digit([first])
    if second == "rưỡi":
        return {"chục": Decimal(15)}.get(first) if head is None else head + HALF
    if first == "nửa" and second == "tá":
        return Decimal(6)
    if not head:
        return None
    if second in {"mươi", "chục"}:
        return head * 10
    if second == "tá":
        return head * 12
    if second in ONLY_FINAL and first not in ONLY_FINAL and head > 1:
        return head * 10 + UNITS[second]
    return None


def _final_digit(word: str) -> Decimal | None:
    """Read the last digit of a ten; five is never `năm` there, which would be years."""
    return Decimal(UNITS[word]) if word in UNITS and word not in {"năm", "không"} else None


def _digit(words: Sequence[str]) -> Decimal | None:
    """Read exactly one digit word."""
    if len(words) != 1 or words[0] not in UNITS or words[0] in {"mốt", "lăm", "nhăm"}:
        return None
    return Decimal(UNITS[words[0]])


def _with_point(left: Sequence[str], right: Sequence[str]) -> Decimal | None:
    """Read a decimal: `hai phẩy năm`, `hai phẩy bảy lăm`, `một phẩy hai triệu`."""
    whole = _read(left)
    scale = Decimal(1)
    words = list(right)
    while words and words[-1] in SCALES:
        scale *= SCALES[words.pop()]
    if whole is None or not words:
        return None
    if all(word in UNITS for word in words) and not (len(words) == 2 and words[1] in ONLY_FINAL):
        digits = "".join(str(UNITS[word]) for word in words)
    else:
        tail = _below_thousand(words)
        if tail is None or tail != tail.to_integral_value():
            return None
        digits = str(tail)
    return (whole + Decimal("0." + digits)) * scale
