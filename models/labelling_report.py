"""How the labelling functions do on labelled texts: coverage, overlap, conflict, accuracy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.labelled_texts import LabelledTokens
from models.labelling import RELEVANCE, LabellingFunction, Lexicon
from models.words import compose, read_streams


@dataclass(frozen=True, slots=True)
class FunctionReport:
    """One labelling function over a set of texts; shares are of the texts it fires on.

    `coverage` alone is a share of all texts. Accuracy is None where it never fires.
    """

    name: str
    field: str
    vote: str
    coverage: float
    overlap: float
    conflict: float
    accuracy: float | None


def report(lexicon: Lexicon, rows: Sequence[LabelledTokens]) -> list[FunctionReport]:
    """Measure every function against the labels."""
    fired = np.array([_fired(lexicon, row) for row in rows])
    return [
        _measure(function, number, lexicon.functions, fired, rows)
        for number, function in enumerate(lexicon.functions)
    ]


def _fired(lexicon: Lexicon, row: LabelledTokens) -> NDArray[np.bool_]:
    read = read_streams(compose(row.title, row.body))
    return np.asarray(lexicon.count(read.words) > 0)


def _measure(
    function: LabellingFunction,
    number: int,
    functions: Sequence[LabellingFunction],
    fired: NDArray[np.bool_],
    rows: Sequence[LabelledTokens],
) -> FunctionReport:
    mine = fired[:, number]
    rivals = [
        (i, other.vote == function.vote)
        for i, other in enumerate(functions)
        if i != number and other.field == function.field
    ]
    same = _any(fired, (i for i, agrees in rivals if agrees))
    against = _any(fired, (i for i, agrees in rivals if not agrees))
    true = np.array([_applies(row, function.field) for row in rows])
    right = true if function.vote == "for" else ~true
    count = int(mine.sum())
    return FunctionReport(
        name=function.name,
        field=function.field,
        vote=function.vote,
        coverage=round(count / max(1, len(rows)), 4),
        overlap=round(int((mine & same).sum()) / max(1, count), 4),
        conflict=round(int((mine & against).sum()) / max(1, count), 4),
        accuracy=round(int((mine & right).sum()) / count, 4) if count else None,
    )


def _any(fired: NDArray[np.bool_], columns: Iterable[int]) -> NDArray[np.bool_]:
    chosen = list(columns)
    return np.asarray(fired[:, chosen].any(axis=1))


def _applies(row: LabelledTokens, field: str) -> bool:
    return bool(row.labels) if field == RELEVANCE else field in row.labels
