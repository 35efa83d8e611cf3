"""Which place a figure speaks of: the nearest named one that governs it, else the article's."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import accumulate

from msgspec.structs import replace

from corpus.records import Era, Place, Province
from pipeline.figures.context import Context
from pipeline.figures.cues import any_of, cue, hinted, phrases
from pipeline.figures.found import Found
from pipeline.figures.page import Page
from pipeline.figures.passing import in_charge_of, is_former, is_in_passing
from pipeline.mentions.places import find_places

MERGER = date(2025, 7, 1)
COUNTRY = any_of(
    "cả nước", "toàn quốc", "trung bình các tỉnh", "trung bình chung", "bình quân chung",
    "mức chung",
)  # fmt: skip
LEVEL = hinted(
    r"(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn|thôn|bản|buôn|xóm|ấp"
    r"|khu phố)(?![\w])(?! ủy| đội| hội| trưởng| phố)",
    "tỉnh", "huyện", "thành phố", "thị", "quận", "xã", "phường", "thôn", "bản", "buôn", "xóm",
    "ấp", "khu phố",
)  # fmt: skip
NOT_SELF = phrases(
    "/", "các ", "mỗi ", "từng ", "cấp ", "nhiều ", "số ", "một ", "và ", "những ", "hai ",
    "nông ", "văn ", "tổ dân ", "hợp tác ", "đề nghị ", "kiến nghị ", "báo cáo ", "xin ", "chờ ",
    "trình ", "gửi ", "do ", "được ", "chỉ tiêu ", "kế hoạch ", "dự toán ", "chỉ tiêu của ",
    "kế hoạch của ", "dự toán của ", "chuẩn của ", "tỉnh, ", "xã, ", "phường, ", "thị trấn, ",
    "huyện, ", "thành phố, ", "thôn, ", "bản, ", "ấp, ", "xóm, ", "buôn, ", "làng, ",
)  # fmt: skip
"""What makes of `xã`, `huyện` a kind, a part of a word or one that is asked, not the place."""
MET = hinted(
    r"(?:chuẩn \w+ của|(?:với|gặp|cùng|mời) (?:các )?(?:đồng chí )?(?:lãnh đạo|chính quyền|cán bộ"
    r"|cấp ủy|đảng ủy|bí thư|chủ tịch)(?: ubnd)?) $",
    "chuẩn", "với", "gặp", "cùng", "mời",
)  # fmt: skip
"""More of the same: a standard of it, or its heads who are met."""
WHOLE = cue(r"(?:toàn|cả) $")
OF_LEVEL = cue(
    r"(?: [“\"]?(?:dân|vận|khéo|tiêu|biểu|xuất|sắc|điển|hình|hiệu|quả|cận|nghèo)[”\"]?){0,7}"
    r" (?:của|trong) (?:toàn )?"
)
"""What stands between a figure and the unit it is counted in: `20 mô hình tiêu biểu của tỉnh`."""
COMMUNES = frozenset(("xã", "phường", "thị trấn", "đặc khu"))
VILLAGES = frozenset(("thôn", "bản", "buôn", "xóm", "ấp", "khu phố", "phố", "khóm"))
FINENESS = {
    "tỉnh": 0, "thành phố": 1, "thị xã": 1, "quận": 1, "huyện": 1, "đặc khu": 2, "thị trấn": 2,
    "phường": 2, "xã": 2, "thôn": 3,
}  # fmt: skip
PART_OF = phrases("của ", "thuộc ")
CLAUSE = re.compile(r".*[,;:(–]", re.DOTALL)
CLAUSE_END = cue(r"[,;](?!\d)|\.\s| và ")
ITS_NUMBER = re.compile(r" ?\(?\d")
OF_LEVELS = cue(
    r"(?:thành phố|thị xã|thị trấn|khu phố|[^\W\d]+)(?: \d[\d.]*[,;)](?!\d)"
    r"|(?:,| và) (?:huyện|quận|xã|phường|thôn|bản|ấp|buôn|làng|xóm|tổ dân phố)(?!\w))"
)
"""`lãnh đạo tỉnh, huyện`, `huyện 2, xã 25` speak of levels, unless the whole of one is meant."""
NUMBER = cue(
    r"(?<![\w.,/-])(?<!năm )(?<!tháng )(?<!ngày )(?<!quý )\d+(?![\d/-])(?! (?:năm|tháng|quý))"
)
PERSON = cue(r"[-+*• ]*(?:ông|bà|anh|chị|em|già|cụ|gia đình|hộ) ")
IN_FULL = re.compile(r",\s+")
AT = cue(r"(?:^|[^\w])(?:ở|tại|của|trên địa bàn|thuộc|cho|trong)(?: \w+){0,2}\s*$")
CHAIN = re.compile(r"[\s,(]*(?:\(|,| - |thuộc )\s*")
LIST_LINK = re.compile(r"\s*(?:,|và|;)\s*(?:các\s*)?")


class Where:
    """The places of one text, ready to be asked figure by figure.

    A place that opens a clause holds to the end of its paragraph, one that follows its noun
    (`mô hình ở xã …`) to the end of its sentence, and one that follows a figure no further than
    that figure's clause.
    """

    def __init__(self, page: Page, context: Context) -> None:
        self._page = page
        self._context = context
        self._places = self._governing(context.places)
        self._at = [p.begin for p in self._places]
        self._country = page.holds(COUNTRY)
        self._levels = page.holds(LEVEL)
        self._reach: dict[int, int] = {}
        self._alone: dict[int, bool] = {}
        named = sorted((place.begin, place.finish) for place in context.places)
        self._mentions = [begin for begin, _ in named]
        self._ends = list(accumulate((finish for _, finish in named), max, initial=0))
        """Where the last of so many mentions ends."""

    def of(self, item: Found) -> Place | None:
        """Give the place of a figure: the nearest that governs it, else the article's."""
        index = bisect_left(self._at, item.start)
        named = self._ends[bisect_left(self._mentions, item.start)]
        since = max(item.sentence[0], item.begin - 220, named)
        if self._country and self._page.last(COUNTRY, since, item.begin):
            return None
        own = self._self_named(since, item.begin, index) if self._levels else None
        if own is not None:
            return own
        after = self._of_level(item, index) if self._levels else None
        after = after or self._following(item, index)
        return after or (self._held(item, index) if index else None) or self._main

    def _held(self, item: Found, index: int) -> Place | None:
        """Give the place named last whose reach a figure lies in."""
        for place in reversed(self._places[max(0, index - 6) : index]):
            reach = self._reach.get(place.begin)
            if reach is None:
                reach = self._reach[place.begin] = self._reaches(place)
            if item.start < reach:
                return place
        return None

    def _reaches(self, place: Place) -> int:
        """Give how far a place governs what follows it."""
        low = self._page.low
        first, last = self._page.sentence_at(place.begin)
        before = low[max(first, place.begin - 160) : place.begin]
        mark = CLAUSE.match(before)
        clause = before[mark.end() :] if mark else before
        at = AT.search(clause)
        opens = at is None or not clause[: at.start()].strip()
        listed = bool(before.strip()) and ITS_NUMBER.match(low, place.finish)
        if listed or (not opens and _told(clause)):
            end = CLAUSE_END.search(low, place.finish, last)
            return end.start() if end else last
        leads = (opens or place.begin == self._at[0]) and not _told(before)
        if leads or PERSON.match(low, self._page.paragraph_start(first)):
            return self._page.paragraph_end(place.begin)
        return last

    def _self_named(self, since: int, until: int, index: int) -> Place | None:
        """Resolve `toàn huyện`, `tỉnh`, `thôn` to the unit of that level named last."""
        match = self._page.last(LEVEL, since, until)
        while match is not None and not self._stands_alone(match.start()):
            match = self._page.last(LEVEL, since, match.start())
        return self._unit_of(match.group(), index) if match else None

    def _of_level(self, item: Found, index: int) -> Place | None:
        """Resolve the level right after a figure: `một trong 20 mô hình tiêu biểu của tỉnh`."""
        found = OF_LEVEL.match(self._page.low, item.end)
        level = LEVEL.pattern.match(self._page.low, found.end()) if found else None
        return self._unit_of(level.group(), index) if level else None

    def _unit_of(self, level: str, index: int) -> Place | None:
        """Give the unit of a level named last before the figure, else the article's."""
        wanted = FINENESS.get("thôn" if level in VILLAGES else level, 3)
        for place in reversed(self._places[max(0, index - 12) : index]):
            if _fits(place, wanted, level) and not is_former(self._page.low, place):
                return place
        if self._main is not None and _fits(self._main, wanted, level):
            return self._main
        return self._province if wanted == 0 or level == "thành phố" else None

    def _stands_alone(self, at: int) -> bool:
        """Say whether a level word names the unit of the text: not `mỗi xã`, `các huyện`."""
        alone = self._alone.get(at)
        if alone is None:
            before = self._page.low[max(0, at - 40) : at].removesuffix("\n")
            alone = not (_is_part(before) or before.endswith(NOT_SELF) or MET.search(before))
            if alone and OF_LEVELS.match(self._page.low, at):
                alone = WHOLE.search(before) is not None
            self._alone[at] = alone
        return alone

    def _following(self, item: Found, index: int) -> Place | None:
        """Give a place right after the figure (`35 hộ nghèo ở xã …`)."""
        if index >= len(self._places):
            return None
        place = self._places[index]
        if place.begin >= item.sentence[1] or place.begin - item.end > 70:
            return None
        gap = self._page.low[item.end : place.begin]
        if re.search(r"[\d;,.]", gap) or not AT.search(gap):
            return None
        return place

    def _governing(self, places: Iterable[Place]) -> list[Place]:
        """Keep of `thôn A, xã B, huyện C` the first; drop lists of equals and neighbours."""
        kept: list[Place] = []
        last: Place | None = None
        joined = False
        for place in sorted(places, key=_begin):
            if self._passing(place, kept):
                last = place
                continue
            link = self._link(last, place)
            heads = bool(kept) and last is not None and kept[-1].begin == last.begin
            if link == "within" and (joined or heads):
                joined = True
                if heads and last is not None:
                    kept[-1] = self._in_full(last, place)
            elif link == "beside" and kept:
                joined = True
                if heads:
                    kept.pop()
            else:
                joined = False
                kept.append(place)
            last = place
        return kept

    def _passing(self, place: Place, kept: list[Place]) -> bool:
        """Say whether a place is only named in passing: a neighbour, a list, the whole."""
        low = self._page.low
        if is_in_passing(low, place, first=not kept):
            return True
        if not kept or not low.endswith(PART_OF, 0, place.begin):
            return False
        within = kept[-1].begin >= self._page.sentence_at(place.begin)[0]
        return within and _fine(kept[-1]) > _fine(place)

    def _in_full(self, hamlet: Place, commune: Place) -> Place:
        """Name a hamlet with its commune, as `thôn A, xã B`: alone its name says little."""
        if hamlet.level != "thôn" or commune.level not in COMMUNES:
            return hamlet
        gap = self._page.body[hamlet.finish : commune.begin]
        if not IN_FULL.fullmatch(gap):
            return hamlet
        return replace(
            hamlet,
            text=self._page.body[hamlet.begin : commune.finish],
            finish=commune.finish,
            province_old=commune.province_old,
            province_new=commune.province_new,
        )

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
            named = find_places(title, on=self._context.today, province=self._context.province)
            if named:
                finest = max(named, key=_fine)
                found = self._same_named(finest) or replace(finest, begin=0, finish=0)
                return self._only_commune(found) or self._guarded(found) or found
        if self._places and self._province is not None and _fine(self._places[0]) > 0:
            return self._places[0]
        return self._province or self._most_named()

    def _only_commune(self, title: Place) -> Place | None:
        """Give the one commune a text is about whose title names only a larger unit."""
        communes = [place for place in self._places if _fine(place) == FINENESS["xã"]]
        if not communes or _fine(title) >= FINENESS["xã"]:
            return None
        leads = self._page.paragraph_at(communes[0].begin) == 0
        return communes[0] if leads and len({place.name for place in communes}) == 1 else None

    def _guarded(self, title: Place) -> Place | None:
        """Give the commune that a border post, which the title names, looks after."""
        if not title.text.lower().startswith("đồn"):
            return None
        communes = (place for place in self._places if place.level in COMMUNES)
        return next((place for place in communes if in_charge_of(self._page.low, place)), None)

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
        return _place_of(province, self._context.today)


def _told(text: str) -> bool:
    """Say whether a figure stands in a stretch of text."""
    return NUMBER.search(text) is not None


def _is_part(before: str) -> bool:
    """Say whether what follows some words is the rest of a word, or has a number before it."""
    return before[-1:].isalnum() or before.endswith("_") or before[-2:-1].isdecimal()


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
