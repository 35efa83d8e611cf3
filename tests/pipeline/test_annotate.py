"""`danvan annotate`, as the outside world sees it."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.annotate import annotate, encode
from pipeline.cli import app
from pipeline.inputs import read_inputs

ROW_KEYS = {
    "id", "title", "lead", "body", "published", "published_from", "event_date", "byline", "source",
    "province", "relevant", "relevance", "fields", "tags", "primary", "unsure", "figures", "checks",
    "periods", "places", "documents", "model", "warnings",
}  # fmt: skip
FIGURE_KEYS = {
    "indicator", "family", "value", "value_max", "unit", "qualifier", "kind", "denominator", "change",
    "subject", "period", "place", "part_of", "quote", "start", "end", "confidence", "rule", "flags",
}  # fmt: skip
TEXT = (
    "Bảo Lạc làm tốt việc tiếp dân\n"
    "Năm 2023, các cấp của huyện Bảo Lạc tiếp 318 lượt công dân với 402 người; tiếp nhận 127 đơn, trong đó "
    "khiếu nại 19 đơn, tố cáo 6 đơn, kiến nghị, phản ánh 102 đơn. Đã giải quyết 121/127 đơn, đạt 95,3%. "
    "Tổng kinh phí hỗ trợ các hộ hiến đất hoà giải là 1.234.567.000 đồng."
)


def rows_of(nlp, *paths: Path) -> list[dict]:
    return [json.loads(encode(row)) for row in annotate(nlp, read_inputs(map(str, paths)))]


@pytest.fixture
def row(nlp, tmp_path: Path) -> dict:
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    (found,) = rows_of(nlp, tmp_path / "bai.txt")
    return found


def test_a_row_has_the_shape_the_world_relies_on(row: dict) -> None:
    assert set(row) >= ROW_KEYS
    assert all(set(figure) >= FIGURE_KEYS for figure in row["figures"])
    assert set(row["fields"]) == {
        "kinh_te", "van_hoa_xa_hoi", "an_ninh_quoc_phong", "he_thong_chinh_tri",
    }  # fmt: skip


def test_figures_carry_value_family_period_and_words(row: dict) -> None:
    found = {(f["family"], f["value"]) for f in row["figures"]}
    assert found >= {
        ("luot_tiep_dan", 318), ("nguoi_duoc_tiep", 402), ("don_thu", 127), ("khieu_nai", 19),
        ("to_cao", 6), ("kien_nghi_phan_anh", 102), ("so_tien", 1234567000),
    }  # fmt: skip
    first = next(f for f in row["figures"] if f["value"] == 318)
    assert (first["period"]["start"], first["period"]["end"]) == ("2023-01-01", "2023-12-31")
    assert first["place"]["text"].endswith("Bảo Lạc")


def test_offsets_are_exact_and_the_body_is_nfc(row: dict) -> None:
    assert unicodedata.is_normalized("NFC", row["body"])
    assert all(row["body"][f["start"] : f["end"]] == f["quote"] for f in row["figures"])


def test_numbers_are_printed_without_exponent(row: dict) -> None:
    line = encode({"a": row["figures"]}).decode()
    assert '"value":1234567000,' in line


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_the_form_of_unicode_changes_no_figure(nlp, tmp_path: Path, row: dict, form: str) -> None:
    (tmp_path / "bai.txt").write_text(unicodedata.normalize(form, TEXT), encoding="utf-8")
    (again,) = rows_of(nlp, tmp_path / "bai.txt")
    assert again == row


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tỷ", "tỉ"),
        (" ", "\u00a0"),
        ("hoà giải", "hòa giải"),
        ("phản ánh", "phản  ánh"),
        ("\n", "\r\n"),
    ],
)
def test_spelling_and_spaces_change_no_figure(
    nlp, tmp_path: Path, row: dict, old: str, new: str
) -> None:
    (tmp_path / "bai.txt").write_text(TEXT.replace(old, new), encoding="utf-8", newline="")
    (again,) = rows_of(nlp, tmp_path / "bai.txt")
    slots = ("indicator", "family", "value", "unit", "qualifier", "kind", "denominator")
    assert [[f[s] for s in slots] for f in again["figures"]] == [
        [f[s] for s in slots] for f in row["figures"]
    ]


def test_a_bad_row_is_an_error_row_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "good", "text": TEXT}) + "\n{broken\n", encoding="utf-8"
    )
    done = CliRunner().invoke(
        app, ["annotate", str(tmp_path / "a.jsonl"), str(tmp_path / "no.txt")]
    )
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert [r["id"] for r in rows] == ["good", "a:2", "no"]
    assert [r.get("error", {}).get("code") for r in rows] == [None, "bad_row", "unreadable"]
    assert done.exit_code == 1
    assert f"{tmp_path / 'no.txt'}" in done.stderr


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["annotate", "-"], input=TEXT)
    assert done.exit_code == 0
    assert json.loads(done.stdout)["title"] == "Bảo Lạc làm tốt việc tiếp dân"


@pytest.mark.parametrize(
    "arguments",
    [["annotate"], ["annotate", "--no-such"], ["no-such-command"], ["figures", "--format", "xml"]],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_five_seeds_agree_with_their_gold(nlp, shared: Path, tmp_path: Path) -> None:
    seeds = shared / "seeds"
    rows = annotate(nlp, read_inputs(map(str, sorted(seeds.glob("*.txt")))))
    (tmp_path / "seeds.jsonl").write_bytes(b"\n".join(encode(row) for row in rows))
    done = subprocess.run(
        [
            sys.executable,
            str(seeds / "check.py"),
            str(seeds / "gold.jsonl"),
            str(tmp_path / "seeds.jsonl"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_seeds_own_sums_are_in_the_ledger(nlp, shared: Path) -> None:
    rows = {
        row["id"][:3]: row
        for row in annotate(nlp, read_inputs(map(str, sorted((shared / "seeds").glob("*.txt")))))
    }
    broken = [c["difference"] for c in rows["002"]["checks"] if not c["holds"]]
    assert broken == [715]
    held = [c for c in rows["004"]["checks"] if c["holds"] and c["identity"] == "sum_of_parts"]
    assert len(held) == 2
    assert next(d["flags"] for d in rows["001"]["documents"] if d["symbol"] == "16/CT-TTg")
