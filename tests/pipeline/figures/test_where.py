"""Which place a figure gets, in sentences of our own that tell one rule each."""

from datetime import date

import pytest

from pipeline.figures.extract import Context, read_figures
from pipeline.mentions.places import find_places, province_named

DAY = date(2021, 5, 20)


def places_of(body: str, *, title: str = "Thạch An làm công tác dân vận") -> list[str | None]:
    province = province_named("Cao Bằng")
    places = find_places(body, on=DAY, province=province, context=title)
    context = Context(title=title, event_date=DAY, province=province, places=places)
    return [figure.place and figure.place.text for figure in read_figures(body, context)]


DISTRICT = "huyện Thạch An"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Tại huyện Thạch An, đơn vị làm 3 km đường ở xã Lê Lai, sửa 15 nhà.",
         ["xã Lê Lai", DISTRICT]),
        ("UBND huyện Thạch An khen mô hình ở xã Lê Lai. Cả năm có 26 mô hình dân vận khéo.",
         [DISTRICT]),
        ("Năm qua, huyện Thạch An có 40 mô hình dân vận khéo; các chi hội xã Lê Lai hiến 90 m2 "
         "đất. Nhân dân góp 15 triệu đồng.", [DISTRICT, "xã Lê Lai", DISTRICT]),
        ("UBND huyện Thạch An họp.\nXã Lê Lai có 12 hộ hiến đất. Nhân dân góp 15 triệu đồng.",
         ["Xã Lê Lai", "Xã Lê Lai"]),
        ("UBND huyện Thạch An họp.\nNăm 2020, ngày 15/10, xã Lê Lai có 12 hộ hiến đất. "
         "Nhân dân góp 15 triệu đồng.", ["xã Lê Lai", "xã Lê Lai"]),
        ("UBND huyện Thạch An họp.\nÔng Bế Văn Xu ở xã Lê Lai làm gương. Ông hiến 150 m2 đất.",
         ["xã Lê Lai"]),
        ("UBND huyện Thạch An họp.\nĐi đầu là xã Lê Lai 81 hộ, xã Đức Long 64 hộ. "
         "Nhân dân góp 15 triệu đồng.", ["xã Lê Lai", "xã Đức Long", DISTRICT]),
        ("UBND huyện Thạch An họp.\nCán bộ về các xã Lê Lai, Đức Long. "
         "Đã tổ chức 7 cuộc đối thoại.", [DISTRICT]),
        ("Xã Lê Lai của huyện Thạch An có 45 hộ nghèo.", ["Xã Lê Lai"]),
    ],
)  # fmt: skip
def test_a_place_governs_as_far_as_its_words_reach(body: str, wanted: list[str]) -> None:
    assert places_of(body) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("UBND huyện Thạch An họp.\nXã Lê Lai đề nghị huyện hỗ trợ 40 hộ nghèo.", "Xã Lê Lai"),
        ("UBND huyện Thạch An họp.\nXã Lê Lai mừng. Toàn huyện hỗ trợ 40 hộ nghèo.", DISTRICT),
        ("Huyện Thạch An họp.\nXã Lê Lai mừng.\nKhối dân vận các xã, thị trấn giúp 40 hộ nghèo.",
         "Huyện Thạch An"),
        ("Huyện Thạch An họp.\nXã Lê Lai mừng.\nTổ hợp tác xã giúp 40 hộ nghèo.",
         "Huyện Thạch An"),
    ],
)  # fmt: skip
def test_a_kind_of_unit_is_not_the_unit(body: str, wanted: str) -> None:
    assert places_of(body) == [wanted]


def test_a_hamlet_is_named_with_its_commune() -> None:
    body = "Con đường qua thôn Nà Lình, xã Lê Lai (huyện Thạch An) đã xong. Đường dài 3 km."
    assert places_of(body) == ["thôn Nà Lình, xã Lê Lai"]


def test_a_hamlet_before_brackets_stands_alone() -> None:
    body = "Thôn Nà Lình (xã Lê Lai, huyện Thạch An) có 30 hộ hiến đất."
    assert places_of(body) == ["Thôn Nà Lình"]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Xã Lê Lai vừa họp.\nNhân dân góp 15 triệu đồng.", "Xã Lê Lai"),
        ("Xã Lê Lai và xã Đức Long vừa họp.\nNhân dân góp 15 triệu đồng.", "Thạch An"),
        ("UBND huyện Thạch An vừa họp.\nXã Lê Lai mừng.\nNhân dân góp 15 triệu đồng.", DISTRICT),
    ],
)
def test_a_text_that_leads_with_its_only_commune_is_about_it(body: str, wanted: str) -> None:
    assert places_of(body) == [wanted]


@pytest.mark.parametrize(
    ("body", "title", "wanted"),
    [
        ("Huyện Thạch An họp.\nToàn huyện giúp 90 hộ nghèo. Một số xã còn thấp như xã Lê Lai: 7 hộ nghèo.", "",
         ["Huyện Thạch An", "xã Lê Lai"]),
        ("Huyện Thạch An làm theo cách của nơi khác như xã Lê Lai. Cả năm giúp 90 hộ nghèo.", "",
         ["Huyện Thạch An"]),
        ("Xã Đức Long có 9 mô hình dân vận khéo. Đoàn công tác xã Lê Lai đến học hỏi. "
         "Xã hiến 90 m2 đất.", "Xã Đức Long họp", ["Xã Đức Long", "Xã Đức Long"]),
        ("Đoàn công tác huyện Thạch An đến thăm, tặng 12 suất quà.", "", [DISTRICT]),
        ("Huyện Thạch An họp.\nToàn huyện (tính cả huyện Quảng Hòa trước khi sáp nhập) giúp 90 hộ "
         "nghèo.", "", ["Huyện Thạch An"]),
        ("Huyện Thạch An giúp 90 hộ nghèo. Khu vực huyện Quảng Hòa cũ giúp 30 hộ nghèo. "
         "Toàn huyện nhận 8 đơn.", "", ["Huyện Thạch An", "huyện Quảng Hòa", "Huyện Thạch An"]),
        ("Thạch An là huyện xa nhất của tỉnh Cao Bằng. Một cửa nhận 90 hồ sơ.", "", ["Thạch An"]),
        ("Xã Lê Lai làm đường liên thôn Nà Keng, góp 15 triệu đồng. Xã nhận 8 đơn.", "Xã Lê Lai",
         ["Xã Lê Lai", "Xã Lê Lai"]),
        ("Bộ đội về xã Lê Lai dựng nhà, góp 15 triệu đồng.", "", ["xã Lê Lai"]),
        ("Huyện Thạch An họp.\nHàng được đưa về xã Lê Lai. Huyện nhận 8 đơn.", "",
         ["Huyện Thạch An"]),
        ("Đồn Biên phòng Đức Long phụ trách địa bàn xã Đức Long.\nĐơn vị góp 15 triệu đồng.",
         "Đồn Biên phòng Đức Long vì dân", ["xã Đức Long"]),
        ("Đồn Biên phòng Đức Long họp.\nĐơn vị góp 15 triệu đồng.",
         "Đồn Biên phòng Đức Long vì dân", ["Đồn Biên phòng Đức Long"]),
    ],
)  # fmt: skip
def test_who_is_named_in_passing_is_not_where_it_was_done(
    body: str, title: str, wanted: list[str]
) -> None:
    assert places_of(body, title=title or "Thạch An làm công tác dân vận") == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Xã Lê Lai nêu gương, là một trong 12 mô hình dân vận khéo của huyện.", [DISTRICT]),
        ("Xã Lê Lai nhận 9 đơn thuộc thẩm quyền của huyện.", ["Xã Lê Lai"]),
        ("Xã Lê Lai mừng. Lãnh đạo tỉnh, huyện nhận 9 đơn.", ["Xã Lê Lai"]),
        ("Thôn Nà Keng chưa thuận. Qua 3 cuộc đối thoại với lãnh đạo xã, dân hiến 90 m2 đất.",
         ["Thôn Nà Keng", "Thôn Nà Keng"]),
        ("Xã Lê Lai góp 90 triệu đồng, đạt 120% chỉ tiêu huyện giao; các thôn góp 15 triệu đồng.",
         ["Xã Lê Lai", "Xã Lê Lai", "Xã Lê Lai"]),
        ("Những xã khá là Đức Long (82 hộ nghèo), Lê Lai (64 hộ nghèo). Huyện nhận 8 đơn.",
         ["Đức Long", "Lê Lai", DISTRICT]),
    ],
)  # fmt: skip
def test_a_level_is_a_place_only_where_it_stands_for_its_unit(
    body: str, wanted: list[str]
) -> None:
    assert places_of("UBND huyện Thạch An họp.\n" + body) == wanted
