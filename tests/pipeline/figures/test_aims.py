"""Levels, changes and aims: which numbers tell what is, what moved and what is wanted."""

import pytest

from corpus.records import Figure
from pipeline.figures.extract import Context, read_figures
from pipeline.mentions.periods import find_periods


def read(body: str) -> tuple[Figure, ...]:
    return read_figures(body, Context(title="", periods=find_periods(body, published=None)))


def kinds(body: str) -> str:
    """Give the first letter of each kind, in the order of the text."""
    return "".join(figure.kind[0] for figure in read(body))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Năm 2027, xã đề ra giảm trên 3% hộ nghèo.", "t"),
        ("Số hộ nghèo vượt kế hoạch đề ra, giảm trên 3%.", "c"),
        ("Sang năm, xã chủ trương mỗi thôn đối thoại từ 1 đến 2 buổi.", "t"),
        ("Nhờ chủ trương đúng, tỷ lệ hộ nghèo còn dưới 3%.", "l"),
        ("Tỉnh yêu cầu tỷ lệ hồ sơ trễ hạn không quá 0,5%, SIPAS đạt trên 90%.", "tt"),
        ("Theo yêu cầu của tỉnh, trên 95% hồ sơ được số hóa.", "l"),
        ("Huyện yêu cầu niêm yết thủ tục; tỷ lệ hồ sơ đúng hạn trên 98%.", "l"),
        ("Thành ủy yêu cầu mỗi phường duy trì ít nhất 2 mô hình “Dân vận khéo”.", "t"),
        ("Ban Dân vận yêu cầu và đã có ít nhất 40 mô hình được nhân rộng.", "l"),
        ("Hội nghị thống nhất, mỗi xã giám sát tối thiểu 3 cuộc.", "t"),
        ("Bà con thống nhất cao, trên 95% hộ hiến đất.", "l"),
        ("Huyện đã chi 120 triệu đồng; thời gian tới, mỗi xã xây 3 nhà.", "lt"),
    ],
)
def test_an_order_or_a_resolve_reaches_what_it_bounds(body: str, expected: str) -> None:
    assert kinds(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Tỷ lệ hòa giải thành đạt 91%, vượt mục tiêu nghị quyết đề ra là 85%.", "lt"),
        ("Tỷ lệ hồ sơ đúng hạn đạt 97,2%, chưa đạt kế hoạch là 98%.", "lt"),
        ("Kinh phí thực hiện kế hoạch là 420 triệu đồng.", "l"),
        ("Nhiều xã vượt xa chỉ tiêu như Tân Phú 2,5 tỷ đồng.", "l"),
        ("Tỷ lệ hộ nghèo còn 5,4%, dự kiến hết năm nay còn 1,9%.", "ll"),
        ("Năm sau đơn vị dự kiến hỗ trợ thêm 10 con bò giống.", "t"),
        ("Phấn đấu rà soát, giải quyết dứt điểm 19 vụ khiếu kiện kéo dài.", "l"),
        ("Phấn đấu giảm 5% số đơn so với năm 2024 (212 đơn, 30 vụ).", "tll"),
        ("Năm 2026 phấn đấu giảm 6% hộ nghèo (cuối năm 2025 còn 30,5%).", "tl"),
        ("Xã phấn đấu giảm 120 hộ nghèo (tương đương 4%).", "tt"),
        ("Kế hoạch giảm 3% hộ nghèo; cuối năm thực hiện được 4,1%.", "tl"),
        ("Với mục tiêu phục vụ nhân dân, Trung tâm tiếp nhận 1.200 hồ sơ.", "l"),
        ("Nhằm đạt mục tiêu đề ra, xã vận động 45 hộ hiến đất.", "l"),
        ("Với mục tiêu giảm 30 hộ nghèo, xã xây 5 nhà.", "tt"),
        ("Từ nay đến cuối năm, Hội phấn đấu vận động 3,5 tỷ đồng.", "t"),
        ("Hộ ông Tư phấn đấu thoát nghèo, nay thu 120 triệu đồng mỗi năm.", "l"),
        ("Tỷ lệ hồ sơ quá hạn phải dưới 1%.", "t"),
    ],
)
def test_an_aim_is_told_from_what_it_is_measured_by(body: str, expected: str) -> None:
    assert kinds(body) == expected


def test_what_was_done_ends_only_its_item_in_a_list_of_aims() -> None:
    body = "Chỉ tiêu năm tới: nhân rộng 12 mô hình đã được công nhận; 100% xã tổ chức đối thoại."
    assert kinds(body) == "tt"
    assert kinds("Phấn đấu xây 5 nhà, đến nay đã bàn giao 3 nhà.") == "tl"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("III. Phương hướng năm 2027\n- Tổ chức ít nhất 02 hội nghị.\n- Giảm 120 hộ nghèo.", "tt"),
        ("1. Kết quả\nTiếp 12 lượt.\n2. Nhiệm vụ trọng tâm\nHòa giải thành trên 90%.", "lt"),
        ("2. Phương hướng năm 2027\nXây 2 nhà.\n3. Kinh phí\nHuyện chi 120 triệu đồng.", "tl"),
        ("I. Kết quả thực hiện nhiệm vụ năm 2026\n- Tổ chức 12 hội nghị đối thoại.", "l"),
        ("Huyện đề ra các chỉ tiêu:\n- 100% xã đối thoại;\n- 95% hồ sơ đúng hạn.", "tt"),
        ("Các chỉ tiêu đã đạt được:\n- 100% xã đối thoại;\n- 95% hồ sơ đúng hạn.", "ll"),
        ("Chỉ tiêu phấn đấu:\n- 100% xã đối thoại.\nNăm qua, huyện tiếp 40 lượt.", "tl"),
    ],
)
def test_a_heading_or_an_announced_list_holds_aims(body: str, expected: str) -> None:
    assert kinds(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Hai huyện giảm sâu nhất là Bảo An 6,8%, Hà Sơn 6,1% và Hạ Lý 5,9%.", "lccc"),
        ("Tỷ lệ hộ nghèo thấp nhất là Tân Lập 1,2%, Yên Mỹ 1,8%.", "ll"),
        ("Mức hài lòng đạt 81,79%, thấp hơn bình quân chung 3,13%.", "lc"),
        ("Tỷ lệ hòa giải thành đạt 90%, cao hơn mức bình quân của tỉnh là 85%.", "ll"),
        ("Số đơn giảm mạnh so với năm 2015 (64 đơn, 12 vụ việc).", "ll"),
        (
            "Dân đề nghị tìm đầu ra khi giá còn 900 đồng/kg, thấp hơn 200 đồng so với vụ trước.",
            "lc",
        ),
        ("Toàn xã giảm 120 hộ nghèo, tương đương 2,1%.", "cc"),
        ("Tỷ lệ hộ nghèo còn 2,1%, tương đương 120 hộ.", "ll"),
        ("Cả năm nhận 212 đơn (+6,1%).", "lc"),
        ("Cả năm tiếp 340 lượt công dân (-21 lượt).", "lc"),
        ("Năm 2024 có 14 mô hình, cao hơn năm 2023 ba mô hình.", "lc"),
        ("Quỹ đạt 32,7 tỷ đồng, tăng trưởng 2,6 tỷ đồng so với đầu năm.", "lc"),
        ("Huyện bổ sung phương án với số tiền tăng thêm 2,6 tỷ đồng.", "l"),
    ],
)
def test_what_moved_is_told_from_what_stands(body: str, expected: str) -> None:
    assert kinds(body) == expected


def test_the_sign_in_brackets_says_which_way() -> None:
    _, change = read("Cả năm nhận 212 đơn (-3,2% so với cùng kỳ).")
    assert change.change is not None
    assert change.change.direction == "down"


def test_a_rate_after_the_word_for_a_year_is_no_amount() -> None:
    rate, *others = read("Từ nay đến cuối năm tỷ lệ hồ sơ trễ hạn không quá 0,5%.")
    assert (float(rate.value), rate.kind, others) == (0.5, "target", [])
    assert float(read("Huyện chi năm tỷ đồng.")[0].value) == 5e9
