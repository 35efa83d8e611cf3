"""Dates as portals write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.dates import (
    VIETNAM,
    Moment,
    is_dateline,
    read_clock,
    read_date,
    read_feed_date,
    read_url_date,
)
from scrapers.errors import LayoutError

FROM, TO = datetime(2000, 1, 2), datetime(2034, 12, 30)  # noqa: DTZ001 # hypothesis wants them so


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("Thứ Sáu, 9/6/2023", at(2023, 6, 9), "day"),
        ("Thứ Sáu ngày 09 tháng 06 năm 2023", at(2023, 6, 9), "day"),
        ("23/07/2024 | 08:30 AM", at(2024, 7, 23, 8, 30), "minute"),
        ("23/07/2024 | 02:30 PM", at(2024, 7, 23, 14, 30), "minute"),
        ("23/07/2024 | 08:30 GMT+7", at(2024, 7, 23, 8, 30), "minute"),
        ("08:30 | 23/07/2024", at(2024, 7, 23, 8, 30), "minute"),
        ("08:30 - 23/07/2024", at(2024, 7, 23, 8, 30), "minute"),
        ("08:30, 23/07/2024", at(2024, 7, 23, 8, 30), "minute"),
        ("08:30 23/07/2024", at(2024, 7, 23, 8, 30), "minute"),
        ("23/07/2024 - 08:30", at(2024, 7, 23, 8, 30), "minute"),
        ("23/07/2024, 08:30", at(2024, 7, 23, 8, 30), "minute"),
        ("23-07-2024 08:30:15", at(2024, 7, 23, 8, 30, 15), "minute"),
        ("23.7.2024", at(2024, 7, 23), "day"),
        ("Cập nhật: 23/07/2024 08:30", at(2024, 7, 23, 8, 30), "minute"),
        ("Đăng ngày 25 - 04 - 2024", at(2024, 4, 25), "day"),
        ("Thứ ba - 16/01/2024 16:30", at(2024, 1, 16, 16, 30), "minute"),
        ("Thứ Tư, 22 Tháng 6 2022 10:15", at(2022, 6, 22, 10, 15), "minute"),
        ("16 giờ 30 phút ngày 5.7.2024", at(2024, 7, 5, 16, 30), "minute"),
        ("16h30, 05-07-2024", at(2024, 7, 5, 16, 30), "minute"),
        ("12 Tháng Mười Hai, 2024", at(2024, 12, 12), "day"),
        ("Tháng Bảy 23, 2024", at(2024, 7, 23), "day"),
        ("(Ngày 23/07/2024, 02:05 CH)", at(2024, 7, 23, 14, 5), "minute"),
        ("July 23, 2024", at(2024, 7, 23), "day"),
        ("2024-07-23T08:30:00+07:00", at(2024, 7, 23, 8, 30), "minute"),
        ("2024-07-23T01:30:00Z", at(2024, 7, 23, 8, 30), "minute"),
        ("2024-07-23", at(2024, 7, 23), "day"),
        ("Tue, 16 Jan 2024 16:30:45 +0700", at(2024, 1, 16, 16, 30, 45), "minute"),
        # NukeViet's article:published_time
        ("2024-01-16+0716:30:00", at(2024, 1, 16, 16, 30), "minute"),
        # Drupal unless told otherwise; the weekday decides
        ("Tue, 06/04/2024 - 19:40", at(2024, 6, 4, 19, 40), "minute"),
        ("T3, 06/04/2024 - 19:40", at(2024, 6, 4, 19, 40), "minute"),
        ("T4, 05/06/2024 - 19:40", at(2024, 6, 5, 19, 40), "minute"),
        # old ASP.NET in US order: nothing else is possible
        ("12/27/2012 12:10:26 PM", at(2012, 12, 27, 12, 10, 26), "minute"),
        ("Ngày đăng: 01/02/2024 - Cập nhật: 05/02/2024 10:00", at(2024, 2, 1), "day"),
        ("tháng 7/2024", at(2024, 7, 1), "month"),
        ("tháng Mười Một năm 2024", at(2024, 11, 1), "month"),
        ("năm 2024", at(2024, 1, 1), "year"),
        # decomposed, with a no-break space
        ("Thu\u031b\u0301 Sa\u0301u,\u00a09/6/2023", at(2023, 6, 9), "day"),
    ],
)
def test_shape_is_read(text, moment, precision):
    assert read_date(text) == Moment(moment, precision)


@pytest.mark.parametrize(
    "text",
    ["", "ba giờ trước", "Lượt xem: 1.939", "1.647.000.000 đồng", "ĐT: 0206.3852.000", "25-NQ/TW"],
)
def test_what_names_no_day_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "6/9/2012 12:10:26 PM",
        "Thứ Tư, 09/06/2023",
        "Sat, 06/01/2024 - 08:00",  # a Saturday either way
        "01/02/2024 và 03/02/2024",
        "31/02/2024",
        "32/13/2024",
        "23/07/2024 25:61",
    ],
)
def test_what_cannot_be_decided_is_refused(text):
    with pytest.raises(LayoutError, match="date"):
        read_date(text)


def test_a_portals_own_format_decides_alone():
    assert read_date("9/6/2012 12:10:26 PM", pattern="%m/%d/%Y %I:%M:%S %p") == Moment(
        at(2012, 9, 6, 12, 10, 26), "minute"
    )
    with pytest.raises(LayoutError, match="not in the format"):
        read_date("2012-09-06", pattern="%d/%m/%Y")


@settings(deadline=None)
@given(
    st.datetimes(FROM, TO).map(lambda moment: moment.replace(second=0, microsecond=0)),
    st.sampled_from(
        [
            "{d:02}/{m:02}/{y} {H:02}:{M:02}",
            "{d}/{m}/{y} - {H}:{M:02}",
            "{H:02}:{M:02} | {d:02}/{m:02}/{y}",
            "{H}h{M:02}, ngày {d}-{m}-{y}",
            "Đăng ngày {d}.{m}.{y}, lúc {H:02}:{M:02} GMT+7",
            "ngày {d} tháng {m} năm {y} {H:02}:{M:02}",
            "{y}-{m:02}-{d:02}T{H:02}:{M:02}:00+07:00",
        ]
    ),
)
def test_a_date_written_is_the_date_read(moment, shape):
    text = shape.format(
        d=moment.day, m=moment.month, y=moment.year, H=moment.hour, M=moment.minute
    )
    assert read_date(text) == Moment(moment.replace(tzinfo=VIETNAM), "minute")


@settings(deadline=None)
@given(st.text(alphabet="0123456789/:-. Thứtháng năPM,", max_size=30))
def test_any_text_is_a_date_or_none_or_refused(text):
    try:
        moment = read_date(text)
    except LayoutError:
        return
    assert moment is None or moment.at.tzinfo is not None


@settings(deadline=None)
@given(st.datetimes(FROM, TO))
def test_another_zone_is_brought_into_the_portals(moment):
    there = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=-5)))
    read = read_date(there.isoformat())
    assert read is not None
    assert (read.at, read.at.tzinfo) == (there, VIETNAM)


def test_feed_of_nukeviet_has_the_month_in_place_of_minutes():
    text = "Tue, 16 Jan 2024 16:01:45 +0700"
    assert read_feed_date(text, engine="nukeviet") == Moment(at(2024, 1, 16, 16), "day")
    assert read_feed_date(text, engine="wordpress") == Moment(at(2024, 1, 16, 16, 1, 45), "minute")
    assert read_feed_date("Tue, 16 Jan 2024 16:01:45 +0000") == Moment(
        datetime(2024, 1, 16, 16, 1, 45, tzinfo=UTC), "minute"
    )


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.vn/2024/07/23/bai", at(2024, 7, 23)),
        ("https://x.vn/portal/Pages/2024-4-25/Bai-ab1.aspx", at(2024, 4, 25)),
        ("https://x.vn/2024/13/23/bai", None),
        ("https://x.vn/uploads/2024_07/bai", None),
    ],
)
def test_address_carries_a_day(url, day):
    assert read_url_date(url) == (Moment(day, "day") if day else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thứ Sáu, 9/6/2023", date(2023, 6, 9)),
        ("Hôm nay: Chủ nhật, ngày 22/10/2023", date(2023, 10, 22)),
        ("Thứ Năm, 19/10/2023, 09:02", date(2023, 10, 19)),
        ("Thứ 3, ngày 23 tháng 7 năm 2024", date(2024, 7, 23)),
        ("Ngày đăng: 9/6/2023", None),
        ("9/6/2023", None),
        ("Thứ Sáu, 9/6/2023 tại Văn Quan", None),
    ],
)
def test_clock_is_a_weekday_and_a_date_and_nothing_more(text, day):
    assert read_clock(text) == day


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Ngày đăng: 16/03/2024 10:30", True),
        ("(Thứ Ba, 23/7/2024)", True),
        ("Sáng ngày 13/10/2022, huyện tổ chức hội nghị", False),
        ("Từ 01/01/2019 đến 31/12/2019", False),
    ],
)
def test_dateline(line, is_one):
    assert is_dateline(line) is is_one


def test_a_long_text_is_no_date():
    with pytest.raises(LayoutError, match="too long"):
        read_date("ngày 1/1/2020 " * 100)
    moment = read_date("Ngày đăng:" + " \n\t" * 1_000 + "1/1/2020")
    assert moment is not None
    assert moment.at.date() == date(2020, 1, 1)
