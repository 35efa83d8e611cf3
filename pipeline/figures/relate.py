"""How quantities stand to each other: their words, units left out, totals and parts, changes."""

import re

from msgspec.structs import replace

from corpus.records import Change
from pipeline.figures.cues import cue, hinted
from pipeline.figures.found import Found
from pipeline.figures.numerals import SCALES
from pipeline.figures.page import Page
from pipeline.figures.rules.petitions import label_before
from pipeline.figures.signs import VERB_AFTER
from pipeline.figures.units import Unit, read_unit

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
    r"|cần đạt|yêu cầu (?:đạt|tỷ lệ)|quyết tâm|giao cho|đăng ký chỉ tiêu|hướng tới",
    "giao", "phấn đấu", "mục tiêu", "chỉ tiêu", "dự kiến", "đặt ra", "sẽ ", "phải ", "kỳ vọng",
    "ước đến", "đến năm", "định hướng", "cơ hội", "cần đạt", "yêu cầu", "quyết tâm", "hướng tới",
)  # fmt: skip
TARGET_OFF = cue(
    r"đã |đến nay|kết quả|vượt (?:chỉ tiêu|kế hoạch|mục tiêu)|hoàn thành (?:chỉ tiêu"
    r"|mục tiêu)|so với (?:chỉ tiêu|mục tiêu|kế hoạch)|hiện nay|hiện có|theo mục tiêu"
    r"|% (?:so với |của )?(?:chỉ tiêu|kế hoạch|mục tiêu|dự toán)|đúng mục tiêu"
    r"|chương trình mục tiêu|mục tiêu quốc gia|thực hiện (?:mục tiêu"
    r"|chỉ tiêu)"
)
UNIT_IN_LABEL = cue(
    r"^\W*(?:\d+[.)] )?(?:tổng (?:số )?|số (?:lượng )?)?(hồ sơ|đơn thư|đơn|lượt"
    r"|vụ việc|vụ|hộ|mô hình|thủ tục|tthc|cuộc|tổ hòa giải|hòa giải viên|ý kiến|kiến nghị"
    r"|phản ánh)"
    r"(?: [^.;:\d()]{1,60})?:? $"
)
LABEL_UNIT = re.compile(r"\(([^()]{1,16})\)[\s:|]*$")
STAGE = cue(r"(?:đăng ký|tiếp nhận|thụ lý|nhận|giải quyết|kế hoạch|tổng số|lũy kế):? $")
NEXT_STAGE = cue(r"(?:,|;| và) (?:đã |được )?[^\W\d]+(?: [^\W\d]+){0,2} ")
BARE_AFTER = re.compile(r"\s*(?:[,;.|)(\n–]|- |trong đó|gồm|\Z)")
CELL = cue(r"\s*[(,;–:-]\s*(?:(?!ngày|tháng|năm|số|điều)[^\W\d_]+ ?){1,5}[:\s]*")
UNIT_AHEAD = cue(
    r"(?:^|[^\w])(?:số|tổng|tổng số|lượng) (?:lượng )?(hồ sơ|đơn thư|đơn|lượt|vụ việc"
    r"|vụ|hộ|mô hình|thủ tục|cuộc|người|tổ hòa giải|hòa giải viên|đảng viên|hội viên)"
    r"(?: [^.;,\d:(]{1,60})?(?::| là| đạt| còn| có| được)\s*(?:hơn |trên |gần |khoảng )?$"
)
MARK = re.compile(r"[,;:.()\n…/]")
LAST_MARK = re.compile(r".*[,;(.…]", re.DOTALL)
ANAPHORA = ("trong ", "số ", "của ", "cả ")
ANAPHOR_TAIL = cue(r"^(?: \w+){0,3} (?:ấy|này|đó|trên|nói trên|kể trên|nêu trên)(?=[\s,.;:)]|$)")
PARTS = cue(
    r"trong đó|bao gồm|gồm|chia ra|cụ thể|trong số|phân ra|chia theo"
    r"|:\s*(?:\w+ ){0,3}$|\(\s*(?:\w+[ ,–-]*){0,6}$"
)
ALL_OF = cue(r"^\s*(?:và|với|,)?\s*$")
IN_BRACKETS = cue(r"^[^.;,)\d]{0,40}\($")
AGAIN = cue(r"[ ,]*[(/]\s*(?:(?:viết )?bằng chữ:? ?)?")
RATIO_OF = "cứ "
THEN = cue(r"^ ?(?:thì )?(?:có|được|là)? ?(?:tới|đến)? ?$")
OVER = cue(r"^([^,;.\n]{0,40})?(?:\([^)]*\))?\s?/\s?(?:tổng số )?$")
SLASHED = re.compile(r"[^;.\n/()]{0,40}(?:\([^)]*\))?[^;.\n/()]{0,20}/ ?")
OUT_OF = cue(r"[^;.,\n\d]{0,30} (?:trên|/|trong) tổng số ")
ELIDED = cue(
    r"giải quyết|tiếp nhận|còn|đúng hạn|trước hạn|quá hạn|trễ hạn|thành|tồn|nhận|xử lý"
    r"|đạt|khiếu nại|tố cáo|kiến nghị|phản ánh|\bkn\b|\btc\b|định kỳ|thường xuyên"
    r"|đột xuất|lĩnh vực|kinh tế|xã hội|an ninh|hệ thống|cấp|mới|cũ|khác|tốt|khá"
    r"|đủ điều kiện|thẩm quyền|thụ lý|sao|nông thôn|là|có|\btrả\b|trễ|sớm|chậm|trùng|rút"
    r"|đình chỉ|tăng|giảm|\bchuyển|hướng dẫn|lưu đơn"
)
UNIT_OF_LABEL = {"don_kn": "đơn", "don_tc": "đơn", "don_knpa": "đơn"}


def _last_mark(lead: str) -> int:
    """Give where the phrase right before a number begins."""
    mark = LAST_MARK.match(lead)
    return mark.end() if mark else 0


def place_words(page: Page, found: list[Found]) -> None:
    """Give each quantity its sentence and the words around it."""
    low = page.low
    last: Found | None = None
    for index, item in enumerate(found):
        if last is None or item.start >= last.sentence[1]:
            item.sentence = page.sentence_at(item.start)
            item.paragraph = page.paragraph_at(item.start)
        else:
            item.sentence, item.paragraph = last.sentence, last.paragraph
        since = item.sentence[0]
        if last is not None and max(last.end, last.denominator_end) > since:
            since = max(last.end, last.denominator_end)
        item.lead = low[max(since, item.begin - 200) : item.begin]
        item.before = low[max(item.sentence[0], item.begin - 400) : item.begin]
        stop = item.sentence[1]
        if index + 1 < len(found) and found[index + 1].begin < stop:
            stop = found[index + 1].begin
        item.tail = low[item.end : min(stop, item.end + 160)]
        item.near_lead = item.lead[_last_mark(item.lead) :]
        mark = MARK.search(item.tail)
        item.near_tail = item.tail[: mark.start()] if mark else item.tail
        item.previous = last if last is not None and last.paragraph == item.paragraph else None
        last = item


def relate(page: Page, found: list[Found]) -> list[Found]:
    """Join fractions written apart, drop repeats, restore units, mark changes and targets."""
    place_words(page, found)
    kept = _join(page, found)
    if len(kept) != len(found):
        place_words(page, kept)
    for index, item in enumerate(kept):
        _restore_unit(item)
        if item.unit is None and index + 1 < len(kept):
            _unit_from_next(item, kept[index + 1])
        _mark_kind(page, item)
    return [item for item in kept if item.unit is not None or item.kind == "rank"]


def _join(page: Page, found: list[Found]) -> list[Found]:
    """Join `90 hồ sơ đúng hạn/95 hồ sơ`, `cứ 5 hộ có 4 hộ`; drop `20 đơn này`."""
    kept: list[Found] = []
    for item in found:
        last = kept[-1] if kept else None
        if last is not None and last.end <= item.begin and last.sentence == item.sentence:
            over = _over(page, kept, item)
            if over is not None:
                over.denominator, over.denominator_end = item.value, item.end
                continue
            if (
                last.before.endswith(RATIO_OF)
                and THEN.match(item.lead)
                and item.unit_name == last.unit_name
            ):
                item.denominator, item.begin = last.value, last.begin
                kept[-1] = item
                continue
        if last is not None and _again_in_words(page, last, item):
            page.masked.add(item.start, item.end, "in_words")
            continue
        if (
            item.before.endswith(ANAPHORA)
            and ANAPHOR_TAIL.match(item.tail[:40])
            and item.unit_kind == "count"
        ):
            page.masked.add(item.start, item.end, "anaphora")
            continue
        kept.append(item)
    return kept


def _again_in_words(page: Page, last: Found, item: Found) -> bool:
    """Say whether a number in words repeats the amount before its brackets."""
    same = item.words and (item.value, item.unit_name) == (last.value, last.unit_name)
    return same and AGAIN.fullmatch(page.low, last.end, item.begin) is not None


def _over(page: Page, kept: list[Found], item: Found) -> Found | None:
    """Give the earlier quantity of the same unit that this one is the whole of."""
    low = page.low
    said = low.endswith("tổng số ", 0, item.begin)
    if not said and "/" not in low[max(0, item.begin - 3) : item.begin]:
        return None
    pattern = OUT_OF if said else SLASHED
    for last in reversed(kept[-6:]):
        if last.sentence != item.sentence or last.denominator is not None:
            continue
        if last.unit_name != item.unit_name or last.value > item.value:
            continue
        if pattern.fullmatch(low[last.end : item.begin]):
            return last
    return None


def _restore_unit(item: Found) -> None:
    """Give a bare number the unit of the one before it when a list or a label goes on."""
    if item.unit_kind not in {"none", "other"} or item.kind == "rank":
        return
    if item.unit is None and _unit_from_label(item):
        return
    previous = _counted_before(item)
    ahead = _noun_ahead(item) if item.unit is None else None
    label = label_before(item.lead[-60:]) if item.unit is None else set()
    if label and (previous is None or previous.unit_name in {"", "đơn", "vụ việc", "vụ", "lượt"}):
        name = (
            previous.unit_name
            if previous is not None and previous.unit_name in {"vụ", "vụ việc"}
            else "đơn"
        )
        item.unit, item.inherited_unit = Unit(name, "count", item.end, name), True
    elif ahead is not None:
        name = {"đơn thư": "đơn", "tthc": "thủ tục"}.get(ahead[1], ahead[1])
        item.unit, item.inherited_unit = Unit(name, "count", item.end, name), True
    elif (
        item.unit is None
        and previous is not None
        and previous.unit is not None
        and previous.unit_kind in {"count", "other"}
        and (not item.lead.strip() or ELIDED.search(item.lead) or _goes_on(item))
        and item.value == item.value.to_integral_value()
    ):
        item.unit, item.inherited_unit = replace(previous.unit, end=item.end), True
    if item.inherited_unit:
        item.flags.append("unit_inherited")
        if item.other is not None and item.value != item.value.to_integral_value():
            item.value, item.other = item.other, None
        elif item.unit_kind in {"count", "area"}:
            item.other = None


def _counted_before(item: Found) -> Found | None:
    """Give the quantity a list goes on with: a share in brackets does not interrupt it."""
    previous = item.previous
    if previous is None or item.unit is not None:
        return previous
    if previous.sentence != item.sentence and previous.unit_name in {"kiến nghị", "phản ánh"}:
        return _total_before(item, previous)
    if previous.unit_kind != "ratio":
        return previous
    if not item.lead.startswith(")") or previous.sentence != item.sentence:
        return previous
    return previous.previous


def _total_before(item: Found, last_part: Found) -> Found:
    """Give the petitions whose last part was just counted: a new sentence goes on with them."""
    for earlier in last_part.earlier():
        if earlier.sentence != last_part.sentence:
            break
        if earlier.unit_name == "đơn" and earlier.value >= max(item.value, last_part.value):
            return earlier
    return last_part


def _unit_from_next(item: Found, following: Found) -> None:
    """Take a unit that the next number of a short list says (`đăng ký 9, công nhận 8 mô hình`)."""
    unit = following.unit
    if unit is None or unit.kind != "count" or following.sentence != item.sentence:
        return
    if FROM.search(item.lead[-30:]) and FROM_TO.match(following.lead):
        item.unit, item.inherited_unit = replace(unit, end=item.end), True
        item.flags.append("unit_inherited")
        return
    whole = item.value == item.value.to_integral_value() and item.kind != "rank"
    if whole and NEXT_STAGE.fullmatch(following.lead) and STAGE.search(item.near_lead):
        item.unit, item.inherited_unit = replace(unit, end=item.end), True
        item.flags.append("unit_inherited")


def _goes_on(item: Found) -> bool:
    """Say whether a bare number goes on with a list: `61 câu hỏi, 48 trả lời`, `(mới 3, cũ 4)`."""
    previous = item.previous
    if previous is None or previous.sentence != item.sentence:
        return False
    if len(item.lead) < 24 and VERB_AFTER.match(item.tail):
        return True
    listed = (
        previous.inherited_unit
        or item.lead.lstrip().startswith("(")
        or previous.lead.endswith(": ")
    )
    return (
        listed
        and CELL.fullmatch(item.lead) is not None
        and BARE_AFTER.match(item.tail) is not None
    )


def _noun_ahead(item: Found) -> re.Match[str] | None:
    """Find the counted thing before a bare number: `số hồ sơ: 12`, `Hồ sơ tiếp nhận 120;`."""
    lead = item.lead[-90:]
    ahead = UNIT_AHEAD.search(lead)
    if ahead is None and BARE_AFTER.match(item.tail):
        ahead = UNIT_IN_LABEL.match(lead[_last_break(lead) :])
    return ahead


def _last_break(lead: str) -> int:
    """Give where the cell of a flattened table begins."""
    lead = lead.rstrip(": ")
    return (
        max(lead.rfind(";"), lead.rfind("\n"), lead.rfind(":"), lead.rfind("|"), lead.rfind(". "))
        + 1
    )


def _unit_from_label(item: Found) -> bool:
    """Read the unit of a cell from its label: `Tỷ lệ (%) 98,3`, `Kinh phí (triệu đồng): 5`."""
    match = LABEL_UNIT.search(item.near_lead[-40:] or item.lead[-40:]) or LABEL_UNIT.search(
        item.lead[-40:]
    )
    if match is None:
        return False
    words = match[1].strip()
    scale, _, name = words.partition(" ")
    factor = SCALES.get(scale) if name.startswith(("đồng", "usd")) else None
    unit = read_unit(" " + (name if factor else words), 0)
    if unit is None or unit.kind == "other":
        return False
    if factor is not None:
        item.value, item.other = item.value * factor, None
    item.unit, item.inherited_unit = replace(unit, end=item.end), True
    item.flags.append("unit_inherited")
    return True


def _mark_kind(page: Page, item: Found) -> None:
    """Mark changes, pairs of levels from and to, comparisons and targets."""
    if item.kind == "rank":
        return
    lead = item.lead[-90:]
    if item.unit_name in {"bậc"} and (match := STEPPED.search(lead)):
        _change(item, up=match[1] in {"lên", "vượt", "thăng", "nhảy"})
    elif (match := _moved(lead)) and not FROM.search(lead) and not _cut_down(item):
        _change(item, up=match[1] in {"tăng", "cao hơn", "nhiều hơn", "vượt"})
    elif (along := _moves_along(item)) is not None:
        _change(item, up=along.direction == "up")
    elif lead.endswith("(") and (match := SUPERLATIVE.search(item.before[-140:])):
        _change(item, up=match[1] == "tăng")
    elif item.unit_name == "lần" and TIMES.search(lead):
        _change(item, up=True)
    elif item.unit_name == "%" and EQUALS.search(lead) and SAME_PERIOD.match(item.tail):
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
    if item.kind == "level" and _is_target(page, item):
        item.kind = "target"


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
    if (
        previous.kind == "change"
        and IN_BRACKETS.match(item.lead)
        and previous.unit_name != item.unit_name
    ):
        if item.unit_kind in {"ratio", "count"} and {previous.unit_kind, item.unit_kind} == {
            "ratio",
            "count",
        }:
            _change(item, up=previous.change is not None and previous.change.direction == "up")
        return
    if previous.unit_name != item.unit_name or not FROM_TO.match(item.lead):
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


def _opens_parts(lead: str) -> bool:
    """Say whether a breakdown begins here; a colon after a semicolon starts something new."""
    match = PARTS.search(lead)
    return match is not None and not (match.group()[0] == ":" and ";" in lead[: match.start()])


class Totals:
    """The totals being broken down at one place of a text, by unit."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._bracket = False
        self._paragraph = -1
        self._sentence = (-1, -1)

    def part_of(self, index: int, item: Found, found: list[Found]) -> int | None:
        """Give the total this quantity is a part of, and remember it as a possible total."""
        if item.paragraph != self._paragraph:
            self._seen, self._open, self._bracket = {}, {}, False
        elif item.sentence != self._sentence and not PARTS.search(item.lead[:40]):
            self._open, self._bracket = {}, False
        self._paragraph, self._sentence = item.paragraph, item.sentence
        if ")" in item.lead and self._bracket:
            self._open, self._bracket = {}, False
        key = item.unit_name
        if self._seen and _opens_parts(item.lead[-90:]):
            self._open = dict(self._seen)
            self._bracket = "(" in item.lead
        if item.kind in {"change", "rank"} or item.unit_kind not in {
            "count",
            "other",
            "area",
            "measure",
            "money",
        }:
            return None
        total = self._open.get(key)
        if total is not None and found[total].value > item.value:
            return total
        if total is not None:
            self._open.pop(key, None)
        self._seen[key] = index
        return None
