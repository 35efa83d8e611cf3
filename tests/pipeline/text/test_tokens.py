import unicodedata

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.tokens import UndertheseaTokenizer, tokenise

NLP = spacy.blank("xx")
VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợ"
    "úùủũụứừửữựýỳỷỹỵ ABĐ0123456789.,%/-–()“”\n\t\u00a0",
    max_size=200,
)


def test_words_keep_the_spelling_of_the_text() -> None:
    text = "Uỷ ban hoà giải thành 1.200 vụ"
    assert all(text[t.start : t.end] == t.text for t in tokenise(text))
    assert any("hoà" in t.text for t in tokenise(text))


def test_a_compound_word_is_one_token() -> None:
    assert "công dân" in [t.text for t in tokenise("huyện tiếp 102 lượt công dân")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "  Năm  2019 ,\n\nhuyện\u00a0tiếp "])
def test_the_doc_is_the_text_to_the_letter(text: str) -> None:
    assert UndertheseaTokenizer(NLP.vocab)(text).text == text


@given(VIETNAMESE)
def test_offsets_point_at_their_words(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    tokens = tokenise(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert "".join("".join(t.text.split()) for t in tokens) == "".join(text.split())
    assert UndertheseaTokenizer(NLP.vocab)(text).text == text


@given(st.text(max_size=80))
def test_no_text_is_lost_whatever_it_is(text: str) -> None:
    assert UndertheseaTokenizer(NLP.vocab)(text).text == text


def test_a_long_text_is_cut_between_words() -> None:
    text = "tiếp công dân " * 4000
    tokens = tokenise(text)
    assert all(" ".join(text[t.start : t.end].split()) == t.text for t in tokens)
    assert sum(len("".join(t.text.split())) for t in tokens) == len("".join(text.split()))
    assert tokens[-1].end == len(text) - 1
