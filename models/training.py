"""The order of a training: clusters, fit, nested scores, and the folder that is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from corpus.records import FieldCode
from models.artefacts import Artefact, save
from models.classifier import FIELD_CHANNELS, FieldClassifier
from models.errors import LabelledTextError
from models.features import compose
from models.labelled_texts import LabelledTokens, cluster, fingerprint

FIELDS: tuple[str, ...] = get_args(FieldCode)
TOPIC_CHANNELS = ("w1", "w2", "s1", "s2", "l1")


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """What a training gave."""

    folder: Path
    version: str
    facts: Mapping[str, Any]


def make_classifier(rows: Sequence[LabelledTokens], *, single: bool, seed: int) -> FieldClassifier:
    """Give the classifier that experiments found best for rows of this kind."""
    known = {label for row in rows for label in row.labels} <= set(FIELDS)
    if single:
        return FieldClassifier(single=True, channels=TOPIC_CHANNELS, random_state=seed)
    return FieldClassifier(channels=FIELD_CHANNELS, rules=known, random_state=seed)


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
) -> TrainingResult:
    """Fit on all rows and write the model folder."""
    if not rows:
        raise LabelledTextError("no labelled rows; give a file with at least a few of each label")
    classifier = make_classifier(rows, single=single, seed=seed)
    classifier.fit(as_inputs(rows), as_targets(rows, single=single), groups=cluster(rows))
    digest = fingerprint(rows)
    name = version or f"{out.name}@{digest[:8]}"
    facts = {
        "rows": len(rows),
        "fingerprint": digest,
        "seed": seed,
        "labels": dict(sorted(Counter(label for row in rows for label in row.labels).items())),
        "without_label": sum(not row.labels for row in rows),
        "features": classifier.scorer_.vectoriser.size,
    }
    save(Artefact(classifier.scorer_, name, facts), out)
    return TrainingResult(out, name, facts)
