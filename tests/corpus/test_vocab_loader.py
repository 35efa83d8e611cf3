"""The vocabularies of the house, and what is said of one that is wrong."""

import pytest

from corpus.errors import VocabError
from corpus.vocab.loader import (
    FIELD_CODES,
    load_families,
    load_fields,
    load_indicators,
    read_fields,
    read_indicators,
)

FIELD = """
[{code}]
label = "Kinh tế"
label_en = "Economy"
included = ["a"]
excluded = ["b"]
[[{code}.borderline]]
case = "c"
decision = "d"
[[{code}.borderline]]
case = "e"
decision = "f"
"""


def write(tmp_path, *texts: str):
    path = tmp_path / "fields.toml"
    path.write_text("".join(texts))
    return path


def test_the_four_fields_say_what_is_in_and_out():
    fields = load_fields()
    assert tuple(fields) == FIELD_CODES
    assert all(f.included and f.excluded and len(f.borderline) == 2 for f in fields.values())


def test_every_indicator_is_in_a_family_that_has_a_label():
    assert {i.family for i in load_indicators().values()} <= set(load_families())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('label = "Kinh tế"', "", r"fields\.toml: kinh_te\.label: a text is needed"),
        ('label = "Kinh tế"', "label = 3", r"kinh_te\.label: a text is needed, found 3"),
        ('included = ["a"]', "included = []", r"kinh_te\.included: a list of texts"),
        ('included = ["a"]', "included = [1]", r"kinh_te\.included: a list of texts"),
        ('case = "e"', "", r"kinh_te\.borderline\.case"),
        ('[[kinh_te.borderline]]\ncase = "e"\ndecision = "f"', "", "two borderline cases"),
        ("[kinh_te]", "[kinh_te", "is not TOML"),
        ("kinh_te", "kinh_doanh", "look at:"),
    ],
)
def test_a_wrong_field_is_named_with_its_file_and_key(tmp_path, old, new, said):
    texts = [FIELD.format(code=code) for code in FIELD_CODES]
    assert tuple(read_fields(write(tmp_path, *texts))) == FIELD_CODES
    texts[FIELD_CODES.index("kinh_te")] = texts[FIELD_CODES.index("kinh_te")].replace(old, new)
    with pytest.raises(VocabError, match=said):
        read_fields(write(tmp_path, *texts))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(VocabError, match=r"none\.toml: cannot be read"):
        read_fields(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "text",
    [
        '[[indicator]]\nid = "a"\nfamily = "don_thu"\nlabel = "A"\nunit = "đơn"',
        '[a]\nfamily = "don_thu"\nlabel = "A"\nunit = "đơn"',
        '[indicator.a]\nfamily = "don_thu"\nlabel = "A"\nunit = "đơn"',
        'version = "1"\n[[indicators]]\ncode = "a"\nfamily = "don_thu"\nlabel = "A"\nunit = "đơn"',
    ],
)
def test_indicators_may_be_written_as_tables_or_as_a_list(tmp_path, text):
    found = read_indicators(write(tmp_path, text))["a"]
    assert (found.id, found.family, found.label, found.unit) == ("a", "don_thu", "A", "đơn")


def test_an_indicator_twice_is_refused(tmp_path):
    one = '[[indicator]]\nid = "a"\nfamily = "x"\nlabel = "A"\n'
    with pytest.raises(VocabError, match="'a' stands twice"):
        read_indicators(write(tmp_path, one, one))
