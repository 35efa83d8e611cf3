"""What a sentence leaves out, and the paragraph, cell or habit of the article that says it."""

import pytest

from corpus.records import Figure
from pipeline.figures.extract import Context, masked_numbers, read_figures
from pipeline.mentions.periods import find_periods


def read(body: str, title: str = "") -> tuple[Figure, ...]:
    periods = find_periods(body, published=None)
    return read_figures(body, Context(title=title, periods=periods))


def brief(body: str) -> list[tuple[str, float, str, str]]:
    return [(f.family, float(f.value), f.unit, f.kind) for f in read(body)]


def test_a_paragraph_goes_on_with_the_theme_of_the_one_before() -> None:
    first = "Năm 2019, các tổ hòa giải của huyện thụ lý 310 vụ việc."
    alone = "Năm 2020 thụ lý 287 vụ việc, thành 201 vụ việc."
    assert [f.family for f in read(f"{first}\n{alone}")] == ["hoa_giai"] * 3
    assert "hoa_giai" not in [f.family for f in read(alone)]


def test_a_theme_is_forgotten_after_other_paragraphs() -> None:
    first = "Các tổ hòa giải của huyện thụ lý 310 vụ việc."
    between = "Huyện mở đường.\nHuyện trồng cây.\nHuyện xây cầu."
    figures = read(f"{first}\n{between}\nNăm 2020 thụ lý 287 vụ việc.")
    assert [f.family for f in figures] == ["hoa_giai", "khac"]


def test_a_league_table_is_one_of_the_only_index_the_text_names() -> None:
    body = (
        "Lào Cai xếp thứ 4/63 (đạt 86,12%), Sơn La thứ 30/63 (đạt 82,05%).\n"
        "Về hài lòng đối với dịch vụ, tỉnh tăng 1,37%."
    )
    shares = [f for f in read(body) if f.unit == "%"]
    assert {f.family for f in shares} == {"ty_le_hai_long"}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Bình An: Hồ sơ tiếp nhận 120; Đúng hạn 118; Tỷ lệ (%) 98,3.",
         [("ho_so_tthc", 120, "hồ sơ"), ("ho_so_dung_han", 118, "hồ sơ"),
          ("ho_so_dung_han", 98.3, "%")]),
        ("Đông Hà: Số hộ nghèo 210; Diện tích đất hiến (m2) 3.450; Kinh phí (triệu đồng) 1.200.",
         [("ho_ngheo", 210, "hộ"), ("hien_dat", 3450, "m²"), ("so_tien", 1.2e9, "đồng")]),
        ("Dân vận khéo: đăng ký 143, công nhận 121 mô hình.",
         [("mo_hinh_dan_van_kheo", 143, "mô hình"), ("mo_hinh_dan_van_kheo", 121, "mô hình")]),
        ("Bà con nêu 61 câu hỏi, 48 trả lời ngay.",
         [("kien_nghi_phan_anh", 61, "câu hỏi"), ("kien_nghi_phan_anh", 48, "câu hỏi")]),
        ("Đơn: 391, gồm KN 18, TC 7, KNPA 366.",
         [("don_thu", 391, "đơn"), ("khieu_nai", 18, "đơn"), ("to_cao", 7, "đơn"),
          ("kien_nghi_phan_anh", 366, "đơn")]),
        ("Cấp huyện: 9; cấp xã: 26 mô hình Dân vận khéo.",
         [("khac", 9, "mô hình"), ("mo_hinh_dan_van_kheo", 26, "mô hình")]),
        ("Các tổ thụ lý 37, hòa giải thành 33, không thành 4.",
         [("hoa_giai", 37, "vụ"), ("hoa_giai", 33, "vụ"), ("hoa_giai", 4, "vụ")]),
        ("Trong số 28 kiến nghị, 21 đã được trả lời, 7 chuyển cấp trên.",
         [("kien_nghi_phan_anh", 28, "kiến nghị"), ("kien_nghi_phan_anh", 21, "kiến nghị"),
          ("kien_nghi_phan_anh", 7, "kiến nghị")]),
        ("Xã nhận 64 đơn thư, đã trả lời 50.",
         [("don_thu", 64, "đơn"), ("don_thu", 50, "đơn")]),
    ],
)  # fmt: skip
def test_a_cell_takes_its_unit_from_its_label_or_its_row(
    body: str, wanted: list[tuple[str, float, str]]
) -> None:
    assert [(family, value, unit) for family, value, unit, _ in brief(body)] == wanted


@pytest.mark.parametrize(
    ("body", "kind", "direction"),
    [
        ("Năm 2026 xã phấn đấu giảm 0,8% hộ nghèo.", "target", "down"),
        ("Năm 2024 xã giảm 0,8% hộ nghèo.", "change", "down"),
        ("Thu ngân sách của xã vượt dự toán 12%.", "change", "up"),
        ("Huyện cam kết bố trí 3 tỷ đồng cho xã.", "target", None),
        ("Có 214 hộ dân ký cam kết bảo vệ rừng.", "level", None),
    ],
)
def test_what_is_aimed_at_is_no_movement_yet(body: str, kind: str, direction: str | None) -> None:
    (figure,) = read(body)
    assert figure.kind == kind
    assert (figure.change.direction if figure.change else None) == direction


def test_two_things_fall_with_one_verb() -> None:
    kinds = [f.kind for f in read("So với cùng kỳ, công tác tiếp dân giảm 146 lượt và 127 người.")]
    assert kinds == ["change", "change"]


def test_an_article_with_one_habit_leaves_no_doubt() -> None:
    doubtful = read("Đã cứng hóa 2.438 km đường.")
    clear = read("Tỷ lệ hộ nghèo còn 4,6%. Đã cứng hóa 2.438 km đường.")
    assert "ambiguous_separator" in doubtful[0].flags
    assert (float(clear[1].value), clear[1].flags) == (2438.0, ())


def test_a_period_in_brackets_stays_in_them() -> None:
    body = "Năm 2021, huyện tiếp 508 lượt (năm 2020: 547 lượt). Nhận 391 đơn."
    years = [f.period.start.year for f in read(body) if f.period and f.period.start]
    assert years == [2021, 2020, 2021]


def test_numbers_side_by_side_are_left_alone() -> None:
    body = "Thị trấn Ái Nghĩa 642 630 12 98,1%"
    assert read(body) == ()
    assert [mask.kind for mask in masked_numbers(body, Context())] == ["table_row"]
    assert [float(f.value) for f in read("Toàn tỉnh có 1 245 300 người.")] == [1245300.0]


@pytest.mark.parametrize(
    "body",
    ["Bộ phận 1 cửa của xã mở cả ngày.", "Bà con đến phiên chợ 0 đồng của xã."],
)
def test_names_with_numbers_count_nothing(body: str) -> None:
    assert read(body) == ()


def test_a_counted_noun_of_two_words_is_the_unit() -> None:
    assert [f.unit for f in read("Đảng ủy chọn 4 lĩnh vực.")] == ["lĩnh vực"]
