"""The identities that figures of one article must satisfy, as a ledger; nothing is corrected.

An identity is tried only where the text says that its figures belong together. One that holds is
always worth recording; one that does not is recorded only when it nearly does, for two numbers far
apart were not meant to agree. `difference` is what is printed less what the others make.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

from corpus.records import Check, Figure
from pipeline.figures import ratios, sums
from pipeline.figures.ledger import REACH, Page

SUBSETS = (("don_dk", "don_nhan"), ("don_tq", "don_nhan"), ("hg_thanh", "hg_nhan"))
FLOWS = {
    "luot_tiep_dan", "nguoi_duoc_tiep", "don_thu", "khieu_nai", "to_cao", "kien_nghi_phan_anh",
    "ho_so_tthc", "ho_so_dung_han", "hoa_giai", "doi_thoai",
}  # fmt: skip
DISTRICTS = {"huyện", "quận", "thị xã", "thành phố"}


def check_figures(figures: tuple[Figure, ...], body: str) -> tuple[Check, ...]:
    """Try every identity on the figures of one article, in the order of the text."""
    if not figures:
        return ()
    page = Page(figures, body)
    said = {word for figure in figures for word in (figure.indicator, figure.unit, figure.kind)}
    ledger: dict[tuple[str, tuple[int, ...]], Check] = {}
    sums: set[tuple[int, ...]] = set()
    for identity, needs in _IDENTITIES:
        if said.isdisjoint(needs):
            continue
        for check in identity(page):
            members = tuple(sorted(check.figures))
            if check.identity not in _SUMS or members not in sums:
                ledger.setdefault((check.identity, check.figures), check)
            if check.identity in _SUMS:
                sums.add(members)
    return tuple(sorted(ledger.values(), key=lambda check: (check.figures, check.identity)))


def _subsets(page: Page) -> Iterator[Check]:
    """Identity 8: a share of the petitions is not more than all of them."""
    for index, figure in enumerate(page.figures):
        for small, large in SUBSETS:
            if figure.indicator != small or not page.level(index):
                continue
            wholes = [
                other
                for other in range(max(0, index - REACH), index)
                if page.figures[other].indicator == large
                and page.level(other, figure.unit)
                and page.paragraph[other] == page.paragraph[index]
                and _same_time(figure, page.figures[other])
            ]
            if wholes:
                whole = max(wholes, key=lambda other: page.figures[other].value)
                over = figure.value - page.figures[whole].value
                yield Check(
                    identity="subset_not_larger", holds=over <= 0,
                    difference=max(over, Decimal(0)), figures=(index, whole),
                )  # fmt: skip


def _same_time(first: Figure, second: Figure) -> bool:
    if first.period is None or second.period is None:
        return True
    return (first.period.start, first.period.end) == (second.period.start, second.period.end)


def _over_time(page: Page) -> Iterator[Check]:
    """Identities 9 and 12, on the counts of one thing in one place, whatever their time."""
    series: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, unit in page.plain.items():
        figure = page.figures[index]
        named = figure.indicator != "khac" and figure.part_of is None and figure.period is not None
        if named and figure.denominator is None:
            place = figure.place.text if figure.place else ""
            series[figure.indicator, unit, place].append(index)
    for members in series.values():
        for first, second in combinations(members[:REACH], 2):
            yield from _through_the_year(page, first, second)
            yield from _same_magnitude(page, first, second)


def _span(figure: Figure) -> tuple[date | None, date | None]:
    return (figure.period.start, figure.period.end) if figure.period else (None, None)


def _through_the_year(page: Page, first: int, second: int) -> Iterator[Check]:
    """Identity 9: what is counted from January on does not shrink as the year goes on."""
    if page.figures[first].family not in FLOWS:
        return  # a stock, of poor households say, may fall within the year
    (start, end), (other, later) = _span(page.figures[first]), _span(page.figures[second])
    if start is None or start != other or not end or not later or end == later:
        return
    if start.timetuple().tm_yday != 1 or start.year != max(end, later).year:
        return
    short, long = (first, second) if end < later else (second, first)
    over = page.figures[short].value - page.figures[long].value
    yield Check(
        identity="cumulative_not_smaller", holds=over <= 0,
        difference=max(over, Decimal(0)), figures=(short, long),
    )  # fmt: skip


def _districts(page: Page) -> Iterator[Check]:
    """Identity 10: what the districts count makes what the province counts."""
    provinces: list[int] = []
    districts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in page.plain.items():
        figure = page.figures[index]
        place = figure.place
        if place is None or figure.indicator == "khac":
            continue
        if place.level == "tỉnh":
            provinces.append(index)
        elif place.level in DISTRICTS and place.code is not None and len(place.code) == 3:
            districts[figure.indicator, unit].append(index)
    for total in provinces:
        figure = page.figures[total]
        parts = [
            index
            for index in districts[figure.indicator, figure.unit]
            if _span(page.figures[index]) == _span(figure)
        ]
        made = sum((page.figures[index].value for index in parts), Decimal(0))
        if len(parts) >= 3 and made == figure.value:
            yield Check(
                identity="districts_make_province", holds=True, difference=Decimal(0),
                figures=(total, *parts),
            )  # fmt: skip


def _same_magnitude(page: Page, first: int, second: int) -> Iterator[Check]:
    """Identity 12: a count ten times that of the year before is a slip of nghìn or triệu."""
    one, other = page.figures[first], page.figures[second]
    low, high = sorted((one.value, other.value))
    if low < REACH or high < 10 * low or _length(one) != _length(other):
        return
    if _span(one) != _span(other):
        yield Check(
            identity="same_magnitude", holds=False, difference=one.value - other.value,
            figures=(first, second),
        )  # fmt: skip


def _length(figure: Figure) -> int | None:
    """Give the days a figure covers, to the month, or None where its time is open."""
    start, end = _span(figure)
    return None if start is None or end is None else round((end - start).days / 30)


_SUMS = {"settled_plus_remaining", "dossier_outcomes", "mediation_outcomes", "sum_of_parts"}
_IDENTITIES = (
    (sums.fraction_and_rest, ("level",)),
    (sums.received_settled_left, sums.RECEIVED),
    (sums.settled_by_term, ("hs_gq",)),
    (sums.mediation, ("hg_nhan",)),
    (sums.sums_by_parts, ("level",)),
    (sums.sums_in_reach, ("level",)),
    (ratios.percentages, ("%",)),
    (ratios.changes, ("change",)),
    (ratios.within_hundred, ("%",)),
    (_subsets, tuple(small for small, _ in SUBSETS)),
    (_over_time, ("level",)),
    (_districts, ("level",)),
)
"""Each with the indicators, units or kinds one of which some figure of it has.

Named identities come before plain sums: the same figures are reported once.
"""
