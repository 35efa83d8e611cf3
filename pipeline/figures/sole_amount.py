"""An amount of money that is the whole text: `giữa 5 và 7 đô la`, `ít nhất €20`, `3 đô 50 xu`.

Foreign coins and loose bounds are rare in the news and too close to other words to be read in a
running text; alone they can mean nothing else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.records import Qualifier
from pipeline.figures.found import Found
from pipeline.figures.numerals import SCALES, SHORT_SCALES, longest_words, read_digits
from pipeline.figures.spelling import place_tones
from pipeline.figures.units import Unit

CURRENCIES = {
    "đồng": ("đồng", "đ", "vnđ", "vnd", "vn$"),
    "USD": ("đô la mỹ", "đô-la", "đô la", "đô mỹ", "đôla", "đô", "us$", "$", "usd", "dollars",
            "dollar"),
    "EUR": ("euros", "euro", "eur", "€"),
    "GBP": ("bảng anh", "bảng", "pounds", "pound", "£", "gbp"),
    "JPY": ("yên nhật", "yên", "jpy", "¥"),
    "CNY": ("nhân dân tệ", "cny"),
    "INR": ("rupees", "rupee", "rs.", "rs", "inr", "₹"),
    "AED": ("dirhams", "dirham", "aed"),
    "THB": ("baht", "thb"),
    "KRW": ("won", "krw"),
    "cent": ("xen", "xu", "cents", "cent"),
}  # fmt: skip
_NAMES = {written: name for name, forms in CURRENCIES.items() for written in forms}
_QUALIFIERS: dict[Qualifier, str] = {
    "less_than": "dưới|ít hơn|kém hơn|thấp hơn|nhỏ hơn|không tới|không đến|chưa tới|chưa đến"
    "|chưa đầy",
    "at_most": "không cao hơn|không nhiều hơn|không hơn|không quá|không vượt quá|không trên|tối đa"
    "|nhiều nhất",
    "more_than": "nhiều hơn|cao hơn|lớn hơn|hơn|trên|quá|vượt quá|vượt",
    "at_least": "không ít hơn|không thấp hơn|không dưới|không kém|ít nhất|tối thiểu",
    "about": "khoảng chừng|tầm khoảng|khoảng|tầm|xấp xỉ|chừng|độ|ước chừng",
    "nearly": "gần",
}
_MEANS = {
    place_tones(phrase): name for name, line in _QUALIFIERS.items() for phrase in line.split("|")
}


def _any(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


_QUALIFIER = re.compile(rf"({_any(_MEANS)})\s")
_OPEN = re.compile(r"(?P<open>giữa|từ)\s")
_TO = re.compile(r"(?P<dash>\s?[-–—]\s?)|\s(?P<word>đến|tới|và)\s")
_UP = re.compile(r"\strở\s(?:(lên)|xuống)")
_BEFORE = ("vn$", "us$", "$", "€", "£", "¥", "₹", "rs.", "rs", "usd", "eur", "gbp", "vnd", "vnđ",
           "jpy", "cny", "inr", "aed")  # fmt: skip
_PREFIX = re.compile(rf"({_any(_BEFORE)})\s?(?=[\d.,])")
_SUFFIX = re.compile(rf"\s?({_any(_NAMES)})(?![^\W_])")
_DIGITS = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|[.,]?\d+(?:[.,]\d+)*")
_POINT = re.compile(r"\s(?:chấm|phẩy|phảy)\s(\d{1,6})(?!\d)")
_SCALE = re.compile(r"\s?(nghìn|ngàn|triệu|tỷ|tỉ|tr|k|(?<=\d)m)(?![^\W_])")
_SMALL = re.compile(r"(?:\svà)?\s(?=[^\W_])")
_COIN = re.compile(r"\s(?:xen|xu|cents?|hào)(?![^\W_])")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number of some currency, and where its words end."""

    value: Decimal
    end: int
    scale: Decimal = Decimal(1)
    currency: str = ""


def read_sole_amount(low: str) -> Found | None:
    """Read a folded text that is one amount of money, or a range of it, with its bounds."""
    text = low.replace("\u00a0", " ")
    begin = len(text) - len(text.lstrip())
    text = text.rstrip(" .!\n")
    bound = _QUALIFIER.match(text, begin)
    at = bound.end() if bound else begin
    opens = _OPEN.match(text, at)
    start = opens.end() if opens else at
    first = _amount(text, start)
    if first is None:
        return None
    found = _range(text, start, first, opens) or _bounded(text, start, first, bound, opens)
    if found is not None:
        found.begin = begin
    return found


def _bounded(
    text: str, start: int, amount: _Amount, bound: re.Match[str] | None,
    opens: re.Match[str] | None,
) -> Found | None:  # fmt: skip
    """Read what stands around one amount: `hơn …`, `từ … trở lên`."""
    qualifier: Qualifier = _MEANS[bound[1]] if bound else "exact"
    end, up = amount.end, _UP.match(text, amount.end)
    if up:
        qualifier, end = ("at_least" if up[1] else "at_most"), up.end()
    if end != len(text) or not amount.currency or (opens is not None and up is None):
        return None
    return _found(start, end, amount, qualifier)


def _range(text: str, start: int, first: _Amount, opens: re.Match[str] | None) -> Found | None:
    link = _TO.match(text, first.end)
    second = _amount(text, link.end()) if link else None
    if link is None or second is None or second.end != len(text):
        return None
    if link["word"] and (opens is None or (link["word"] == "và") != (opens["open"] == "giữa")):
        return None
    if not first.currency and first.scale == 1 < second.scale:
        first = replace(first, value=first.value * second.scale)
    same = first.currency in ("", second.currency)
    if not second.currency or not same or first.value >= second.value:
        return None
    found = _found(start, second.end, replace(first, currency=second.currency), "range")
    found.value_max = second.value
    return found


def _found(start: int, end: int, amount: _Amount, qualifier: Qualifier) -> Found:
    unit = Unit(amount.currency, "money", end, amount.currency)
    return Found(start=start, end=end, value=amount.value, unit=unit, qualifier=qualifier)


def _amount(text: str, at: int) -> _Amount | None:
    """Read a number with its currency before or after it, and the coins that follow."""
    prefix = _PREFIX.match(text, at)
    amount = _number(text, prefix.end() if prefix else at)
    if amount is None:
        return None
    suffix = None if prefix else _SUFFIX.match(text, amount.end)
    if prefix:
        return replace(amount, currency=_NAMES[prefix[1]])
    if suffix is None:
        return amount
    whole = replace(amount, currency=_NAMES[suffix[1]], end=suffix.end())
    return whole if whole.currency in ("đồng", "cent") else _with_coins(text, whole)


def _with_coins(text: str, whole: _Amount) -> _Amount:
    """Add hundredths: `3 đô và 50 xu`, or `3 đô 50` at the end of the text."""
    link = _SMALL.match(text, whole.end)
    part = _number(text, link.end()) if link else None
    if link is None or part is None or not 0 < part.value < HUNDRED:
        return whole
    coin = _COIN.match(text, part.end)
    last = "và" not in link[0] and part.end == len(text)
    if coin is None and not last:
        return whole
    end = coin.end() if coin else part.end
    return replace(whole, value=whole.value + part.value / HUNDRED, end=end)


def _number(text: str, at: int) -> _Amount | None:
    """Read digits or words, a point said in words, and the magnitude."""
    digits = _DIGITS.match(text, at)
    if digits:
        read = read_digits(digits[0], "money")
        value, end = (read.value if read else None), digits.end()
    else:
        words = text[at:].split(" ")
        worded = longest_words(words)
        value, end = (worded[0], at + len(" ".join(words[: worded[1]]))) if worded else (None, at)
    if value is None:
        return None
    point = _POINT.match(text, end) if value == value.to_integral_value() else None
    if point:
        value, end = Decimal(f"{int(value)}.{point[1]}"), point.end()
    scale = _SCALE.match(text, end)
    if scale is None:
        return _Amount(value, end)
    factor = SCALES.get(scale[1]) or SHORT_SCALES[scale[1]]
    return _Amount(value * factor, scale.end(), factor)
