"""Raw scores to probabilities, and the thresholds at which a label is asserted or denied."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Targets = NDArray[np.bool_]
Doubles = NDArray[np.float64]

MOST_OPEN = 0.10
_SHRINK = 10


@dataclass(frozen=True, slots=True)
class Abstention:
    """What leaving labels open costs and buys, measured out of fold."""

    decided: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The last step of a scorer."""

    mix: Doubles
    offset: Doubles
    assert_at: Doubles
    deny_at: Doubles
    abstention: Abstention | None


def _fit_sigmoid(margins: Doubles, positive: Targets) -> tuple[float, float]:
    """Fit slope and offset of a sigmoid, lightly held back so that clean splits stay finite."""
    model = LogisticRegression(C=10.0).fit(margins[:, None], positive)
    return max(float(model.coef_[0, 0]), 1e-3), float(model.intercept_[0])


def choose_threshold(probabilities: Doubles, positive: Targets) -> float:
    """Give the threshold of the best F1, drawn towards one half when positives are few.

    For calibrated probabilities the best threshold is half the best F1, so just below one half;
    anything far from that is chance.
    """
    candidates = np.linspace(0.4, 0.6, 41)
    scores = [_f1(probabilities >= t, positive) for t in candidates]
    best = np.flatnonzero(np.isclose(scores, max(scores)))
    chosen = float(candidates[best[len(best) // 2]])
    count = int(positive.sum())
    return 0.5 + (chosen - 0.5) * count / (count + _SHRINK)


def _f1(chosen: Targets, positive: Targets) -> float:
    both = int((chosen & positive).sum())
    return 2 * both / max(1, int(chosen.sum()) + int(positive.sum()))


def choose_floor(
    probabilities: Doubles, positive: Targets, assert_at: float, target: float
) -> float:
    """Give the threshold below which a label is denied.

    The band between the two is widened until the share of right decisions reaches the target,
    but never leaves open more than a tenth of all texts.
    """
    right = (probabilities >= assert_at) == positive
    below = np.sort(probabilities[probabilities < assert_at])[::-1]
    limit = int(MOST_OPEN * len(probabilities))
    for floor in np.concatenate([[assert_at], below[:limit]]):
        decided = (probabilities >= assert_at) | (probabilities < floor)
        if right[decided].mean() >= target:
            return float(floor)
    return float(below[min(limit, len(below)) - 1]) if limit and below.size else assert_at


def fit_multi_calibration(
    outside: Doubles | None, wanted: Targets, target: float, *, relevance: bool = False
) -> Calibration:
    """Calibrate each head by itself; thresholds hold for what is answered in the end.

    With a head for relevance the others speak of relevant texts alone, and their answer is
    multiplied by its own.
    """
    heads = wanted.shape[1]
    if outside is None:
        half = np.full(heads, 0.5)
        return Calibration(np.ones(heads), np.zeros(heads), half, half.copy(), None)
    mix, offset, assert_at, deny_at = (np.zeros(heads) for _ in range(4))
    every = np.ones(len(wanted), dtype=bool)
    answers = np.zeros(wanted.shape)
    for head in range(heads):
        asked = wanted[:, -1] if relevance and head < heads - 1 else every
        mix[head], offset[head] = _fit_sigmoid(outside[asked, head], wanted[asked, head])
        odds = outside[:, head] * mix[head] + offset[head]
        answers[:, head] = 1.0 / (1.0 + np.exp(-odds))
    if relevance:
        answers[:, :-1] *= answers[:, -1:]
    decided, right = 0, 0
    for head in range(heads):
        positive, probabilities = wanted[:, head], answers[:, head]
        assert_at[head] = choose_threshold(probabilities, positive)
        deny_at[head] = choose_floor(probabilities, positive, assert_at[head], target)
        asserted = probabilities >= assert_at[head]
        settled = asserted | (probabilities < deny_at[head])
        decided += int(settled.sum())
        right += int((asserted == positive)[settled].sum())
    abstention = Abstention(decided / wanted.size, right / max(1, decided))
    return Calibration(mix, offset, assert_at, deny_at, abstention)


def fit_single_calibration(outside: Doubles | None, wanted: Targets, target: float) -> Calibration:
    """Calibrate all heads together, by a linear map of their scores."""
    heads = wanted.shape[1]
    if outside is None:
        mix = np.vstack([np.eye(heads), np.zeros((heads, heads))])
        return Calibration(mix, np.zeros(heads), np.zeros(1), np.zeros(1), None)
    codes = wanted.argmax(axis=1)
    model = LogisticRegression(C=10.0, max_iter=2000).fit(outside, codes)
    mix, offset = _as_matrix(model, heads)
    odds = outside @ mix + offset
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    probabilities = odds / odds.sum(axis=1, keepdims=True)
    top = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == codes
    assert_at = _single_threshold(top, right, target)
    kept = top >= assert_at
    abstention = Abstention(float(kept.mean()), float(right[kept].mean()) if kept.any() else 0.0)
    deny_at = np.array([(1.0 - assert_at) / 2])
    return Calibration(mix, offset, np.array([assert_at]), deny_at, abstention)


def _as_matrix(model: LogisticRegression, heads: int) -> tuple[Doubles, Doubles]:
    """Give weights for every class, also where scikit-learn keeps one row for two classes."""
    if heads > 2:
        return np.asarray(model.coef_.T), np.asarray(model.intercept_)
    return (
        np.column_stack([np.zeros(len(model.coef_[0])), model.coef_[0]]),
        np.array([0.0, float(model.intercept_[0])]),
    )


def _single_threshold(top: Doubles, right: Targets, target: float) -> float:
    """Give the lowest top probability at which enough answers are right, a tenth at most lost."""
    order = np.sort(top)
    for threshold in order[: int(MOST_OPEN * len(order)) + 1]:
        if right[top >= threshold].mean() >= target:
            return float(threshold)
    return float(order[int(MOST_OPEN * len(order))])
