"""What is still to be visited, and which days are to be looked at again."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from scrapers.crawl_records import RECHECK_DAYS, Pending, Session
from scrapers.state_file import StateFile


class Frontier(StateFile):
    """The addresses due, the gap ledger, and facts kept about a portal."""

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
