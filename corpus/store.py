"""Open a corpus and write to it, one transaction per article; the only writer."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

import sqlalchemy as sa

from corpus import rows, schema, writing
from corpus.engines import READING, locate
from corpus.lock import RunLock
from corpus.records import Article, Entry, Label, Province, RunReport
from corpus.upgrade import read_revision, upgrade

Kept = Literal["new", "changed", "unchanged"]
Clock = Callable[[], datetime]

_BATCH: Final = 200


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
            writing.note_run(connection, run, started_at or self._clock())

    def finish_run(self, report: RunReport) -> None:
        """Write down how a run went, and give the lock back."""
        with self._engine.begin() as connection:
            writing.note_run(connection, report.run, report.started_at)
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
            writing.insert_rows(
                connection,
                schema.run_portal,
                [{"run": report.run, **asdict(count)} for count in report.portals],
            )
            writing.insert_rows(
                connection,
                schema.issue,
                [{**asdict(issue), "run": report.run} for issue in report.issues],
            )
        self._lock.release()

    def keep(self, entry: Entry) -> Kept:
        """Keep an article with all that was read from it; the same entry again writes nothing.

        An article that was suppressed stays out, and counts as unchanged.
        """
        digests = {
            "article_digest": rows.digest_article(entry.article),
            "reading_digest": rows.digest_reading(entry.reading),
        }
        with self._engine.begin() as connection:
            old = writing.find_article(connection, entry.article.id)
            if old is None:
                writing.insert_article(connection, entry, digests, self._clock())
                return "new"
            if old["state"] == "suppressed":
                return "unchanged"
            same = all(old[name] == digest for name, digest in digests.items())
            if same and old["state"] == "kept":
                return "unchanged"
            writing.replace_article(connection, old, entry, digests, self._clock())
            return "changed"

    def mark_gone(self, article_id: str, at: datetime | None = None) -> bool:
        """Note that a portal took an article down; say whether that was news."""
        moment = at or self._clock()
        with self._engine.begin() as connection:
            old = writing.find_article(connection, article_id)
            if old is None or old["state"] != "kept":
                return False
            writing.note_version(connection, old, change="gone", at=moment)
            writing.update_article(connection, old["key"], {"state": "gone", "gone_at": moment})
        return True

    def suppress(self, article_id: str) -> None:
        """Take an article out for good, on request: its words and figures go, old versions too.

        What stays is its id, so that the next crawl does not bring it back.
        """
        with self._engine.begin() as connection:
            old = writing.require_article(connection, article_id)
            writing.forget_article(connection, old["key"], self._clock())

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
            key = writing.require_article(connection, article_id)["key"]
            other = writing.find_article(connection, target)
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
            key = writing.require_article(connection, article_id)["key"]
            writing.write_label(connection, key, label, self._clock())

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

    def given_provinces(self) -> Mapping[str, Province]:
        """Give, by article, the province that its portal or a person stated, not the text."""
        table = schema.article
        columns = (table.c.province, table.c.province_old, table.c.province_new)
        query = sa.select(table.c.id, *columns, table.c.province_from).where(
            table.c.province_from.in_(("given", "portal")), table.c.state == "kept"
        )
        with self._reader.connect() as connection:
            return {
                key: Province(name=name, code_old=old, code_new=new, source=source)
                for key, name, old, new, source in connection.execute(query)
            }

    def known_pages(self, portal: str) -> Mapping[str, str]:
        """Give the hash of the page each address of a portal was last read from."""
        table = schema.article
        query = sa.select(table.c.url, table.c.page_sha256).where(
            table.c.portal == portal, table.c.url.is_not(None)
        )
        with self._reader.connect() as connection:
            return {row.url: row.page_sha256 for row in connection.execute(query)}
