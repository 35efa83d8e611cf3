"""The night, seen from outside: a replica portal on loopback, and what is left in the morning."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from corpus import open_corpus
from corpus.errors import InputError, LockedError
from corpus.store import open_store
from pipeline.demo import prepare
from pipeline.nightly import Night, nightly, now
from scrapers.demo.server import Demo, serve_demo


def night_on(demo: Demo, days: int = 0) -> Night:
    ahead = timedelta(days=days)
    return Night(portals=demo.portals, night=(now() + ahead).date(), clock=lambda: now() + ahead)


def one_value(corpus: Path, sql: str) -> int:
    with sqlite3.connect(f"file:{corpus}?mode=ro", uri=True) as connection:
        (value,) = connection.execute(sql).fetchone()
    connection.close()
    return value


@pytest.fixture(scope="module")
def two_same_nights(tmp_path_factory: pytest.TempPathFactory, nlp):
    settings = prepare(tmp_path_factory.mktemp("same"))
    with serve_demo(night=1) as demo:
        first = nightly(nlp, night_on(demo), settings)
        before = Path(settings.corpus).read_bytes()
        second = nightly(nlp, night_on(demo, days=1), settings)
        truth = demo.truth(1)
    return settings, first, second, truth, before


def test_the_first_night_keeps_every_article_there_is(two_same_nights) -> None:
    settings, first, _, truth, _ = two_same_nights
    kept = open_corpus(settings.corpus).articles()
    readable = {f["url"] for f in truth if f.get("readable", True)}
    assert set(kept["url"]) >= readable
    assert first.report.articles == len(kept) == len(set(kept["url"]))


def test_titles_and_dates_are_those_of_the_portal(two_same_nights) -> None:
    settings, _, _, truth, _ = two_same_nights
    kept = open_corpus(settings.corpus).articles().set_index("url")
    wrong = [
        (fact["url"], fact["title"], kept.loc[fact["url"], "title"])
        for fact in truth
        if fact["url"] in kept.index
        and (
            " ".join(kept.loc[fact["url"], "title"].split()) != fact["title"]
            or kept.loc[fact["url"], "published"] != str(fact["published"])[:10]
        )
    ]
    assert wrong == []


def test_the_page_clock_is_nobodys_date(two_same_nights) -> None:
    settings, *_ = two_same_nights
    dates = set(open_corpus(settings.corpus).articles()["published"].dropna())
    assert "2026-11-20" not in dates


def test_a_second_night_changes_nothing(two_same_nights) -> None:
    settings, first, second, _, _ = two_same_nights
    assert set(second.kept) <= {"unchanged"}
    assert (second.report.articles, second.report.figures) == (
        first.report.articles,
        first.report.figures,
    )
    assert one_value(Path(settings.corpus), "select max(version) from article") == 1


def test_the_reports_numbers_are_those_of_sql(two_same_nights) -> None:
    settings, _, second, _, _ = two_same_nights
    corpus = Path(settings.corpus)
    report = json.loads(second.files["report_json"].read_text(encoding="utf-8"))
    assert report["run"]["articles"] == one_value(
        corpus, "select count(*) from article where state = 'kept'"
    )
    assert report["run"]["figures"] == one_value(
        corpus,
        "select count(*) from figure f join article a on a.key = f.article_key where a.state = 'kept'",
    )
    for field, count in report["run"]["fields"].items():
        asserted = (
            "select count(*) from label_score s join label l on l.key = s.label_key "
            "join article a on a.key = l.article_key "
            f"where s.field = '{field}' and s.verdict = 'yes' and l.current and a.state = 'kept'"
        )
        assert count == one_value(corpus, asserted)
    assert sum(report["corpus"]["figures_by_family"].values()) == report["run"]["figures"]


def test_the_report_asks_nothing_of_the_network(two_same_nights) -> None:
    page = two_same_nights[2].files["report"].read_text(encoding="utf-8")
    for asked in ("<script src", "<link ", "@import", "url(http", '<img src="http'):
        assert asked not in page
    assert "<svg" in page or 'class="bar' in page


def test_the_next_night_sees_the_edit_the_removal_and_the_late_post(demo_folder: Path) -> None:
    corpus = open_corpus(demo_folder / "corpus.db")
    states = corpus.sql("select state, version, count(*) n from article group by 1, 2")
    by_state = {(r.state, r.version): r.n for r in states.itertuples()}
    assert by_state["gone", 1] == 1
    assert any(version > 1 for state, version in by_state if state == "kept")
    runs = corpus.sql(
        "select new, changed, gone from run_portal join run on run.id = run order by started_at"
    )
    assert runs["new"].iloc[-2:].sum() >= 1


def test_every_figure_is_the_words_it_stands_in(demo_folder: Path) -> None:
    rows = open_corpus(demo_folder / "corpus.db").sql(
        "select f.quote, f.quote_start s, f.quote_end e, t.body from figure f "
        "join article_text t on t.article_key = f.article_key"
    )
    assert len(rows) > 500
    assert all(row.body[row.s : row.e] == row.quote for row in rows.itertuples())


def test_no_contact_data_is_kept(demo_folder: Path) -> None:
    bodies = open_corpus(demo_folder / "corpus.db").sql("select body from article_text")["body"]
    assert not bodies.str.contains(r"[\w.]+@[\w.]+\.\w+").any()


def test_a_corpus_held_by_another_run_is_refused(tmp_path: Path, nlp) -> None:
    settings = replace(prepare(tmp_path / "x"), corpus=str(tmp_path / "x" / "corpus.db"))
    with open_store(settings.corpus) as store, store.lock(), pytest.raises(LockedError):
        nightly(nlp, Night(portals=()), settings)


def test_the_demo_empties_no_folder_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="holds files"):
        prepare(tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_no_contact_data_is_kept_even_as_published(demo_folder: Path) -> None:
    sources = open_corpus(demo_folder / "corpus.db").sql("select content from article_source")
    assert not sources["content"].str.contains(r"[\w.]+@[\w.]+\.\w+").any()
