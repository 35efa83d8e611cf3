"""Dates and stretches of time, relative to the day an article came out."""

import itertools
import re
import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Published
from pipeline.mentions.periods import find_event_date, find_periods


def published(iso):
    if iso is None:
        return None
    parts = [int(part) for part in iso.split("-")]
    precision = ("year", "month", "day")[len(parts) - 1]
    at = datetime(*([*parts, 1, 1])[:3], tzinfo=UTC)
    return Published(at=at, precision=precision, source="given")


def spans(text, on=None):
    found = find_periods(text, published=published(on))
    return [f"{p.start or ''}/{p.end or ''}" for p in found]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Ngày 23/5/2021, xã bầu cử.", "2021-05-23/2021-05-23"),
        ("họp ngày 23-5-2021", "2021-05-23/2021-05-23"),
        ("họp ngày 23.5.2021", "2021-05-23/2021-05-23"),
        ("họp ngày 24 - 04 - 2023", "2023-04-24/2023-04-24"),
        ("ngày 12 tháng 4 năm 2025", "2025-04-12/2025-04-12"),
        ("mùng 3 tháng Hai năm 2024", "2024-02-03/2024-02-03"),
        ("trong tháng 2/2019", "2019-02-01/2019-02-28"),
        ("tháng tư năm 2020", "2020-04-01/2020-04-30"),
        ("tháng 1-6/2024", "2024-01-01/2024-06-30"),
        ("quý I/2024 nhận 64 đơn", "2024-01-01/2024-03-31"),
        ("trong quý III.2020", "2020-07-01/2020-09-30"),
        ("quý IV năm 2022", "2022-10-01/2022-12-31"),
        ("quý I và quý II năm 2024", "2024-01-01/2024-06-30"),
        ("9 tháng năm 2023 có 30 cuộc", "2023-01-01/2023-09-30"),
        ("06 tháng đầu năm 2022", "2022-01-01/2022-06-30"),
        ("sáu tháng cuối năm 2022", "2022-07-01/2022-12-31"),
        ("nửa đầu năm 2021", "2021-01-01/2021-06-30"),
        ("Giai đoạn 2021–2025 đầu tư", "2021-01-01/2025-12-31"),
        ("nhiệm kỳ 2014- 2019", "2014-01-01/2019-12-31"),
        ("khóa XIII (2021-2026)", "2021-01-01/2026-12-31"),
        ("Từ năm 2015-2020", "2015-01-01/2020-12-31"),
        ("từ 2015 đến 2020", "2015-01-01/2020-12-31"),
        ("năm học 2023 - 2024", "2023-09-01/2024-05-31"),
        ("Từ ngày 15/12/2023 đến 14/6/2024", "2023-12-15/2024-06-14"),
        ("từ ngày 16/4 đến ngày 04/5/2018", "2018-04-16/2018-05-04"),
        ("từ 15/12 đến 14/6/2024", "2023-12-15/2024-06-14"),
        ("từ ngày 1 đến 15/6/2024", "2024-06-01/2024-06-15"),
        ("từ tháng 12/2022 đến tháng 11/2023", "2022-12-01/2023-11-30"),
        ("ngày 16 và 17/7/2024", "2024-07-16/2024-07-17"),
        ("Tính đến ngày 30/6/2024, còn 11 vụ", "/2024-06-30"),
        ("Phấn đấu đến năm 2025 đạt 95%", "/2025-12-31"),
        ("đến hết tháng 9/2023", "/2023-09-30"),
        ("Đến giữa năm 2023, còn 11 vụ", "/2023-06-30"),
        ("Bảy tháng năm 2023 có 30 cuộc", "2023-01-01/2023-07-31"),
        ("ngày tám tháng năm 2023", "2023-05-01/2023-05-31"),
        ("hai quý đầu năm 2023", "2023-01-01/2023-06-30"),
        ("Ba quý năm 2022 có 30 cuộc", "2022-01-01/2022-09-30"),
        ("3 quý đầu năm 2022", "2022-01-01/2022-09-30"),
        ("quý đầu năm 2023", "2023-01-01/2023-03-31"),
        ("Quý cuối năm 2022", "2022-10-01/2022-12-31"),
        ("báo cáo 8T/2023 nêu", "2023-01-01/2023-08-31"),
        ("số liệu T8/2023 nêu", "2023-08-01/2023-08-31"),
        ("Trong 02 năm 2021, 2022 có 30 cuộc", "2021-01-01/2022-12-31"),
        ("hai năm 2021 và 2022", "2021-01-01/2022-12-31"),
    ],
)
def test_what_is_written_in_full_needs_no_day_of_issue(text, span):
    assert spans(text) == [span]


@pytest.mark.parametrize(
    ("text", "on", "span"),
    [
        ("Từ đầu năm, các cấp tiếp 1.200 lượt", "2024-07-23", "2024-01-01/2024-07-23"),
        ("từ đầu năm đến nay", "2018-06-14", "2018-01-01/2018-06-14"),
        ("Từ đầu quý đến nay, tiếp 40 lượt", "2018-06-14", "2018-04-01/2018-06-14"),
        ("từ đầu tháng đến nay", "2018-06-14", "2018-06-01/2018-06-14"),
        ("từ đầu tuần đến nay", "2018-06-14", "2018-06-11/2018-06-14"),
        ("từ đầu tháng đến ngày 12/6", "2018-06-14", "2018-06-01/2018-06-12"),
        ("từ đầu năm đến nay", "2018-06", "2018-01-01/"),
        ("từ năm 2019 đến nay", "2024-07-10", "2019-01-01/2024-07-10"),
        ("trong 6 tháng đầu năm", "2017-07-17", "2017-01-01/2017-06-30"),
        ("trong 6 tháng đầu năm", "2018-01-20", "2017-01-01/2017-06-30"),
        ("Nửa năm qua", "2017-07-17", "2017-01-01/2017-06-30"),
        ("trong quý III", "2020", "2020-07-01/2020-09-30"),
        ("trong quý IV", "2024-02-10", "2023-10-01/2023-12-31"),
        ("ngày 17/7", "2017-07-18", "2017-07-17/2017-07-17"),
        ("ngày 20/12", "2018-01-05", "2017-12-20/2017-12-20"),
        ("tháng 11", "2021-02-01", "2020-11-01/2020-11-30"),
        ("tháng 10 tới", "2024-07-10", "2024-10-01/2024-10-31"),
        ("năm nay", "2024-07-10", "2024-01-01/2024-12-31"),
        ("năm ngoái", "2024-07-10", "2023-01-01/2023-12-31"),
        ("năm qua", "2024-01-10", "2023-01-01/2023-12-31"),
        ("tháng qua", "2024-01-10", "2023-12-01/2023-12-31"),
        ("Trong năm, huyện tiếp 626 lượt", "2021-01-11", "2020-01-01/2020-12-31"),
        ("trong hai năm qua", "2024-07-10", "2022-07-10/2024-07-10"),
        ("3 năm trước", "2024-07-10", "2021-01-01/2021-12-31"),
        ("trong 3 ngày tới", "2024-07-10", "2024-07-11/2024-07-13"),
        ("hôm qua", "2024-03-01", "2024-02-29/2024-02-29"),
        ("thứ hai tuần này", "2013-02-12", "2013-02-11/2013-02-11"),
        ("chủ nhật tuần trước", "2013-02-12", "2013-02-10/2013-02-10"),
        ("cuối tuần này", "2013-02-12", "2013-02-16/2013-02-17"),
        ("31/10/74", "2013-02-12", "1974-10-31/1974-10-31"),
        ("họp ngày hôm kia", "2024-07-10", "2024-07-08/2024-07-08"),
        ("hẹn ngày kia trả kết quả", "2024-07-10", "2024-07-12/2024-07-12"),
        ("trong 2 ngày qua, xã tiếp dân", "2024-07-10", "2024-07-08/2024-07-09"),
        ("họp vào thứ sáu của tuần này", "2024-07-10", "2024-07-12/2024-07-12"),
        ("Chúa nhật tuần tới, giáo xứ họp", "2024-07-10", "2024-07-21/2024-07-21"),
        ("kế hoạch quý tiếp theo", "2024-07-10", "2024-10-01/2024-12-31"),
        ("chuyển sang năm kế tiếp", "2024-07-10", "2025-01-01/2025-12-31"),
        ("vào ngày đầu tiên của tháng 5", "2024-07-10", "2024-05-01/2024-05-01"),
        ("ngày cuối cùng của tháng 2/2024 xã họp", None, "2024-02-29/2024-02-29"),
        ("tuần đầu tiên của tháng 5 năm 2024 có 3 ca", None, "2024-05-06/2024-05-12"),
        ("chiến dịch mùa hè năm 2023", None, "2023-06-21/2023-09-23"),
        ("rét đậm mùa đông này kéo dài", "2024-02-10", "2023-12-21/2024-03-19"),
        ("Hội nghị sẽ diễn ra vào ngày 12/10", "2024-07-10", "2024-10-12/2024-10-12"),
        ("dự kiến khởi công trong tháng 2", "2024-07-10", "2025-02-01/2025-02-28"),
        ("Xã sẽ họp. Tháng 2, xã họp.", "2024-07-10", "2024-02-01/2024-02-29"),
        ("phấn đấu xong trước 30/11", "2024-07-10", "/2024-11-30"),
        ("từng hứa sẽ trả lời ngày 20/6", "2024-07-10", "2024-06-20/2024-06-20"),
        ("giữa ngày 3/5 và ngày 9/5/2024", None, "2024-05-03/2024-05-09"),
    ],
)
def test_relative_words_look_back_from_the_day_of_issue(text, on, span):
    assert spans(text, on) == [span]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("thứ sáu", "2024-07-12/2024-07-12"),
        ("Thứ 4", "2024-07-17/2024-07-17"),
        ("sáng chủ nhật", "2024-07-14/2024-07-14"),
        ("cuối tuần", "2024-07-13/2024-07-14"),
        ("tháng 9", "2024-09-01/2024-09-30"),
        ("tháng 5", "2024-05-01/2024-05-31"),
        ("quý bốn", "2024-10-01/2024-12-31"),
        ("quý 1", "2025-01-01/2025-03-31"),
        ("2/9", "2024-09-02/2024-09-02"),
        ("thứ năm, mồng 5 tháng 9", "2024-09-05/2024-09-05"),
        ("lúc 7 giờ tối", "2024-07-10/2024-07-10"),
        ("19:45", "2024-07-10/2024-07-10"),
        ("7h30 sáng mai", "2024-07-11/2024-07-11"),
        ("hôm qua lúc 9 giờ", "2024-07-09/2024-07-09"),
        ("8 giờ rưỡi sáng ngày 15/8", "2024-08-15/2024-08-15"),
        ("20 phút nữa", "2024-07-10/2024-07-10"),
        ("4 ngày tới", "2024-07-11/2024-07-14"),
        ("hai tháng qua", "2024-05-01/2024-06-30"),
        ("2 năm tới", "2025-01-01/2026-12-31"),
        ("Quốc khánh", "2024-09-02/2024-09-02"),
        ("ngày Quốc tế phụ nữ", "2025-03-08/2025-03-08"),
    ],
)
def test_a_time_alone_is_a_recent_one_or_the_next_to_come(text, span):
    (period,) = find_periods(text, published=published("2024-07-10"))
    assert (f"{period.start}/{period.end}", period.text) == (span, text)
    assert period.flags == ("alone",)


@pytest.mark.parametrize(
    "text",
    [
        "Họp tổ thứ hai lúc 7 giờ tối, cuối tuần thì nghỉ.",
        "Đèn sáng đêm Giáng sinh",
        "12:30 là tỷ số",
        "3 giờ",
        "thứ nhất",
        "ngày nào đó",
        "quý tiếp nhận 3 đơn",
        "tới 2000 VNĐ",
    ],
)
def test_words_too_common_for_dates_are_none_among_others(text):
    assert spans(text, "2024-07-10") == []


@pytest.mark.parametrize("text", ["trong quý I", "6 tháng đầu năm", "ngày 17/7", "năm nay"])
def test_an_unknown_day_of_issue_leaves_the_time_unknown(text):
    assert spans(text) == ["/"]


@pytest.mark.parametrize("text", ["ngày 31/6/2024", "ngày 16/5/20216", "32/1/2024"])
def test_a_date_no_calendar_has_is_kept_and_flagged(text):
    (period,) = find_periods(text, published=None)
    assert (period.text, period.start, period.end) == (text, None, None)
    assert period.flags == ("malformed_date",)


def test_same_time_of_another_year_is_the_stated_stretch_moved():
    text = (
        "9 tháng năm 2024 tiếp 30 lượt, tăng 3 lượt so với cùng kỳ; cùng kỳ năm 2022 là 20 lượt."
    )
    stated, last, named = find_periods(text, published=None)
    assert (stated.comparison, last.comparison, named.comparison) == (False, True, True)
    assert (last.start, last.end) == (date(2023, 1, 1), date(2023, 9, 30))
    assert (named.start, named.end) == (date(2022, 1, 1), date(2022, 9, 30))


def test_the_year_compared_with_is_not_the_year_reported():
    (period,) = find_periods("tăng 12,5% so với năm 2022", published=None)
    assert period.comparison


def test_a_stretch_named_again_is_inherited():
    text = "Trong quý III/2020 nhận 10 đơn. Cũng quý này, thành phố niêm yết thủ tục."
    assert spans(text) == ["2020-07-01/2020-09-30"] * 2


def test_the_day_counted_to_closes_what_no_day_of_issue_does():
    text = "Từ đầu năm 2017 đến nay có bước chuyển. Tính đến cuối tháng 5 năm 2017, đã nhận 9 đơn."
    assert spans(text, "2017") == ["2017-01-01/2017-05-31"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 25-NQ/TW ngày 3/6/2013 của Trung ương",
        "chị Hoa sinh năm 1995",
        "đạt 19/33 vụ, 5-7 người, tỷ lệ 1/500, xếp thứ 20/63",
        "mỗi ngày 2-3 lượt",
        "2020 người, 2019 hộ",
        "dịp lễ 30/4 - 1/5",
    ],
)
def test_what_is_no_time_of_a_report_is_left_out(text):
    assert spans(text, "2024-07-10") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gửi 7 tháng 5,1%, gửi 13 tháng 5,6%.", ["7 tháng", "13 tháng"]),
        ("Trong 8 tháng 11 xã về đích.", ["8 tháng"]),
        ("Trong 8 tháng 4% số hộ thoát nghèo.", ["8 tháng"]),
        ("Sáng 8 tháng 11, xã họp.", ["8 tháng 11"]),
        ("Ngày 8 tháng 11 xã họp.", ["Ngày 8 tháng 11"]),
    ],
)
def test_a_length_of_months_does_not_take_the_number_after_it(text, words):
    assert [p.text for p in find_periods(text, published=None)] == words


def test_two_years_without_their_number_are_two_times():
    assert spans("Năm 2021 và 2022") == ["2021-01-01/2021-12-31", "2022-01-01/2022-12-31"]


def test_what_is_so_many_times_a_year_is_compared_with_it():
    period = find_periods("Số đơn gấp 3 lần năm 2021.", published=None)[0]
    assert period.comparison


def test_a_mere_duration_has_no_days():
    (period,) = find_periods("Sau 05 năm thực hiện, xã có 18 mô hình.", published=None)
    assert (period.text, period.start, period.end) == ("05 năm", None, None)


@pytest.mark.parametrize(
    ("text", "on", "day"),
    [
        ("Sáng ngày 13/10/2022, UBND huyện tổ chức hội nghị.", None, date(2022, 10, 13)),
        ("(Báo) - Chiều 17/7, tại huyện diễn ra lễ.", "2024-07-18", date(2024, 7, 17)),
        ("Sáng nay, tỉnh tổ chức hội nghị.", "2024-07-18", date(2024, 7, 18)),
        ("Ngày 3/2/1930, Đảng ra đời.", "2024-02-02", None),
        ("Thực hiện Chỉ thị số 16/CT-TTg ngày 16/5/2016, tỉnh đã triển khai.", None, None),
        ("Không có ngày nào ở đây.", None, None),
    ],
)
def test_the_event_is_dated_by_the_lead(text, on, day):
    assert find_event_date(text, published=published(on)) == day


WORDS = st.sampled_from(
    ["từ", "đến", "ngày", "tháng", "năm", "quý", "I", "IV", "3/6", "2024", "15/12/2023", "6",
     "đầu năm", "cùng kỳ", "-", ",", "(", "nay", "qua", "giai đoạn", "31/2/2024", "hai", "tuần"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=30).map(" ".join)))
def test_any_text_reads_without_a_crash_and_with_exact_offsets(text):
    for on in (None, "2024", "2024-07-18"):
        periods = find_periods(text, published=published(on))
        assert all(text[p.begin : p.finish] == p.text for p in periods)
        assert all(p.start <= p.end for p in periods if p.start and p.end)
        assert all(a.finish <= b.begin for a, b in itertools.pairwise(periods))
        find_event_date(text, published=published(on))


@pytest.mark.parametrize(
    "vary",
    [
        lambda text: re.sub("[-–]", "–", text),
        lambda text: re.sub(" ", "\u00a0", text),
        lambda text: re.sub(" ", "  ", text),
        lambda text: unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)),
        str.upper,
    ],
)
def test_dashes_spaces_and_capitals_do_not_change_the_time(vary):
    text = (
        "từ ngày 15-12-2023 đến ngày 14-6-2024; quý II/2023; giai đoạn 2016-2020; 9 tháng năm 2021"
    )
    assert spans(vary(text), "2024-07-18") == spans(text, "2024-07-18")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("quý İ năm 2024", "2024-01-01/2024-03-31"),
        ("quý ıı năm 2024", "2024-04-01/2024-06-30"),
        ("tháng haİ năm 2024", "2024-02-01/2024-02-29"),
        ("tháng ſáu năm 2024", "2024-06-01/2024-06-30"),
        ("năm ngoáİ", "2023-01-01/2023-12-31"),
        ("ngày maİ", "2024-07-24/2024-07-24"),
        ("thứ haİ tuần này", "2024-07-22/2024-07-22"),
        ("tháng tớİ", "2024-08-01/2024-08-31"),
    ],
)
def test_letters_that_only_case_makes_alike_are_read(text, span):
    assert spans(text, "2024-07-23") == [span]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("bão số 10 năm 2017 xé đê", "2017-01-01/2017-12-31"),
        ("hiến máu đợt 2 năm 2026", "2026-01-01/2026-12-31"),
        ("tiếp 33.838 lượt năm 2023", "2023-01-01/2023-12-31"),
        ("T6/2024 họp", "2024-06-01/2024-06-30"),
        ("(Quý II năm 2024)", "2024-04-01/2024-06-30"),
        ("“NĂM 2024” là chủ đề", "2024-01-01/2024-12-31"),
    ],
)
def test_a_number_before_a_date_takes_nothing_from_it(text, span):
    assert spans(text) == [span]
