"""A fitted model as plain arrays: tokens to margins, probabilities and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.features import Floats, Row, Vectoriser

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decision:
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

    @property
    def has_relevance(self) -> bool:
        """Tell whether the last head says if any label applies at all."""
        return not self.single and self.bias.size > len(self.labels)

    def margins(self, row: Row) -> Doubles:
        """Give the raw score of every head."""
        taken = self.weights[row.columns].astype(np.float64)
        return row.values.astype(np.float64) @ taken + self.bias

    def probabilities(self, tokens: Sequence[str]) -> Doubles:
        """Give one calibrated probability per head."""
        return self.calibrate(self.margins(self.vectoriser.row(tokens)))

    def calibrate(self, margins: Doubles) -> Doubles:
        """Turn raw scores into probabilities."""
        if not self.single:
            answers = _sigmoid(margins * self.mix + self.offset)
            if self.has_relevance:
                # The other heads speak of relevant texts alone.
                answers[..., :-1] *= answers[..., -1:]
            return answers
        odds = margins @ self.mix + self.offset
        odds = np.exp(odds - odds.max(axis=-1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=-1, keepdims=True))

    def decide(self, probabilities: Doubles) -> Decision:
        """Assert, deny or leave open each label."""
        if self.single:
            return self._decide_single(probabilities)
        count = len(self.labels)
        fields = probabilities[:count]
        relevance = float(probabilities[count]) if self.has_relevance else float(fields.max())
        relevant = (
            relevance >= self.assert_at[count]
            if self.has_relevance
            else bool((fields >= self.assert_at[:count]).any())
        )
        if not relevant:
            return Decision((), self._open_labels(fields, set()), None, relevance, relevant=False)
        order = np.argsort(-fields, kind="stable")
        asserted = {int(i) for i in order if fields[i] >= self.assert_at[i]}
        if not asserted and self.has_relevance:
            # A text that is about people is about at least one of the fields.
            asserted = {int(order[0])}
        tags = tuple(self.labels[i] for i in range(count) if i in asserted)
        best = self.labels[int(order[0])]
        primary = best if best in tags else next(iter(tags), None)
        unsure = self._open_labels(fields, asserted)
        return Decision(tags, unsure, primary, relevance, relevant=True)

    def _open_labels(self, fields: Doubles, asserted: set[int]) -> tuple[str, ...]:
        return tuple(
            label
            for i, label in enumerate(self.labels)
            if i not in asserted and fields[i] >= self.deny_at[i]
        )

    def _decide_single(self, probabilities: Doubles) -> Decision:
        best = int(np.argmax(probabilities))
        top = float(probabilities[best])
        doubtful = top < self.assert_at[0]
        unsure = tuple(
            label
            for i, label in enumerate(self.labels)
            if doubtful and i != best and probabilities[i] >= self.deny_at[0]
        )
        label = self.labels[best]
        return Decision((label,), unsure, label, top, relevant=True)


def _sigmoid(odds: Doubles) -> Doubles:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -60.0, 60.0))))
