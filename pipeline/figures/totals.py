"""Totals and their parts."""

import re

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

PARTS = cue(
    r"gồm|trong (?:đó|số)|chia (?:ra|theo)|cụ thể|phân ra"
    r"|:\s*(?:\w+ ){0,3}$|\(\s*(?:\w+[ ,–-]*){0,6}$"
)
ADDED_UP = frozenset(("count", "other", "area", "measure", "money"))
ANNOUNCED = cue(r"(?:trong đó|bao gồm|gồm|chia ra|cụ thể|phân ra|chia theo)[^.;:\n]{0,30}:\s*$")
BULLET = cue(r"\s*[-–+•*] ?(?=[^\W_])")
EACH = cue(r"(?:mỗi|bình quân|trung bình|mức|trị giá)(?!\w)")


def _opens(match: re.Match[str]) -> bool:
    """Say whether a breakdown begins here: not by a mark after one that has closed a phrase."""
    passed = match.string[: match.start()]
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
        lead, unit = item.lead, item.unit
        if item.sentence != self._sentence:
            self._move_to(page, item)
        if self._bracket and ")" in lead:
            self._open, self._bracket = {}, False
        if self._seen and (match := PARTS.search(lead[-90:])) and _opens(match):
            self._open = dict(self._seen)
            self._bracket = "(" in lead
        if unit is None or unit.kind not in ADDED_UP or item.kind in {"change", "rank"}:
            return None
        if unit.kind == "money" and EACH.search(item.near_lead):
            return None
        return self._part(unit.base, index, found)

    def _part(self, key: str, index: int, found: list[Found]) -> int | None:
        """Give the total of a unit that is open here, or remember a new one."""
        total = self._open.get(key)
        if total is not None and found[total].value > found[index].value:
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
        elif self._open and not PARTS.search(item.lead[:40]):
            self._open, self._bracket = {}, False
        self._paragraph, self._sentence = item.paragraph, item.sentence

    def _announced(self, page: Page, item: Found) -> dict[str, int]:
        """Give the totals that a bulleted line breaks down: `trong đó:` stood above the list."""
        if self._paragraph < 0 or not BULLET.match(page.low, page.paragraphs[item.paragraph]):
            return {}
        if self._listed:
            return self._listed
        end = page.paragraph_end(page.paragraphs[self._paragraph])
        above = page.low[max(page.paragraphs[self._paragraph], end - 60) : end]
        return self._seen if ANNOUNCED.search(above) else {}
