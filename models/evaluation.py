"""Scores per label, calibration and abstention, slices, and the check against pinned floors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labelled_texts import LabelledTokens
from models.scorer import Scorer
from models.words import compose

Flags = NDArray[np.bool_]
Doubles = NDArray[np.float64]

BINS = 10
RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Predictions:
    """What is true and what was answered, texts by labels."""

    labels: tuple[str, ...]
    wanted: Flags
    asserted: Flags
    open: Flags
    probabilities: Doubles
    relevance: Doubles

    def subset(self, chosen: Flags) -> "Predictions":
        """Keep the chosen texts."""
        return Predictions(
            self.labels,
            self.wanted[chosen],
            self.asserted[chosen],
            self.open[chosen],
            self.probabilities[chosen],
            self.relevance[chosen],
        )


def predict_rows(scorer: Scorer, rows: Sequence[LabelledTokens]) -> Predictions:
    """Answer every row; a label that the model does not know counts as missed."""
    known = scorer.labels
    labels = known + tuple(sorted({name for row in rows for name in row.labels} - set(known)))
    shape = (len(rows), len(labels))
    wanted, asserted, left_open = (np.zeros(shape, dtype=bool) for _ in range(3))
    probabilities, relevance = np.zeros(shape), np.zeros(len(rows))
    for number, row in enumerate(rows):
        answer = scorer.probabilities(compose(row.title, row.body))
        decision = scorer.decide(answer)
        probabilities[number, : len(known)] = answer[: len(known)]
        relevance[number] = decision.relevance
        for column, label in enumerate(labels):
            wanted[number, column] = label in row.labels
            asserted[number, column] = label in decision.tags
            left_open[number, column] = label in decision.unsure
    return Predictions(labels, wanted, asserted, left_open, probabilities, relevance)


def _ratio(part: float, whole: float) -> float:
    return round(float(part) / float(whole), 4) if whole else 0.0


def _counts(wanted: Flags, asserted: Flags) -> Mapping[str, float]:
    both = int((wanted & asserted).sum())
    precision, recall = _ratio(both, asserted.sum()), _ratio(both, wanted.sum())
    return {
        "precision": precision,
        "recall": recall,
        "f1": _ratio(2 * both, wanted.sum() + asserted.sum()),
        "support": int(wanted.sum()),
    }


def macro_f1(wanted: Flags, asserted: Flags) -> float:
    """Give the mean F1 over labels that occur or were asserted."""
    both = (wanted & asserted).sum(axis=0)
    total = wanted.sum(axis=0) + asserted.sum(axis=0)
    scores = np.divide(2 * both, total, out=np.zeros(len(total)), where=total > 0)
    met = wanted.any(axis=0) | asserted.any(axis=0)
    return round(float(scores[met].mean()), 4) if met.any() else 0.0


def expected_calibration_error(wanted: Flags, probabilities: Doubles) -> float:
    """Give the mean gap between what is said and what is true, over ten bins of probability."""
    said, true = probabilities.ravel(), wanted.ravel().astype(float)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = (
        abs(float(said[bins == b].mean()) - float(true[bins == b].mean())) * int((bins == b).sum())
        for b in range(BINS)
        if (bins == b).any()
    )
    return round(sum(gaps) / max(1, said.size), 4)


def _abstention(found: Predictions) -> Mapping[str, float]:
    decided = ~found.open
    right = (found.wanted == found.asserted) & decided
    return {
        "decided": _ratio(decided.sum(), decided.size),
        "right_of_decided": _ratio(right.sum(), decided.sum()),
    }


def _intervals(found: Predictions, seed: int) -> Mapping[str, tuple[float, float]]:
    """Give the 95 % bootstrap interval of each label's F1."""
    rng = np.random.default_rng(seed)
    size = len(found.wanted)
    draws = np.zeros((RESAMPLES, len(found.labels)))
    for draw in range(RESAMPLES):
        counts = np.bincount(rng.integers(0, size, size), minlength=size).astype(float)
        both = counts @ (found.wanted & found.asserted)
        total = counts @ found.wanted + counts @ found.asserted
        draws[draw] = np.divide(2 * both, total, out=np.zeros(len(total)), where=total > 0)
    low, high = np.quantile(draws, [0.025, 0.975], axis=0)
    return {
        label: (round(float(low[i]), 4), round(float(high[i]), 4))
        for i, label in enumerate(found.labels)
    }


def score(found: Predictions, *, seed: int = 0) -> dict[str, Any]:
    """Put all scores of a set of predictions into plain data."""
    labels: dict[str, dict[str, Any]] = {}
    intervals = _intervals(found, seed) if len(found.wanted) <= 20_000 else {}
    for column, label in enumerate(found.labels):
        labels[label] = dict(_counts(found.wanted[:, column], found.asserted[:, column]))
        if label in intervals:
            labels[label]["f1_interval"] = list(intervals[label])
    some = np.asarray(found.wanted.any(axis=1))
    return {
        "texts": len(found.wanted),
        "micro": dict(_counts(found.wanted, found.asserted)),
        "macro_f1": macro_f1(found.wanted, found.asserted),
        "exact_set": _ratio((found.wanted == found.asserted).all(axis=1).sum(), len(some)),
        "relevance": _ratio((some == found.asserted.any(axis=1)).sum(), len(some)),
        "labels": labels,
        "calibration": {
            "ece": expected_calibration_error(found.wanted, found.probabilities),
            "brier": round(float(((found.probabilities - found.wanted) ** 2).mean()), 4),
        },
        "abstention": dict(_abstention(found)),
    }


def evaluate(scorer: Scorer, rows: Sequence[LabelledTokens], *, seed: int = 0) -> dict[str, Any]:
    """Score a model on labelled rows, whole and in slices."""
    found = predict_rows(scorer, rows)
    return {**score(found, seed=seed), "slices": slices(found, rows)}


def _length_band(row: LabelledTokens) -> str:
    size = len(row.body)
    return "under 80 words" if size < 80 else "80 to 200 words" if size < 200 else "over 200 words"


def _year_band(row: LabelledTokens) -> str | None:
    if row.year is None:
        return None
    return "to 2017" if row.year <= 2017 else "2018 to 2021" if row.year <= 2021 else "from 2022"


SLICES: Mapping[str, Callable[[LabelledTokens], str | None]] = {
    "length": _length_band,
    "year": _year_band,
    "genre": lambda row: row.genre,
}


def slices(found: Predictions, rows: Sequence[LabelledTokens]) -> dict[str, dict[str, Any]]:
    """Score texts by length, year and genre."""
    result: dict[str, dict[str, Any]] = {}
    for name, band_of in SLICES.items():
        bands = [band_of(row) for row in rows]
        for band in sorted({band for band in bands if band is not None}):
            part = found.subset(np.array([b == band for b in bands]))
            result.setdefault(name, {})[band] = {
                "texts": len(part.wanted),
                "micro_f1": _counts(part.wanted, part.asserted)["f1"],
                "exact_set": _ratio(
                    (part.wanted == part.asserted).all(axis=1).sum(), len(part.wanted)
                ),
            }
    return result
