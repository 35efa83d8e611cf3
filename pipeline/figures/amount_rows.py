"""Amounts in a row with one magnitude: `tỉnh 83 tỷ đồng, huyện 42, dân góp 6 tỷ đồng`."""

import re
from decimal import Decimal

from msgspec.structs import replace

from pipeline.figures.found import Found
from pipeline.figures.in_rows import in_row
from pipeline.figures.numerals import SCALES
from pipeline.figures.page import Page

SCALE = re.compile(r"[\d ](nghìn|ngàn|triệu|tỷ|tỉ) ?(?:đồng|đ)(?!\w)")
AND = re.compile(r" và (?=[^\W\d_])")
LONGEST = 8
HUGE = Decimal(10_000)


def scale_amount(page: Page, kept: list[Found], index: int) -> None:
    """Give a bare number the magnitude of a row that another amount closes or a total confirms."""
    item, first = kept[index], kept[index].previous
    if first is None or first.unit is None or first.unit.name != "đồng" or first.inherited_unit:
        return
    if ")" in item.lead:
        return
    factor = _factor(page, first)
    if factor is None:
        return
    row = _row(kept, index)
    if not row or not (
        _closed(page, kept, index + len(row), factor) or _summed(row, first, factor)
    ):
        return
    for item in row:
        item.value, item.other = item.value * factor, None
        item.counts(replace(first.unit, end=item.end))
        item.inherited_unit = True
        item.flags.append("unit_inherited")


def _factor(page: Page, item: Found) -> Decimal | None:
    """Give the magnitude an amount is written with."""
    written = SCALE.findall(page.low, item.start, item.end)
    return SCALES[written[0]] if len(written) == 1 else None


def _row(kept: list[Found], index: int) -> list[Found]:
    """Give the bare numbers that go on from an amount, each after its label."""
    row: list[Found] = []
    for item in kept[index : index + LONGEST]:
        previous = item.previous
        bare = item.unit is None and item.denominator is None and item.value < HUGE
        if previous is None or not bare or previous.sentence != item.sentence:
            break
        last = AND.match(item.tail)
        if not in_row(item, previous) and not (last and in_row(_cut(item), previous)):
            break
        row.append(item)
    return row


def _cut(item: Found) -> Found:
    """Give an item as if a mark stood where `và` goes on to the last of a row."""
    return replace(item, tail="," + item.tail)


def _closed(page: Page, kept: list[Found], after: int, factor: Decimal) -> bool:
    """Say whether the amount that ends a row is written with the same magnitude."""
    if after >= len(kept):
        return False
    last = kept[after]
    same = last.sentence == kept[after - 1].sentence and last.unit_kind == "money"
    return same and _factor(page, last) == factor


def _summed(row: list[Found], first: Found, factor: Decimal) -> bool:
    """Say whether a row adds up to the amount before it."""
    rest = sum(item.value for item in row) * factor
    if row[0].lead.lstrip().startswith("("):
        return len(row) > 1 and rest == first.value
    total, parts = first.previous, first.value + rest
    return total is not None and total.unit_kind == "money" and total.value == parts
