"""The committed table of administrative units, held against what is known of it."""

import csv
import lzma
from collections import Counter
from importlib import resources

import pytest

from corpus.errors import VocabError
from corpus.vocab.build_places import Row, main, write
from corpus.vocab.places import NEW_ERA, OLD_ERA, Unit, gazetteer, key_of, provinces

BEFORE, AFTER = "2025-05-01", "2025-08-01"


def on(day):
    return [
        unit for unit in gazetteer().units
        if unit.valid_from <= day <= (unit.valid_to or "9999")
    ]  # fmt: skip


def counted(day, digits):
    return len({unit.code for unit in on(day) if len(unit.code) == digits})


@pytest.mark.parametrize(
    ("day", "digits", "count"),
    [(BEFORE, 2, 63), (BEFORE, 3, 696), (BEFORE, 5, 10035), (AFTER, 2, 34), (AFTER, 5, 3321)],
)
def test_the_maps_before_and_after_july_2025_are_whole(day, digits, count):
    assert counted(day, digits) == count


def test_no_district_is_left_after_july_2025():
    assert counted(AFTER, 3) == 0


def test_new_communes_are_of_three_kinds():
    kinds = Counter(unit.level for unit in on(AFTER) if len(unit.code) == 5)
    assert kinds == {"xã": 2621, "phường": 687, "đặc khu": 13}


def test_715_districts_have_been_since_2017():
    assert len({unit.code for unit in gazetteer().units if len(unit.code) == 3}) == 715


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("15", "Yên Bái", "Lào Cai"), ("24", "Bắc Giang", "Bắc Ninh"),
        ("44", "Quảng Bình", "Quảng Trị"), ("52", "Bình Định", "Gia Lai"),
        ("80", "Long An", "Tây Ninh"), ("82", "Tiền Giang", "Đồng Tháp"),
        ("91", "Kiên Giang", "An Giang"),
    ],
)  # fmt: skip
def test_seven_codes_changed_their_meaning(code, before, after):
    names = {unit.era: unit.name for unit in gazetteer().units if unit.code == code}
    assert names == {OLD_ERA: before, NEW_ERA: after}


def test_every_unit_lies_in_a_province_of_both_maps():
    heirs = {facts.code_old: facts.code_new for facts in provinces()}
    assert len(heirs) == 63
    assert len(set(heirs.values())) == 34
    for unit in gazetteer().units:
        assert unit.province_new in heirs.values()
        if unit.province_old:
            assert heirs[unit.province_old] == unit.province_new


def test_every_parent_is_a_unit_of_the_same_map():
    codes = {(unit.era, unit.code) for unit in gazetteer().units}
    orphans = [
        unit for unit in gazetteer().units if unit.parent and (unit.era, unit.parent) not in codes
    ]
    assert orphans == []


def test_every_old_commune_lies_in_the_province_of_its_district():
    home = {u.code: u.province_old for u in gazetteer().units if len(u.code) == 3}
    strays = [
        unit for unit in gazetteer().units
        if unit.era == OLD_ERA and len(unit.code) == 5 and home[unit.parent] != unit.province_old
    ]  # fmt: skip
    assert strays == []


@pytest.mark.parametrize(
    ("name", "day", "units"),
    [
        ("Thạch An", BEFORE, {("huyện", "053")}),
        ("Thạch An", AFTER, {("xã", "01807")}),
        ("Sa Pa", "2017-06-01", {("huyện", "088")}),
        ("Thông Nông", "2019-06-01", {("huyện", "044")}),
        ("Thông Nông", "2023-01-01", {("thị trấn", "01363")}),
        ("Thủ Đức", "2019-06-01", {("quận", "762")}),
        ("Thủ Đức", "2023-06-01", {("thành phố", "769")}),
    ],
)
def test_a_name_means_what_it_meant_that_day(name, day, units):
    found = {
        (unit.level, unit.code) for unit in gazetteer().by_key[key_of(name)] if unit in on(day)
    }
    assert units <= found
    assert {level for level, _ in found} - {"xã", "phường", "thị trấn"} <= {
        level for level, _ in units
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"), ("Thuỷ Nguyên", "Thủy Nguyên"), ("Đắk Lắk", "Đắc Lắc"),
        ("Đắk Nông", "Đăk Nông"), ("Quy Nhơn", "Qui Nhơn"), ("Mỹ Tho", "Mĩ Tho"), ("Ða", "Đa"),
        ("Cư M’gar", "Cư M'gar"), ("Phan Rang-Tháp Chàm", "Phan Rang - Tháp Chàm"),
        ("HÀ GIANG", "Hà Giang"), ("Kỳ Sơn", "Kì Sơn"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_share_a_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hà Nam", "Hà Nàm"), ("Đại Lộc", "Đại Lọc"), ("An", "Ân"), ("Lạc", "Lắc")]
)
def test_diacritics_keep_names_apart(one, other):
    assert key_of(one) != key_of(other)


def test_the_table_is_small_enough_to_travel():
    data = resources.files("corpus.vocab").joinpath("places.csv.xz").read_bytes()
    assert len(data) < 200_000


def test_the_builder_writes_what_the_loader_reads(tmp_path):
    row = Row(era=OLD_ERA, code="053", level="huyện", name="Thạch An", parent="04",
              province_old="04", province_new="04", valid_to="2025-06-30")  # fmt: skip
    write([row], tmp_path / "places.csv.xz")
    lines = lzma.decompress((tmp_path / "places.csv.xz").read_bytes()).decode().splitlines()
    (read,) = csv.DictReader(lines)
    assert Unit(**read) == Unit(
        OLD_ERA, "053", "huyện", "Thạch An", "04", "04", "04", "", "2025-06-30"
    )


def test_the_builder_says_what_it_misses(tmp_path):
    with pytest.raises(VocabError, match="unpack the package there first"):
        main([str(tmp_path), str(tmp_path)])
    with pytest.raises(VocabError, match="usage"):
        main([])
