"""Which period a figure speaks of: the nearest stated one that governs it."""

import re
from bisect import bisect_left, bisect_right
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec.structs import replace

from corpus.records import Period
from pipeline.figures.context import Context
from pipeline.figures.cues import cue, hinted, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.stretches import is_length, is_passing, is_state, is_stretch, settle
from pipeline.mentions.dates import Today
from pipeline.mentions.periods import find_periods

NOW = hinted(
    r"hiện(?<!\whiện)(?<!thực hiện)(?<!thể hiện)(?<!xuất hiện)(?<!phát hiện)(?<!biểu hiện)"
    r"(?= nay| tại| còn| có| đang|,| tỉnh| huyện| xã| toàn| cả)|đến nay|tới nay"
    r"|nay(?<!\wnay)(?<!hôm nay)(?<!năm nay)(?<!ngày nay)(?<!lâu nay)(?<!xưa nay)(?<!từ nay)"
    r"(?=[\s,])",
    "hiện", "nay",
)  # fmt: skip
"""Lookbehinds stand after the word: patterns that begin with a letter are found faster."""
PLAN = cue(
    r"(?:nhiệm vụ|kế hoạch|phương hướng|mục tiêu|chương trình|sang|triển khai|chủ đề"
    r"|định hướng|thi đua)"
    r"(?: \w+){0,3}? $"
)
LINKS_BACK = cue(r"(?:^|[^\w])(?:trong|vào|tính|của|cả|từ|đến|giai đoạn|hết|đầu|cuối)\s*$")
DURATION = re.compile(r"\d|[^\W\d]+ (?:năm|tháng|tuần|ngày|giờ)\Z")
TERM = "nhiệm kỳ"
(PHASE,) = phrases("giai đoạn")
STANDARD = cue(r"(?:chuẩn|tiêu chí)(?: [^\W\d]+){0,4} $")
"""The years a poverty line holds for are its name, not the time of a count."""
WITHIN = cue(r"(?:trong|cả|qua|đầu|giữa|suốt|nửa) $")
UNDATED = cue(r"\d|quý|tháng")
TOLD = cue(r" ?(?:là|đạt|có|được|ước|:)(?!\w)")
FRAMED = cue(
    r"(?:[,;:(“\"–-]|(?:^|[^\w])(?:trong|vào|từ|đến|tính|qua|cuối|đầu|giữa|hết|riêng|sang|cũng|cả|tới))"
    r"(?: \d)?\s*$"
)
"""Where a period frames what follows: alone, after a mark or a preposition, not after a noun."""
AIM = cue(r"(?:mục tiêu|chỉ tiêu|phấn đấu|dự kiến)(?: \w+){0,2}? $")
BESIDE = cue(
    r"(?: (?!theo|so |hơn|bằng|từ |trong )[^\W\d]+){0,3} ?\(?(?:(?:vào|trong|của|hồi|ở) )?"
    r"(?:thời điểm )?(?:(?:cuối|đầu|giữa|hết) )?"
)
"""What stands between a level and the year it is of: `31,5% (cuối năm 2011)`."""
GOES_ON = cue(r"\)?,? ?(?:đã |giảm |tăng |hạ )?(?:xuống|lên|còn)(?!\w)")
LEVEL_BEFORE = cue(r"\d ?%?(?: [^\W\d]+){0,3} ?$")
IN_BRACKETS = cue(
    r"[\d%](?! ?(?:năm|quý|tháng|tuần|ngày)(?!\w))[^.;,()\d]{0,30}"
    r"\((?:(?:cuối|đầu|giữa|vào|hết|trong|thời điểm) )*$"
)
CLOSED = re.compile(r" ?[),]")
OTHER_IS = cue(r" ?(?::|(?:chỉ )?(?:là|có|đạt|ở mức|tiếp|nhận|được)) ?(?:chỉ |có |được )*")
VERSUS = cue(r"(?:so(?: với)?|hơn|bằng|của) $")
EVENTS = ("tcd", "dt_")
HONOURED = "dvk_"
"""What is met, heard and told on a day is that day's; what is honoured then was done before."""


class When:
    """The periods of one text, ready to be asked figure by figure."""

    def __init__(self, page: Page, context: Context) -> None:
        self._page = page
        self._context = context
        self._document_at = [document.start for document in context.documents]
        settled = settle(context.periods, before=self._title_periods, today=_day(context))
        self._periods = [p for p in settled if self._states(p)]
        self._others = [p for p in settled if p.comparison and p.start and p.end]
        self._others_end = [p.finish for p in self._others]
        self._now = page.holds(NOW)
        self._governs: dict[int, str] = {}
        self._begins = [p.begin for p in self._periods]
        self._closes: dict[int, int] = {}

    def of(self, item: Found) -> Period | None:
        """Give the period of a figure: its sentence's, or the one stated last before it."""
        index = bisect_left(self._begins, item.start)
        found = self._beside(item, index) or self._other(item) or self._before(item, index)
        found = found or self._after(item, index)
        if found is not None:
            return found
        if self._now and item.part_of is None:
            since = max(item.sentence[0], item.begin - 160)
            now = self._page.last(NOW, since, item.begin)
            if now is not None:
                return self._this_year(now)
        return self._inherited(item, index)

    def _states(self, period: Period) -> bool:
        """Say whether a period is one that figures can be about, not a length or a comparison."""
        if period.comparison:
            return False
        if period.start is None and period.end is None:
            words = self._page.low[period.begin : period.finish]
            return bool(UNDATED.search(words)) and not DURATION.match(words)
        place = bisect_right(self._document_at, period.begin) - 1
        return place < 0 or self._context.documents[place].end <= period.begin

    def _beside(self, item: Found, index: int) -> Period | None:
        """Give the year right after a level (`từ 31,5% năm 2011 xuống`, `40 hộ (năm 2015)`)."""
        if index >= len(self._periods) or item.kind != "level":
            return None
        period = self._periods[index]
        low = self._page.low
        near = period.begin - item.end <= 40 and period.begin < item.sentence[1]
        if not near or not BESIDE.fullmatch(low, item.end, period.begin):
            return None
        if "(" in low[item.end : period.begin] and not CLOSED.match(low, period.finish):
            return None
        return None if is_length(period) or self._reach(period) == "none" else period

    def _other(self, item: Found) -> Period | None:
        """Give the other period of a comparison for a level told of it (`là 83 lượt`)."""
        if not self._others or item.kind != "level":
            return None
        low = self._page.low
        first = bisect_left(self._others_end, item.begin - 100)
        for period in self._others[first : bisect_right(self._others_end, item.begin)]:
            gap = low[period.finish : item.begin]
            if gap.lstrip(" ").startswith("(") and ")" not in gap:
                return period
            if OTHER_IS.fullmatch(gap):
                versus = VERSUS.search(low[max(0, period.begin - 8) : period.begin])
                return None if versus else period
        return None

    def _before(self, item: Found, index: int) -> Period | None:
        """Give the period stated last before a figure in its sentence."""
        day: Period | None = None
        for period in reversed(self._periods[max(0, index - 4) : index]):
            if period.begin < item.sentence[0]:
                break
            if not self._applies(period, item, within=True):
                continue
            if not (_is_day(period) and item.indicator.startswith(HONOURED)):
                return period
            day = day or period
        return self._year_of(day) if day is not None else None

    def _year_of(self, day: Period) -> Period | None:
        """Widen the day of a meeting to what it looks back on: the title's stretch or its year."""
        if self._title_period is not None:
            return self._title_period
        if day.start is None:
            return day
        year = day.start.year
        return replace(day, start=date(year, 1, 1), end=date(year, 12, 31))

    def _applies(self, period: Period, item: Found, *, within: bool = False) -> bool:
        """Say whether a period stated before a figure may govern it."""
        closes = self._closes.get(period.begin)
        if closes is None:
            closes = self._closes[period.begin] = self._closed(period)
        if 0 < closes < item.start:
            return False
        governs = self._governs.get(period.begin)
        if governs is None:
            governs = self._governs[period.begin] = self._reach(period)
        if governs == "targets":
            return item.kind == "target" or (within and self._aims(period, item))
        return governs == "all"

    def _aims(self, period: Period, item: Found) -> bool:
        """Say whether a figure is part of what is planned for a period, whatever its kind."""
        low = self._page.low
        if TOLD.match(low, period.finish) and not self._future(period):
            return True
        if item.kind not in {"change", "target"} and not self._future(period):
            return False
        if ";" in low[period.finish : item.begin]:
            return False
        opens = period.begin - item.sentence[0] <= 12
        return opens or AIM.search(low[max(0, period.begin - 40) : period.begin]) is not None

    def _reach(self, period: Period) -> Literal["all", "targets", "none"]:
        """Say which figures a period can govern by its own words: a plan only what is aimed at."""
        low = self._page.low
        before = low[max(0, period.begin - 40) : period.begin]
        term = low.startswith(TERM, period.begin) and not WITHIN.search(before)
        if term and low.startswith(",", period.finish):
            term = self._page.sentence_at(period.begin)[0] != period.begin
        standard = low.startswith(PHASE, period.begin) and STANDARD.search(before)
        if term or standard or (_is_day(period) and self._alone(period)):
            return "none"
        return "targets" if PLAN.search(before) or self._future(period) else "all"

    def _closed(self, period: Period) -> int:
        """Give where the reach of a period ends that is said of one thing only, else 0.

        It ends with the brackets around it, or at once after the level that a change starts from.
        """
        low = self._page.low
        if GOES_ON.match(low, period.finish) and LEVEL_BEFORE.search(
            low[max(0, period.begin - 40) : period.begin]
        ):
            return period.finish
        opening = low.rfind("(", max(0, period.begin - 12), period.begin)
        if opening < 0 or ")" in low[opening : period.begin]:
            return 0
        closing = low.find(")", period.finish, period.finish + 200)
        if closing < 0:
            return 0
        told = any(c.isdigit() for c in low[period.finish : closing])
        return (
            closing if told or IN_BRACKETS.search(low[max(0, opening - 40) : period.begin]) else 0
        )

    def _alone(self, period: Period) -> bool:
        """Say whether a date stands on a line of its own, as pages print it."""
        body = self._page.body
        start = body.rfind("\n", 0, period.begin) + 1
        end = body.find("\n", period.finish)
        line = body[start : end if end >= 0 else len(body)]
        return len(line) < 60 and len(body) > 120

    def _future(self, period: Period) -> bool:
        published = self._context.published
        if published is None or period.start is None:
            return False
        day = published.at.date()
        if published.precision == "year":
            return period.start.year > day.year
        if published.precision == "month":
            return (period.start.year, period.start.month) > (day.year, day.month)
        return period.start > day

    def _after(self, item: Found, index: int) -> Period | None:
        """Give a period that follows in the same clause (`… vận động được trong 6 tháng`)."""
        if index >= len(self._periods):
            return None
        period = self._periods[index]
        if period.begin >= item.sentence[1] or period.begin - item.end > 110:
            return None
        gap = self._page.low[item.end : period.begin]
        linked = LINKS_BACK.search(gap) or LINKS_BACK.match(self._page.low, period.begin)
        if is_state(period) and "," in gap:
            return None
        words = self._page.low[period.begin : period.finish].split(" ", 1)[0]
        if not (linked or words in {"trong", "từ", "đến", "tính"}) or ";" in gap:
            return None
        if re.search(r"\d", gap) or not self._applies(period, item):
            return None
        return period

    def _this_year(self, now: re.Match[str]) -> Period | None:
        """Give the year of publication for what is said to hold now."""
        day = self._context.today
        if day is None:
            return None
        begin, finish = now.span()
        return Period(
            text=self._page.body[begin:finish],
            start=date(day.year, 1, 1),
            end=date(day.year, 12, 31),
            begin=begin,
            finish=finish,
            flags=("from_publication",),
        )

    def _inherited(self, item: Found, index: int) -> Period | None:
        """Give the period stated last before the sentence, else the title's, else the only one."""
        day: Period | None = None
        loose: Period | None = None
        for period in reversed(self._periods[max(0, index - 12) : index]):
            if not self._applies(period, item):
                continue
            if _is_day(period):
                day = day or period
            elif is_passing(period) or not self._reaches(period, item):
                loose = loose or (None if is_state(period) else period)
            else:
                return period
        if self._title_period is not None:
            return self._title_period
        if loose is not None:
            return loose
        if day is not None and item.indicator.startswith(EVENTS):
            return day
        return self._only_later(item, index)

    def _reaches(self, period: Period, item: Found) -> bool:
        """Say whether a period holds on: to the end of its paragraph, further if it frames."""
        paragraph = self._page.paragraph_at(period.begin)
        if is_state(period):
            return paragraph == item.paragraph and period.start != period.end
        return paragraph in (0, item.paragraph) or self._frames(period)

    def _frames(self, period: Period) -> bool:
        """Say whether a period frames what follows: not inside a phrase, after its noun."""
        start = self._page.sentence_at(period.begin)[0]
        before = self._page.low[max(start, period.begin - 12) : period.begin].lstrip("-+*• ")
        return not before or FRAMED.search(before) is not None

    @cached_property
    def _title_periods(self) -> tuple[Period, ...]:
        if not self._context.title:
            return ()
        return find_periods(
            self._context.title,
            published=self._context.published,
            event_date=self._context.event_date,
        )

    @cached_property
    def _title_period(self) -> Period | None:
        """Give the stretch that the title says the article reports on."""
        for period in settle(self._title_periods, before=(), today=_day(self._context)):
            if not period.comparison and period.start is not None and not _is_day(period):
                return replace(period, begin=0, finish=0, flags=(*period.flags, "from_title"))
        return None

    def _only_later(self, item: Found, index: int) -> Period | None:
        """Give the one stretch the rest of the text speaks of, when there is just one."""
        later = [
            p for p in self._periods[index : index + 12]
            if not _is_day(p) and p.start and p.end and self._applies(p, item)
        ]  # fmt: skip
        if len({(p.start, p.end) for p in later}) != 1:
            return None
        return later[0] if is_stretch(later[0]) else None


def _day(context: Context) -> date | None:
    """Give the very day the article looks from, where it is known."""
    return Today.of(context.published, context.event_date).day


def _is_day(period: Period) -> bool:
    return period.start is not None and period.start == period.end and not is_state(period)
