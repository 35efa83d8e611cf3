"""The shapes of dates in Vietnamese text, as patterns, and the scan that finds them.

One pattern finds the words that can open a date; the shapes of that word are then tried in turn.
Every repetition is bounded, so that reading stays linear in the length of the text.
"""

import re
from collections.abc import Iterator

from pipeline.mentions import moments as read
from pipeline.mentions import near
from pipeline.mentions.moments import Moment, Reader, Scene

FRAGMENTS = {
    "S": r"\s{1,3}",
    "O": r"\s{0,2}",
    "DASH": r"[-–—−]",
    "Y": r"(?:19|20)\d\d(?!\d)",
    "END": r"(?![^\W_])",
    "NOT": r"(?!\d|[.,]\d)",
    "WM": r"(?:giêng|mười{S}một|mười{S}hai|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp)",
    "WN": r"(?:mười{S}một|mười{S}hai|mười|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)",
    "TO": r"(?:{O}{DASH}{O}|{S}(?:cho{S})?(?:đến|tới){S}(?:hết{S})?)",
    "Q": r"(?:iii|ii|iv|i|0?[1-4])",
    "AGO": r"(?:vừa{S}qua|vừa{S}rồi|trước|qua|rồi)",
    "HENCE": r"(?:kế{S}tiếp|tiếp{S}theo|tiếp(?!{S}\w)|tới|sau)",
    "NOW": r"(?:này|nay|hiện{S}tại)",
    "COUNTED": r"(?:%|‰|(?:xã|phường|thị{S}trấn|thôn|bản|huyện|hộ|người|đơn|vụ|lượt|hồ{S}sơ|tổ"
    r"|nhóm|ý{S}kiến|cuộc|buổi|hội{S}nghị|đảng{S}viên|hội{S}viên|cán{S}bộ|nhà|căn|suất|tỷ|tỉ"
    r"|triệu|nghìn|ngàn|đồng|ha|km|tấn|công{S}trình|trường{S}hợp|đoàn|lớp|đợt|dự{S}án|mô{S}hình){END})",
    "WD": r"hai|ba|tư|năm|sáu|bảy|bẩy|[2-7]",
    "EDGE": r"(?P<edge>đầu{S}tiên|cuối{S}cùng)",
    "WHICH": r"(?P<which>nay|ngoái|trước|sau|tới){END}",
    "OFYEAR": r"(?:(?:{O}[/.]{O}|{O}{DASH}{O}|,?{S}(?:của{S})?năm{S}|{S})(?P<year>{Y})"
    r"|{S}năm{S}{WHICH})?",
}


def _compile(shape: str) -> re.Pattern[str]:
    while True:
        grown = re.sub(r"\{([A-Z]+)\}", lambda name: FRAGMENTS[name[1]], shape)
        if grown == shape:
            return re.compile(shape, re.IGNORECASE)
        shape = grown


_RATE = r"(?!{O}(?:lần|lượt|giờ|người|buổi|tiếng|triệu|nghìn|ngàn|kg|tấn|ca|vụ){END})"
_NAMED_DAYS = (
    r"ngày{S}(?P<day>\d{1,2}){O}(?:{DASH}|,|và|đến|tới){O}(?:ngày{S})?(?P<last>\d{1,2})"
    r"(?:{O}/{O}|\.|{S}tháng{S})(?P<month>\d{1,2})(?!\d)"
    r"(?:(?:{O}[/.]{O}|{S}năm{S})(?P<year>{Y}))?",
    read.read_day_pair,
)
_DAY_PAIR = (
    r"(?P<day>\d{1,2})(?:{O}{DASH}{O}|{S}(?:đến|tới|và){S})(?:ngày{S})?(?P<last>\d{1,2})"
    r"(?:{S}tháng{S}(?P<month>\d{1,2})(?!\d)(?:{S}năm{S}(?P<year>{Y}))?"
    r"|/(?P<montha>\d{1,2})/(?P<yeara>{Y}))",
    read.read_day_pair,
)
_FULL_DAY = (
    r"(?:ngày{S})?(?P<day>\d{1,2}){O}(?P<sep>[/.]|{DASH}){O}(?P<month>\d{1,2}){O}(?P=sep){O}"
    r"(?P<year>\d{4,6}|\d\d)(?![\d/])",
    read.read_day,
)
_SPELT_DAY = (
    r"(?P<named>ngày{S})?(?:mùng{S}|mồng{S})?(?P<day>\d{1,2}){O}tháng{S}"
    r"(?P<month>\d{1,2}{NOT}(?(named)|(?!{O}{COUNTED}))|{WM}{END})"
    r"(?:(?:{O}[/.]{O}|,?{S}năm{S}|{S})(?P<year>(?:19|20)\d\d\d{0,2})(?!\d)|{S}năm{S}{WHICH})?",
    read.read_day,
)
_SHAPES: dict[str, tuple[tuple[str, Reader], ...]] = {
    "ngày": (
        _NAMED_DAYS,
        _FULL_DAY,
        _SPELT_DAY,
        (
            r"ngày{S}(?P<day>\d{1,2}){O}(?:[/.]|{DASH}){O}(?P<month>\d{1,2}){NOT}(?![/.]\d)"
            + _RATE
            + r"(?:,?{S}năm{S}(?P<year>{Y}))?",
            read.read_spoken_day,
        ),
        (r"ngày{S}(?:hôm{S})?(?P<which>nay|qua|kia|mai){END}", near.read_near_day),
        (r"ngày{S}(?:mùng{S}|mồng{S})?(?P<day>\d{1,2}){NOT}{END}", read.read_bare_day),
        (r"ngày{S}{EDGE}{S}(?:của{S})?tháng{S}(?P<month>\d{1,2}(?!\d)|{WM}{END}){OFYEAR}{NOT}",
         read.read_edge_day),
    ),
    "hôm": (
        (r"hôm{S}(?P<which>nay|qua|kia|mai){END}", near.read_near_day),
        (r"hôm{S}(?P<day>\d{1,2}){O}[/.-]{O}(?P<month>\d{1,2}){NOT}(?![/.]\d)", read.read_day),
    ),
    "bữa": ((r"bữa{S}(?P<which>nay|qua|kia){END}", near.read_near_day),),
    "mùa": (
        (
            r"mùa{S}(?P<season>xuân|hè|hạ|thu|đông){S}(?P<of>năm{S})?"
            r"(?:(?P<year>{Y}){NOT}|(?P<which>{NOW}|ngoái|trước|tới|sau){END})",
            near.read_season,
        ),
    ),
    "sáng": (
        (r"(?:sáng|trưa|chiều|tối|đêm){S}(?P<which>nay|qua|mai){END}", near.read_near_day),
        (
            r"(?:sáng|trưa|chiều|tối|đêm){S}(?P<day>\d{1,2}){O}[/.-]{O}(?P<month>\d{1,2}){NOT}"
            r"(?![-/.]\d)" + _RATE,
            read.read_day,
        ),
    ),
    "tháng": (
        (
            r"tháng{S}(?P<month>\d{1,2}){O}(?:{DASH}|đến|và|,){O}(?:tháng{S})?(?P<last>\d{1,2})"
            r"(?:(?:{O}/{O}|{S}năm{S})(?P<year>{Y}))",
            read.read_month_pair,
        ),
        (
            r"tháng{S}(?P<month>\d{1,2}(?!\d)|{WM}){S}(?P<ahead>tới|sau){END}",
            read.read_month,
        ),
        (r"tháng{S}(?P<month>\d{1,2})(?!\d){OFYEAR}{NOT}", read.read_month),
        (r"tháng{S}năm{S}(?P<year>{Y}){NOT}", read.read_spelt_months),
        (
            r"tháng{S}(?P<month>{WM}){END}(?:,?{S}(?:năm{S})?(?P<year>{Y})|{S}năm{S}{WHICH})?",
            read.read_month,
        ),
        (r"tháng{S}(?P<which>này|hiện{S}tại|{AGO}|{HENCE}){END}", near.read_near_month),
        (
            r"tháng{S}(?P<side>đầu|cuối){S}(?:của{S})?năm(?:{S}(?P<year>{Y})|{S}{WHICH})?",
            read.read_spelt_months,
        ),
    ),
    "năm": (
        (r"năm{S}học{S}(?P<year>{Y}){TO}(?P<last>{Y})", read.read_school_year),
        (r"năm{S}(?P<year>{Y}){O}{DASH}{O}(?P<last>{Y})", read.read_years),
        (r"năm{S}(?P<year>{Y})(?:,|{S}và){S}(?:năm{S})?(?P<last>{Y}){NOT}",
         read.read_years_listed),
        (r"năm{S}(?P<year>{Y}){NOT}", read.read_year),
        (r"năm{S}(?P<which>{NOW}|ngoái|{AGO}|{HENCE}){END}", near.read_near_year),
    ),
    "trong": ((r"(?:trong|cả){S}năm{END}(?!{S}(?:\d|học|qua|nay|ngoái|tới))", near.read_in_year),
        (
            r"trong{S}(?P<unit>tháng|quý|kỳ){END}(?!{S}(?:\d|[iv]+{END}|{WM}{END}|này|qua|trước|tới"
            r"|vừa|sau|đầu|cuối|họp|thanh))",
            near.read_in_time,
        ),
    ),
    "quý": (
        (
            r"quý{S}(?P<quarter>{Q}){END}(?:{O}(?:,|và|{DASH}|đến){O}(?:quý{S})?(?P<last>{Q}){END})?"
            r"{OFYEAR}",
            read.read_quarter,
        ),
        (r"quý{S}(?P<quarter>một|hai|ba|tư|bốn)(?:{O}[/.]{O}|,?{S}năm{S})(?P<year>{Y})"
         r"(?P<which>(?!))?", read.read_quarter),
        (
            r"quý{S}(?:(?P<side>đầu|cuối){S}(?:của{S})?)?năm(?:{S}(?P<year>{Y}){NOT}|{S}{WHICH})?",
            read.read_spelt_quarters,
        ),
        (r"quý{S}(?P<which>{NOW}|{AGO}|{HENCE}){END}", near.read_near_quarter),
    ),
    "giai": (
        (r"giai{S}đoạn{S}(?:từ{S})?(?:năm{S})?(?P<year>{Y}){TO}(?:năm{S})?(?P<last>{Y})",
         read.read_years),
        (r"giai{S}đoạn{S}này{END}", read.read_this_phase),
    ),
    "nhiệm": (
        (r"nhiệm{S}kỳ{S}(?:\w{1,5}{S})?\(?(?P<year>{Y}){TO}(?:năm{S})?(?P<last>{Y})",
         read.read_years),
        (r"nhiệm{S}kỳ{S}này{END}", read.read_this_phase),
    ),
    "niên": ((r"niên{S}kh(?:óa|oá){S}(?P<year>{Y}){TO}(?P<last>{Y})", read.read_years),),
    "cùng": (
        (
            r"cùng{S}kỳ(?:{S}(?:của{S})?(?:(?:năm{S})?(?P<year>{Y})|năm{S}{WHICH}))?{NOT}",
            read.read_same_time,
        ),
    ),
    "nửa": (
        (r"nửa{S}(?P<side>đầu|cuối){S}năm(?:{S}(?P<year>{Y})|{S}{WHICH})?", read.read_half),
        (r"nửa{S}năm{S}(?:vừa{S})?qua", read.read_half_gone),
    ),
    "đầu": (
        (r"đầu{S}năm(?:{S}(?P<year>{Y})|{S}{WHICH})?", read.read_since),
        (r"đầu{S}(?P<unit>quý|tháng|tuần){END}(?!{S}(?:\d|{Q}{END}|{WM}{END}))",
         near.read_since_near),
    ),
    "tuần": (
        (r"(?P<part>cuối{S})?tuần{S}(?P<which>{NOW}|{AGO}|{HENCE}){END}", near.read_near_week),
        (r"tuần{S}{EDGE}{S}(?:của{S})?tháng{S}(?P<month>\d{1,2}(?!\d)|{WM}{END}){OFYEAR}{NOT}",
         read.read_edge_week),
    ),
    "thứ": (
        (
            r"thứ{S}(?P<weekday>{WD}){S}(?P<week>(?:của{S})?tuần{S})?"
            r"(?P<which>này|{AGO}|{HENCE}){END}",
            near.read_weekday,
        ),
    ),
    "chủ": (
        (r"ch(?:ủ|úa){S}nhật{S}(?P<week>(?:của{S})?tuần{S})?(?P<which>này|{AGO}|{HENCE}){END}",
         near.read_weekday),
    ),
    "#sep": (
        _DAY_PAIR,
        _FULL_DAY,
        (r"(?P<month>0?[1-9]|1[0-2])/(?P<year>{Y})(?P<weak>){NOT}", read.read_month),
        (r"(?P<day>\d{1,2})(?:/|{DASH}|\.)(?P<month>\d{1,2}){NOT}(?![-/.]\d)(?P<weak>)",
         read.read_day),
    ),
    "#word": (
        (
            r"(?P<count>\d{1,2}){O}tháng{S}"
            r"(?:(?P<side>đầu|cuối){S}(?:của{S})?năm(?:{S}(?P<year>{Y})|{S}{WHICH})?"
            r"|(?:của{S})?năm{S}(?P<yeara>{Y})|(?P<yearb>{Y}))",
            read.read_months,
        ),
        _DAY_PAIR,
        _SPELT_DAY,
        (r"(?P<count>\d{1,2})(?:{S}tháng|{O}T){O}/{O}(?P<year>{Y})", read.read_months),
        (
            r"(?P<count>[1-4]|0[1-4]){S}quý{S}(?:(?P<side>đầu|cuối){S}(?:của{S})?)?năm"
            r"(?:{S}(?P<year>{Y}){NOT}|{S}{WHICH})?",
            read.read_quarters,
        ),
        (
            r"(?P<count>\d{1,2}){S}(?P<unit>năm|tháng|tuần|ngày|quý){S}(?:gần{S}đây|trở{S}lại{S}đây"
            r"|(?P<which>{AGO}|nữa|{HENCE})){END}",
            near.read_lapse,
        ),
        (
            r"(?P<count>\d{1,2}){S}(?P<unit>năm|tháng|tuần|ngày|quý){END}(?!{S}{Y})",
            near.read_duration,
        ),
    ),
    "#year": (
        (r"(?P<year>{Y})(?P<sep>[-/])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
         read.read_day),
        (r"(?P<year>{Y}){TO}(?:năm{S})?(?P<last>{Y}){NOT}", read.read_years),
        (r"(?P<year>{Y}){NOT}(?P<weak>)", read.read_year),
    ),
}  # fmt: skip
ALIASES = {"trưa": "sáng", "chiều": "sáng", "tối": "sáng", "đêm": "sáng", "cuối": "tuần",
            "cả": "trong", "chúa": "chủ"}  # fmt: skip
_COMPILED = {
    word: tuple((_compile(shape), reader) for shape, reader in shapes)
    for word, shapes in _SHAPES.items()
}
_GOES_ON = {
    "ngày": "0-9chkmnqđ", "hôm": "0-9kmnq", "bữa": "knq", "mùa": "htxđ", "sáng": "0-9mnq",
    "trưa": "0-9mnq", "chiều": "0-9mnq", "tối": "0-9mnq", "đêm": "0-9mnq", "cả": "n",
    "tháng": "0-9bcghkmnqrstvđ", "năm": "0-9hknqrstv", "trong": "knqt", "giai": "đ", "cùng": "k",
    "quý": "0-9bchikmnqrstvđ", "nhiệm": "k", "niên": "k", "nửa": "cnđ", "đầu": "nqt", "cuối": "t",
    "tuần": "chknqrstvđ", "thứ": "2-7bhnst", "chủ": "n", "chúa": "n",
}  # fmt: skip
"""The letters that the next word of a date opens with: most `trong` and `chủ` open no date."""
_NUMBER_STARTS = r"(?<![^\WT_].)(?<![^\W_]T.)(?<!\d[.,/].)"
_PARTED = r"[/.\-–—−]\s{0,2}\d(?!\d\d(?!\d))"
"""A mark and the next number, which is no group of thousands: `33.838` is no date."""
_DATELIKE = re.compile(
    rf"(?P<year>(?:19|20)\d\d(?!\d))|\d{{1,2}}(?:(?P<sep>\s{{0,2}}{_PARTED})"
    r"|(?P<word>\s{0,3}(?:tháng|năm|ngày|tuần|quý)|\s{0,2}T\s{0,2}/|\s{1,3}(?:đến|tới|và)\s))",
    re.IGNORECASE,
)
"""What a date in figures opens with; the group that matches tells which shapes to try."""
_LIKE_ONE = rf"\d?(?=\s{{0,3}}(?:{_PARTED}|[Tt][HhUuỚớ/\s]|[Nn][ĂăGg]|[Qq][Uu]|[Đđ][Ếế]|[Vv][Àà]))"
"""The same after a first digit, less exactly: few numbers are then looked at."""


def _any_of(forms: dict[str, str]) -> str:
    """Write words, each with the pattern of what follows it, so that no letter is tried twice."""
    ends: dict[str, dict[str, str]] = {}
    for form in sorted(forms, reverse=True):
        ends.setdefault(form[:1], {})[form[1:]] = forms[form]
    tails = (first + _any_of(rest) if first else rest[""] for first, rest in ends.items())
    return "(?:" + "|".join(tails) + ")"


def _openings() -> dict[str, str]:
    """Give all that a date can open with, and what must follow it."""
    numbers = dict.fromkeys("03456789", _NUMBER_STARTS + _LIKE_ONE)
    for digit, century in (("1", "9"), ("2", "0")):
        numbers[digit] = rf"{_NUMBER_STARTS}(?:{century}\d\d(?!\d)|{_LIKE_ONE})"
    words = {
        form: rf"(?=\s{{1,3}}(?i:[{letters}]))"
        for word, letters in _GOES_ON.items()
        for form in (word, word.capitalize(), word.upper())
    }
    return numbers | words


_TRIGGER = re.compile(_any_of(_openings())[3:-1])


def scan(scene: Scene) -> Iterator[Moment]:
    """Yield the dates of a text in order; they never overlap."""
    body, done = scene.body, 0
    for trigger in _TRIGGER.finditer(body):
        begin = trigger.start()
        if begin < done:
            continue
        if body[begin] <= "9":
            like = _DATELIKE.match(body, begin)
            if like is None:
                continue
            word = f"#{like.lastgroup}"
        elif begin and body[begin - 1].isalnum():
            continue
        else:
            word = trigger[0].lower()
        moment = _first(scene, word, begin)
        if moment is not None and moment.begin >= done:
            done = moment.finish
            yield moment


def _first(scene: Scene, word: str, begin: int) -> Moment | None:
    for shape, reader in _COMPILED.get(ALIASES.get(word, word), ()):
        found = shape.match(scene.body, begin)
        moment = reader(found, scene) if found else None
        if moment is not None:
            return moment
    return None
