"""The words a figure is quoted with and what it counts."""

import re

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

LEAD_WORDS = 5
MARKS = re.compile(r"[,;:(\n…“”]")
"""What ends a phrase."""
LAST_DIGIT = re.compile(r".*\d", re.DOTALL)
STOP = cue(
    r" (?:được|đã|là|có|với|trong|tại|ở|và|để|cho|do|nên|so|đạt|tăng|giảm|chiếm|trên"
    r"|còn|đang|thuộc|đến|từ|gồm|theo|vào|sau|khi|mà|này|trở|như|trị giá|bằng|mỗi|về"
    r"|của)(?= |$)"
)
TRAILING = ' \t\n,;:(–-“"'
OPENERS = frozenset(("và", "với", "thì", "mà", "nên", "đạt", "là", "tức", "có"))


def quote_of(page: Page, item: Found) -> tuple[int, int, str]:
    """Give the span to quote and what is counted, in the words of the text."""
    body = page.body
    end = max(item.end, item.denominator_end)
    counted = _counted(item)
    size = len(counted) if end == item.end else 0
    return _quote_start(body, item), end + size, _subject(body, item, body[end : end + size])


def _quote_start(body: str, item: Found) -> int:
    """Go back from the number over the last words of its phrase."""
    start = min(item.begin, item.start)
    lead = body[max(item.sentence[0], start - min(len(item.lead), 60)) : start]
    words = lead.rsplit(" ", LEAD_WORDS + 1)
    if len(words) > LEAD_WORDS + 1:
        lead = lead[len(words[0]) :]
    phrase = MARKS.split(lead)[-1]
    if ")" in phrase and lead[: -len(phrase)].endswith("("):
        phrase = lead
    return start - len(phrase.lstrip(" /).,"))


def _counted(item: Found) -> str:
    """Give the words right after the unit that still name what is counted."""
    if item.unit_kind == "money" or item.denominator_end > item.end:
        return ""
    low = item.near_tail[:60]
    match = STOP.search(low)
    if match:
        low = low[: match.start()]
    elif len(low) == 60:
        low = low[: low.rfind(" ")]
    return low.rstrip(" \u00a0–-\"“'”")


def _subject(body: str, item: Found, counted: str) -> str:
    """Say what is counted."""
    if "asserted_zero" in item.flags:
        return body[item.start : item.end].split(" ", 2)[-1]
    if item.unit_kind in {"count", "other"} and not item.inherited_unit and item.unit is not None:
        words = body[item.start : item.unit.end]
        digits = LAST_DIGIT.match(words)
        unit = words[digits.end() :].strip() if digits else item.unit.name
        return f"{unit}{counted}".strip()
    size = len(item.near_lead)
    words = body[item.begin - size : item.begin].strip(TRAILING)
    pieces = words.split()
    while pieces and pieces[0].lower() in OPENERS:
        pieces = pieces[1:]
    if len(pieces) > 1 or (pieces and not counted.strip()):
        return " ".join(pieces[-12:])
    since = max(item.sentence[0], item.begin - 90)
    around = body[since : item.begin].strip(TRAILING).split()
    return counted.strip() or " ".join(around[-10:])
