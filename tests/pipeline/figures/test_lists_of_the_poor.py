"""Counts that a list, a bracket or the paragraph before gives their noun, and those it does not."""

import pytest

from pipeline.figures.context import Context
from pipeline.figures.extract import read_figures
from pipeline.mentions.periods import find_periods


def named(body: str, family: str) -> list[float]:
    periods = find_periods(body, published=None)
    figures = read_figures(body, Context(periods=periods))
    return [float(f.value) for f in figures if f.family == family]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Tỷ lệ hộ nghèo của xã còn 3,1% (62 hộ), hộ cận nghèo 4,2% (84 hộ).", [3.1, 62]),
        ("Xã Bình An còn số hộ nghèo nhiều nhất với 64 hộ (31%), tiếp đến xã Tân Lập 52 hộ.",
         [64, 31, 52]),
        ("Xã có 30 hộ nghèo, thôn Đông 12 hộ, thôn Tây 5 hộ vay vốn.", [30, 12]),
        ("Xã có 30 hộ nghèo, làm nhà cho thôn Đông 12 hộ.", [30]),
        ("Trao quà cho 30 hộ nghèo, thôn Đông 12 hộ.", []),
        ("Nguyên nhân nghèo là do thiếu đất (31 hộ), đông con 14 hộ; xã hỗ trợ 9 hộ.", [31, 14]),
        ("Xã vận động nhà thiếu đất (31 hộ), đông con 14 hộ.", []),
        ("Hộ nghèo người Dao còn 23 hộ, giảm 8 hộ.", [23, 8]),
        ("Hộ cận nghèo người Dao còn 23 hộ.", []),
        ("Lúc ấy hộ nghèo còn tới 71 hộ.", [71]),
        ("Hội còn 18 hộ hội viên nghèo, nay còn 7 hộ.", [18, 7]),
        ("Hội còn 18 hộ hội viên vay vốn, nay còn 7 hộ.", []),
        ("Xã giúp được 26 hộ phụ nữ đơn thân thoát nghèo.", [26]),
        ("Xã cho 26 hộ phụ nữ vay vốn để thoát nghèo.", []),
        ("Xóm chỉ còn 3 hộ chưa thoát nghèo.", [3]),
        ("Xã phấn đấu giảm bình quân 3%/năm số hộ nghèo.", [3]),
        ("Xã phấn đấu giảm bình quân 3%/năm số vụ cháy.", []),
        ("Xã có 210 hộ nghèo.\nĐể đạt mục tiêu giảm bình quân 5%/năm, xã mở lớp dạy nghề.",
         [210, 5]),
        ("Xã có 210 vụ cháy.\nĐể đạt mục tiêu giảm bình quân 5%/năm, xã mở lớp dạy nghề.", []),
        ("Xã Bình An hộ nghèo chiếm 41%. Xã Tân Lập có tỷ lệ thấp nhất, 9,5%.", [41, 9.5]),
        ("Xã Bình An rừng che phủ 41%. Xã Tân Lập có tỷ lệ thấp nhất, 9,5%.", []),
        ("Tỷ lệ hộ nghèo giảm 3%, riêng hộ đồng bào dân tộc thiểu số giảm 5%.", [3, 5]),
    ],
)  # fmt: skip
def test_poor_households_go_on_in_lists_and_brackets(text: str, values: list[float]) -> None:
    assert named(text, "ho_ngheo") == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Huyện có 240 tổ hòa giải với 900 hòa giải viên, trong đó nữ 310 người, giảm 6 tổ.",
         [240, 900, 310, 6]),
        ("Huyện có 240 tổ hòa giải. So với năm 2019, số tổ giảm 6 do nhập thôn.", [240, 6]),
        ("Huyện có 240 tổ hòa giải. Cả huyện có 40 tổ hợp tác, tăng 3 tổ.", [240]),
        ("Có 24% hòa giải viên là nữ, 60% là người Tày.", [24, 60]),
        ("Xã có tổ hòa giải ở mọi thôn; 60% là người Tày.", []),
        ("Các tổ hòa giải thành 90 vụ, chiếm 75%; trong đó đất đai 40 vụ, chiếm 30%.",
         [90, 75, 40]),
        ("Tổ hòa giải hòa giải thành 17 vụ; tội phạm giảm 2 vụ, tỷ lệ điều tra khám phá 94%.",
         [17]),
    ],
)  # fmt: skip
def test_teams_and_shares_of_mediation(text: str, values: list[float]) -> None:
    assert named(text, "hoa_giai") == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sau đó 21 hộ khác hiến theo tổng cộng 1.200 m2.", [21, 1200]),
        ("Sau đó 21 hộ khác tặng theo tổng cộng 1.200 cây.", []),
    ],
)
def test_others_give_land_after_the_first(text: str, values: list[float]) -> None:
    assert named(text, "hien_dat") == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Tỉnh có 800 mô hình “Dân vận khéo”.\nXã mở đường. Phường Đông có 16 mô hình, riêng"
         " một tổ thu gom giấy.", [800, 16]),
        ("Tỉnh có 800 mô hình “Dân vận khéo”.\nXã nhân mô hình nuôi ong. Phường Đông có 16 mô"
         " hình, riêng một tổ lãi cao.", [800]),
    ],
)  # fmt: skip
def test_a_place_has_models_of_the_kind_told_of_last(text: str, values: list[float]) -> None:
    assert named(text, "mo_hinh_dan_van_kheo") == values


def test_opinions_are_told_at_a_dialogue_and_not_at_any_meeting() -> None:
    talk = "Xã đối thoại với nông dân, có 51 ý kiến phát biểu."
    assert named(talk, "kien_nghi_phan_anh") == [51]
    assert named(talk.replace("đối thoại với", "tập huấn cho"), "kien_nghi_phan_anh") == []
