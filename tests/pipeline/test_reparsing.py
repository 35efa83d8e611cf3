"""`danvan reparse`: the archive read again, and what would differ."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import open_corpus
from pipeline.demo import prepare
from pipeline.nightly import Night, nightly
from pipeline.reparsing import reparse
from scrapers.demo.server import serve_demo


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, nlp):
    settings = prepare(tmp_path_factory.mktemp("reparse"))
    with serve_demo(night=1) as demo:
        nightly(nlp, Night(portals=demo.portals[:1], publish=False), settings)
        portal = demo.portals[0]
    return settings, portal


def test_the_same_profile_finds_no_difference_and_needs_no_network(crawled) -> None:
    settings, portal = crawled
    (replay,) = reparse(settings, [portal], since=None, apply=False)
    assert replay.pages >= 40
    assert (replay.changed, replay.unread) == (0, 0)


def test_a_changed_profile_is_shown_before_anything_is_replaced(crawled, tmp_path: Path) -> None:
    settings, portal = crawled
    other = replace(portal, selectors={"title": ("#news-bodyhtml p:first-child",)})
    before = open_corpus(settings.corpus).articles()
    (shown,) = reparse(settings, [other], since=None, apply=False)
    assert shown.changed > 0 or shown.unread > 0
    assert shown.replaced == 0
    assert open_corpus(settings.corpus).articles().equals(before)


def test_reprints_are_linked_to_their_original(demo_folder: Path) -> None:
    links = open_corpus(demo_folder / "corpus.db").sql(
        "select l.kind, a.portal, o.portal as original, l.score from article_link l "
        "join article a on a.key = l.article_key join article o on o.key = l.target_key"
    )
    assert len(links) >= 1
    assert (links["score"] > 0.7).all()
    assert (links["portal"] != links["original"]).any()
