"""The demo: two nights over the replica portal, in a folder of their own."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import InputError
from corpus.store import open_store
from pipeline.nightly import Night, Outcome, Watch, nightly, now
from pipeline.settings import Settings
from scrapers.demo.server import Demo, serve_demo

if TYPE_CHECKING:
    from spacy.language import Language

MARK = "made-by-danvan-demo"
"""A folder is emptied only if a demo made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNight:
    """One night of the demo and the day it stands for."""

    number: int
    outcome: Outcome


def prepare(folder: Path) -> Settings:
    """Make the demo's folder anew and give the settings that keep everything inside it.

    Raises:
        InputError: the folder holds something a demo did not put there.
        LockedError: another demo is at work in it.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise InputError(f"{folder}: holds files that no demo made; give another --out folder")
        _empty(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    return Settings(
        corpus=str(folder / "corpus.db"), data=folder, contact="", model=None, keep_bytes_days=90
    )


def _empty(folder: Path) -> None:
    """Empty a demo's folder, unless a demo is at work in it."""
    corpus = folder / "corpus.db"
    if corpus.exists():
        with open_store(corpus) as store, store.lock():
            pass
    shutil.rmtree(folder)


def run_demo(
    nlp: "Language", settings: Settings, *, nights: int = 2, watch: Watch
) -> Iterator[DemoNight]:
    """Serve the replica on loopback and spend some nights on it, one day apart."""
    with serve_demo(night=1) as demo:
        for number in range(1, nights + 1):
            demo.set_night(number)
            outcome = nightly(nlp, _night(demo, number, watch), settings)
            yield DemoNight(number=number, outcome=outcome)


def _night(demo: Demo, number: int, watch: Watch) -> Night:
    ahead = timedelta(days=number - 1)
    return Night(
        portals=demo.portals,
        night=(now() + ahead).date(),
        clock=lambda: now() + ahead,
        watch=watch,
    )
