"""Numbers without a unit of their own: told in a row, in brackets, on lines, by place."""

import pytest

from corpus.records import Figure
from pipeline.figures.extract import Context, read_figures
from pipeline.mentions.periods import find_periods


def read(body: str) -> tuple[Figure, ...]:
    return read_figures(body, Context(title="", periods=find_periods(body, published=None)))


def counted(body: str) -> list[tuple[float, str]]:
    return [(float(f.value), f.unit) for f in read(body)]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Năm qua huyện nhận 318 hồ sơ, đạt 97,5% (năm trước 96,1%); xong 300, trước hạn 260.",
         [(318, "hồ sơ"), (97.5, "%"), (96.1, "%"), (300, "hồ sơ"), (260, "hồ sơ")]),
        ("Đông nhất là hộ tịch 812 hồ sơ, kế đó chứng thực 640, xây dựng - đô thị 97.",
         [(812, "hồ sơ"), (640, "hồ sơ"), (97, "hồ sơ")]),
        ("Bà con gửi 96 ý kiến, nhiều nhất về cầu cống (41), rác thải (30), nước máy (25).",
         [(96, "ý kiến"), (41, "ý kiến"), (30, "ý kiến"), (25, "ý kiến")]),
        ("Buổi ấy có 75 ý kiến, đáp tại chỗ 61, chuyển phòng, ban khác 14.",
         [(75, "ý kiến"), (61, "ý kiến"), (14, "ý kiến")]),
        ("Xã giữ 34 mô hình dân vận khéo (tập thể 21, cá nhân 13).",
         [(34, "mô hình"), (21, "mô hình"), (13, "mô hình")]),
        ("Dân nhường 9.400 m² đất, gồm đất vườn 6.100 m², đất màu 2.050, đất ở 1.250.",
         [(9400, "m²"), (6100, "m²"), (2050, "m²"), (1250, "m²")]),
        ("Phường nhận 88 đơn (kỳ trước chuyển sang 9, trong kỳ 79).",
         [(88, "đơn"), (9, "đơn"), (79, "đơn")]),
        ("Phòng nhận 70 đơn, không thuộc thẩm quyền 31 (đã hướng dẫn 20, chuyển đơn 11).",
         [(70, "đơn"), (31, "đơn"), (20, "đơn"), (11, "đơn")]),
        ("Xã có 214 mô hình được công nhận. Trùng Khánh 81, Hạ Lang 77.",
         [(214, "mô hình"), (81, "mô hình"), (77, "mô hình")]),
        ("Cả năm có 118 cuộc đối thoại (quận 18, phường 100).",
         [(118, "cuộc"), (18, "cuộc"), (100, "cuộc")]),
    ],
)  # fmt: skip
def test_a_row_goes_on_with_what_was_counted(body: str, wanted: list[tuple[float, str]]) -> None:
    assert counted(body) == wanted


def test_lines_count_what_the_line_with_the_colon_says() -> None:
    lines = "- Kinh tế: 61;\n- Văn hóa - xã hội: 40;\n- An ninh: 19."
    assert counted(f"Tỉnh có 120 mô hình (tăng 4%), chia ra:\n{lines}") == [
        (120, "mô hình"), (4, "%"), (61, "mô hình"), (40, "mô hình"), (19, "mô hình"),
    ]  # fmt: skip
    assert counted(f"Tỉnh có 120 mô hình.\n{lines}") == [(120, "mô hình")]


def test_shares_by_place_go_on_and_dates_do_not() -> None:
    shares = read("Huyện hòa giải thành 21/24 vụ. Xã Ea Bar 5/6, xã Ea Nuôl 13/15.")
    assert [(int(f.value), int(f.denominator or 0), f.unit) for f in shares] == [
        (21, 24, "vụ"), (5, 6, "vụ"), (13, 15, "vụ"),
    ]  # fmt: skip
    assert counted("Huyện hòa giải thành 21/24 vụ. Từ ngày 5/6 tổ nghỉ.") == [(21, "vụ")]


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Xã huy động 96 tỷ đồng, gồm tỉnh 51 tỷ đồng, huyện 30, xã 9 và dân góp 6 tỷ đồng.",
         [96e9, 51e9, 30e9, 9e9, 6e9]),
        ("Quỹ có 45 triệu đồng, trong đó phường 20 triệu đồng, hội 15, chùa 10.",
         [45e6, 20e6, 15e6, 10e6]),
        ("Quỹ có 45 triệu đồng, trong đó phường 20 triệu đồng, hội 15, chùa 11.", [45e6, 20e6]),
        ("Xây 8 căn (70 triệu đồng/căn), sửa 5 (40 triệu đồng/căn).", [70e6, 40e6]),
    ],
)  # fmt: skip
def test_amounts_share_a_magnitude_where_the_row_confirms_it(
    body: str, wanted: list[float]
) -> None:
    assert [float(f.value) for f in read(body) if f.unit.startswith("đồng")] == wanted


@pytest.mark.parametrize(
    "body",
    [
        "Hội có 40 học viên, người trẻ nhất mười chín, người già nhất sáu mươi.",
        "Thôn có 80 hộ ở hai bên đường tỉnh 781, 784.",
        "Giải có 500 vận động viên ở ba cự ly 5, 10, 21.",
        "Đoàn có 40 cán bộ, Bệnh viện 354, Công ty 28.",
        "Xã có 12 tổ tự quản, chấm theo thang 100.",
    ],
)
def test_ages_distances_and_names_are_no_row(body: str) -> None:
    assert len(read(body)) == 1
    assert all(f.unit_text for f in read(body))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Lũ cuốn trôi hơn chục ngôi nhà.", [(10, "nhà", "more_than")]),
        ("Gần trăm hộ đã dời.", [(100, "hộ", "nearly")]),
        ("Quỹ thu ngót nghìn tỷ đồng.", [(1e12, "đồng", "nearly")]),
        ("Trao cho điểm trường bốn tá thước kẻ.", [(48, "thước kẻ", "exact")]),
        ("Chủ tịch tiếp dân không dưới 10 ngày mỗi năm.", [(10, "ngày", "at_least")]),
        ("Cấp giấy chưa đầy 2 ngày là xong.", [(2, "ngày", "less_than")]),
        ("Đoàn tặng 04 “Ngôi nhà nhân ái” cho dân.", [(4, "nhà", "exact")]),
        ("Công an tỉnh đã điều 14 xe chở nước.", [(14, "xe", "exact")]),
    ],
)
def test_bounds_dozens_waits_and_quoted_names(
    body: str, wanted: list[tuple[float, str, str]]
) -> None:
    assert [(float(f.value), f.unit, f.qualifier) for f in read(body)] == wanted


@pytest.mark.parametrize(
    "body",
    [
        "Hơn chục năm qua ông vẫn đi bộ.",
        "Chỉ 20 ngày sau, mặt bằng thông.",
        "Theo khoản 2 điều 14 Luật này.",
        "Thực hiện 5 “không” trong thôn.",
        "Lượt xem trang: 2,418 | In trang",
        "Đang truy cập: 31",
        "Số lần đọc: 1.204",
    ],
)
def test_spans_of_time_articles_slogans_and_counters_are_no_figures(body: str) -> None:
    assert counted(body) == []


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Huyện không còn nhà tạm, nhà dột nát.", [("nhà", "zero")]),
        ("Cả năm không vụ nào phải ra tòa.", [("vụ việc", "zero")]),
        ("Khiếu kiện đông người không phát sinh.", [("vụ việc", "zero")]),
        ("Ba năm liền không có học sinh bỏ học.", [("học sinh", "zero")]),
        ("Phấn đấu không còn nhà tạm.", [("nhà", "target")]),
        ("Bà con không khiếu nại, không nghe xúi giục.", []),
        ("Thôn không còn cảnh lội suối.", []),
    ],
)
def test_nothing_left_is_a_zero(body: str, wanted: list[tuple[str, str]]) -> None:
    assert [(f.unit, f.kind) for f in read(body)] == wanted
    assert all(f.value == 0 for f in read(body))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Năm 2022 tiếp 88 lượt; năm 2023: 71; năm 2024: 64.",
         [(88, "lượt"), (71, "lượt"), (64, "lượt")]),
        ("Hộ nghèo đầu năm 1.312, cuối năm 905.", [(1312, "hộ"), (905, "hộ")]),
        ("Số hộ nghèo giảm từ 421 xuống còn 250.", [(421, "hộ"), (250, "hộ")]),
        ("Nơi nhận nhiều đơn là: Ea Súp 24, Cư Jút 15.", [(24, "đơn"), (15, "đơn")]),
        ("Có 43 phản ánh qua tổng đài 1022: giao thông 25, rác thải 18.",
         [(43, "phản ánh"), (25, "phản ánh"), (18, "phản ánh")]),
        ("Xã giữ 30 mô hình kinh tế, 17 văn hóa, 6 an ninh.",
         [(30, "mô hình"), (17, "mô hình"), (6, "mô hình")]),
        ("Lượt tiếp: 90; người: 104; đoàn đông người: 2.",
         [(90, "lượt"), (104, "người"), (2, "đoàn")]),
        ("Tỉnh góp 21.400 ngày công, công an huyện 9.300 ngày công, thanh niên gần 12 nghìn.",
         [(21400, "ngày công"), (9300, "ngày công"), (12000, "ngày công")]),
        ("Trao 1.500 suất quà, trị giá mỗi suất 250 nghìn.", [(1500, "suất"), (250000, "đồng")]),
        ("Hội lập 8 tổ; thôn Tân Lập 1, Tân Hòa 2 đi đầu.", [(8, "tổ")]),
    ],
)  # fmt: skip
def test_times_fields_and_places_tell_the_numbers_of_a_row(
    body: str, wanted: list[tuple[float, str]]
) -> None:
    assert counted(body) == wanted
