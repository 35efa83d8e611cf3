"""Full-text questions, with and without diacritics; never writes.

What is typed with Vietnamese letters is looked up in the exact index, what is typed without in
the folded one: `don thu` finds «đơn thư», and `đơn thư` finds nothing but that.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import sqlalchemy as sa

from corpus.errors import QueryError
from corpus.excerpts import window_around
from corpus.folding import fold_d, fold_tone, has_diacritics
from corpus.queries import ArticleRow, Filters, articles_by_key, filtered_keys

Order = Literal["newest", "best"]
Span = tuple[int, int]

_TERM: Final = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_OPEN, _CLOSE = "\x02", "\x03"
_CONTEXT: Final = 160
_SNIPPETS: Final = 2
_BATCH: Final = 500
"""SQLite takes no more than 32,766 values in one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Words round a hit, as published: `text[start:end]` of each span is what was found."""

    text: str
    start: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found, and where in it."""

    article: ArticleRow
    title_spans: tuple[Span, ...]
    spans: tuple[Span, ...]
    snippets: tuple[Snippet, ...]


class Translated(NamedTuple):
    """A search as the index understands it."""

    table: Literal["search_exact", "search_folded"]
    match: str


def translate(query: str, *, exact: bool | None = None) -> Translated:
    """Turn what a person types into a question to one index.

    Words are all asked for; `"…"` is a phrase, `OR` separates alternatives, `-` leaves out, and
    `*` at the end of a word stands for the rest of it.

    Args:
        query: as typed.
        exact: which index; by default the one that the letters typed ask for.

    Raises:
        QueryError: a quote is open, or there is nothing to look for.
    """
    text = _CONTROL.sub(" ", unicodedata.normalize("NFC", query)).strip()
    if text.count('"') % 2:
        raise QueryError(
            f'search {query!r}: a quotation mark " is open; close it or leave it out',
            'Còn một dấu ngoặc kép " chưa đóng; đóng lại hoặc bỏ đi.',
        )
    exact = has_diacritics(text) if exact is None else exact
    text = fold_tone(text) if exact else fold_d(text)
    groups: list[tuple[list[str], list[str]]] = [([], [])]
    for minus, phrase, word in _TERM.findall(text):
        if word in {"OR", "|"} and not minus:
            groups.append(([], []))
            continue
        term = _quote(phrase or word, prefix=word.endswith("*"))
        if term:
            groups[-1][1 if minus else 0].append(term)
    used = [group for group in groups if group[0] or group[1]]
    if not used or not all(wanted for wanted, _ in used):
        raise QueryError(
            f"search {query!r}: nothing to look for; give at least one word",
            "Chưa có gì để tìm; gõ ít nhất một từ.",
        )
    match = " OR ".join(f"({_match_group(*group)})" for group in used)
    return Translated("search_exact" if exact else "search_folded", match)


def count_hits(connection: sa.Connection, query: str, filters: Filters | None = None) -> int:
    """Count the articles a search finds."""
    found = filtered_keys(connection, filters or Filters(), _hit_keys(translate(query)))
    return connection.execute(
        sa.select(sa.func.count()).select_from(found.subquery())
    ).scalar_one()


def search(
    connection: sa.Connection,
    query: str,
    filters: Filters | None = None,
    *,
    order: Order = "newest",
) -> list[Hit]:
    """Find articles by their words, the newest first unless the best are asked for.

    Raises:
        QueryError: the search cannot be understood.
    """
    translated, asked = translate(query), filters or Filters(limit=20)
    keys = _ordered_keys(connection, translated, asked, order)
    hits: list[Hit] = []
    for first in range(0, len(keys), _BATCH):
        batch = keys[first : first + _BATCH]
        marked = _marked_texts(connection, translated, batch)
        rows = articles_by_key(connection, batch)
        hits += [_hit(rows[key], *marked[key]) for key in batch]
    return hits


def read_spans(marked: str) -> tuple[Span, ...]:
    """Give where the marks stand, as offsets into the text without them."""
    spans: list[Span] = []
    offset = start = 0
    for character in marked:
        if character == _OPEN:
            start = offset
        elif character == _CLOSE:
            spans.append((start, offset))
        else:
            offset += 1
    return tuple(spans)


def make_snippets(text: str, spans: tuple[Span, ...]) -> tuple[Snippet, ...]:
    """Cut the first hits out of a text, each with words round it, none twice."""
    found: list[Snippet] = []
    for start, end in spans:
        if found and end <= found[-1].start + len(found[-1].text):
            continue
        if len(found) == _SNIPPETS:
            break
        first, last = window_around(text, (0, len(text)), (start, end), _CONTEXT)
        inside = tuple((a - first, b - first) for a, b in spans if first <= a < b <= last)
        found.append(Snippet(text=text[first:last], start=first, spans=inside))
    return tuple(found)


def _quote(term: str, *, prefix: bool) -> str:
    words = term.replace("*", " ").replace('"', " ").strip()
    if not any(c.isalnum() for c in words):
        return ""
    return f'"{words}"*' if prefix else f'"{words}"'


def _match_group(wanted: list[str], unwanted: list[str]) -> str:
    match = " AND ".join(wanted)
    return f"({match}) NOT ({' OR '.join(unwanted)})" if unwanted else match


def _hit_keys(translated: Translated) -> sa.TextClause:
    return sa.text(
        f"SELECT rowid AS key FROM {translated.table} WHERE {translated.table} MATCH :match"
    ).bindparams(match=translated.match)


def _ordered_keys(
    connection: sa.Connection, translated: Translated, filters: Filters, order: Order
) -> list[int]:
    query = filtered_keys(connection, filters, _hit_keys(translated))
    if order == "newest":
        query = query.limit(filters.limit).offset(filters.offset or None)
        return [row.key for row in connection.execute(query)]
    allowed = {row.key for row in connection.execute(query)}
    ranked = connection.execute(
        sa.text(
            f"SELECT rowid FROM {translated.table} WHERE {translated.table} MATCH :match"
            " ORDER BY rank, rowid DESC"
        ),
        {"match": translated.match},
    ).scalars()
    best = [key for key in ranked if key in allowed]
    last = None if filters.limit is None else filters.offset + filters.limit
    return best[filters.offset : last]


def _marked_texts(
    connection: sa.Connection, translated: Translated, keys: list[int]
) -> dict[int, tuple[str, str]]:
    index = translated.table
    statement = sa.text(
        f"SELECT rowid, highlight({index}, 0, :o, :c) AS title,"
        f" highlight({index}, 2, :o, :c) AS body FROM {index}"
        f" WHERE {index} MATCH :match AND rowid IN :keys"
    ).bindparams(sa.bindparam("keys", expanding=True))
    found = connection.execute(
        statement, {"match": translated.match, "keys": keys, "o": _OPEN, "c": _CLOSE}
    )
    return {row.rowid: (row.title, row.body) for row in found}


def _hit(found: tuple[ArticleRow, str], title: str, body: str) -> Hit:
    row, text = found
    spans = read_spans(body)
    return Hit(
        article=row,
        title_spans=read_spans(title),
        spans=spans,
        snippets=make_snippets(text, spans or ((0, 0),)),
    )
