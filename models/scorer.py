"""A fitted model as plain arrays: tokens to margins, probabilities and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import tanh
from typing import NamedTuple

import numpy as np

from models.features import Doubles, Floats, Row, Vectoriser
from models.words import part_title


class Decision(NamedTuple):
    """What is asserted and what is left open for one text."""

    tags: tuple[str, ...]
    unsure: tuple[str, ...]
    primary: str | None
    relevance: float
    relevant: bool


@dataclass(slots=True)
class Scorer:
    """Weights per label, their calibration, and the two thresholds of each label.

    A probability at or above `assert_at` asserts a label, one below `deny_at` denies it, and
    between them the label is unsure. A multi-label scorer may end with a head for relevance.
    """

    labels: tuple[str, ...]
    single: bool
    vectoriser: Vectoriser
    weights: Floats
    bias: Doubles
    mix: Doubles
    """Multi-label: a slope per head. Single: a matrix from margins to log-odds."""
    offset: Doubles
    assert_at: Doubles
    deny_at: Doubles
    has_relevance: bool = field(init=False)
    """The last head says if any label applies at all."""
    _lines: list[tuple[float, float]] = field(init=False, default_factory=list)
    _assert_at: list[float] = field(init=False)
    _deny_at: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Keep what every answer needs as plain numbers."""
        self.has_relevance = not self.single and self.bias.size > len(self.labels)
        if not self.single:
            self._lines = list(zip(self.mix.tolist(), self.offset.tolist(), strict=True))
        self._assert_at = self.assert_at.tolist()
        self._deny_at = self.deny_at.tolist()

    def margins(self, row: Row) -> Doubles:
        """Give the raw score of every head."""
        return np.asarray(row.values.dot(self.weights.take(row.columns, axis=0)) + self.bias)

    def probabilities(self, tokens: Sequence[str]) -> list[float]:
        """Give one calibrated probability per head for a token list, title words marked."""
        return self.answer(*part_title(tokens))

    def answer(self, title: Sequence[str], body: Sequence[str]) -> list[float]:
        """Give one calibrated probability per head for a title and a body."""
        return self.calibrate(self.margins(self.vectoriser.row(title, body)))

    def calibrate(self, margins: Doubles) -> list[float]:
        """Turn raw scores into probabilities."""
        if self.single:
            odds = margins @ self.mix + self.offset
            odds = np.exp(odds - odds.max())
            return (odds / odds.sum()).tolist()  # type: ignore[no-any-return]
        answers = [
            0.5 + 0.5 * tanh((margin * slope + shift) / 2)
            for margin, (slope, shift) in zip(margins.tolist(), self._lines, strict=True)
        ]
        if self.has_relevance:
            # The other heads speak of relevant texts alone.
            relevance = answers.pop()
            return [*[answer * relevance for answer in answers], relevance]
        return answers

    def decide(self, probabilities: Sequence[float]) -> Decision:
        """Assert, deny or leave open each label."""
        if self.single:
            return self._decide_single(probabilities)
        labels, needed = self.labels, self._assert_at
        fields = probabilities[: len(labels)]
        tags = [name for name, p, least in zip(labels, fields, needed, strict=False) if p >= least]
        best = labels[fields.index(max(fields))]
        relevance, relevant = max(fields), bool(tags)
        if self.has_relevance:
            relevance = probabilities[-1]
            relevant = relevance >= needed[-1]
            # A text that is about people is about at least one of the fields.
            tags = (tags or [best]) if relevant else []
        unsure = [
            label
            for label, p, least in zip(labels, fields, self._deny_at, strict=False)
            if p >= least and label not in tags
        ]
        primary = best if best in tags else next(iter(tags), None)
        return Decision(tuple(tags), tuple(unsure), primary, relevance, relevant)

    def _decide_single(self, probabilities: Sequence[float]) -> Decision:
        top = max(probabilities)
        best = probabilities.index(top)
        doubtful = top < self._assert_at[0]
        unsure = tuple(
            label
            for i, label in enumerate(self.labels)
            if doubtful and i != best and probabilities[i] >= self._deny_at[0]
        )
        label = self.labels[best]
        return Decision((label,), unsure, label, top, relevant=True)
