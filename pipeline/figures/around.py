"""The words around each quantity: its sentence, what leads to it and what follows."""

import re

from pipeline.figures.found import Found
from pipeline.figures.page import Page

LAST_MARK = re.compile(r".*[,;(.…]", re.DOTALL)
MARK = re.compile(r"[,;:.()\n…/]")


def _last_mark(lead: str) -> int:
    """Give where the phrase right before a number begins."""
    mark = LAST_MARK.match(lead)
    return mark.end() if mark else 0


def place_words(page: Page, found: list[Found]) -> None:
    """Give each quantity its sentence and the words around it."""
    low = page.low
    last: Found | None = None
    for index, item in enumerate(found):
        if last is None or item.start >= last.sentence[1]:
            item.sentence = page.sentence_at(item.start)
            item.paragraph = page.paragraph_at(item.start)
        else:
            item.sentence, item.paragraph = last.sentence, last.paragraph
        since = item.sentence[0]
        if last is not None:
            since = max(since, last.end, last.denominator_end)
        item.lead = low[max(since, item.begin - 200) : item.begin]
        item.before = low[max(item.sentence[0], item.begin - 400) : item.begin]
        stop = item.sentence[1]
        if index + 1 < len(found) and found[index + 1].begin < stop:
            stop = found[index + 1].begin
        item.tail = low[item.end : min(stop, item.end + 160)]
        item.near_lead = item.lead[_last_mark(item.lead) :]
        mark = MARK.search(item.tail)
        item.near_tail = item.tail[: mark.start()] if mark else item.tail
        item.previous = last if last is not None and last.paragraph == item.paragraph else None
        last = item
