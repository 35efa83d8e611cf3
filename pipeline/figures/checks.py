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
from pipeline.figures.ledger import REACH, Page, lay_out

SUBSETS = (("don_dk", "don_nhan"), ("don_tq", "don_nhan"), ("hg_thanh", "hg_nhan"))
FLOWS = {
    "luot_tiep_dan", "nguoi_duoc_tiep", "don_thu", "khieu_nai", "to_cao", "kien_nghi_phan_anh",
    "ho_so_tthc", "ho_so_dung_han", "hoa_giai", "doi_thoai",
}  # fmt: skip
DISTRICTS = {"huyện", "quận", "thị xã", "thành phố"}


def check_figures(figures: tuple[Figure, ...], body: str) -> tuple[Check, ...]:
    """Try every identity on the figures of one article, in the order of the text."""
    page = lay_out(figures, body)
    ledger: dict[tuple[str, tuple[int, ...]], Check] = {}
    sums: set[tuple[int, ...]] = set()
    for identity in _IDENTITIES:
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


def _series(page: Page) -> dict[tuple[str, str, str], list[int]]:
    """Group the counts of one thing in one place, whatever their time."""
    series: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for index, figure in enumerate(page.figures):
        named = figure.indicator != "khac" and figure.part_of is None and figure.period is not None
        if named and page.level(index) and figure.denominator is None:
            place = figure.place.text if figure.place else ""
            series[figure.indicator, figure.unit, place].append(index)
    return series


def _span(figure: Figure) -> tuple[date | None, date | None]:
    return (figure.period.start, figure.period.end) if figure.period else (None, None)


def _through_the_year(page: Page) -> Iterator[Check]:
    """Identity 9: what is counted from January on does not shrink as the year goes on."""
    for members in _series(page).values():
        if page.figures[members[0]].family not in FLOWS:
            continue  # a stock, of poor households say, may fall within the year
        for first, second in combinations(members[:REACH], 2):
            (start, end), (other, later) = _span(page.figures[first]), _span(page.figures[second])
            if start is None or start != other or not end or not later or end == later:
                continue
            if start.timetuple().tm_yday != 1 or start.year != max(end, later).year:
                continue
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
    for index, figure in enumerate(page.figures):
        place = figure.place
        if place is None or not page.level(index) or figure.indicator == "khac":
            continue
        if place.level == "tỉnh":
            provinces.append(index)
        elif place.level in DISTRICTS and place.code is not None and len(place.code) == 3:
            districts[figure.indicator, figure.unit].append(index)
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


def _same_magnitude(page: Page) -> Iterator[Check]:
    """Identity 12: a count ten times that of the year before is a slip of nghìn or triệu."""
    for members in _series(page).values():
        for first, second in combinations(members[:REACH], 2):
            one, other = page.figures[first], page.figures[second]
            low, high = sorted((one.value, other.value))
            if low < REACH or high < 10 * low or _length(one) != _length(other):
                continue
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
    sums.fraction_and_rest, sums.received_settled_left, sums.settled_by_term, sums.mediation,
    sums.sums_by_parts, sums.sums_in_reach, ratios.percentages, ratios.changes,
    ratios.within_hundred, _subsets, _through_the_year, _districts, _same_magnitude,
)  # fmt: skip
"""Named identities come before plain sums: the same figures are reported once."""
