"""The corpus as frames, for notebooks: `open_corpus().figures(family="don_thu")`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

import sqlalchemy as sa

from corpus import queries
from corpus.conditions import DATE_NAMES
from corpus.engines import Location, locate
from corpus.errors import FilterError, QueryError
from corpus.queries import ArticleRow, CheckRow, FigureRow, Filters
from corpus.search import Hit, search

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Condition = str | date | int | bool | None

_NUMBERS = ("value", "value_max", "denominator", "difference")
_DATES = ("event_date", "period_start", "period_end")


class HitRow(NamedTuple):
    """An article that was found, with the words round the first hits."""

    id: str
    title: str
    published: str | None
    portal: str | None
    province: str | None
    primary_field: str | None
    hits: int
    snippet: str
    url: str | None


def open_corpus(path_or_url: str | Path | None = None) -> "Corpus":
    """Open a corpus for reading: what is given, else `DANVAN_CORPUS`, else the user's own.

    Raises:
        StoreError: there is no corpus at that place.
    """
    corpus = Corpus(locate(path_or_url))
    with queries.open_reader(corpus.location.path):
        return corpus


class Corpus:
    """The reading side of a corpus: every question opens it, asks, and closes it again."""

    def __init__(self, location: Location) -> None:
        self.location = location

    def __repr__(self) -> str:
        return f"Corpus({str(self.location)!r})"

    @overload
    def articles(self, *, arrow: Literal[False] = False, **asked: Condition) -> "pd.DataFrame": ...
    @overload
    def articles(self, *, arrow: Literal[True], **asked: Condition) -> "pa.Table": ...
    def articles(self, *, arrow: bool = False, **asked: Condition) -> "pd.DataFrame | pa.Table":
        """Give articles, the newest first.

        Args:
            arrow: an Arrow table, which keeps every digit, instead of a pandas frame.
            asked: any of `field`, `indicator`, `family`, `province`, `place`, `since`, `until`,
                `portal`, `limit`, `offset`, `with_gone`; dates may be texts such as 2025-07-01,
                and mean publication.

        Raises:
            FilterError: there is no such filter or value; the message names those there are.
        """
        with queries.open_reader(self.location.path) as connection:
            rows = queries.articles(connection, read_filters(asked))
        return make_frame(ArticleRow._fields, rows, arrow=arrow)

    @overload
    def figures(self, *, arrow: Literal[False] = False, **asked: Condition) -> "pd.DataFrame": ...
    @overload
    def figures(self, *, arrow: Literal[True], **asked: Condition) -> "pa.Table": ...
    def figures(self, *, arrow: bool = False, **asked: Condition) -> "pd.DataFrame | pa.Table":
        """Give figures with their sentences, those of the newest articles first.

        Args:
            arrow: an Arrow table, which keeps every digit, instead of a pandas frame.
            asked: any of `field`, `indicator`, `family`, `province`, `place`, `since`, `until`,
                `portal`, `limit`, `offset`, `with_gone`; dates may be texts such as 2025-07-01,
                and mean the period of the figure.

        Raises:
            FilterError: there is no such filter or value; the message names those there are.
        """
        with queries.open_reader(self.location.path) as connection:
            rows = queries.figures(connection, read_filters(asked))
        return make_frame(FigureRow._fields, rows, arrow=arrow)

    @overload
    def checks(
        self, *, arrow: Literal[False] = False, holds: bool | None = None
    ) -> "pd.DataFrame": ...
    @overload
    def checks(self, *, arrow: Literal[True], holds: bool | None = None) -> "pa.Table": ...
    def checks(
        self, *, arrow: bool = False, holds: bool | None = None
    ) -> "pd.DataFrame | pa.Table":
        """Give the sums that articles' figures should satisfy, and whether they do."""
        with queries.open_reader(self.location.path) as connection:
            rows = queries.checks(connection, holds=holds)
        return make_frame(CheckRow._fields, rows, arrow=arrow)

    @overload
    def search(
        self, query: str, *, arrow: Literal[False] = False, **asked: Condition
    ) -> "pd.DataFrame": ...
    @overload
    def search(self, query: str, *, arrow: Literal[True], **asked: Condition) -> "pa.Table": ...
    def search(
        self, query: str, *, arrow: bool = False, **asked: Condition
    ) -> "pd.DataFrame | pa.Table":
        """Give the articles a search finds, the newest first, with the words round the hits.

        Args:
            query: words, `"phrases"`, `OR`, `-without`; no diacritics typed finds them all.
            arrow: an Arrow table instead of a pandas frame.
            asked: the filters of `articles`.

        Raises:
            QueryError: the search cannot be understood.
            FilterError: there is no such filter or value.
        """
        with queries.open_reader(self.location.path) as connection:
            hits = search(connection, query, read_filters(asked))
        return make_frame(HitRow._fields, [hit_row(hit) for hit in hits], arrow=arrow)

    @overload
    def sql(
        self, statement: str, *, arrow: Literal[False] = False, **values: Any
    ) -> "pd.DataFrame": ...
    @overload
    def sql(self, statement: str, *, arrow: Literal[True], **values: Any) -> "pa.Table": ...
    def sql(
        self, statement: str, *, arrow: bool = False, **values: Any
    ) -> "pd.DataFrame | pa.Table":
        """Give what a statement of your own selects; `:name` stands for a value given by name.

        Raises:
            QueryError: the statement cannot be run, or it would write.
        """
        with queries.open_reader(self.location.path) as connection:
            columns, rows = _run(connection, statement, values)
        return make_frame(columns, rows, arrow=arrow)


def _run(
    connection: sa.Connection, statement: str, values: Mapping[str, Any]
) -> tuple[tuple[str, ...], Sequence[Any]]:
    try:
        found = connection.execute(sa.text(statement), values)
        return tuple(found.keys()), found.all()
    except sa.exc.SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise QueryError(
            f"sql {shorten(statement, 80)!r}: {said}", f"Câu SQL không chạy được: {said}."
        ) from error


def read_filters(asked: dict[str, Condition]) -> Filters:
    """Make filters of what was asked for by name; dates may be ISO texts.

    Raises:
        FilterError: there is no such filter, or a date is none.
    """
    unknown = sorted(set(asked) - set(Filters.__dataclass_fields__))
    if unknown:
        known = ", ".join(Filters.__dataclass_fields__)
        raise FilterError(
            f"filter {unknown[0]!r}: not known; there are {known}",
            f"Không có bộ lọc «{unknown[0]}»; có: {known}.",
        )
    values: dict[str, Any] = dict(asked)
    for name in DATE_NAMES:
        if isinstance(values.get(name), str):
            values[name] = _read_date(DATE_NAMES[name], values[name])
    return Filters(**values)


def hit_row(hit: Hit) -> HitRow:
    """Put a hit on one line; what was found stands between « and »."""
    article = hit.article
    marked = " … ".join(mark(s.text, s.spans, "«", "»") for s in hit.snippets)
    return HitRow(
        id=article.id,
        title=article.title,
        published=article.published,
        portal=article.portal,
        province=article.province,
        primary_field=article.primary_field,
        hits=len(hit.spans) + len(hit.title_spans),
        snippet=" ".join(marked.split()),
        url=article.url,
    )


def mark(text: str, spans: Iterable[tuple[int, int]], before: str, after: str) -> str:
    """Put marks round the spans of a text."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], before, text[start:end], after]
        last = end
    return "".join([*parts, text[last:]])


@overload
def make_frame(
    columns: Sequence[str], rows: Sequence[Any], *, arrow: Literal[False] = False
) -> "pd.DataFrame": ...
@overload
def make_frame(columns: Sequence[str], rows: Sequence[Any], *, arrow: bool) -> Any: ...
def make_frame(columns: Sequence[str], rows: Sequence[Any], *, arrow: bool = False) -> Any:
    """Make a frame of rows: numbers as floats, dates as timestamps, texts as texts."""
    if arrow:
        from corpus.outputs.arrow import make_table

        return make_table(columns, rows)
    import pandas as pd

    frame = pd.DataFrame.from_records([tuple(row) for row in rows], columns=list(columns))
    for name in _NUMBERS:
        if name in frame:
            frame[name] = pd.to_numeric(frame[name].map(_to_float))
    for name in _DATES:
        if name in frame:
            frame[name] = pd.to_datetime(frame[name])
    return frame


def _to_float(value: Any) -> float | None:
    return None if value is None else float(value)


def _read_date(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FilterError(
            f"{name} {text!r}: is no date; write 2025-07-01",
            f"«{text}» không phải là ngày; viết như 2025-07-01.",
        ) from error
