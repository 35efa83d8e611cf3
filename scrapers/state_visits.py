"""Which addresses were asked for, and what to ask with the next time."""

from datetime import datetime

from scrapers.crawl_records import Cached, Session, Visit
from scrapers.state_file import StateFile


class Visits(StateFile):
    """The visits of a session, and the validators that outlive it."""

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
