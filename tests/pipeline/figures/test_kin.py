"""Figures that tell further what an earlier one counts: lists by place, parts, then and now."""

import pytest

from corpus.records import Figure
from pipeline.figures.extract import Context, read_figures
from pipeline.mentions.periods import find_periods


def read(body: str) -> tuple[Figure, ...]:
    return read_figures(body, Context(title="", periods=find_periods(body, published=None)))


def families(body: str) -> list[str]:
    return [figure.family for figure in read(body)]


POOR, LAND, MODELS = "ho_ngheo", "hien_dat", "mo_hinh_dan_van_kheo"


@pytest.mark.parametrize(
    ("body", "family"),
    [
        ("Huyện còn 812 hộ nghèo, nhiều nhất là Tân Lập 145 hộ, Yên Mỹ 98 hộ.", POOR),
        ("Huyện còn 812 hộ nghèo. Nhiều nhất là Tân Lập (145 hộ), Yên Mỹ (98 hộ).", POOR),
        ("Cuối năm 2023, huyện còn 812 hộ nghèo; riêng xã Tân Lập 145 hộ.", POOR),
        ("Toàn xã còn 96 hộ nghèo. Thôn Đông 21 hộ, thôn Tây 18 hộ.", POOR),
        ("Xã có 96 hộ nghèo, cùng kỳ năm trước là 121 hộ.", POOR),
        ("Toàn xã còn 96 hộ nghèo. Năm 2022 là 121 hộ.", POOR),
        ("Toàn xã có 120 hộ hiến đất; thôn Bình An 45 hộ, thôn Hòa Lạc 30 hộ.", LAND),
        ("Trong năm có 12 cuộc đối thoại. Năm trước chỉ 7 cuộc.", "doi_thoai"),
    ],
)
def test_a_place_or_a_time_alone_tells_the_count_further(body: str, family: str) -> None:
    assert set(families(body)) == {family}


@pytest.mark.parametrize(
    ("body", "family"),
    [
        ("Toàn tỉnh có 5.100 hộ nghèo. Trong số này, 1.200 hộ ở vùng cao.", POOR),
        ("Huyện còn 812 hộ nghèo, trong đó:\n- Xã Tân Lập: 145 hộ;\n- Xã Yên Mỹ: 98 hộ.", POOR),
        (
            "Nhân dân nêu 212 ý kiến. Trong đó, 90 ý kiến về đất, 60 ý kiến về nước.",
            "kien_nghi_phan_anh",
        ),
        ("Dân hiến 4.600 m² đất, chia ra đất nương 3.000 m², đất rừng 1.600.", LAND),
        ("Có 25 hồ sơ trễ hạn, trong đó đất đai 19, xây dựng 6.", "ho_so_tre_han"),
    ],
)
def test_a_part_counts_what_its_total_counts(body: str, family: str) -> None:
    assert set(families(body)) == {family}


@pytest.mark.parametrize(
    "body",
    [
        "Xã còn 96 hộ nghèo, Hội Nông dân 40 hộ, Hội Phụ nữ 30 hộ.",
        "Xã còn 96 hộ nghèo. Thôn Đông có 80 hộ.",
        "Xã còn 96 hộ nghèo. Hội Phụ nữ vận động 40 hộ phân loại rác.",
        "Xã có 120 hộ hiến đất. Thôn Bình An có 45 hộ dùng nước sạch.",
        "Huyện tổ chức 12 cuộc đối thoại, kiểm tra 5 cuộc.",
        "Huyện có 126 mô hình “Dân vận khéo”. Hội Nông dân có 12 mô hình kinh tế.",
    ],
)
def test_a_thing_of_its_own_is_not_told_further(body: str) -> None:
    first, *others = families(body)
    assert first in {POOR, LAND, "doi_thoai", MODELS}
    assert set(others) == {"khac"}


def test_places_where_a_share_fell_most_share_its_subject() -> None:
    body = "Tỷ lệ hộ nghèo còn 5,2%; ba xã giảm sâu nhất là Bảo An 6,8%, Hà Sơn 6,1%."
    shares = [figure for figure in read(body) if figure.unit == "%"]
    assert [(f.family, f.kind) for f in shares] == [
        (POOR, "level"), (POOR, "change"), (POOR, "change"),
    ]  # fmt: skip


def test_brackets_beside_brackets_are_no_part_of_one_another() -> None:
    body = "Dẫn đầu là Tân Lập (980 m²), Yên Mỹ (810 m²)."
    assert [figure.part_of for figure in read(body)] == [None, None]
    money = "Quỹ thu 9,4 tỷ đồng; tặng 36 con bò (mỗi con trị giá 17 triệu đồng)."
    assert [figure.part_of for figure in read(money)] == [None, None, None]
