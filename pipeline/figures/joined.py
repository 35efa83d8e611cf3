"""Quantities that are one: a fraction written apart, a number said again or referred back to."""

import re

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

ANAPHORA = ("trong ", "số ", "của ", "cả ")
ANAPHOR_TAIL = cue(r"^(?: \w+){0,3} (?:ấy|này|đó|trên|nói trên|kể trên|nêu trên)(?=[\s,.;:)]|$)")
AGAIN = cue(r"[ ,]*[(/]\s*(?:(?:viết )?bằng chữ:? ?)?")
RATIO_OF = "cứ "
THEN = cue(r"^ ?(?:thì )?(?:có|được|là)? ?(?:tới|đến)? ?$")
THEN_HAS = cue(r"^(?: [^\W\d_]+){0,4}? (?:thì(?: có| được| là)?|có|được)(?: tới| đến)? ?$")
COUNTED = frozenset(("count", "other"))
TOTAL = "tổng số "
OVER = ("/", "/ ", TOTAL)
SLASHED = re.compile(r"[^;.\n/()]{0,40}(?:\([^)]*\))?[^;.\n/()]{0,20}/ ?")
OUT_OF = cue(r"[^;.,\n\d]{0,30} (?:trên|/|trong) tổng số ")


def join(page: Page, found: list[Found]) -> list[Found]:
    """Join `90 hồ sơ đúng hạn/95 hồ sơ`, `cứ 5 hộ có 4 hộ`; drop `20 đơn này`."""
    kept: list[Found] = []
    for item in found:
        last = kept[-1] if kept else None
        if last is not None and last.end <= item.begin and last.sentence == item.sentence:
            over = _over(page, kept, item) if item.before.endswith(OVER) else None
            if over is not None:
                over.denominator, over.denominator_end = item.value, item.end
                continue
            if last.before.endswith(RATIO_OF) and _each(last, item):
                item.denominator, item.begin = last.value, last.begin
                kept[-1] = item
                continue
        if item.words and last is not None and _again_in_words(page, last, item):
            page.masked.add(item.start, item.end, "in_words")
            continue
        if (
            item.before.endswith(ANAPHORA)
            and ANAPHOR_TAIL.match(item.tail[:40])
            and item.unit_kind == "count"
        ):
            page.masked.add(item.start, item.end, "anaphora")
            continue
        kept.append(item)
    return kept


def _each(last: Found, item: Found) -> bool:
    """Say whether `cứ 20 đảng viên thì 13 đồng chí` are a part and its whole."""
    if item.unit_name == last.unit_name and THEN.match(item.lead):
        return True
    counted = item.unit_kind in COUNTED and last.unit_kind in COUNTED
    return counted and item.value <= last.value and THEN_HAS.match(item.lead) is not None


def _again_in_words(page: Page, last: Found, item: Found) -> bool:
    """Say whether a number in words repeats the amount before its brackets."""
    same = (item.value, item.unit_name) == (last.value, last.unit_name)
    return same and AGAIN.fullmatch(page.low, last.end, item.begin) is not None


def _over(page: Page, kept: list[Found], item: Found) -> Found | None:
    """Give the earlier quantity of the same unit that this one is the whole of."""
    pattern = OUT_OF if item.before.endswith(TOTAL) else SLASHED
    for last in reversed(kept[-6:]):
        if last.sentence != item.sentence or last.denominator is not None:
            continue
        if last.unit_name != item.unit_name or last.value > item.value:
            continue
        if pattern.fullmatch(page.low, last.end, item.begin):
            return last
    return None
