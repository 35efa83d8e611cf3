import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.features import CHANNELS
from models.labelled_texts import TEXTS as TEXTS_FOLDER
from models.labelled_texts import read_labelled, tokenise
from models.labelling import load_lexicon
from models.matrix import fit_vectoriser
from models.words import TITLE_MARK, compose, normalise, part_title, read_streams


@pytest.mark.parametrize(
    ("written", "counted"),
    [
        ("hoà giải", "hòa giải"),
        ("Thuỷ Nguyên", "thủy nguyên"),
        ("khoẻ", "khỏe"),
        ("qúy", "quý"),
        ("quý", "quý"),
        ("hoàn", "hoàn"),
        ("ĐẤT", "đất"),
        ("2.190", "0.0"),
        ("Covid-19", "covid-0"),
        ("xã hội-văn hóa", "xã hội văn hóa"),
        ("dân_vận", "dân vận"),
        ("“", ""),
        ("./.", ""),
    ],
)
def test_a_word_has_one_spelling(written, counted):
    assert normalise(written) == counted
    assert normalise(unicodedata.normalize("NFD", written)) == counted


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


def test_title_words_are_marked_and_kept_apart():
    read = read_streams(compose(["Dân vận", "khéo"], ["Ở", "xã"]))
    assert read.title == ["dân vận", "khéo"]
    assert read.words == ["dân vận", "khéo", "", "ở", "xã"]


def test_a_title_without_diacritics_counts_as_missing():
    assert compose(["Dan", "van", "kheo", "o", "Son La"], ["Ở", "xã"]) == ["Ở", "xã"]


def test_a_short_plain_title_is_kept():
    assert compose(["OCOP"], ["Ở"]) == [TITLE_MARK + "OCOP", "Ở"]


TEXTS = [
    compose(["Tiếp", "công dân"], ["Huyện", "tiếp", "công dân", ",", "nhận", "12", "đơn"]),
    compose([], ["Xã", "vận động", "hiến", "đất", "làm", "đường", ".", "Dân", "đồng thuận"]),
    compose(["Làm", "đường"], ["Dân", "hiến", "đất", "làm", "đường", "và", "tiếp", "công dân"]),
]


def fitted(**given_settings):
    settings = {"channels": tuple(CHANNELS), "min_df": 1, "lexicon": None, "rule_scale": 0.3}
    return fit_vectoriser(TEXTS, **{**settings, **given_settings})


def dense(vectoriser, tokens):
    row = vectoriser.row(*part_title(tokens))
    assert np.unique(row.columns).size == row.columns.size
    values = np.zeros(vectoriser.size)
    values[row.columns] = row.values
    return values


@pytest.mark.parametrize("lexicon", [None, load_lexicon()])
def test_one_text_gets_the_values_it_had_in_the_matrix(lexicon):
    vectoriser, matrix = fitted(lexicon=lexicon)
    assert matrix.shape == (3, vectoriser.size)
    for tokens, expected in zip(TEXTS, matrix.toarray(), strict=True):
        np.testing.assert_allclose(dense(vectoriser, tokens), expected, rtol=0, atol=1e-12)


def test_every_labelled_text_is_tagged_by_the_values_it_taught():
    rows = tokenise(read_labelled([TEXTS_FOLDER]), str.split)
    texts = [compose(row.title, row.body) for row in rows]
    vectoriser, matrix = fit_vectoriser(
        texts, channels=tuple(CHANNELS), min_df=2, lexicon=load_lexicon(), rule_scale=0.2
    )
    weights = np.random.default_rng(1).normal(size=(vectoriser.size, 5)).astype(np.float32)
    for tokens, expected in zip(texts, matrix @ weights, strict=True):
        row = vectoriser.row(*part_title(tokens))
        found = row.values @ weights[row.columns]
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-9)


def test_forgetting_words_changes_nothing(monkeypatch):
    vectoriser, _ = fitted(lexicon=load_lexicon())
    before = [dense(vectoriser, tokens) for tokens in TEXTS]
    monkeypatch.setattr("models.features.MOST_KNOWN", 2)
    for tokens, expected in zip(TEXTS, before, strict=True):
        np.testing.assert_array_equal(dense(vectoriser, tokens), expected)


def test_patterns_match_syllables_that_no_text_taught():
    lexicon = load_lexicon()
    vectoriser, _ = fitted(lexicon=lexicon)
    unseen = ["hội viên", "nuôi", "ếch", ",", "hiến", "100", "m2", "máu", "rồi", "hiến máu"]
    hits = lexicon.tally(lexicon.matches([normalise(w) for w in unseen]))
    expected = np.zeros(len(lexicon.names))
    for number, signal in lexicon.signals(hits).items():
        expected[number] = 0.3 * signal
    assert expected.sum() > 0
    np.testing.assert_allclose(dense(vectoriser, unseen)[-expected.size :], expected)


def test_ngrams_do_not_cross_punctuation():
    vectoriser, _ = fitted(channels=("w2",))
    names = {vectoriser.name(column) for column in range(vectoriser.size)}
    assert "hiến đất" in names
    assert "công dân nhận" not in names
    assert "đường dân" not in names


def test_every_column_has_its_own_name():
    vectoriser, _ = fitted(lexicon=load_lexicon())
    names = [(vectoriser.name(column), column) for column in range(vectoriser.size)]
    assert len({name for name, _ in names if name.startswith(TITLE_MARK)}) == 4
    assert names[-1][0] == "share:none"


def test_each_block_has_the_length_of_its_weight():
    _, matrix = fitted(channels=("w1", "w2", "t1"))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    np.testing.assert_allclose(lengths, [np.sqrt(1.25), 1.0, np.sqrt(1.25)], rtol=1e-6)


def test_unknown_words_leave_an_empty_row():
    vectoriser, _ = fitted(channels=("w1", "s2"))
    assert vectoriser.row([], ["bóng đá", "châu Âu"]).columns.size == 0
    assert vectoriser.row([], []).columns.size == 0
