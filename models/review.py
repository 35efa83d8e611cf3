"""Which texts a person should read next; pure, the seed is handed in."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.records import Label

Reason = Literal["uncertain", "conflict", "random"]

RANDOM_SHARE = 0.2
"""Part of every batch drawn blindly, so that scores on reviewed texts stay honest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tagged text, and what the labelling functions alone say about each field."""

    id: str
    label: Label
    votes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pick:
    """A text offered for review, and why."""

    id: str
    reason: Reason
    score: float


def uncertainty(label: Label) -> float:
    """Give 0 for a label sure of everything, 1 for a coin toss on its hardest question."""
    doubts = [1.0 - abs(2.0 * score - 1.0) for score in (*label.scores.values(), label.relevance)]
    return round(max(doubts, default=0.0), 4)


def conflict(candidate: Candidate) -> float:
    """Give how strongly model and labelling functions contradict each other, 0 to 1.

    A function that says nothing does not contradict: only spoken votes count.
    """
    strongest = max((abs(vote) for vote in candidate.votes.values()), default=0.0)
    if not strongest:
        return 0.0
    gaps = [
        (vote / strongest) * (1.0 - candidate.label.scores.get(field, 0.0))
        if vote > 0
        else (-vote / strongest) * candidate.label.scores.get(field, 0.0)
        for field, vote in candidate.votes.items()
        if vote
    ]
    return round(max(gaps), 4)


def choose(
    candidates: Sequence[Candidate],
    count: int,
    *,
    seed: int,
    seen: Collection[str] = (),
    random_share: float = RANDOM_SHARE,
) -> list[Pick]:
    """Offer texts by doubt and by conflict in turn, then a blind share; none seen before."""
    left = sorted((c for c in candidates if c.id not in set(seen)), key=lambda c: c.id)
    blind = min(len(left), round(count * random_share))
    drawn = random.Random(seed).sample(left, blind)
    taken = {candidate.id for candidate in drawn}
    ranked: list[tuple[Reason, list[tuple[float, str]]]] = [
        ("uncertain", sorted((-uncertainty(c.label), c.id) for c in left)),
        ("conflict", sorted((-conflict(c), c.id) for c in left)),
    ]
    picks: list[Pick] = []
    while len(picks) + blind < min(count, len(left)):
        reason, queue = ranked[len(picks) % 2]
        score, name = next(item for item in queue if item[1] not in taken)
        taken.add(name)
        picks.append(Pick(name, reason, -score))
    return [*picks, *(Pick(c.id, "random", uncertainty(c.label)) for c in drawn)]
