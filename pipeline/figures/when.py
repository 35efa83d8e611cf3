"""Which period a figure speaks of: the nearest stated one that governs it."""

import re
from bisect import bisect_left
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec.structs import replace

from corpus.records import Period
from pipeline.figures.context import Context
from pipeline.figures.cues import cue, hinted
from pipeline.figures.found import Found
from pipeline.figures.page import Page
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
WITHIN = cue(r"(?:trong|cả|qua|đầu|giữa|suốt|nửa) $")
UNDATED = cue(r"\d|quý|tháng")


class When:
    """The periods of one text, ready to be asked figure by figure."""

    def __init__(self, page: Page, context: Context) -> None:
        self._page = page
        self._context = context
        self._periods = [p for p in context.periods if self._states(p)]
        self._governs: dict[int, str] = {}
        self._begins = [p.begin for p in self._periods]
        self._closes = {p.begin: end for p in self._periods if (end := self._bracketed(p)) > 0}

    def of(self, item: Found) -> Period | None:
        """Give the period of a figure: its sentence's, or the one stated last before it."""
        index = bisect_left(self._begins, item.start)
        first = item.sentence[0]
        for period in reversed(self._periods[max(0, index - 4) : index]):
            if period.begin < first:
                break
            if self._applies(period, item):
                return _whole(period)
        after = self._after(item, index)
        if after is not None:
            return _whole(after)
        now = self._page.last(NOW, max(first, item.begin - 160), item.begin)
        if now is not None and item.part_of is None:
            return self._this_year(now)
        return self._inherited(item, index)

    def _states(self, period: Period) -> bool:
        """Say whether a period is one that figures can be about, not a length or a comparison."""
        if period.comparison:
            return False
        if period.start is None and period.end is None:
            words = self._page.low[period.begin : period.finish]
            return bool(UNDATED.search(words)) and not DURATION.match(words)
        return not any(d.start <= period.begin < d.end for d in self._context.documents)

    def _applies(self, period: Period, item: Found) -> bool:
        """Say whether a period stated in the same sentence may govern a figure after it."""
        if item.start > self._closes.get(period.begin, item.start):
            return False
        governs = self._governs.get(period.begin)
        if governs is None:
            governs = self._governs[period.begin] = self._reach(period)
        return governs == "all" or (governs == "targets" and item.kind == "target")

    def _reach(self, period: Period) -> Literal["all", "targets", "none"]:
        """Say which figures a period can govern by its own words: a plan only what is aimed at."""
        low = self._page.low
        before = low[max(0, period.begin - 40) : period.begin]
        term = low.startswith(TERM, period.begin) and not WITHIN.search(before)
        if term or (_is_day(period) and self._alone(period)):
            return "none"
        return "targets" if PLAN.search(before) or self._future(period) else "all"

    def _bracketed(self, period: Period) -> int:
        """Give where brackets close that hold a period with figures of its own, else 0."""
        low = self._page.low
        opening = low.rfind("(", max(0, period.begin - 12), period.begin)
        if opening < 0 or ")" in low[opening : period.begin]:
            return 0
        closing = low.find(")", period.finish, period.finish + 200)
        inside = low[period.finish : closing] if closing > 0 else ""
        return closing if any(c.isdigit() for c in inside) else 0

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
        for period in reversed(self._periods[max(0, index - 12) : index]):
            if not self._applies(period, item):
                continue
            if not _is_day(period) and not _open(period):
                return _whole(period)
            if day is None and _is_day(period):
                day = period
        if self._title_period is not None:
            return self._title_period
        if day is not None and item.indicator.startswith(("tcd", "dt_")):
            return day
        return self._only_later(item, index)

    @cached_property
    def _title_period(self) -> Period | None:
        title = self._context.title
        if not title:
            return None
        found = find_periods(
            title, published=self._context.published, event_date=self._context.event_date
        )
        for period in found:
            if not period.comparison and period.start is not None and not _is_day(period):
                return replace(
                    _whole(period), begin=0, finish=0, flags=(*period.flags, "from_title")
                )
        return None

    def _only_later(self, item: Found, index: int) -> Period | None:
        """Give the one stretch the rest of the text speaks of, when there is just one."""
        later = [
            p for p in self._periods[index : index + 12]
            if not _is_day(p) and p.start and p.end and self._applies(p, item)
        ]  # fmt: skip
        spans = {(p.start, p.end) for p in later}
        return later[0] if len(spans) == 1 else None


def _is_day(period: Period) -> bool:
    return period.start is not None and period.start == period.end


def _open(period: Period) -> bool:
    return period.start is None and period.end is not None


def _whole(period: Period) -> Period:
    """Read `đến năm 2020` as the year it ends with: the state reported is that year's."""
    end = period.end
    if period.start is None and end is not None and (end.month, end.day) == (12, 31):
        return replace(period, start=date(end.year, 1, 1))
    return period
