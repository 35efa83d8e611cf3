"""Tagging with a trained model: tokens in, a label out; never trains, never imports a trainer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from corpus.records import Label
from models.artefacts import load
from models.labelling import Hit
from models.scorer import Scorer
from models.words import compose, read_streams, readable_title

SHIPPED = Path(__file__).parent / "shipped"


@dataclass(frozen=True, slots=True)
class Weight:
    """A feature and how far it pushed a label, in log-odds."""

    feature: str
    push: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a label got its score."""

    label: str
    score: float
    words: tuple[Weight, ...]
    rules: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Tagger:
    """A loaded model."""

    scorer: Scorer
    version: str

    @property
    def labels(self) -> tuple[str, ...]:
        """Give the labels the model knows."""
        return self.scorer.labels

    def tag(self, title_tokens: Sequence[str], body_tokens: Sequence[str]) -> Label:
        """Label one text."""
        probabilities = self.scorer.answer(readable_title(title_tokens), body_tokens)
        decision = self.scorer.decide(probabilities)
        return Label(
            scores={
                name: round(p, 4)
                for name, p in zip(self.scorer.labels, probabilities, strict=False)
            },
            tags=decision.tags,
            unsure=decision.unsure,
            primary=decision.primary,
            relevance=round(decision.relevance, 4),
            relevant=decision.relevant,
            by=self.version,
        )

    def explain(
        self, title_tokens: Sequence[str], body_tokens: Sequence[str], *, top: int = 8
    ) -> tuple[Explanation, ...]:
        """Say, per label, which words pushed its score and which labelling functions fired."""
        scorer = self.scorer
        row = scorer.vectoriser.row(readable_title(title_tokens), body_tokens)
        probabilities = scorer.calibrate(scorer.margins(row))
        pushes = row.values[:, None] * scorer.weights[row.columns]
        if scorer.single:
            # What counts is how far a word lifts one label over the average label.
            pushes = pushes @ scorer.mix
            pushes = pushes - pushes.mean(axis=1, keepdims=True)
        else:
            pushes = pushes * scorer.mix
        hits = self._hits(compose(title_tokens, body_tokens))
        return tuple(
            Explanation(
                label,
                round(probabilities[head], 4),
                self._strongest(row.columns, pushes[:, head], top),
                tuple(hit for hit in hits if self._speaks_of(hit, label)),
            )
            for head, label in enumerate(scorer.labels)
        )

    def votes(
        self, title_tokens: Sequence[str], body_tokens: Sequence[str]
    ) -> Mapping[str, float]:
        """Give what the labelling functions alone say, per field they speak of."""
        lexicon = self.scorer.vectoriser.lexicon
        if lexicon is None:
            return {}
        read = read_streams(compose(title_tokens, body_tokens))
        counts = lexicon.count(read.words)
        return {name: lexicon.score(counts, name) for name in lexicon.fields}

    def _hits(self, tokens: Sequence[str]) -> list[Hit]:
        lexicon = self.scorer.vectoriser.lexicon
        return lexicon.hits(read_streams(tokens).words) if lexicon else []

    def _speaks_of(self, hit: Hit, label: str) -> bool:
        lexicon = self.scorer.vectoriser.lexicon
        return lexicon is not None and lexicon.field_of(hit.function) == label

    def _strongest(self, columns: np.ndarray, pushes: np.ndarray, top: int) -> tuple[Weight, ...]:
        order = np.argsort(-np.abs(pushes), kind="stable")[:top]
        name = self.scorer.vectoriser.name
        return tuple(
            Weight(name(int(columns[i])), round(float(pushes[i]), 3)) for i in order if pushes[i]
        )


@cache
def load_tagger(folder: Path | None = None) -> Tagger:
    """Load a model folder, or the shipped model.

    Raises:
        ModelError: The folder holds no model that can be trusted and read.
    """
    artefact = load(folder or SHIPPED)
    return Tagger(artefact.scorer, artefact.version)
