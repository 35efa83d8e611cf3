"""Levels, changes, targets: what the words before a quantity make of it."""

from corpus.records import Change
from pipeline.figures.aims import Aims
from pipeline.figures.cues import cue
from pipeline.figures.found import Found
from pipeline.figures.page import Page

FILLER = (
    r"(?: (?:thêm|được|bình quân|trung bình|tới|gần|khoảng|hơn|trên|dưới|mạnh|nhẹ|đi"
    r"|ước|ít nhất|mỗi năm|hàng năm|bớt|tương ứng"
    r"|tương đương|lần lượt|là|xấp xỉ|từ|tối thiểu|chừng|cho|so với cùng kỳ"
    r"|cùng kỳ(?: năm (?:ngoái|trước|\d{4}))?|(?:so với )?năm (?:ngoái|trước|\d{4})|đạt|rất"
    r"|hẳn))*"
)
MOVED = cue(
    rf"(?<!\w)(tăng|giảm|tăng trưởng|cao hơn|thấp hơn|nhiều hơn|ít hơn|hạ|tụt|lùi|rút ngắn|vượt"
    rf"|bớt){FILLER}[\s:(]*$"
)
VERB = cue(
    r"ăng(?<=tăng)|ảm(?<=giảm)|ơn(?<=hơn)|ạ(?<=hạ)(?!n)|ụt(?<=tụt)|ùi(?<=lùi)|ắn(?<=ngắn)"
    r"|ợt(?<=vượt)|ớt(?<=bớt)"
)
"""What each verb of a change has in it, from its vowel on: few other words have those."""
OVER_PLAN = cue(r"vượt (?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)(?: [^.;,\d]{1,24})?(?<! là) $")
OVER_MEAN = cue(
    r"(cao|thấp|nhiều|ít) hơn (?:so với )?(?:mức )?(?:bình quân|trung bình)"
    r"(?: (?:chung|của|cả|toàn|nước|tỉnh|huyện|quốc|thành|phố|vùng|khu|vực|xã)){0,5}"
    r" (?:gần |hơn |khoảng )?$"
)
"""How far from a mean; with `là` or in brackets the mean itself is told."""
SIGNED = cue(r"tăng[^.;:\d]{0,12}giảm[^.;:\d]{0,12}(?:: [^.;:\d]{1,60}?)? ?([+\-–])$")
"""A column of changes: `Tăng (+), giảm (-): Lượt tiếp -33`."""
STEPPED = cue(r"(?<!\w)(lên|xuống|thăng|tụt|vượt|nhảy)(?: (?:thêm|được))*\s*$")
BY_NAME = r"(?: [^\W\d]+){1,5} $"
MOST = cue(
    r"(tăng|giảm) (?:nhiều|mạnh|cao|sâu|nhanh)(?: nhất[^.;\d]*\($"
    rf"|(?: nhất)?(?: [^.;,:\d]{{1,30}})?(?: là| như| gồm|:){BY_NAME})"
)
"""The places where a thing rose or fell most, each with by how much."""
NEXT_BY_NAME = cue(rf"(?:,|;|,? và){BY_NAME}")
MOVE = cue(r"tăng|giảm")
MARKS = ("(", "+", "-", "–")
SIGN_ALONE = cue(r"[^.;:\d]{0,30}\([+–-]")
SIGN_ENDS = cue(r" ?(?:\)|so với)")
THAT_YEAR = cue(r"so với năm (?:\d{4}|trước|ngoái) \($")
"""Brackets after the year that is compared hold what it was then."""
AMOUNT = cue(r"(?:số|tổng|phần) [^\W\d]+ tăng thêm $")
"""`số tiền tăng thêm …` names an amount; nothing is compared."""
FROM_TO = cue(
    r"^\s*(xuống|lên|giảm xuống|tăng lên|đến|giảm còn|còn|tới|năm \d{4} (?:xuống"
    r"|lên))(?: (?:còn|dưới|trên|tới|đến|hơn|gần|khoảng|mức|chỉ|là))*\s*$"
)
FROM = cue(r"(?<!\w)từ(?: (?:trên|dưới|hơn|gần|khoảng|mức|chỗ))*\s*$")
ALONG = cue(r"[ ,]*(?:và|với|/)?\s*")
TIMES = cue(r"gấp(?: (?:hơn|gần|khoảng|trên))*\s*$")
SAME_PERIOD = cue(r"^ ?(?:so với |so )?cùng kỳ|^ ?so với")
EQUALS = cue(r"bằng(?: (?:khoảng|gần|hơn))?\s*$")
IN_BRACKETS = cue(
    r"^[^.;,)\d]{0,40}(?:\(|,? ?(?:tương (?:ứng|đương)|tức)(?: (?:là|với|khoảng|gần|hơn))?\s*)$"
)
"""A change told once more in another unit: `giảm 120 hộ (2,1%)`, `…, tương đương 2,1%`."""


def mark_kind(page: Page, item: Found, aims: Aims) -> None:
    """Mark changes, pairs of levels from and to, comparisons and targets."""
    up = _direction(page, item)
    if up is not None:
        _change(item, up=up)
    elif item.unit_name == "%" and SAME_PERIOD.match(item.tail) and EQUALS.search(item.lead[-90:]):
        item.kind = "change"
        difference = item.value - 100
        item.change = Change(
            direction="down" if difference < 0 else "up",
            value=abs(difference),
            unit="%",
            base="same_period",
        )
    elif item.previous is not None:
        _from_to(item, item.previous)
    if aims.possible and item.kind in {"level", "change"} and aims.reach(item):
        item.kind = "target"


def _direction(page: Page, item: Found) -> bool | None:
    """Say whether the words before a quantity tell of a rise (True), a fall, or neither."""
    lead, last, unit = item.lead[-90:], item.previous, item.unit_name
    if unit == "bậc" and (match := STEPPED.search(lead)):
        return match[1] in {"lên", "vượt", "thăng", "nhảy"}
    moves = VERB.search(item.lead) is not None
    if moves and (match := MOVED.search(lead)) and not (FROM.search(lead) or _named(item)):
        return match[1] in {"tăng", "tăng trưởng", "cao hơn", "nhiều hơn", "vượt"}
    if lead.endswith(MARKS):
        return _marked(item)
    if moves or (last is not None and last.kind == "change"):
        compared = _compared(page, item)
        if compared is not None:
            return compared
    return True if unit == "lần" and TIMES.search(lead) else None


def _marked(item: Found) -> bool | None:
    """Say which way it went by the bracket or the sign that a number stands right after."""
    if item.lead.endswith("("):
        match = MOST.search(item.before[-140:])
        return match[1] == "tăng" if match else None
    column = SIGNED.search(item.lead[-90:])
    return column[1] == "+" if column else _signed(item)


def _compared(page: Page, item: Found) -> bool | None:
    """Say which way it went with what moved before, where most, or over a mean or a plan."""
    if (along := _moves_along(item)) is not None:
        return along.direction == "up"
    if (sure := _moves_most(page, item)) is not None or item.unit_name != "%":
        return sure
    if match := OVER_MEAN.search(item.lead[-90:]):
        return match[1] in {"cao", "nhiều"}
    return True if OVER_PLAN.search(item.lead[-90:]) else None


def _named(item: Found) -> bool:
    """Say whether a verb of change names a level: procedures cut, money added, a year before."""
    if THAT_YEAR.search(item.lead):
        return True
    if item.unit_kind == "money":
        return AMOUNT.search(item.lead) is not None
    return item.unit_name == "thủ tục" and item.lead.rstrip().endswith("cắt giảm")


def _moves_along(item: Found) -> Change | None:
    """Give the change that a second number goes on with (`giảm 146 lượt và 127 người`)."""
    previous = item.previous
    if previous is None or previous.kind != "change" or previous.unit_name == item.unit_name:
        return None
    joined = ALONG.fullmatch(item.lead) is not None
    counts = previous.unit_kind == item.unit_kind == "count"
    return previous.change if joined and counts else None


def _moves_most(page: Page, item: Found) -> bool | None:
    """Say which way it went where a thing moved most (`giảm sâu nhất là xã A 6 %, xã B 5 %`)."""
    name = page.body[max(0, item.begin - 30) : item.begin].split()[-1:]
    if not name or not name[0][0].isupper():
        return None
    if MOVE.search(item.lead) and (match := MOST.search(item.before[-140:])):
        return match[1] == "tăng"
    last = item.previous
    if last is None or last.change is None or last.unit_name != item.unit_name:
        return None
    goes_on = NEXT_BY_NAME.fullmatch(item.lead) and not MOVED.search(last.lead[-90:])
    return last.change.direction == "up" if goes_on and last.kind == "change" else None


def _signed(item: Found) -> bool | None:
    """Say which way the sign in brackets after a level points: `212 đơn (+6,1%)`."""
    if not item.lead.endswith(("(+", "(-", "(–")) or item.previous is None:
        return None
    sole = SIGN_ALONE.fullmatch(item.lead) and SIGN_ENDS.match(item.tail)
    return item.lead[-1] == "+" if sole and item.previous.kind == "level" else None


def _change(item: Found, *, up: bool) -> None:
    item.kind = "change"
    base = "same_period" if "cùng kỳ" in item.near_tail[:40] else None
    item.change = Change(
        direction="up" if up else "down",
        value=item.value,
        unit=item.unit.name if item.unit else "",
        base=base,
    )


def _from_to(item: Found, previous: Found) -> None:
    """Read `giảm từ 5,2% xuống 3,1%` as two levels, the second knowing the first."""
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
