"""Words that make a number a name, and near them words that do not."""

import pytest

from pipeline.figures.context import Context
from pipeline.figures.extract import masked_numbers, read_figures
from pipeline.mentions.periods import find_periods


def read(text: str) -> list[tuple[float, str]]:
    figures = read_figures(text, Context(periods=find_periods(text, published=None)))
    return [(float(f.value), f.unit) for f in figures]


@pytest.mark.parametrize(
    "text",
    [
        "Các phường 2, 4, 6 và 8 rà soát hộ khẩu.",
        "Xe buýt số 3, 11 và 27 dừng ở bến mới.",
        "Lực lượng chốt tại tổ 6, 7, 8 phường 5.",
        "Các xóm 3, 4 và 6 tổ chức bầu trưởng xóm.",
        "Các chi bộ 2, 5, 9 sinh hoạt chuyên đề.",
        "Khối lớp 6, 7 và 10 học sách mới.",
        "Vận động viên mang số đeo 1508 lần thứ hai về nhất.",
        "Em trả lời câu 4 hỏi về lịch sử.",
        "Thôn giành giải 2 toàn hội thao.",
        "Ban Chỉ đạo 35 tỉnh thống nhất chủ trương.",
        "Các khối 7, 8 thi đua sôi nổi.",
    ],
)
def test_a_list_of_names_holds_no_figure(text: str) -> None:
    assert read(text) == []
    assert masked_numbers(text, Context())


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Ở tổ 6, 14 hộ dân đã lùi hàng rào.", [(14, "hộ")]),
        ("Ở thôn 2, 9 cháu được nhận xe đạp.", [(9, "cháu")]),
        ("Công an huyện cấp 21.600 thẻ căn cước.", [(21600, "thẻ")]),
        ("Phòng đã cấp 46 giấy phép xây dựng.", [(46, "giấy phép")]),
        ("Quần chúng cung cấp 58 tin có giá trị.", [(58, "tin")]),
        ("Chi bộ thi hành kỷ luật 4 đảng viên.", [(4, "đảng viên")]),
        ("Đảng viên là người dân tộc thiểu số 31 đồng chí.", [(31, "đồng chí")]),
        ("Mặt trận kêu gọi 16 chủ vườn tham gia.", [(16, "chủ vườn")]),
        (
            "Có 188 thủ tục, gồm cấp tỉnh 90, huyện 61, xã 37.",
            [(188, "thủ tục"), (90, "thủ tục"), (61, "thủ tục"), (37, "thủ tục")],
        ),
        ("Số thủ tục cấp xã 95, cấp huyện 214.", [(95, "thủ tục"), (214, "thủ tục")]),
        ("Trong 8 tháng 7 xã về đích.", [(7, "xã")]),
        ("Chỉ số PAPI 42,7 điểm.", [(42.7, "điểm")]),
        ("Mỗi quý 1 cuộc họp dân.", [(1, "cuộc")]),
    ],
)
def test_a_count_after_a_word_of_names_is_read(text: str, rows: list[tuple[float, str]]) -> None:
    # The periods are left to others here: a month must not hide the count after it.
    figures = read_figures(text, Context())
    assert [(float(f.value), f.unit) for f in figures] == rows


def test_the_part_after_a_comma_is_no_number_of_its_own() -> None:
    text = "Gửi 3 tháng 5,4%, gửi 9 tháng 6,1%."
    assert [float(f.value) for f in read_figures(text, Context())] == [5.4, 6.1]
    # Whatever the mentions took for a month, no `4 %` may come out.
    assert {value for value, _ in read(text)} <= {5.4, 6.1}


def test_how_often_is_no_date() -> None:
    assert read("Hằng tháng 2 buổi tiếp dân, mỗi năm 3 đợt tuyên truyền.") == [
        (2, "buổi"),
        (3, "đợt tuyên"),
    ]


def test_a_day_of_a_month_stays_a_date() -> None:
    assert read("Ngày 9 tháng 12 xã họp dân.") == []
