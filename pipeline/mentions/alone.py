"""A text that is a time and no more: `8 giờ tối nay`, `thứ ba`, `tháng 6`, `Giáng sinh`.

Here nothing is told, so nothing says that it is past. In a running text these words are too
vague or too common to be dates, and none of this applies.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from corpus.records import Period
from pipeline.mentions.dates import UNKNOWN, Span, Today, week_of
from pipeline.mentions.moments import QUARTERS, Scene
from pipeline.mentions.near import WEEKDAYS
from pipeline.mentions.shapes import scan

LONGEST = 60
_HOUR = r"(?:\d{1,2}|mười một|mười hai|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)"
_PART = r"(?:buổi )?(?:rạng sáng|sáng|trưa|chiều|tối|đêm|khuya)"
_MINUTES = r"(?:\d{1,2}(?: ?phút)?|rưỡi|kém \d{1,2}(?: phút)?)"
_AT = r"(?:(?:vào|ngay) )?(?:(?:lúc|hồi) )?(?:(?:đúng|khoảng|tầm) )?"
_CLOCK = re.compile(
    rf"(?<!\w)(?P<at>{_AT})(?:\d{{1,2}}:\d\d(?::\d\d)?(?P<exact>)|{_HOUR} ?(?:giờ|h|g)(?!\w)"
    rf"(?: ?(?P<minutes>{_MINUTES}))?|\d{{1,2}}[hg]\d\d(?P<glued>)|\d{{1,2}} ?[ap]m(?P<half>))"
    r"(?: (?P<zone>[a-z]{3,4})(?=$))?"
    rf"(?: (?P<part>{_PART})(?=$| ngày| thứ| chủ| chúa| hôm))?(?!\w)"
)
_TODAY = re.compile(
    r"(?:ngay )?(?:bây giờ|lúc này|hiện nay|hiện tại|hiện giờ)"
    rf"|(?:{_HOUR} ?(?:giây|s|phút|giờ|tiếng|h) (?:vừa rồi|vừa qua|qua|tới|tiếp theo|nữa|trước))"
    r"|(?:trước|sau) bữa (?:sáng|trưa|tối)"
)
_WEEKDAY = re.compile(
    rf"(?:{_PART} )?(?:(?:ngày )?thứ (?P<name>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|ch(?:ủ|úa) nhật)"
)
_WEEKDAY_BEFORE = re.compile(_WEEKDAY.pattern + r",? (?:ngày )?(?=\d|m[ùồ]ng)")
_PART_BEFORE = re.compile(rf"{_PART} (?=ngày|hôm|m[ùồ]ng|\d)")
_SPOKEN = re.compile(r"(?:ngày )?m[ùồ]ng ")
_WEEKEND = re.compile(r"(?:dịp |ngày )?cuối tuần")
_QUARTER = re.compile(r"quý (?P<quarter>một|hai|ba|tư|bốn)")
_FEAST = re.compile(
    r"(?:ngày |lễ |dịp |đêm )*(?P<name>giáng sinh|noel|nô-en|quốc khánh|tết dương lịch"
    r"|quốc tế lao động|quốc tế phụ nữ|phụ nữ việt nam|nhà giáo việt nam|thương binh,? liệt sĩ"
    r"|giải phóng miền nam)"
)
FEASTS = {
    "giáng sinh": (12, 25), "noel": (12, 25), "nô-en": (12, 25), "quốc khánh": (9, 2),
    "tết dương lịch": (1, 1), "quốc tế lao động": (5, 1), "quốc tế phụ nữ": (3, 8),
    "phụ nữ việt nam": (10, 20), "nhà giáo việt nam": (11, 20), "thương binh liệt sĩ": (7, 27),
    "giải phóng miền nam": (4, 30),
}  # fmt: skip
"""The feasts of the sun's year; Tết and Giỗ Tổ move with the moon and stay unread."""


def read_alone(body: str, today: Today) -> Period | None:
    """Read a short text that names one time and nothing else, or give None."""
    text = body.strip(" .!\n\u00a0")
    if not text or len(text) > LONGEST or "\n" in text or today.day is None:
        return None
    words = " ".join(text.lower().split())
    span = _day_meant(words, today.day) or _without_clock(words, today)
    if span is None or None in span:
        return None
    begin = body.index(text)
    return Period(
        text=text, start=span[0], end=span[1], begin=begin, finish=begin + len(text),
        flags=("alone",),
    )  # fmt: skip


def _day_meant(words: str, day: date) -> Span | None:
    """Read what needs today alone: a weekday or feast is the next one to come."""
    if _TODAY.fullmatch(words):
        return day, day
    if found := _WEEKDAY.fullmatch(words):
        index = WEEKDAYS[found["name"]] if found["name"] else 6
        that = day + timedelta(days=(index - day.weekday() - 1) % 7 + 1)
        return that, that
    if _WEEKEND.fullmatch(words):
        sunday = week_of(day)[1]
        return sunday - timedelta(days=1), sunday
    if found := _FEAST.fullmatch(words):
        month, number = FEASTS[found["name"].replace(",", "")]
        that = date(day.year, month, number)
        that = that if that >= day else that.replace(year=day.year + 1)
        return that, that
    return None


def _without_clock(words: str, today: Today) -> Span | None:
    """Read a day with an hour beside it: the hour leaves the day as it is."""
    clock = _CLOCK.search(words)
    if clock is None:
        return _whole(words, today)
    if not _tells_time(clock, words):
        return None
    rest = f"{words[: clock.start()]} {words[clock.end() :]}".strip(" ,")
    rest = " ".join(rest.split())
    if not rest or re.fullmatch(_PART, rest):
        return today.day, today.day
    if today.day and _WEEKDAY.fullmatch(rest):
        return _day_meant(rest, today.day)
    return _whole(rest, today)


def _tells_time(clock: re.Match[str], words: str) -> bool:
    """Tell an hour from a length of hours: `3 giờ` by itself is either."""
    told = ("minutes", "exact", "glued", "half", "part")
    return bool(clock["at"]) or clock[0] != words or any(clock[name] is not None for name in told)


def _whole(words: str, today: Today) -> Span | None:
    """Read words that one date fills; a weekday before it adds nothing."""
    weekday = _WEEKDAY_BEFORE.match(words)
    words = words[weekday.end() :] if weekday else words
    part = _PART_BEFORE.match(words)
    words = words[part.end() :] if part else words
    if found := _QUARTER.fullmatch(words):
        words = f"quý {QUARTERS[found['quarter']]}"
    scene = Scene(body=_SPOKEN.sub("ngày ", words), today=replace(today, alone=True))
    moments = list(scan(scene))
    if len(moments) != 1:
        return None
    (moment,) = moments
    fills = moment.begin == 0 and moment.finish == len(scene.body)
    dotted = moment.weak and (moment.grain != "day" or moment.month is None or "/" not in words)
    if not fills or dotted or moment.inherit == "any" or moment.grain in ("since", "same", "bad"):
        return None
    span = moment.days(scene.today)
    return span if span != UNKNOWN else None
