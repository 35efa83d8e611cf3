"""Shares, halves, ranges, amounts and ranks said in words, and words that only look like them."""

import pytest

from pipeline.figures.context import Context
from pipeline.figures.extract import read_figures

Row = tuple[float, float | None, str]


def read(text: str) -> list[Row]:
    """Give value, denominator or upper bound, and unit."""
    return [
        (
            float(f.value),
            float(second) if (second := f.denominator or f.value_max) else None,
            f.unit,
        )
        for f in read_figures(text, Context())
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Hai phần năm số thôn đã có nhà văn hóa.", [(2, 5, "thôn")]),
        ("Một phần tư hội viên ký cam kết.", [(1, 4, "hội viên")]),
        ("Đã thu hồi ba phần tư diện tích.", [(3, 4, "diện tích")]),
        ("Số vụ va chạm chỉ bằng một phần ba năm trước.", [(1, 3, "tỷ lệ")]),
        ("Tám trên mười hộ đã có nước sạch.", [(8, 10, "hộ")]),
        ("Có 7 trong số 11 xã về đích.", [(7, 11, "xã")]),
        ("Có 4 trong 6 nhóm việc xong sớm.", [(4, 6, "nhóm")]),
        ("Khoảng 4/5 diện tích đã gieo.", [(4, 5, "diện tích")]),
        ("Đã bàn giao 3/5 số hộ.", [(3, 5, "hộ")]),
        ("Cứ 30 hội viên thì 17 đồng chí là nữ.", [(17, 30, "đồng chí")]),
        ("Quá nửa số hộ đồng ý.", [(0.5, None, "tỷ lệ")]),
        ("Số đơn giảm phân nửa.", [(0.5, None, "tỷ lệ")]),
        ("Trăm phần trăm hộ ký cam kết.", [(100, None, "%")]),
        ("Trong xóm còn sáu, bảy hộ khó khăn.", [(6, 7, "hộ")]),
        ("Ba, bốn chục người đến dọn đường.", [(30, 40, "người")]),
        ("Mỗi nơi chỉ một, hai hộ.", [(1, 2, "hộ")]),
        ("Phải có ít nhất một mô hình mới.", [(1, None, "mô hình")]),
    ],
)
def test_shares_and_ranges_in_words(text: str, rows: list[Row]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Bốn năm liên tục thôn giữ danh hiệu.",
        "Nửa đầu năm thời tiết thuận lợi.",
        "Hơn nửa thế kỷ qua đất nước đổi thay.",
        "Vài ba hộ còn lo lắng.",
        "Lớp hai, ba học chung một phòng.",
        "Phần ba của cuốn sổ ghi việc họ.",
        "Bố trí học tối thứ bảy.",
        "Thửa ấy đạt 4/5.",
    ],
)
def test_what_only_looks_like_a_share_or_a_range(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Bà con góp một tỷ ba dựng lại đình.", 1_300_000_000, "đồng"),
        ("Cụ nhận một triệu sáu từ quỹ hội.", 1_600_000, "đồng"),
        ("Hội góp hai triệu rưỡi giúp gia đình cụ Sáu.", 2_500_000, "đồng"),
        ("Giá lên tới bốn tỷ mốt.", 4_100_000_000, "đồng"),
        ("Chi 3 tỷ 120 triệu 450 nghìn 600 đồng.", 3_120_450_600, "đồng"),
        ("Kinh phí 8.250.000,đ do dân góp.", 8_250_000, "đồng"),
        ("Kinh phí 7.5tr.", 7_500_000, "đồng"),
        ("Phí là 30 ngàn/kg.", 30_000, "đồng/kg"),
        ("Mỗi nhà góp 1,5tr/hộ.", 1_500_000, "đồng/hộ"),
        ("Giá nước 9.200 đồng/m3.", 9_200, "đồng/m³"),
        ("Đường rộng 4m5.", 4.5, "m"),
        ("Đào thêm 1ha7.", 1.7, "ha"),
        ("Thu 6 tạ rưỡi thóc.", 6.5, "tạ"),
        ("Trăm rưỡi hộ dời nhà.", 150, "hộ"),
        ("Ba trăm mốt hộ dời nhà.", 310, "hộ"),
        ("In 14,300 tờ rơi.", 14_300, "tờ"),
        ("Phát 2,150 bộ quần áo.", 2_150, "bộ"),
    ],
)
def test_amounts_as_they_are_said(text: str, value: float, unit: str) -> None:
    assert read(text) == [(value, None, unit)]


def test_more_than_was_planned_is_a_fraction_still() -> None:
    assert read("Kết nạp 46/40 đảng viên mới.") == [(46, 40, "đảng viên")]


@pytest.mark.parametrize("text", ["Nước mắm 2.000 lít.", "Vốn 3.400 tỷ đồng."])
def test_zeros_at_the_end_leave_no_doubt(text: str) -> None:
    (figure,) = read_figures(text, Context())
    assert figure.flags == ()


def test_a_term_that_opens_with_a_rate_hides_nothing() -> None:
    assert read("Đầu nhiệm kỳ 11,4%, nay còn 2,6%.") == [(11.4, None, "%"), (2.6, None, "%")]


def test_a_magnitude_of_people_is_not_money() -> None:
    assert "đồng" not in [unit for _, _, unit in read("Nâng tổng số thuê bao lên 6 triệu.")]
    assert "đồng" not in [unit for _, _, unit in read("Dân số một triệu ba.")]


@pytest.mark.parametrize(
    ("text", "value", "whole"),
    [
        ("Xã xếp thứ tư toàn huyện.", 4, None),
        ("Tỉnh vươn lên thứ 14.", 14, None),
        ("Tỉnh đứng đầu 34 tỉnh, thành phố.", 1, 34),
        ("Tăng hạng từ 40/63 lên 29/63.", 29, 63),
        ("Từ vị trí 31 lên 24.", 24, None),
    ],
)
def test_ranks(text: str, value: int, whole: int | None) -> None:
    figure = read_figures(text, Context())[-1]
    assert (figure.kind, figure.value, figure.denominator) == ("rank", value, whole)


@pytest.mark.parametrize(
    ("phrase", "qualifier"),
    [
        ("ngót", "nearly"), ("non", "nearly"), ("suýt soát", "about"), ("cỡ", "about"),
        ("ít ra", "at_least"), ("tối thiểu là", "at_least"), ("không thấp hơn", "at_least"),
        ("không tới", "less_than"), ("cấp trên", "exact"), ("ước đạt", "exact"),
    ],
)  # fmt: skip
def test_bounds_in_words(phrase: str, qualifier: str) -> None:
    (figure,) = read_figures(f"Thôn thu {phrase} 70 tấn thóc.", Context())
    assert figure.qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("Tỷ lệ đạt từ 80% đến dưới 85%.", (80, 85)),
        ("Mỗi hộ vay giữa 20 triệu và 30 triệu đồng.", (20_000_000, 30_000_000)),
    ],
)
def test_ranges_with_words_between(text: str, bounds: tuple[int, int]) -> None:
    (figure,) = read_figures(text, Context())
    assert (figure.value, figure.value_max) == bounds
    assert (figure.qualifier, figure.kind, figure.change) == ("range", "level", None)


def test_stars_are_labels_and_their_counts_are_read() -> None:
    text = "Huyện có 31 sản phẩm OCOP (3 sao: 22; 4 sao: 9)."
    assert [row[0] for row in read(text)] == [31, 22, 9]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Chưa phát hiện trường hợp vi phạm nào.", [0]),
        ("Đến nay chưa xảy ra vụ khiếu kiện đông người nào.", [0]),
        ("Thôn chưa có đơn thư vượt cấp.", [0]),
        ("Ai chưa có hồ sơ thì làm lại.", []),
        ("Hai phần ba số thôn không còn hộ nghèo.", [2]),
    ],
)
def test_what_is_said_not_to_have_happened(text: str, values: list[int]) -> None:
    assert [f.value for f in read_figures(text, Context())] == values
