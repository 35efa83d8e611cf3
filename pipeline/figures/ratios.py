"""Rates, changes and ranks, set against the numbers they are made of."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise, permutations

from corpus.records import Check
from pipeline.figures.ledger import LEAST_TOTAL, LEFT, REACH, Page, agrees
from pipeline.figures.sums import rest_of_fraction

_RATE_OF = re.compile(r"đạt|chiếm|bằng|tức|tương|tỷ lệ|tỉ lệ|=|\($|^\s*[,–-]?\s*$", re.IGNORECASE)
_MAY_PASS_100 = re.compile(
    r"kế hoạch|chỉ tiêu|so với|cùng kỳ|dự toán|nghị quyết|gấp|tăng|vượt|năm trước|mục tiêu", re.I
)


def percentages(page: Page) -> Iterator[Check]:
    """Identity 5: the percentage after a fraction is the fraction, or that of a total near by."""
    for first, second in pairwise(range(len(page.figures))):
        part, rate = page.figures[first], page.figures[second]
        if rate.unit != "%" or rate.kind != "level" or rate.value_max is not None:
            continue
        if part.kind != "level" or part.unit == "%":
            continue
        gap = page.leading_to(first, second)
        if len(gap) > 60 or ";" in gap or not _RATE_OF.search(gap.strip()):
            continue
        if page.sentence[first] != page.sentence[second]:
            continue
        if part.denominator:
            yield from _percent_of_fraction(page, first, second)
        else:
            yield from _percent_of_total(page, first, second)


def _percent_of_fraction(page: Page, first: int, second: int) -> Iterator[Check]:
    part, rate = page.figures[first], page.figures[second]
    if not part.denominator:
        return
    made = 100 * part.value / part.denominator
    holds = agrees(rate, made)
    if not holds and (part.value == part.denominator or part.unit.startswith("tiêu chí")):
        return  # `9/9 tiêu chí đạt trên 80%`: the rate is what each of them reached
    try:
        difference = Decimal(0) if holds else (rate.value - made).quantize(Decimal("0.01"))
    except InvalidOperation:
        return  # too many digits to be a share of anything
    yield Check(
        identity="percent_of_fraction", holds=holds, difference=difference,
        figures=(first, second),
    )  # fmt: skip
    for left in rest_of_fraction(page, first) if not holds else ():
        made = 100 * (part.denominator - page.figures[left].value) / part.denominator
        if page.figures[left].indicator in LEFT and agrees(rate, made):
            yield Check(
                identity="percent_after_remainder", holds=True, difference=Decimal(0),
                figures=(first, second, left),
            )  # fmt: skip


def _percent_of_total(page: Page, first: int, second: int) -> Iterator[Check]:
    """Record only a rate that some total before it gives: which one is meant is not said."""
    part, rate = page.figures[first], page.figures[second]
    for total in range(first - 1, max(-1, first - REACH), -1):
        whole = page.figures[total]
        if page.paragraph[total] != page.paragraph[first]:
            return
        large = whole.value >= max(part.value, Decimal(LEAST_TOTAL)) and page.level(
            total, part.unit
        )
        if large and agrees(rate, 100 * part.value / whole.value):
            yield Check(
                identity="percent_of_fraction", holds=True, difference=Decimal(0),
                figures=(total, first, second),
            )  # fmt: skip
            return


def changes(page: Page) -> Iterator[Check]:
    """Identities 6 and 7: a change is the level now less the level then."""
    for index, figure in enumerate(page.figures):
        change = figure.change
        if figure.kind != "change" or change is None or not change.value:
            continue
        sign = 1 if change.direction == "up" else -1
        levels = list(_levels_about(page, index))
        for now, then in permutations(levels, 2):
            check = _change_between(page, index, now, then, sign)
            if check is not None:
                yield check
                break


def _levels_about(page: Page, index: int) -> Iterator[int]:
    """Yield the levels of one thing in the sentence of a change, in any order of time."""
    figure = page.figures[index]
    rank = figure.unit == "bậc"
    for other in range(max(0, index - 5), min(index + 5, len(page.figures))):
        level = page.figures[other]
        alike = level.unit == figure.unit or (figure.unit == "%" and level.unit != "%")
        plain = level.kind == "level" and level.value_max is None and alike
        meant = level.kind == "rank" if rank else plain
        if meant and other != index and page.sentence[other] == page.sentence[index]:
            yield other


def _change_between(page: Page, index: int, now: int, then: int, sign: int) -> Check | None:
    """Give the check when the two levels differ by just the change; else say nothing."""
    figure, first, second = page.figures[index], page.figures[now], page.figures[then]
    if first.indicator != second.indicator or first.unit != second.unit or not second.value:
        return None
    moved = first.value - second.value
    if figure.unit == "bậc":
        holds, identity = -moved * sign == figure.value, "rank_change"
    elif figure.unit == "%" and first.unit != "%":
        made = 100 * moved / second.value * sign
        holds, identity = made > 0 and agrees(figure, made), "percent_change"
    else:
        holds, identity = moved * sign == figure.value, "level_change"
    if not holds:
        return None
    return Check(identity=identity, holds=True, difference=Decimal(0), figures=(now, then, index))


def within_hundred(page: Page) -> Iterator[Check]:
    """Identity 11: a share passes 100 % only of a plan or of another time."""
    for index, figure in enumerate(page.figures):
        if figure.unit != "%" or figure.kind != "level" or figure.value <= 100:
            continue
        before = re.split(r"[.;\n]\s", page.body[max(0, figure.start - 60) : figure.end])[-1]
        around = before + re.split(r"[.;\n]", page.body[figure.end : figure.end + 60])[0]
        if figure.indicator != "khac" and not _MAY_PASS_100.search(around):
            yield Check(
                identity="percentage_within_100", holds=False, difference=figure.value - 100,
                figures=(index,),
            )  # fmt: skip
