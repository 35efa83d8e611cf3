"""The order of a training: clusters, fit, nested scores, and the folder that is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

from corpus.records import FieldCode
from models.artefacts import Artefact, save
from models.card import write_card
from models.classifier import FieldClassifier
from models.errors import LabelledTextError
from models.floors import Floors, hold_floors, pinned_scores
from models.labelled_texts import LabelledTokens, cluster, fingerprint
from models.validation import nested, time_split
from models.words import compose

FIELDS: tuple[str, ...] = get_args(FieldCode)
CARD_FILE = "card.md"
LEAST_NESTED = 10
LEAST_CLUSTERS = 10
"""Rows that nearly all copy one another cannot be held out from each other."""
MOST_NESTED = 5_000
FIELD_TARGET = 0.983
"""Held back a little, so that .97 of what is decided is right on texts unlike ours too."""


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a training gave."""

    folder: Path
    version: str
    facts: Mapping[str, Any]
    report: Mapping[str, Any] | None


def make_classifier(rows: Sequence[LabelledTokens], *, single: bool, seed: int) -> FieldClassifier:
    """Give the classifier that experiments found best for rows of this kind."""
    known = {label for row in rows for label in row.labels} <= set(FIELDS)
    if single:
        folds = 5 if len(rows) <= MOST_NESTED else 3
        return FieldClassifier(single=True, folds=folds, random_state=seed)
    return FieldClassifier(rules=known, target=FIELD_TARGET, random_state=seed)


def as_inputs(rows: Sequence[LabelledTokens]) -> list[list[str]]:
    """Give the token lists a classifier takes."""
    return [compose(row.title, row.body) for row in rows]


def as_targets(rows: Sequence[LabelledTokens], *, single: bool) -> list[Any]:
    """Give the labels a classifier takes.

    Raises:
        LabelledTextError: A single label was asked for and a row has none or several.
    """
    if not single:
        return [row.labels for row in rows]
    for row in rows:
        if len(row.labels) != 1:
            raise LabelledTextError(
                f"row {row.id}: has {len(row.labels)} labels; train without --single, or give one"
            )
    return [row.labels[0] for row in rows]


def train(
    rows: Sequence[LabelledTokens],
    out: Path,
    *,
    single: bool = False,
    seed: int = 0,
    version: str | None = None,
    floors: Floors | None = None,
) -> TrainingResult:
    """Score by nested folds, hold the floors, fit on all rows, and write folder and card.

    Raises:
        LabelledTextError: There is nothing to learn from.
        FloorError: The scores fell below `floors`; nothing is written then.
    """
    if not rows:
        raise LabelledTextError("no labelled rows; give a file with at least a few of each label")
    targets = as_targets(rows, single=single)
    digest = fingerprint(rows)
    report = measure(rows, single=single, seed=seed) if len(rows) <= MOST_NESTED else None
    if floors is not None and report is not None:
        hold_floors(pinned_scores(report), digest, floors)
    groups = cluster(rows)
    classifier = make_classifier(rows, single=single, seed=seed)
    apart = groups if len(set(groups)) >= LEAST_CLUSTERS else None
    classifier.fit(as_inputs(rows), targets, groups=apart)
    name = version or f"{out.name}@{digest[:8]}"
    facts = {
        "rows": len(rows),
        "clusters": len(set(groups)),
        "fingerprint": digest,
        "seed": seed,
        "labels": dict(sorted(Counter(label for row in rows for label in row.labels).items())),
        "without_label": sum(not row.labels for row in rows),
        "features": classifier.scorer_.vectoriser.size,
    }
    save(Artefact(classifier.scorer_, name, facts), out)
    (out / CARD_FILE).write_text(write_card(name, facts, report), encoding="utf-8")
    return TrainingResult(out, name, facts, report)


def measure(rows: Sequence[LabelledTokens], *, single: bool, seed: int) -> dict[str, Any] | None:
    """Score this way of training on these rows; None when there are too few to hold any out."""
    rarest = min(Counter(label for row in rows for label in row.labels).values(), default=0)
    if rarest < LEAST_NESTED or len(set(cluster(rows))) < LEAST_CLUSTERS:
        return None
    maker = partial(make_classifier, single=single, seed=seed)
    return {
        **nested(rows, maker, seed=seed).report,
        "time_split": time_split(rows, maker, seed=seed),
    }
