"""The administrative units of 2017 to today: the committed table, and its look-up by name.

A name is looked up by its key, in which the ways of writing one name fall together: the place
of the tone mark, `y` and `i`, hyphens, apostrophes, Đắk and Đăk.
"""

import csv
import lzma
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from corpus.errors import VocabError

OLD_ERA, NEW_ERA = "2025-06", "2025-07"
_TONE = re.compile("([^\\W\\d_]\\S*?)([\u0300\u0301\u0303\u0309\u0323])(\\S*)")
_FINAL_Y = re.compile(
    "(?<=[bcdđghklmnpqrstvx])y(?=[\u0300\u0301\u0303\u0309\u0323]?(?:\\s|$))|(?<=qu)y"
)
_QUOTE, _DASH = re.compile("['’‘`]\\s?"), re.compile("\\s?[-–]\\s?")
_DAK = re.compile("(?<!\\S)(đa|la(?=\u0306))\u0306?[kc]\u0301?(?!\\S)")


class Unit(NamedTuple):
    """One administrative unit under one name, with the days it bore it."""

    era: str
    code: str
    level: str
    name: str
    parent: str
    province_old: str
    province_new: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceFacts:
    """One of the 63 provinces of June 2025, with the one of the 34 that it lies in now."""

    code_old: str
    name_old: str
    level_old: str
    code_new: str
    name_new: str
    level_new: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All units by the key of their name, and the longest name in words."""

    units: tuple[Unit, ...]
    by_key: dict[str, tuple[Unit, ...]]
    longest: int


def _keys(text: str) -> str:
    text = unicodedata.normalize("NFD", text.lower().replace("ð", "đ"))
    text = _DASH.sub(" ", _QUOTE.sub("", text))
    return _DAK.sub(r"\1k", _FINAL_Y.sub("i", _TONE.sub(r"\1\3\2", text)))


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """Give the key under which all ways of writing a name meet."""
    return " ".join(_keys(name).split())


@cache
def gazetteer() -> Gazetteer:
    """Load the table; the first call costs some tenths of a second, later ones nothing."""
    data = resources.files("corpus.vocab").joinpath("places.csv.xz").read_bytes()
    header, *lines = lzma.decompress(data).decode("utf-8").splitlines()
    if header.split(",") != list(Unit._fields):
        raise VocabError(f"places.csv.xz has columns {header!r}: build it again")
    units = tuple(Unit._make(line.split(",")) for line in lines)
    names = _keys("\n".join(unit.name for unit in units)).split("\n")
    index: dict[str, list[Unit]] = defaultdict(list)
    for unit, key in zip(units, names, strict=True):
        index[key].append(unit)
    _add_aliases(index, units)
    return Gazetteer(
        units=units,
        by_key={key: tuple(found) for key, found in index.items()},
        longest=max(key.count(" ") + 1 for key in index),
    )


def _add_aliases(index: dict[str, list[Unit]], units: tuple[Unit, ...]) -> None:
    for facts in provinces():
        rows = [
            unit
            for unit in units
            if len(unit.code) == 2
            and (
                (unit.era == OLD_ERA and unit.code == facts.code_old)
                or (unit.era == NEW_ERA and unit.name == facts.name_old)
            )
        ]
        for alias in facts.aliases:
            have = index[key_of(alias)]
            have.extend(row for row in rows if row not in have)


@cache
def provinces() -> tuple[ProvinceFacts, ...]:
    """Give the 63 provinces in the order of their codes."""
    text = resources.files("corpus.vocab").joinpath("provinces.csv").read_text(encoding="utf-8")
    return tuple(
        ProvinceFacts(
            code_old=row["code_old"],
            name_old=row["name_old"],
            level_old=row["level_old"],
            code_new=row["code_new"],
            name_new=row["name_new"],
            level_new=row["level_new"],
            aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        )
        for row in csv.DictReader(text.splitlines())
    )
