"""The order of a training day: texts to words, words to a model, a model to its scores."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from joblib import Memory

import models
from corpus.errors import InputError
from corpus.records import Figure
from models.labelled_texts import LabelledText, LabelledTokens, read_labelled
from pipeline.batch import map_batches
from pipeline.text.clean import normalise
from pipeline.text.tokens import tokenise

BATCH = 64
CARDS = Path(models.__file__).parent / "cards"


def split(text: str) -> list[str]:
    """Cut a text into the words the models are trained on and asked with."""
    return [token.text for token in tokenise(normalise(text))]


def _split_rows(rows: Sequence[tuple[str, str]]) -> list[tuple[list[str], list[str]]]:
    return [(split(title), split(text)) for title, text in rows]


def words_of(
    rows: Sequence[LabelledText], *, workers: int = 1, cache: Path | None = None
) -> list[LabelledTokens]:
    """Tokenise labelled rows; with a cache folder, a batch seen before is not split again."""
    split_rows = Memory(cache, verbose=0).cache(_split_rows) if cache else _split_rows
    texts = [(row.title, row.text) for row in rows]
    words = map_batches(split_rows, texts, workers=workers, size=BATCH)
    return [
        LabelledTokens(
            id=row.id,
            title=tuple(title),
            body=tuple(body),
            labels=row.labels,
            primary=row.primary,
            genre=row.genre,
            province=row.province,
            year=row.year,
        )
        for row, (title, body) in zip(rows, words, strict=True)
    ]


def read_rows(
    paths: Sequence[Path], *, workers: int = 1, cache: Path | None = None
) -> list[LabelledTokens]:
    """Read labelled files and give their rows as words.

    Raises:
        models.errors.LabelledTextError: a row lacks its text or labels.
    """
    return words_of(list(read_labelled(paths)), workers=workers, cache=cache)


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What a training day is told to do."""

    paths: tuple[Path, ...]
    out: Path
    single: bool = False
    seed: int = 0
    workers: int = 1
    cache: Path | None = None
    version: str | None = None


def train(day: Training) -> Mapping[str, Any]:
    """Train on labelled files and write the model folder; give the facts of the training.

    Raises:
        LabelledTextError: a row lacks its text or labels.
    """
    from models.training import train as fit

    rows = read_rows(day.paths, workers=day.workers, cache=day.cache)
    result = fit(rows, day.out, single=day.single, seed=day.seed, version=day.version)
    return {"model": str(result.folder), "version": result.version, **result.facts}


def release(day: Training, *, allow_lower: bool = False) -> Mapping[str, Any]:
    """Train the model that ships: hold the floors, pin them upwards, and file the card.

    Raises:
        FloorError: a score fell below its floor and that was not allowed; nothing is written.
    """
    from models.floors import pin_floors, pinned_scores, read_floors
    from models.training import train as fit

    rows = read_rows(day.paths, workers=day.workers, cache=day.cache)
    floors = None if allow_lower else read_floors()
    result = fit(rows, day.out, seed=day.seed, version=day.version, floors=floors)
    if result.report is not None:
        scores = pinned_scores(result.report)
        pin_floors(scores, result.facts["fingerprint"], allow_lower=allow_lower)
    card = day.out / "card.md"
    (CARDS / f"{result.version}.md").write_text(card.read_text("utf-8"), encoding="utf-8")
    return {"model": str(result.folder), "version": result.version, **result.facts}


def evaluate(
    paths: Sequence[Path], model: Path | None, *, workers: int, cache: Path | None
) -> Mapping[str, Any]:
    """Score a model on labelled files: F1 micro and macro, per label, calibration, abstention."""
    from models.classify import load_tagger
    from models.evaluation import evaluate as score_fields

    tagger = load_tagger(model)
    rows = read_rows(paths, workers=workers, cache=cache)
    return {"model": tagger.version, **score_fields(tagger.scorer, rows)}


def evaluate_figures(gold: Path, model: Path | None = None) -> Mapping[str, Any]:
    """Read gold texts and score the figures found in them.

    Raises:
        InputError: a row of gold lacks its text or figures.
    """
    from pipeline.figures.scoring import score
    from pipeline.inputs import Unread, read_inputs
    from pipeline.nlp import load
    from pipeline.reading import read

    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    for number, row in enumerate(rows, start=1):
        if not isinstance(row.get("figures"), list) or not row.get("text"):
            raise InputError(f"{gold}, line {number}: a gold row needs text and figures")
    nlp = load(model)
    found: dict[str, tuple[Figure, ...]] = {}
    for item in read_inputs([str(gold)]):
        if isinstance(item, Unread):
            raise InputError(f"{item.message}; every row of gold must be readable")
        found[item.id] = read(nlp, item.article, province=item.province).figures
    return score(rows, found)


def hold_figures(gold: Path, floors: Path, report: Mapping[str, Any], *, pin: bool) -> None:
    """Compare the scores on a gold file with their floors; pin them upwards if told to.

    Raises:
        FloorError: a score fell below its floor.
    """
    from models.floors import hold_floors, pin_floors, read_floors
    from pipeline.figures.scoring import pinned_scores

    fingerprint, scores = sha256(gold.read_bytes()).hexdigest(), pinned_scores(report)
    if pin:
        pin_floors(scores, fingerprint, floors)
    else:
        hold_floors(scores, fingerprint, read_floors(floors))
