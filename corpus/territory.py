"""Which province or place a question means: a code or a name means something only on its map.

Seven codes and many names changed what they stand for on 2025-07-01. Without a map being named,
a code or a name that is still in use means today's province, with all that was merged into it; a
name that is gone means the province that bore it.
"""

import difflib
import re
from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from corpus.errors import FilterError
from corpus.folding import fold_all
from corpus.schema import figure
from corpus.vocab.places import NEW_ERA, OLD_ERA, provinces

_ASKED: Final = re.compile(rf"(?:({OLD_ERA}|{NEW_ERA}):)?(.+)", re.DOTALL)
_LEVEL: Final = re.compile(r"^(?:tinh|thanh pho|tp\.?)\s+")


def province_condition(
    asked: str, old: sa.ColumnElement[Any], new: sa.ColumnElement[Any]
) -> sa.ColumnElement[bool]:
    """Say in SQL which rows belong to a province.

    Args:
        asked: a name or a code, as it stands today or on the map named before it
            (`Yên Bái`, `04`, `2025-06:15`, `2025-06:Lào Cai`).
        old: the column with codes of the map of 63 provinces.
        new: the column with codes of the map of 34 provinces.

    Raises:
        FilterError: there is no such province.
    """
    era, code = find_province(asked)
    return (old if era == OLD_ERA else new) == code


def find_province(asked: str) -> tuple[str, str]:
    """Give the map and the code that a question means.

    Raises:
        FilterError: there is no such province; the message names those that sound like it.
    """
    match = _ASKED.fullmatch(asked.strip())
    era, words = match.groups() if match else (None, "")
    wanted = _bare_name(words)
    for map_era, code, names in _known():
        if era in {None, map_era} and wanted in names:
            return map_era, code
    everything = sorted({name for _, _, names in _known() for name in names})
    near = ", ".join(difflib.get_close_matches(wanted, everything, n=3)) or "Cao Bằng, 04"
    raise FilterError(
        f"province {asked!r}: there is none of that name or code; try: {near}",
        f"Không có tỉnh nào tên hay mã là «{asked}»; thử: {near}.",
    )


def place_names(connection: sa.Connection, asked: str) -> list[str]:
    """Give the places of the corpus whose name holds the words asked for, accents aside."""
    wanted = fold_all(asked.strip())
    names = connection.execute(
        sa.select(figure.c.place_name).where(figure.c.place_name.is_not(None)).distinct()
    ).scalars()
    return [name for name in names if wanted in fold_all(name)]


def _known() -> Iterator[tuple[str, str, set[str]]]:
    """Give every province with the names and the code it answers to, today's first."""
    for facts in provinces():
        yield NEW_ERA, facts.code_new, {facts.code_new, _bare_name(facts.name_new)}
    for facts in provinces():
        names = {_bare_name(name) for name in (facts.name_old, *facts.aliases)}
        yield OLD_ERA, facts.code_old, {facts.code_old, *names}


def _bare_name(name: str) -> str:
    letters = re.sub(r"[\s–-]+", " ", fold_all(name)).strip()
    return _LEVEL.sub("", letters)
