"""Totals and their parts."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

PARTS = cue(
    r"trong đó|bao gồm|gồm|chia ra|cụ thể|trong số|phân ra|chia theo"
    r"|:\s*(?:\w+ ){0,3}$|\(\s*(?:\w+[ ,–-]*){0,6}$"
)
ADDED_UP = frozenset(("count", "other", "area", "measure", "money"))


ANNOUNCED = cue(r"(?:trong đó|bao gồm|gồm|chia ra|cụ thể|phân ra|chia theo)[^.;:\n]{0,30}:\s*$")
BULLET = cue(r"\s*[-–+•*] ?(?=[^\W_])")
EACH = cue(r"(?:mỗi|bình quân|trung bình|mức|trị giá)(?!\w)")


def _opens_parts(lead: str) -> bool:
    """Say whether a breakdown begins here: not by a mark after one that has closed a phrase."""
    match = PARTS.search(lead)
    if match is None:
        return False
    passed = lead[: match.start()]
    if match.group()[0] == "(":
        return ")" not in passed and ". " not in passed
    return not (match.group()[0] == ":" and ";" in passed)


class Totals:
    """The totals being broken down at one place of a text, by unit."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._listed: dict[str, int] = {}
        """The totals whose parts are the bulleted lines that follow."""
        self._bracket = False
        self._paragraph = -1
        self._sentence = (-1, -1)

    def part_of(self, page: Page, index: int, found: list[Found]) -> int | None:
        """Give the total this quantity is a part of, and remember it as a possible total."""
        item = found[index]
        self._move_to(page, item)
        if ")" in item.lead and self._bracket:
            self._open, self._bracket = {}, False
        key = item.unit_name
        if self._seen and _opens_parts(item.lead[-90:]):
            self._open = dict(self._seen)
            self._bracket = "(" in item.lead
        if item.kind in {"change", "rank"} or item.unit_kind not in ADDED_UP:
            return None
        if item.unit_kind == "money" and EACH.search(item.near_lead):
            return None
        total = self._open.get(key)
        if total is not None and found[total].value > item.value:
            return total
        if total is not None:
            self._open.pop(key, None)
        self._seen[key] = index
        return None

    def _move_to(self, page: Page, item: Found) -> None:
        """Forget what the paragraph or the sentence of a quantity leaves behind."""
        if item.paragraph != self._paragraph:
            self._listed = self._announced(page, item)
            self._seen, self._open, self._bracket = {}, dict(self._listed), False
        elif item.sentence != self._sentence and not PARTS.search(item.lead[:40]):
            self._open, self._bracket = {}, False
        self._paragraph, self._sentence = item.paragraph, item.sentence

    def _announced(self, page: Page, item: Found) -> dict[str, int]:
        """Give the totals that a bulleted line breaks down: `trong đó:` stood above the list."""
        start = page.paragraph_start(item.begin)
        if self._paragraph < 0 or not BULLET.match(page.low, start):
            return {}
        if self._listed:
            return self._listed
        end = page.paragraph_end(page.paragraphs[self._paragraph])
        above = page.low[max(page.paragraphs[self._paragraph], end - 60) : end]
        return self._seen if ANNOUNCED.search(above) else {}
