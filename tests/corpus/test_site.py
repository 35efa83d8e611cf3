"""The analyst's pages, asked over real HTTP."""

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest

from corpus.errors import StoreError
from corpus.queries import FigureRow, count_articles, count_figures, open_reader
from corpus.site.functions import add_functions
from corpus.site.metadata import read_toml
from corpus.site.pages import mark_figures
from corpus.site.server import LOOPBACK, build_site, make_server, open_socket
from corpus.store import open_store

QUERIES = sorted(read_toml("queries.toml"))


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[..., httpx.Client]]:
    """Serve a corpus from a thread; the socket listens before anybody asks, so nobody waits."""
    running = []

    def start(path) -> httpx.Client:
        site = build_site(path)
        listener = open_socket(LOOPBACK, 0)
        server = make_server(site)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        port = listener.getsockname()[1]
        client = httpx.Client(base_url=f"http://{LOOPBACK}:{port}", timeout=30)
        running.append((site, listener, server, thread, client))
        return client

    yield start
    for site, listener, server, thread, client in running:
        client.close()
        server.should_exit = True
        thread.join()
        listener.close()
        site.executor.shutdown()
        for database in site.databases.values():
            database.close()


@pytest.fixture(scope="module")
def site(serve, build, blank_corpus, tmp_path_factory) -> httpx.Client:
    path = shutil.copy(blank_corpus, tmp_path_factory.mktemp("site") / "corpus.db")
    with open_store(path) as store:
        store.keep(build.entry("a1"))
        store.keep(build.plain_entry("a2", "Đối thoại <b>với</b> dân Uỷ ban", title="Đối thoại"))
    return serve(path)


def test_the_first_page_lists_the_questions_in_vietnamese(site):
    page = site.get("/")
    assert page.status_code == 200
    assert "Số liệu theo tỉnh và kỳ, kèm câu trong bài" in page.text
    assert '<html lang="vi">' in page.text


def test_no_page_asks_anything_of_the_network(site):
    for address in ("/", "/tim?q=don+thu", "/bai/a1", "/danvan/danvan.css"):
        text = site.get(address).raise_for_status().text
        for mark in ('src="http', 'href="//', "url(http", "@import"):
            assert mark not in text
        assert 'rel="stylesheet" href="http' not in text


@pytest.mark.parametrize("query", ["don thu", "đơn thư", "DON THU", '"đơn thư"'])
def test_search_finds_with_and_without_diacritics(site, query):
    text = site.get("/tim", params={"q": query}).raise_for_status().text
    assert '<a href="/bai/a1">' in text
    assert '<a href="/bai/a2">' not in text
    assert "<mark>đơn" in text


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"q": 'đơn "thư'}, "chưa đóng; đóng lại hoặc bỏ đi"),
        ({"q": "-"}, "gõ ít nhất một từ"),
        ({"q": "đơn", "tinh": "Atlantis"}, "Không có tỉnh nào tên hay mã là «Atlantis»"),
        ({"q": "đơn", "linh_vuc": "foo"}, "Không có lĩnh vực «foo»; có: kinh_te"),
        ({"q": "đơn", "trang": "99999999999999999999"}, "1</strong> bài"),
        ({}, "Tìm bài"),
    ],
)
def test_a_search_that_goes_wrong_is_a_page(site, params, said):
    answer = site.get("/tim", params=params)
    assert answer.status_code == 200
    assert said in answer.text


def test_an_article_shows_its_figures_in_their_sentences(site):
    text = site.get("/bai/a1").raise_for_status().text
    assert '<mark id="so-0" title="Đơn thư"><a href="#dong-0">175 đơn thư</a></mark>' in text
    assert "✗ lệch 715" in text
    assert "053 (2025-06)" in text


def test_figures_that_overlap_are_both_marked(build):
    body = "đúng hạn 33.838 hồ sơ, trễ hạn 374 hồ sơ\nhết"
    quotes = ("33.838 hồ sơ, trễ hạn", "trễ hạn 374 hồ sơ", "374")
    rows = tuple(figure_row(i, body.index(q), len(q)) for i, q in enumerate(quotes))
    first, last = mark_figures(body, rows)
    assert re.sub(r"<[^>]+>", "", first) == body.split("\n")[0]
    assert [f'id="so-{i}"' in first for i in range(3)] == [True] * 3
    assert ">33.838 hồ sơ, trễ hạn</a></mark>" in first
    assert "> 374 hồ sơ</a></mark>" in first
    assert last == "hết"


def figure_row(position: int, start: int, length: int) -> FigureRow:
    blank = dict.fromkeys(FigureRow._fields)
    places = {"position": position, "quote_start": start, "quote_end": start + length}
    return FigureRow(**{**blank, **places, "family": "khac"})


@pytest.mark.parametrize(
    "address", ["/corpus/so_lieu_theo_tinh_va_ky?tinh=&nhom=&nam=", "/corpus/kept_figure"]
)
def test_a_table_shows_short_links_and_no_empty_lists(site, address):
    text = site.get(address).raise_for_status().text
    assert re.findall(r'<a href="https://caobang\.example/a1\.html"[^>]*>([^<]*)</a>', text) == [
        "xem",
        "xem",
    ]
    assert not re.search(r"<td[^>]*>\s*\[\]\s*</td>", text)


@pytest.mark.parametrize(
    ("params", "said", "unsaid"),
    [
        ({"q": "zzz"}, "Không có bài nào khớp. Thử gõ không dấu", "để trống lĩnh vực"),
        ({"q": "zzz", "tinh": "04"}, "để trống lĩnh vực và tỉnh", "về trang đầu"),
        ({"q": "don thu", "trang": "9"}, "về trang đầu", "Không có bài nào khớp"),
        ({"q": "don thu"}, "1</strong> bài", "Không có bài nào khớp"),
    ],
)
def test_a_search_without_hits_says_what_to_try(site, params, said, unsaid):
    text = site.get("/tim", params=params).raise_for_status().text
    assert said in text
    assert unsaid not in text


def test_words_of_an_article_are_no_markup(site):
    text = site.get("/bai/a2").raise_for_status().text
    assert "&lt;b&gt;với&lt;/b&gt;" in text


def test_an_article_that_is_not_there_is_a_404(site):
    answer = site.get("/bai/nobody")
    assert answer.status_code == 404
    assert "Không có bài này trong kho." in answer.text
    assert '<html lang="vi">' in answer.text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/corpus?sql=select+nonsense", 400, "no such column: nonsense"),
        ("/corpus/nothing", 404, "Không có trang này"),
        ("/corpus.db", 403, "Không được xem"),
    ],
)
def test_what_goes_wrong_is_a_page_in_vietnamese(site, address, status, said):
    answer = site.get(address)
    assert answer.status_code == status
    assert said in answer.text


@pytest.mark.parametrize("name", QUERIES)
def test_every_ready_made_question_is_answered(site, name):
    values = {"tu_khoa": "don thu" if name == "tim_khong_dau" else "đơn thư"}
    values |= {"tinh": "cao bang", "nhom": "", "nam": "2024"}
    answer = site.get(f"/corpus/{name}.json", params={**values, "_shape": "objects"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["ok"]


def test_figures_of_a_province_come_with_the_sentence(site):
    values = {"tinh": "cao bang", "nhom": "don_thu", "nam": "2024", "_shape": "array"}
    (row,) = site.get("/corpus/so_lieu_theo_tinh_va_ky.json", params=values).json()
    assert (row["gia_tri"], row["bai"]) == ("175", "a1")
    assert row["cau"].startswith("Năm 2024, huyện Thạch An")
    page = site.get("/corpus/so_lieu_theo_tinh_va_ky", params={**values, "_shape": ""})
    assert '<a href="/bai/a1">' in page.text


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("tim_khong_dau", "don thu", ["a1"]),
        ("tim_khong_dau", "đơn thư", ["a1"]),
        ("tim_co_dau", "đơn thư", ["a1"]),
        ("tim_co_dau", "don thu", []),
        ("tim_co_dau", "ủy ban", ["a2"]),
        ("tim_co_dau", '"', []),
    ],
)
def test_ready_made_searches(site, name, words, expected):
    rows = site.get(f"/corpus/{name}.json", params={"tu_khoa": words, "_shape": "array"}).json()
    assert [row["bai"] for row in rows] == expected


@pytest.mark.parametrize("words", ["don thu", "đơn thư"])
def test_the_search_box_of_a_table_folds_d(site, words):
    rows = site.get(
        "/corpus/kept_article.json", params={"_search": words, "_shape": "array"}
    ).json()
    assert [row["id"] for row in rows] == ["a1"]


def test_facets_count(site):
    found = site.get("/corpus/kept_figure.json").json()["facet_results"]["family"]["results"]
    assert {row["value"]: row["count"] for row in found} == {"don_thu": 1, "ty_le_giai_quyet": 1}


def test_nobody_writes_and_nobody_takes_the_file(site):
    answer = site.get("/corpus.json", params={"sql": "delete from article", "_shape": "objects"})
    assert answer.status_code == 400
    assert site.get("/corpus.db").status_code == 403


def test_pages_follow_what_the_night_writes(serve, store, build, corpus_path):
    store.keep(build.entry("a1"))
    site = serve(corpus_path)
    assert "Bài viết trong đêm" not in site.get("/tim", params={"q": "don thu"}).text
    store.keep(build.entry("a3", title="Bài viết trong đêm"))
    assert "Bài viết trong đêm" in site.get("/tim", params={"q": "don thu"}).text
    rows = site.get("/corpus/kept_article.json", params={"_shape": "array"}).json()
    assert {row["id"] for row in rows} == {"a1", "a3"}


def test_what_a_portal_took_down_leaves_every_page(serve, store, build, corpus_path):
    store.keep(build.entry("a1"))
    store.keep(build.entry("gone", title="Tin đã gỡ"))
    store.mark_gone("gone")
    site = serve(corpus_path)
    page = site.get("/bai/gone").raise_for_status().text
    for said in ("Cổng đã gỡ bài này", "Tin đã gỡ", "2025-01-15", "https://caobang.example/gone"):
        assert said in page
    for unsaid in ("175", "đơn thư", "91,3", "25-NQ/TW", "Số liệu ("):
        assert unsaid not in page
    menu = re.findall(r'href="(/corpus/[^"]+)">(Số liệu|Bài)<', page)
    assert [name for _, name in menu] == ["Số liệu", "Bài"]
    with open_reader(corpus_path) as connection:
        counted = [count_figures(connection), count_articles(connection)]
    asked = [site.get(f"{address}.json").json() for address, _ in menu]
    assert [answer["filtered_table_rows_count"] for answer in asked] == counted == [2, 1]
    for address in set(re.findall(r'href="(/corpus/[^"?]+)"', site.get("/").text)):
        if address.startswith("/corpus/kept_"):
            assert "Tin đã gỡ" not in site.get(address).raise_for_status().text
    assert '/corpus/figure"' not in site.get("/").text


def test_a_page_goes_to_the_next_one(serve, store, build, corpus_path):
    for i in range(21):
        store.keep(build.plain_entry(f"p{i:02}", "đối thoại"))
    site = serve(corpus_path)
    first = site.get("/tim", params={"q": "đối thoại"}).text
    second = site.get("/tim", params={"q": "đối thoại", "trang": "2"}).text
    assert "trang 1/2" in first
    assert first.count("<li>") == 20
    assert second.count("<li>") == 1


def test_the_pages_are_served_by_one_call_until_interrupted(store, build, corpus_path):
    store.keep(build.entry("a1"))
    code = "import sys; from corpus.site.server import run_site; run_site(sys.argv[1], port=0)"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(corpus_path)], stderr=subprocess.PIPE, text=True
    ) as process:
        address = process.stderr.readline().split()[0]
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(f"{address}bai/a1", timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGINT


def test_a_corpus_that_is_not_there_is_not_served(tmp_path):
    with pytest.raises(StoreError, match="there is no corpus"):
        build_site(tmp_path / "no.db")


def test_a_path_that_cannot_be_served_is_said(tmp_path):
    path = tmp_path / "50%.db"
    open_store(path).close()
    with pytest.raises(StoreError, match="cannot be served from a path"):
        build_site(path)


def test_a_port_that_is_taken_is_said():
    with (
        open_socket(LOOPBACK, 0) as taken,
        pytest.raises(StoreError, match="cannot be served here"),
    ):
        open_socket(LOOPBACK, taken.getsockname()[1])


def test_labels_speak_of_columns_that_exist(store, corpus_path):
    with open_reader(corpus_path) as connection:
        for table, label in read_toml("labels.toml").items():
            found = connection.exec_driver_sql(f'SELECT * FROM "{table}" LIMIT 0')
            named = {*label.get("columns", {}), *label.get("facets", [])}
            named |= {
                label[key] for key in ("sort_desc", "fts_pk", "label_column") if key in label
            }
            assert named <= set(found.keys()), table


def test_labels_are_known_to_sql():
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(":memory:")) as connection:
        add_functions(connection, lambda query: query)
        asked = "SELECT field_label('kinh_te'), field_label('x'), family_label('don_thu'), bare(1)"
        assert connection.execute(asked).fetchone() == ("Kinh tế", "x", "Đơn thư", "1")


def test_metadata_is_json():
    from corpus.site.metadata import make_metadata

    assert json.loads(json.dumps(make_metadata("corpus")))["title"] == "Kho số liệu dân vận"
