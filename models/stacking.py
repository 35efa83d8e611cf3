"""The heads under a classifier of one label a text, and the small linear model that weighs them.

Several linear heads a label err on different texts: support vector machines on all features and
on those of one channel alone, class means, and naive Bayes. All are linear in the same features,
so the model that weighs them folds them into one set of weights: answers cost as much as one head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.svm import LinearSVC

from models.calibration import MOST_OPEN, Abstention, Calibration, Doubles, Targets

Span = tuple[int, int]

_SMOOTH = 0.05
_LOOSE = 0.1
_MIXED = 10.0
"""Each label learns from the heads of the others too, but only so far as many texts ask for it."""
_STEPS = 500


@dataclass(frozen=True, slots=True)
class SingleHeads:
    """How the heads of a classifier of one label a text are fitted."""

    strength: float
    seed: int
    views: tuple[Span, ...] = ()
    """Columns that get a machine of their own, beside the one that sees all."""

    def kinds(self) -> int:
        """Give how many heads a label has."""
        return len(self.views) + 3


def fit_single_heads(
    matrix: Any, wanted: Targets, heads: SingleHeads
) -> tuple[NDArray[np.float32], Doubles]:
    """Fit every head: weights, features by heads, and biases; kind after kind, label by label.

    A label met nowhere keeps heads of nothing; with one label met there is nothing to tell apart.
    """
    count = wanted.shape[1]
    weights = np.zeros((matrix.shape[1], heads.kinds() * count), dtype=np.float32)
    bias = np.zeros(heads.kinds() * count)
    met = np.flatnonzero(wanted.any(axis=0))
    if met.size < 2:
        bias[met] = 1.0
        return weights, bias
    double = matrix.astype(np.float64)
    codes = wanted.argmax(axis=1)
    for kind, (first, last) in enumerate(((0, matrix.shape[1]), *heads.views)):
        machine = LinearSVC(C=heads.strength, random_state=heads.seed)
        machine.fit(double[:, first:last], codes)
        # For two classes scikit-learn keeps one row, which speaks for the second of them.
        for row, code in enumerate(met if met.size > 2 else met[1:]):
            weights[first:last, kind * count + code] = machine.coef_[row]
            bias[kind * count + code] = machine.intercept_[row]
    sums = np.asarray(wanted.T.astype(np.float64) @ double)
    start = (heads.kinds() - 2) * count
    for code in met:
        mean = sums[code] / (np.linalg.norm(sums[code]) or 1.0)
        weights[:, start + code] = mean
        weights[:, start + count + code] = _log_ratio(sums[code], sums.sum(axis=0) - sums[code])
    return weights, bias


def _log_ratio(ones: Doubles, rest: Doubles) -> Doubles:
    """Give the naive Bayes log-ratio of every feature, label against rest."""
    ones, rest = ones + _SMOOTH, rest + _SMOOTH
    return np.asarray(np.log((ones / ones.sum()) / (rest / rest.sum())))


def _shares(odds: Doubles) -> Doubles:
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _widths(outside: Doubles, kinds: int, count: int) -> Doubles:
    """Give the spread of each kind of head among the labels of a text."""
    parts = outside.reshape(len(outside), kinds, count)
    spread = np.sqrt((parts - parts.mean(axis=2, keepdims=True)).var(axis=(0, 2)))
    return np.asarray(np.where(spread > 0, spread, 1.0))


def _loss(
    point: Doubles, parts: Doubles, wanted: Doubles, loose: float, mixed: float
) -> tuple[float, Doubles]:
    """Give the loss of a weighing and its slope: a weight a kind, a bias a label, and a mixing."""
    texts, kinds, count = parts.shape
    kind_weights, bias = point[:kinds], point[kinds : kinds + count]
    mixing = point[kinds + count :].reshape(kinds * count, count)
    flat = parts.reshape(texts, -1)
    shares = _shares(np.tensordot(parts, kind_weights, (1, 0)) + flat @ mixing + bias)
    missing = shares - wanted
    loss = -np.log(np.maximum((shares * wanted).sum(axis=1), 1e-300)).sum()
    slope = np.concatenate(
        [
            np.einsum("tkc,tc->k", parts, missing) + loose * kind_weights,
            missing.sum(axis=0) + loose * bias,
            (flat.T @ missing + mixed * mixing).ravel(),
        ]
    )
    held = loose * (kind_weights @ kind_weights + bias @ bias) + mixed * (mixing**2).sum()
    return float(loss + held / 2) / texts, slope / texts


def _weigh(outside: Doubles, wanted: Targets) -> tuple[Doubles, Doubles]:
    """Learn from out-of-fold scores how heads are put together: a matrix and an offset."""
    count = wanted.shape[1]
    kinds = outside.shape[1] // count
    widths = _widths(outside, kinds, count)
    parts = outside.reshape(len(outside), kinds, count) / widths[:, None]
    parts = parts - parts.mean(axis=2, keepdims=True)
    start = np.zeros(kinds + count + kinds * count * count)
    start[:kinds] = 1.0
    loss = partial(
        _loss, parts=parts, wanted=wanted.astype(np.float64), loose=_LOOSE, mixed=_MIXED
    )
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    centre = np.eye(count) - 1.0 / count
    mixing = found[kinds + count :].reshape(kinds, count, count)
    blocks = [
        centre @ (np.eye(count) * weight + mixing[kind]) / widths[kind]
        for kind, weight in enumerate(found[:kinds])
    ]
    return np.vstack(blocks), np.asarray(found[kinds : kinds + count])


def fit_single_calibration(
    outside: Doubles | None, wanted: Targets, kinds: int, target: float
) -> Calibration:
    """Weigh and calibrate all heads together, by a linear map of their scores."""
    count = wanted.shape[1]
    if outside is None:
        mix = np.vstack([np.eye(count), np.zeros(((kinds - 1) * count, count))])
        return Calibration(mix, np.zeros(count), np.zeros(1), np.zeros(1), None)
    mix, offset = _weigh(outside, wanted)
    probabilities = _shares(outside @ mix + offset)
    top = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == wanted.argmax(axis=1)
    assert_at = _single_threshold(top, right, target)
    kept = top >= assert_at
    abstention = Abstention(float(kept.mean()), float(right[kept].mean()) if kept.any() else 0.0)
    deny_at = np.array([(1.0 - assert_at) / 2])
    return Calibration(mix, offset, np.array([assert_at]), deny_at, abstention)


def _single_threshold(top: Doubles, right: Targets, target: float) -> float:
    """Give the lowest top probability at which enough answers are right, a tenth at most lost."""
    order = np.sort(top)
    for threshold in order[: int(MOST_OPEN * len(order)) + 1]:
        if right[top >= threshold].mean() >= target:
            return float(threshold)
    return float(order[int(MOST_OPEN * len(order))])


def view_spans(sizes: Sequence[tuple[str, int]], views: Sequence[str]) -> tuple[Span, ...]:
    """Give the columns of the channels that are views; one that holds all or nothing is none."""
    spans: list[Span] = []
    start, whole = 0, sum(size for _, size in sizes)
    for name, size in sizes:
        if name in views and 0 < size < whole:
            spans.append((start, start + size))
        start += size
    return tuple(spans)
