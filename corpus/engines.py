"""From an address to an engine: the one place that knows which databases there are."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import sqlalchemy as sa

from corpus import sqlite
from corpus.errors import StoreError

READING: Final = sqlite.READING
VARIABLE: Final = "DANVAN_CORPUS"
_NOT_BUILT: Final = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a corpus is: today always a file."""

    path: Path

    def engine(self, mode: Literal["read", "write"]) -> sa.Engine:
        """Open it for reading or for writing."""
        return sqlite.open_engine(self.path, mode)

    def __str__(self) -> str:
        return str(self.path)


def locate(target: str | Path | None = None) -> Location:
    """Say where a corpus is: what is given, else `DANVAN_CORPUS`, else the user's data folder.

    Raises:
        StoreError: the address names a database that is not built or not known.
    """
    given = os.environ.get(VARIABLE) if target is None else target
    if not given:
        return Location(default_path())
    text = str(given)
    scheme, mark, rest = text.partition("://")
    if isinstance(given, Path) or not mark:
        return Location(Path(given).expanduser())
    if scheme.partition("+")[0] == "sqlite":
        return _from_sqlite_url(text, rest)
    if scheme.partition("+")[0] in _NOT_BUILT:
        raise StoreError(f"{scheme}://…: PostgreSQL is not built yet; give a file or sqlite:///…")
    raise StoreError(f"{scheme}://…: no such kind of corpus; give a file or sqlite:///…")


def default_path() -> Path:
    """Give the corpus file in the user's data folder."""
    from platformdirs import user_data_path

    return user_data_path("danvan") / "corpus.db"


def _from_sqlite_url(text: str, rest: str) -> Location:
    path = rest.removeprefix("/").partition("?")[0]
    if not path or path == ":memory:":
        raise StoreError(f"{text}: a corpus lives in a file; give sqlite:///path/to/corpus.db")
    return Location(Path(path))
