"""What is installed, which model, which corpus, which portals are stale, disk and clock."""

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from corpus.errors import DanvanError
from pipeline.settings import Settings

PACKAGES = ("underthesea", "spacy", "scikit-learn", "sqlalchemy", "httpx", "lxml", "datasette")
STALE_DAYS = 7
LOW_DISK_GB = 2
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock that says less was never set."""

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at, and how it is."""

    what: str
    state: State
    message: str


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at everything a night depends on; looking changes nothing."""
    yield Finding(what="python", state="ok", message=platform.python_version())
    for package in PACKAGES:
        yield _package(package)
    yield _model(settings)
    yield from _corpus(settings, now)
    yield _portals()
    yield _contact(settings)
    yield _disk(settings.data)
    clock: State = "ok" if now >= EARLIEST else "wrong"
    yield Finding(what="clock", state=clock, message=f"{now:%Y-%m-%d %H:%M} UTC")


def _package(name: str) -> Finding:
    try:
        return Finding(what=name, state="ok", message=version(name))
    except PackageNotFoundError:
        return Finding(what=name, state="wrong", message="not installed; run make demo to set up")


def _model(settings: Settings) -> Finding:
    from models.classify import load_tagger

    try:
        return Finding(what="model", state="ok", message=load_tagger(settings.model).version)
    except DanvanError as error:
        return Finding(what="model", state="wrong", message=str(error))


def _corpus(settings: Settings, now: datetime) -> Iterator[Finding]:
    from corpus import queries

    try:
        with queries.open_reader(settings.corpus) as connection:
            articles = queries.count_articles(connection)
            figures = queries.count_figures(connection)
            last = next(iter(queries.runs(connection, limit=1)), None)
    except DanvanError as error:
        yield Finding(what="corpus", state="note", message=f"{error}")
        return
    yield Finding(
        what="corpus",
        state="ok",
        message=f"{settings.corpus}: {articles} articles, {figures} figures",
    )
    if last is None:
        yield Finding(what="last night", state="note", message="none yet; run danvan nightly")
        return
    stale = now - last.started_at > timedelta(days=STALE_DAYS)
    yield Finding(
        what="last night",
        state="wrong" if stale or last.state != "finished" else "ok",
        message=f"{last.run}, {last.state}" + (f", over {STALE_DAYS} days ago" if stale else ""),
    )


def _portals() -> Finding:
    from scrapers.profiles import load_portals

    try:
        portals = load_portals()
    except DanvanError as error:
        return Finding(what="portals", state="wrong", message=str(error))
    verified = sum(portal.verified for portal in portals)
    message = f"{len(portals)} profiles, {verified} verified live"
    if verified < len(portals):
        message += "; danvan portals check SLUG verifies one"
    return Finding(
        what="portals", state="note" if verified < len(portals) else "ok", message=message
    )


def _contact(settings: Settings) -> Finding:
    if settings.contact:
        return Finding(what="contact", state="ok", message=settings.contact)
    message = "not set; put an address or e-mail into DANVAN_CONTACT before crawling live portals"
    return Finding(what="contact", state="note", message=message)


def _disk(folder: Path) -> Finding:
    place = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    free = shutil.disk_usage(place).free / 1e9
    state: State = "ok" if free > LOW_DISK_GB else "wrong"
    return Finding(what="disk", state=state, message=f"{free:.1f} GB free at {place}")
