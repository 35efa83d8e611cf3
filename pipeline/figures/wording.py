"""The words a figure is quoted with and what it counts."""

import re

from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.rules.labels import cue

LEAD_WORDS = 5
BOUNDARY = ",;:(\n…“”"
STOP = cue(
    r" (?:được|đã|là|có|với|trong|tại|ở|và|để|cho|do|nên|so|đạt|tăng|giảm|chiếm|trên|còn|đang|thuộc|đến|từ|gồm|theo|vào|sau|khi|mà|này|trở|như|trị giá|bằng|mỗi|về|của)(?= |$)"
)
TRAILING = re.compile(r"[\s,;:(–\-]+\Z")


def quote_span(page: Page, item: Found) -> tuple[int, int]:
    """Give a phrase around the number: some words before it, its unit and what is counted."""
    body = page.body
    since = max(item.sentence[0], item.begin - len(item.lead))
    start = min(item.begin, item.start)
    lead = body[since:start]
    cut = max((lead.rfind(c) for c in BOUNDARY), default=-1)
    words = lead[cut + 1 :].rstrip()
    pieces = words.split(" ")
    kept = " ".join(pieces[-LEAD_WORDS:]).lstrip()
    if kept and len(lead) - len(lead.rstrip()) <= 1:
        start -= len(kept) + (len(lead) - len(lead.rstrip()))
    end = max(item.end, item.denominator_end)
    return start, end + len(_counted(page, item, end))


def _counted(page: Page, item: Found, end: int) -> str:
    """Give the words right after the unit that still name what is counted."""
    if item.denominator_end > item.end:
        return ""
    low = page.low[end : end + len(item.near_tail)][:60]
    if item.unit_kind == "money":
        return ""
    match = STOP.search(low)
    if match:
        low = low[: match.start()]
    elif len(low) == 60:
        low = low[: low.rfind(" ")]
    return low.rstrip(" \u00a0–-\"“'")


def subject_of(page: Page, item: Found) -> str:
    """Say what is counted, in the words of the text."""
    body = page.body
    if item.kind == "zero" or "asserted_zero" in item.flags:
        return body[item.start : item.end].split(" ", 2)[-1]
    if item.unit_kind in {"count", "other"} and not item.inherited_unit and item.unit is not None:
        start = item.unit.end - len(item.unit.name)
        words = body[start : item.end + len(_counted(page, item, item.end))]
        digits = re.match(r"\S*\d\S* ?", words)
        return (words[digits.end() :] if digits else words).strip()
    lead = item.near_lead
    since = item.begin - len(lead)
    words = TRAILING.sub("", body[since : item.begin]).strip()
    words = re.sub(r"^(?:và|với|thì|mà|nên|đạt|là|tức)\s+", "", words)
    if words:
        return " ".join(words.split()[-12:])
    tail = _counted(page, item, item.end).strip()
    return tail or TRAILING.sub("", item.before.strip())[-60:]
