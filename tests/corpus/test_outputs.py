"""Frames, lines and Parquet: what goes out is what is in."""

import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from corpus import open_corpus
from corpus.errors import FilterError, QueryError, StoreError
from corpus.frames import Corpus
from corpus.outputs.catalogue import OUTPUTS
from corpus.outputs.dictionary import MEANINGS, TABLES
from corpus.outputs.lines import FORMATS
from corpus.outputs.parquet import export
from corpus.queries import Filters


@pytest.fixture
def full(store, build, corpus_path):
    store.keep(build.entry("a1"))
    store.keep(build.plain_entry("a2", "Đối thoại", published=None, province=None))
    return corpus_path


def test_frames_have_the_types_that_pandas_reckons_with(full):
    corpus = open_corpus(full)
    figures = corpus.figures(family="ty_le_giai_quyet")
    assert figures["value"].tolist() == [91.3]
    assert figures["period_end"].tolist() == [pd.Timestamp("2024-12-31")]
    assert corpus.articles()["id"].tolist() == ["a1", "a2"]
    assert corpus.checks(holds=False)["difference"].tolist() == [715.0]
    assert corpus.articles(since="2024-01-01")["id"].tolist() == ["a1"]


def test_arrow_keeps_the_digits(full):
    figures = open_corpus(full).figures(arrow=True)
    assert figures["value"].to_pylist() == [Decimal("175.000000"), Decimal("91.300000")]
    assert figures.schema.field("period_start").type == pa.date32()


def test_a_search_gives_the_words_round_the_hits(full):
    found = open_corpus(full).search("don thu")
    assert found["id"].tolist() == ["a1"]
    assert "175 «đơn» «thư»" in found["snippet"][0]
    assert open_corpus(full).search("đơn thư", arrow=True).num_rows == 1


def test_sql_of_ones_own_with_values(full):
    corpus = open_corpus(full)
    statement = "SELECT family, count(*) AS n FROM figure WHERE unit = :unit GROUP BY 1"
    assert corpus.sql(statement, unit="%").to_dict("list") == {
        "family": ["ty_le_giai_quyet"],
        "n": [1],
    }
    assert corpus.sql(statement, unit="?", arrow=True).num_rows == 0


def test_words_of_the_title_alone_leave_no_empty_mark(store, build, corpus_path):
    store.keep(build.plain_entry("t", "Từ ngày 5/3, xã mở cửa.", title="Lịch tiếp công dân"))
    found = open_corpus(corpus_path).search('"tiếp công dân"')
    assert found["snippet"].tolist() == ["Từ ngày 5/3, xã mở cửa."]
    assert found["hits"].tolist() == [1]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("select nonsense", "no such column: nonsense"),
        ("selec 1", 'near "selec": syntax error'),
        ("DELETE FROM article", "attempt to write a readonly database"),
        ("SELECT 1; SELECT 2", "one statement at a time"),
        ("SELECT :unit", "A value is required for bind parameter 'unit'"),
        ("-- nothing", "does not return rows"),
    ],
)
def test_what_sqlite_says_of_a_statement_comes_in_one_line(full, statement, said):
    with pytest.raises(QueryError, match=re.escape(said)) as told:
        open_corpus(full).sql(statement)
    assert (told.value.code, "\n" in str(told.value)) == ("query", False)


@pytest.mark.parametrize("question", [Corpus.articles, Corpus.figures])
def test_help_names_every_filter(question):
    for name in Filters.__dataclass_fields__:
        assert f"`{name}`" in question.__doc__


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"provinz": "x"}, "'provinz': not known; there are field, indicator"),
        ({"since": "hôm qua"}, "--from/since 'hôm qua': is no date"),
        ({"until": "2020-13-01"}, "--to/until '2020-13-01': is no date"),
    ],
)
def test_a_wrong_filter_is_said(full, asked, said):
    with pytest.raises(FilterError, match=said):
        open_corpus(full).articles(**asked)


def test_the_corpus_is_named_by_the_environment(full, monkeypatch):
    monkeypatch.setenv("DANVAN_CORPUS", str(full))
    assert repr(open_corpus()) == f"Corpus({str(full)!r})"
    monkeypatch.setenv("DANVAN_CORPUS", f"sqlite:///{full}")
    assert len(open_corpus().articles()) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("csv", "\ufeffa,b,c\r\n1.50,,true\r\nđơn,2024-01-01,x\r\n"),
        (
            "jsonl",
            '{"a": 1.50, "b": null, "c": true}\n{"a": "đơn", "b": "2024-01-01", "c": "x"}\n',
        ),
    ],
)
def test_lines(name, expected):
    from datetime import date

    stream = io.BytesIO()
    rows = [(Decimal("1.50"), None, True), ("đơn", date(2024, 1, 1), "x")]
    FORMATS[name](("a", "b", "c"), rows, stream)
    assert stream.getvalue().decode() == expected


def test_parquet_lines_read_back():
    stream = io.BytesIO()
    FORMATS["parquet"](("a", "b"), [(1, "x"), (2.5, None)], stream)
    read = pd.read_parquet(io.BytesIO(stream.getvalue()))
    assert read["a"].tolist() == [1.0, 2.5]


def test_an_export_reads_back_by_province_and_year(full, tmp_path):
    folder = tmp_path / "lake"
    summary = OUTPUTS["parquet"](full, folder)
    assert summary.rows == {"articles": 2, "figures": 2, "checks": 1}
    assert (folder / "figures/province=p04/year=y2024").is_dir()
    assert (folder / "articles/province=p04/year=y2025").is_dir()
    assert (folder / "articles/province=chua_ro/year=chua_ro").is_dir()
    partitioning = ds.partitioning(
        pa.schema([("province", pa.string()), ("year", pa.string())]), flavor="hive"
    )
    figures = ds.dataset(folder / "figures", partitioning=partitioning).to_table()
    assert sorted(figures["value"].to_pylist()) == [Decimal("91.3"), Decimal(175)]
    articles = ds.dataset(folder / "articles", partitioning=partitioning).to_table()
    assert set(articles["province_name"].to_pylist()) == {"Cao Bằng", None}
    assert pd.read_parquet(folder / "checks.parquet")["holds"].tolist() == [False]


def test_a_folder_is_read_with_its_types_by_pandas(full, tmp_path):
    folder = tmp_path / "lake"
    export(full, folder)
    figures = pd.read_parquet(folder / "figures")
    assert figures["province"].astype(object).tolist() == ["p04", "p04"]
    assert figures["province_new"].tolist() == ["04", "04"]
    assert figures["year"].astype(object).tolist() == ["y2024", "y2024"]
    assert figures["value_real"].dtype == float
    assert figures["value_real"].sum() == pytest.approx(266.3)
    only = pd.read_parquet(folder / "figures", filters=[("province", "==", "p04")])
    assert len(only) == 2
    articles = pd.read_parquet(folder / "articles").sort_values("id")
    assert articles["province"].astype(object).tolist() == ["p04", "chua_ro"]
    assert articles["year"].astype(object).tolist() == ["y2025", "chua_ro"]


def test_names_of_private_persons_do_not_leave_the_house(store, build, corpus_path, tmp_path):
    quoted = "chị Lò Thị Mơ nhận 5 con bò"
    build = replace(build, body=f"Xã cho biết {quoted} giống.", quotes=((quoted, "5", "khac"),))
    store.keep(build.entry(title="Chuyện chị Lò Thị Mơ nuôi bò"))
    export(corpus_path, tmp_path / "lake")
    figures = pd.read_parquet(tmp_path / "lake/figures")
    assert figures["sentence"].tolist() == ["Xã cho biết chị [người] nhận 5 con bò giống."]
    assert figures["quote"].tolist() == ["chị [người] nhận 5 con bò"]
    for table in ("figures", "articles", "checks.parquet"):
        titles = pd.read_parquet(tmp_path / "lake" / table)["title"]
        assert titles.tolist() == ["Chuyện chị [người] nuôi bò"]


def test_an_export_again_replaces_the_former_one(full, tmp_path):
    folder = tmp_path / "lake"
    first = export(full, folder)
    (folder / "figures" / "stale.parquet").write_bytes(b"x")
    assert export(full, folder) == first
    assert sorted(path.name for path in tmp_path.iterdir() if "lake" in path.name) == ["lake"]


def test_a_folder_with_other_things_is_left_alone(full, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(StoreError, match="other things"):
        export(full, tmp_path / "mine")
    with pytest.raises(StoreError, match="is a file"):
        export(full, tmp_path / "mine" / "letter.txt")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "x"


def test_the_dictionary_names_every_column(full, tmp_path):
    export(full, tmp_path / "lake")
    dictionary = json.loads((tmp_path / "lake/dictionary.json").read_text())
    written = pd.read_parquet(tmp_path / "lake/figures").columns
    assert set(written) - set(dictionary["figures"]["columns"]) == {"province", "year"}
    assert {c for _, columns in TABLES.values() for c in columns} <= set(MEANINGS)
    assert "| `quote` |" in (tmp_path / "lake/README.md").read_text()


def test_an_empty_corpus_exports_too(store, corpus_path, tmp_path):
    assert export(corpus_path, tmp_path / "lake").rows == {
        "articles": 0,
        "figures": 0,
        "checks": 0,
    }
