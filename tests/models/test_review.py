import pytest

from corpus.records import Label
from models.review import Candidate, choose, conflict, uncertainty


def candidate(name, score, vote=0.0, relevance=0.99):
    label = Label(
        scores={"kinh_te": score, "van_hoa_xa_hoi": 0.01},
        tags=(),
        unsure=(),
        primary=None,
        relevance=relevance,
        relevant=True,
        by="m@1",
    )
    return Candidate(name, label, {"kinh_te": vote, "van_hoa_xa_hoi": 0.0})


MANY = [candidate(f"c{i:02d}", 0.5 + i / 100, vote=1.0 - i / 20) for i in range(40)]


@pytest.mark.parametrize(
    ("score", "relevance", "doubt"), [(0.5, 0.99, 1.0), (0.99, 0.99, 0.02), (0.99, 0.6, 0.8)]
)
def test_doubt_is_that_of_the_hardest_question(score, relevance, doubt):
    assert uncertainty(candidate("x", score, relevance=relevance).label) == doubt


@pytest.mark.parametrize(
    ("score", "vote", "expected"),
    [(0.02, 2.0, 0.98), (0.98, 2.0, 0.02), (0.9, -1.0, 0.9), (0.02, 0.0, 0.0)],
)
def test_conflict_needs_a_spoken_vote(score, vote, expected):
    assert conflict(candidate("x", score, vote)) == expected


def test_a_batch_holds_doubt_conflict_and_a_blind_share():
    picks = choose(MANY, 10, seed=4)
    assert [p.reason for p in picks].count("random") == 2
    assert [p.reason for p in picks].count("uncertain") == 4
    assert [p.reason for p in picks].count("conflict") == 4
    assert len({p.id for p in picks}) == 10


def test_the_most_doubtful_come_first():
    picks = [p for p in choose(MANY, 6, seed=4, random_share=0.0) if p.reason == "uncertain"]
    assert [p.id for p in picks] == ["c00", "c01", "c02"]


def test_the_same_seed_offers_the_same_texts_whatever_their_order():
    assert choose(MANY, 10, seed=4) == choose(MANY[::-1], 10, seed=4)
    blind = [
        {p.id for p in choose(MANY, 10, seed=seed) if p.reason == "random"} for seed in (1, 2, 3)
    ]
    assert len({frozenset(ids) for ids in blind}) > 1


def test_what_was_seen_is_not_offered_again():
    first = {p.id for p in choose(MANY, 10, seed=4)}
    assert not first & {p.id for p in choose(MANY, 10, seed=4, seen=first)}


def test_fewer_texts_than_asked_for_are_all_offered_once():
    assert sorted(p.id for p in choose(MANY[:3], 10, seed=4)) == ["c00", "c01", "c02"]
    assert choose([], 10, seed=4) == []
