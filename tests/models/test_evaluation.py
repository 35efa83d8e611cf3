import numpy as np
import pytest

from models.errors import FloorError
from models.evaluation import Predictions, expected_calibration_error, macro_f1, score
from models.floors import Floors, check_floors, hold_floors, pin_floors, pinned_scores, read_floors

WANTED = np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=bool)
ASSERTED = np.array([[1, 0], [1, 0], [0, 0], [1, 1]], dtype=bool)
OPEN = np.array([[0, 0], [0, 1], [0, 0], [0, 0]], dtype=bool)
PROBABILITIES = np.array([[0.9, 0.1], [0.8, 0.4], [0.1, 0.1], [0.6, 0.9]])


@pytest.fixture
def report():
    found = Predictions(("a", "b"), WANTED, ASSERTED, OPEN, PROBABILITIES, np.ones(4))
    return score(found)


def test_scores_count_by_hand(report):
    assert report["micro"] == {"precision": 0.75, "recall": 0.75, "f1": 0.75, "support": 4}
    assert report["labels"]["a"]["precision"] == 0.6667
    assert report["labels"]["a"]["recall"] == 1.0
    assert report["macro_f1"] == round((0.8 + 2 / 3) / 2, 4)
    assert report["exact_set"] == 0.5
    assert report["relevance"] == 1.0
    assert report["abstention"] == {"decided": 0.875, "right_of_decided": 0.8571}


def test_intervals_hold_the_score(report):
    for values in report["labels"].values():
        low, high = values["f1_interval"]
        assert low <= values["f1"] <= high


def test_calibration_error_by_hand():
    said = np.array([[0.95], [0.95], [0.05], [0.55]])
    true = np.array([[True], [True], [False], [False]])
    expected = (2 * 0.05 + 0.05 + 0.55) / 4
    assert expected_calibration_error(true, said) == pytest.approx(expected, abs=1e-4)


def test_a_label_that_never_occurs_leaves_the_mean_alone():
    assert macro_f1(np.array([[1, 0]], dtype=bool), np.array([[1, 0]], dtype=bool)) == 1.0


def test_floors_hold_and_say_what_fell(report):
    floors = Floors("abc", pinned_scores(report))
    scores = pinned_scores(report)
    assert check_floors(scores, "abc", floors) == []
    higher = Floors("abc", {**floors.scores, "macro_f1": 0.99})
    assert check_floors(scores, "other", higher) == [
        f"macro_f1 is {report['macro_f1']:.4f}, pinned at 0.9900 (on other rows than were pinned)"
    ]
    with pytest.raises(FloorError, match="lower the floors on purpose"):
        hold_floors(scores, "abc", higher)


def test_pinning_goes_up_and_down_only_on_purpose(report, tmp_path):
    path = tmp_path / "floors.toml"
    scores = pinned_scores(report)
    pin_floors(scores, "abc", path)
    assert read_floors(path) == Floors("abc", pinned_scores(report))
    worse = {**scores, "macro_f1": 0.1}
    with pytest.raises(FloorError):
        pin_floors(worse, "abc", path)
    assert read_floors(path).scores["macro_f1"] == report["macro_f1"]
    pin_floors(worse, "abc", path, allow_lower=True)
    assert read_floors(path).scores["macro_f1"] == 0.1
