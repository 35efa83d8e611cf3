"""Which crawls and sessions there were, how each went, and how politely."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from scrapers.crawl_records import RESUME_WITHIN, Session
from scrapers.host_gate import Receipt
from scrapers.state_file import StateFile


class Sessions(StateFile):
    """The crawls of a night and each portal's part in them."""

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
