"""What our own pages show: a search, and an article; reads only."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import markupsafe
import sqlalchemy as sa

from corpus import queries, schema
from corpus.errors import AskedError
from corpus.queries import FigureRow, Filters, open_reader
from corpus.search import Hit, Order, count_hits, search
from corpus.site.metadata import read_toml
from corpus.vocab.loader import Field, load_families, load_fields

PAGE_SIZE: Final = 20
WORDS: Final[Mapping[str, str]] = {
    "exact": "đúng",
    "about": "khoảng",
    "nearly": "gần",
    "more_than": "hơn",
    "less_than": "dưới",
    "at_least": "ít nhất",
    "at_most": "nhiều nhất",
    "range": "từ … đến",
    "level": "mức",
    "change": "thay đổi",
    "target": "chỉ tiêu",
    "rank": "hạng",
    "zero": "nói là không có",
}
_FIGURE: Final = markupsafe.Markup(
    '<mark id="so-{position}" title="{family}"><a href="#dong-{position}">{words}</a></mark>'
)
Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """A hit as it is shown."""

    hit: Hit
    title: markupsafe.Markup
    snippets: tuple[markupsafe.Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of hits, or what was wrong with the search."""

    query: str
    asked: Mapping[str, str]
    total: int = 0
    number: int = 1
    found: tuple[FoundArticle, ...] = ()
    problem: str | None = None
    fields: Mapping[str, Field]

    @property
    def last(self) -> int:
        """Give the number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article with everything that was read from it; nothing of one that was taken down."""

    article: queries.ArticleRow
    paragraphs: tuple[markupsafe.Markup, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    checks: tuple[sa.Row[Any], ...] = ()
    scores: tuple[sa.Row[Any], ...] = ()
    versions: tuple[sa.Row[Any], ...] = ()
    documents: tuple[sa.Row[Any], ...] = ()
    fields: Mapping[str, Field]
    families: Mapping[str, str]


async def in_thread(
    read: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs
) -> Answer:
    """Ask the corpus without keeping the other pages waiting."""
    return await asyncio.to_thread(read, *given, **named)


def corpus_file(datasette: Any) -> Path:
    """Give the file that Datasette serves."""
    return Path(datasette.files[0])


def corpus_name(datasette: Any) -> str:
    """Give the name under which Datasette serves it."""
    return corpus_file(datasette).stem


def list_questions() -> list[tuple[str, str, str]]:
    """Give code, title and description of the ready-made questions."""
    found = read_toml("queries.toml").items()
    return [(code, query["title"], query["description"]) for code, query in found]


def read_search(datasette: Any, asked: Mapping[str, str]) -> SearchPage:
    """Answer a search; what is wrong with it becomes part of the page."""
    query = asked.get("q", "").strip()
    empty = SearchPage(query=query, asked=asked, fields=load_fields())
    if not query:
        return empty
    try:
        return _read_hits(corpus_file(datasette), query, asked)
    except AskedError as error:
        return SearchPage(query=query, asked=asked, fields=load_fields(), problem=error.vietnamese)


def read_article(datasette: Any, article_id: str) -> ArticlePage | None:
    """Read an article by its id, or None."""
    with open_reader(corpus_file(datasette)) as connection:
        key = connection.execute(
            sa.select(schema.article.c.key).where(
                schema.article.c.id == article_id, schema.article.c.state != "suppressed"
            )
        ).scalar()
        if key is None:
            return None
        row, body = queries.articles_by_key(connection, [key])[key]
        if row.state != "kept":
            return ArticlePage(article=row, fields=load_fields(), families=load_families())
        figures = tuple(queries.article_figures(connection, key))
        return ArticlePage(
            article=row,
            paragraphs=mark_figures(body, figures),
            figures=figures,
            checks=_rows_of(connection, schema.figure_check, key),
            scores=_scores_of(connection, key),
            versions=_rows_of(connection, schema.article_version, key),
            documents=_rows_of(connection, schema.document_mention, key),
            fields=load_fields(),
            families=load_families(),
        )


def mark_figures(body: str, figures: tuple[FigureRow, ...]) -> tuple[markupsafe.Markup, ...]:
    """Mark each figure in its paragraph; one that overlaps begins where the other ends."""
    paragraphs, offset = [], 0
    for line in body.split("\n"):
        inside = [
            f for f in figures if offset <= f.quote_start and f.quote_end <= offset + len(line)
        ]
        paragraphs.append(_mark_line(line, offset, inside))
        offset += len(line) + 1
    return tuple(paragraph for paragraph in paragraphs if paragraph.strip())


def mark_spans(text: str, spans: tuple[tuple[int, int], ...]) -> markupsafe.Markup:
    """Mark what was found in a text."""
    parts, last = [], 0
    for start, end in spans:
        parts += [markupsafe.escape(text[last:start]), _tag(text[start:end])]
        last = end
    return markupsafe.Markup("").join([*parts, markupsafe.escape(text[last:])])


def _tag(text: str) -> markupsafe.Markup:
    return markupsafe.Markup("<mark>{}</mark>").format(text)


def _mark_line(line: str, offset: int, figures: list[FigureRow]) -> markupsafe.Markup:
    parts, last = [], 0
    for figure in sorted(figures, key=lambda f: (f.quote_start, -f.quote_end)):
        start, end = figure.quote_start - offset, figure.quote_end - offset
        start, end = max(start, last), max(end, last)
        parts.append(markupsafe.escape(line[last:start]))
        name = load_families().get(figure.family, figure.family)
        parts.append(
            markupsafe.Markup(
                '<mark id="so-{0}" title="{1}"><a href="#dong-{0}">{2}</a></mark>'
            ).format(figure.position, name, line[start:end])
        )
        last = end
    return markupsafe.Markup("").join([*parts, markupsafe.escape(line[last:])])


def _read_hits(path: Path, query: str, asked: Mapping[str, str]) -> SearchPage:
    number = int(asked["trang"]) if asked.get("trang", "").isdecimal() else 1
    number = max(1, min(number, 10_000))
    with open_reader(path) as connection:
        filters = Filters(
            field=asked.get("linh_vuc") or None,
            province=asked.get("tinh") or None,
            limit=PAGE_SIZE,
            offset=(number - 1) * PAGE_SIZE,
        )
        order: Order = "best" if asked.get("xep") == "best" else "newest"
        total = count_hits(connection, query, filters)
        hits = search(connection, query, filters, order=order)
    return SearchPage(
        query=query,
        asked=asked,
        total=total,
        number=number,
        found=tuple(_show_hit(hit) for hit in hits),
        fields=load_fields(),
    )


def _show_hit(hit: Hit) -> FoundArticle:
    return FoundArticle(
        hit=hit,
        title=mark_spans(hit.article.title, hit.title_spans),
        snippets=tuple(mark_spans(s.text, s.spans) for s in hit.snippets),
    )


def _rows_of(connection: sa.Connection, table: sa.Table, key: int) -> tuple[sa.Row[Any], ...]:
    query = sa.select(table).where(table.c.article_key == key).order_by(table.c.key)
    return tuple(connection.execute(query))


def _scores_of(connection: sa.Connection, key: int) -> tuple[sa.Row[Any], ...]:
    label, score = schema.label, schema.label_score
    query = (
        sa.select(score.c.field, score.c.score, score.c.verdict, label.c.by)
        .select_from(score.join(label))
        .where(label.c.article_key == key, label.c.current)
        .order_by(score.c.score.desc())
    )
    return tuple(connection.execute(query))
