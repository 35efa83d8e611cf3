"""The review loop, on the corpus a demo left."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import open_corpus
from corpus.errors import InputError, StoreError
from pipeline.reviewing import Decision, decide, offer, read_reviews, reviews_file
from pipeline.settings import Settings, load_settings


@pytest.fixture
def settings(demo_folder: Path, tmp_path: Path) -> Settings:
    shutil.copy(demo_folder / "corpus.db", tmp_path / "corpus.db")
    return load_settings({"DANVAN_DATA": str(tmp_path)})


def test_offers_mix_doubt_conflict_and_chance_and_repeat_by_seed(settings: Settings) -> None:
    offers = offer(settings, count=10, seed=3)
    assert len({o.id for o in offers}) == 10
    assert {o.reason for o in offers} == {"uncertain", "conflict", "random"}
    assert offers == offer(settings, count=10, seed=3)


def test_a_decision_is_kept_with_who_when_and_why_and_not_offered_again(
    settings: Settings,
) -> None:
    first = offer(settings, count=1, seed=0)[0]
    decision = Decision(
        article_id=first.id, labels=("kinh_te",), primary=None, by="lan", why="hiến đất làm đường"
    )
    decide(settings, decision)
    (row,) = read_reviews(reviews_file(settings))
    assert (row["labels"], row["by"], row["why"]) == (["kinh_te"], "lan", "hiến đất làm đường")
    assert row["at"].endswith("+00:00")
    assert first.id not in {o.id for o in offer(settings, count=20, seed=0)}
    kept = open_corpus(settings.corpus).articles().set_index("id").loc[first.id]
    assert (kept["primary_field"], kept["tags"]) == ("kinh_te", "kinh_te")


def test_the_last_word_counts(settings: Settings) -> None:
    article = offer(settings, count=1, seed=0)[0].id
    decision = Decision(article_id=article, labels=("kinh_te",), primary=None, by="lan", why="")
    decide(settings, decision)
    decide(settings, replace(decision, labels=(), why="not about serving people"))
    (row,) = read_reviews(reviews_file(settings))
    assert row["labels"] == []


def test_reviews_are_rows_that_training_reads(settings: Settings) -> None:
    from models.labelled_texts import read_labelled

    article = offer(settings, count=1, seed=0)[0].id
    decide(
        settings, Decision(article_id=article, labels=("kinh_te",), primary=None, by="lan", why="")
    )
    (row,) = read_labelled([reviews_file(settings)])
    assert (row.id, row.labels) == (article, ("kinh_te",))
    assert json.loads(reviews_file(settings).read_text(encoding="utf-8"))["text"] == row.text


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"labels": ("sport",)}, InputError),
        ({"primary": "van_hoa_xa_hoi"}, InputError),
        ({"by": "model@1"}, InputError),
        ({"article_id": "none"}, StoreError),
    ],
)
def test_what_cannot_be_decided_is_refused(settings: Settings, change: dict, error: type) -> None:
    decision = Decision(article_id="x", labels=("kinh_te",), primary="kinh_te", by="lan", why="")
    with pytest.raises(error):
        decide(settings, replace(decision, **change))
    assert not reviews_file(settings).exists()
