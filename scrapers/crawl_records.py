"""What a crawl remembers, as records and as the tables that hold them; no behaviour."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Change = Literal["new", "changed", "unchanged", "gone"]
Reason = Literal["new", "changed", "recheck", "missing", "retry"]

RECHECK_DAYS = (1, 3, 7)
"""How many days after a failure or a gap to look again."""
RESUME_WITHIN = timedelta(hours=20)
"""An unfinished crawl younger than this is the same night, to be carried on."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS crawls (
  id INTEGER PRIMARY KEY, portals TEXT NOT NULL, started TEXT NOT NULL, finished TEXT);
CREATE TABLE IF NOT EXISTS sessions (
  id INTEGER PRIMARY KEY, portal TEXT NOT NULL, crawl INTEGER NOT NULL, night TEXT NOT NULL,
  started TEXT NOT NULL, finished TEXT, evidence TEXT);
CREATE INDEX IF NOT EXISTS sessions_portal ON sessions (portal, id);
CREATE TABLE IF NOT EXISTS visits (
  session INTEGER NOT NULL, key TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL,
  status INTEGER NOT NULL, fault TEXT, bytes INTEGER NOT NULL, warc TEXT, place INTEGER,
  PRIMARY KEY (session, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS http_cache (
  portal TEXT NOT NULL, key TEXT NOT NULL, etag TEXT, last_modified TEXT, sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL, uses INTEGER NOT NULL DEFAULT 0, saved INTEGER NOT NULL DEFAULT 0,
  checked TEXT NOT NULL, PRIMARY KEY (portal, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
  portal TEXT NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, hash TEXT, marks TEXT NOT NULL,
  published TEXT, first_night TEXT NOT NULL, checked_night TEXT NOT NULL,
  session INTEGER NOT NULL, misses INTEGER NOT NULL DEFAULT 0, live INTEGER NOT NULL DEFAULT 1,
  warc TEXT, place INTEGER, shape TEXT, PRIMARY KEY (portal, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aliases (
  portal TEXT NOT NULL, alias TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (portal, alias)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS frontier (
  portal TEXT NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL,
  via TEXT NOT NULL, marks TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, fault TEXT,
  due TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (portal, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS learnt (
  session INTEGER NOT NULL, id TEXT NOT NULL, change TEXT NOT NULL, PRIMARY KEY (session, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sighted (
  session INTEGER NOT NULL, id TEXT NOT NULL, via TEXT NOT NULL, PRIMARY KEY (session, id, via)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gaps (
  portal TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL, checks INTEGER NOT NULL,
  due TEXT, found INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (portal, day)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (
  portal TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (portal, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS receipts (
  session INTEGER NOT NULL, host TEXT NOT NULL, requests INTEGER NOT NULL, smallest_gap REAL,
  delay REAL NOT NULL, robots TEXT NOT NULL, PRIMARY KEY (session, host)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One portal's part of one night's crawl."""

    id: int
    portal: str
    night: date
    number: int
    """How many sessions this portal has had, this one included."""
    finished: bool = False
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request made in a session, and where its answer is kept."""

    key: str
    url: str
    kind: str
    status: int
    fault: str | None = None
    bytes: int = 0
    warc: str | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cached:
    """What is needed to ask a portal whether something changed."""

    etag: str | None
    last_modified: str | None
    sha256: str
    uses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article met before."""

    id: str
    url: str
    hash: str | None
    marks: Mapping[str, str] = field(default_factory=dict)
    """By source of discovery, what it said of the article's version."""
    published: date | None = None
    session: int = 0
    misses: int = 0
    live: bool = True
    warc: str | None = None
    place: int | None = None
    shape: str | None = None
    """Which attributes the article had when it was last read well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An address to be visited."""

    id: str
    url: str
    reason: Reason
    via: str
    marks: dict[str, str] = field(default_factory=dict)
    tries: int = 0
