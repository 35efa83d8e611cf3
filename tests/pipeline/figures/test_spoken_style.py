"""Numbers written as they are said, shares written apart, and numbers nobody can have meant."""

import pytest

from pipeline.figures.context import Context
from pipeline.figures.extract import masked_numbers, read_figures

Row = tuple[str, int | float, int | None, str]


def _read(text: str) -> list[Row]:
    return [
        (f.family, float(f.value), int(f.denominator) if f.denominator else None, f.unit)
        for f in read_figures(text, Context())
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Có 5 nghìn 200 hộ tham gia phong trào.", [("khac", 5200, None, "hộ")]),
        ("Cả tỉnh đón 3 triệu 2 lượt khách.", [("khac", 3_200_000, None, "lượt")]),
        ("Nhân dân đóng góp 1 tỷ 2.", [("so_tien", 1_200_000_000, None, "đồng")]),
        ("Nhân dân đóng góp 1 tỷ 250 để làm đường.", [("so_tien", 1_250_000_000, None, "đồng")]),
        (
            "Hội ủng hộ 5 triệu 2 hộ nghèo.",
            [("so_tien", 5_000_000, None, "đồng"), ("ho_ngheo", 2, None, "hộ")],
        ),
        (
            "Đã giải quyết 95 trên tổng số 102 vụ việc khiếu nại.",
            [("khieu_nai", 95, 102, "vụ việc")],
        ),
        (
            "Đã giải quyết 187 trong 203 kiến nghị của cử tri.",
            [("kien_nghi_phan_anh", 187, 203, "kiến nghị")],
        ),
        (
            "Các cấp đã tiếp 161/201 lượt/người.",
            [("luot_tiep_dan", 161, None, "lượt"), ("nguoi_duoc_tiep", 201, None, "người")],
        ),
        (
            "Hỗ trợ 500.000 đồng (năm trăm nghìn đồng) cho hộ nghèo.",
            [("so_tien", 500_000, None, "đồng")],
        ),
        (
            "Kinh phí là 1 tỷ 2 trăm triệu đồng.",
            [("so_tien", 1_200_000_000, None, "đồng")],
        ),
        ("Cả nước có 3 triệu rưỡi hộ.", [("khac", 3_500_000, None, "hộ")]),
    ],
)
def test_numbers_as_they_are_said(text: str, rows: list[Row]) -> None:
    assert _read(text) == rows


@pytest.mark.parametrize("text", ["Toàn xã có 1.0000 hộ dân.", "Có 1234567890123456789 hồ sơ."])
def test_what_nobody_can_have_meant_is_masked(text: str) -> None:
    assert _read(text) == []
    assert masked_numbers(text, Context())


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("Kinh phí thực hiện mô hình là 3,5 tỷ.", True),
        ("Các nhà hảo tâm ủng hộ quỹ hơn hai triệu.", True),
        ("Lễ hội năm nay có 3 triệu.", False),
        ("Cả nước hiện có hơn hai triệu, đa số ở nông thôn.", False),
    ],
)
def test_a_bare_magnitude_is_money_only_where_money_is_spoken_of(text: str, money: bool) -> None:
    assert ("đồng" in [row[3] for row in _read(text)]) is money


def test_the_bound_of_a_multiple_is_kept() -> None:
    (figure,) = read_figures("Số đơn tăng gần gấp rưỡi so với cùng kỳ.", Context())
    assert (figure.value, figure.qualifier) == (1.5, "nearly")


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Trong quý, xã không có đơn tố cáo quá hạn.", "khac"),
        ("Trong quý, xã không có đơn tố cáo nào.", "to_cao"),
        ("Trong tháng không tiếp nhận đơn khiếu nại.", "khieu_nai"),
    ],
)
def test_a_zero_of_some_is_no_zero_of_all(text: str, family: str) -> None:
    assert [(f.family, f.value, f.kind) for f in read_figures(text, Context())] == [
        (family, 0, "zero")
    ]
