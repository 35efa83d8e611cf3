"""Labelling functions: words that speak for or against a field, and their vote; learns nothing."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from math import log1p
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from corpus.errors import VocabError
from models.patterns import Match, PatternIndex
from models.words import split_syllables

FILE = Path(__file__).with_name("labelling.toml")
RELEVANCE = "relevance"
SHARE_WEIGHT = 4.0
SHARE_DAMPING = 4.0
NO_FIELD = "none"

Vote = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class LabellingFunction:
    """A named, versioned set of patterns voting for or against one field."""

    name: str
    field: str
    vote: Vote
    patterns: tuple[str, ...]
    weight: float = 1.0
    """Below 1 for words that go with a field without making it: a meeting, a commendation."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a labelling function fired: syllables `start` to `end`."""

    function: str
    words: str
    start: int
    end: int


@dataclass(slots=True)
class Lexicon:
    """All labelling functions, with their patterns indexed."""

    functions: tuple[LabellingFunction, ...]
    masks: tuple[str, ...]
    version: str
    fields: tuple[str, ...] = field(init=False)
    _index: PatternIndex = field(init=False)
    _sides: list[tuple[int, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.fields = tuple(sorted({f.field for f in self.functions} - {RELEVANCE}))
        sides = {name: side for side, name in enumerate((*self.fields, RELEVANCE))}
        self._sides = [(sides[f.field], self._side_weight(f)) for f in self.functions]
        owners: dict[str, list[int]] = {pattern: [] for pattern in self.masks}
        for number, function in enumerate(self.functions):
            for pattern in function.patterns:
                owners.setdefault(pattern, []).append(number)
        self._index = PatternIndex(owners)

    @staticmethod
    def _side_weight(function: LabellingFunction) -> float:
        """Give what a hit adds to its side; only words against relevance have one there."""
        if function.field == RELEVANCE:
            return float(function.vote == "against")
        return function.weight * _sign(function)

    def count(self, words: Iterable[str]) -> NDArray[np.float64]:
        """Count how often each function fires in normalised words."""
        counts = np.zeros(len(self.functions))
        for number, count in self.tally(self.matches(words)).items():
            counts[number] = count
        return counts

    def matches(self, words: Iterable[str]) -> list[Match]:
        """Give every pattern found in normalised words."""
        return self._index.find(split_syllables(words))

    @property
    def syllables(self) -> list[str]:
        """Give every syllable that a pattern names, in order."""
        return sorted(self._index.syllables)

    def numbered(self, numbers: Mapping[str, int]) -> PatternIndex:
        """Give the patterns of all functions for texts in numbers of syllables."""
        return self._index.numbered(numbers)

    @staticmethod
    def tally(matches: Iterable[Match]) -> dict[int, int]:
        """Count how often each function fires, by its number; those that do not are left out."""
        hits: dict[int, int] = {}
        for owners, _, _ in matches:
            for owner in owners:
                hits[owner] = hits.get(owner, 0) + 1
        return hits

    def hits(self, words: Iterable[str]) -> list[Hit]:
        """Give every place where a function fires in normalised words."""
        syllables = split_syllables(words)
        return [
            Hit(self.functions[owner].name, " ".join(syllables[start:end]), start, end)
            for owners, start, end in self._index.find(syllables)
            for owner in owners
        ]

    def field_of(self, name: str) -> str | None:
        """Give the field a function votes on."""
        return next((f.field for f in self.functions if f.name == name), None)

    def score(self, counts: NDArray[np.float64], label: str) -> float:
        """Give hits for a field less hits against it, each function damped."""
        damped = np.log1p(counts)
        return float(
            sum(
                damped[i] * f.weight * _sign(f)
                for i, f in enumerate(self.functions)
                if f.field == label
            )
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Name the signals: one per function, then the share of each field."""
        shares = tuple(f"share:{name}" for name in (*self.fields, NO_FIELD))
        return tuple(function.name for function in self.functions) + shares

    def signals(self, hits: Mapping[int, int]) -> dict[int, float]:
        """Turn hits into features: each function damped, and each field's share of all hits.

        The share tells what a text is about from what it mentions on the way. Hits that speak
        against relevance have a share of their own. What is nought is left out.
        """
        signals: dict[int, float] = {}
        votes = [0.0] * (len(self.fields) + 1)
        for number, count in sorted(hits.items()):
            signals[number] = log1p(count)
            side, weight = self._sides[number]
            votes[side] += weight * count
        votes = [max(vote, 0.0) for vote in votes]
        share = SHARE_WEIGHT / (sum(votes) + SHARE_DAMPING)
        for number, vote in enumerate(votes, len(self.functions)):
            if vote:
                signals[number] = share * vote
        return signals

    def state(self) -> dict[str, Any]:
        """Give the lexicon as plain data, for an artefact."""
        return {
            "version": self.version,
            "masks": list(self.masks),
            "functions": [asdict(function) for function in self.functions],
        }


def _sign(function: LabellingFunction) -> float:
    return 1.0 if function.vote == "for" else -1.0


def lexicon_from(state: Mapping[str, Any]) -> Lexicon:
    """Rebuild a lexicon from its plain data."""
    functions = tuple(
        LabellingFunction(
            f["name"], f["field"], f.get("vote", "for"), tuple(f["patterns"]), f.get("weight", 1.0)
        )
        for f in state["functions"]
    )
    names = [function.name for function in functions]
    if len(set(names)) != len(names):
        raise VocabError("two labelling functions share a name; give each its own")
    return Lexicon(functions, tuple(state["masks"]), str(state["version"]))


@cache
def load_lexicon(path: Path = FILE) -> Lexicon:
    """Read the labelling functions of the house."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return lexicon_from({**data, "functions": data["function"]})
