"""Open a corpus and write to it, one transaction per article; the only writer."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import sqlalchemy as sa

from corpus import rows, schema
from corpus.engines import READING, locate
from corpus.errors import StoreError
from corpus.lock import RunLock
from corpus.records import Article, Entry, Label, Reading, RunReport
from corpus.upgrade import read_revision, upgrade

Kept = Literal["new", "changed", "unchanged"]
Clock = Callable[[], datetime]

_BATCH = 200
_READ_FROM_TEXT = (
    schema.figure,
    schema.figure_check,
    schema.period_mention,
    schema.place_mention,
    schema.document_mention,
)
_FORMER_FIGURE = [
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
]


def now() -> datetime:
    """Give the moment, in UTC."""
    return datetime.now(UTC)


def open_store(target: str | Path | None = None, clock: Clock = now) -> "Store":
    """Open a corpus for writing; make or upgrade it when needed.

    Args:
        target: a path or address; else `DANVAN_CORPUS`, else the user's data folder.
        clock: tells the moment that histories are dated with.

    Raises:
        StoreError: the address is of no known kind, or the file is no corpus.
    """
    location = locate(target)
    engine = location.engine("write")
    try:
        upgrade(engine, str(location))
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, location.path, clock)


class Store:
    """The writing side of a corpus."""

    def __init__(self, engine: sa.Engine, path: Path, clock: Clock) -> None:
        self.path = path
        self._engine = engine
        self._reader = engine.execution_options(**{READING: True})
        self._clock = clock
        self._lock = RunLock(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, and give the lock back if it is held."""
        while self._lock.held:
            self._lock.release()
        self._engine.dispose()

    @property
    def version(self) -> str:
        """Give the revision of the tables."""
        with self._reader.connect() as connection:
            return read_revision(connection) or ""

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the corpus for this process.

        Raises:
            LockedError: another run holds it.
        """
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def begin_run(self, run: str, started_at: datetime | None = None) -> None:
        """Lock the corpus and note that a run began; runs that never ended become `interrupted`.

        Raises:
            LockedError: another run holds the corpus.
        """
        self._lock.acquire()
        open_runs = schema.run.c.state == "running"
        with self._engine.begin() as connection:
            connection.execute(sa.update(schema.run).where(open_runs).values(state="interrupted"))
            self._note_run(connection, run, started_at or self._clock())

    def finish_run(self, report: RunReport) -> None:
        """Write down how a run went, and give the lock back."""
        with self._engine.begin() as connection:
            self._note_run(connection, report.run, report.started_at)
            for table in (schema.run_portal, schema.issue):
                connection.execute(sa.delete(table).where(table.c.run == report.run))
            connection.execute(
                sa.update(schema.run)
                .where(schema.run.c.id == report.run)
                .values(
                    finished_at=report.finished_at,
                    state="finished",
                    articles=report.articles,
                    figures=report.figures,
                    fields=dict(report.fields),
                )
            )
            _insert(
                connection,
                schema.run_portal,
                [{"run": report.run, **asdict(count)} for count in report.portals],
            )
            _insert(
                connection,
                schema.issue,
                [{**asdict(issue), "run": report.run} for issue in report.issues],
            )
        self._lock.release()

    def keep(self, entry: Entry) -> Kept:
        """Keep an article with all that was read from it; the same entry again writes nothing."""
        digests = {
            "article_digest": rows.digest_article(entry.article),
            "reading_digest": rows.digest_reading(entry.reading),
        }
        with self._engine.begin() as connection:
            old = _find(connection, entry.article.id)
            if old is None:
                self._insert_article(connection, entry, digests)
                return "new"
            same = all(old[name] == digest for name, digest in digests.items())
            if same and old["state"] == "kept":
                return "unchanged"
            self._replace_article(connection, old, entry, digests)
            return "changed"

    def mark_gone(self, article_id: str, at: datetime | None = None) -> bool:
        """Note that a portal took an article down; say whether that was news."""
        moment = at or self._clock()
        with self._engine.begin() as connection:
            old = _find(connection, article_id)
            if old is None or old["state"] == "gone":
                return False
            self._note_version(connection, old, change="gone", at=moment)
            _update(connection, old["key"], {"state": "gone", "gone_at": moment})
        return True

    def link(
        self,
        article_id: str,
        kind: Literal["duplicate_of", "reprint_of", "source"],
        target: str,
        score: float | None = None,
    ) -> None:
        """Note that an article repeats another one or names its source; twice is once.

        Args:
            article_id: the article that repeats.
            kind: how it relates.
            target: the id of an article kept, else the source as written or its address.
            score: how alike the two are, when that was measured.
        """
        with self._engine.begin() as connection:
            key = _require(connection, article_id)["key"]
            other = _find(connection, target)
            row = {
                "article_key": key,
                "kind": kind,
                "target_key": other["key"] if other else None,
                "target": None if other else target,
                "score": score,
            }
            table = schema.article_link
            same = [
                table.c[name].is_not_distinct_from(row[name]) for name in row if name != "score"
            ]
            connection.execute(sa.delete(table).where(*same))
            connection.execute(sa.insert(table).values(row))

    def add_label(self, article_id: str, label: Label) -> None:
        """Keep a person's decision; it stays in force when a model labels the article again."""
        with self._engine.begin() as connection:
            key = _require(connection, article_id)["key"]
            self._write_label(connection, key, label)

    def articles_to_tag(
        self, *, not_by: str | None = None, portals: tuple[str, ...] = ()
    ) -> Iterator[Article]:
        """Give the articles as published, in short reads, so that writing in between is free.

        Args:
            not_by: leave out those this `model@version` has labelled already.
            portals: only these; all when empty.
        """
        table, last = schema.article, 0
        wanted = [table.c.state == "kept"]
        if portals:
            wanted.append(table.c.portal.in_(portals))
        if not_by is not None:
            done = sa.select(schema.label.c.article_key).where(schema.label.c.by == not_by)
            wanted.append(table.c.key.not_in(done))
        query = (
            sa.select(table.c.key, schema.article_source.c.content)
            .join(schema.article_source)
            .where(*wanted)
            .order_by(table.c.key)
            .limit(_BATCH)
        )
        while True:
            with self._reader.connect() as connection:
                found = connection.execute(query.where(table.c.key > last)).all()
            if not found:
                return
            last = found[-1].key
            yield from (rows.decode_article(row.content) for row in found)

    def iter_articles(self) -> Iterator[Article]:
        """Give every article that was not taken down, as published."""
        return self.articles_to_tag()

    def known_pages(self, portal: str) -> Mapping[str, str]:
        """Give the hash of the page each address of a portal was last read from."""
        table = schema.article
        query = sa.select(table.c.url, table.c.page_sha256).where(
            table.c.portal == portal, table.c.url.is_not(None)
        )
        with self._reader.connect() as connection:
            return {row.url: row.page_sha256 for row in connection.execute(query)}

    def _note_run(self, connection: sa.Connection, run: str, started_at: datetime) -> None:
        values = {"id": run, "started_at": started_at, "state": "running"}
        connection.execute(
            sa.insert(schema.run).prefix_with("OR IGNORE", dialect="sqlite").values(values)
        )
        connection.execute(
            sa.update(schema.run).where(schema.run.c.id == run).values(state="running")
        )

    def _insert_article(
        self, connection: sa.Connection, entry: Entry, digests: Mapping[str, str]
    ) -> None:
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
        inserted = connection.execute(sa.insert(schema.article).values(values))
        key = inserted.inserted_primary_key[0] if inserted.inserted_primary_key else 0
        connection.execute(
            sa.insert(schema.article_text).values(article_key=key, **_text_row(entry.reading))
        )
        connection.execute(
            sa.insert(schema.article_source).values(
                article_key=key, content=rows.encode(entry.article)
            )
        )
        self._write_reading(connection, key, entry.reading)

    def _replace_article(
        self,
        connection: sa.Connection,
        old: Mapping[str, Any],
        entry: Entry,
        digests: Mapping[str, str],
    ) -> None:
        key = old["key"]
        article_changed = old["article_digest"] != digests["article_digest"]
        change = "edited" if article_changed else "reread"
        if old["state"] == "gone":
            change = "returned"
        former = _former(connection, key, with_text=article_changed)
        self._note_version(connection, old, change=change, former=former)
        values = {
            **rows.article_row(entry.article, entry.reading),
            **digests,
            "state": "kept",
            "gone_at": None,
            "version": old["version"] + 1,
            "run": entry.run,
        }
        _update(connection, key, values)
        text, source = schema.article_text, schema.article_source
        connection.execute(
            sa.update(text).where(text.c.article_key == key).values(**_text_row(entry.reading))
        )
        connection.execute(
            sa.update(source)
            .where(source.c.article_key == key)
            .values(content=rows.encode(entry.article))
        )
        for table in _READ_FROM_TEXT:
            connection.execute(sa.delete(table).where(table.c.article_key == key))
        self._write_reading(connection, key, entry.reading)

    def _note_version(
        self,
        connection: sa.Connection,
        old: Mapping[str, Any],
        *,
        change: str,
        at: datetime | None = None,
        former: str | None = None,
    ) -> None:
        connection.execute(
            sa.insert(schema.article_version).values(
                article_key=old["key"],
                version=old["version"],
                change=change,
                at=at or self._clock(),
                run=old["run"],
                article_digest=old["article_digest"],
                reading_digest=old["reading_digest"],
                former=former,
            )
        )

    def _write_reading(self, connection: sa.Connection, key: int, reading: Reading) -> None:
        _insert(connection, schema.figure, rows.figure_rows(key, reading))
        _insert(connection, schema.figure_check, rows.check_rows(key, reading))
        _insert(connection, schema.period_mention, rows.period_rows(key, reading.periods))
        _insert(connection, schema.place_mention, rows.place_rows(key, reading.places))
        _insert(connection, schema.document_mention, rows.document_rows(key, reading))
        self._write_label(connection, key, reading.label)

    def _write_label(self, connection: sa.Connection, key: int, label: Label) -> None:
        """Write a label; one by a person is in force before one by a model (`name@version`)."""
        table = schema.label
        by_model = table.c.by.contains("@")
        mine = table.c.article_key == key
        replaced = by_model if "@" in label.by else table.c.by == label.by
        connection.execute(sa.delete(table).where(mine, replaced))
        connection.execute(sa.update(table).where(mine, by_model).values(current=False))
        people = connection.execute(sa.select(sa.func.count()).where(mine, ~by_model)).scalar_one()
        current = "@" not in label.by or not people
        if current:
            connection.execute(sa.update(table).where(mine).values(current=False))
        values = {"primary_field": label.primary, "relevant": label.relevant}
        written = connection.execute(
            sa.insert(table).values(
                article_key=key,
                by=label.by,
                at=self._clock(),
                relevance=label.relevance,
                current=current,
                **values,
            )
        )
        label_key = written.inserted_primary_key[0] if written.inserted_primary_key else 0
        _insert(connection, schema.label_score, rows.score_rows(label_key, label))
        if current:
            _update(connection, key, {**values, "relevance": label.relevance})


def _find(connection: sa.Connection, article_id: str) -> Mapping[str, Any] | None:
    table = schema.article
    columns = (table.c.key, table.c.state, table.c.version, table.c.run)
    query = sa.select(*columns, table.c.article_digest, table.c.reading_digest)
    found = connection.execute(query.where(table.c.id == article_id)).one_or_none()
    return None if found is None else found._asdict()


def _require(connection: sa.Connection, article_id: str) -> Mapping[str, Any]:
    found = _find(connection, article_id)
    if found is None:
        raise StoreError(f"article {article_id!r}: not in this corpus; check the id")
    return found


def _former(connection: sa.Connection, key: int, *, with_text: bool) -> str:
    figure, text = schema.figure, schema.article_text
    columns = [figure.c[name] for name in _FORMER_FIGURE]
    mine = sa.select(*columns).where(figure.c.article_key == key).order_by(figure.c.position)
    figures = [row._asdict() for row in connection.execute(mine)]
    if not with_text:
        return rows.former_text(None, figures)
    texts = sa.select(text.c.title, text.c.lead, text.c.body).where(text.c.article_key == key)
    return rows.former_text(connection.execute(texts).one()._asdict(), figures)


def _text_row(reading: Reading) -> Mapping[str, Any]:
    text = reading.text
    return {
        "title": text.title,
        "lead": text.lead,
        "body": text.body,
        "removed": dict(text.removed),
    }


def _update(connection: sa.Connection, key: int, values: Mapping[str, Any]) -> None:
    table = schema.article
    connection.execute(sa.update(table).where(table.c.key == key).values(values))


def _insert(connection: sa.Connection, table: sa.Table, values: list[rows.Row]) -> None:
    if values:
        connection.execute(sa.insert(table), values)
