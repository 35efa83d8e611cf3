"""The figures' scores on our own gold, held by floors that only go up."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.errors import DanvanError
from models.floors import read_floors
from pipeline.figures.scoring import pinned_scores, read_period, score
from pipeline.learn import evaluate_figures, hold_figures

FOLDER = Path(__file__).parents[2] / "gold"
GOLD = FOLDER / "figures.jsonl"
SETS = {"figures": "floors.toml", "news": "news_floors.toml", "fresh": "fresh_floors.toml"}
TEXTS = {"figures": 90, "news": 60, "fresh": 49}


@pytest.fixture(scope="module", params=SETS)
def gold(request) -> Path:
    return FOLDER / f"{request.param}.jsonl"


@pytest.fixture(scope="module")
def floors(gold: Path) -> Path:
    return FOLDER / SETS[gold.stem]


@pytest.fixture(scope="module")
def report() -> dict:
    return evaluate_figures(GOLD)


def test_scores_hold_their_floors(gold: Path, floors: Path) -> None:
    hold_figures(gold, floors, evaluate_figures(gold), pin=False)


def test_floors_belong_to_this_gold(gold: Path, floors: Path) -> None:
    assert read_floors(floors).fingerprint == sha256(gold.read_bytes()).hexdigest()


def test_pinning_refuses_to_go_down(report: dict, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    hold_figures(GOLD, floors, report, pin=True)
    pinned = floors.read_text(encoding="utf-8")
    with pytest.raises(DanvanError, match="value_recall"):
        hold_figures(GOLD, floors, {**report, "value_recall": 0.1}, pin=True)
    assert floors.read_text(encoding="utf-8") == pinned


def test_the_gold_is_whole(gold: Path) -> None:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == TEXTS[gold.stem]
    for row in rows:
        assert row["text"]
        for figure in row["figures"]:
            assert figure["quote"] in row["text"]
            assert figure["period"] is None or read_period(figure["period"]) is not None


def test_the_scorer_counts_what_is_missed_and_what_is_spurious(nlp) -> None:
    figures = nlp("Năm 2020, huyện tiếp 102 lượt công dân, nhận 175 đơn thư.")._.figures
    wanted = [
        {"indicator": "luot_tiep_dan", "value": 102, "period": "2020"},
        {"indicator": "khieu_nai", "value": 9, "period": None},
    ]
    found = score([{"id": "a", "figures": wanted}], {"a": figures})
    assert (found["families"]["tp"], found["families"]["fp"], found["families"]["fn"]) == (1, 1, 1)
    assert found["value_recall"] == 0.5
    assert found["period_accuracy"] == 1.0


def test_the_scorer_agrees_with_the_outside_one(shared: Path, tmp_path: Path) -> None:
    """Both give the same numbers on the same articles."""
    import subprocess
    import sys

    from pipeline.annotate import annotate, encode
    from pipeline.inputs import read_inputs
    from pipeline.nlp import load

    rows = [json.loads(x) for x in (shared / "dev/gold.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        row["text"] = (shared / "dev/text" / f"{row['id']}.txt").read_text(encoding="utf-8")
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    found = annotate(load(), read_inputs([str(gold)]))
    (tmp_path / "pred.jsonl").write_bytes(b"\n".join(encode(row) for row in found))
    outside = subprocess.run(
        [sys.executable, str(shared / "dev/score.py"), str(gold), str(tmp_path / "pred.jsonl")],
        capture_output=True,
        check=True,
    )
    theirs, ours = json.loads(outside.stdout), evaluate_figures(gold)
    assert {k: ours[k] for k in pinned_scores(ours) if k in ours} == {
        k: theirs[k] for k in pinned_scores(ours) if k in ours
    }
    assert ours["families"] == theirs["families"]
