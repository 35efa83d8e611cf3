"""Levels, changes, targets: what the words before a quantity make of it."""

import re

from corpus.records import Change
from pipeline.figures.cues import cue, hinted
from pipeline.figures.found import Found
from pipeline.figures.page import Page

FILLER = (
    r"(?: (?:thêm|được|bình quân|trung bình|tới|gần|khoảng|hơn|trên|dưới|mạnh|nhẹ|đi"
    r"|ước|ít nhất|mỗi năm|hàng năm|bớt|tương ứng"
    r"|tương đương|lần lượt|là|xấp xỉ|từ|tối thiểu|chừng|cho|so với cùng kỳ"
    r"|cùng kỳ(?: năm (?:ngoái|trước|\d{4}))?|đạt|rất"
    r"|hẳn))*"
)
MOVED = cue(
    rf"(?<!\w)(tăng|giảm|cao hơn|thấp hơn|nhiều hơn|ít hơn|hạ|tụt|lùi|rút ngắn|vượt"
    rf"|bớt){FILLER}[\s:(]*$"
)
VERB = cue(r"[tghlnvb](?:ăng|iảm|ơn|ạ|ụt|ùi|gắn|ượt|ớt)")
OVER_PLAN = cue(r"vượt (?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)(?: [^.;,\d]{1,24})? $")
SIGNED = cue(r"tăng[^.;:\d]{0,12}giảm[^.;:\d]{0,12}(?:: [^.;:\d]{1,60}?)? ?([+\-–])$")
"""A column of changes: `Tăng (+), giảm (-): Lượt tiếp -33`."""
STEPPED = cue(r"(?<!\w)(lên|xuống|thăng|tụt|vượt|nhảy)(?: (?:thêm|được))*\s*$")
SUPERLATIVE = cue(r"(tăng|giảm) (?:nhiều|mạnh|cao|sâu) nhất[^.;\d]*\($")
FROM_TO = cue(
    r"^\s*(xuống|lên|giảm xuống|tăng lên|đến|giảm còn|còn|tới|năm \d{4} (?:xuống"
    r"|lên))(?: (?:còn|dưới|trên|tới|đến|hơn|gần|khoảng|mức|chỉ|là))*\s*$"
)
FROM = cue(r"(?<!\w)từ(?: (?:trên|dưới|hơn|gần|khoảng|mức|chỗ))*\s*$")
ALONG = cue(r"[ ,]*(?:và|với|/)?\s*")
TIMES = cue(r"gấp(?: (?:hơn|gần|khoảng|trên))*\s*$")
SAME_PERIOD = cue(r"^ ?(?:so với |so )?cùng kỳ|^ ?so với")
EQUALS = cue(r"bằng(?: (?:khoảng|gần|hơn))?\s*$")
TARGET = hinted(
    r"kế hoạch [^.;,]{0,24}giao|chỉ tiêu [^.;,]{0,24}giao|phấn đấu"
    r"|mục tiêu|chỉ tiêu(?! (?:đã|được) )|giao (?:kế hoạch|chỉ tiêu)|dự kiến"
    r"|đặt ra|sẽ |phải đạt|kỳ vọng|ước đến cuối"
    r"|phải cố gắng|để đến năm|đến năm (?:202[6-9]|20[3-9]\d)|định hướng|có cơ hội"
    r"|cần đạt|yêu cầu (?:đạt|tỷ lệ)|quyết tâm|giao cho|đăng ký chỉ tiêu|hướng tới"
    r"|cam kết(?<!ký cam kết) (?:bố trí|đầu tư|hỗ trợ|dành|chi|giải ngân)",
    "sẽ ", "phấn đấu", "mục tiêu", "chỉ tiêu", "đến năm", "dự kiến", "kế hoạch", "giao cho",
    "đặt ra", "phải đạt", "phải cố gắng", "kỳ vọng", "ước đến cuối", "định hướng", "có cơ hội",
    "cần đạt", "yêu cầu đạt", "yêu cầu tỷ lệ", "quyết tâm", "hướng tới", "cam kết",
)  # fmt: skip
TARGET_OFF = cue(
    r"đã |đến nay|kết quả|vượt (?:chỉ tiêu|kế hoạch|mục tiêu)|hoàn thành (?:chỉ tiêu"
    r"|mục tiêu)|so với (?:chỉ tiêu|mục tiêu|kế hoạch)|hiện nay|hiện có|theo mục tiêu"
    r"|% (?:so với |của )?(?:chỉ tiêu|kế hoạch|mục tiêu|dự toán)|đúng mục tiêu"
    r"|chương trình mục tiêu|mục tiêu quốc gia|thực hiện (?:mục tiêu"
    r"|chỉ tiêu)"
)
IN_BRACKETS = cue(r"^[^.;,)\d]{0,40}\($")


def mark_kind(page: Page, item: Found) -> None:
    """Mark changes, pairs of levels from and to, comparisons and targets."""
    if item.kind == "rank":
        return
    lead, unit = item.lead[-90:], item.unit_name
    up = _direction(item, lead, unit)
    if up is not None:
        _change(item, up=up)
    elif unit == "%" and EQUALS.search(lead) and SAME_PERIOD.match(item.tail):
        item.kind = "change"
        difference = item.value - 100
        item.change = Change(
            direction="down" if difference < 0 else "up",
            value=abs(difference),
            unit="%",
            base="same_period",
        )
    else:
        _from_to(item)
    if item.kind in {"level", "change"} and _is_target(page, item):
        item.kind = "target"


def _direction(item: Found, lead: str, unit: str) -> bool | None:
    """Say whether the words before a quantity tell of a rise (True), a fall, or neither."""
    if unit == "bậc" and (match := STEPPED.search(lead)):
        return match[1] in {"lên", "vượt", "thăng", "nhảy"}
    if (match := _moved(lead)) and not FROM.search(lead) and not _cut_down(item):
        return match[1] in {"tăng", "cao hơn", "nhiều hơn", "vượt"}
    if lead.endswith(("+", "-", "–")) and (match := SIGNED.search(lead)):
        return match[1] == "+"
    if (along := _moves_along(item)) is not None:
        return along.direction == "up"
    if lead.endswith("(") and (match := SUPERLATIVE.search(item.before[-140:])):
        return match[1] == "tăng"
    ahead = (unit == "%" and OVER_PLAN.search(lead)) or (unit == "lần" and TIMES.search(lead))
    return True if ahead else None


def _cut_down(item: Found) -> bool:
    """Say whether `cắt giảm` counts procedures that were simplified, which is no movement."""
    return item.unit_name == "thủ tục" and item.lead.rstrip().endswith("cắt giảm")


def _moved(lead: str) -> re.Match[str] | None:
    """Find the verb of a change right before the number."""
    return MOVED.search(lead) if VERB.search(lead) else None


def _moves_along(item: Found) -> Change | None:
    """Give the change that a second number goes on with (`giảm 146 lượt và 127 người`)."""
    previous = item.previous
    if previous is None or previous.kind != "change" or previous.unit_name == item.unit_name:
        return None
    joined = ALONG.fullmatch(item.lead) is not None
    counts = previous.unit_kind == item.unit_kind == "count"
    return previous.change if joined and counts else None


def _change(item: Found, *, up: bool) -> None:
    item.kind = "change"
    base = "same_period" if "cùng kỳ" in item.near_tail[:40] else None
    item.change = Change(
        direction="up" if up else "down",
        value=item.value,
        unit=item.unit.name if item.unit else "",
        base=base,
    )


def _from_to(item: Found) -> None:
    """Read `giảm từ 5,2% xuống 3,1%` as two levels, the second knowing the first."""
    previous = item.previous
    if previous is None:
        return
    same = previous.unit_name == item.unit_name
    if previous.kind == "change" and not same and IN_BRACKETS.match(item.lead):
        if {previous.unit_kind, item.unit_kind} == {"ratio", "count"}:
            _change(item, up=previous.change is not None and previous.change.direction == "up")
        return
    if not same or not FROM_TO.match(item.lead):
        return
    if not FROM.search(previous.before[-30:]):
        return
    down = item.value < previous.value
    item.change = Change(
        direction="down" if down else "up",
        value=abs(item.value - previous.value),
        unit="điểm phần trăm" if item.unit_name == "%" else item.unit_name,
        from_value=previous.value,
        to_value=item.value,
    )


def _is_target(page: Page, item: Found) -> bool:
    """Say whether the sentence up to the number states an aim and not a result."""
    aim = page.last(TARGET, max(item.sentence[0], item.begin - 400), item.begin)
    if aim is None:
        return False
    if aim.group() == "sẽ " and ";" in page.low[aim.end() : item.begin]:
        return False
    since = max(item.sentence[0], aim.start() - 24)
    return not TARGET_OFF.search(page.low[since : item.begin])
