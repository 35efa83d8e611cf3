"""What is asked for, and how SQL says it; no questions of its own."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from corpus.schema import article, figure, label, label_score
from corpus.territory import place_names, province_condition


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
    found = _shared_conditions(filters)
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
    found = _shared_conditions(filters) + _indicator_conditions(connection, filters)
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


def _shared_conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
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
