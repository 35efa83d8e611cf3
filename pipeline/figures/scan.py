"""From a text to its quantities: number, magnitude, unit, bounds, ranges, fractions."""

import re
from collections.abc import Sequence
from decimal import Decimal

from corpus.records import Qualifier
from pipeline.figures.found import Found
from pipeline.figures.masks import (
    UNIT_AFTER_WINS,
    is_slogan,
    label_kind,
    short_date,
    written_mask,
    year_like,
)
from pipeline.figures.numerals import SCALES, SHORT_SCALES, Style, longest_words, read_digits
from pipeline.figures.page import Page
from pipeline.figures.units import Unit, known_units, read_unit

_DIGITS = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d|[.,]\d)|\d+(?:[.,]\d+)*"
_FIRST = r"một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|nửa|không(?= (?:phẩy|trăm)\b)"
_NEXT = (
    r"không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|vạn"
    r"|triệu|tỷ|tỉ|chục|tá|linh|lẻ|phẩy|phảy|chấm|rưỡi|nửa"
)
_START = r"m(?:ột|ười)|hai|b(?:a|ốn|ảy|ẩy)|n(?:ăm|ửa)|sáu|tám|chín|không(?= (?:phẩy|trăm))"
NUMBER = re.compile(rf"\d|[ \n\u00a0(“\"](?:{_START})(?!\w)")
"""Where a number may begin; one cheap pass, everything else looks only there."""
WORD_RUN = re.compile(rf"(?:{_FIRST})(?: (?:{_NEXT})){{0,27}}(?!\w)")
DIGITS = re.compile(_DIGITS)
FRACTION = re.compile(rf" ?/ ?({_DIGITS})")
RANGE = re.compile(rf" ?(?:-|–|—|÷|~|(?<= )đến|(?<= )tới| hoặc) ?({_DIGITS})")
SCALE = re.compile(
    r"[ \u00a0]?(nghìn|ngàn|triệu|tỷ|tỉ|vạn|chục|trăm|tá)(?!\w)(?: (tỷ|tỉ|triệu)(?!\w))?"
    r"|[ \u00a0]?(trđ|tr\.đ|tr|k|m|g)(?![\w.²³/])(?!\.đ)|(k|tr)(?=\d)"
)
COMPOUND = re.compile(rf" ({_DIGITS}) (triệu|nghìn|ngàn|tỷ)(?!\w)| (rưỡi)(?!\w)")
ONE, ZERO = Decimal(1), Decimal(0)
SCALE_STARTS = frozenset("ntvckmg")
RANGE_STARTS = frozenset("-–—÷~đth")
GLUED = re.compile(r"(\d)(?!\d)")
QUALIFIERS: dict[str, Qualifier] = {
    "hơn": "more_than", "trên": "more_than", "quá": "more_than", "vượt": "more_than",
    ">": "more_than", "gần": "nearly", "khoảng": "about", "chừng": "about", "tầm": "about",
    "ước": "about", "độ": "about", "~": "about", "≈": "about", "dưới": "less_than",
    "<": "less_than", "≥": "at_least", "≤": "at_most", "xấp xỉ": "about", "ước khoảng": "about",
    "ước chừng": "about", "không quá": "at_most", "chưa quá": "at_most", "tối đa": "at_most",
    "nhiều nhất": "at_most", "không vượt": "at_most", "vượt quá": "more_than",
    "ít nhất": "at_least", "tối thiểu": "at_least", "không dưới": "at_least",
    "không ít hơn": "at_least", "không hơn": "at_most", "chưa đến": "less_than",
    "chưa tới": "less_than", "chưa đầy": "less_than", "gần như": "nearly", "suýt": "nearly",
    "sấp xỉ": "about", "lên tới": "exact", "nhiều hơn": "exact", "cao hơn": "exact",
    "thấp hơn": "exact", "ít hơn": "exact", "lớn hơn": "more_than", "nhỏ hơn": "less_than",
    "không trên": "at_most", "ước đạt": "about", "tròn": "exact",
    "từ hơn": "more_than", "trên dưới": "about",
}  # fmt: skip
UP = re.compile(r"[^.;\n\d]{0,25}?\btrở (?:(lên)|xuống)")
STOPS = frozenset(
    [
        "và",
        "với",
        "của",
        "cho",
        "để",
        "từ",
        "là",
        "có",
        "được",
        "đã",
        "đang",
        "sẽ",
        "trong",
        "ngoài",
        "tại",
        "ở",
        "thì",
        "nên",
        "vào",
        "ra",
        "lên",
        "xuống",
        "còn",
        "đến",
        "tới",
        "theo",
        "do",
        "bởi",
        "vì",
        "mà",
        "nay",
        "này",
        "đó",
        "kia",
        "trên",
        "dưới",
        "hơn",
        "gần",
        "so",
        "bằng",
        "đạt",
        "giảm",
        "tăng",
        "chiếm",
        "qua",
        "về",
        "như",
        "cũng",
        "lại",
        "không",
        "chưa",
        "trở",
        "nhưng",
        "song",
        "nếu",
        "khi",
        "các",
        "những",
        "mỗi",
        "trước",
        "sau",
        "giữa",
        "cùng",
        "hoặc",
        "hay",
        "rồi",
        "đều",
        "thuộc",
        "gồm",
        "tức",
        "nghĩa",
        "đây",
        "ấy",
        "nữa",
    ]
)
SPENT = frozenset(
    [
        "làm",
        "xây",
        "mua",
        "giúp",
        "sửa",
        "lắp",
        "trồng",
        "nuôi",
        "mở",
        "trả",
        "chi",
        "đầu",
        "hỗ",
        "tặng",
        "trao",
        "ủng",
        "đóng",
        "gửi",
        "vay",
        "lo",
        "thăm",
        "tổ",
        "góp",
        "nhờ",
        "tiền",
    ]
)
"""Verbs after an amount of money whose `đồng` is left out."""
ATTACHED = frozenset(
    [
        "giảm",
        "tăng",
        "trên",
        "gần",
        "hơn",
        "đạt",
        "còn",
        "là",
        "có",
        "được",
        "khoảng",
        "tiếp",
        "nhận",
        "dưới",
        "với",
        "gồm",
        "và",
        "thêm",
        "quyết",
        "trị",
        "giá",
        "hiến",
        "tặng",
        "trao",
        "cho",
        "hạn",
        "lượt",
        "đơn",
        "vụ",
    ]
)
PREFIX_MONEY = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "usd": "USD", "eur": "EUR",
                "vnd": "đồng", "vnđ": "đồng", "us$": "USD"}  # fmt: skip
RANKED = frozenset(("xếp", "hạng", "đứng", "trí", "xếp:"))
SURE_KINDS = frozenset(("count", "money", "ratio", "area", "measure"))
ON = frozenset(("lĩnh", "địa", "mặt", "phương", "kênh", "trang", "báo"))
WORD_UNITS = frozenset(
    [
        "hộ",
        "đơn",
        "mô",
        "hình",
        "người",
        "vụ",
        "tổ",
        "lượt",
        "hồ",
        "thủ",
        "cuộc",
        "buổi",
        "hội",
        "cá",
        "tập",
        "xã",
        "thôn",
        "xóm",
        "bản",
        "buôn",
        "chi",
        "đảng",
        "đồng",
        "đô",
        "euro",
        "usd",
        "cent",
        "cents",
        "xu",
        "pounds",
        "bảng",
        "triệu",
        "nghìn",
        "căn",
        "nhà",
        "suất",
        "ngày",
        "điển",
        "tuyến",
        "công",
        "km",
        "ha",
        "phường",
        "thị",
        "huyện",
        "ấp",
        "cặp",
        "tấn",
        "sào",
        "con",
    ]
)
COUNTING = frozenset(
    [
        "có",
        "gồm",
        "với",
        "được",
        "nhận",
        "và",
        "cho",
        "hơn",
        "gần",
        "khoảng",
        "trên",
        "lập",
        "dựng",
        "còn",
        "tổ",
        "là",
        "cả",
        "hiến",
        "tặng",
        "đủ",
    ]
)
DURATION = re.compile(
    r"(?:rút ngắn|cắt giảm|giảm|không quá|tối đa|xuống|thời gian giải quyết|thời hạn giải quyết)"
)
SPORT = re.compile(r"thắng|thua|hòa|tỷ số|tỉ số|dẫn|trận|đội|bàn|gặp")
CUE_BEFORE_PAIR = frozenset(
    ["đạt", "có", "được", "là", "đã", "xong", "thành", "quyết", "hạn", "cắm", "còn", "gồm"]
)


def scan(page: Page) -> list[Found]:
    """Find every quantity of a text in order; what is no quantity goes to `page.masked`."""
    found: list[Found] = []
    low = page.low
    at = 0
    if run := WORD_RUN.match(low):
        at = _read_words_at(page, run, found)
    while (match := NUMBER.search(low, at)) is not None:
        start = match.start()
        if low[start].isdigit():
            at = _read_digits_at(page, start, found)
        else:
            run = WORD_RUN.match(low, start + 1)
            at = _read_words_at(page, run, found) if run else match.end()
    return found


def _read_digits_at(page: Page, start: int, found: list[Found]) -> int:
    """Read one number in digits, or mask it; give where to go on."""
    match = DIGITS.match(page.low, start)
    if match is None:
        return start + 1
    end = match.end()
    text = match.group()
    given = page.masked.covers(start)
    if given is not None:
        return max(given.end, end)
    low, body = page.low, page.body
    if _inside_code(low, start):
        return page.masked.add(start, _token_end(low, end), "code")
    mask = written_mask(body, low, start, end)
    if mask is not None:
        return page.masked.add(*mask)
    words = low[max(0, start - 34) : start].split()
    quantity = _quantity(page, start, end, text)
    if quantity is None:
        return page.masked.add(start, _token_end(low, end), "odd")
    kind = _mask_kind(page, quantity, words, text)
    if kind is not None:
        stop = max(end, _token_end(low, end)) if kind != "duration" else quantity.end
        return page.masked.add(start, stop, kind)
    _bound(page, quantity, words)
    if words and words[-1] == "âm" and quantity.value_max is None:
        quantity.value = -quantity.value
        quantity.begin = low.rfind("âm", 0, start)
    found.append(quantity)
    if quantity.denominator is not None and quantity.kind != "rank":
        _split_pair(page, quantity, found)
    return max(quantity.end, quantity.denominator_end, end)


def _inside_code(low: str, start: int) -> bool:
    """Say whether digits hang on letters, a hyphenated name or an address."""
    if start == 0:
        return False
    char = low[start - 1]
    if char.isalpha():
        head = start
        while head and low[head - 1].isalpha() and start - head < 12:
            head -= 1
        return low[head:start] not in ATTACHED and (
            start - head < 3 or not _unit_follows(low, start)
        )
    if char in "-–" and start > 1:
        return low[start - 2].isalnum()
    if char in "_=#@&?" or (char == "." and start > 1 and low[start - 2].isalnum()):
        return char != "." or low[start - 2].isdigit()
    if char == "/":
        token = low[max(0, start - 60) : start].split()
        return bool(token) and ("://" in token[-1] or "www." in token[-1] or ".vn" in token[-1])
    return False


def _unit_follows(low: str, start: int) -> bool:
    """Say whether digits glued to a word are followed by something counted (`sinh714vụ việc`)."""
    match = DIGITS.match(low, start)
    unit = read_unit(low, match.end()) if match else None
    return unit is not None and unit.kind in SURE_KINDS and low[start - 1] not in "acdeđ"


def _token_end(low: str, end: int) -> int:
    """Give where the run of letters, digits and slashes after a number ends."""
    size = len(low)
    while end < size and (
        low[end].isalnum() or (low[end] in "/.-," and low[end + 1 : end + 2].isdigit())
    ):
        end += 1
    return end


def _quantity(page: Page, start: int, end: int, text: str, *, first: bool = True) -> Found | None:
    """Read number, fraction or range, magnitude and unit from one place on."""
    low = page.low
    near = low[end : end + 2]
    over = FRACTION.match(low, end) if "/" in near else None
    upto = RANGE.match(low, end) if over is None and _may_range(near) else None
    last = over.end() if over else upto.end() if upto else end
    factor, last, short = _scale(low, last)
    extra, last = _compound(low, last, factor)
    unit = read_unit(low, last)
    if (
        unit is not None
        and unit.kind == "other"
        and (
            unit.name in STOPS
            or low[last : last + 1] not in " \u00a0"
            or (factor >= 1000 and unit.name in SPENT)
        )
    ):
        unit = None
    glued = unit is None and low[last : last + 1].isalpha() and low[last] not in "x"
    if glued and factor == 1:
        return None
    unit = unit or _prefixed(low, start, last)
    inferred = False
    if unit is None and factor >= 1000 and short != "count":
        unit, inferred = Unit("đồng", "money", last, "đồng"), True
    style: Style = "scaled" if factor != 1 else (unit.style if unit else "bare")
    number = read_digits(
        text, style, page.habit if style in {"measure", "scaled", "bare"} else "vi"
    )
    if number is None:
        return None
    found = Found(
        start=start, end=unit.end if unit else last, value=number.value * factor + extra, unit=unit
    )
    if inferred:
        found.flags.append("unit_inferred")
    if short == "informal":
        found.flags.append("informal_number")
    if number.other is not None:
        found.other = number.other * factor + extra
    _second(page, found, over or upto, style, factor)
    if over:
        found.denominator_end = over.end()
        if found.denominator is None:
            return None
    if first and unit is not None and not over and not upto:
        _range_after_unit(page, found, factor)
    return found


def _may_range(near: str) -> bool:
    """Say whether a dash or `đến` can follow, before a pattern is tried."""
    return near[:1] in RANGE_STARTS or (near[:1] == " " and near[1:] in RANGE_STARTS)


def _scale(low: str, at: int) -> tuple[Decimal, int, str]:
    """Read `nghìn tỷ`, `tr`, `k5` after digits: factor, end, how it is written."""
    match = (
        SCALE.match(low, at) if low[at : at + 2].lstrip(" \u00a0")[:1] in SCALE_STARTS else None
    )
    if match is None:
        return ONE, at, ""
    word = match[1]
    if word is not None:
        factor = SCALES.get(word) or SHORT_SCALES[word]
        if match[2]:
            factor *= SCALES[match[2]]
        money = word in {"triệu", "tỷ", "tỉ", "nghìn", "ngàn"}
        return factor, match.end(), "" if money else "count"
    short = match[3] or match[4]
    if match[3] in {"m", "g"}:
        return ONE, at, ""
    factor = SHORT_SCALES["tr" if short == "tr.đ" else short]
    return factor, match.end(), "informal" if short == "k" else ""


def _compound(low: str, at: int, factor: Decimal) -> tuple[Decimal, int]:
    """Read what is added after a magnitude: `102 tỷ 140 triệu`, `3 triệu rưỡi`, `1k5`."""
    extra = ZERO
    if factor < 1000:
        return extra, at
    glued = GLUED.match(low, at)
    if glued and low[at - 1].isalpha():
        return Decimal(glued[1]) * factor / 10, glued.end()
    while (match := COMPOUND.match(low, at)) is not None:
        if match[3]:
            return extra + factor / 2, match.end()
        number = read_digits(match[1], "whole")
        smaller = SCALES[match[2]]
        if number is None or smaller >= factor or number.value * smaller >= factor:
            break
        extra += number.value * smaller
        factor, at = smaller, match.end()
    return extra, at


def _prefixed(low: str, start: int, end: int) -> Unit | None:
    """Read a currency written before its number."""
    name = PREFIX_MONEY.get(low[start - 1 : start] if start else "")
    if name is None and start > 3:
        name = PREFIX_MONEY.get(low[max(0, start - 4) : start].strip())
    return Unit(name, "money", end, name) if name else None


def _second(
    page: Page, found: Found, match: "re.Match[str] | None", style: Style, factor: Decimal
) -> None:
    """Read the upper bound of a range or the denominator of a fraction."""
    if match is None:
        return
    number = read_digits(match[1], "whole" if style == "bare" else style)
    if number is None:
        return
    if "/" in match.group():
        found.denominator = number.value * factor
        return
    upper = number.value * factor
    if upper > found.value:
        found.value_max, found.qualifier = upper, "range"
    found.end = max(found.end, match.end())


def _range_after_unit(page: Page, found: Found, factor: Decimal) -> None:
    """Read `75,03% - 90,61%`, `từ 500 triệu đến 1 tỷ đồng`: both sides carry the unit."""
    low, unit = page.low, found.unit
    if not _may_range(low[found.end : found.end + 2]):
        return
    match = RANGE.match(low, found.end)
    if match is None or unit is None or page.masked.covers(match.start(1)):
        return
    start, end = match.span(1)
    if written_mask(page.body, low, start, end) or FRACTION.match(low, end):
        return
    other = _quantity(page, start, end, match[1], first=False)
    if other is None or other.unit is None or other.value <= found.value:
        return
    if other.unit.name != unit.name or re.search(
        r"(?:tăng|giảm|nâng)[^.\d]*từ", low[max(0, found.start - 30) : found.start]
    ):
        return
    found.value_max, found.qualifier, found.end, found.unit = (
        other.value, "range", other.end, other.unit,
    )  # fmt: skip
    if "unit_inferred" in found.flags:
        found.flags.remove("unit_inferred")


def _mask_kind(page: Page, found: Found, words: Sequence[str], text: str) -> str | None:
    """Say why a number with its unit is no figure, or None when it may be one."""
    low, body, start = page.low, page.body, found.start
    sure = found.unit_kind in SURE_KINDS
    if _is_rank(words, found):
        found.kind = "rank"
        return None
    if year_like(text, low, start) and (not sure or (words and words[-1] in {"năm", "cup", "kỳ"})):
        return "year"
    if (not sure or found.unit_kind == "day") and short_date(low, start, words):
        return "date"
    kind = label_kind(words) if start and low[start - 1] in " \u00a0" else None
    if kind is not None and not _unit_wins(found, kind, words):
        return kind
    return _mask_by_unit(page, found, words) or (
        "slogan"
        if found.unit_kind in {"none", "other"} and is_slogan(body, low, start, start + len(text))
        else None
    )


def _mask_by_unit(page: Page, found: Found, words: Sequence[str]) -> str | None:
    """Mask ages, durations, map scales, matches, counters, names that end in a number."""
    low, start = page.low, found.start
    name, kind = found.unit_name, found.unit_kind
    if name == "tuổi":
        return "age"
    if kind == "day" and not DURATION.search(low[max(0, start - 40) : start]):
        return "duration"
    if kind in {"none", "other"} or found.unit_kind == "point":
        return _mask_loose(page, found, words)
    if name == "lượt" and low.startswith((" xem", " truy cập", " đọc", " trận"), found.end):
        return "counter"
    return None


def _mask_loose(page: Page, found: Found, words: Sequence[str]) -> str | None:
    """Mask a number without a known unit that is a scale, a score, a name or a list mark."""
    low, body, start = page.low, page.body, found.start
    if found.denominator is not None:
        if found.value == 1 and any(w in {"tỷ", "tỉ"} for w in words[-3:]):
            return "map_scale"
        small = found.value <= 31 and found.denominator <= 12
        if (
            small
            and (not words or words[-1] not in CUE_BEFORE_PAIR)
            and low[found.denominator_end :][:4] != " số "
        ):
            return "date"
    line_start = body.rfind("\n", max(0, start - 40), start) + 1
    line_end = body.find("\n", start, start + 40)
    if (
        (line_start or start < 40)
        and (line_end >= 0 or len(body) - start < 40)
        and (line_start or line_end >= 0)
        and not any(c.isalpha() for c in body[line_start : line_end if line_end >= 0 else None])
    ):
        return "counter"
    if (
        found.value_max is None
        and SPORT.search(low[max(0, start - 40) : start])
        and re.match(r"\d{1,2} ?[-–:] ?\d{1,2}(?!\d)", low[start : start + 8])
    ):
        return "score"
    if (
        body[start - 1 : start] == "("
        and body[found.end : found.end + 1] == ")"
        and found.value <= 20
    ):
        return "list_mark"
    return "name" if _after_name(body, start, found) else None


def _after_name(body: str, start: int, found: Found) -> bool:
    """Say whether a bare small number ends a proper name (`Cò Chạy 2`, `Galaxy 20`)."""
    if found.value > 50 or start < 2 or body[start - 1] != " " or found.denominator is not None:
        return False
    head = body.rfind(" ", 0, start - 1) + 1
    word = body[head : start - 1]
    return bool(word) and word[0].isupper() and not _starts_sentence(body, head)


def _starts_sentence(body: str, at: int) -> bool:
    before = body[max(0, at - 8) : at].rstrip(' "“-–')
    return before[-1:] in {"", ".", "\n", "!", "?", ":"}


def _unit_wins(found: Found, kind: str, words: Sequence[str]) -> bool:
    """Say whether the unit after a number outweighs the label before it."""
    if found.unit_kind not in SURE_KINDS:
        return False
    if kind in UNIT_AFTER_WINS:
        return (
            kind != "ordinal"
            or words[-1] in {"kỳ", "đợt", "phần", "lần"}
            or found.unit_kind in {"money", "ratio"}
        )
    if kind == "date":
        if words[-1] in {"khánh", "lễ", "tết", "cup", "kỳ", "khóa"}:
            return False
        return found.unit_kind in {"money", "ratio"} or found.value > 31 or "mỗi" in words[-3:]
    return kind in {"phone", "counter"} and not found.unit_name.startswith("lượt")


def _is_rank(words: Sequence[str], found: Found) -> bool:
    """Tell a rank (`thứ 20/63`, `xếp hạng 5`) from a fraction."""
    if not words or found.unit_kind in {"ratio", "money"}:
        return False
    last = words[-1]
    ranked = any(word in RANKED for word in words[-4:])
    if last == "thứ":
        return ranked or (found.denominator is not None and found.denominator >= 5)
    if last in RANKED:
        if found.denominator is not None:
            return True
        return last in {"hạng", "trí"} and "xếp" in words[-3:] and found.unit_kind == "none"
    return False


def _bound(page: Page, found: Found, words: Sequence[str]) -> None:
    """Read the qualifier around a number and where the whole begins."""
    low, found.begin = page.low, found.start
    for count in (3, 2, 1):
        phrase = " ".join(words[-count:]) if len(words) >= count else ""
        phrase = phrase.lstrip('(“"-–:,;')
        qualifier = QUALIFIERS.get(phrase)
        if qualifier is None:
            continue
        if phrase == "trên" and found.unit is not None and found.unit.name in ON:
            break
        if found.qualifier != "range":
            found.qualifier = qualifier
        if qualifier != "exact" or phrase in {"ước đạt", "tròn"}:
            place = low.rfind(phrase.split()[0], max(0, found.start - 24), found.start)
            found.begin = place if place >= 0 else found.start
        break
    match = UP.match(low, found.end) if "trở" in low[found.end : found.end + 32] else None
    if match and found.qualifier != "range":
        found.qualifier = "at_least" if match[1] else "at_most"
        if not match.group()[: -len("trở lên")].strip():
            found.end = match.end()


def _split_pair(page: Page, found: Found, found_list: list[Found]) -> None:
    """Turn `161/201 người` under a `lượt/người` heading, or 5/3, into two figures."""
    denominator = found.denominator
    if denominator is None:
        return
    low = page.low
    pair = (
        found.unit_name in {"người", "lượt người"}
        and "lượt/" in low[max(0, found.start - 200) : found.start]
    )
    if found.value <= denominator and not pair:
        return
    second = Found(
        start=low.rfind("/", found.start, found.denominator_end) + 1,
        end=found.end,
        value=denominator,
        unit=found.unit,
    )
    second.begin = second.start
    found.denominator = None
    found.end = second.start - 1
    found.unit = Unit("lượt", "count", found.end, "lượt") if pair else None
    found_list.append(second)


def _read_words_at(page: Page, match: "re.Match[str]", found: list[Found]) -> int:
    """Read one numeral in words when what follows shows that something is counted."""
    low, start = page.low, match.start()
    if page.masked.covers(start):
        return match.end()
    run = match.group().split()
    read = longest_words(run)
    if read is None:
        return match.end()
    value, count = read
    end = start + len(" ".join(run[:count]))
    words = low[max(0, start - 34) : start].split()
    if not _counts(page, start, end, count, words):
        return match.end() if count == len(run) else end
    item = _words_quantity(page, start, end, value, run[:count])
    if item is None:
        return end
    _bound(page, item, words)
    found.append(item)
    return item.end


def _words_quantity(
    page: Page, start: int, end: int, value: Decimal, run: list[str]
) -> Found | None:
    """Give a numeral in words its unit; a half is a share, a bare amount is money."""
    low = page.low
    item = Found(start=start, end=end, value=value, unit=None, words=True)
    unit = read_unit(low, end)
    if unit is not None and unit.kind == "other" and unit.name in STOPS:
        unit = None
    if value == Decimal("0.5"):
        item.unit = Unit("tỷ lệ", "ratio", end, "tỷ lệ")
        return item
    if unit is None and any(word in {"triệu", "tỷ", "tỉ"} for word in run):
        unit = Unit("đồng", "money", end, "đồng")
        item.flags.append("unit_inferred")
    if (
        unit is not None
        and unit.kind == "day"
        and not DURATION.search(low[max(0, start - 40) : start])
    ):
        page.masked.add(start, unit.end, "duration")
        return None
    item.unit = unit
    item.end = unit.end if unit else end
    return item


def _counts(page: Page, start: int, end: int, count: int, words: Sequence[str]) -> bool:
    """Say whether a numeral in words counts something, not an idiom, a name or a year."""
    body, low = page.body, page.low
    if body[start].isupper() and body[end + 1 : end + 2].isupper():
        return False
    first = low[start:end]
    if first in {"một nửa", "nửa"}:
        return first == "một nửa" and low.startswith((" số", " dân số", " diện tích"), end)
    if label_kind(words) is not None and words and words[-1] != "số":
        return False
    if count > 1:
        return True
    after = low[end : end + 24].split()
    if not after or first in {"một", "không", "tư"} or is_slogan(body, low, start, end):
        return False
    if after[0] not in WORD_UNITS:
        return False
    if (
        after[0]
        in {"đồng", "đô", "bảng", "hội", "công", "tổ", "tập", "cá", "hồ", "thủ", "mô", "điển"}
        and " ".join(after[:2]).strip(".,;:") not in known_units()
    ):
        return False
    if first == "năm":
        return bool(words) and words[-1] in COUNTING
    return True
