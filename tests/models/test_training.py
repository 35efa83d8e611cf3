import json

import pytest

from models.artefacts import load
from models.classify import load_tagger
from models.errors import FloorError, LabelledTextError
from models.evaluation import evaluate
from models.floors import Floors
from models.labelled_texts import LabelledTokens, cluster, fingerprint, read_labelled, tokenise
from models.training import CARD_FILE, make_classifier, train
from models.validation import VOTE, nested, outer_folds, time_split


def row(number, text, **given):
    return LabelledTokens(id=str(number), title=(), body=tuple(text.split()), labels=(), **given)


BASE = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn mười lăm"


def test_near_copies_share_a_cluster():
    copy = BASE.replace("tám", "8")
    other = "xóm trên làm đường xóm dưới đào mương dân góp công góp của chung một lòng"
    numbers = cluster([row(0, BASE), row(1, copy), row(2, other), row(3, BASE)])
    assert numbers[0] == numbers[1] == numbers[3] != numbers[2]


def test_copies_never_sit_on_both_sides_of_a_fold(topics):
    copies = [*topics, *topics]
    for inside, held in outer_folds(copies, 3, 0):
        assert not {copies[i].id for i in inside} & {copies[i].id for i in held}


def test_a_fingerprint_knows_rows_but_not_their_order(topics):
    assert fingerprint(topics) == fingerprint(topics[::-1])
    assert fingerprint(topics) != fingerprint(topics[1:])


def test_training_writes_a_model_and_a_card(topics, tmp_path):
    result = train(topics, tmp_path / "m", single=True, seed=1)
    tagger = load_tagger(tmp_path / "m")
    assert result.version == tagger.version == f"m@{fingerprint(topics)[:8]}"
    assert tagger.tag([], topics[0].body).tags == topics[0].labels
    assert tagger.tag([], topics[0].body).primary == topics[0].labels[0]
    card = (tmp_path / "m" / CARD_FILE).read_text(encoding="utf-8")
    assert "60 labelled texts" in card
    assert "this model" in card
    assert load(tmp_path / "m").facts["labels"] == {
        "bóng đá": 20,
        "kinh doanh": 20,
        "sức khỏe": 20,
    }


def test_training_again_gives_the_same_bytes(topics, tmp_path):
    for name in ("one", "two"):
        train(topics, tmp_path / name, seed=3, version="x@1")
    files = [sorted((tmp_path / name).iterdir()) for name in ("one", "two")]
    assert [p.read_bytes() for p in files[0]] == [p.read_bytes() for p in files[1]]


def test_a_model_below_its_floors_is_not_written(topics, tmp_path):
    floors = Floors("", {"macro_f1": 1.1})
    with pytest.raises(FloorError, match="macro_f1"):
        train(topics, tmp_path / "m", floors=floors)
    assert not (tmp_path / "m").exists()


def test_a_report_is_plain_data_with_everything_asked_for(rows, tmp_path):
    train(rows[:90], tmp_path / "m", version="fields@0")
    report = evaluate(load(tmp_path / "m").scorer, rows[90:])
    assert json.loads(json.dumps(report)) == report
    assert report["texts"] == len(rows) - 90
    assert set(report["slices"]) == {"genre", "length", "year"}
    assert set(report["labels"]) >= {"kinh_te", "he_thong_chinh_tri"}
    assert {"ece", "brier"} == set(report["calibration"])


def test_the_model_beats_every_baseline_of_its_own_run(rows):
    report = nested(rows, lambda part: make_classifier(part, single=False, seed=0), folds=3).report
    assert VOTE in report["baselines"]
    assert len(report["baselines"]) == 4
    assert report["macro_f1"] > max(b["macro_f1"] for b in report["baselines"].values())


def test_the_split_by_time_never_learns_from_later_texts(rows):
    split = time_split(rows, lambda part: make_classifier(part, single=False, seed=0))
    assert split["learnt"] == sum(r.year < split["learnt_before"] for r in rows)
    assert split["texts"] == len(rows) - split["learnt"]


def test_rows_without_years_have_no_split_by_time(topics):
    undated = [row(i, " ".join(r.body)) for i, r in enumerate(topics)]
    assert time_split(undated, lambda part: make_classifier(part, single=True, seed=0)) is None


@pytest.mark.parametrize(
    ("rows", "single", "message"),
    [
        ([], False, "no labelled rows"),
        ([row(7, "a b")], True, "row 7: has 0 labels"),
    ],
)
def test_what_cannot_be_learnt_is_refused(rows, single, message, tmp_path):
    with pytest.raises(LabelledTextError, match=message):
        train(rows, tmp_path / "m", single=single)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "x.jsonl:1: not a JSON object"),
        ("[]", 'needs "text"'),
        ('{"labels": []}', 'needs "text"'),
        ('{"text": "a", "labels": "kinh_te"}', '"labels" must be a list'),
        ('{"text": "a"}', '"labels" must be a list'),
    ],
)
def test_a_bad_row_is_refused_by_file_and_line(tmp_path, line, message):
    path = tmp_path / "x.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(LabelledTextError, match=message):
        list(read_labelled([path]))


def test_rows_are_read_with_what_they_know_of_themselves(tmp_path):
    (tmp_path / "x.jsonl").write_text(
        '{"text": "Dân làm đường", "labels": ["b", "a"], "year": 2019, "genre": "tin_ngan"}\n\n',
        encoding="utf-8",
    )
    (read,) = tokenise(read_labelled([tmp_path]), str.split)
    assert read == LabelledTokens(
        id=f"{tmp_path / 'x.jsonl'}:1",
        title=(),
        body=("Dân", "làm", "đường"),
        labels=("a", "b"),
        year=2019,
        genre="tin_ngan",
    )
