"""What a crawl must not forget, in an SQLite file of its own; the scrapers' only SQL."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Self

from scrapers.crawl_records import (
    RECHECK_DAYS,
    RESUME_WITHIN,
    SCHEMA,
    Cached,
    Change,
    Known,
    Pending,
    Session,
    Visit,
)
from scrapers.host_gate import Receipt


class State:
    """The crawl's memory; every method is one transaction."""

    def __init__(self, path: Path | str) -> None:
        if isinstance(path, Path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30.0)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # -- crawls and sessions

    def open_crawl(self, portals: Sequence[str], now: datetime) -> int:
        """Carry on the unfinished crawl of the same portals, or begin one."""
        names = json.dumps(sorted(portals))
        with self._write() as db:
            row = db.execute(
                "SELECT id FROM crawls WHERE portals = ? AND finished IS NULL AND started > ?"
                " ORDER BY id DESC",
                (names, (now - RESUME_WITHIN).isoformat()),
            ).fetchone()
            if row is not None:
                return int(row["id"])
            cursor = db.execute(
                "INSERT INTO crawls (portals, started) VALUES (?, ?)", (names, now.isoformat())
            )
            return int(cursor.lastrowid or 0)

    def close_crawl(self, crawl: int, now: datetime) -> None:
        """Mark a crawl as finished."""
        with self._write() as db:
            db.execute("UPDATE crawls SET finished = ? WHERE id = ?", (now.isoformat(), crawl))

    def open_session(self, portal: str, crawl: int, night: date, now: datetime) -> Session:
        """Carry on a portal's session of this crawl or of one cut short, or begin one."""
        with self._write() as db:
            row = db.execute(
                "SELECT * FROM sessions WHERE portal = ? AND (crawl = ? OR (finished IS NULL"
                " AND started > ?)) ORDER BY id DESC LIMIT 1",
                (portal, crawl, (now - RESUME_WITHIN).isoformat()),
            ).fetchone()
            if row is None:
                cursor = db.execute(
                    "INSERT INTO sessions (portal, crawl, night, started) VALUES (?, ?, ?, ?)",
                    (portal, crawl, night.isoformat(), now.isoformat()),
                )
                number = int(cursor.lastrowid or 0)
                self._forget_before(db, portal, number)
            else:
                number = int(row["id"])
            count = db.execute(
                "SELECT count(*) FROM sessions WHERE portal = ? AND id <= ?", (portal, number)
            ).fetchone()[0]
            return Session(
                id=number,
                portal=portal,
                night=night if row is None else date.fromisoformat(row["night"]),
                number=int(count),
                finished=row is not None and row["finished"] is not None,
                evidence=None if row is None else row["evidence"],
            )

    def _forget_before(self, db: sqlite3.Connection, portal: str, session: int) -> None:
        """Drop what only served to carry on sessions that are over."""
        past = "(SELECT id FROM sessions WHERE portal = ? AND id < ?)"
        for table in ("sighted", "visits"):
            db.execute(f"DELETE FROM {table} WHERE session IN {past}", (portal, session))

    def close_session(self, session: Session, evidence: str, now: datetime) -> None:
        """Mark a session as finished, with what the portal's health is judged by."""
        with self._write() as db:
            db.execute(
                "UPDATE sessions SET finished = ?, evidence = ? WHERE id = ?",
                (now.isoformat(), evidence, session.id),
            )

    def history(self, portal: str, before: int, limit: int = 28) -> tuple[str, ...]:
        """Give the evidence of earlier sessions, latest first."""
        rows = self._db.execute(
            "SELECT evidence FROM sessions WHERE portal = ? AND id < ? AND evidence IS NOT NULL"
            " ORDER BY id DESC LIMIT ?",
            (portal, before, limit),
        )
        return tuple(str(row["evidence"]) for row in rows)

    def note_receipt(self, session: Session, receipt: Receipt, delay: float, robots: str) -> None:
        """Keep how politely a host was treated."""
        with self._write() as db:
            db.execute(
                "INSERT OR REPLACE INTO receipts VALUES (?, ?, ?, ?, ?, ?)",
                (
                    session.id,
                    receipt.host,
                    receipt.requests,
                    receipt.smallest_gap_seconds,
                    delay,
                    robots,
                ),
            )

    def receipts(self, session: int) -> tuple[dict[str, object], ...]:
        """Give the receipts of a session: host, requests, smallest gap, delay, robots version."""
        rows = self._db.execute(
            "SELECT host, requests, smallest_gap, delay, robots FROM receipts WHERE session = ?",
            (session,),
        )
        return tuple(dict(row) for row in rows)

    # -- visits and the HTTP cache

    def visit(self, session: Session, key: str) -> Visit | None:
        """Give the visit of this session to an address, if it was made."""
        row = self._db.execute(
            "SELECT key, url, kind, status, fault, bytes, warc, place FROM visits"
            " WHERE session = ? AND key = ?",
            (session.id, key),
        ).fetchone()
        return None if row is None else Visit(**dict(row))

    def keep_visit(
        self, session: Session, visit: Visit, cached: Cached | None, now: datetime
    ) -> None:
        """Keep a visit and, when given, what to ask with next time."""
        with self._write() as db:
            db.execute(
                "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    session.id,
                    visit.key,
                    visit.url,
                    visit.kind,
                    visit.status,
                    visit.fault,
                    visit.bytes,
                    visit.warc,
                    visit.place,
                ),
            )
            if visit.status == 304:
                db.execute(
                    "UPDATE http_cache SET uses = uses + 1, saved = saved + bytes, checked = ?"
                    " WHERE portal = ? AND key = ?",
                    (now.isoformat(), session.portal, visit.key),
                )
            elif cached is not None:
                db.execute(
                    "INSERT INTO http_cache (portal, key, etag, last_modified, sha256, bytes,"
                    " checked) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                    " etag = excluded.etag, last_modified = excluded.last_modified,"
                    " sha256 = excluded.sha256, bytes = excluded.bytes, uses = 0,"
                    " checked = excluded.checked",
                    (
                        session.portal,
                        visit.key,
                        cached.etag,
                        cached.last_modified,
                        cached.sha256,
                        visit.bytes,
                        now.isoformat(),
                    ),
                )

    def cached(self, portal: str, key: str) -> Cached | None:
        """Give what to ask with, if the address was fetched before."""
        row = self._db.execute(
            "SELECT etag, last_modified, sha256, uses FROM http_cache"
            " WHERE portal = ? AND key = ?",
            (portal, key),
        ).fetchone()
        return None if row is None else Cached(**dict(row))

    def traffic(self, session: Session) -> tuple[int, int]:
        """Give the number of requests and of bytes of a session."""
        row = self._db.execute(
            "SELECT count(*), coalesce(sum(bytes), 0) FROM visits WHERE session = ?", (session.id,)
        ).fetchone()
        return int(row[0]), int(row[1])

    # -- articles

    def known(self, portal: str, article_id: str) -> Known | None:
        """Give an article met before, by its id or by that of another of its addresses."""
        row = self._db.execute(
            "SELECT * FROM articles WHERE portal = ? AND id = coalesce("
            "(SELECT id FROM aliases WHERE portal = ? AND alias = ?), ?)",
            (portal, portal, article_id, article_id),
        ).fetchone()
        return None if row is None else _known(row)

    def sight(self, session: Session, ids: Sequence[str], via: str) -> None:
        """Remember that a source listed these articles tonight."""
        with self._write() as db:
            db.executemany(
                "INSERT OR IGNORE INTO sighted VALUES (?, ?, ?)",
                [(session.id, article_id, via) for article_id in ids],
            )

    def unsighted(self, session: Session, via: str, limit: int) -> tuple[Known, ...]:
        """Give live articles that a source used to list and did not list tonight."""
        rows = self._db.execute(
            "SELECT * FROM articles WHERE portal = ? AND live AND session <> ?"
            " AND json_extract(marks, ?) IS NOT NULL AND id NOT IN"
            " (SELECT coalesce(a.id, s.id) FROM sighted s LEFT JOIN aliases a"
            " ON a.portal = ? AND a.alias = s.id WHERE s.session = ? AND s.via = ?) LIMIT ?",
            (session.portal, session.id, f"$.{via}", session.portal, session.id, via, limit),
        )
        return tuple(_known(row) for row in rows)

    def sample(self, session: Session, limit: int) -> tuple[Known, ...]:
        """Give live articles to look at again: the one longest unseen, weighed by its age."""
        rows = self._db.execute(
            "SELECT * FROM articles WHERE portal = ? AND live AND session <> ? AND hash NOT NULL"
            " ORDER BY (julianday(?) - julianday(checked_night) + 0.1) /"
            " (julianday(?) - julianday(first_night) + 3) DESC, id LIMIT ?",
            (
                session.portal,
                session.id,
                session.night.isoformat(),
                session.night.isoformat(),
                limit,
            ),
        )
        return tuple(_known(row) for row in rows)

    def count_live(self, portal: str) -> int:
        """Count the articles believed to be online."""
        row = self._db.execute(
            "SELECT count(*) FROM articles WHERE portal = ? AND live", (portal,)
        ).fetchone()
        return int(row[0])

    def learn(
        self, session: Session, article: Known, change: Change, aliases: Sequence[str] = ()
    ) -> None:
        """Mark an article as dealt with tonight: call only once it is kept elsewhere."""
        night = session.night.isoformat()
        with self._write() as db:
            db.execute(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET url = excluded.url, hash = excluded.hash,"
                " marks = excluded.marks, published = excluded.published,"
                " checked_night = excluded.checked_night, session = excluded.session,"
                " misses = excluded.misses, live = excluded.live, warc = excluded.warc,"
                " place = excluded.place, shape = excluded.shape",
                (
                    session.portal,
                    article.id,
                    article.url,
                    article.hash,
                    json.dumps(dict(article.marks)),
                    None if article.published is None else article.published.isoformat(),
                    night,
                    night,
                    session.id,
                    article.misses,
                    article.live,
                    article.warc,
                    article.place,
                    article.shape,
                ),
            )
            db.execute(
                "INSERT OR REPLACE INTO learnt VALUES (?, ?, ?)", (session.id, article.id, change)
            )
            names = {article.id, *aliases}
            db.executemany(
                "DELETE FROM frontier WHERE portal = ? AND id = ?",
                [(session.portal, name) for name in names],
            )
            db.executemany(
                "INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)",
                [(session.portal, name, article.id) for name in names - {article.id}],
            )

    def remark(self, portal: str, article_id: str, marks: Mapping[str, str]) -> None:
        """Keep what a source says of an article's version, without having visited it."""
        with self._write() as db:
            db.execute(
                "UPDATE articles SET marks = ? WHERE portal = ? AND id = ?",
                (json.dumps(dict(marks)), portal, article_id),
            )

    def tally(self, session: Session) -> dict[str, int]:
        """Count what was learnt in a session, by change."""
        rows = self._db.execute(
            "SELECT change, count(*) AS n FROM learnt WHERE session = ? GROUP BY change",
            (session.id,),
        )
        return {str(row["change"]): int(row["n"]) for row in rows}

    def is_new_tonight(self, session: Session, article_id: str) -> bool:
        """Say whether an article was met for the first time in this very session."""
        row = self._db.execute(
            "SELECT 1 FROM learnt WHERE session = ? AND change = 'new' AND id = coalesce("
            "(SELECT id FROM aliases WHERE portal = ? AND alias = ?), ?)",
            (session.id, session.portal, article_id, article_id),
        ).fetchone()
        return row is not None

    def alias(self, portal: str, names: Sequence[str], article_id: str) -> None:
        """Remember that other addresses lead to an article, and forget to visit them."""
        with self._write() as db:
            for name in names:
                if name != article_id:
                    db.execute(
                        "INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)",
                        (portal, name, article_id),
                    )
                db.execute("DELETE FROM frontier WHERE portal = ? AND id = ?", (portal, name))

    def fact(self, portal: str, name: str) -> str | None:
        """Give a fact kept about a portal."""
        row = self._db.execute(
            "SELECT value FROM facts WHERE portal = ? AND name = ?", (portal, name)
        ).fetchone()
        return None if row is None else str(row["value"])

    def keep_fact(self, portal: str, name: str, value: str) -> None:
        """Keep a fact about a portal."""
        with self._write() as db:
            db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", (portal, name, value))

    # -- the frontier

    def push(self, portal: str, pending: Sequence[Pending], due: date) -> None:
        """Put addresses on the frontier; a stronger reason replaces a weaker one."""
        with self._write() as db:
            place = db.execute("SELECT coalesce(max(place), 0) FROM frontier").fetchone()[0]
            for number, item in enumerate(pending, place + 1):
                db.execute(
                    "INSERT INTO frontier (portal, id, url, reason, via, marks, due, place)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET url = excluded.url,"
                    " marks = json_patch(marks, excluded.marks)",
                    (
                        portal,
                        item.id,
                        item.url,
                        item.reason,
                        item.via,
                        json.dumps(dict(item.marks)),
                        due.isoformat(),
                        number,
                    ),
                )

    def next_pending(self, session: Session) -> Pending | None:
        """Give the next address due: missing ones first, for a rename explains a new address."""
        row = self._db.execute(
            "SELECT * FROM frontier WHERE portal = ? AND due <= ? AND tries < ? ORDER BY"
            " CASE reason WHEN 'missing' THEN 0 WHEN 'changed' THEN 1 WHEN 'new' THEN 2"
            " ELSE 3 END, place LIMIT 1",
            (session.portal, session.night.isoformat(), len(RECHECK_DAYS) + 1),
        ).fetchone()
        if row is None:
            return None
        return Pending(
            id=row["id"],
            url=row["url"],
            reason=row["reason"],
            via=row["via"],
            marks=json.loads(row["marks"]),
            tries=row["tries"],
        )

    def postpone(self, session: Session, pending: Pending, fault: str) -> None:
        """Put a failed address off by 1, 3, then 7 days; after that it is left alone."""
        days = RECHECK_DAYS[min(pending.tries, len(RECHECK_DAYS) - 1)]
        with self._write() as db:
            db.execute(
                "UPDATE frontier SET tries = tries + 1, fault = ?, due = ?"
                " WHERE portal = ? AND id = ?",
                (
                    fault,
                    (session.night + timedelta(days=days)).isoformat(),
                    session.portal,
                    pending.id,
                ),
            )

    def drop(self, portal: str, article_id: str) -> None:
        """Take an address off the frontier for good."""
        with self._write() as db:
            db.execute("DELETE FROM frontier WHERE portal = ? AND id = ?", (portal, article_id))

    def failed(self, portal: str) -> tuple[tuple[str, str], ...]:
        """Give addresses that failed and the fault each failed with."""
        rows = self._db.execute(
            "SELECT url, fault FROM frontier WHERE portal = ? AND fault NOT NULL", (portal,)
        )
        return tuple((str(row["url"]), str(row["fault"])) for row in rows)

    # -- the gap ledger

    def open_gap(self, portal: str, day: date, reason: str) -> None:
        """Note that a day may be incomplete, to be looked at again after 1, 3 and 7 days."""
        with self._write() as db:
            db.execute(
                "INSERT INTO gaps VALUES (?, ?, ?, 0, ?, 0) ON CONFLICT DO NOTHING",
                (
                    portal,
                    day.isoformat(),
                    reason,
                    (day + timedelta(days=RECHECK_DAYS[0])).isoformat(),
                ),
            )

    def gaps_due(self, portal: str, night: date) -> tuple[tuple[date, str], ...]:
        """Give the days whose gap is to be looked at again."""
        rows = self._db.execute(
            "SELECT day, reason FROM gaps WHERE portal = ? AND due <= ? AND day < ? ORDER BY day",
            (portal, night.isoformat(), night.isoformat()),
        )
        return tuple((date.fromisoformat(row["day"]), str(row["reason"])) for row in rows)

    def close_gaps(self, portal: str, night: date, found: int) -> None:
        """Note that the due gaps were looked at, and set when to look next, if at all."""
        with self._write() as db:
            for row in db.execute(
                "SELECT day, checks FROM gaps WHERE portal = ? AND due <= ? AND day < ?",
                (portal, night.isoformat(), night.isoformat()),
            ).fetchall():
                checks = int(row["checks"]) + 1
                day = date.fromisoformat(row["day"])
                due = (
                    max(day + timedelta(days=RECHECK_DAYS[checks]), night + timedelta(days=1))
                    if checks < len(RECHECK_DAYS)
                    else None
                )
                db.execute(
                    "UPDATE gaps SET checks = ?, due = ?, found = found + ?"
                    " WHERE portal = ? AND day = ?",
                    (checks, None if due is None else due.isoformat(), found, portal, row["day"]),
                )


def _known(row: sqlite3.Row) -> Known:
    published = row["published"]
    return Known(
        id=row["id"],
        url=row["url"],
        hash=row["hash"],
        marks=json.loads(row["marks"]),
        published=None if published is None else date.fromisoformat(published),
        session=row["session"],
        misses=row["misses"],
        live=bool(row["live"]),
        warc=row["warc"],
        place=row["place"],
        shape=row["shape"],
    )
