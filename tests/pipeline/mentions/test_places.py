"""Administrative units named in a text: which, on which map, or that it cannot be told."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Province
from corpus.vocab.places import gazetteer
from pipeline.mentions.names import find_names
from pipeline.mentions.places import find_places, find_province, province_named

BEFORE, AFTER = date(2022, 5, 1), date(2025, 8, 1)


def read(text, on=BEFORE, province=None):
    given_province = province_named(province) if province else None
    return [(p.text, p.era, p.code) for p in find_places(text, on=on, province=given_province)]


def texts(text, on=BEFORE, province=None):
    return [found[0] for found in read(text, on, province)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("UBND huyện Thạch An họp", ("huyện Thạch An", "2025-06", "053")),
        ("Huyện ủy Thạch An Nông Thanh Toại", ("Thạch An", "2025-06", "053")),
        ("Quận Tây Hồ: hiệu quả", ("Quận Tây Hồ", "2025-06", "003")),
        ("UBND TP. Mỹ Tho", ("TP. Mỹ Tho", "2025-06", "815")),
        ("UBND TP.Hội An cho biết", ("TP.Hội An", "2025-06", "503")),
        ("tỉnh Bắc Kạn", ("tỉnh Bắc Kạn", "2025-06", "06")),
        ("TX. Sa Pa", ("TX. Sa Pa", "2025-06", "088")),
        ("Tỉnh uỷ Quảng Nam", ("Quảng Nam", "2025-06", "49")),
        ("tỉnh Bà Rịa-Vũng Tàu", ("tỉnh Bà Rịa-Vũng Tàu", "2025-06", "77")),
        ("tỉnh Bà Rịa – Vũng Tàu", ("tỉnh Bà Rịa – Vũng Tàu", "2025-06", "77")),
        ("TP.HCM", ("TP.HCM", "2025-06", "79")),
        ("UBND HUYỆN THẠCH AN TỔ CHỨC", ("HUYỆN THẠCH AN", "2025-06", "053")),
        ("Ở Đà Nẵng, việc", ("Đà Nẵng", "2025-06", "48")),
        ("MTTQ Lâm Đồng", ("Lâm Đồng", "2025-06", "68")),
        ("huyện Cư M’gar", ("huyện Cư M’gar", "2025-06", "648")),
        ("Quận 10", ("Quận 10", "2025-06", "771")),
        ("thị trấn Nông trường Lệ Ninh", ("thị trấn Nông trường Lệ Ninh", "2025-06", "19246")),
    ],
)
def test_a_typed_or_well_known_name_is_one_unit(text, place):
    assert read(text) == [place]


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("tỉnh Hòa Bình", "tỉnh Hoà Bình"),
        ("tỉnh Đắk Lắk", "tỉnh Đăk Lăk"),
        ("tỉnh Đắk Lắk", "tỉnh Đắc Lắc"),
        ("tỉnh Bắc Kạn", "tỉnh Bắc Cạn"),
        ("thành phố Quy Nhơn", "thành phố Qui Nhơn"),
        ("thành phố Mỹ Tho", "thành phố Mĩ Tho"),
        ("huyện Ia H'Drai", "huyện Ia H’ Drai"),
        ("thành phố Phan Rang - Tháp Chàm", "thành phố Phan Rang-Tháp Chàm"),
    ],
)
def test_spellings_of_one_name_mean_one_unit(text, variant):
    ((_, era, code),) = read(text)
    assert read(variant) == [(variant, era, code)]
    assert code is not None


@pytest.mark.parametrize(
    ("text", "on", "place"),
    [
        ("tỉnh Lào Cai", BEFORE, ("tỉnh Lào Cai", "2025-06", "10")),
        ("tỉnh Lào Cai", AFTER, ("tỉnh Lào Cai", "2025-07", "15")),
        ("tỉnh Gia Lai", AFTER, ("tỉnh Gia Lai", "2025-07", "52")),
        ("thành phố Huế", BEFORE, ("thành phố Huế", "2025-06", "474")),
        ("thành phố Huế", AFTER, ("thành phố Huế", "2025-07", "46")),
        ("phường Tây Hồ", AFTER, ("phường Tây Hồ", "2025-07", "00103")),
        ("phường 3 Bảo Lộc", AFTER, ("phường 3 Bảo Lộc", "2025-07", "24841")),
        (
            "phường Văn Miếu - Quốc Tử Giám",
            AFTER,
            ("phường Văn Miếu - Quốc Tử Giám", "2025-07", "00226"),
        ),
        ("huyện Mộc Châu", date(2020, 1, 1), ("huyện Mộc Châu", "2025-06", "123")),
        ("thị xã Mộc Châu", date(2025, 5, 1), ("thị xã Mộc Châu", "2025-06", "123")),
        ("huyện Thông Nông", date(2019, 1, 1), ("huyện Thông Nông", "2025-06", "044")),
        ("thành phố Quảng Ninh", date(2026, 10, 1), ("thành phố Quảng Ninh", "2025-07", "22")),
    ],
)
def test_the_date_chooses_the_map(text, on, place):
    assert read(text, on) == [place]


def test_a_list_hands_its_type_on():
    text = "các xã Lê Lai, Lê Lợi và Đức Xuân; huyện Thạch An"
    assert texts(text, province="Cao Bằng") == [
        "xã Lê Lai",
        "Lê Lợi",
        "Đức Xuân",
        "huyện Thạch An",
    ]


def test_a_parent_in_brackets_or_after_a_comma_decides():
    assert read("xã Lê Lai (Thạch An)")[0][2] == "01819"
    (first, second) = find_places("xã Minh Khai, huyện Thạch An", on=BEFORE, province=None)
    assert (first.province_old, first.candidates, second.code) == ("04", (), "053")


def test_the_province_decides_between_namesakes():
    (place,) = find_places("huyện Châu Thành", on=BEFORE, province=province_named("Tây Ninh"))
    assert (place.province_old, place.province_new, place.candidates) == ("72", "80", ())


def test_a_title_names_the_district_of_a_commune():
    body = "Ở xã Thụy Hùng, bà con góp ngày công."
    assert read(body)[0][2] is None
    for title in ("Huyện Văn Lãng về đích", "Văn Lãng về đích sớm"):
        (place,) = find_places(body, on=BEFORE, province=None, context=title)
        assert (place.code, place.province_old, place.text) == ("06136", "20", "xã Thụy Hùng")


@pytest.mark.parametrize("on", [AFTER, None])
@pytest.mark.parametrize(("text", "code"), [("phường Đồng Hới", "18880"), ("xã Lệ Thủy", "19249")])
def test_a_new_commune_lies_in_its_new_province_whatever_the_old_one(text, code, on):
    assert read(text, on, "Quảng Trị") == [(text, "2025-07", code)]


def test_a_province_that_no_merger_touched_needs_no_date():
    (place,) = find_places("tỉnh Lạng Sơn", on=None, province=None)
    assert (place.code, place.era, place.flags) == ("20", "2025-07", ("era_inferred",))
    (merged,) = find_places("tỉnh Phú Thọ", on=None, province=None)
    assert (merged.code, merged.flags) == (None, ("tie",))


def test_a_tie_stays_a_tie():
    (place,) = find_places("huyện Châu Thành", on=BEFORE, province=None)
    assert place.code is None
    assert place.flags == ("tie",)
    assert len(place.candidates) == 10
    assert all(candidate.startswith("2025-06:") for candidate in place.candidates)


def test_a_reused_code_is_never_given_without_its_era():
    for place in find_places("tỉnh Lào Cai và tỉnh Gia Lai", on=None, province=None):
        assert (place.code, place.era) == (None, None)
        assert len(place.candidates) == 2


@pytest.mark.parametrize(
    "text",
    [
        "ông Nguyễn Văn Lâm phát biểu", "văn bản Hướng dẫn",
        "đồng chí Hòa Bình phát biểu", "đường Điện Biên Phủ",
        "tư tưởng, đạo đức Hồ Chí Minh", "Võ Nguyên Giáp", "Đoàn Kết là sức mạnh",
        "TT. Thích Thanh Tân", "Minh Khai kể lại", "trường Lê Lợi", "phụ nữ xã Hồ Thị Hoa",
        "Già làng Hồ Văn Ăm Tôn kể chuyện",
        "già làng Trương Hữu Cẩn vận động bà con",
        "Trưởng thôn Hồ Văn Lập",
        "Theo Huế ngày nay Online",
        "(Lào Cai điện tử)",
    ],
)  # fmt: skip
def test_persons_streets_and_bare_communes_are_no_places(text):
    assert texts(text) == []


def test_hamlets_and_cities_stay_beside_those_who_head_them():
    assert texts("Trưởng thôn Tân Lập; Tại Huế ngày nay") == ["thôn Tân Lập", "Huế"]


def test_a_bare_commune_counts_once_its_type_is_named():
    text = "Xã Pá Hu đổi thay. Nay Pá Hu có đường mới."
    assert texts(text, province="Yên Bái") == [
        "Xã Pá Hu",
        "Pá Hu",
    ]


@pytest.mark.parametrize(
    "text",
    ["bản Cò Chạy 2", "Bản Cò Chạy 2", "thôn Lũng Mòn", "phố Phú Thọ 1", "buôn Jiê Yuk", "thôn 5",
     "Đồn Biên phòng Sen Thượng", "khu phố 3"],
)  # fmt: skip
def test_what_lies_below_a_commune_is_kept_without_a_code(text):
    (place,) = find_places(f"{text} có 100 hộ.", on=BEFORE, province=None)
    assert (place.text, place.level, place.code) == (text, "thôn", None)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("Quảng Nam", "49", "48"), ("tỉnh Hoà Bình", "17", "25"), ("TP. Huế", "46", "46"),
        ("Thừa Thiên Huế", "46", "46"), ("Đắc Lắc", "66", "66"), ("quang-nam", "49", "48"),
        ("TP.HCM", "79", "79"), ("Thành phố Hồ Chí Minh", "79", "79"), ("BR-VT", "77", "79"),
        ("Cần Thơ", "92", "92"), ("Bà Rịa - Vũng Tàu", "77", "79"),
    ],
)  # fmt: skip
def test_a_province_is_found_by_any_of_its_names(name, old, new):
    found = province_named(name)
    assert found is not None
    assert (found.code_old, found.code_new) == (old, new)


@pytest.mark.parametrize("name", ["", "Không Đâu", "huyện Thạch An", "tỉnh"])
def test_no_other_name_is_a_province(name):
    assert province_named(name) is None


def test_the_text_tells_its_province_or_nothing():
    body = "UBND huyện Thạch An họp. Xã Lê Lai (Thạch An) có 3 mô hình."
    places = find_places(body, on=BEFORE, province=None)
    assert find_province("Thạch An: dân vận khéo", body, places) == Province(
        name="Cao Bằng", code_old="04", code_new="04", source="text"
    )
    assert find_province("Hội nghị tổng kết", "Ban Dân vận Tỉnh ủy họp.", ()) is None
    both = "Đoàn thăm tỉnh Hà Giang và tỉnh Cà Mau."
    assert find_province("Tin", both, find_places(both, on=BEFORE, province=None)) is None


def told(units, on, *, with_province):
    """Count the units found right and wrong when named with their type, one at a time."""
    right = wrong = 0
    for unit in units:
        province = Province(
            name="", code_old=unit.province_old or None, code_new=unit.province_new, source="portal"
        )  # fmt: skip
        text = f"UBND {unit.level} {unit.name} họp."
        found = find_places(text, on=on, province=province if with_province else None)
        right += (found[0].era, found[0].code) == (unit.era, unit.code)
        wrong += found[0].code not in (None, unit.code)
    return right / len(units), wrong


@pytest.mark.parametrize(
    ("digits", "on", "with_province", "least"),
    [
        (3, date(2025, 5, 1), False, 0.96), (3, date(2025, 5, 1), True, 1.0),
        (5, AFTER, False, 0.82), (5, AFTER, True, 0.999),
    ],
)  # fmt: skip
def test_every_unit_is_told_or_said_to_be_a_tie_never_mistaken(digits, on, with_province, least):
    day = on.isoformat()
    units = [
        unit for unit in gazetteer().units
        if len(unit.code) == digits and unit.valid_from <= day <= (unit.valid_to or "9999")
        and (digits == 3 or unit.era == "2025-07") and unit.valid_to in ("", "2025-06-30")
    ]  # fmt: skip
    share, wrong = told(units, on, with_province=with_province)
    assert share >= least
    assert wrong == 0


PIECES = st.sampled_from(
    ["xã", "huyện", "tỉnh", "TP.", "Thạch An", "Lê Lai", "(", ")", ",", "và", "Huế", "Hà Nội", "1",
     "phường", "Châu Thành", "thôn", "A", "-", "ỦY", "Bản", "Nguyễn Văn A", "HUYỆN", "của"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_reads_with_exact_offsets_and_without_overlaps(text):
    for on, name in ((None, None), (BEFORE, "Cao Bằng"), (AFTER, None)):
        province = province_named(name) if name else None
        places = find_places(text, on=on, province=province)
        assert all(text[p.begin : p.finish] == p.text for p in places)
        assert all(a.finish <= b.begin for a, b in itertools.pairwise(places))
        assert all((p.code is None) == (p.era is None) for p in places)
        find_province(text[:50], text, places)


def test_a_word_longer_than_any_province_is_not_looked_up(monkeypatch):
    looked_up = []
    monkeypatch.setattr("pipeline.mentions.places.key_of", looked_up.append)
    assert province_named("x" * 10_000) is None
    assert looked_up == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Cả quận mở 40 cuộc họp (quận 6, phường 34).", []),
        ("Nhà ở phường 6, quận 3.", ["phường 6", "quận 3"]),
        ("Họp thôn 12 buổi, họp tổ dân phố 4 lần.", []),
        ("Tại thôn 12, dân góp công; thôn 3 tổ chức ra quân.", ["thôn 12", "thôn 3"]),
    ],
)
def test_how_many_each_level_held_is_no_name(body: str, wanted: list[str]) -> None:
    assert [place.text for place in find_places(body, on=None, province=None)] == wanted


def test_names_in_a_list_are_read_beside_their_numbers() -> None:
    body = "Thành phố Cao Bằng 37, Hòa An 52, Quảng Hòa 41. Các xã dẫn đầu là Cô Ba 9 hộ."
    places = find_places(body, on=None, province=province_named("Cao Bằng"))
    assert [place.text for place in places] == [
        "Thành phố Cao Bằng", "Hòa An", "Quảng Hòa", "Cô Ba",
    ]  # fmt: skip


def test_a_bare_commune_without_communes_around_stays_unread() -> None:
    body = "Năm qua, chị Cô Ba 9 lần góp gạo."
    assert find_places(body, on=None, province=province_named("Cao Bằng")) == ()


@pytest.mark.parametrize("blank", [" ", "  ", "\u00a0", "\n"])
@pytest.mark.parametrize(
    "name",
    ["phường 3", "Phường 3", "PHƯỜNG 3", "quận 5", "QUẬN 5", "P. 3", "Q. 5", "thôn 5", "ấp 2",
     "Ấp 2", "xóm 7", "khóm 6", "buôn 4", "khu phố 3", "tổ dân phố 12"],
)  # fmt: skip
def test_a_number_is_a_name_however_it_is_spaced(name, blank):
    written = blank.join(name.rsplit(" ", 1))
    found = {(name.begin, name.finish) for name in find_names(f"ở {written}.")}
    assert (2, 2 + len(written)) in found


@pytest.mark.parametrize("name", ["P.3", "Q.5", "phường3", "Quận5", "Thôn số 2"])
def test_a_number_may_stand_close_to_its_type_or_after_a_word(name):
    assert [found.begin for found in find_names(name)] == [0]
