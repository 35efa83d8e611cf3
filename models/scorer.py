"""A fitted model as plain arrays: tokens to margins, probabilities and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import tanh

import numpy as np

from models.features import Doubles, Floats, Row, Vectoriser
from models.words import part_title


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
        return np.asarray(row.values @ self.weights.take(row.columns, axis=0) + self.bias)

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
        answers = [0.5 + 0.5 * tanh(x / 2) for x in (margins * self.mix + self.offset).tolist()]
        if self.has_relevance:
            # The other heads speak of relevant texts alone.
            *fields, relevance = answers
            return [field * relevance for field in fields] + [relevance]
        return answers

    def decide(self, probabilities: Sequence[float]) -> Decision:
        """Assert, deny or leave open each label."""
        if self.single:
            return self._decide_single(probabilities)
        count = len(self.labels)
        fields, needed = probabilities[:count], self.assert_at.tolist()
        asserted = {i for i, field in enumerate(fields) if field >= needed[i]}
        if self.has_relevance:
            relevance = probabilities[count]
            relevant = relevance >= needed[count]
        else:
            relevance, relevant = max(fields), bool(asserted)
        if not relevant:
            return Decision((), self._open_labels(fields, set()), None, relevance, relevant=False)
        best = max(range(count), key=fields.__getitem__)
        if not asserted:
            # A text that is about people is about at least one of the fields.
            asserted = {best}
        tags = tuple(self.labels[i] for i in sorted(asserted))
        primary = self.labels[best] if best in asserted else tags[0]
        unsure = self._open_labels(fields, asserted)
        return Decision(tags, unsure, primary, relevance, relevant=True)

    def _open_labels(self, fields: Sequence[float], asserted: set[int]) -> tuple[str, ...]:
        denied = self.deny_at.tolist()
        return tuple(
            label
            for i, label in enumerate(self.labels)
            if i not in asserted and fields[i] >= denied[i]
        )

    def _decide_single(self, probabilities: Sequence[float]) -> Decision:
        top = max(probabilities)
        best = probabilities.index(top)
        doubtful = top < self.assert_at[0]
        unsure = tuple(
            label
            for i, label in enumerate(self.labels)
            if doubtful and i != best and probabilities[i] >= self.deny_at[0]
        )
        label = self.labels[best]
        return Decision((label,), unsure, label, top, relevant=True)
