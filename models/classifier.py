"""The classifier as a scikit-learn estimator over token lists."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted

from models.calibration import Calibration, fit_multi_calibration
from models.features import Vectoriser
from models.heads import Heads, cross_margins, fit_heads
from models.labelling import load_lexicon
from models.matrix import fit_vectoriser
from models.scorer import Scorer
from models.stacking import SingleHeads, fit_single_calibration, view_spans

FIELD_CHANNELS = ("w1", "s2")
TOPIC_CHANNELS = ("w1", "w2", "s1", "s2", "l1")
TOPIC_VIEWS = ("w1", "w2")

Tokens = Sequence[str]
LabelSets = Sequence[Collection[str]]


class FieldClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # sklearn has no types
    """Say which labels apply to a text, how surely, and when to leave it open.

    `X` is a sequence of token lists. `y` is a sequence of label sets or an indicator matrix, or
    with `single=True` one label a text. Texts with an empty label set teach relevance.

    Args:
        single: One label a text, instead of any number.
        channels: The kinds of features, named in `models.features.CHANNELS`; the ones that trials
            found best for this kind of labels if none are given.
        min_df: In how many texts a feature must occur.
        strength: Inverse regularisation of the linear heads.
        nb: How far features are scaled by their naive Bayes log-ratio, 0 to 1; not with `single`.
        rules: Add the house's labelling functions as features.
        rule_scale: Weight of those features.
        folds: Folds for out-of-fold calibration and thresholds.
        target: Share of decided labels that should be right; sets the band left open.
        random_state: Seed of the folds and the solver.
    """

    def __init__(  # noqa: PLR0913 - scikit-learn wants every setting by name
        self,
        *,
        single: bool = False,
        channels: Sequence[str] | None = None,
        min_df: int = 2,
        strength: float = 4.0,
        nb: float = 0.0,
        rules: bool = False,
        rule_scale: float = 0.085,
        folds: int = 5,
        target: float = 0.98,
        random_state: int = 0,
    ) -> None:
        self.single = single
        self.channels = channels
        self.min_df = min_df
        self.strength = strength
        self.nb = nb
        self.rules = rules
        self.rule_scale = rule_scale
        self.folds = folds
        self.target = target
        self.random_state = random_state

    def fit(
        self,
        X: Sequence[Tokens],  # noqa: N803 - scikit-learn names it so
        y: Any,
        groups: Sequence[Any] | None = None,
    ) -> Self:
        """Learn features, heads, calibration and thresholds; texts of a group share a fold."""
        texts = check_texts(X)
        wanted = self._read_targets(y, len(texts))
        usual = TOPIC_CHANNELS if self.single else FIELD_CHANNELS
        channels = usual if self.channels is None else tuple(self.channels)
        vectoriser, matrix = fit_vectoriser(
            texts,
            channels=channels,
            min_df=min(self.min_df, max(1, len(texts) // 2)),
            lexicon=load_lexicon() if self.rules else None,
            rule_scale=self.rule_scale,
        )
        heads = self._make_heads(vectoriser, wanted)
        outside = cross_margins(matrix, wanted, heads, self.folds, groups)
        weights, bias = fit_heads(matrix, wanted, heads)
        calibration = (
            fit_single_calibration(outside, wanted, heads.kinds(), self.target)
            if isinstance(heads, SingleHeads)
            else fit_multi_calibration(outside, wanted, self.target, relevance=heads.relevance)
        )
        if self.single:
            weights, bias, calibration = _fold(weights, bias, calibration)
        self.scorer_ = Scorer(
            labels=tuple(str(label) for label in self.classes_),
            single=self.single,
            vectoriser=vectoriser,
            weights=weights,
            bias=bias,
            mix=calibration.mix,
            offset=calibration.offset,
            assert_at=calibration.assert_at,
            deny_at=calibration.deny_at,
        )
        self.abstention_ = calibration.abstention
        return self

    def _make_heads(
        self, vectoriser: Vectoriser, wanted: NDArray[np.bool_]
    ) -> Heads | SingleHeads:
        if not self.single:
            relevance = wanted.shape[1] > len(self.classes_)
            return Heads(self.strength, self.nb, self.random_state, relevance)
        sizes = [(name, len(vectoriser.keys[name])) for name in vectoriser.channels]
        return SingleHeads(self.strength, self.random_state, view_spans(sizes, TOPIC_VIEWS))

    def _read_targets(self, y: Any, size: int) -> NDArray[np.bool_]:
        """Turn labels into one column per class, and one for relevance where it can be learnt."""
        if len(y) != size:
            raise ValueError(f"X has {size} texts and y {len(y)} labels; give one for each")
        if self.single:
            self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
            if self.classes_.size < 2:
                raise ValueError("y holds a single class; a classifier needs at least two")
            return np.asarray(codes[:, None] == np.arange(self.classes_.size)[None, :])
        wanted = self._read_label_sets(y)
        some = wanted.any(axis=1)
        if some.all() or not some.any():
            return wanted
        return np.column_stack([wanted, some])

    def _read_label_sets(self, y: Any) -> NDArray[np.bool_]:
        if isinstance(y, np.ndarray) and y.ndim == 2:
            self.classes_ = np.arange(y.shape[1])
            return y.astype(bool)
        if any(isinstance(labels, str) for labels in y):
            raise ValueError("y holds single labels; pass label sets, or single=True")
        self.classes_ = np.array(sorted({label for labels in y for label in labels}))
        if not self.classes_.size:
            raise ValueError("y names no label at all; give at least one labelled text")
        return np.array([[label in set(labels) for label in self.classes_] for labels in y])

    def predict_proba(self, X: Sequence[Tokens]) -> NDArray[np.float64]:  # noqa: N803
        """Give a calibrated probability per text and class."""
        return self._all_probabilities(X)[:, : len(self.classes_)]

    def predict_relevance(self, X: Sequence[Tokens]) -> NDArray[np.float64]:  # noqa: N803
        """Give the probability that any label applies to a text."""
        check_is_fitted(self)
        if self.scorer_.has_relevance:
            return self._all_probabilities(X)[:, len(self.classes_)]
        return np.asarray(self.predict_proba(X).max(axis=1))

    def _all_probabilities(self, X: Sequence[Tokens]) -> NDArray[np.float64]:  # noqa: N803
        check_is_fitted(self)
        texts = check_texts(X)
        if not texts:
            return np.empty((0, self.scorer_.bias.size))
        return np.array([self.scorer_.probabilities(tokens) for tokens in texts])

    def predict(self, X: Sequence[Tokens]) -> NDArray[Any]:  # noqa: N803
        """Give the label of each text, or with several labels an indicator matrix."""
        probabilities = self._all_probabilities(X)
        if self.single:
            return np.asarray(self.classes_[probabilities.argmax(axis=1)])
        chosen = np.zeros((len(probabilities), len(self.classes_)), dtype=np.int64)
        names = self.scorer_.labels
        for row, values in enumerate(probabilities.tolist()):
            tags = self.scorer_.decide(values).tags
            chosen[row] = [name in tags for name in names]
        return chosen

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.classifier_tags.multi_label = not self.single
        tags.classifier_tags.multi_class = self.single
        tags.target_tags.required = True
        return tags


def _fold(
    weights: NDArray[np.float32], bias: NDArray[np.float64], calibration: Calibration
) -> tuple[NDArray[np.float32], NDArray[np.float64], Calibration]:
    """Put a linear calibration into the weights, which halves what must be kept."""
    size = calibration.mix.shape[1]
    plain = replace(calibration, mix=np.eye(size), offset=np.zeros(size))
    folded = (weights @ calibration.mix.astype(np.float32)).astype(np.float32)
    return folded, bias @ calibration.mix + calibration.offset, plain


def check_texts(texts: Any) -> list[Tokens]:
    """Refuse what is not a sequence of token lists, the commonest slip being plain strings."""
    rows = list(texts)
    for number, tokens in enumerate(rows):
        if isinstance(tokens, str) or not all(isinstance(token, str) for token in tokens):
            raise ValueError(
                f"text {number} is not a list of tokens; split texts into words before fitting"
            )
    return rows
