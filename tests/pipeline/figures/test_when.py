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


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Quý I/2016, xã nhận 52 đơn. Cùng kỳ năm trước, xã nhận 71 đơn, hòa giải 8 vụ việc.",
         ("2016-Q1", "2015-Q1", "2015-Q1")),
        ("Quý I/2016, xã nhận 52 đơn. So với cùng kỳ năm trước, nhận ít hơn, còn 3 đơn tồn.",
         ("2016-Q1", "2016-Q1")),
        ("Quý I/2016, xã nhận 52 đơn. Cùng kỳ năm 2015, nhận 71 đơn; nay hòa giải 8 vụ việc.",
         ("2016-Q1", "2015-Q1", "2016")),
        ("Nếu năm 2014 có 90 đơn, năm 2015 còn 71 đơn thì năm nay chỉ 52 đơn.",
         ("2014", "2015", "2016")),
        ("Đầu năm 2014 còn 640 hộ nghèo, cuối năm 2015 còn 410 hộ nghèo và ước hết năm nay "
         "còn 300 hộ nghèo.", ("2014", "2015", "2016")),
        ("Năm 2016 xã có 9 mô hình dân vận khéo, một trong 30 mô hình dân vận khéo tiêu biểu "
         "của tỉnh năm 2015.", ("2016", "2015")),
        ("Năm 2016 xã tiếp 31 lượt công dân phản ánh về việc chậm thực hiện kế hoạch của năm 2015.",
         ("2016",)),
    ],
)  # fmt: skip
def test_a_time_is_of_the_statement_it_stands_in(body: str, wanted: tuple[str, ...]) -> None:
    assert periods_of(body, day="2016-11-20") == spans(*wanted)


@pytest.mark.parametrize(
    ("body", "title", "wanted"),
    [
        ("Huyện sơ kết tháng cao điểm năm 2016 (từ ngày 3/10 đến ngày 5/11), góp 3 tỷ đồng.\n"
         "Đầu năm 2016 còn 410 hộ nghèo.\nCấp xã góp 900 triệu đồng.", "",
         ("2016-10-03/2016-11-05", "2016", "2016-10-03/2016-11-05")),
        ("Giai đoạn 2011 - 2015, huyện nhận 520 đơn.\nRiêng năm 2014 nhận 130 đơn, hòa giải 8 "
         "vụ việc.\nNhân dân góp 3 tỷ đồng.", "",
         ("2011/2015", "2014", "2014", "2011/2015")),
        ("Huyện nhận 52 đơn.\nTrước đó, năm 2015, huyện nhận 71 đơn.\nNhân dân góp 3 tỷ đồng.",
         "Kết quả 9 tháng năm 2016", ("2016-9M", "2015", "2016-9M")),
        ("Năm 2016, xã nhận 52 đơn. Hộ nghèo giảm còn 61 hộ vào cuối năm 2015. Hòa giải 8 vụ việc.",
         "", ("2016", "2015", "2016")),
        ("Năm 2016, xã nhận 52 đơn.\nSau buổi đối thoại hồi tháng 4, dân góp 9 triệu đồng. "
         "Hòa giải 8 vụ việc.", "", ("2016", "2016-04", "2016")),
        ("Năm 2016, xã nhận 52 đơn.\nTháng 4, dân góp 9 triệu đồng. Hòa giải 8 vụ việc.", "",
         ("2016", "2016-04", "2016-04")),
        ("Huyện họp.\nKết quả năm 2016: nhận 52 đơn.\nDân góp 3 tỷ đồng.",
         "Triển khai nhiệm vụ năm 2017", ("2016", "2016")),
    ],
)  # fmt: skip
def test_a_text_comes_back_to_the_time_it_reports_on(
    body: str, title: str, wanted: tuple[str, ...]
) -> None:
    assert periods_of(body, day="2016-12-20", title=title) == spans(*wanted)


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("4. Phương hướng 2017", "2017"),
        ("Nhiệm vụ trọng tâm năm 2017:", "2017"),
        ("Hội nghị triển khai nhiệm vụ năm 2017", "2016"),
    ],
)
def test_a_heading_of_plans_dates_what_stands_under_it(heading: str, wanted: str) -> None:
    body = f"Năm 2016, xã nhận 52 đơn.\n{heading}\nXã đối thoại ít nhất 4 cuộc."
    assert periods_of(body, day="2016-12-20") == spans("2016", wanted)
