"""Tables as lines: every number stays beside the words it belongs to."""

import pytest

from pipeline.figures.extract import Context, masked_numbers, read_figures
from pipeline.mentions.periods import find_periods
from pipeline.text.clean import normalise
from pipeline.text.tables import table_lines, written_out

COMMUNES = (("Đơn vị", "Hồ sơ tiếp nhận", "Đúng hạn"), ("Xã An Phú", "412", "409"))
YEARS = (("Nội dung", "Năm 2023", "Năm 2024"), ("Số hộ nghèo", "96", "71"))


def test_a_cell_stands_after_the_heading_of_its_column() -> None:
    assert table_lines(COMMUNES) == ["Xã An Phú: Hồ sơ tiếp nhận 412; Đúng hạn 409."]


def test_under_a_time_a_cell_stands_with_its_row() -> None:
    (line,) = table_lines(YEARS)
    assert line == "Năm 2023: Số hộ nghèo 96; Năm 2024: Số hộ nghèo 71."
    figures = read_figures(line, Context(periods=find_periods(line, published=None)))
    assert [(f.family, int(f.value), f.period and f.period.text) for f in figures] == [
        ("ho_ngheo", 96, "Năm 2023"),
        ("ho_ngheo", 71, "Năm 2024"),
    ]


def test_changes_of_a_column_are_changes() -> None:
    table = (("Nội dung", "Năm 2024", "Tăng (+), giảm (-)"), ("Lượt tiếp công dân", "58", "-12"))
    (line,) = table_lines(table)
    level, change = read_figures(line, Context())
    assert (level.kind, change.kind, int(change.value)) == ("level", "change", 12)
    assert change.change is not None
    assert change.change.direction == "down"


def test_a_table_without_a_heading_keeps_its_cells_apart() -> None:
    assert table_lines((("Xã An Phú", "412"), ("Xã An Lộc", "388"))) == [
        "Xã An Phú; 412",
        "Xã An Lộc; 388",
    ]


@pytest.mark.parametrize("gap", ["\t", " | ", " \t "])
def test_lines_with_parted_cells_are_written_out(gap: str) -> None:
    text = "Kết quả quý I:\n" + "\n".join(gap.join(row) for row in COMMUNES) + "\nXã họp dân."
    assert written_out(normalise(text).split("\n")) == [
        "Kết quả quý I:",
        "Xã An Phú: Hồ sơ tiếp nhận 412; Đúng hạn 409.",
        "Xã họp dân.",
    ]


def test_without_a_heading_no_number_is_read_into_its_neighbour() -> None:
    text = normalise("Lượt tiếp công dân\t318\t276\t-42\nĐơn tiếp nhận\t140\t131\t-9")
    lines = written_out(text.split("\n"))
    assert lines == ["Lượt tiếp công dân | 318 | 276 | -42", "Đơn tiếp nhận | 140 | 131 | -9"]
    assert read_figures("\n".join(lines), Context()) == ()
    masked = masked_numbers("\n".join(lines), Context())
    assert [mask.kind for mask in masked] == ["table_row", "table_row"]


def test_a_bar_in_prose_is_no_table() -> None:
    lines = [
        "Trang chủ | Tin tức | Liên hệ",
        "Xã An Phú | huyện Châu Thành | tiếp 12 lượt công dân",
    ]
    assert written_out(lines) == lines
