"""Figures of one text: quantities found, named, related, dated and placed; never rounded."""

from bisect import bisect_left
from decimal import Decimal

from corpus.records import Figure, Period, Place
from pipeline.figures.context import Context
from pipeline.figures.found import Found
from pipeline.figures.fragment import read_fragment
from pipeline.figures.indicators import families
from pipeline.figures.kin import kin
from pipeline.figures.masks import Mask, Masked
from pipeline.figures.page import Page
from pipeline.figures.relate import relate
from pipeline.figures.rules import name_indicator
from pipeline.figures.scan import scan
from pipeline.figures.themes import Themes
from pipeline.figures.totals import Totals
from pipeline.figures.units import regional_units
from pipeline.figures.when import When
from pipeline.figures.where import Where
from pipeline.figures.worded import find_worded
from pipeline.figures.wording import LAST_DIGIT, quote_of

__all__ = ["Context", "masked_numbers", "read_figures"]


def read_figures(body: str, context: Context) -> tuple[Figure, ...]:
    """Read every number that counts, in the order of the text."""
    page = _prepare(body, context)
    found = _named(page)
    if not found:
        return ()
    when, where = When(page, context), Where(page, context)
    return tuple([_figure(page, item, when.of(item), where.of(item)) for item in found])


def masked_numbers(body: str, context: Context) -> tuple[Mask, ...]:
    """Give what was left out and why, so that recall can be audited."""
    page = _prepare(body, context)
    _named(page)
    return tuple(page.masked.found)


def _prepare(body: str, context: Context) -> Page:
    """Fold the text and hide what the mentions already explain."""
    given = [Mask(d.start, d.end, "document") for d in context.documents]
    given += [Mask(p.begin, p.finish, "period") for p in context.periods if not _length(p)]
    return Page(body, context.title, Masked(given))


def _length(period: Period) -> bool:
    """Say whether a period is a mere length of time, which may itself be a figure."""
    return period.start is None and period.end is None and period.text[:1].isdigit()


def _named(page: Page) -> list[Found]:
    """Find, relate and name the quantities."""
    fragment = read_fragment(page)
    if fragment is not None and _is_sole(fragment):
        return [fragment]
    found = relate(page, scan(page))
    if fragment is not None and not found:
        return [fragment]
    totals, themes = Totals(), Themes()
    for index, item in enumerate(found):
        item.part_of = totals.part_of(page, index, found)
        page.theme = themes.before(item)
        item.indicator = name_indicator(item, page)
        item.indicator = kin(page, item, found) or item.indicator
        themes.note(item)
    worded = find_worded(page)
    return _merged(found, worded) if worded else found


def _is_sole(fragment: Found) -> bool:
    """Say whether a fragment leaves nothing for the rules: a bare number or amount."""
    return fragment.unit_kind in {"none", "money"} and fragment.unit_name == _name(fragment)


def _name(item: Found) -> str:
    return item.unit.name if item.unit is not None else ""


def _merged(found: list[Found], worded: list[Found]) -> list[Found]:
    """Put what is said without a number in its place, keeping parts with their totals."""
    starts = [item.start for item in found]
    free = [item for item in worded if not _taken(item, found, starts)]
    merged = sorted([*found, *free], key=_start)
    places = {id(item): place for place, item in enumerate(merged)}
    for item in found:
        if item.part_of is not None:
            item.part_of = places[id(found[item.part_of])]
    return merged


def _taken(item: Found, found: list[Found], starts: list[int]) -> bool:
    """Say whether a quantity written as a number already covers a part of these words."""
    after = bisect_left(starts, item.end)
    return any(found[place].end > item.start for place in range(max(0, after - 2), after))


def _start(item: Found) -> int:
    return item.start


def _figure(page: Page, item: Found, period: Period | None, place: Place | None) -> Figure:
    """Write one quantity down as a figure."""
    unit = item.unit
    name = unit.name if unit else "hạng"
    if unit is not None and item.unit_kind == "other" and not item.inherited_unit:
        name = page.body[unit.end - len(unit.name) : unit.end].lower()
    start, end, subject = quote_of(page, item)
    return Figure(
        indicator=item.indicator,
        family=families()[item.indicator],
        value=item.value,
        value_max=item.value_max,
        unit=name,
        unit_text=_unit_text(page, item),
        qualifier=item.qualifier,
        kind=item.kind,
        denominator=item.denominator,
        change=item.change,
        subject=subject,
        period=period,
        place=place,
        part_of=item.part_of,
        quote=page.body[start:end],
        start=start,
        end=end,
        confidence=_confidence(item),
        rule=f"{item.indicator}@1",
        flags=_flags(item),
    )


def _unit_text(page: Page, item: Found) -> str:
    """Give the unit as printed, or nothing when it was left out."""
    if item.unit is None or item.inherited_unit or item.kind == "zero":
        return ""
    end = item.unit.end
    size = len(item.unit.name)
    text = page.body[max(item.start, end - size - 12) : end]
    digits = LAST_DIGIT.match(text, 0, len(text) - text.endswith(("2", "3")))
    return text[digits.end() :].strip() if digits else text.strip()


def _flags(item: Found) -> tuple[str, ...]:
    """Gather the warnings a reader of this figure needs."""
    flags = tuple(item.flags)
    if item.other is not None:
        flags += ("ambiguous_separator", f"other_reading:{_plain(item.other)}")
    if item.unit_name in regional_units():
        flags += ("region_dependent_unit",)
    return (*flags, "target_not_actual") if item.kind == "target" else flags


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _confidence(item: Found) -> float:
    """Say how sure the reading is, from what had to be guessed; counted in hundredths."""
    score = 95 if item.indicator != "khac" else 70
    if item.other is not None:
        score -= 25
    if item.inherited_unit or "unit_inferred" in item.flags:
        score -= 10
    if item.words or item.unit_kind == "other":
        score -= 10
    return max(score, 30) / 100
