"""The command line, as people and night jobs use it."""

import csv
import io
import json
import shutil
import sqlite3
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from corpus.store import open_store
from pipeline.cli import app

TEXT = "Năm 2023, xã Bình An tiếp 12 lượt công dân, nhận 7 đơn kiến nghị và hòa giải thành 3 vụ."


@pytest.fixture
def home(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of one's own with the corpus a demo left."""
    shutil.copy(demo_folder / "corpus.db", tmp_path / "corpus.db")
    monkeypatch.setenv("DANVAN_DATA", str(tmp_path))
    monkeypatch.delenv("DANVAN_CORPUS", raising=False)
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == code, done.output
    return done.stdout


def count(home: Path, sql: str) -> int:
    connection = sqlite3.connect(home / "corpus.db")
    (found,) = connection.execute(sql).fetchone()
    connection.close()
    return found


def test_articles_come_as_table_csv_jsonl_and_parquet(home: Path) -> None:
    kept = count(home, "select count(*) from article where state = 'kept'")
    table = run("articles").splitlines()
    assert (len(table), table[0].split("\t")[-1]) == (kept + 1, "id")
    assert len(list(csv.DictReader(io.StringIO(run("articles", "--format", "csv"))))) == kept
    rows = [json.loads(line) for line in run("articles", "--format", "jsonl").splitlines()]
    assert len(rows) == kept
    done = CliRunner().invoke(app, ["articles", "--format", "parquet"])
    assert len(pd.read_parquet(io.BytesIO(done.stdout_bytes))) == kept


def test_figures_are_filtered_and_carry_their_sentence(home: Path) -> None:
    found = run("figures", "--family", "don_thu", "--from", "2019-01-01", "--format", "jsonl")
    rows = [json.loads(line) for line in found.splitlines()]
    assert rows
    assert {row["family"] for row in rows} == {"don_thu"}
    assert all(row["quote"] in row["sentence"] for row in rows)
    assert all(row["period_end"] >= "2019-01-01" for row in rows)


@pytest.mark.parametrize("query", ["đơn thư", "don thu", "DON THU", '"đơn thư"'])
def test_search_finds_with_and_without_diacritics(home: Path, query: str) -> None:
    rows = [json.loads(line) for line in run("search", query, "--format", "jsonl").splitlines()]
    assert any(
        "đơn thư" in row["snippet"].lower().replace("«", "").replace("»", "") for row in rows
    )


@pytest.mark.parametrize(
    "arguments",
    [["search", '"đơn'], ["articles", "--province", "Atlantis"], ["figures", "--from", "hôm qua"]],
)
def test_a_question_that_cannot_be_asked_is_wrong_usage(home: Path, arguments: list[str]) -> None:
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_a_corpus_that_is_not_there_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["articles", "--corpus", str(tmp_path / "none.db")])
    assert done.exit_code == 2
    assert str(tmp_path / "none.db") in done.stderr


def test_import_twice_keeps_once(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "rows.jsonl").write_text(
        json.dumps({"text": TEXT + " Hết.", "province": "Cao Bằng", "published": "2023-12-01"}),
        encoding="utf-8",
    )
    paths = [str(tmp_path / "a.txt"), str(tmp_path / "rows.jsonl")]
    assert run("import", *paths).strip() == "2 new"
    assert run("import", *paths).strip() == "2 unchanged"
    assert count(home, "select count(*) from article where province = 'Cao Bằng'") == 1


def test_import_goes_on_after_what_cannot_be_read(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    done = CliRunner().invoke(app, ["import", str(tmp_path / "b.txt"), str(tmp_path / "a.txt")])
    assert done.exit_code == 1
    assert done.stdout.strip() == "1 new, 1 could not be read"
    assert "b.txt" in done.stderr


def test_tagging_again_with_the_same_model_changes_nothing(home: Path) -> None:
    assert run("tag").strip() == "nothing to do"
    kept = count(home, "select count(*) from article where state = 'kept'")
    assert run("tag", "--all").strip() == f"{kept} unchanged"


def test_export_writes_what_sql_holds(home: Path, tmp_path: Path) -> None:
    run("export", str(tmp_path / "lake"))
    figures = pd.read_parquet(tmp_path / "lake" / "figures")
    assert len(figures) == count(
        home,
        "select count(*) from figure f join article a on a.key = f.article_key where a.state = 'kept'",
    )


def test_publish_writes_the_outputs(home: Path) -> None:
    assert "parquet" in run("publish")


def test_doctor_names_model_corpus_and_portals(home: Path) -> None:
    found = CliRunner().invoke(app, ["doctor"]).stdout
    for what in ("fields@", "articles", "profiles", "GB free"):
        assert what in found


def test_a_night_while_another_run_holds_the_corpus_is_exit_code_3(home: Path) -> None:
    with open_store(home / "corpus.db") as store, store.lock():
        done = CliRunner().invoke(app, ["import", str(home / "corpus.db.txt")])
    assert done.exit_code == 3
    assert "another run" in done.stderr


@pytest.mark.parametrize(
    ("variable", "value"), [("DANVAN_KEEP_BYTES_DAYS", "soon"), ("DANVAN_MODEL", "/none")]
)
def test_a_setting_that_says_nothing_is_exit_code_2(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    done = CliRunner().invoke(app, ["annotate", "-"], input=TEXT)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_portals_are_listed_and_shown(home: Path) -> None:
    assert any(line.startswith("cao-bang\t") for line in run("portals", "list").splitlines())
    assert json.loads(run("portals", "show", "cao-bang"))["verified"] is False
    assert CliRunner().invoke(app, ["portals", "show", "atlantis"]).exit_code == 2


def test_a_model_is_trained_used_and_scored(home: Path, tmp_path: Path) -> None:
    rows = [
        {"id": f"{label}-{n}", "title": "", "text": text.format(n=n), "labels": [label]}
        for n in range(12)
        for label, text in {
            "the_thao": "Đội tuyển thắng trận bóng đá thứ {n} trên sân nhà, thủ môn cản phá tốt.",
            "nau_an": "Món canh số {n} cần nấm, hành, thịt băm và nước dùng ninh từ xương.",
        }.items()
    ]
    labelled = tmp_path / "topics.jsonl"
    labelled.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    model = tmp_path / "model"
    run("train", "--labelled", str(labelled), "--out", str(model), "--single", "--workers", "1")
    assert (model / "card.md").exists()
    report = json.loads(
        run(
            "evaluate",
            "fields",
            "--labelled",
            str(labelled),
            "--model",
            str(model),
            "--workers",
            "1",
        )
    )
    assert report["macro_f1"] > 0.9
    done = CliRunner().invoke(
        app,
        ["annotate", "--model", str(model), "-"],
        input="Thủ môn của đội tuyển cản phá trận bóng đá.",
    )
    assert json.loads(done.stdout)["primary"] == "the_thao"


def test_a_labelled_row_that_is_none_is_named(home: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"text": "x"}\n', encoding="utf-8")
    done = CliRunner().invoke(
        app, ["train", "--labelled", str(tmp_path / "bad.jsonl"), "--out", str(tmp_path / "m")]
    )
    assert done.exit_code in {1, 2}
    assert "bad.jsonl:1" in done.stderr


def test_explain_says_which_words_and_rules_decided(home: Path) -> None:
    done = CliRunner().invoke(app, ["annotate", "--explain", "-"], input=TEXT)
    reasons = json.loads(done.stdout)["explanation"]
    assert {r["label"] for r in reasons} >= {"kinh_te", "he_thong_chinh_tri"}
    assert any(r["words"] for r in reasons)


def test_crawl_keeps_and_tag_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scrapers.demo.server import serve_demo
    from scrapers.probe import write_profile

    monkeypatch.setenv("DANVAN_DATA", str(tmp_path))
    with serve_demo(night=1) as demo:
        profile = tmp_path / "demo-bao.toml"
        profile.write_text(write_profile(demo.portals[1]), encoding="utf-8")
        run("crawl", "--portal", str(profile))
    articles = count(tmp_path, "select count(*) from article")
    assert articles > 30
    assert count(tmp_path, "select count(*) from figure") == 0
    assert run("tag").strip() == f"{articles} changed"
    assert count(tmp_path, "select count(*) from figure") > 300


def test_pages_of_an_archive_are_imported(demo_folder: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("DANVAN_DATA", str(tmp_path))
    (archive,) = sorted((demo_folder / "archive").rglob("demo-tinh.warc.gz"))[:1]
    assert int(run("import", str(archive)).split()[0]) >= 30


def test_the_version_is_told() -> None:
    assert run("--version").startswith("danvan 2026.")
