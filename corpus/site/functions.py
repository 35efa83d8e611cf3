"""The functions that the pages add to SQL, and the search box made to fold đ."""

import sqlite3
from collections.abc import Callable
from typing import Final

from corpus.errors import QueryError
from corpus.folding import fold_all, fold_d
from corpus.search import translate
from corpus.vocab.loader import load_families, load_fields, load_identities

_NOTHING: Final = '""'
"""A match that finds nothing: an empty box is no error."""


def add_functions(connection: sqlite3.Connection, escape: Callable[[str], str]) -> None:
    """Add ours, and fold đ in the function that Datasette's own search box calls."""
    connection.create_function("bare", 1, _bare, deterministic=True)
    connection.create_function("exact_query", 1, _exact_query, deterministic=True)
    connection.create_function("folded_query", 1, _folded_query, deterministic=True)
    connection.create_function("field_label", 1, _field_label, deterministic=True)
    connection.create_function("family_label", 1, _family_label, deterministic=True)
    connection.create_function("identity_label", 1, _identity_label, deterministic=True)
    connection.create_function("escape_fts", 1, lambda query: escape(fold_d(query)))


def _bare(text: object) -> str | None:
    return None if text is None else fold_all(str(text))


def _exact_query(query: str) -> str:
    return _match(query, exact=True)


def _folded_query(query: str) -> str:
    return _match(query, exact=False)


def _match(query: str, *, exact: bool) -> str:
    try:
        return translate(query, exact=exact).match
    except QueryError:
        return _NOTHING


def _field_label(code: str) -> str:
    field = load_fields().get(code)
    return field.label if field else code


def _identity_label(code: str) -> str:
    return load_identities().get(code, code)


def _family_label(code: str) -> str:
    return load_families().get(code, code)
