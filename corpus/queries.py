"""Questions to a corpus, one a function, answered in rows; never writes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from corpus.conditions import Filters as Filters
from corpus.conditions import article_conditions, figure_conditions
from corpus.engines import locate
from corpus.errors import StoreError
from corpus.records import Issue, PortalCount, RunReport
from corpus.schema import (
    article,
    article_text,
    figure,
    figure_check,
    issue,
    label,
    label_score,
    run,
    run_portal,
)
from corpus.upgrade import require_head


class ArticleRow(NamedTuple):
    """An article as a line of a list."""

    id: str
    title: str
    published: str | None
    portal: str | None
    province: str | None
    province_old: str | None
    province_new: str | None
    primary_field: str | None
    tags: str
    relevant: bool
    relevance: float
    figures: int
    event_date: date | None
    source: str | None
    url: str | None
    state: str
    version: int


class FigureRow(NamedTuple):
    """A figure with the sentence behind it and where that was published."""

    article_id: str
    position: int
    family: str
    indicator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    qualifier: str
    kind: str
    denominator: Decimal | None
    subject: str
    period_start: date | None
    period_end: date | None
    period_year: int | None
    period_text: str | None
    place_text: str | None
    place_level: str | None
    place_code: str | None
    place_era: str | None
    province_old: str | None
    province_new: str | None
    province_from: str | None
    quote: str
    quote_start: int
    quote_end: int
    sentence: str
    confidence: float
    rule: str
    flags: str
    period_flags: str | None
    place_flags: str | None
    published: str | None
    title: str
    portal: str | None
    url: str | None


class CheckRow(NamedTuple):
    """An identity of one article's figures, and whether it holds."""

    article_id: str
    title: str
    identity: str
    holds: bool
    difference: Decimal
    figures: tuple[int, ...]
    url: str | None


class RunRow(NamedTuple):
    """A run as a line of a list."""

    run: str
    started_at: datetime
    finished_at: datetime | None
    state: str
    articles: int | None
    figures: int | None


@contextmanager
def open_reader(target: str | Path | None = None) -> Iterator[sa.Connection]:
    """Open a corpus for reading alone; what is read is one moment of it.

    Raises:
        StoreError: there is no corpus, it is of another form, or it cannot be read.
    """
    location = locate(target)
    engine = location.engine("read")
    try:
        with engine.connect() as connection:
            require_head(connection, str(location))
            yield connection
    except sa.exc.DatabaseError as error:
        raise StoreError(f"{location}: cannot be read as a corpus: {error.orig}") from error
    finally:
        engine.dispose()


def articles(connection: sa.Connection, filters: Filters) -> list[ArticleRow]:
    """Give articles, the newest first; those without a date come last."""
    query = sa.select(*_article_columns()).where(*article_conditions(connection, filters))
    query = query.order_by(article.c.published_on.desc().nulls_last(), article.c.key.desc())
    return [ArticleRow(*row) for row in connection.execute(_paged(query, filters))]


def figures(connection: sa.Connection, filters: Filters) -> list[FigureRow]:
    """Give figures, the newest articles first, each article's in the order of its text."""
    query = (
        sa.select(*_figure_columns())
        .select_from(figure.join(article))
        .where(*figure_conditions(connection, filters))
        .order_by(
            article.c.published_on.desc().nulls_last(), article.c.key.desc(), figure.c.position
        )
    )
    return [FigureRow(*row) for row in connection.execute(_paged(query, filters))]


def article_figures(connection: sa.Connection, key: int) -> list[FigureRow]:
    """Give the figures of one article, in the order of its text."""
    query = sa.select(*_figure_columns()).select_from(figure.join(article))
    mine = query.where(figure.c.article_key == key).order_by(figure.c.position)
    return [FigureRow(*row) for row in connection.execute(mine)]


def checks(connection: sa.Connection, *, holds: bool | None = None) -> list[CheckRow]:
    """Give the identities that were tried, those of the newest articles first."""
    query = (
        sa.select(
            article.c.id,
            article.c.title,
            figure_check.c.identity,
            figure_check.c.holds,
            figure_check.c.difference,
            figure_check.c.figures,
            article.c.url,
        )
        .select_from(figure_check.join(article))
        .where(article.c.state == "kept")
        .order_by(article.c.published_on.desc().nulls_last(), figure_check.c.key)
    )
    if holds is not None:
        query = query.where(figure_check.c.holds == holds)
    return [
        CheckRow(*row[:5], figures=tuple(row.figures), url=row.url)
        for row in connection.execute(query)
    ]


def runs(connection: sa.Connection, limit: int = 20) -> list[RunRow]:
    """Give the latest runs."""
    columns = (run.c.id, run.c.started_at, run.c.finished_at, run.c.state)
    query = sa.select(*columns, run.c.articles, run.c.figures)
    found = connection.execute(query.order_by(run.c.started_at.desc()).limit(limit))
    return [RunRow(*row) for row in found]


def run_report(connection: sa.Connection, name: str) -> RunReport | None:
    """Give the report of a finished run as it was written down, or None."""
    row = connection.execute(sa.select(run).where(run.c.id == name)).one_or_none()
    if row is None or row.finished_at is None:
        return None
    portal_query = sa.select(*(c for c in run_portal.c if c.name != "run"))
    issue_query = sa.select(*(c for c in issue.c if c.name != "key"))
    portals = connection.execute(
        portal_query.where(run_portal.c.run == name).order_by(run_portal.c.portal)
    )
    issues = connection.execute(issue_query.where(issue.c.run == name).order_by(issue.c.key))
    return RunReport(
        run=row.id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        portals=tuple(PortalCount(**found._asdict()) for found in portals),
        articles=row.articles,
        figures=row.figures,
        fields=row.fields,
        issues=tuple(Issue(**found._asdict()) for found in issues),
    )


def count_articles(connection: sa.Connection) -> int:
    """Count the articles that were not taken down."""
    return _count(connection, article, article.c.state == "kept")


def count_figures(connection: sa.Connection) -> int:
    """Count the figures of the articles that were not taken down."""
    return _count(connection, figure.join(article), article.c.state == "kept")


def count_fields(connection: sa.Connection) -> Mapping[str, int]:
    """Count, for each field, the articles it is asserted of; an article may count in several."""
    joined = label_score.join(label).join(article)
    query = (
        sa.select(label_score.c.field, sa.func.count())
        .select_from(joined)
        .where(label.c.current, label_score.c.verdict == "yes", article.c.state == "kept")
    )
    return _counts(connection, query.group_by(label_score.c.field))


def count_by(connection: sa.Connection, what: str) -> Mapping[str, int]:
    """Count articles or figures by one attribute; the empty text stands for not known.

    Args:
        connection: a corpus open for reading.
        what: `articles.portal`, `articles.year`, `articles.province`, `articles.primary_field`,
            `figures.family`, `figures.indicator`, `figures.province` or `figures.year`.
    """
    column, source = _COUNTABLE[what]
    value = sa.func.coalesce(sa.cast(column, sa.String), "")
    query = sa.select(value, sa.func.count()).select_from(source)
    return _counts(connection, query.where(article.c.state == "kept").group_by(value))


def filtered_keys(
    connection: sa.Connection, filters: Filters, hits: sa.TextClause
) -> sa.Select[tuple[int]]:
    """Say in SQL which of some articles pass the filters, the newest first."""
    found = hits.columns(sa.column("key", sa.Integer)).subquery("hit")
    return (
        sa.select(article.c.key)
        .select_from(found.join(article, article.c.key == found.c.key))
        .where(*article_conditions(connection, filters))
        .order_by(article.c.published_on.desc().nulls_last(), article.c.key.desc())
    )


def articles_by_key(
    connection: sa.Connection, keys: list[int]
) -> Mapping[int, tuple[ArticleRow, str]]:
    """Give some articles with their texts, by key."""
    query = sa.select(article.c.key.label("at"), article_text.c.body, *_article_columns())
    query = query.select_from(article.join(article_text)).where(article.c.key.in_(keys))
    return {row[0]: (ArticleRow(*row[2:]), row[1]) for row in connection.execute(query)}


_COUNTABLE: Mapping[str, tuple[sa.ColumnElement[Any], sa.FromClause]] = {
    "articles.portal": (article.c.portal, article),
    "articles.year": (article.c.year, article),
    "articles.province": (article.c.province, article),
    "articles.primary_field": (article.c.primary_field, article),
    "figures.family": (figure.c.family, figure.join(article)),
    "figures.indicator": (figure.c.indicator, figure.join(article)),
    "figures.province": (article.c.province, figure.join(article)),
    "figures.year": (figure.c.period_year, figure.join(article)),
}


def _counts(connection: sa.Connection, query: sa.Select[str, int]) -> Mapping[str, int]:
    found = [(str(name), int(count)) for name, count in connection.execute(query)]
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _count(connection: sa.Connection, source: sa.FromClause, *where: Any) -> int:
    query = sa.select(sa.func.count()).select_from(source).where(*where)
    return connection.execute(query).scalar_one()


def _paged(query: sa.Select[Any], filters: Filters) -> sa.Select[Any]:
    return query.limit(filters.limit).offset(filters.offset or None)


def _tags() -> sa.ScalarSelect[Any]:
    fields = (
        sa.select(label_score.c.field)
        .select_from(label_score.join(label))
        .where(
            label.c.article_key == article.c.key, label.c.current, label_score.c.verdict == "yes"
        )
        .order_by(label_score.c.field)
        .correlate(article)
        .subquery()
    )
    listed = sa.func.aggregate_strings(fields.c.field, " ")
    return sa.select(sa.func.coalesce(listed, "")).scalar_subquery()


def _article_columns() -> list[sa.ColumnElement[Any]]:
    derived = {"tags": _tags().label("tags"), "figures": article.c.figure_count}
    return [derived[name] if name in derived else article.c[name] for name in ArticleRow._fields]


def _figure_columns() -> list[sa.ColumnElement[Any]]:
    derived: dict[str, sa.ColumnElement[Any]] = {
        "article_id": article.c.id,
        **{
            name: sa.cast(figure.c[name], sa.String).label(name)
            for name in ("flags", "period_flags", "place_flags")
        },
        **{name: article.c[name] for name in ("published", "title", "portal", "url")},
    }
    return [derived[name] if name in derived else figure.c[name] for name in FigureRow._fields]
