"""Totals and their parts."""

from pipeline.figures.cues import cue
from pipeline.figures.found import Found

PARTS = cue(
    r"trong đó|bao gồm|gồm|chia ra|cụ thể|trong số|phân ra|chia theo"
    r"|:\s*(?:\w+ ){0,3}$|\(\s*(?:\w+[ ,–-]*){0,6}$"
)
ADDED_UP = frozenset(("count", "other", "area", "measure", "money"))


def _opens_parts(lead: str) -> bool:
    """Say whether a breakdown begins here; a colon after a semicolon starts something new."""
    match = PARTS.search(lead)
    return match is not None and not (match.group()[0] == ":" and ";" in lead[: match.start()])


class Totals:
    """The totals being broken down at one place of a text, by unit."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._bracket = False
        self._paragraph = -1
        self._sentence = (-1, -1)

    def part_of(self, index: int, item: Found, found: list[Found]) -> int | None:
        """Give the total this quantity is a part of, and remember it as a possible total."""
        if item.paragraph != self._paragraph:
            self._seen, self._open, self._bracket = {}, {}, False
        elif item.sentence != self._sentence and not PARTS.search(item.lead[:40]):
            self._open, self._bracket = {}, False
        self._paragraph, self._sentence = item.paragraph, item.sentence
        if ")" in item.lead and self._bracket:
            self._open, self._bracket = {}, False
        key = item.unit_name
        if self._seen and _opens_parts(item.lead[-90:]):
            self._open = dict(self._seen)
            self._bracket = "(" in item.lead
        if item.kind in {"change", "rank"} or item.unit_kind not in ADDED_UP:
            return None
        total = self._open.get(key)
        if total is not None and found[total].value > item.value:
            return total
        if total is not None:
            self._open.pop(key, None)
        self._seen[key] = index
        return None
