"""Everything that only SQLite says: how a file is opened, and its full-text index."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Literal

import sqlalchemy as sa
from sqlalchemy import event

from corpus.errors import StoreError
from corpus.folding import D_PAIRS, TONE_PAIRS, sql_replace

READING: Final = "danvan_reading"
"""The execution option of a connection that will not write."""
BUSY_MILLISECONDS: Final = 15_000
INDEXES: Final = ("search_folded", "search_exact")
_COLUMNS: Final = ("title", "lead", "body")
_STEP: Final = 15
_PAIRS: Final = {"search_folded": D_PAIRS, "search_exact": TONE_PAIRS}
_TOKENIZER: Final = {
    "search_folded": "unicode61 remove_diacritics 2",
    "search_exact": "unicode61 remove_diacritics 0",
}


def open_engine(path: Path, mode: Literal["read", "write"]) -> sa.Engine:
    """Open a corpus file; a writer makes it when it is missing.

    Raises:
        StoreError: a reader finds no file, or the file is not a database.
    """
    if mode == "read" and not path.is_file():
        raise StoreError(f"{path}: there is no corpus here; `danvan nightly` makes one")
    if mode == "write":
        _prepare(path)
    query = "?mode=ro&uri=true" if mode == "read" else "?uri=true"
    engine = sa.create_engine(
        f"sqlite:///{path.resolve().as_uri()}{query}",
        json_serializer=_to_json,
    )
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin_reading if mode == "read" else _begin)
    return engine


def search_statements() -> Iterator[str]:
    """Give the statements that make both full-text indexes, their views and triggers.

    Each index reads a view that folds the text; the triggers read the same view. To fold in the
    triggers alone would break `integrity-check` and `rebuild`.
    """
    for index in INDEXES:
        columns = ", ".join(_COLUMNS)
        yield f"CREATE VIEW {index}_source AS {_folding_select(_PAIRS[index])}"
        yield (
            f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, content='{index}_source',"
            f" content_rowid='article_key', tokenize='{_TOKENIZER[index]}')"
        )
    yield from trigger_statements()


def trigger_statements() -> Iterator[str]:
    """Give the statements that make the triggers; run them again after a batch migration."""
    for index in INDEXES:
        columns = ", ".join(_COLUMNS)
        for name, when, row, command in (
            ("insert", "AFTER INSERT", "new", False),
            ("delete", "BEFORE DELETE", "old", True),
            ("update_before", "BEFORE UPDATE", "old", True),
            ("update_after", "AFTER UPDATE", "new", False),
        ):
            target = (
                f"{index}({index}, rowid, {columns})" if command else f"{index}(rowid, {columns})"
            )
            first = "'delete', article_key" if command else "article_key"
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {index}_{name} {when} ON article_text BEGIN"
                f" INSERT INTO {target} SELECT {first}, {columns} FROM {index}_source"
                f" WHERE article_key = {row}.article_key; END"
            )


def rebuild_search(connection: sa.Connection) -> None:
    """Make both indexes anew from the texts."""
    for index in INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('rebuild')")


def check_search(connection: sa.Connection) -> None:
    """Compare both indexes with the texts.

    Raises:
        StoreError: an index does not say what the texts say.
    """
    for index in INDEXES:
        try:
            connection.exec_driver_sql(
                f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"
            )
        except sa.exc.DatabaseError as error:
            raise StoreError(f"{index}: the index and the texts differ; rebuild it") from error


def is_search_shadow(name: str) -> bool:
    """Say whether a table belongs to the full-text indexes, so that Alembic leaves it alone."""
    return name.startswith(INDEXES)


def _folding_select(pairs: tuple[tuple[str, str], ...]) -> str:
    """Fold in steps: SQLite's parser has a stack of 100, and 45 nested calls overflow it."""
    source = "article_text"
    for first in range(0, len(pairs), _STEP):
        step = pairs[first : first + _STEP]
        columns = ", ".join(f"{sql_replace(c, step)} AS {c}" for c in _COLUMNS)
        source = f"(SELECT article_key, {columns} FROM {source})"
    return source[1:-1]


def _begin(connection: sa.Connection) -> None:
    """Begin at once as a writer: a deferred transaction that reads, then writes, is refused."""
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_reading(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _prepare(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=BUSY_MILLISECONDS / 1000)) as connection:
            # Page size counts only before the first table; 16K was the best of those measured.
            connection.execute("PRAGMA page_size = 16384")
            connection.execute("PRAGMA journal_mode = WAL")
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path}: cannot be opened as a corpus: {error}") from error


def _set_up_connection(connection: Any, record: object) -> None:  # noqa: ARG001
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
