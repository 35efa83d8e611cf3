"""The linear heads under a classifier: one per label, and their out-of-fold scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, StratifiedGroupKFold, StratifiedKFold

from models.stacking import SingleHeads, fit_single_heads

Targets = NDArray[np.bool_]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Heads:
    """How the heads are fitted."""

    strength: float
    nb: float
    seed: int
    relevance: bool = False
    """The last head tells relevant texts; the others then learn from those alone."""


def _log_ratio(matrix: Any, positive: Targets, smooth: float) -> Doubles:
    """Give the naive Bayes log-ratio of every feature, label against rest."""
    ones = np.asarray(matrix[positive].sum(axis=0), dtype=np.float64).ravel() + smooth
    rest = np.asarray(matrix[~positive].sum(axis=0), dtype=np.float64).ravel() + smooth
    return np.asarray(np.log((ones / ones.sum()) / (rest / rest.sum())))


def _scaling(matrix: Any, positive: Targets, nb: float) -> Doubles:
    """Give the factor of each feature: 1 without naive Bayes, |log-ratio| with all of it."""
    ratio = np.abs(_log_ratio(matrix, positive, 1.0))
    return np.asarray((1.0 - nb) + nb * ratio)


def _fit_head(matrix: Any, positive: Targets, heads: Heads) -> tuple[Doubles, float]:
    """Fit one label against the rest; a label with one kind of text only gets a constant."""
    if positive.all() or not positive.any():
        return np.zeros(matrix.shape[1]), 4.0 if positive.all() else -4.0
    model: Any = LogisticRegression(
        C=heads.strength,
        solver="liblinear",
        class_weight="balanced",
        random_state=heads.seed,
        max_iter=400,
    )
    if not heads.nb:
        model.fit(matrix, positive)
        return model.coef_[0], float(model.intercept_[0])
    scale = _scaling(matrix, positive, heads.nb)
    scaled = matrix.copy()
    scaled.data = scaled.data * scale[scaled.indices]
    model.fit(scaled, positive)
    return model.coef_[0] * scale, float(model.intercept_[0])


def fit_heads(
    matrix: Any,
    wanted: Targets,
    heads: Heads | SingleHeads,
) -> tuple[NDArray[np.float32], Doubles]:
    """Fit every head: weights, features by heads, and biases."""
    if isinstance(heads, SingleHeads):
        return fit_single_heads(matrix, wanted, heads)
    weights = np.zeros((matrix.shape[1], wanted.shape[1]), dtype=np.float32)
    bias = np.zeros(wanted.shape[1])
    double = matrix.astype(np.float64)
    count = wanted.shape[1] - heads.relevance
    asked = wanted[:, -1] if heads.relevance else np.ones(len(wanted), dtype=bool)
    relevant = double[asked]
    for head in range(count):
        coefficients, bias[head] = _fit_head(relevant, wanted[asked, head], heads)
        weights[:, head] = coefficients
    if heads.relevance:
        coefficients, bias[-1] = _fit_head(double, wanted[:, -1], heads)
        weights[:, -1] = coefficients
    return weights, bias


def split_folds(
    wanted: Targets, folds: int, seed: int, groups: Sequence[Any] | None
) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Cut texts into folds alike in their label sets, groups kept whole."""
    _, strata = np.unique(wanted, axis=0, return_inverse=True)
    strata = _merge_rare(strata.ravel(), folds)
    empty = np.zeros((len(wanted), 1))
    if groups is not None:
        splitter: Any = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
        return list(splitter.split(empty, strata, np.asarray(groups)))
    if np.bincount(strata).min() >= folds:
        splitter = StratifiedKFold(folds, shuffle=True, random_state=seed)
    else:
        splitter = KFold(folds, shuffle=True, random_state=seed)
    return list(splitter.split(empty, strata))


def _merge_rare(strata: NDArray[np.int64], folds: int) -> NDArray[np.int64]:
    """Put label sets too rare to be spread over the folds together."""
    counts = np.bincount(strata)
    common = np.flatnonzero(counts >= folds)
    number = {int(stratum): i for i, stratum in enumerate(common)}
    return np.array([number.get(int(s), len(common)) for s in strata])


def cross_margins(
    matrix: Any,
    wanted: Targets,
    heads: Heads | SingleHeads,
    folds: int,
    groups: Sequence[Any] | None,
) -> Doubles | None:
    """Score every text by heads that have not seen it; None when there are too few texts."""
    folds = min(folds, int(wanted.sum(axis=0).min()), len(wanted) // 2)
    if groups is not None:
        folds = min(folds, len(set(groups)))
    if folds < 2:
        return None
    kinds = heads.kinds() if isinstance(heads, SingleHeads) else 1
    outside = np.zeros((len(wanted), wanted.shape[1] * kinds))
    for inside, held in split_folds(wanted, folds, heads.seed, groups):
        weights, bias = fit_heads(matrix[inside], wanted[inside], heads)
        outside[held] = matrix[held] @ weights + bias
    return outside
