"""The words around each quantity: its sentence, what leads to it and what follows."""

import re

from pipeline.figures.found import Found
from pipeline.figures.page import Page

LAST_MARK = re.compile(r".*[,;(.…]", re.DOTALL)
"""Where the phrase right before a number begins."""
MARK = re.compile(r"[,;:.()\n…/]")


def place_words(page: Page, found: list[Found]) -> None:
    """Give each quantity its sentence and the words around it."""
    low, last, told = page.low, None, 0
    sentence, paragraph = (0, -1), -1
    for index, item in enumerate(found):
        begin, end = item.begin, item.end
        if item.start >= sentence[1]:
            sentence, paragraph = page.sentence_at(item.start), page.paragraph_at(item.start)
        since, stop = sentence
        item.sentence, item.paragraph = sentence, paragraph
        item.lead = lead = low[max(since, told, begin - 200) : begin]
        item.before = low[max(since, begin - 400) : begin]
        if index + 1 < len(found):
            stop = min(stop, found[index + 1].begin)
        item.tail = tail = low[end : min(stop, end + 160)]
        mark = LAST_MARK.match(lead)
        item.near_lead = lead[mark.end() :] if mark else lead
        mark = MARK.search(tail)
        item.near_tail = tail[: mark.start()] if mark else tail
        item.previous = last if last is not None and last.paragraph == paragraph else None
        last, told = item, max(end, item.denominator_end)
