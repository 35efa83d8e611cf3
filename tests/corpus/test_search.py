"""Searching: with and without diacritics, safely, with places that are right."""

import sqlite3
import unicodedata
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import sqlite
from corpus.errors import QueryError, StoreError
from corpus.folding import fold_all, fold_d, fold_tone, has_diacritics
from corpus.queries import Filters, open_reader
from corpus.search import count_hits, read_spans, search, translate
from corpus.store import open_store

TEXTS = {
    "petitions": "Huyện tiếp nhận 175 đơn thư khiếu nại của công dân.",
    "clerk": "Nhân viên văn thư xếp lại dãy đơn hàng cũ.",
    "upper": "KẾT QUẢ XỬ LÝ ĐƠN THƯ NĂM 2024 TẠI HOÀ BÌNH",
    "selling": "Bà con mang nông sản đi bán ở chợ phiên.",
    "people": "Các bạn trẻ lập bản đồ số; Uỷ ban Mặt trận phối hợp theo 25-NQ/TW.",
    "committee": "Ủy ban nhân dân xã Hòa Bình đối thoại với bà con.",
}


@pytest.fixture
def reader(store, build, corpus_path):
    for name, body in TEXTS.items():
        store.keep(build.plain_entry(name, body, title=f"Tin {name}"))
    with open_reader(corpus_path) as connection:
        yield connection


def found(reader, query: str, **filters) -> set[str]:
    return {hit.article.id for hit in search(reader, query, Filters(**filters))}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("don thu", {"petitions", "clerk", "upper"}),
        ("DON THU", {"petitions", "clerk", "upper"}),
        ("đơn thư", {"petitions", "clerk", "upper"}),
        ('"đơn thư"', {"petitions", "upper"}),
        ('"ĐƠN THƯ"', {"petitions", "upper"}),
        ('"don thu"', {"petitions", "upper"}),
        ("bán", {"selling"}),
        ("ban", {"selling", "people", "committee"}),
        ("hòa bình", {"upper", "committee"}),
        ("hoà bình", {"upper", "committee"}),
        ("uỷ ban", {"people", "committee"}),
        ("ủy ban", {"people", "committee"}),
        ("25-NQ/TW", {"people"}),
        ("bán OR đối", {"selling", "committee"}),
        ("đơn -khiếu", {"clerk", "upper"}),
        ("đơn -khiếu -hàng", {"upper"}),
        ('đơn -"đơn thư"', {"clerk"}),
        ("khiế*", {"petitions"}),
        ("khie*", {"petitions"}),
        ("không-có-đâu", set()),
        ("NOT AND NEAR(", set()),
    ],
)
def test_a_query_finds(reader, query, expected):
    assert found(reader, query) == expected
    assert count_hits(reader, query) == len(expected)


def test_a_query_in_decomposed_letters_finds_the_same(reader):
    assert found(reader, unicodedata.normalize("NFD", '"đơn thư"')) == {"petitions", "upper"}


@pytest.mark.parametrize("query", ["", "  ", '"', 'đơn "thư', "-đơn", "!!!", "đơn OR -thư", '""'])
def test_what_cannot_be_looked_for_is_said(reader, query):
    with pytest.raises(QueryError, match=r"^search "):
        search(reader, query)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("đơnthư \"*-()^:+{}ORNEAT\x00\x02'\\")))
def test_no_query_reaches_the_index_unread(reader, query):
    try:
        search(reader, query)
    except QueryError:
        return


def test_places_of_hits_are_places_in_the_text(reader):
    (hit,) = search(reader, '"đơn thư"', Filters(limit=1))
    body = TEXTS[hit.article.id]
    assert [body[a:b].lower() for a, b in hit.spans] == ["đơn thư"]
    (snippet,) = hit.snippets
    assert body[snippet.start : snippet.start + len(snippet.text)] == snippet.text
    assert [snippet.text[a:b].lower() for a, b in snippet.spans] == ["đơn thư"]


def test_folded_hits_show_the_words_as_published(reader):
    (hit,) = search(reader, "hoa binh xu ly", Filters(limit=5))
    assert [TEXTS["upper"][a:b] for a, b in hit.spans] == ["XỬ", "LÝ", "HOÀ", "BÌNH"]


def test_long_texts_give_two_windows_that_do_not_overlap(store, build, corpus_path):
    words = ["đơn thư", *["chuyện khác"] * 60, "đơn thư", *["việc khác"] * 60, "đơn thư"]
    store.keep(build.plain_entry("long", " ".join(words)))
    with open_reader(corpus_path) as connection:
        (hit,) = search(connection, '"đơn thư"')
    first, second = hit.snippets
    assert len(hit.spans) == 3
    assert first.start + len(first.text) <= second.start
    assert max(len(s.text) for s in hit.snippets) <= 160


def test_newest_first_unless_the_best_are_asked_for(store, build, corpus_path):
    from datetime import UTC, datetime

    from corpus.records import Published

    for year, body in ((2020, "đơn thư " * 5), (2024, "một đơn thư " + "khác " * 60)):
        at = Published(at=datetime(year, 1, 1, tzinfo=UTC), precision="day", source="meta")
        store.keep(build.plain_entry(str(year), body, published=at))
    store.keep(build.plain_entry("undated", "đơn thư khác nữa", published=None))
    with open_reader(corpus_path) as connection:
        newest = [hit.article.id for hit in search(connection, "đơn thư")]
        best = [hit.article.id for hit in search(connection, "đơn thư", order="best")]
    assert newest == ["2024", "2020", "undated"]
    assert best[-1] == "2024"


def test_more_hits_than_a_batch_come_in_order(store, build, corpus_path, monkeypatch):
    monkeypatch.setattr("corpus.search._BATCH", 2)
    for name in "abcde":
        store.keep(build.plain_entry(name, "đơn thư"))
    with open_reader(corpus_path) as connection:
        assert [hit.article.id for hit in search(connection, "đơn", Filters())] == list("edcba")


def test_filters_narrow_a_search(reader):
    assert found(reader, "đơn", province="Cao Bằng") == {"petitions", "clerk", "upper"}
    assert found(reader, "đơn", province="Lào Cai") == set()
    assert len(found(reader, "đơn", limit=2)) == 2


def test_the_index_follows_inserts_updates_and_deletes(store, build, corpus_path):
    store.keep(build.plain_entry("a", "đơn thư"))
    store.keep(build.plain_entry("b", "Đối thoại"))
    store.keep(build.plain_entry("a", "Hoà giải", title="Đã sửa"))
    with closing(sqlite3.connect(corpus_path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM article WHERE id = 'b'")
        for index in sqlite.INDEXES:
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    with open_reader(corpus_path) as connection:
        assert found(connection, "don thu") == set()
        assert found(connection, "doi thoai") == set()
        assert found(connection, "hòa giải") == {"a"}


def test_a_broken_index_is_noticed_and_rebuilt(store, build, corpus_path):
    store.keep(build.plain_entry("a", "đơn thư"))
    with closing(sqlite3.connect(corpus_path)) as connection, connection:
        connection.execute("DROP TRIGGER search_folded_update_before")
        connection.execute("UPDATE article_text SET body = 'khác hẳn'")
    engine = sqlite.open_engine(corpus_path, "write")
    try:
        with engine.begin() as connection, pytest.raises(StoreError, match="search_folded"):
            sqlite.check_search(connection)
        with engine.begin() as connection:
            sqlite.rebuild_search(connection)
            sqlite.check_search(connection)
    finally:
        engine.dispose()


def test_a_taken_down_article_is_not_found(store, build, corpus_path):
    store.keep(build.plain_entry("a", "đơn thư"))
    store.mark_gone("a")
    with open_reader(corpus_path) as connection:
        assert found(connection, "đơn thư") == set()
        assert found(connection, "đơn thư", with_gone=True) == {"a"}


@given(st.text())
def test_folds_keep_every_place(text):
    assert len(fold_d(text)) == len(fold_tone(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "bare", "accented"),
    [
        ("Đắk Lắk", "dak lak", True),
        ("Dak Lak", "dak lak", False),
        ("thoả", "thoa", True),
        ("“don thu” – 2024…", "“don thu” – 2024…", False),
    ],
)
def test_bare_letters(text, bare, accented):
    assert fold_all(text) == bare
    assert has_diacritics(text) is accented


def test_spans_are_read_out_of_marks():
    assert read_spans("a\x02bc\x03d\x02e\x03") == ((1, 3), (4, 5))


def test_an_unaccented_query_goes_to_the_folded_index():
    assert translate("don thu") == ("search_folded", '("don" AND "thu")')
    assert translate("đơn thư") == ("search_exact", '("đơn" AND "thư")')


def test_opening_for_writing_again_leaves_the_index_alone(store, build, corpus_path):
    store.keep(build.plain_entry("a", "đơn thư"))
    with open_store(corpus_path):
        pass
    with open_reader(corpus_path) as connection:
        assert found(connection, "don thu") == {"a"}
