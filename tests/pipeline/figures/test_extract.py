"""Figures of whole texts: offsets, relations, scope, spelling variants, and what is left out."""

import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Figure, Published
from pipeline.figures.extract import Context, masked_numbers, read_figures
from pipeline.mentions.documents import find_documents
from pipeline.mentions.periods import find_periods
from pipeline.mentions.places import find_places

ROOT = Path(__file__).parents[3]
REPORT = (
    "Năm 2022, UBND huyện Mường Khương (Lào Cai) tiếp 120 lượt với 145 người; tiếp nhận 86 đơn, "
    "gồm khiếu nại 12 đơn, tố cáo 4 đơn, kiến nghị, phản ánh 70 đơn. Đã giải quyết 80/86 đơn, đạt 93%.\n"
    "Toàn huyện có khoảng 1.050 hộ nghèo, giảm từ 9,5% xuống 7,25%. Phấn đấu năm 2023 tỷ lệ hộ nghèo "
    "giảm còn dưới 5%.\n"
    "Bà con hoà thuận, góp 102 tỷ 140 triệu đồng và 1.200 ngày công, hiến 7.500m2 đất."
)


def known(body: str, *, title: str = "", published: Published | None = None) -> Context:
    return Context(
        title=title,
        published=published,
        periods=find_periods(body, published=published),
        places=find_places(body, on=None, province=None),
        documents=find_documents(body, on=None),
    )


def gist(figure: Figure) -> tuple[object, ...]:
    return (
        figure.indicator, figure.value, figure.value_max, figure.unit, figure.qualifier,
        figure.kind, figure.denominator, figure.part_of,
    )  # fmt: skip


def gists(body: str) -> list[tuple[object, ...]]:
    return [gist(figure) for figure in read_figures(body, Context())]


def test_a_report_is_read_in_order_with_parts_and_fractions() -> None:
    figures = read_figures(REPORT, known(REPORT))
    assert [(f.family, f.value, f.part_of) for f in figures[:6]] == [
        ("luot_tiep_dan", 120, None),
        ("nguoi_duoc_tiep", 145, None),
        ("don_thu", 86, None),
        ("khieu_nai", 12, 2),
        ("to_cao", 4, 2),
        ("kien_nghi_phan_anh", 70, 2),
    ]
    assert (figures[6].value, figures[6].denominator) == (80, 86)
    assert [f.family for f in figures[7:]] == [
        "ty_le_giai_quyet", "ho_ngheo", "ho_ngheo", "ho_ngheo", "ho_ngheo", "so_tien", "khac",
        "hien_dat",
    ]  # fmt: skip


def test_figures_know_their_period_and_place() -> None:
    figures = read_figures(REPORT, known(REPORT))
    spans = [(f.period.start, f.period.end) if f.period else None for f in figures]
    assert spans[0] == (date(2022, 1, 1), date(2022, 12, 31))
    assert spans[11] == (date(2023, 1, 1), date(2023, 12, 31))
    assert {f.place.name for f in figures if f.place} == {"Mường Khương"}


def test_the_other_period_of_a_comparison_is_never_taken() -> None:
    body = "Năm 2020, xã tiếp 318 lượt công dân (giảm 27 lượt so với cùng kỳ năm 2019)."
    figures = read_figures(body, known(body))
    assert [f.period.start for f in figures if f.period] == [date(2020, 1, 1)] * 2


def test_what_holds_now_is_dated_by_publication() -> None:
    published = Published(at=datetime(2024, 11, 18, tzinfo=UTC), precision="day", source="given")
    body = "Hiện còn 01 hộ nghèo."
    figure = read_figures(body, known(body, published=published))[0]
    assert figure.period is not None
    assert (figure.period.start, figure.period.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_without_a_date_the_period_stays_unknown() -> None:
    assert read_figures("Hiện còn 01 hộ nghèo.", Context())[0].period is None


def test_from_and_to_are_two_levels_and_the_second_knows_the_change() -> None:
    first, second = read_figures("Tỷ lệ hộ nghèo giảm từ trên 20% xuống dưới 15%.", Context())
    assert (first.value, first.qualifier, first.kind) == (20, "more_than", "level")
    assert (second.value, second.qualifier, second.kind) == (15, "less_than", "level")
    assert second.change is not None
    assert (second.change.direction, second.change.value) == ("down", Decimal(5))


@pytest.mark.parametrize(
    ("phrase", "qualifier"),
    [
        ("khoảng 30", "about"), ("xấp xỉ 30", "about"), ("gần 30", "nearly"),
        ("hơn 30", "more_than"), ("trên 30", "more_than"), ("dưới 30", "less_than"),
        ("ít nhất 30", "at_least"), ("không quá 30", "at_most"), ("tối đa 30", "at_most"),
        ("chưa đến 30", "less_than"), ("30", "exact"),
    ],
)  # fmt: skip
def test_qualifiers(phrase: str, qualifier: str) -> None:
    figure = read_figures(f"Xã vận động {phrase} hộ tham gia.", Context())[0]
    assert (figure.value, figure.qualifier) == (30, qualifier)


def test_or_more_is_at_least() -> None:
    figure = read_figures("Có từ 3 người trở lên cùng ký đơn.", Context())[0]
    assert (figure.value, figure.qualifier) == (3, "at_least")


@pytest.mark.parametrize("about", ["khoảng", "khỏang", "gần", "hơn"])
def test_a_range_may_hedge_its_upper_end(about: str) -> None:
    (figure,) = read_figures(f"Toàn xã có từ 20 đến {about} 30 hộ hiến đất.", Context())
    assert (figure.value, figure.value_max, figure.unit) == (20, 30, "hộ")
    (amount,) = read_figures(f"Kinh phí từ 500 đến {about} 700 triệu đồng.", Context())
    assert (amount.value, amount.value_max) == (500_000_000, 700_000_000)


@pytest.mark.parametrize("about", ["khoảng", "khỏang", "gần", "hơn"])
def test_a_hedged_small_fraction_is_a_share_and_no_date(about: str) -> None:
    (figure,) = read_figures(f"Bà con gặt được {about} 2/3 ruộng của bản.", Context())
    assert (figure.value, figure.denominator, figure.unit) == (2, 3, "ruộng")


@pytest.mark.parametrize(
    "variant",
    [
        REPORT.replace("hoà", "hòa"),
        REPORT.replace("tỷ", "tỉ"),
        REPORT.replace("7.500m2", "7.500 m2"),
        REPORT.replace("7.500m2", "7.500 m²"),
        REPORT.replace("9,5%", "9,5 %").replace("7,25%", "7,25\u00a0%"),
        REPORT.replace("1.050", "1 050").replace("1.200", "1\u00a0200"),
        REPORT.replace("1.050", "1,050"),
        unicodedata.normalize("NFC", unicodedata.normalize("NFD", REPORT)),
    ],
    ids=["tone", "i", "space", "square", "percent", "thousands", "comma", "nfd"],
)
def test_spelling_does_not_change_what_is_read(variant: str) -> None:
    assert gists(variant) == gists(REPORT)


@pytest.mark.parametrize("dash", ["-", "–", "—", " - ", " – "])
def test_dashes_do_not_change_a_range(dash: str) -> None:
    figure = read_figures(f"Khoảng 30{dash}40 hộ phải di dời.", Context())[0]
    assert (figure.value, figure.value_max, figure.qualifier) == (30, 40, "range")


def test_paragraphs_that_do_not_refer_to_each_other_may_change_places() -> None:
    first, second = "Xã có 12 hộ nghèo.", "Bộ phận một cửa giải quyết đúng hạn 300 hồ sơ."
    assert sorted(gists(f"{first}\n{second}")) == sorted(gists(f"{second}\n{first}"))


def test_an_ambiguous_separator_keeps_the_other_reading() -> None:
    figure = read_figures("Cứng hóa 6.125 km đường làng.", Context())[0]
    assert figure.value == 6125
    assert {"ambiguous_separator", "other_reading:6.125"} <= set(figure.flags)


def test_what_is_left_out_is_kept_by_type() -> None:
    body = "Ngày 12/5, tại Quốc lộ 4A, ông Tám, 61 tuổi, nêu 3 bám, 4 cùng lúc 7 giờ 30 phút."
    kinds = {mask.kind for mask in masked_numbers(body, Context())}
    assert read_figures(body, Context()) == ()
    assert {"date", "address", "age", "slogan", "clock"} <= kinds


@pytest.mark.parametrize(
    "body",
    [
        "Đội chủ nhà thắng 3-1, có 6 điểm sau 2 lượt trận; vé từ 300.000 đồng đến 1 triệu đồng.",
        "Điện thoại có pin 4.422 mAh, giá 29,99 triệu đồng, giảm 5 triệu đồng khi đặt mua trước.",
        "Căn cứ Nghị định 123/2020/NĐ-CP ngày 19/10/2020, Điều 5, khoản 2 và Kế hoạch 15/KH-UBND.",
        "Bão số 2 cách bờ 350 km, gió cấp 10, giật cấp 12; nhiệt độ 24-28 độ.",
        "Phim thu 120 tỷ đồng sau 10 ngày chiếu; trailer có 1,5 triệu lượt xem.",
        "Việt Nam đứng thứ 94 thế giới với 1.225,33 điểm.",
    ],
)
def test_news_of_other_things_gives_no_named_figures(body: str) -> None:
    assert [f.quote for f in read_figures(body, Context()) if f.family != "khac"] == []


PIECES = st.sampled_from(
    [
        "12", "1.234", "33,838", "45%", "2/9", "7/15", "(", ")", "/", "-", "đơn", "hồ sơ", "hộ nghèo",
        "trong đó", "khiếu nại", "tố cáo", "giảm", "tăng", "từ", "xuống", "tỷ", "triệu đồng", "một",
        "hai mươi", "không có", "đơn thư vượt cấp", "cứ", "thì có", ",", ".", ";", ":", "\n", "“", "”",
        "Năm 2020", "lượt", "người", "mô hình", "gấp đôi", "m2", "hiến", "xếp thứ", "âm", "trở lên",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_every_quote_is_the_text_at_its_place(pieces: list[str]) -> None:
    body = " ".join(pieces)
    figures = read_figures(body, known(body))
    for index, figure in enumerate(figures):
        assert body[figure.start : figure.end] == figure.quote
        assert figure.quote
        assert figure.part_of is None or figure.part_of < index


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(body: str) -> None:
    body = unicodedata.normalize("NFC", body)
    for figure in read_figures(body, Context()):
        assert body[figure.start : figure.end] == figure.quote


@pytest.mark.parametrize("piece", ["5 tỷ ", "5% - ", "1 ", "một ", "1.", "1/", "“1 ", "ba trăm "])
def test_long_hostile_text_is_read_to_the_end(piece: str) -> None:
    body = piece * (12_000 // len(piece))
    assert all(body[f.start : f.end] == f.quote for f in read_figures(body, Context()))


def test_both_ends_of_a_range_are_paid_by_the_same_unit() -> None:
    body = "Tổ may của hội phụ nữ trả lương từ 4,5 triệu đến 6 triệu đồng/người/tháng."
    (figure,) = read_figures(body, Context())
    assert (float(figure.value), float(figure.value_max or 0)) == (4.5e6, 6e6)
    assert (figure.unit, figure.qualifier, figure.flags) == ("đồng/người/tháng", "range", ())


CHAIN = """
from decimal import Decimal
from pathlib import Path
from pipeline.figures.found import Found
last = None
for at in range(1_000_000):
    item = Found(start=at, end=at + 1, value=Decimal(1), unit=None)
    item.previous, last = last, item
del item, last
"""


def test_a_paragraph_of_a_million_numbers_is_let_go_of() -> None:
    done = subprocess.run([sys.executable, "-c", CHAIN], cwd=ROOT, check=False)
    assert done.returncode == 0
