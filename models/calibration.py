"""Raw scores to probabilities, and the thresholds at which a label is asserted or denied."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Targets = NDArray[np.bool_]
Doubles = NDArray[np.float64]

MOST_OPEN = 0.10
_SHRINK = 10
_STEPS = 60


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


def choose_band(probabilities: Doubles, positive: Targets, target: float) -> tuple[float, float]:
    """Give the thresholds at which a label is asserted and below which it is denied.

    Among those where enough decisions are right, the pair with the best F1; where none reaches
    the target, the pair that comes nearest. Drawn towards one half when positives are few.
    """
    best: tuple[float, ...] = (0.0, 0.0, 0.5, 0.5)
    for assert_at in np.linspace(0.4, 0.7, 31):
        deny_at = choose_floor(probabilities, positive, float(assert_at), target)
        asserted = probabilities >= assert_at
        decided = asserted | (probabilities < deny_at)
        right = float((asserted == positive)[decided].mean())
        found = (min(right, target), _f1(asserted, positive), float(assert_at), deny_at)
        best = max(best, found)
    count = int(positive.sum())
    share = count / (count + _SHRINK)
    assert_at = 0.5 + (best[2] - 0.5) * share
    return assert_at, min(best[3], assert_at)


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
    limit = min(int(MOST_OPEN * len(probabilities)), len(below))
    steps = np.unique(np.linspace(0, limit, min(limit, _STEPS) + 1).astype(int))
    floors = [assert_at, *(float(below[step - 1]) for step in steps if step)]
    for floor in floors:
        decided = (probabilities >= assert_at) | (probabilities < floor)
        if right[decided].mean() >= target:
            return floor
    return floors[-1]


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
        assert_at[head], deny_at[head] = choose_band(probabilities, positive, target)
        asserted = probabilities >= assert_at[head]
        settled = asserted | (probabilities < deny_at[head])
        decided += int(settled.sum())
        right += int((asserted == positive)[settled].sum())
    abstention = Abstention(decided / wanted.size, right / max(1, decided))
    return Calibration(mix, offset, assert_at, deny_at, abstention)
