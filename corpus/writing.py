"""The statements of one transaction of the store; each takes a connection that has begun."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from corpus import rows, schema
from corpus.errors import StoreError
from corpus.records import Entry, Label, Reading

READ_FROM_TEXT: Final = (
    schema.figure,
    schema.figure_check,
    schema.period_mention,
    schema.place_mention,
    schema.document_mention,
)
_FORMER_FIGURE: Final = (
    "indicator",
    "value",
    "value_max",
    "unit",
    "kind",
    "qualifier",
    "period_start",
    "period_end",
    "place_text",
    "place_era",
    "place_code",
    "quote",
    "quote_start",
    "quote_end",
    "rule",
)


def find_article(connection: sa.Connection, article_id: str) -> Mapping[str, Any] | None:
    """Give what must be known of an article before it is written, or None."""
    table = schema.article
    columns = (table.c.key, table.c.state, table.c.version, table.c.run)
    query = sa.select(*columns, table.c.article_digest, table.c.reading_digest)
    found = connection.execute(query.where(table.c.id == article_id)).one_or_none()
    return None if found is None else found._asdict()


def require_article(connection: sa.Connection, article_id: str) -> Mapping[str, Any]:
    """Give the same, or refuse.

    Raises:
        StoreError: the article is not in the corpus.
    """
    found = find_article(connection, article_id)
    if found is None:
        raise StoreError(f"article {article_id!r}: not in this corpus; check the id")
    return found


def insert_article(
    connection: sa.Connection, entry: Entry, digests: Mapping[str, str], at: datetime
) -> None:
    """Write an article for the first time."""
    label = entry.reading.label
    values = {
        **rows.article_row(entry.article, entry.reading),
        **digests,
        "relevant": label.relevant,
        "relevance": label.relevance,
        "state": "kept",
        "version": 1,
        "run": entry.run,
    }
    key = _insert_one(connection, schema.article, values)
    text, source = schema.article_text, schema.article_source
    connection.execute(sa.insert(text).values(article_key=key, **rows.text_row(entry.reading)))
    content = rows.encode(entry.article)
    connection.execute(sa.insert(source).values(article_key=key, content=content))
    _write_reading(connection, key, entry.reading, at)


def replace_article(
    connection: sa.Connection,
    old: Mapping[str, Any],
    entry: Entry,
    digests: Mapping[str, str],
    at: datetime,
) -> None:
    """Write an article anew, and the version it replaces into the history."""
    key = old["key"]
    edited = old["article_digest"] != digests["article_digest"]
    change = "edited" if edited else "reread"
    note_version(
        connection,
        old,
        change="returned" if old["state"] == "gone" else change,
        at=at,
        former=_former(connection, key, with_text=edited),
    )
    values = {
        **rows.article_row(entry.article, entry.reading),
        **digests,
        "state": "kept",
        "gone_at": None,
        "version": old["version"] + 1,
        "run": entry.run,
    }
    update_article(connection, key, values)
    for table, row in (
        (schema.article_text, rows.text_row(entry.reading)),
        (schema.article_source, {"content": rows.encode(entry.article)}),
    ):
        connection.execute(sa.update(table).where(table.c.article_key == key).values(row))
    for table in READ_FROM_TEXT:
        connection.execute(sa.delete(table).where(table.c.article_key == key))
    _write_reading(connection, key, entry.reading, at)


def forget_article(connection: sa.Connection, key: int, at: datetime) -> None:
    """Leave of an article its id, its portal and the day, and nothing that it said."""
    for table in (*READ_FROM_TEXT, schema.label, schema.article_version, schema.article_link):
        connection.execute(sa.delete(table).where(table.c.article_key == key))
    for table, row in (
        (schema.article_text, {"title": "", "lead": None, "body": "", "removed": {}}),
        (schema.article_source, {"content": ""}),
    ):
        connection.execute(sa.update(table).where(table.c.article_key == key).values(row))
    words = ("url", "lead", "section", "source", "event_date", "primary_field")
    values: rows.Row = {**dict.fromkeys(words), "title": "", "warnings": [], "figure_count": 0}
    update_article(connection, key, {**values, "state": "suppressed", "gone_at": at})


def update_article(connection: sa.Connection, key: int, values: Mapping[str, Any]) -> None:
    """Change some attributes of an article."""
    table = schema.article
    connection.execute(sa.update(table).where(table.c.key == key).values(values))


def note_version(
    connection: sa.Connection,
    old: Mapping[str, Any],
    *,
    change: str,
    at: datetime,
    former: str | None = None,
) -> None:
    """Write a line of an article's history."""
    connection.execute(
        sa.insert(schema.article_version).values(
            article_key=old["key"],
            version=old["version"],
            change=change,
            at=at,
            run=old["run"],
            article_digest=old["article_digest"],
            reading_digest=old["reading_digest"],
            former=former,
        )
    )


def write_label(connection: sa.Connection, key: int, label: Label, at: datetime) -> None:
    """Write a label; one by a person is in force before one by a model (`name@version`)."""
    table = schema.label
    mine, by_model = table.c.article_key == key, table.c.by.contains("@")
    replaced = by_model if "@" in label.by else table.c.by == label.by
    connection.execute(sa.delete(table).where(mine, replaced))
    people = connection.execute(sa.select(sa.func.count()).where(mine, ~by_model)).scalar_one()
    current = "@" not in label.by or not people
    if current:
        connection.execute(sa.update(table).where(mine).values(current=False))
    values = {
        "primary_field": label.primary,
        "relevant": label.relevant,
        "relevance": label.relevance,
    }
    row = {"article_key": key, "by": label.by, "at": at, "current": current, **values}
    label_key = _insert_one(connection, table, row)
    insert_rows(connection, schema.label_score, rows.score_rows(label_key, label))
    if current:
        update_article(connection, key, values)


def note_run(connection: sa.Connection, run: str, started_at: datetime) -> None:
    """Note that a run goes on, for the first time or again."""
    table = schema.run
    known = connection.execute(sa.select(table.c.id).where(table.c.id == run)).scalar()
    if known is None:
        row = {"id": run, "started_at": started_at, "state": "running"}
        connection.execute(sa.insert(table).values(row))
    else:
        connection.execute(sa.update(table).where(table.c.id == run).values(state="running"))


def insert_rows(
    connection: sa.Connection, table: sa.Table, values: Iterable[Mapping[str, Any]]
) -> None:
    """Write rows, if there are any."""
    listed = [dict(row) for row in values]
    if listed:
        connection.execute(sa.insert(table), listed)


def _insert_one(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> int:
    written = connection.execute(sa.insert(table).values(row).returning(table.c.key))
    key: int = written.scalar_one()
    return key


def _write_reading(connection: sa.Connection, key: int, reading: Reading, at: datetime) -> None:
    insert_rows(connection, schema.figure, rows.figure_rows(key, reading))
    insert_rows(connection, schema.figure_check, rows.check_rows(key, reading))
    insert_rows(connection, schema.period_mention, rows.period_rows(key, reading.periods))
    insert_rows(connection, schema.place_mention, rows.place_rows(key, reading.places))
    insert_rows(connection, schema.document_mention, rows.document_rows(key, reading))
    write_label(connection, key, reading.label, at)


def _former(connection: sa.Connection, key: int, *, with_text: bool) -> str:
    figure, text = schema.figure, schema.article_text
    columns = [figure.c[name] for name in _FORMER_FIGURE]
    mine = sa.select(*columns).where(figure.c.article_key == key).order_by(figure.c.position)
    figures = [row._asdict() for row in connection.execute(mine)]
    if not with_text:
        return rows.former_text(None, figures)
    texts = sa.select(text.c.title, text.c.lead, text.c.body).where(text.c.article_key == key)
    return rows.former_text(connection.execute(texts).one()._asdict(), figures)
