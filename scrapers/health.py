"""Dead, quiet, blocked, broken or fine: a portal's night judged by separate evidence; pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from statistics import mean, median
from typing import Literal

from corpus.records import Article
from scrapers.faults import HOST_FAULTS, REFUSALS

Verdict = Literal["fine", "quiet", "dead", "blocked", "broken"]

ATTRIBUTES = ("title", "lead", "body", "published", "section", "byline", "source")
_TET = (
    "2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29"
    " 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23"
)
TET = tuple(date.fromisoformat(day) for day in _TET.split())
"""The first day of the lunar year in Vietnam; offices close for about a week round it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What one night showed of one portal."""

    night: str
    answered: int = 0
    faults: Mapping[str, int] = field(default_factory=dict)
    listings: int = 0
    listings_failed: int = 0
    listed: int = 0
    """Article addresses that the sources named, known ones too."""
    unchanged_listings: int = 0
    new: int = 0
    read: int = 0
    unread: int = 0
    degraded: int = 0
    """Articles known before that have lost a part that they had."""
    coverage: Mapping[str, float] = field(default_factory=dict)
    body_length: float | None = None
    agreement: float | None = None
    """How far the shadow extraction saw the same text, from 0 to 1."""

    def to_json(self) -> str:
        """Give the evidence as kept in the crawl's state."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A verdict and the reasons for it, the weightiest first."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def read_evidence(text: str) -> Evidence:
    """Read evidence as kept."""
    known = set(Evidence.__dataclass_fields__)
    return Evidence(**{k: v for k, v in json.loads(text).items() if k in known})


def judge(tonight: Evidence, history: Sequence[Evidence], at_least: int) -> Diagnosis:
    """Judge a portal's night.

    Args:
        tonight: what this night showed.
        history: earlier nights, latest first.
        at_least: articles a normal week must bring.
    """
    refusals = sum(n for fault, n in tonight.faults.items() if fault in REFUSALS)
    outages = sum(n for fault, n in tonight.faults.items() if fault in HOST_FAULTS)
    useful = tonight.read + tonight.unchanged_listings + (1 if tonight.listed else 0)
    if refusals and refusals >= useful:
        return Diagnosis(verdict="blocked", reasons=_named(tonight, REFUSALS))
    if outages and not useful and not tonight.unread:
        return Diagnosis(verdict="dead", reasons=_named(tonight, HOST_FAULTS))
    broken = _broken(tonight, history)
    if broken:
        return Diagnosis(verdict="broken", reasons=broken)
    if outages > useful:
        return Diagnosis(verdict="dead", reasons=_named(tonight, HOST_FAULTS))
    quiet = _quiet(tonight, history, at_least)
    return Diagnosis(verdict="quiet", reasons=quiet) if quiet else Diagnosis(verdict="fine")


def shape(article: Article) -> str:
    """Name the attributes an article has, and how long its text is."""
    present = {
        "title": article.title,
        "lead": article.lead,
        "body": article.paragraphs or article.tables,
        "published": article.published,
        "section": article.section,
        "byline": article.byline,
        "source": article.source,
    }
    names = [name for name in ATTRIBUTES if present[name]]
    return " ".join([*names, str(sum(map(len, article.paragraphs)))])


def lost(before: str, after: str) -> tuple[str, ...]:
    """Name what an article had and has no more: more likely a moved layout than an edit."""
    had, has = before.split(), after.split()
    parts = ("title", "body", "published")
    gone: list[str] = [name for name in parts if name in had and name not in has]
    if not gone and int(had[-1]) > 800 and int(has[-1]) < int(had[-1]) / 4:
        gone.append("most of the body")
    return tuple(gone)


def is_tet(day: date) -> bool:
    """Say whether a day lies in the week or so when offices are closed for Tết."""
    return any(first - timedelta(days=4) <= day <= first + timedelta(days=8) for first in TET)


def _named(tonight: Evidence, names: frozenset[str]) -> tuple[str, ...]:
    found = {fault: n for fault, n in tonight.faults.items() if fault in names}
    return tuple(f"{fault} ×{n}" for fault, n in sorted(found.items(), key=lambda i: -i[1]))


def _broken(tonight: Evidence, history: Sequence[Evidence]) -> tuple[str, ...]:
    reasons = []
    tried = tonight.read + tonight.unread
    if tonight.unread and tonight.unread * 2 >= tried:
        reasons.append(f"layout: {tonight.unread} of {tried} pages could not be read")
    if tonight.degraded:
        reasons.append(f"drift: {tonight.degraded} known articles lost a part")
    had_links = any(night.listed for night in history)
    if tonight.listings and not tonight.listed and not tonight.unchanged_listings:
        reasons.append("listings name no article" + (", as they did before" if had_links else ""))
    elif tonight.listings_failed and not tonight.listings and not tonight.unchanged_listings:
        reasons.append("no listing could be read")
    reasons += _coverage_drops(tonight, history)
    return tuple(reasons)


def _coverage_drops(tonight: Evidence, history: Sequence[Evidence]) -> list[str]:
    reasons = []
    past = [night for night in history if night.read]
    for name in ATTRIBUTES:
        now = tonight.coverage.get(name)
        before = [night.coverage[name] for night in past if name in night.coverage]
        if now is None or not before or not tonight.read:
            continue
        usual = mean(before)
        # A section or byline comes and goes with the kind of article; a date does not.
        drop = 0.5 if name in {"title", "body", "published"} or tonight.read >= 5 else 2.0
        if usual - now >= drop:
            reasons.append(f"coverage: {name} {now:.0%}, usually {usual:.0%}")
    lengths = [night.body_length for night in past if night.body_length]
    if lengths and tonight.body_length is not None and tonight.read >= 3:
        usual_length = median(lengths)
        if tonight.body_length < usual_length / 4:
            reasons.append(
                f"bodies of {tonight.body_length:.0f} characters, usually {usual_length:.0f}"
            )
    shadows = [night.agreement for night in past if night.agreement is not None]
    if len(shadows) >= 3 and tonight.agreement is not None:
        usual_agreement = mean(shadows)
        if usual_agreement - tonight.agreement > 0.35:
            reasons.append(
                f"shadow: agreement {tonight.agreement:.2f}, usually {usual_agreement:.2f}"
            )
    return reasons


def _quiet(tonight: Evidence, history: Sequence[Evidence], at_least: int) -> tuple[str, ...]:
    """Say whether a week brought less than the floor; Tết and short histories are excused."""
    today = date.fromisoformat(tonight.night)
    if tonight.new or is_tet(today):
        return ()
    start = today - timedelta(days=7)
    nights = [night for night in history if date.fromisoformat(night.night) > start]
    oldest = min((date.fromisoformat(night.night) for night in history), default=today)
    brought = sum(night.new for night in nights)
    working = sum(1 for n in range(7) if not is_tet(today - timedelta(days=n)))
    floor = at_least * working / 7
    if oldest > start or brought >= floor:
        return ()
    return (f"{brought} new articles in seven days, at least {at_least} expected",)
