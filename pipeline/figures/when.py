"""Which period a figure speaks of: the nearest stated one that governs it."""

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from msgspec.structs import replace

from corpus.records import Period
from pipeline.figures.context import Context
from pipeline.figures.cues import cue, hinted
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.reach import PLAN, SAME_CLAUSE, Reach
from pipeline.figures.stretches import (
    LOOK_BACK,
    is_day,
    is_length,
    is_passing,
    is_state,
    is_stretch,
    settle,
)
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
LINKS_BACK = cue(r"(?:^|[^\w])(?:trong|vào|tính|của|cả|từ|đến|giai đoạn|hết|đầu|cuối)\s*$")
DURATION = re.compile(r"\d|[^\W\d]+ (?:năm|tháng|tuần|ngày|giờ)\Z")
UNDATED = cue(r"\d|quý|tháng")
BESIDE = cue(
    rf"{SAME_CLAUSE} ?\(?(?:(?:vào|trong|của|hồi|ở) )?"
    r"(?:thời điểm )?(?:(?:cuối|đầu|giữa|hết) )?"
)
"""What stands between a level and the year it is of: `31,5% (cuối năm 2011)`."""
OF_ITS_NOUN = cue(
    r"(?: [“\"]?(?!theo|so |hơn|bằng|từ |chuẩn|kế hoạch|chỉ tiêu|mục tiêu|nghị quyết|dự toán)"
    r"[^\W\d]+[”\"]?){1,11}?"
    r"(?: (?:của|tiêu biểu|xuất sắc|(?:của|cấp|toàn|cả) (?:tỉnh|thành phố|huyện|quận|xã|phường)"
    r"|(?:công nhận|nhân rộng|biểu dương|thoát nghèo|đạt chuẩn)) | của )"
)
"""What stands between a figure and the year that closes its noun: `12 mô hình … của tỉnh`."""
ENDS_CLAUSE = re.compile(r" ?(?:[.,;)”\n]|$)")
CLOSED = re.compile(r" ?[),]")
OTHER_IS = cue(r" ?(?::|(?:chỉ )?(?:là|có|đạt|ở mức|tiếp|nhận|được)) ?(?:chỉ |có |được )*")
VERSUS = cue(r"(?:so(?: với)?|hơn|bằng|của) $")
YEARS = timedelta(days=700)
"""A report on so long a time steps into one year of it, and out again with the paragraph."""
OPENING = 14
"""How far into its sentence a time still opens it: after `Trong khi`, `Nếu`."""
EVENTS = ("tcd", "dt_")
HONOURED = "dvk_"
"""What is met, heard and told on a day is that day's; what is honoured then was done before."""


class When:
    """The periods of one text, ready to be asked figure by figure."""

    def __init__(self, page: Page, context: Context) -> None:
        self._page = page
        self._context = context
        self._document_at = [document.start for document in context.documents]
        self._today = Today.of(context.published, context.event_date).day
        """The very day the article looks from, where it is known."""
        settled = settle(context.periods, before=self._title_periods, today=self._today)
        settled = self._narrowed(settled)
        self._periods = [p for p in settled if self._states(p)]
        self._others = [p for p in settled if p.comparison and p.start and p.end]
        self._others_end = [p.finish for p in self._others]
        self._now = page.holds(NOW)
        self._begins = [p.begin for p in self._periods]
        self._reach = Reach(page, context.published)
        self._left: dict[tuple[int, int], bool] = {}

    def of(self, item: Found) -> Period | None:
        """Give the period of a figure: its sentence's, or the one stated last before it."""
        begins = self._begins
        index = bisect_left(begins, item.start)
        ahead = index < len(begins) and begins[index] < item.sentence[1]
        found = self._beside(item, self._periods[index]) if ahead else None
        if found is None and self._others and item.kind == "level":
            found = self._told_of_other(item) or self._opened_by_other(item, index)
        if found is None and index and begins[index - 1] >= item.sentence[0]:
            found = self._before(item, index)
        if found is None and ahead:
            found = self._after(item, self._periods[index])
        if found is not None:
            return found
        if self._now and item.part_of is None:
            since = max(item.sentence[0], item.begin - 160)
            now = self._page.last(NOW, since, item.begin)
            if now is not None:
                return self._this_year(now)
        return self._inherited(item, index)

    def _narrowed(self, periods: list[Period]) -> list[Period]:
        """Let the days in brackets after a period say which of it: `năm 2022 (từ 1/3 đến …)`."""
        low, narrowed = self._page.low, list(periods)
        for place, (outer, inner) in enumerate(pairwise(periods)):
            start, end = outer.start, outer.end
            if inner.begin - outer.finish > 2 or not (start and end and inner.start and inner.end):
                continue
            within = start <= inner.start < inner.end <= end
            bracket = low[outer.finish : inner.begin].strip() == "("
            if within and bracket and low.startswith("từ ", inner.begin):
                narrowed[place] = replace(outer, start=inner.start, end=inner.end)
        return narrowed

    def _states(self, period: Period) -> bool:
        """Say whether a period is one that figures can be about, not a length or a comparison."""
        if period.comparison:
            return False
        if period.start is None and period.end is None:
            words = self._page.low[period.begin : period.finish]
            return bool(UNDATED.search(words)) and not DURATION.match(words)
        place = bisect_right(self._document_at, period.begin) - 1
        return place < 0 or self._context.documents[place].end <= period.begin

    def _beside(self, item: Found, period: Period) -> Period | None:
        """Give the year right after a level (`từ 31,5% năm 2011 xuống`, `40 hộ (năm 2015)`)."""
        low = self._page.low
        if self._of_its_noun(item, period):
            return period
        near = period.begin - item.end <= 40 and item.kind == "level"
        if not near or not BESIDE.fullmatch(low, item.end, period.begin):
            return None
        if "(" in low[item.end : period.begin] and not CLOSED.match(low, period.finish):
            return None
        return None if is_length(period) or self._reach.over(period) == "none" else period

    def _of_its_noun(self, item: Found, period: Period) -> bool:
        """Say whether a year closes the noun that is counted (`15 mô hình … của tỉnh năm …`)."""
        low = self._page.low
        if period.begin - item.end > 80 or not low.startswith("năm ", period.begin):
            return False
        closes = ENDS_CLAUSE.match(low, period.finish)
        return bool(closes and OF_ITS_NOUN.fullmatch(low, item.end, period.begin))

    def _opened_by_other(self, item: Found, index: int) -> Period | None:
        """Give the other period that opens a sentence, up to the next one stated in it."""
        low, begin = self._page.low, item.sentence[0]
        place = bisect_right(self._others_end, item.begin) - 1
        if place < 0 or not begin <= self._others[place].begin <= begin + OPENING:
            return None
        period = self._others[place]
        gap = low[period.finish : item.begin]
        versus = VERSUS.search(low[max(0, period.begin - 8) : period.begin])
        if versus or ";" in gap or (index and self._begins[index - 1] > period.begin):
            return None
        now = self._now and self._page.last(NOW, period.finish, item.begin)
        return None if now else period

    def _told_of_other(self, item: Found) -> Period | None:
        """Give the other period of a comparison for a level told of it (`là 83 lượt`)."""
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
            if not self._reach.covers(period, item, within=True):
                continue
            if not (is_day(period) and item.indicator.startswith(HONOURED)):
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

    def _after(self, item: Found, period: Period) -> Period | None:
        """Give a period that follows in the same clause (`… vận động được trong 6 tháng`)."""
        if period.begin - item.end > 110:
            return None
        gap = self._page.low[item.end : period.begin]
        linked = LINKS_BACK.search(gap) or LINKS_BACK.match(self._page.low, period.begin)
        if is_state(period) and "," in gap:
            return None
        words = self._page.low[period.begin : period.finish].split(" ", 1)[0]
        if not (linked or words in {"trong", "từ", "đến", "tính"}) or ";" in gap:
            return None
        if re.search(r"\d", gap) or not self._reach.covers(period, item):
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
            if not self._reach.covers(period, item):
                continue
            if is_day(period):
                day = day or period
            elif is_passing(period) or self._is_left(period, item.paragraph):
                loose = loose or (None if is_state(period) or self._is_past(period) else period)
            else:
                return period
        told = self._title_period
        if told is not None and (loose is None or not self._reach.is_ahead(told)):
            return told
        if loose is not None:
            return loose
        if day is not None and item.indicator.startswith(EVENTS):
            return day
        return self._only_later(item, index) if index < len(self._periods) else None

    def _is_left(self, period: Period, paragraph: int) -> bool:
        """Say whether the text has by a paragraph come back from a period to its report."""
        left = self._left.get((period.begin, paragraph))
        if left is None:
            left = not self._reach.holds_on(period, paragraph) or self._is_aside(period, paragraph)
            self._left[period.begin, paragraph] = left
        return left

    def _is_aside(self, period: Period, paragraph: int) -> bool:
        """Say whether a paragraph before stepped into a part of the time reported on."""
        if self._page.paragraph_at(period.begin) == paragraph:
            return False
        told, start, end = self._reported, period.start, period.end
        if told is None or told.start is None or told.end is None or start is None or end is None:
            return False
        part = told.start <= start and end <= told.end and end - start < YEARS
        return end < told.start or (part and told.end - told.start > YEARS)

    def _is_past(self, period: Period) -> bool:
        """Say whether a period is a point of time long before the article."""
        day = self._context.today
        if day is None or period.end is None or period.end >= day - LOOK_BACK:
            return False
        return self._reach.is_point(period)

    @cached_property
    def _reported(self) -> Period | None:
        """Give the stretch the article reports on: its title's, else the one its lead states."""
        for told in settle(self._title_periods, before=(), today=self._today):
            planned = PLAN.search(self._page.title[: told.begin]) or self._reach.is_ahead(told)
            if is_stretch(told) and not planned:
                return told
        for period in self._periods:
            if self._page.paragraph_at(period.begin) != 0:
                break
            if is_stretch(period) and not is_state(period) and not self._reach.is_point(period):
                return period
        return None

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
        for period in settle(self._title_periods, before=(), today=self._today):
            if not period.comparison and period.start is not None and not is_day(period):
                return replace(period, begin=0, finish=0, flags=(*period.flags, "from_title"))
        return None

    def _only_later(self, item: Found, index: int) -> Period | None:
        """Give the one stretch the rest of the text speaks of, when there is just one."""
        later = [
            p for p in self._periods[index : index + 12]
            if not is_day(p) and p.start and p.end and self._reach.covers(p, item)
        ]  # fmt: skip
        if len({(p.start, p.end) for p in later}) != 1:
            return None
        return later[0] if is_stretch(later[0]) else None
