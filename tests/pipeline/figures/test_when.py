"""Which period a figure gets, in sentences of our own that tell one rule each."""

from datetime import UTC, date, datetime

import pytest

from corpus.records import Published
from pipeline.figures.extract import Context, read_figures
from pipeline.figures.scoring import read_period
from pipeline.mentions.documents import find_documents
from pipeline.mentions.periods import find_periods


def periods_of(body: str, *, day: str = "", title: str = "") -> list[tuple[date, date] | None]:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    published = Published(at=at, precision="day", source="given") if at else None
    context = Context(
        title=title,
        published=published,
        periods=find_periods(body, published=published),
        documents=find_documents(body, on=None),
    )
    spans = [f.period and (f.period.start, f.period.end) for f in read_figures(body, context)]
    return [(span[0], span[1]) if span and span[0] and span[1] else None for span in spans]


def spans(*texts: str | None) -> list[tuple[date, date] | None]:
    return [read_period(text) for text in texts]


@pytest.mark.parametrize(
    ("body", "title", "wanted"),
    [
        ("4 tháng đầu năm 2023, xã nhận 31 đơn.\nTrong 4 tháng, xã tiếp 58 lượt công dân.", "",
         ("2023-4M", "2023-4M")),
        ("Sau 5 năm, huyện có 118 mô hình dân vận khéo.", "Kết quả giai đoạn 2016 - 2020",
         ("2016/2020",)),
        ("Giai đoạn 2018 - 2023 huyện mở 40 lớp.\n5 năm qua, có 75 hộ thoát nghèo.", "",
         ("2018/2023", "2018/2023")),
        ("Trong ba năm (2019 - 2021), các tổ hòa giải thành 645 vụ.", "", ("2019/2021",)),
        ("Từ đầu năm đến nay, xã nhận 44 đơn.", "Sơ kết 6 tháng đầu năm 2023", ("2023-H1",)),
        ("Trong 6 tháng, xã nhận 44 đơn.", "", ("2023-H1",)),
    ],
)  # fmt: skip
def test_a_length_means_the_stretch_stated_as_long(
    body: str, title: str, wanted: tuple[str, ...]
) -> None:
    assert periods_of(body, day="2023-07-10", title=title) == spans(*wanted)


def test_a_length_without_its_like_is_counted_back_and_not_handed_on() -> None:
    body = (
        "Năm 2022, huyện có 60 mô hình dân vận khéo.\n"
        "Có tổ sau 3 năm góp được 45 triệu đồng.\nHuyện tiếp nhận 88 đơn thư."
    )
    year = read_period("2022")
    assert periods_of(body, day="2023-02-10") == [
        year,
        (date(2020, 2, 10), date(2023, 2, 10)),
        year,
    ]


def test_till_now_ends_at_publication_when_the_report_is_of_other_months() -> None:
    body = "Từ đầu năm đến nay, xã nhận 44 đơn."
    span = [(date(2023, 1, 1), date(2023, 12, 1))]
    assert periods_of(body, day="2023-12-01", title="Sơ kết 6 tháng đầu năm 2023") == span


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Từ năm 2014 đến nay, tỷ lệ hộ nghèo giảm từ 22,4% năm 2013 xuống còn 9,1% năm 2016.",
         ("2013", "2016")),
        ("Tỷ lệ hộ nghèo giảm từ 18,2% (cuối năm 2014) xuống 11,5% (cuối năm 2016).",
         ("2014", "2016")),
        ("Năm 2016 xã còn 45 hộ nghèo, năm 2015 là 70 hộ nghèo.", ("2016", "2015")),
        ("Năm 2016, huyện tiếp 310 lượt công dân (năm 2015: 290 lượt). Nhận 120 đơn.",
         ("2016", "2015", "2016")),
        ("6 tháng đầu năm 2016, xã tiếp 61 lượt công dân, trong khi cùng kỳ năm 2015 là 84 lượt.",
         ("2016-H1", "2015-H1")),
        ("Năm 2016 xã nhận 52 đơn, giảm 9 đơn so với năm 2015.", ("2016", "2016")),
        ("Năm 2016 giảm mạnh so với năm 2015 (64 đơn, 12 vụ việc).", ("2015", "2015")),
        ("Đến hết quý III/2016, huyện còn 640 hộ nghèo.", ("2016-Q3",)),
        ("Tính đến tháng 9/2016, huyện còn 640 hộ nghèo.", ("2016-09",)),
        ("Tính đến ngày 20/9/2016, huyện còn 640 hộ nghèo.", ("2016-09-20",)),
        ("Hết năm 2015, huyện còn 700 hộ nghèo.", ("2015",)),
    ],
)  # fmt: skip
def test_each_level_takes_the_time_that_stands_by_it(body: str, wanted: tuple[str, ...]) -> None:
    assert periods_of(body, day="2016-11-20") == spans(*wanted)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Năm 2015 còn 8,1% hộ nghèo, mục tiêu năm 2016 giảm 1,5%.", ("2015", "2016")),
        ("Năm 2017, xã đặt chỉ tiêu hài lòng không thấp hơn 92% người dân.", ("2017",)),
        ("Năm 2015 còn 90 hộ nghèo.\nGiai đoạn 2017 - 2020, mỗi năm giảm 3% hộ nghèo, "
         "đến năm 2020 cơ bản hoàn thành.", ("2015", "2017/2020")),
        ("Vốn từ chương trình giai đoạn 2011 - 2015 là 52 tỷ đồng.", ("2011/2015",)),
        ("Hội nghị triển khai nhiệm vụ năm 2017 nghe báo cáo: đã tiếp nhận 41 đơn.", (None,)),
    ],
)  # fmt: skip
def test_what_is_planned_takes_the_time_it_is_planned_for(
    body: str, wanted: tuple[str | None, ...]
) -> None:
    assert periods_of(body, day="2016-11-20") == spans(*wanted)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Sáng 12/10, huyện biểu dương 24 điển hình dân vận khéo.", ("2016",)),
        ("Sáng 12/10, huyện tổ chức đối thoại, nhận 24 ý kiến.", ("2016-10-12",)),
    ],
)
def test_what_is_honoured_on_a_day_was_done_before_it(body: str, wanted: tuple[str, ...]) -> None:
    assert periods_of(body, day="2016-11-20") == spans(*wanted)


def test_a_term_that_opens_a_sentence_dates_its_figures() -> None:
    body = "Nhiệm kỳ 2011 - 2016, xã có 30 hộ thoát nghèo.\nĐại hội nhiệm kỳ 2011 - 2016 bầu 15 người."
    assert periods_of(body, day="2016-11-20")[0] == read_period("2011/2016")


def test_a_decimal_after_months_keeps_its_integer_part() -> None:
    body = "Trong 7 tháng 3,4% hộ nghèo thoát nghèo."
    figures = read_figures(body, Context(periods=find_periods(body, published=None)))
    assert [str(figure.value) for figure in figures] == ["3.4"]


def test_a_year_inside_a_phrase_does_not_reach_the_next_paragraph() -> None:
    body = (
        "Huyện tổng kết phong trào giai đoạn 2011 - 2015, có 85 mô hình dân vận khéo.\n"
        "Thu nhập bình quân đầu người năm 2015 đạt 28 triệu đồng, có 30 hộ thoát nghèo.\n"
        "Nhân dân hiến 5.400 m2 đất."
    )
    phase, year = read_period("2011/2015"), read_period("2015")
    assert periods_of(body, day="2016-11-20") == [phase, year, year, phase]


def test_the_years_of_a_poverty_line_date_no_count() -> None:
    body = (
        "Cuối năm 2021, theo chuẩn nghèo đa chiều giai đoạn 2022 - 2025, huyện Ba Bể còn "
        "3.120 hộ nghèo. Giai đoạn 2016 - 2020, huyện giảm 1.904 hộ nghèo."
    )
    figures = read_figures(body, Context(periods=find_periods(body, published=None)))
    assert [f.period and f.period.text for f in figures] == [
        "năm 2021",
        "Giai đoạn 2016 - 2020",
    ]
