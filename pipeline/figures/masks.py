"""Numbers that do not count: dates, documents, names, clocks, phones, slogans, kept by type."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.figures.cues import phrases
from pipeline.figures.units import read_unit


class Mask(NamedTuple):
    """A stretch of text whose numbers are no figures, and why."""

    start: int
    end: int
    kind: str


_SLOGANS = (
    "không", "sạch", "bám", "cùng", "tại chỗ", "nhất", "biết", "nên", "rõ", "dám", "thật", "tự",
    "cửa", "quyết", "tiên phong", "gương", "chống", "đúng", "tốt", "có", "hóa", "an", "yên",
    "trước", "nhớ", "tận tình", "k",
)  # fmt: skip
SLOGAN_WORDS = frozenset(phrases(*_SLOGANS))
OPENING_SLOGANS = SLOGAN_WORDS - {"có"}
DATE = re.compile(
    r"\d{1,2} ?[/.\-–] ?\d{1,2} ?[/.\-–] ?\d{4,5}|\d{1,2} ?[/.\-–] ?(?:19|20)\d{2}(?!\d)"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
)
SHORT_DATE = re.compile(r"(?:[0-2]?\d|3[01]) ?[/\-.] ?(?:0?[1-9]|1[0-2])(?![\d/%]|[.,]\d)")
DATE_MARKS, CLOCK_MARKS = frozenset("/.-–t"), frozenset("hg:")
MARKS = DATE_MARKS | CLOCK_MARKS
CLOCK = re.compile(
    r"\d{1,2} ?(?:h|g|giờ)(?: ?\d{1,2} ?(?:phút|p|')?)?(?!\w)|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
)
SCORE = re.compile(r"\d{1,2} ?[-–:] ?\d{1,2}(?!\d|[.,/]\d)")
SYMBOL = re.compile(
    r"\d+[a-zđ]?(?:/\d{4}){0,2} ?[/-] ?(?=[A-ZĐƯ][\wĐđ]*[A-ZĐƯ])[A-ZĐƯ][\wĐđ.&]*"
    r"(?:[-/][A-ZĐƯ][\wĐđ]*)*"
)
PHONE = re.compile(r"(?:\+84|\(?0\d{1,4}\)?)[ .\-]?\d{2,4}[ .\-]?[\dx]{2,4}(?:[ .\-]?[\dx]{2,4})?")
YEARS = re.compile(r"(?:19|20)\d{2}(?: ?[-–/] ?(?:(?:19|20)\d{2}|\d{2}(?!\d)))?(?![\d.,]*\d)")
DAY_WORDS = frozenset(
    ("ngày", "sáng", "chiều", "tối", "trưa", "hôm", "mùng", "đến", "từ", "khánh", "lễ", "tết", "-",
     "dịp", "đêm", "nay", "–", "rằm", "tới", "và")
)  # fmt: skip
OPEN_QUOTES, CLOSE_QUOTES = '“"«‘', '”"»’'
DECIMALS = re.compile(r"[.,]\d| ?%")
HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)](?= |\t)")


class Masked:
    """The typed stretches of one text, for auditing what was left out."""

    def __init__(self, given: Iterable[Mask]) -> None:
        self._given = sorted(given)
        self._starts = [mask.start for mask in self._given]
        self.found: list[Mask] = []

    def covers(self, at: int) -> Mask | None:
        """Give the stretch handed in from outside that covers a position."""
        place = bisect_right(self._starts, at)
        mask = self._given[place - 1] if place else None
        return mask if mask is not None and mask.end > at else None

    def add(self, start: int, end: int, kind: str) -> int:
        """Remember a stretch and give its end."""
        self.found.append(Mask(start, end, kind))
        return end


def written_mask(body: str, low: str, start: int, end: int) -> Mask | None:
    """Recognise by its own writing a number that is no figure: document, date, clock, score."""
    char_after = body[end : end + 1]
    if char_after == " " and low[end + 1 : end + 2] not in MARKS and body[start] not in "0(+":
        return None
    if char_after in {"/", "-"} or (char_after.isalpha() and "/" in body[end : end + 3]):
        match = SYMBOL.match(body, start)
        if match:
            return Mask(start, match.end(), "document")
    short = end - start <= 2
    near = low[end : end + 2].lstrip(" ")[:1]
    if near in DATE_MARKS and (short or end - start >= 4):
        match = DATE.match(low, start)
        if match and not (near == "t" and _length_and_number(low, start, match.end())):
            return Mask(start, match.end(), "date")
    match = CLOCK.match(low, start) if short and near in CLOCK_MARKS else None
    if match and not low.startswith((" giờ công", "giờ công"), end):
        return Mask(start, match.end(), "clock")
    if body[start] in "0(+" and (match := PHONE.match(low, start)) and _is_phone(match.group()):
        return Mask(start, match.end(), "phone")
    if char_after in {")", "."} or body[end - 1] == ".":
        return _heading(body, start)
    return None


def _length_and_number(low: str, start: int, end: int) -> bool:
    """Say whether `6 tháng 4,2%` is a length of time and then a number of its own."""
    if DECIMALS.match(low, end):
        return True
    if low.endswith(("ngày ", "sáng ", "chiều ", "tối "), 0, start):
        return False
    unit = read_unit(low, end)
    return unit is not None and unit.kind in {"count", "ratio", "money", "area", "measure"}


def _heading(body: str, start: int) -> Mask | None:
    """Recognise `2.1. ` at the beginning of a line."""
    line_start = body.rfind("\n", max(0, start - 4), start) + 1
    if not (line_start or start < 4) or body[line_start:start].strip():
        return None
    match = HEADING.match(body, start)
    return Mask(start, match.end(), "heading") if match else None


def _is_phone(text: str) -> bool:
    digits = sum(c.isdigit() or c == "x" for c in text)
    return digits >= 9 or (digits >= 8 and "x" in text)


def short_date(low: str, start: int) -> Mask | None:
    """Recognise `2/9`, `19.12`, `8-8` after a word that announces a day."""
    match = SHORT_DATE.match(low, start)
    return Mask(start, match.end(), "date") if match else None


def is_slogan(body: str, low: str, start: int, end: int) -> bool:
    """Say whether a small number belongs to a slogan or a campaign's name."""
    after = low[end : end + 14].lstrip()
    if after and low.startswith(" ", end):
        if after.startswith("an ninh"):
            return False
        words = after.replace(",", " ").replace("”", " ").replace('"', " ").split()
        if words and (words[0] in OPENING_SLOGANS or " ".join(words[:2]) in SLOGAN_WORDS):
            return True
    return _in_short_quotes(body, start, end)


def _in_short_quotes(body: str, start: int, end: int) -> bool:
    """Say whether the number stands inside quotation marks not more than a title apart."""
    window = body[max(0, start - 60) : start]
    if not ("“" in window or '"' in window or "«" in window or "‘" in window):
        return False
    opening = max(body.rfind(quote, max(0, start - 60), start) for quote in OPEN_QUOTES)
    if opening < 0 or any(c in body[opening + 1 : start] for c in "”»\n"):
        return False
    if (
        body[opening] == '"'
        and body.count(
            '"', max(0, start - 400, body.rfind("\n", max(0, start - 400), start)), start
        )
        % 2
        == 0
    ):
        return False
    closing = [p for q in CLOSE_QUOTES if (p := body.find(q, end, end + 60)) >= 0]
    return bool(closing) and min(closing) - opening < 90


def year_like(text: str, low: str, start: int) -> Mask | None:
    """Recognise a bare year, or two of them."""
    if len(text) != 4 or not text.startswith(("19", "20")):
        return None
    match = YEARS.match(low, start)
    return Mask(start, match.end(), "year") if match else None
