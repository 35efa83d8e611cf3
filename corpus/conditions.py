"""What is asked for, and how SQL says it; no questions of its own."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from corpus.errors import FilterError
from corpus.schema import article, figure, label, label_score, run_portal
from corpus.territory import place_names, province_condition
from corpus.vocab.loader import load_families, load_fields, load_indicators

DATE_NAMES: Final = {"since": "--from/since", "until": "--to/until"}
"""What the ends of a time are called, on the command line and in Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for; None asks for everything.

    `since` and `until` mean publication for an article and the period for a figure: a figure
    whose period is not known is left out when a time is asked for.
    """

    field: str | None = None
    indicator: str | None = None
    family: str | None = None
    province: str | None = None
    place: str | None = None
    since: date | None = None
    until: date | None = None
    portal: str | None = None
    limit: int | None = None
    offset: int = 0
    with_gone: bool = False


def article_conditions(
    connection: sa.Connection, filters: Filters
) -> list[sa.ColumnElement[bool]]:
    """Say in SQL which articles pass; those about a figure pass when one of theirs does."""
    found = _shared_conditions(connection, filters)
    if filters.since:
        found.append(article.c.published_on >= filters.since)
    if filters.until:
        found.append(article.c.published_on <= filters.until)
    if filters.province:
        found.append(
            province_condition(filters.province, article.c.province_old, article.c.province_new)
        )
    about_figures = _indicator_conditions(connection, filters)
    if about_figures:
        mine = figure.c.article_key == article.c.key
        found.append(sa.exists().where(mine, *about_figures))
    return found


def figure_conditions(connection: sa.Connection, filters: Filters) -> list[sa.ColumnElement[bool]]:
    """Say in SQL which figures pass, by their own period and province."""
    found = _shared_conditions(connection, filters) + _indicator_conditions(connection, filters)
    first = sa.func.coalesce(figure.c.period_start, figure.c.period_end, type_=sa.Date)
    last = sa.func.coalesce(figure.c.period_end, figure.c.period_start, type_=sa.Date)
    if filters.since:
        found.append(last >= filters.since)
    if filters.until:
        found.append(first <= filters.until)
    if filters.province:
        found.append(
            province_condition(filters.province, figure.c.province_old, figure.c.province_new)
        )
    return found


def require_known(connection: sa.Connection, filters: Filters) -> None:
    """Refuse what nobody can have meant: a word mistyped must not look like a corpus without data.

    What the corpus holds may be asked for too: a former vocabulary may have written it.

    Raises:
        FilterError: a value is not known, or the time ends before it begins; the message names
            what may be asked.
    """
    since, until = filters.since, filters.until
    if since and until and since > until:
        first, last = DATE_NAMES.values()
        raise FilterError(
            f"{first} {since} is after {last} {until}; exchange them",
            f"Từ ngày {since} lại sau đến ngày {until}; đổi chỗ hai ngày.",
        )
    for name, known, columns in (
        ("field", load_fields(), (label_score.c.field,)),
        ("family", load_families(), (figure.c.family,)),
        ("indicator", load_indicators(), (figure.c.indicator,)),
        ("portal", (), (article.c.portal, run_portal.c.portal)),
    ):
        asked = getattr(filters, name)
        if asked and asked not in known and not _holds(connection, columns, asked):
            held = () if known else _distinct(connection, columns)
            raise _unknown(name, asked, [*known, *held])


def _shared_conditions(
    connection: sa.Connection, filters: Filters
) -> list[sa.ColumnElement[bool]]:
    require_known(connection, filters)
    found: list[sa.ColumnElement[bool]] = []
    states = ["kept", "gone"] if filters.with_gone else ["kept"]
    found.append(article.c.state.in_(states))
    if filters.portal:
        found.append(article.c.portal == filters.portal)
    if filters.field:
        asserted = (label.c.current, label_score.c.verdict == "yes")
        mine = (label.c.article_key == article.c.key, label_score.c.label_key == label.c.key)
        found.append(sa.exists().where(*mine, *asserted, label_score.c.field == filters.field))
    return found


def _indicator_conditions(
    connection: sa.Connection, filters: Filters
) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if filters.indicator:
        found.append(figure.c.indicator == filters.indicator)
    if filters.family:
        found.append(figure.c.family == filters.family)
    if filters.place:
        named = figure.c.place_name.in_(place_names(connection, filters.place))
        found.append(sa.or_(named, figure.c.place_code == filters.place))
    return found


def _holds(connection: sa.Connection, columns: Iterable[sa.Column[Any]], asked: str) -> bool:
    return any(
        connection.execute(sa.select(sa.exists().where(column == asked))).scalar_one()
        for column in columns
    )


def _distinct(connection: sa.Connection, columns: Iterable[sa.Column[Any]]) -> list[str]:
    found = sa.union(*(sa.select(c).where(c.is_not(None)) for c in columns)).subquery()
    return sorted(connection.execute(sa.select(found.c[0])).scalars())


def _unknown(name: str, asked: str, known: list[str]) -> FilterError:
    near = difflib.get_close_matches(asked, known, n=3)
    guess = f"; the nearest: {', '.join(near)}" if near else ""
    return FilterError(
        f"{name} {asked!r}: there is none{guess}; known: {', '.join(known) or 'none yet'}",
        f"Không có {_VIETNAMESE[name]} «{asked}»; có: {', '.join(known) or 'chưa có gì'}.",
    )


_VIETNAMESE: Final[Mapping[str, str]] = {
    "field": "lĩnh vực",
    "family": "nhóm",
    "indicator": "chỉ tiêu",
    "portal": "cổng",
}
