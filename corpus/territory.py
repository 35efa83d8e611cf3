"""Which province or place a question means: a code means something only with its map."""

import re
from typing import Any, Final

import sqlalchemy as sa

from corpus.errors import InputError
from corpus.folding import fold_all
from corpus.schema import article, figure

_CODE: Final = re.compile(r"(?:(2025-06|2025-07):)?(\d\d)")
_NOISE: Final = re.compile(r"^(?:tinh|thanh pho|tp\.?)\s+")
OLD_MAP: Final = "2025-06"


def province_condition(
    connection: sa.Connection,
    asked: str,
    old: sa.ColumnElement[Any],
    new: sa.ColumnElement[Any],
) -> sa.ColumnElement[bool]:
    """Say in SQL which rows belong to a province.

    Args:
        connection: the corpus, whose own articles say which codes a name goes with.
        asked: a code of today's map (`04`), of a stated map (`2025-06:15`), or a name.
        old: the column with codes of the map of 63 provinces.
        new: the column with codes of the map of 34 provinces.

    Raises:
        InputError: no article of the corpus speaks from a province of that name.
    """
    match = _CODE.fullmatch(asked.strip())
    if match:
        return (old if match[1] == OLD_MAP else new) == match[2]
    pairs = _codes_of_name(connection, _bare_name(asked))
    if not pairs:
        raise InputError(f"province {asked!r}: not in this corpus; give a name or `2025-06:15`")
    found = [
        old == code_old if code_old else new == code_new
        for code_old, code_new in sorted(pairs, key=str)
    ]
    return sa.or_(*found)


def place_names(connection: sa.Connection, asked: str) -> list[str]:
    """Give the places of the corpus whose name holds the words asked for, accents aside."""
    wanted = fold_all(asked.strip())
    names = connection.execute(
        sa.select(figure.c.place_name).where(figure.c.place_name.is_not(None)).distinct()
    ).scalars()
    return [name for name in names if wanted in fold_all(name)]


def _codes_of_name(connection: sa.Connection, name: str) -> set[tuple[str | None, str | None]]:
    columns = (article.c.province, article.c.province_old, article.c.province_new)
    found = connection.execute(sa.select(*columns).where(columns[0].is_not(None)).distinct())
    return {(old, new) for said, old, new in found if _bare_name(said) == name}


def _bare_name(name: str) -> str:
    return _NOISE.sub("", fold_all(name.strip()))
