"""Aims: which numbers tell what is wanted; how far a plan, an order, a list of aims reach."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from pipeline.figures.cues import any_of, cue, hinted, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page

TARGET = hinted(
    r"kế hoạch (?:[^.;,]{0,24}giao|(?:năm (?:\d{4} )?)?(?:giảm|tăng) )|chỉ tiêu [^.;,]{0,24}giao"
    r"|phấn đấu(?! (?:vươn lên|thoát nghèo|làm giàu|rèn luyện)(?: [^\W\d]+){0,3},)"
    r"|mục tiêu|chỉ tiêu(?! (?:đã|được) )|giao (?:kế hoạch|chỉ tiêu)|dự (?:kiến|tính)"
    r"|đặt ra|sẽ |phải đạt|kỳ vọng|ước đến cuối"
    r"|phải cố gắng|để đến năm|đến năm (?:202[6-9]|20[3-9]\d)|định hướng|có cơ hội"
    r"|cần đạt|yêu cầu (?:đạt|tỷ lệ)|quyết tâm|giao cho|đăng ký chỉ tiêu|hướng tới"
    r"|từ nay (?:đến|tới) (?:cuối|hết)|thời gian tới(?! nay)|nhiệm kỳ tới(?! nay)|năm tới, "
    r"|tháng tới, |quý tới, "
    r"|cam kết(?<!ký cam kết) (?:bố trí|đầu tư|hỗ trợ|dành|chi|giải ngân)",
    "sẽ ", "phấn đấu", "mục tiêu", "chỉ tiêu", "đến năm", "dự kiến", "dự tính", "kế hoạch",
    "giao cho", "đặt ra", "phải đạt", "phải cố gắng", "kỳ vọng", "ước đến cuối", "định hướng",
    "có cơ hội", "cần đạt", "yêu cầu đạt", "yêu cầu tỷ lệ", "quyết tâm", "hướng tới", "cam kết",
    "từ nay ", "gian tới", "kỳ tới", "năm tới, ", "tháng tới, ", "quý tới, ",
)  # fmt: skip
TARGET_OFF = cue(
    r"đã |nay(?<!năm nay)(?<!từ nay)(?!\w)|kết quả|hiện có"
    r"|vượt(?: [^\W\d]+){0,3} (?:chỉ tiêu|kế hoạch|mục tiêu)"
    r"|hoàn thành (?:chỉ tiêu|mục tiêu)|so với (?:chỉ tiêu|mục tiêu|kế hoạch)"
    r"|theo mục tiêu|% (?:so với |của )?(?:chỉ tiêu|kế hoạch|mục tiêu|dự toán)|đúng mục tiêu"
    r"|chương trình mục tiêu|mục tiêu quốc gia|thực hiện (?:mục tiêu|chỉ tiêu|được)"
)
PURPOSE = cue(
    r"(?:với|nhằm|vì|nhờ|theo|từ|bám sát|trên cơ sở)(?: (?:đạt|hoàn thành|các|những|một|sự))* $"
)
"""An aim that is only why something was done, as far as its comma: `Với mục tiêu …, xã đón 12`."""
ORDER = hinted(
    r"yêu cầu|chủ trương (?=mỗi|đến|giảm|tăng|trong|từ|bảo đảm|đảm bảo|xây dựng|chọn)|đề ra"
    r"|đề nghị|hội (?:nghị|đồng) thống nhất(?! cao)|đại hội thống nhất(?! cao)"
    r"|phải (?:có|bảo đảm|đảm bảo|dưới|trên|từ)",
    "yêu cầu", "chủ trương", "đề ra", "đề nghị", "thống nhất", "phải ",
)  # fmt: skip
"""An order or a resolve: what it bounds (`ít nhất`, `không quá`) or moves is wanted."""
NO_ORDER = cue(
    r"(?:theo|nhờ|thực hiện|từ|với|các|những|đáp ứng|được|đúng|bị|của|sự|một|số|về|tiêu|hoạch"
    r"|quyết|án|vụ|trình|đã|khi|nội dung|văn bản|đơn|có|không|không cần|chuẩn) $"
)
ORDER_OFF = cue(
    r"nhờ |(?<!\w)(?:khi|vì|bởi|hiện) |qua đó|do (?:đó|vậy)|vì vậy|từ đó|nên |riêng "
    r"|năm (?:qua|ngoái|trước)|;"
)
BOUNDED = frozenset(("at_least", "at_most", "more_than", "less_than", "range"))
AIM_IS = cue(
    r"(?<!chương trình )(?<!thực hiện )(?<!triển khai )(?:chỉ tiêu|mục tiêu|kế hoạch)"
    r"(?: (?!đạt|vượt|hoàn|quốc)[^\W\d]+){0,8}"
    r"(?: (?:là|phải đạt)(?: (?:giảm|tăng|đạt))?(?: từ)?| đề ra từ)\s*$"
)
NAMED = any_of("chỉ tiêu", "mục tiêu", "kế hoạch")
AIM_ENDS = phrases(" là ", " đạt ", " giảm ", " tăng ", " từ ")
"""An aim that is named to be measured against: `vượt chỉ tiêu được giao là giảm 3 %`."""
FORECAST = cue(r"(?:dự kiến|ước đến cuối|dự tính)[^.;,]{0,40} còn(?!\w)(?! cần)")
BACKLOG = cue(r" (?:[^\W\d]+ ){0,3}(?:tồn đọng|kéo dài|còn lại|còn tồn|hiện có|nổi cộm)(?!\w)")
CASES = frozenset(("vụ", "vụ việc", "đơn", "hồ sơ", "ý kiến", "kiến nghị"))
BASE = cue(r"so với [^.;,()]{1,24}\($")
"""Brackets after `so với năm …` hold what it was then."""
THEN = cue(r"\((?:hiện|đầu năm|năm (?:ngoái|trước)|cùng kỳ|trước đó|thực hiện|đang|mới)(?!\w)")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
HEADING = hinted(
    r"phương hướng|nhiệm vụ(?=,| trọng tâm| chủ yếu| (?:trong )?(?:năm|thời gian|quý|\d)| và giải)"
    r"|(?:mục tiêu|chỉ tiêu)(?= chủ yếu| cụ thể| phấn đấu| năm|:?\n)",
    "phương hướng", "nhiệm vụ", "mục tiêu", "chỉ tiêu",
)  # fmt: skip
NUMBERED = re.compile(
    r"[*#\s]*(?:phần )?(?:(?P<high>[ivx]+)[.)/]|(?P<mid>\d+)[.)/]|[a-zđ][.)])\s*"
)
PLAIN = cue(r"(?:về |một số |các |những )?")
REPORT = cue(r"kết quả|tình hình|đánh giá|đã |kinh phí")
BULLET = re.compile(r"\s*(?:[-–+•*]|\d+[.)]|[a-zđ]\))")
REACHED = cue(r"đạt|hoàn thành|thực hiện")
LONGEST = 110
"""A line with a mark at its end or longer than this is no heading."""


class Aims:
    """Where one text says what is wanted."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._stated, self._ordered = page.holds(TARGET), ORDER.possible(page.low)
        self._named = NAMED.possible(page.low)
        lists = _lists(page) if self._stated else ()
        self._planned = _merged([*_sections(page), *lists])
        self.possible = self._stated or self._ordered or self._named or bool(self._planned)
        """Whether the text says any word of an aim."""

    def reach(self, item: Found) -> bool:
        """Say whether a number is an aim: of its sentence, of an order, of a list or section."""
        if item.unit_name in CASES and BACKLOG.match(item.tail):
            return False
        if self._named and item.lead.endswith(AIM_ENDS) and AIM_IS.search(item.lead[-90:]):
            return True
        since = max(item.sentence[0], item.begin - 400)
        aim = self._page.last(TARGET, since, item.begin) if self._stated else None
        if aim is not None:
            return self._holds(aim, item)
        if self._ordered and _bounds(item):
            order = self._page.last(ORDER, since, item.begin)
            if order is not None and self._orders(order, item):
                return True
        return (
            bool(self._planned)
            and self._in_plan(item)
            and not TARGET_OFF.search(self._page.low, since, item.begin)
        )

    def _holds(self, aim: re.Match[str], item: Found) -> bool:
        """Say whether an aim stated in the sentence still holds where a number stands."""
        low = self._page.low
        between = low[aim.end() : item.begin]
        if aim.group() == "sẽ " and ";" in between:
            return False
        if FORECAST.match(low, aim.start(), item.begin) or _of_then(low, aim, item):
            return False
        if _is_purpose(low, aim, between):
            return False
        since = max(item.sentence[0], aim.start() - 24)
        since = max(since, low.rfind(";", since, aim.start()) + 1)
        last = between.rfind(";")
        if last < 0 or ":" not in between[: between.find(";")]:
            return not TARGET_OFF.search(low, since, item.begin)
        listed = aim.end() + last
        return not (
            TARGET_OFF.search(low, since, aim.end()) or TARGET_OFF.search(low, listed, item.begin)
        )

    def _orders(self, order: re.Match[str], item: Found) -> bool:
        """Say whether an order reaches a number, which what came of it would end."""
        low = self._page.low
        if NO_ORDER.search(low[max(0, order.start() - 12) : order.start()]):
            return False
        between = low[order.end() : item.begin]
        return not (ORDER_OFF.search(between) or TARGET_OFF.search(between))

    def _in_plan(self, item: Found) -> bool:
        """Say whether a number stands in a section or a list of what is planned."""
        place = bisect_right(self._planned, (item.begin, len(self._page.low))) - 1
        return place >= 0 and item.begin < self._planned[place][1]


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join the stretches that overlap or lie within one another, in order."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _bounds(item: Found) -> bool:
    """Say whether a number sets a bound or a movement, as what is ordered does."""
    if item.kind == "change" and item.qualifier not in BOUNDED:
        return "so với" not in item.near_tail and "hơn" not in item.near_lead
    if item.unit_kind == "ratio" or item.kind == "change":
        return item.qualifier in BOUNDED or item.near_lead.endswith("đạt ")
    each = item.qualifier == "range" and "mỗi " in item.lead
    return each or item.qualifier in {"at_least", "at_most"}


def _is_purpose(low: str, aim: re.Match[str], between: str) -> bool:
    """Say whether an aim without a number is a mere reason for what is told after its comma."""
    reason, comma, _ = between.partition(",")
    if not comma or ":" in reason or any(c.isdigit() for c in reason):
        return False
    return PURPOSE.search(low, max(0, aim.start() - 32), aim.start()) is not None


def _of_then(low: str, aim: re.Match[str], item: Found) -> bool:
    """Say whether brackets within an aim tell how things stood: `(cuối năm 2025 còn …`."""
    opening = low.rfind("(", aim.end(), item.begin)
    if opening < 0 or ")" in low[opening : item.begin]:
        return False
    if BASE.search(low, max(0, opening - 40), opening + 1) or THEN.match(low, opening):
        return True
    inside = YEAR.findall(low, opening, item.begin)
    outside = YEAR.findall(low, item.sentence[0], opening)
    return bool(inside and outside) and max(inside) < max(outside)


def _sections(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the stretches under headings of plans, each to the next heading of its level."""
    if not HEADING.possible(page.low):
        return
    for match in HEADING.pattern.finditer(page.low):
        start, end = page.paragraph_start(match.start()), page.paragraph_end(match.start())
        level = _level(page.low[start:end])
        if level is None or REPORT.search(page.low, start, end):
            continue
        numbered = NUMBERED.match(page.low, start, match.start())
        opens = numbered.end() if numbered else start
        if PLAIN.fullmatch(page.low, opens, match.start()) and (numbered or start):
            yield end, _section_end(page, end, level)


def _level(line: str) -> int | None:
    """Give how deep a line heads what follows, or nothing when it is no heading."""
    line = line.strip()
    if not line or len(line) > LONGEST or line.endswith((".", ";", ",", "!", "?")):
        return None
    numbered = NUMBERED.match(line)
    if numbered is None:
        return None if BULLET.match(line) else 0
    return 0 if numbered["high"] else 1 if numbered["mid"] else 2


def _section_end(page: Page, start: int, level: int) -> int:
    """Give where the next heading as high as this one begins."""
    for number in range(page.paragraph_at(start) + 1, len(page.paragraphs)):
        end = page.paragraphs[number]
        line = page.low[end : page.paragraph_end(end)]
        own = _level(line)
        numbers = own == 0 and any(c.isdigit() for c in line) and not NUMBERED.match(line)
        if own is not None and own <= level and not numbers:
            return end
    return len(page.low)


def _lists(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the bulleted lines under a sentence that announces aims and ends with a colon."""
    at = page.low.find(":\n")
    while at >= 0:
        since = page.sentence_at(at)[0]
        aim = page.last(TARGET, since, at)
        if aim is not None and not (
            TARGET_OFF.search(page.low, since, at) or REACHED.search(page.low, aim.end(), at)
        ):
            end = at + 1
            while end < len(page.low) and BULLET.match(page.low, end + 1):
                end = page.paragraph_end(end + 1)
            yield at + 1, end
            at = max(at, end - 1)
        at = page.low.find(":\n", at + 1)
