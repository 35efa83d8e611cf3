import tomllib

import pytest

from corpus.errors import VocabError
from models.labelled_texts import LabelledTokens
from models.labelling import FILE, RELEVANCE, lexicon_from, load_lexicon
from models.labelling_report import report
from models.words import normalise


def small(functions, masks=()):
    return lexicon_from({"version": "0", "masks": masks, "functions": functions})


def names(lexicon, text):
    return [hit.function for hit in lexicon.hits([normalise(w) for w in text.split()])]


ORDER = {"name": "order@1", "field": "an_ninh", "patterns": ["an ninh", "camera an ninh"]}
LAND = {"name": "land@1", "field": "kinh_te", "patterns": ["hiến ~3 đất", "mở|làm đường"]}


@pytest.mark.parametrize(
    ("text", "fired"),
    [
        ("Lắp camera an ninh ở xã", ["order@1"]),
        ("an ninh và an ninh", ["order@1", "order@1"]),
        ("hiến 100 m2 đất", ["land@1"]),
        ("hiến đất", ["land@1"]),
        ("hiến máu cứu người ở vùng đất", []),
        ("dân làm đường, mở đường", ["land@1", "land@1"]),
        ("sở an ninh", []),
        ("", []),
    ],
)
def test_patterns_match_words_gaps_and_choices(text, fired):
    assert names(small([ORDER, LAND], ["sở an ninh"]), text) == fired


def test_segmentation_does_not_matter():
    lexicon = small([ORDER])
    assert lexicon.hits(["camera an ninh"]) == lexicon.hits(["camera", "an ninh"])


def test_a_vote_against_lowers_the_score_and_silence_does_not():
    against = {"name": "relief@1", "field": "kinh_te", "vote": "against", "patterns": ["tặng quà"]}
    lexicon = small([LAND, against])
    score = lambda text: lexicon.score(lexicon.count(text.split()), "kinh_te")  # noqa: E731
    assert score("họp thôn") == 0
    assert score("tặng quà") < 0 < score("làm đường")
    assert score("làm đường tặng quà") == 0


def test_a_break_parts_a_pattern():
    lexicon = small([ORDER])
    assert lexicon.count(["an ninh", "", "an", "ninh"]).tolist() == [2.0]
    assert lexicon.count(["an", "", "ninh"]).tolist() == [0.0]


def test_two_functions_of_one_name_are_refused():
    with pytest.raises(VocabError, match="share a name"):
        small([ORDER, ORDER])


def test_a_pattern_may_not_start_with_a_gap():
    with pytest.raises(VocabError, match="starts with a gap"):
        small([{"name": "x@1", "field": "f", "patterns": ["~2 đất"]}])


def test_every_function_of_the_house_is_versioned_and_spelt_as_texts_are_read():
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert {f["field"] for f in data["function"]} == {*load_lexicon().fields, RELEVANCE}
    for function in data["function"]:
        assert function["name"].rpartition("@")[2].isdigit()
        for pattern in function["patterns"]:
            words = [s for part in pattern.split() for s in part.split("|") if part[0] != "~"]
            assert [normalise(word) for word in words] == words, (function["name"], pattern)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Hội nông dân giúp hội viên vay vốn nuôi bò, thu nhập tăng", "kinh_te"),
        ("Tuổi trẻ hiến máu tình nguyện, dọn vệ sinh môi trường", "van_hoa_xa_hoi"),
        ("Bà con ký cam kết tự quản đường biên, cột mốc", "an_ninh_quoc_phong"),
        ("Chủ tịch huyện tiếp công dân, nhận 12 đơn khiếu nại", "he_thong_chinh_tri"),
    ],
)
def test_the_vote_goes_to_the_field_of_the_codebook(text, field):
    lexicon = load_lexicon()
    counts = lexicon.count([normalise(word) for word in text.split()])
    votes = {name: lexicon.score(counts, name) for name in lexicon.fields}
    assert max(votes, key=votes.get) == field
    assert lexicon.score(counts, RELEVANCE) >= 0


def test_the_report_counts_coverage_overlap_conflict_and_accuracy():
    lexicon = small(
        [ORDER, LAND, {"name": "no@1", "field": "kinh_te", "vote": "against", "patterns": ["quà"]}]
    )
    body = ["làm đường", "an ninh", "làm đường quà", "họp"]
    labels = [("kinh_te",), ("kinh_te",), (), ()]
    rows = [
        LabelledTokens(id=str(i), title=(), body=tuple(text.split()), labels=label)
        for i, (text, label) in enumerate(zip(body, labels, strict=True))
    ]
    found = {line.name: line for line in report(lexicon, rows)}
    land = found["land@1"]
    assert (land.coverage, land.overlap, land.conflict, land.accuracy) == (0.5, 0.0, 0.5, 0.5)
    assert found["order@1"].accuracy == 0.0
    assert found["no@1"].accuracy == 1.0
