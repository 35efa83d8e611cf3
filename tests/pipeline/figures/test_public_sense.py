"""A named family holds for public affairs only; numbers of wares, matches and roads count nothing."""

import pytest

from pipeline.figures.context import Context
from pipeline.figures.extract import masked_numbers, read_figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Doanh nghiệp nhận 45 đơn ứng tuyển.", 45),
        ("Hãng nhận được 27.649 đơn đặt cọc.", 27649),
        ("Có 4 khiếu nại trọng tài trong mùa giải.", 4),
        ("Mức độ hài lòng của khách mua xe đạt 96%.", 96),
        ("Ngân hàng tiếp nhận 900 hồ sơ vay vốn, trong đó 120 hồ sơ quá hạn.", 120),
        ("Giải quyết việc làm cho 1.200 lao động, tỷ lệ giải quyết 85%.", 85),
        ("Hai bên tổ chức 3 cuộc đối thoại hòa bình giữa 2 nước.", 3),
        ("Trung tâm hòa giải thương mại hòa giải thành 12 vụ.", 12),
        ("Tặng 5 bằng khen cho vận động viên đạt thành tích cao.", 5),
    ],
)
def test_other_senses_are_left_unnamed(text: str, value: int) -> None:
    figures = [f for f in read_figures(text, Context()) if f.value == value]
    assert [f.family for f in figures] == ["khac"]


@pytest.mark.parametrize(
    ("text", "family", "value"),
    [
        ("Tiếp nhận 45 đơn của công dân.", "don_thu", 45),
        ("Tỷ lệ người dân hài lòng đạt 96%.", "ty_le_hai_long", 96),
        ("Mức độ hài lòng 4,75/5 điểm.", "ty_le_hai_long", 4.75),
        ("Bộ phận một cửa còn 120 hồ sơ quá hạn.", "ho_so_tre_han", 120),
        ("Tổ hòa giải thôn hòa giải thành 12 vụ.", "hoa_giai", 12),
        ("Huyện tổ chức 3 cuộc đối thoại với nhân dân.", "doi_thoai", 3),
        ("Tặng 5 bằng khen cho tập thể làm tốt công tác dân vận.", "khen_thuong", 5),
        ("Đã có 73 thắc mắc được trả lời tại hội nghị đối thoại.", "kien_nghi_phan_anh", 73),
        ("Tiếp 15 (mười lăm) lượt công dân.", "luot_tiep_dan", 15),
        ("Các hộ tự nguyện nhường 3.200 m2 đất làm đường.", "hien_dat", 3200),
        ("Có 120 hộ dân đã ký biên bản hiến đất.", "hien_dat", 120),
    ],
)
def test_the_public_sense_is_still_named(text: str, family: str, value: float) -> None:
    assert [(f.family, float(f.value)) for f in read_figures(text, Context())] == [(family, value)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Khu phố 4 phường 12 vận động nhân dân.", {"unit_name"}),
        ("Tai nạn xảy ra tại km 1234+500 quốc lộ 1.", {"address", "code"}),
        ("Bài hát lọt top 1.", {"ordinal"}),
        ("Đoàn giành 118 huy chương vàng, 102 bạc, 118 đồng.", {"medal"}),
        ("Giá gạo 5% tấm tăng.", {"name"}),
        ("Xe chạy với tốc độ 90 km/h.", {"speed"}),
        ("Tỷ giá là 25.450 đồng/USD.", {"exchange_rate"}),
    ],
)
def test_what_counts_nothing_is_masked_by_kind(text: str, kinds: set[str]) -> None:
    assert read_figures(text, Context()) == ()
    assert kinds <= {mask.kind for mask in masked_numbers(text, Context())}


@pytest.mark.parametrize("noun", ["nhiệm vụ", "thí sinh", "tài xế", "lĩnh vực", "bánh chưng"])
def test_a_noun_of_two_syllables_is_not_cut(noun: str) -> None:
    (figure,) = read_figures(f"Đã có 12 {noun} được ghi nhận.", Context())
    assert figure.unit == noun


def test_a_list_of_petitions_goes_on_after_a_share_in_brackets() -> None:
    text = "Tiếp nhận 107 đơn khiếu nại, tố cáo. Đã giải quyết 98 (91,6%), chuyển 5; rút đơn 4."
    rows = [(f.family, float(f.value)) for f in read_figures(text, Context())]
    assert rows == [
        ("don_thu", 107),
        ("don_thu", 98),
        ("ty_le_giai_quyet", 91.6),
        ("don_thu", 5),
        ("don_thu", 4),
    ]


def test_a_new_sentence_goes_on_with_the_petitions_not_with_their_last_part() -> None:
    text = "Huyện nhận 107 đơn, trong đó 6 khiếu nại, 101 phản ánh. Đã giải quyết 98; chuyển 5."
    rows = [(f.family, f.value) for f in read_figures(text, Context())]
    assert rows[-2:] == [("don_thu", 98), ("don_thu", 5)]


def test_both_ends_of_a_merger_are_read() -> None:
    figures = read_figures("Sắp xếp từ 14 xuống còn 9 đầu mối.", Context())
    assert [(f.family, f.value, f.unit) for f in figures] == [
        ("to_chuc", 14, "đầu mối"),
        ("to_chuc", 9, "đầu mối"),
    ]
    change = figures[1].change
    assert change is not None
    assert (change.direction, change.from_value, change.to_value) == ("down", 14, 9)
