"""Which figures a period can govern, and how far: by its own words and where they stand."""

from typing import Literal

from corpus.records import Period, Published
from pipeline.figures.cues import cue, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.stretches import is_day, is_state

PLAN = cue(
    r"(?:nhiệm vụ|kế hoạch|phương hướng|mục tiêu|chương trình|sang|triển khai|chủ đề"
    r"|định hướng|thi đua)"
    r"(?: \w+){0,3}? $"
)
PLAN_HEADING = cue(
    r"(?:(?:[ivx]+|\d+) ?[.)/:-]+ ?|[-+*•] ?)?(?:một số |các |những )?"
    r"(?:phương hướng|nhiệm vụ|mục tiêu|chỉ tiêu|kế hoạch|định hướng)(?!\w)"
)
"""A line of its own that says that what follows is planned for the period it names."""
TERM = "nhiệm kỳ"
(PHASE,) = phrases("giai đoạn")
STANDARD = cue(r"(?:chuẩn|tiêu chí)(?: [^\W\d]+){0,4} $")
"""The years a poverty line holds for are its name, not the time of a count."""
WITHIN = cue(r"(?:trong|cả|qua|đầu|giữa|suốt|nửa) $")
TOLD = cue(r" ?(?:là|đạt|có|được|ước|:)(?!\w)")
FRAMED = cue(
    r"(?:[,;:(“\"–-]|(?:^|[^\w])(?:trong|vào|từ|đến|tính|qua|cuối|đầu|giữa|hết|riêng|sang|cũng|cả|tới))"
    r"(?: \d)?\s*$"
)
"""Where a period frames what follows: alone, after a mark or a preposition, not after a noun."""
POINT = cue(r"(?:^|[^\w])(?:đầu|cuối|giữa) $")
POINTS = phrases("đầu ", "cuối ", "giữa ")
ASIDE = cue(
    r"(?:^|[^\w])(?:riêng|trước đó|trước đây|nếu|khi đó|lúc đó|trong khi)[ ,]+"
    r"(?:trong |vào |cả |ngay )*$"
)
"""Before a period that is stepped into and left again with the paragraph."""
HAPPENING = cue(
    r"(?:^|[^\w])(?:hồi|(?:sau|từ|trước|nhờ) (?:khi |các |những )?"
    r"(?:trận|cơn|vụ|(?:đợt|buổi|cuộc|lần)(?! cao điểm| vận động| sơ kết| tổng kết))"
    r"(?: [^\W\d]+){0,6})(?: (?:vào|hồi|cuối|đầu|giữa|trong))* $"
)
"""Before the time of one thing that happened, which dates no other: `sau trận lũ tháng …`."""
SAME_CLAUSE = (
    r"(?: (?!theo|so |hơn|bằng|từ |trong |(?:và|thì|rồi|nhưng|còn|song|ước|dự) )[^\W\d]+){0,3}"
)
"""Up to three words after a figure that are still about it, and open no other statement."""
AIM = cue(r"(?:mục tiêu|chỉ tiêu|phấn đấu|dự kiến)(?: \w+){0,2}? $")
GOES_ON = cue(r"\)?,? ?(?:đã |giảm |tăng |hạ )?(?:xuống|lên|còn)(?!\w)")
LEVEL_BEFORE = cue(rf"\d ?%?{SAME_CLAUSE} ?$")
IN_BRACKETS = cue(
    r"[\d%](?! ?(?:năm|quý|tháng|tuần|ngày)(?!\w))[^.;,()\d]{0,30}"
    r"\((?:(?:cuối|đầu|giữa|vào|hết|trong|thời điểm) )*$"
)
Governed = Literal["all", "targets", "none"]
Held = Literal["sentence", "paragraph", "text"]


class Reach:
    """How far each period of one text reaches, remembered by where it begins."""

    def __init__(self, page: Page, published: Published | None) -> None:
        self._page = page
        self._published = published
        self._governs: dict[int, Governed] = {}
        self._closes: dict[int, int] = {}
        self._held: dict[int, Held] = {}

    def covers(self, period: Period, item: Found, *, within: bool = False) -> bool:
        """Say whether a period stated before a figure, or within its sentence, may govern it."""
        begin = period.begin
        closes = self._closes.get(begin)
        if closes is None:
            closes = self._closes[begin] = self._closed(period)
        if 0 < closes < item.start:
            return False
        governs = self._governs.get(begin) or self.over(period)
        if governs == "targets":
            return item.kind == "target" or (within and self._aims(period, item))
        return governs == "all"

    def _aims(self, period: Period, item: Found) -> bool:
        """Say whether a figure is part of what is planned for a period, whatever its kind."""
        low = self._page.low
        if TOLD.match(low, period.finish) and not self.is_ahead(period):
            return True
        if item.kind not in {"change", "target"} and not self.is_ahead(period):
            return False
        if ";" in low[period.finish : item.begin]:
            return False
        opens = period.begin - item.sentence[0] <= 12
        return opens or AIM.search(low[max(0, period.begin - 40) : period.begin]) is not None

    def holds_on(self, period: Period, until: int) -> bool:
        """Say whether a period holds on until a paragraph: its own, a later one if it frames."""
        paragraph = self._page.paragraph_at(period.begin)
        if is_state(period):
            return paragraph == until and period.start != period.end
        held = self._held.get(period.begin)
        if held is None:
            held = self._held[period.begin] = self._how_far(period, paragraph)
        return held == "text" or (held == "paragraph" and paragraph == until)

    def _how_far(self, period: Period, paragraph: int) -> Held:
        """Say how far a period is told of: its own words alone, its paragraph or what follows."""
        if self._tells_aside(period):
            return "sentence"
        if self._heads_plan(period):
            return "text"
        if self.is_point(period) or ASIDE.search(self._before(period)):
            return "paragraph"
        return "text" if paragraph == 0 or self._frames(period) else "paragraph"

    def is_point(self, period: Period) -> bool:
        """Say whether a period is only touched at its edge: `đầu năm 2019`, `cuối tháng 3`."""
        if self._page.low.startswith(POINTS, period.begin):
            return True
        before = self._before(period)
        return before.endswith(POINTS) and POINT.search(before) is not None

    def _tells_aside(self, period: Period) -> bool:
        """Say whether a period is of one thing: one that happened, or a level at its edge."""
        before = self._before(period)
        if HAPPENING.search(before):
            return True
        if before.endswith("của ") and TOLD.match(self._page.low, period.finish):
            return True
        start = self._page.sentence_at(period.begin)[0]
        return period.begin - start > 12 and self.is_point(period)

    def _before(self, period: Period) -> str:
        start = self._page.sentence_at(period.begin)[0]
        return self._page.low[max(start, period.begin - 60) : period.begin]

    def _heads_plan(self, period: Period) -> bool:
        """Say whether a period stands in a heading of what is planned for it."""
        low = self._page.low
        start = low.rfind("\n", max(0, period.begin - 80), period.begin) + 1
        closes = low[period.finish : period.finish + 2].lstrip(" .:")[:1] in ("", "\n")
        return bool(start and closes and PLAN_HEADING.match(low, start))

    def over(self, period: Period) -> Governed:
        """Say which figures a period can govern by its own words: a plan only what is aimed at."""
        governs = self._governs.get(period.begin)
        if governs is None:
            governs = self._governs[period.begin] = self._read(period)
        return governs

    def _read(self, period: Period) -> Governed:
        low = self._page.low
        before = low[max(0, period.begin - 40) : period.begin]
        term = low.startswith(TERM, period.begin) and not WITHIN.search(before)
        if term and low.startswith(",", period.finish):
            term = self._page.sentence_at(period.begin)[0] != period.begin
        standard = low.startswith(PHASE, period.begin) and STANDARD.search(before)
        if term or standard or (is_day(period) and self._alone(period)):
            return "none"
        planned = PLAN.search(before) or self.is_ahead(period)
        return "targets" if planned and not self._heads_plan(period) else "all"

    def _closed(self, period: Period) -> int:
        """Give where the reach of a period ends that is said of one thing only, else 0.

        It ends with the brackets around it, or at once after the level that a change starts from.
        """
        low = self._page.low
        before = low[max(0, period.begin - 40) : period.begin]
        if GOES_ON.match(low, period.finish) and LEVEL_BEFORE.search(before):
            return period.finish
        opening = low.rfind("(", max(0, period.begin - 12), period.begin)
        if opening < 0 or ")" in low[opening : period.begin]:
            return 0
        closing = low.find(")", period.finish, period.finish + 200)
        if closing < 0:
            return 0
        told = any(c.isdigit() for c in low[period.finish : closing])
        beside = IN_BRACKETS.search(low[max(0, opening - 40) : period.begin])
        return closing if told or beside else 0

    def _alone(self, period: Period) -> bool:
        """Say whether a date stands on a line of its own, as pages print it."""
        body = self._page.body
        start = body.rfind("\n", 0, period.begin) + 1
        end = body.find("\n", period.finish)
        line = body[start : end if end >= 0 else len(body)]
        return len(line) < 60 and len(body) > 120

    def is_ahead(self, period: Period) -> bool:
        """Say whether a period begins after the article came out."""
        published = self._published
        if published is None or period.start is None:
            return False
        day = published.at.date()
        if published.precision == "year":
            return period.start.year > day.year
        if published.precision == "month":
            return (period.start.year, period.start.month) > (day.year, day.month)
        return period.start > day

    def _frames(self, period: Period) -> bool:
        """Say whether a period frames what follows: not inside a phrase, after its noun."""
        start = self._page.sentence_at(period.begin)[0]
        before = self._page.low[max(start, period.begin - 12) : period.begin].lstrip("-+*• ")
        return not before or FRAMED.search(before) is not None
