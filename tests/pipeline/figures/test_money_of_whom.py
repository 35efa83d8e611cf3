"""An amount is named in texts about people and those who serve them, and in no others."""

import pytest

from pipeline.figures.context import Context
from pipeline.figures.extract import read_figures


def families(text: str, title: str = "") -> list[str]:
    return [f.family for f in read_figures(text, Context(title=title)) if f.value >= 1000]


VILLAGE = (
    "Chi hội phụ nữ thôn Hạ vận động hội viên nuôi heo đất, sau một năm gom được 38 triệu đồng. "
    "Số tiền ấy sửa nhà cho hai hộ khó khăn, phần còn lại mua 12 triệu đồng con giống. "
    "Đảng ủy xã đánh giá đây là cách làm hay trong xây dựng nông thôn mới. "
)
MATCH = (
    "Câu lạc bộ chi 38 triệu đồng mỗi tuần cho mặt sân mới và 12 triệu đồng cho ánh sáng. "
    "Trận đấu kết thúc với tỷ số hòa sau hai hiệp căng thẳng, hàng thủ chơi tập trung. "
)


@pytest.mark.parametrize("copies", [1, 3])
def test_amounts_in_news_of_a_village_are_named(copies: int) -> None:
    assert families(VILLAGE * copies) == ["so_tien"] * 2 * copies


@pytest.mark.parametrize("copies", [1, 3])
def test_amounts_in_news_of_a_match_are_not(copies: int) -> None:
    assert families(MATCH * copies) == ["khac"] * 2 * copies


def test_one_village_in_a_long_report_of_a_match_changes_nothing() -> None:
    assert set(families(MATCH * 8 + "Tiền đạo này quê ở một xã ven biển thuộc huyện đảo.")) == {
        "khac"
    }


@pytest.mark.parametrize(
    "text",
    [
        "Bán nhà hai tầng, giá 4,2 tỷ đồng, chính chủ.",
        "Cổ phiếu của hãng giảm, vốn hóa mất 350 tỷ đồng trong một phiên.",
        "Bị cáo quê ở xã Tân Lập, huyện Đông, bị phạt 45 triệu đồng; tòa buộc trả lại 120 triệu đồng.",
        "Tập đoàn ký thỏa thuận vay 25 triệu USD với ngân hàng nước ngoài.",
    ],
)
def test_amounts_of_trade_and_courts_are_not(text: str) -> None:
    assert set(families(text)) == {"khac"}


def test_the_title_says_what_a_short_text_is_about() -> None:
    text = "Đến hết tháng 10, tổng số đã thu là 640 triệu đồng, vượt 12% so với kế hoạch đề ra từ đầu năm."
    assert families(text, "Quỹ Vì người nghèo của xã") == ["so_tien"]
    assert families(text, "Giải bóng đá các đội mạnh") == ["khac"]
