import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils import estimator_checks as checks

from models import FieldClassifier
from models.stacking import fit_single_calibration, view_spans


@pytest.fixture(scope="module")
def texts(topics):
    return [list(row.body) for row in topics]


@pytest.fixture(scope="module")
def single(topics):
    return [row.labels[0] for row in topics]


@pytest.fixture(scope="module")
def sets(single):
    return [set() if topic == "kinh doanh" else {topic} for topic in single]


@pytest.mark.parametrize("single", [True, False])
@pytest.mark.parametrize(
    "check",
    [
        checks.check_estimator_cloneable,
        checks.check_parameters_default_constructible,
        checks.check_get_params_invariance,
        checks.check_set_params,
        checks.check_no_attributes_set_in_init,
        checks.check_estimator_repr,
        checks.check_valid_tag_types,
    ],
)
def test_it_keeps_the_promises_of_an_estimator(check, single):
    check("FieldClassifier", FieldClassifier(single=single))


def test_single_labels_come_back_as_they_went_in(texts, single):
    fitted = FieldClassifier(single=True, folds=3).fit(texts, single)
    assert fitted.classes_.tolist() == sorted(set(single))
    assert fitted.predict(texts).tolist() == single
    np.testing.assert_allclose(fitted.predict_proba(texts).sum(axis=1), 1.0)


def test_label_sets_and_an_indicator_matrix_teach_the_same(texts, sets):
    by_set = FieldClassifier(folds=3).fit(texts, sets)
    matrix = np.array([[name in labels for name in by_set.classes_] for labels in sets])
    by_matrix = FieldClassifier(folds=3).fit(texts, matrix)
    assert by_set.classes_.tolist() == ["bóng đá", "sức khỏe"]
    assert by_matrix.classes_.tolist() == [0, 1]
    np.testing.assert_array_equal(by_set.predict(texts), matrix)
    np.testing.assert_array_equal(by_set.predict_proba(texts), by_matrix.predict_proba(texts))


def test_texts_without_a_label_teach_relevance(texts, sets):
    fitted = FieldClassifier(folds=3).fit(texts, sets)
    relevant = fitted.predict_relevance(texts) >= 0.5
    assert relevant.tolist() == [bool(labels) for labels in sets]
    assert fitted.scorer_.has_relevance


def test_without_unlabelled_texts_relevance_is_the_best_label(texts, single):
    fitted = FieldClassifier(folds=3).fit(texts, [{topic} for topic in single])
    assert not fitted.scorer_.has_relevance
    np.testing.assert_array_equal(
        fitted.predict_relevance(texts), fitted.predict_proba(texts).max(axis=1)
    )


@pytest.mark.parametrize("one_label", [True, False])
def test_two_trainings_agree_to_the_last_bit(one_label, texts, single, sets):
    y = single if one_label else sets
    one, two = (
        FieldClassifier(single=one_label, folds=3, random_state=7).fit(texts, y) for _ in range(2)
    )
    assert one.predict_proba(texts).tobytes() == two.predict_proba(texts).tobytes()
    assert one.scorer_.weights.tobytes() == two.scorer_.weights.tobytes()


def test_a_clone_and_a_pipeline_behave(texts, single):
    fitted = FieldClassifier(single=True, folds=3, strength=2.0).fit(texts, single)
    copy = clone(fitted)
    assert copy.get_params() == fitted.get_params()
    with pytest.raises(NotFittedError):
        copy.predict(texts)
    lower = FunctionTransformer(lambda rows: [[w.lower() for w in row] for row in rows])
    chain = make_pipeline(lower, copy).fit(texts, single)
    assert chain.score(texts, single) == 1.0


def test_cross_validation_of_scikit_learn_runs(texts, single):
    scores = cross_val_score(FieldClassifier(single=True, folds=2), texts, single, cv=3)
    assert scores.min() > 0.9


def test_groups_keep_copies_in_one_fold(texts, single):
    copies = [*texts, *texts]
    groups = [*range(len(texts)), *range(len(texts))]
    fitted = FieldClassifier(single=True, folds=3).fit(copies, single * 2, groups=groups)
    assert fitted.predict(texts).tolist() == single


@pytest.mark.parametrize("one_label", [True, False])
def test_a_label_met_once_does_not_stop_a_training(one_label, texts, single, sets):
    y = [*single[:20], "hiếm"] if one_label else [*sets[:20], {"hiếm"}]
    fitted = FieldClassifier(single=one_label).fit([*texts[:20], ["lạ", "thật"]], y)
    assert "hiếm" in fitted.classes_
    assert np.isfinite(fitted.predict_proba(texts)).all()
    assert fitted.abstention_ is None


def test_two_classes_are_enough(texts, single):
    two = [(x, t) for x, t in zip(texts, single, strict=True) if t != "sức khỏe"]
    texts, y = [x for x, _ in two], [t for _, t in two]
    assert FieldClassifier(single=True, folds=3).fit(texts, y).predict(texts).tolist() == y


@pytest.mark.parametrize(
    ("texts", "y", "single", "message"),
    [
        (["một câu"], [["a"]], False, "not a list of tokens"),
        ([["một"], ["hai"]], [["a"]], False, "2 texts and y 1"),
        ([["một"], ["hai"]], ["a", "b"], False, "pass label sets"),
        ([["một"], ["hai"]], [[], []], False, "names no label"),
        ([["một"], ["hai"]], ["a", "a"], True, "single class"),
    ],
)
def test_what_cannot_be_learnt_is_refused_in_words(texts, y, single, message):
    with pytest.raises(ValueError, match=message):
        FieldClassifier(single=single).fit(texts, y)


def test_no_text_gives_no_answer(texts, single):
    fitted = FieldClassifier(single=True, folds=3).fit(texts, single)
    assert fitted.predict_proba([]).shape == (0, 3)
    assert fitted.predict_proba([[]]).shape == (1, 3)


def test_a_channel_gets_a_head_of_its_own_only_where_there_are_others():
    sizes = [("w1", 4), ("w2", 0), ("s2", 6)]
    assert view_spans(sizes, ("w1", "w2", "s2")) == ((0, 4), (4, 10))
    assert view_spans([("w1", 4)], ("w1",)) == ()


def test_heads_that_err_apart_are_weighed_by_what_they_know():
    draw = np.random.default_rng(3)
    wanted = np.eye(3, dtype=bool)[draw.integers(3, size=300)]
    good = wanted * 2.0 + draw.normal(size=(300, 3))
    noise = 50 * draw.normal(size=(300, 3))
    alone = fit_single_calibration(good, wanted, 1, 0.9)
    both = fit_single_calibration(np.hstack([noise, good]), wanted, 2, 0.9)
    answers = [
        (scores @ fitted.mix + fitted.offset).argmax(axis=1)
        for scores, fitted in ((good, alone), (np.hstack([noise, good]), both))
    ]
    assert (answers[0] == answers[1]).mean() > 0.97
    assert (answers[1] == wanted.argmax(axis=1)).mean() > 0.8


def test_however_many_heads_an_answer_needs_one_set_of_weights(texts, single):
    words = FieldClassifier(single=True, channels=("w1",), folds=3).fit(texts, single)
    every = FieldClassifier(single=True, folds=3).fit(texts, single)
    assert every.scorer_.weights.shape[1] == words.scorer_.weights.shape[1] == 3
    assert every.scorer_.vectoriser.size > words.scorer_.vectoriser.size
