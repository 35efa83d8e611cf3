"""The reader as a citizen of spaCy."""

import pytest
import spacy

from corpus.records import Figure, Label, Place
from pipeline import load
from pipeline.nlp import blank, make_doc, restore

TEXT = (
    "Năm 2023, huyện Bảo Lạc tiếp 318 lượt công dân, nhận 127 đơn theo Kế hoạch số 24/KH-UBND ngày 15/02/2023. "
    "Nhân dân hoà giải thành 12 vụ."
)


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def test_the_factories_are_registered_and_in_order(nlp) -> None:
    assert nlp.pipe_names == ["danvan_mentions", "danvan_figures", "danvan_fields"]
    assert nlp.lang == "vi"


def test_spans_stand_where_the_words_are(doc) -> None:
    assert {"figures", "places", "periods", "documents"} <= set(doc.spans)
    assert any("Bảo Lạc" in span.text for span in doc.spans["places"])
    assert any(span.text == "Năm 2023" for span in doc.spans["periods"])
    assert any("24/KH-UBND" in span.text for span in doc.spans["documents"])
    assert {span.label_ for span in doc.spans["figures"]} == {f.indicator for f in doc._.figures}


def test_the_extensions_give_records(doc) -> None:
    assert all(isinstance(figure, Figure) for figure in doc._.figures)
    assert all(isinstance(place, Place) for place in doc._.places)
    assert isinstance(doc._.label, Label)
    assert doc.cats == dict(doc._.label.scores)
    assert all(doc.text[f.start : f.end] == f.quote for f in doc._.figures)


def test_a_doc_survives_its_bytes(nlp, doc) -> None:
    again = restore(nlp.vocab, doc.to_bytes())
    assert again.text == doc.text
    assert again._.figures == doc._.figures
    assert again._.label == doc._.label
    assert [s.text for s in again.spans["figures"]] == [s.text for s in doc.spans["figures"]]


def test_the_pipeline_survives_the_disk(nlp, doc, tmp_path) -> None:
    nlp.to_disk(tmp_path / "reader")
    again = spacy.load(tmp_path / "reader")
    assert again(TEXT)._.figures == doc._.figures


def test_pipe_reads_as_call_does(nlp, doc) -> None:
    (piped,) = nlp.pipe([TEXT])
    assert piped._.figures == doc._.figures


def test_what_is_known_before_reading_counts(nlp) -> None:
    from pipeline.inputs import published_at
    from pipeline.mentions.places import province_named

    body = "Từ đầu năm đến nay, toàn tỉnh tiếp 90 lượt công dân."
    known = make_doc(
        nlp, body, published=published_at("2024-07-23"), province=province_named("Cao Bằng")
    )
    (figure,) = nlp(known)._.figures
    assert figure.period is not None
    assert (str(figure.period.start), str(figure.period.end)) == ("2024-01-01", "2024-07-23")
    assert figure.place is not None
    assert figure.place.province_old == "04"


def test_the_tokenizer_can_be_had_alone() -> None:
    assert [t.text for t in blank()("tiếp công dân")] == [t.text for t in load()("tiếp công dân")]


def test_an_empty_text_is_an_empty_doc(nlp) -> None:
    doc = nlp("")
    assert (doc._.figures, doc._.places, doc._.checks) == ((), (), ())
