"""From a text to its quantities, in one pass over the places where a number may begin."""

from pipeline.figures.bounds import read_bounds
from pipeline.figures.found import Found
from pipeline.figures.in_rows import add_up
from pipeline.figures.labels import label_kind
from pipeline.figures.masks import Mask, written_mask
from pipeline.figures.page import Page
from pipeline.figures.quantity import read_quantity
from pipeline.figures.refuse import refusal
from pipeline.figures.signs import (
    ATTACHED,
    CELLS,
    DIGITS,
    NUMBER,
    ROW,
    SURE_KINDS,
    WORD_RUN,
)
from pipeline.figures.spoken import read_words_at
from pipeline.figures.spoken_ranks import find_ranks
from pipeline.figures.units import Unit, read_unit

LONGEST = 18
"""No count has more digits: such a number is a code."""
FREE = frozenset(' \u00a0\n(“"')
"""What stands before a number that hangs on nothing."""
PERHAPS_PARTS = frozenset(("unit_name", "grade", "class", "name", "list_mark", "ordinal"))
"""Names of numbered things that sums show to be counts: `52 cuộc (quận 6, phường 46)`."""
PAIRED = frozenset(
    f"{first}/{second}"
    for first in ("lượt", "đoàn", "vụ", "vụ việc", "cuộc", "buổi", "hộ")
    for second in ("người", "lượt", "hộ", "khẩu")
)


def scan(page: Page) -> list[Found]:
    """Find every quantity of a text in order; what is no quantity goes to `page.masked`."""
    found: list[Found] = []
    low = page.low
    at = 0
    if run := WORD_RUN.match(low):
        at = read_words_at(page, run, found)
    while (match := NUMBER.search(low, at)) is not None:
        start = match.start()
        if low[start].isdigit():
            at = _read_digits_at(page, start, found)
        else:
            run = WORD_RUN.match(low, start + 1)
            at = read_words_at(page, run, found) if run else match.end()
    ranks = find_ranks(page)
    return sorted([*found, *ranks], key=_start) if ranks else found


def _start(item: Found) -> int:
    return item.start


def _read_digits_at(page: Page, start: int, found: list[Found]) -> int:
    """Read one number in digits, or mask it; give where to go on."""
    match = DIGITS.match(page.low, start)
    if match is None:
        return start + 1
    end = match.end()
    text = match.group()
    given = page.masked.covers(start)
    if given is not None:
        return max(given.end, end)
    mask = _no_count(page, start, end, text)
    if mask is not None:
        return page.masked.add(*mask)
    low = page.low
    words = low[start - 34 if start > 34 else 0 : start].split()
    quantity = read_quantity(page, start, end, text)
    if quantity is None:
        return page.masked.add(start, _token_end(low, end), label_kind(words) or "odd")
    kind = refusal(page, quantity, words, text, found[-1] if found else None)
    if kind in PERHAPS_PARTS and add_up(low, start, found):
        kind = None
    if kind is not None:
        stop = max(end, _token_end(low, end)) if kind != "duration" else quantity.end
        return page.masked.add(start, stop, kind)
    read_bounds(page, quantity, words)
    if words and words[-1] == "âm" and quantity.value_max is None:
        quantity.value = -quantity.value
        quantity.begin = low.rfind("âm", 0, start)
    found.append(quantity)
    if quantity.denominator is None:
        return quantity.end
    if quantity.kind != "rank":
        _split_pair(page, quantity, found)
    return max(quantity.end, quantity.denominator_end, end)


def _no_count(page: Page, start: int, end: int, text: str) -> Mask | None:
    """Recognise by its writing alone what counts nothing: a row of a table, a code, a date."""
    low = page.low
    if " " in text and low[end : end + 1] == " " and low[end + 1 : end + 2].isdigit():
        row = ROW.match(low, start)
        if row:
            return Mask(start, row.end(), "table_row")
    if "|" in low[end : end + 3] and (cells := CELLS.match(low, start)):
        return Mask(start, cells.end(), "table_row")
    hangs = start > 0 and low[start - 1] not in FREE and _inside_code(low, start)
    if hangs or len(text) > LONGEST < sum(map(str.isdigit, text)):
        return Mask(start, _token_end(low, end), "code")
    return written_mask(page.body, low, start, end)


def _inside_code(low: str, start: int) -> bool:
    """Say whether digits hang on letters, a hyphenated name or an address."""
    char = low[start - 1]
    if char.isalpha():
        head = start
        while head and low[head - 1].isalpha() and start - head < 12:
            head -= 1
        return low[head:start] not in ATTACHED and (
            start - head < 3 or not _unit_follows(low, start)
        )
    if char in "-–+" and start > 1:
        return low[start - 2].isalnum()
    if char == "," and start > 1:
        # The whole part was taken for something else: what is left of `4,2 %` is no number.
        return low[start - 2].isdigit()
    if char in "_=#@&?" or (char == "." and start > 1 and low[start - 2].isalnum()):
        return char != "." or low[start - 2].isdigit()
    if char == "/":
        token = low[max(0, start - 60) : start].split()
        return bool(token) and ("://" in token[-1] or "www." in token[-1] or ".vn" in token[-1])
    return False


def _unit_follows(low: str, start: int) -> bool:
    """Say whether digits glued to a word are followed by something counted (`sinh714vụ việc`)."""
    match = DIGITS.match(low, start)
    unit = read_unit(low, match.end()) if match else None
    return unit is not None and unit.kind in SURE_KINDS and low[start - 1] not in "acdeđ"


def _token_end(low: str, end: int) -> int:
    """Give where the run of letters, digits and slashes after a number ends."""
    size = len(low)
    while end < size and (
        low[end].isalnum() or (low[end] in "/.-," and low[end + 1 : end + 2].isdigit())
    ):
        end += 1
    return end


def _split_pair(page: Page, found: Found, found_list: list[Found]) -> None:
    """Turn `161/201 người` under a `lượt/người` heading, or 5/3, into two figures."""
    denominator = found.denominator
    if denominator is None:
        return
    low = page.low
    named = found.unit.name if found.unit is not None else ""
    pair = named in PAIRED or (
        found.unit_name in {"người", "lượt người"}
        and "lượt/" in low[max(0, found.start - 200) : found.start]
    )
    if not pair and (found.value <= denominator or found.unit_kind in SURE_KINDS):
        # More than the whole is more than was planned: `120/100 đảng viên`.
        return
    second = Found(
        start=low.rfind("/", found.start, found.denominator_end) + 1,
        end=found.end,
        value=denominator,
        unit=found.unit,
    )
    second.begin = second.start
    first = "lượt"
    if named in PAIRED:
        first, _, last = named.partition("/")
        second.counts(Unit(last, "count", found.end, last))
    found.denominator = None
    found.end = second.start - 1
    found.counts(Unit(first, "count", found.end, first) if pair else None)
    found_list.append(second)
