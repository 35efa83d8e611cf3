"""Units as written to units as named, read from `corpus/vocab/units.toml`."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pipeline.figures.numerals import Style
from pipeline.figures.spelling import fold

STYLES: dict[str, Style] = {
    "ratio": "ratio", "point": "ratio", "money": "money", "area": "area", "measure": "measure",
    "count": "whole", "day": "whole",
}  # fmt: skip
LONGEST = 6
WORDS = re.compile(
    r"[ \u00a0]?(?:[%‰$€£¥]|us\$)(?: ?điểm(?!\w))?|"
    r"[ \u00a0]?[^\W\d_]+[23²³]?(?:[-–](?=[^\W\d_])[^\W\d_]+)?"
    r"(?:(?:[ \u00a0]|, | [-–] |/)[^\W\d_]+){0,5}"
)
PER = re.compile(r"(?: ?/ ?| (?:mỗi|một|trên) )(?:\d ?)?([^\W\d_]+[23²]?(?: [^\W\d_]+)?)")
SEPARATOR = re.compile(r"[^\W_]+[23²³]?|[%‰$€£¥]")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: its normal name, its kind, and where its words end."""

    name: str
    kind: str
    end: int

    @property
    def style(self) -> Style:
        """Say how a number before this unit is written."""
        return STYLES.get(self.kind, "bare")


@lru_cache(maxsize=1)
def known_units() -> dict[str, tuple[str, str]]:
    """Load the table once: written form to (name, kind)."""
    table = _table()
    found: dict[str, tuple[str, str]] = {}
    for kind in STYLES:
        for name, variants in table[kind].items():
            for variant in variants:
                found[fold(variant)] = (name, kind)
    return found


@lru_cache(maxsize=1)
def per_names() -> frozenset[str]:
    """Load the names that may stand after the slash of a compound unit."""
    return frozenset(fold(name) for name in _table()["per"]["names"])


@lru_cache(maxsize=1)
def regional_units() -> frozenset[str]:
    """Load the units whose size depends on the region."""
    return frozenset(_table()["regional"]["names"])


def _table() -> dict[str, dict[str, list[str]]]:
    path = files("corpus.vocab") / "units.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def read_unit(low: str, at: int) -> Unit | None:
    """Read the longest known unit at `at` of a folded text; a lone other word is a count."""
    match = WORDS.match(low, at)
    if match is None:
        return None
    known = known_units()
    words = match.group()
    start = at + len(words) - len(words.lstrip(" \u00a0"))
    ends = [m.end() for m in SEPARATOR.finditer(low, start, match.end())]
    if not ends:
        ends = [match.end()]
    for end in reversed(ends):
        entry = known.get(low[start:end].replace("\u00a0", " "))
        if entry is not None:
            return _with_per(low, Unit(entry[0], entry[1], end))
    if start == at:
        return None
    return Unit(low[start : ends[0]], "other", ends[0])


def _with_per(low: str, unit: Unit) -> Unit:
    """Read `đồng/người/tháng`, `tiêu chí/xã`, `người/km2` as one unit."""
    if unit.kind == "ratio":
        return unit
    name, end = unit.name, unit.end
    for _ in range(2):
        match = PER.match(low, end)
        if match is None:
            break
        part = match[1]
        if part not in per_names():
            part = part.split(" ")[0]
        if part not in per_names() or (low[end : end + 2].strip() != "/" and "/" not in match.group()):
            break
        name += "/" + {"km2": "km²", "m2": "m²"}.get(part, part)
        end = match.start(1) + len(part)
    return Unit(name, unit.kind, end)
