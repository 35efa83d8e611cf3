"""Nested cross-validation of the classifier beside its baselines, and the split by time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from models.classifier import FieldClassifier
from models.evaluation import Predictions, macro_f1, predict_rows, score, slices
from models.heads import split_folds
from models.labelled_texts import LabelledTokens, cluster
from models.labelling import RELEVANCE, load_lexicon
from models.words import compose, read_streams

Flags = NDArray[np.bool_]
Fold = tuple[NDArray[np.int64], NDArray[np.int64]]
Maker = Callable[[Sequence[LabelledTokens]], FieldClassifier]

BASELINES: dict[str, Callable[[], Any]] = {
    "complement naive Bayes": ComplementNB,
    "TF-IDF, logistic regression": lambda: LogisticRegression(C=10.0, max_iter=1000),
    "TF-IDF, linear SVM": lambda: LinearSVC(random_state=0),
}
VOTE = "labelling functions' vote"


@dataclass(frozen=True, slots=True)
class Nested:
    """What nested cross-validation found."""

    found: Predictions
    report: dict[str, Any]


def _wanted(rows: Sequence[LabelledTokens], labels: Sequence[str]) -> Flags:
    return np.array([[label in row.labels for label in labels] for row in rows])


def outer_folds(rows: Sequence[LabelledTokens], folds: int, seed: int) -> list[Fold]:
    """Cut rows into folds that keep near-copies together."""
    labels = sorted({label for row in rows for label in row.labels})
    return split_folds(_wanted(rows, labels), folds, seed, cluster(rows))


def _take(rows: Sequence[LabelledTokens], chosen: NDArray[np.int64]) -> list[LabelledTokens]:
    return [rows[int(i)] for i in chosen]


def _fit(maker: Maker, rows: Sequence[LabelledTokens]) -> FieldClassifier:
    classifier = maker(rows)
    targets = [row.labels[0] if classifier.single else row.labels for row in rows]
    texts = [compose(row.title, row.body) for row in rows]
    return classifier.fit(texts, targets, groups=cluster(rows))


def nested(
    rows: Sequence[LabelledTokens], maker: Maker, *, folds: int = 5, seed: int = 0
) -> Nested:
    """Answer every row by a model that has seen neither it nor a near-copy; score all answers."""
    cuts = outer_folds(rows, folds, seed)
    parts: list[tuple[NDArray[np.int64], Predictions]] = []
    for inside, held in cuts:
        scorer = _fit(maker, _take(rows, inside)).scorer_
        parts.append((held, predict_rows(scorer, _take(rows, held))))
    found = _reunite(parts, len(rows))
    report = score(found, seed=seed)
    report["slices"] = slices(found, rows)
    report["baselines"] = baselines(rows, cuts)
    report["folds"] = len(cuts)
    return Nested(found, report)


def _reunite(parts: Sequence[tuple[NDArray[np.int64], Predictions]], size: int) -> Predictions:
    """Put the answers of all folds back into the order of the rows."""
    labels = tuple(sorted({label for _, part in parts for label in part.labels}))
    whole = Predictions(
        labels,
        np.zeros((size, len(labels)), dtype=bool),
        np.zeros((size, len(labels)), dtype=bool),
        np.zeros((size, len(labels)), dtype=bool),
        np.zeros((size, len(labels))),
        np.zeros(size),
    )
    for held, part in parts:
        columns = np.array([labels.index(label) for label in part.labels])
        for name in ("wanted", "asserted", "open", "probabilities"):
            getattr(whole, name)[np.ix_(held, columns)] = getattr(part, name)
        whole.relevance[held] = part.relevance
    return whole


def baselines(rows: Sequence[LabelledTokens], cuts: Sequence[Fold]) -> dict[str, Any]:
    """Score the simple ways on the same folds."""
    labels = sorted({label for row in rows for label in row.labels})
    wanted = _wanted(rows, labels)
    words = [[w for w in read_streams((*r.title, *r.body)).words if w] for r in rows]
    answers = {name: np.zeros(wanted.shape, dtype=bool) for name in BASELINES}
    for inside, held in cuts:
        tfidf = TfidfVectorizer(
            analyzer=_one_and_two_grams, sublinear_tf=True, min_df=min(2, len(inside))
        )
        learnt = tfidf.fit_transform([words[i] for i in inside])
        asked = tfidf.transform([words[i] for i in held])
        for name, make in BASELINES.items():
            for column in range(len(labels)):
                target = wanted[inside, column]
                answers[name][held, column] = (
                    make().fit(learnt, target).predict(asked)
                    if target.any() and not target.all()
                    else target.any()
                )
    functions = {function.field for function in load_lexicon().functions}
    if set(labels) <= functions:
        answers[VOTE] = vote_rows(rows, labels)
    return {name: _brief(wanted, answer) for name, answer in answers.items()}


def _one_and_two_grams(words: Sequence[str]) -> list[str]:
    return [*words, *(f"{a} + {b}" for a, b in pairwise(words))]


def _brief(wanted: Flags, asserted: Flags) -> dict[str, float]:
    both = int((wanted & asserted).sum())
    return {
        "macro_f1": macro_f1(wanted, asserted),
        "micro_f1": round(2 * both / max(1, int(wanted.sum() + asserted.sum())), 4),
        "exact_set": round(float((wanted == asserted).all(axis=1).mean()), 4),
    }


def vote_rows(rows: Sequence[LabelledTokens], labels: Sequence[str]) -> Flags:
    """Let the labelling functions alone decide: most hits, and others nearly as strong."""
    lexicon = load_lexicon()
    chosen = np.zeros((len(rows), len(labels)), dtype=bool)
    for number, row in enumerate(rows):
        streams = read_streams(compose(row.title, row.body))
        counts = lexicon.count(streams.words)
        votes = np.array([lexicon.score(counts, label) for label in labels])
        if votes.max() > 0 and lexicon.score(counts, RELEVANCE) > 0:
            chosen[number] = votes >= 0.75 * votes.max()
    return chosen


def time_split(
    rows: Sequence[LabelledTokens], maker: Maker, *, share: float = 0.75, seed: int = 0
) -> dict[str, Any] | None:
    """Learn from the older texts, answer the newer; None when years are not known."""
    dated = sorted((row for row in rows if row.year), key=lambda row: (row.year or 0, row.id))
    if len(dated) < 40:
        return None
    first_new = dated[int(share * len(dated))].year or 0
    old = [row for row in dated if (row.year or 0) < first_new]
    new = [row for row in dated if (row.year or 0) >= first_new]
    if len(old) < 20:
        return None
    report = score(predict_rows(_fit(maker, old).scorer_, new), seed=seed)
    return {"learnt_before": first_new, "learnt": len(old), **report}
