"""Sums: parts and their total, what is settled and what is left, cases and how they ended."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from corpus.records import Check, Figure
from pipeline.figures.ledger import LEAST_TOTAL, LEFT, REACH, Page, balance, worth

MANY = 10
SETTLED = {"hs_gq", "don_gq", "kntc_gq", "hs_dung"}
RECEIVED = {"hs_nhan", "don_nhan", "don_tq", "kntc_nhan"}
OUTCOMES = {"hs_dung", "hs_qua", "hs_truoc", "hs_dang"}


def sums_by_parts(page: Page) -> Iterator[Check]:
    """Identity 1, where the text says what is a part of what."""
    parts: dict[int, list[int]] = {}
    for index, unit in page.plain.items():
        total = page.figures[index].part_of
        if total is not None and page.level(total, unit):
            parts.setdefault(total, []).append(index)
    for total, members in parts.items():
        yield from _partitions(page, total, members[:24])


def _partitions(page: Page, total: int, members: list[int]) -> Iterator[Check]:
    """Cut the parts, in order, into runs that make the total; one may be left that does not."""
    value, left = page.figures[total].value, members
    while len(left) >= 2:
        run = _first_run(page, value, left)
        if run is None:
            break
        yield balance(page, "sum_of_parts", value, run, (total, *run))
        left = left[left.index(run[-1]) + 1 :]
    if len(left) < 2 or (left is not members and len(left) < 3):
        return
    subset = _subset(page, value, left)
    if subset is not None:
        yield balance(page, "sum_of_parts", value, subset, (total, *subset))
        return
    for run in _same_sentence(page, left):
        check = balance(page, "sum_of_parts", value, run, (total, *run))
        if worth(page, check, value):
            yield check
            return


def _first_run(page: Page, value: Decimal, left: list[int]) -> tuple[int, ...] | None:
    values = [page.figures[index].value for index in left]
    for begin in range(len(left) - 1):
        made = values[begin]
        for end in range(begin + 1, len(left)):
            made += values[end]
            if made == value:
                return tuple(left[begin : end + 1])
            if made > value:
                break
    return None


def _subset(page: Page, value: Decimal, left: list[int]) -> tuple[int, ...] | None:
    """Find parts, not side by side, that make the total."""
    if len(left) > MANY or value < LEAST_TOTAL:
        return None
    for count in range(len(left), 1, -1):
        for chosen in combinations(left, count):
            if sum(page.figures[index].value for index in chosen) == value:
                return chosen
    return None


def _same_sentence(page: Page, left: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield all the parts, then those of the first sentence, then ever fewer of them."""
    yield tuple(left)
    first = [index for index in left if page.sentence[index] == page.sentence[left[0]]]
    for end in range(len(first), 1, -1):
        yield tuple(first[:end])


def sums_in_reach(page: Page) -> Iterator[Check]:
    """Identity 1, where the figures that follow simply make the one before them."""
    alike: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, unit in page.plain.items():
        alike[page.paragraph[index], unit].append(index)
    for members in alike.values():
        for place, total in enumerate(members[:-2]):
            figure = page.figures[total]
            if figure.value < LEAST_TOTAL:
                continue
            left = [
                index
                for index in members[place + 1 : place + REACH]
                if index < total + REACH and not _siblings(figure, page.figures[index])
            ]
            while (run := _first_run(page, figure.value, left)) is not None:
                yield balance(page, "sum_of_parts", figure.value, run, (total, *run))
                left = left[left.index(run[-1]) + 1 :]


def _siblings(first: Figure, second: Figure) -> bool:
    """Parts of one total are not parts of each other; nothing adds nothing."""
    return not second.value or (first.part_of is not None and first.part_of == second.part_of)


def fraction_and_rest(page: Page) -> Iterator[Check]:
    """Identities 2 and 3: `6/10 vụ, còn 4`; `90/100 đúng hạn, 8 và 2 trễ hạn`."""
    for index, figure in enumerate(page.figures):
        total = figure.denominator
        if total is None or not page.level(index):
            continue
        rest = list(rest_of_fraction(page, index))
        if not rest:
            continue
        left = [page.figures[i].indicator in LEFT for i in rest]
        identity = "settled_plus_remaining" if all(left) else "dossier_outcomes"
        check = balance(page, identity, total, (index, *rest), (index, *rest))
        if worth(page, check, total) or all(left):
            yield check


def rest_of_fraction(page: Page, index: int) -> Iterator[int]:
    """Yield the figures after a fraction that count the rest of its denominator."""
    unit, family = page.figures[index].unit, page.figures[index].family
    for after in range(index + 1, min(index + 6, len(page.figures))):
        figure = page.figures[after]
        if page.paragraph[after] != page.paragraph[index] or figure.denominator is not None:
            return
        alike = figure.unit.split()[:1] == unit.split()[:1] and page.level(after)
        outcome = figure.indicator in OUTCOMES and family.startswith("ho_so")
        if alike and (figure.indicator in LEFT or (outcome and figure.indicator != "hs_dung")):
            yield after
        elif figure.unit != "%":
            return


def received_settled_left(page: Page) -> Iterator[Check]:
    """Identity 2: `tiếp nhận 1.250 hồ sơ, giải quyết 1.240, còn 10`."""
    for first, figure in enumerate(page.figures):
        if figure.indicator not in RECEIVED or figure.part_of is not None or not page.level(first):
            continue
        after = [
            index
            for index in range(first + 1, min(first + 8, len(page.figures)))
            if page.paragraph[index] == page.paragraph[first] and page.level(index, figure.unit)
        ]
        pair = _settled_and_left(page, after)
        if pair is not None:
            check = balance(page, "settled_plus_remaining", figure.value, pair, (first, *pair))
            if worth(page, check, figure.value):
                yield check


def _settled_and_left(page: Page, after: list[int]) -> tuple[int, int] | None:
    """Give the first figure of what is settled and the first of what is left after it."""
    settled = next((i for i in after if page.figures[i].indicator in SETTLED), None)
    if settled is None or page.figures[settled].denominator is not None:
        return None
    later = (i for i in after if i > settled and page.figures[i].indicator in LEFT)
    left = next(later, None)
    return None if left is None else (settled, left)


def settled_by_term(page: Page) -> Iterator[Check]:
    """Identity 3: what is settled is settled before, on or after its term."""
    for index, figure in enumerate(page.figures):
        if figure.indicator != "hs_gq" or not page.level(index):
            continue
        parts: list[int] = []
        for after in range(index + 1, min(index + 5, len(page.figures))):
            other = page.figures[after]
            if other.indicator not in ("hs_dung", "hs_truoc", "hs_qua") or not page.level(after):
                break
            if page.sentence[after] != page.sentence[index] or other.denominator is not None:
                break
            parts.append(after)
        if len(parts) >= 2:
            check = balance(page, "dossier_outcomes", figure.value, tuple(parts), (index, *parts))
            if worth(page, check, figure.value):
                yield check


def mediation(page: Page) -> Iterator[Check]:
    """Identity 4: cases taken on end well, end badly, or go on."""
    for index, figure in enumerate(page.figures):
        if figure.indicator != "hg_nhan" or not page.level(index):
            continue
        after = [
            other
            for other in range(index + 1, min(index + 6, len(page.figures)))
            if page.sentence[other] == page.sentence[index]
            and page.level(other)
            and page.figures[other].unit.split()[:1] == figure.unit.split()[:1]
        ]
        if len(after) >= 3 and page.figures[after[0]].indicator == "hg_thanh":
            check = balance(
                page, "mediation_outcomes", figure.value, tuple(after), (index, *after)
            )
            if worth(page, check, figure.value):
                yield check
