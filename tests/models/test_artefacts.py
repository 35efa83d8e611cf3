import numpy as np
import pytest

from models.artefacts import ARRAYS_FILE, CHECKSUM_FILE, MODEL_FILE, Artefact, load, save
from models.classifier import FieldClassifier
from models.errors import ModelError


@pytest.fixture(scope="module")
def texts(topics):
    return [list(row.body) for row in topics]


@pytest.fixture(scope="module", params=["single", "several", "with rules"])
def scorer(request, topics, texts):
    single = request.param == "single"
    y = [row.labels[0] if single else set(row.labels) - {"kinh doanh"} for row in topics]
    rules = request.param == "with rules"
    return FieldClassifier(single=single, folds=3, rules=rules).fit(texts, y).scorer_


@pytest.fixture
def folder(tmp_path, scorer):
    save(Artefact(scorer, "thử@1", {"rows": 60}), tmp_path)
    return tmp_path


def test_a_model_answers_the_same_after_a_round_trip(folder, scorer, texts):
    artefact = load(folder)
    assert (artefact.version, artefact.facts) == ("thử@1", {"rows": 60})
    for tokens in texts[:10]:
        np.testing.assert_array_equal(
            artefact.scorer.probabilities(tokens), scorer.probabilities(tokens)
        )
        decided = artefact.scorer.decide(artefact.scorer.probabilities(tokens))
        assert decided == scorer.decide(scorer.probabilities(tokens))


def test_saving_twice_gives_the_same_bytes(folder, scorer, tmp_path):
    again = tmp_path / "again"
    save(Artefact(scorer, "thử@1", {"rows": 60}), again)
    for name in (ARRAYS_FILE, MODEL_FILE, CHECKSUM_FILE):
        assert (again / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize("name", [ARRAYS_FILE, MODEL_FILE])
@pytest.mark.parametrize("harm", ["alter", "remove"])
def test_a_damaged_model_is_refused_with_the_way_out(folder, name, harm):
    path = folder / name
    if harm == "alter":
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    else:
        path.unlink()
    with pytest.raises(ModelError, match=r"retrain with `danvan train --labelled FILE --out"):
        load(folder)


def test_a_model_of_another_format_is_refused(folder):
    text = (folder / MODEL_FILE).read_text(encoding="utf-8").replace('"format":1', '"format":9')
    (folder / MODEL_FILE).write_text(text, encoding="utf-8")
    reseal(folder)
    with pytest.raises(ModelError, match="format 9 where 1 is read"):
        load(folder)


def test_a_file_that_would_run_code_is_refused(folder):
    arrays = {"weights": np.array([print], dtype=object)}
    np.savez(folder / "bad.npz", **arrays)
    (folder / "bad.npz").rename(folder / ARRAYS_FILE)
    reseal(folder)
    with pytest.raises(ModelError, match="cannot be read"):
        load(folder)


def test_a_folder_without_a_model_says_so(tmp_path):
    with pytest.raises(ModelError, match="no readable SHA256SUMS"):
        load(tmp_path)


def reseal(folder):
    from hashlib import sha256

    lines = [
        f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in (ARRAYS_FILE, MODEL_FILE)
    ]
    (folder / CHECKSUM_FILE).write_text("".join(lines), encoding="utf-8")
