"""Whether a bare number stands in a row of counts: beside, in brackets, on lines, by place."""

import re
from decimal import Decimal

from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

BARE_AFTER = re.compile(r"\s*(?:[,;.|)(\n–]|- |trong đó|gồm|\Z)")
BESIDE = cue(r"[^.\n|]{0,100}[,;:(–](?P<label>(?: ?[^\W\d_]+(?:(?: [-–] |[-/])(?=\w))?){1,8}) ")
OF_A_TIME = cue(
    r"(?:[,;]| và) (?:và )?(?:trong |sang |đến |riêng )?(?:(?:năm|quý|tháng|giai đoạn|nhiệm kỳ)"
    r" [\divx]{1,4}(?: ?[-–/] ?\d{4})?|(?:đầu|giữa|cuối|hết) (?:năm|kỳ|quý|tháng|nhiệm kỳ))"
    r"(?::| là| có| còn| chỉ còn| đạt| được)? "
)
"""The time that tells one number of a row from the next: `năm 2021: 300 lượt; năm 2022: 280`."""
JOINED = cue(r" và (?:[^\W\d_]+ ){1,5}")
BRACKETED = cue(r"[^.:\d\n|]{2,110}\(")
NO_ROW = cue(
    r"(?<!\w)(?:điểm|tỷ lệ|chỉ số|mức|độ|hạng|bệnh viện|quân y|công ty|nhà máy|xí nghiệp"
    r"|phiên bản|thang|cự ly|cỡ|đường|tuyến|(?:trẻ|già|nhỏ|lớn|cao|thấp) nhất|chương trình"
    r"|nghị quyết|chỉ thị|luật|tuổi|ngày|tháng|năm|quý|số|điều|khoản|thứ|lần)(?!\w)"
)
"""What a number without a unit may be the score or the name of."""
OF_A_PLACE = cue(
    r"(?:riêng |còn |trong đó,? )?(?:ở |tại )?(?:xã|phường|thị trấn|thị xã|thành phố|huyện|quận"
    r"|thôn|bản|ấp|buôn|đơn vị|lĩnh vực|khối|cấp) (?:[^\W\d_]+ ){1,5}"
)
OPENS_ROW = re.compile(r"(?:[^\W\d_]+ ){2,4}")
ONE_MORE = cue(r", (?:và )?(?:(?!trong đó|năm|tháng|ngày)[^\W\d_]+ ){1,5}")
LINE = re.compile(r"\s*[-+*•–]? ?[^\W\d_][^.;:|\d\n]{1,70}:? ")
BETWEEN_LINES = frozenset(" \u00a0\n;,.%)")
WHOLE = frozenset(("count", "other"))
NAME_AND_NUMBER = re.compile(
    r"((?<!\w)[A-ZÀ-ỸĐ][^\W\d_]*(?: [A-ZÀ-ỸĐ][^\W\d_]*){0,3}) (\d{1,3})(?=[,;.)]| và |\s*\Z)"
)
LAST_HAMLET = 12
PART = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})*(?![\d/%]|[.,]\d)")


def in_row(item: Found, previous: Found) -> bool:
    """Say whether a bare number before a mark goes on with what was counted before it."""
    if not BARE_AFTER.match(item.tail) or item.value_max is not None or item.tail == ", ":
        return False
    if item.denominator is not None and previous.denominator is None:
        return OF_A_PLACE.fullmatch(item.near_lead.lstrip()) is not None
    if previous.sentence != item.sentence:
        return _opens_sentence(item)
    if item.lead.endswith("("):
        return item.tail.startswith(")") and _in_brackets(item, previous)
    if OF_A_TIME.fullmatch(item.lead):
        return True
    if JOINED.fullmatch(item.lead):
        return NO_ROW.search(item.lead) is None
    beside = BESIDE.fullmatch(item.lead)
    return beside is not None and NO_ROW.search(beside["label"]) is None


def _opens_sentence(item: Found) -> bool:
    """Say whether places are gone through: `Xã Phú An 12, xã Phú Mỹ 9`."""
    if OF_A_PLACE.fullmatch(item.lead):
        return True
    return bool(OPENS_ROW.fullmatch(item.lead) and ONE_MORE.fullmatch(item.tail)) and (
        NO_ROW.search(item.lead) is None
    )


def _in_brackets(item: Found, previous: Found) -> bool:
    """Say whether a number in brackets is a part of what was counted: `đường (146), điện (88)`."""
    if not BRACKETED.fullmatch(item.lead):
        return False
    return any(
        other.sentence == item.sentence and other.value > item.value
        for other in (previous, *previous.earlier())
        if other.unit_kind in WHOLE
    )


def headed_by(page: Page, item: Found, last: Found) -> Found | None:
    """Give what the lines of a list count, said before the colon they stand under."""
    since = page.paragraph_start(item.start)
    if last.end > since or not LINE.fullmatch(page.low, since, item.begin):
        return None
    if not BARE_AFTER.match(item.tail):
        return None
    between = page.low[max(last.end, last.denominator_end) : since]
    counted = _counted(last)
    if counted is None or len(between) > 120:
        return None
    if between.rstrip().endswith(":") and "\n" not in between.rstrip():
        return counted
    goes_on = counted.inherited_unit and BETWEEN_LINES.issuperset(between)
    return counted if goes_on else None


def _counted(last: Found) -> Found | None:
    """Give the last count of a line, before its shares."""
    for item in (last, *last.earlier()):
        if item.unit_kind != "ratio":
            return item if item.unit_kind in WHOLE else None
    return None


def add_up(low: str, at: int, found: list[Found]) -> bool:
    """Say whether bare numbers in brackets are the parts of the count before the brackets."""
    opening = low.rfind("(", max(0, at - 90), at)
    closing = low.find(")", at, at + 160)
    if opening < 0 or closing < 0 or ")" in low[opening:at]:
        return False
    total = next((x for x in reversed(found[-8:]) if x.end <= opening), None)
    if total is None or total.unit_kind not in WHOLE or "\n" in low[total.end : opening]:
        return False
    parts = PART.findall(low, opening, closing)
    return len(parts) > 1 and sum(Decimal(part.replace(".", "")) for part in parts) == total.value


def names_in_row(body: str, start: int) -> bool:
    """Say whether a number after a name is one of several: `Ea Súp 21, Cư Jút 12`.

    Hamlets are numbered too (`Tân Lập 1, Tân Hòa 2`), so one of the numbers must be larger.
    """
    row = NAME_AND_NUMBER.findall(body, max(0, start - 80), start + 80)
    names = {name for name, _ in row}
    numbers = [int(number) for _, number in row]
    return len(names) == len(row) > 1 and max(numbers) > LAST_HAMLET
