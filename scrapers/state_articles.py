"""Which articles are known: their addresses, their marks, and what each night taught of them."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from scrapers.crawl_records import Change, Known, Session
from scrapers.state_file import StateFile


class Articles(StateFile):
    """The articles met, under whatever addresses."""

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
        """Give live articles to look at again: the one longest unseen, weighed by its age.

        One on several pages costs a request for each, so its turn comes as many times more rarely.
        """
        rows = self._db.execute(
            "SELECT * FROM articles WHERE portal = ? AND live AND session <> ? AND hash NOT NULL"
            " ORDER BY (julianday(?) - julianday(checked_night) + 0.1) /"
            " (julianday(?) - julianday(first_night) + 3) /"
            " coalesce(json_extract(marks, '$.parts'), 1) DESC, id LIMIT ?",
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
