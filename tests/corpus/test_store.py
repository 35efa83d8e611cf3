"""What the store keeps, what it leaves alone, and what it remembers."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from corpus.errors import StoreError
from corpus.records import Issue, PortalCount, Province, RunReport
from corpus.schema import HEAD
from corpus.store import open_store

LATER = datetime(2026, 4, 1, tzinfo=UTC)


def ask(path: Path, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def test_keep_twice_is_one_row_and_writes_nothing(store, build, corpus_path):
    assert store.keep(build.entry()) == "new"
    before = ask(corpus_path, "PRAGMA data_version"), dump(corpus_path)
    assert store.keep(build.entry(run="r2")) == "unchanged"
    assert dump(corpus_path) == before[1]
    assert ask(corpus_path, "SELECT count(*) FROM article") == [(1,)]


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_the_page_round_an_article_is_no_change(store, build):
    store.keep(build.entry())
    assert store.keep(build.entry(page_sha256="f" * 64, page_clock=None)) == "unchanged"


def test_an_edit_keeps_the_former_version(store, build, corpus_path):
    store.keep(build.entry())
    assert store.keep(build.entry(title="Tiêu đề mới", run="r2")) == "changed"
    assert ask(corpus_path, "SELECT title, version, run FROM article") == [
        ("Tiêu đề mới", 2, "r2")
    ]
    assert ask(
        corpus_path,
        "SELECT version, change, run, json_extract(former, '$.text.title'),"
        " json_extract(former, '$.figures[0].quote') FROM article_version",
    ) == [(1, "edited", "r1", "Thạch An: nghe trước khi làm", "175 đơn thư")]


def test_a_new_reading_replaces_the_old_figures(store, build, corpus_path):
    store.keep(build.entry())
    fewer = (build.figure("91,3%", "91.30", "ty_le_giai_quyet", rule="ty_le_giai_quyet@2"),)
    assert store.keep(build.entry(figures=fewer)) == "changed"
    assert ask(corpus_path, "SELECT value, value_real, rule FROM figure") == [
        ("91.30", 91.3, "ty_le_giai_quyet@2")
    ]
    assert ask(
        corpus_path,
        "SELECT change, json_extract(former, '$.text'),"
        " json_array_length(former, '$.figures') FROM article_version",
    ) == [("reread", None, 2)]


def test_figures_carry_period_place_sentence_and_province(store, build, corpus_path):
    store.keep(build.entry())
    assert ask(
        corpus_path,
        "SELECT period_start, period_end, period_year, place_name, place_code, place_era,"
        " province_new, province_from, quote, sentence FROM figure WHERE position = 0",
    ) == [
        (
            "2024-01-01",
            "2024-12-31",
            2024,
            "Thạch An",
            "053",
            "2025-06",
            "04",
            "figure",
            "175 đơn thư",
            "Năm 2024, huyện Thạch An nhận được 175 đơn thư do bà con gửi tới.",
        )
    ]


def test_doubts_about_period_and_place_stay_with_the_figure(store, build, corpus_path):
    period = replace(build.period(), flags=("year_from_publication",), comparison=True)
    place = replace(
        build.place(), code=None, flags=("tie",), candidates=("2025-06:053", "2025-06:054")
    )
    figure = build.figure("175 đơn thư", "175", "don_thu", period=period, place=place)
    store.keep(build.entry(figures=(figure,)))
    assert ask(
        corpus_path, "SELECT period_flags, place_code, place_flags, place_candidates FROM figure"
    ) == [
        (
            '["year_from_publication", "comparison"]',
            None,
            '["tie"]',
            '["2025-06:053", "2025-06:054"]',
        )
    ]


def test_a_figure_without_place_takes_the_articles_province_and_says_so(store, build, corpus_path):
    figure = build.figure("175 đơn thư", "175", "don_thu", place=None, period=None)
    store.keep(build.entry(figures=(figure,)))
    assert ask(
        corpus_path, "SELECT place_code, province_old, province_from, period_year FROM figure"
    ) == [(None, "04", "article", None)]


def test_a_take_down_is_noted_once_and_a_return_too(store, build, corpus_path):
    store.keep(build.entry())
    assert store.mark_gone("a1", LATER)
    assert not store.mark_gone("a1", LATER)
    assert not store.mark_gone("nobody", LATER)
    assert ask(corpus_path, "SELECT state, gone_at FROM article") == [
        ("gone", "2026-04-01T00:00:00+00:00")
    ]
    assert store.keep(build.entry()) == "changed"
    assert ask(corpus_path, "SELECT change FROM article_version ORDER BY key") == [
        ("gone",),
        ("returned",),
    ]
    assert ask(corpus_path, "SELECT state, gone_at FROM article") == [("kept", None)]


def test_a_suppressed_article_leaves_no_words_and_stays_out(store, build, corpus_path):
    store.keep(build.entry("a1", title="Chuyện riêng"))
    store.keep(build.entry("a1", title="Chuyện riêng nhất"))
    store.keep(build.entry("a2"))
    store.suppress("a1")
    assert store.keep(build.entry("a1", title="Chuyện riêng")) == "unchanged"
    assert [a.id for a in store.iter_articles()] == ["a2"]
    assert not store.mark_gone("a1")
    assert ask(corpus_path, "SELECT id, state FROM article") == [
        ("a1", "suppressed"),
        ("a2", "kept"),
    ]
    said = [line for line in dump(corpus_path) if "riêng" in line or "caobang.example/a1" in line]
    assert said == []
    assert ask(
        corpus_path, "SELECT count(*) FROM search_exact WHERE search_exact MATCH 'riêng'"
    ) == [(0,)]


def test_articles_come_back_as_published(store, build):
    entries = [build.entry(f"a{i}") for i in range(3)]
    for entry in entries:
        store.keep(entry)
    store.mark_gone("a1", LATER)
    assert list(store.iter_articles()) == [entries[0].article, entries[2].article]


def test_only_what_a_model_has_not_labelled_is_left_to_tag(store, build):
    store.keep(build.entry("a1"))
    store.keep(build.entry("a2", label=build.label(by="fields@2"), portal="lao_cai"))
    assert [a.id for a in store.articles_to_tag(not_by="fields@2")] == ["a1"]
    assert [a.id for a in store.articles_to_tag(portals=("lao_cai",))] == ["a2"]


def test_writing_between_the_articles_to_tag_is_free(store, build):
    for i in range(3):
        store.keep(build.entry(f"a{i}"))
    relabelled = build.label(by="fields@2")
    told = [
        store.keep(build.entry(article.id, label=relabelled))
        for article in store.articles_to_tag(not_by="fields@2")
    ]
    assert told == ["changed"] * 3
    assert list(store.articles_to_tag(not_by="fields@2")) == []


def test_a_persons_label_stays_in_force(store, build, corpus_path):
    store.keep(build.entry())
    person = build.label(by="an", primary="kinh_te", tags=("kinh_te",), unsure=())
    store.add_label("a1", person)
    store.keep(build.entry(label=build.label(by="fields@2")))
    assert ask(corpus_path, "SELECT primary_field FROM article") == [("kinh_te",)]
    assert ask(corpus_path, 'SELECT "by", current FROM label ORDER BY "by"') == [
        ("an", 1),
        ("fields@2", 0),
    ]
    assert ask(
        corpus_path,
        "SELECT field, verdict FROM label_score JOIN label ON label.key = label_key"
        " WHERE current ORDER BY field",
    ) == [("he_thong_chinh_tri", "no"), ("kinh_te", "yes"), ("van_hoa_xa_hoi", "no")]


def test_a_link_twice_is_one_and_may_point_outside(store, build, corpus_path):
    store.keep(build.entry("a1"))
    store.keep(build.entry("a2"))
    for score in (0.8, 0.9):
        store.link("a2", "duplicate_of", "a1", score)
    store.link("a2", "source", "baocaobang.vn")
    assert ask(
        corpus_path, "SELECT kind, target_key, target, score FROM article_link ORDER BY kind"
    ) == [("duplicate_of", 1, None, 0.9), ("source", None, "baocaobang.vn", None)]


def test_a_label_for_an_article_that_is_not_there_is_refused(store, build):
    with pytest.raises(StoreError, match="'nobody'"):
        store.add_label("nobody", build.label(by="an"))


def test_a_run_is_written_down_with_portals_and_issues(store, build, corpus_path):
    report = RunReport(
        run="r1",
        started_at=LATER,
        finished_at=LATER,
        portals=(PortalCount(portal="cao_bang", found=3, new=1, verdict="quiet"),),
        articles=1,
        figures=2,
        fields={"he_thong_chinh_tri": 1},
        issues=(
            Issue(run="r1", portal="cao_bang", stage="fetch", level="warning", message="404"),
        ),
    )
    store.begin_run("r0", LATER)
    store.begin_run("r1", LATER)
    store.finish_run(report)
    store.finish_run(report)
    assert ask(corpus_path, "SELECT id, state, articles, fields FROM run ORDER BY id") == [
        ("r0", "interrupted", None, None),
        ("r1", "finished", 1, '{"he_thong_chinh_tri": 1}'),
    ]
    assert ask(corpus_path, "SELECT portal, found, verdict FROM run_portal") == [
        ("cao_bang", 3, "quiet")
    ]
    assert ask(corpus_path, "SELECT run, message FROM issue") == [("r1", "404")]


def test_provinces_that_were_stated_are_given_again(store, build):
    stated = build.entry("a1")
    read = Province(name="Huế", code_old="46", code_new="46", source="text")
    store.keep(stated)
    store.keep(build.entry("a2", province=read))
    store.keep(build.entry("a3", province=None))
    assert store.given_provinces() == {"a1": stated.reading.province}


def test_pages_known_of_a_portal(store, build):
    store.keep(build.entry())
    assert store.known_pages("cao_bang") == {"https://caobang.example/a1.html": "0" * 64}
    assert store.known_pages("lao_cai") == {}


def test_a_store_says_its_revision_and_opens_again(store, corpus_path):
    assert store.version == HEAD
    with open_store(corpus_path) as again:
        assert again.version == HEAD


def test_nothing_is_kept_of_an_entry_that_fails(store, build, corpus_path):
    twice = build.entry(figures=(build.figure("175 đơn thư", "175", "don_thu", unit=None),))
    with pytest.raises(Exception, match=r"figure\.unit"):
        store.keep(twice)
    assert ask(corpus_path, "SELECT count(*) FROM article") == [(0,)]
