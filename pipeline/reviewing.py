"""The review loop: which texts a person reads next, and what that person decides."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from corpus.errors import InputError
from corpus.records import Article, FieldCode, Label
from corpus.store import open_store
from models.classify import Tagger, load_tagger
from models.review import Candidate, choose
from pipeline.settings import Settings
from pipeline.text.clean import clean_article
from pipeline.text.tokens import tokenise

FIELDS: tuple[str, ...] = get_args(FieldCode)
READ_AT_MOST = 2000
"""Articles looked at for one offer; the newest of a large corpus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A text to be read, and why it is offered."""

    id: str
    title: str
    lead: str
    reason: str
    score: float
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided of an article: who, which fields, and why."""

    article_id: str
    labels: tuple[str, ...]
    primary: str | None
    by: str
    why: str


def reviews_file(settings: Settings) -> Path:
    """Give the file that reviews are kept in: labelled rows that `danvan train` folds in."""
    return settings.data / "reviews.jsonl"


def read_reviews(path: Path) -> list[dict[str, Any]]:
    """Give the reviews kept so far; the last word on an article counts."""
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return list({row["id"]: row for row in rows}.values())


def offer(settings: Settings, *, count: int, seed: int) -> list[Offer]:
    """Offer texts by doubt, by conflict with the labelling functions, and a random share."""
    tagger = load_tagger(settings.model)
    with open_store(settings.corpus) as store:
        articles = {a.id: a for a in list(store.iter_articles())[-READ_AT_MOST:]}
    seen = {row["id"] for row in read_reviews(reviews_file(settings))}
    candidates = {
        article.id: _candidate(tagger, article)
        for article in articles.values()
        if article.id not in seen
    }
    picks = choose(list(candidates.values()), count, seed=seed, seen=seen)
    return [
        Offer(
            id=pick.id,
            title=articles[pick.id].title,
            lead=_lead(articles[pick.id]),
            reason=pick.reason,
            score=pick.score,
            label=candidates[pick.id].label,
        )
        for pick in picks
    ]


def _candidate(tagger: Tagger, article: Article) -> Candidate:
    text = clean_article(article)
    title = [token.text for token in tokenise(text.title)]
    body = [token.text for token in tokenise(text.body)]
    return Candidate(article.id, tagger.tag(title, body), tagger.votes(title, body))


def _lead(article: Article) -> str:
    return (article.lead or next(iter(article.paragraphs), ""))[:240]


def decide(settings: Settings, decision: Decision) -> dict[str, Any]:
    """Keep a person's decision: in the corpus, and as a labelled row for the next training.

    Raises:
        InputError: a field is not one of the four, or the primary is none of those given.
        StoreError: the corpus holds no such article.
    """
    _check(decision)
    with open_store(settings.corpus) as store, store.lock():
        store.add_label(decision.article_id, _as_label(decision))
        article = next(a for a in store.iter_articles() if a.id == decision.article_id)
    text = clean_article(article)
    row = {
        "id": decision.article_id,
        "title": text.title,
        "text": text.body,
        "labels": list(decision.labels),
        "primary": decision.primary,
        "by": decision.by,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "why": decision.why,
    }
    path = reviews_file(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return row


def _check(decision: Decision) -> None:
    unknown = sorted(set(decision.labels) - set(FIELDS))
    if unknown:
        raise InputError(f"field {unknown[0]!r}: not known; there are {', '.join(FIELDS)}")
    if decision.primary is not None and decision.primary not in decision.labels:
        raise InputError(f"primary {decision.primary!r}: is none of the fields given")
    if not decision.by.strip() or "@" in decision.by:
        raise InputError("--by: give the reviewer's alias, without @")


def _as_label(decision: Decision) -> Label:
    return Label(
        scores={field: float(field in decision.labels) for field in FIELDS},
        tags=decision.labels,
        unsure=(),
        primary=decision.primary or _first(decision.labels),
        relevance=float(bool(decision.labels)),
        relevant=bool(decision.labels),
        by=decision.by,
    )


def _first(labels: Sequence[str]) -> str | None:
    return labels[0] if len(labels) == 1 else None
