"""Which period and which place a figure speaks of: the nearest stated one that governs it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Literal

from msgspec.structs import replace

from corpus.records import Era, Period, Place, Province
from pipeline.figures.context import Context
from pipeline.figures.cues import cue, hinted
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.mentions.periods import find_periods
from pipeline.mentions.places import find_places

MERGER = date(2025, 7, 1)
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
COUNTRY = hinted(
    r"cả nước|toàn quốc|trung bình (?:các tỉnh|chung)|bình quân chung|mức chung",
    "cả nước", "toàn quốc", "trung bình", "chung",
)  # fmt: skip
LEVEL = hinted(
    r"(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|thôn|bản|buôn|xóm|ấp"
    r"|khu phố)(?![\w])(?! ủy| đội| hội| trưởng| phố)",
    "tỉnh", "huyện", "thành phố", "thị", "quận", "xã", "phường", "thôn", "bản", "buôn", "xóm",
    "ấp", "khu phố",
)  # fmt: skip
NOT_SELF = cue(
    r"(?:\w|các |mỗi |từng |cấp |nhiều |số |một |và |\d |những |hai |nông thôn |văn |tổ dân )$"
)
VILLAGES = frozenset(("thôn", "bản", "buôn", "xóm", "ấp", "khu phố", "phố", "khóm"))
FINENESS = {
    "tỉnh": 0, "thành phố": 1, "thị xã": 1, "quận": 1, "huyện": 1, "đặc khu": 2, "thị trấn": 2,
    "phường": 2, "xã": 2, "thôn": 3,
}  # fmt: skip
AT = cue(r"(?:^|[^\w])(?:ở|tại|của|trên địa bàn|thuộc|cho|trong)(?: \w+){0,2}\s*$")
BESIDE = cue(
    r"(?:giáp|sang|so với|như|khác|gần|cùng với|học tập|đến từ|quê|về) (?:tỉnh |huyện )?$"
    r"|(?:cao tốc|quốc lộ|tỉnh lộ|đường sắt|sân bay|cảng|khu công nghiệp|vành đai|ga) $"
)
CHAIN = re.compile(r"[\s,(]*(?:\(|,| - |thuộc )\s*")
LIST_LINK = re.compile(r"\s*(?:,|và|;)\s*(?:các\s*)?")


class Scope:
    """The periods and places of one text, ready to be asked figure by figure."""

    def __init__(self, page: Page, context: Context) -> None:
        self._page = page
        self._context = context
        self._periods = [p for p in context.periods if self._states(p)]
        self._governs: dict[int, str] = {}
        self._begins = [p.begin for p in self._periods]
        self._closes = {p.begin: end for p in self._periods if (end := self._bracketed(p)) > 0}
        self._places = self._governing(context.places)
        self._at = [p.begin for p in self._places]
        self._mentions = sorted(p.begin for p in context.places)
        self._ends = {p.begin: p.finish for p in context.places}

    def period(self, item: Found) -> Period | None:
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
        day = self._today()
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

    def _today(self) -> date | None:
        if self._context.published is not None:
            return self._context.published.at.date()
        return self._context.event_date

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

    def place(self, item: Found) -> Place | None:
        """Give the place of a figure: the nearest that governs it, else the article's."""
        index = bisect_left(self._at, item.start)
        nearest = self._places[index - 1] if index else None
        since = max(item.sentence[0], nearest.finish if nearest else 0)
        since = max(since, item.begin - 220)
        named = bisect_left(self._mentions, item.start)
        if named:
            since = max(since, self._ends[self._mentions[named - 1]])
        if self._page.last(COUNTRY, since, item.begin):
            return None
        own = self._self_named(since, item.begin, index)
        if own is not None:
            return own
        if nearest is not None and nearest.begin >= item.sentence[0]:
            return nearest
        following = self._following(item, index)
        if following is not None:
            return following
        if nearest is not None and self._page.paragraph_at(nearest.begin) == item.paragraph:
            return nearest
        return self._main

    def _self_named(self, since: int, until: int, index: int) -> Place | None:
        """Resolve `toàn huyện`, `tỉnh`, `thôn` to the unit of that level named last."""
        match = self._page.last(LEVEL, since, until)
        while match is not None and NOT_SELF.search(
            self._page.low[max(0, match.start() - 10) : match.start()]
        ):
            match = self._page.last(LEVEL, since, match.start())
        if match is None:
            return None
        level = match.group()
        wanted = FINENESS.get("thôn" if level in VILLAGES else level, 3)
        for place in reversed(self._places[max(0, index - 12) : index]):
            if _fits(place, wanted, level):
                return place
        if self._main is not None and _fits(self._main, wanted, level):
            return self._main
        return self._province if wanted == 0 or level == "thành phố" else None

    def _following(self, item: Found, index: int) -> Place | None:
        """Give a place right after the figure (`35 hộ nghèo ở xã …`)."""
        if index >= len(self._places):
            return None
        place = self._places[index]
        if place.begin >= item.sentence[1] or place.begin - item.end > 70:
            return None
        gap = self._page.low[item.end : place.begin]
        if re.search(r"[\d;.]", gap) or not AT.search(gap):
            return None
        return place

    def _governing(self, places: Iterable[Place]) -> list[Place]:
        """Keep of `thôn A, xã B, huyện C` the first; drop lists of equals and neighbours."""
        kept: list[Place] = []
        last: Place | None = None
        joined = False
        for place in sorted(places, key=_begin):
            if BESIDE.search(self._page.low[max(0, place.begin - 24) : place.begin]):
                last = place
                continue
            link = self._link(last, place)
            heads = bool(kept) and kept[-1] is last
            if link == "within" and (joined or heads):
                joined = True
            elif link == "beside" and kept:
                joined = True
                if heads:
                    kept.pop()
            else:
                joined = False
                kept.append(place)
            last = place
        return kept

    def _link(self, last: Place | None, place: Place) -> str | None:
        """Say whether a place names what the one before lies in, or stands beside it in a list."""
        if last is None or place.begin - last.finish >= 12:
            return None
        gap = self._page.body[last.finish : place.begin]
        province = self._context.province
        if province is not None and place.name == province.name and CHAIN.fullmatch(gap):
            return "within"
        if _fine(last) > _fine(place) and CHAIN.fullmatch(gap):
            return "within"
        return "beside" if _fine(last) == _fine(place) and LIST_LINK.fullmatch(gap) else None

    @cached_property
    def _main(self) -> Place | None:
        """Give the article's main place: the title's, else the text's first, else its province."""
        title = self._context.title
        if title:
            named = find_places(title, on=self._today(), province=self._context.province)
            if named:
                finest = max(named, key=_fine)
                found = self._same_named(finest)
                return found or replace(finest, begin=0, finish=0)
        if self._places and self._province is not None and _fine(self._places[0]) > 0:
            return self._places[0]
        return self._province or self._most_named()

    def _most_named(self) -> Place | None:
        """Give the place that a text with no title and no province names most."""
        if not self._places:
            return None
        names = Counter(place.name for place in self._context.places)
        return max(self._places, key=lambda place: names[place.name])

    def _same_named(self, place: Place) -> Place | None:
        """Give the body's fuller mention of a place that the title only names."""
        for other in self._places:
            if other.name == place.name:
                return other
        return None

    @cached_property
    def _province(self) -> Place | None:
        province = self._context.province
        if province is None:
            return None
        for place in self._places:
            if _fine(place) <= 1 and place.name == province.name:
                return place
        return _place_of(province, self._today())


def _begin(place: Place) -> int:
    return place.begin


def _fine(place: Place) -> int:
    """Give how small a unit is; a city that is a province counts as one."""
    if place.level == "thành phố" and place.code is not None and len(place.code) == 2:
        return 0
    return FINENESS[place.level]


def _fits(place: Place, wanted: int, level: str) -> bool:
    if level in {"thành phố", "thị xã", "quận"}:
        return place.level == level
    return _fine(place) == wanted and (wanted != 1 or place.level == level)


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


def _place_of(province: Province, day: date | None) -> Place:
    """Make a place of the province an article comes from; it is named nowhere in the text."""
    merged = day is not None and day >= MERGER
    era: Era = "2025-07" if merged else "2025-06"
    city = province.name in {"Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"}
    return Place(
        text=f"{'thành phố' if city else 'tỉnh'} {province.name}",
        level="thành phố" if city else "tỉnh",
        name=province.name,
        code=province.code_new if merged else province.code_old,
        era=era,
        province_old=province.code_old,
        province_new=province.code_new,
        begin=0,
        finish=0,
        flags=("from_province",),
    )
