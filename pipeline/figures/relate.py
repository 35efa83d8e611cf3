"""How quantities stand to each other, from their words to their kinds."""

from pipeline.figures.aims import Aims
from pipeline.figures.amount_rows import scale_amount
from pipeline.figures.around import place_words
from pipeline.figures.elided import restore_unit, take_unit_from
from pipeline.figures.found import Found
from pipeline.figures.joined import join
from pipeline.figures.movement import mark_kind
from pipeline.figures.page import Page


def relate(page: Page, found: list[Found]) -> list[Found]:
    """Join fractions written apart, drop repeats, restore units, mark changes and targets."""
    if not found:
        return found
    place_words(page, found)
    kept = join(page, found)
    if len(kept) != len(found):
        place_words(page, kept)
    aims = Aims(page)
    for index, item in enumerate(kept):
        if item.unit is None or item.flags:
            restore_unit(page, item, kept[index - 1] if index else None)
        if item.unit is None and index + 1 < len(kept):
            take_unit_from(kept[index + 1], item)
        if item.unit is None and index:
            scale_amount(page, kept, index)
        if item.kind != "rank":
            mark_kind(page, item, aims)
    return [item for item in kept if item.unit is not None or item.kind == "rank"]
