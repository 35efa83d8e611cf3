"""Sentences and windows: always inside the text, always round what was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.excerpts import LONGEST_EVIDENCE, sentence_around, window_around


@pytest.mark.parametrize(
    ("body", "quote", "sentence"),
    [
        ("Một câu. Tiếp 102 lượt công dân. Câu nữa.", "102", "Tiếp 102 lượt công dân."),
        ("Đầu đề\nTiếp 102 lượt\nCuối", "102", "Tiếp 102 lượt"),
        ("Đạt 91.3 điểm năm nay. Hết.", "91.3", "Đạt 91.3 điểm năm nay."),
        (
            "Xong. Tổ, đội v.v. ở TP. Huế có 5 tổ; hết",
            "5 tổ",
            "Tổ, đội v.v. ở TP. Huế có 5 tổ; hết",
        ),
        ("Ông nói: Đã xong. đó là chuyện 9 tổ.", "9", "Ông nói: Đã xong. đó là chuyện 9 tổ."),
        ("“Tiếp 7 người.” Ông nói thêm.", "7", "“Tiếp 7 người.”"),
        ("175 đơn", "175 đơn", "175 đơn"),
    ],
)
def test_the_sentence_of_a_figure(body, quote, sentence):
    start = body.index(quote)
    first, last = sentence_around(body, start, start + len(quote))
    assert body[first:last] == sentence


def test_a_long_sentence_is_cut_at_words_round_the_figure():
    body = "dài " * 100 + "tiếp 102 lượt" + " dài" * 100
    start = body.index("102")
    first, last = sentence_around(body, start, start + 3)
    assert last - first <= LONGEST_EVIDENCE
    assert "tiếp 102 lượt" in body[first:last]
    assert set(body[first:last].split()) == {"dài", "tiếp", "102", "lượt"}


@given(st.text(alphabet="aB .;\n", min_size=1), st.data())
def test_the_sentence_holds_its_figure(body, data):
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    first, last = sentence_around(body, start, end)
    assert 0 <= first <= last <= len(body)
    assert body[first:last].strip() == body[first:last]
    if "\n" not in body[start:end]:
        assert body[start:end].strip() in body[first:last]


@given(st.text(alphabet="ab ", min_size=1), st.integers(1, 30), st.data())
def test_a_window_holds_its_span(text, longest, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = window_around(text, (0, len(text)), (start, end), longest)
    assert text[start:end].strip() in text[first:last]
    assert last - first <= max(longest, end - start)
