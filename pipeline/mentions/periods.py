"""Stretches of time in a text: dates joined into ranges, shares of a comparison told apart.

Relative words look back: `năm 2023` said in 2024 is past, `đến nay` ends at publication. What
the article leaves open stays None.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from msgspec import structs

from corpus.records import Period, Published
from pipeline.mentions.alone import read_alone
from pipeline.mentions.dates import (
    UNKNOWN,
    Span,
    Today,
    shift_years,
    year_of,
)
from pipeline.mentions.moments import Moment, Scene
from pipeline.mentions.shapes import scan

_WORDS_TO = re.compile(
    r"\s{0,2},?\s{0,2}(?:cho\s{1,2})?(?:đến|tới)\s{1,3}(?:hết\s{1,2})?"
    r"(?:(?:cuối|đầu|giữa)\s{1,2})?",
    re.IGNORECASE,
)
_LONGEST_JOINT = 27
"""The characters `_WORDS_TO` can fill; the other joints are shorter."""
_DASH_TO = re.compile(r"\s{0,2}[-–—−]\s{0,2}")
_BETWEEN = re.compile(r"(?<!\w)giữa\s{1,2}$", re.IGNORECASE)
_AND = re.compile(r"\s{1,2}và\s{1,2}", re.IGNORECASE)
_TO_NOW = re.compile(
    r"\s{0,2},?\s{0,2}(?:cho\s{1,2})?(?:đến|tới)\s{1,3}"
    r"(?:nay|hiện\s{1,2}(?:nay|tại)|thời\s{1,2}điểm\s{1,2}(?:này|hiện\s{1,2}(?:nay|tại)))(?!\w)",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?<!\w)(?:kể\s{1,2})?từ\s{1,3}(?:(?:đầu|giữa|cuối|khoảng)\s{1,2})?$", re.I)
_UNTIL = re.compile(
    r"(?<!\w)(?:(?:tính|lũy\s{1,2}kế|luỹ\s{1,2}kế)\s{1,2})?(?:đến|tới|hết|trước(?=\s{1,2}$))\s{1,3}"
    r"(?:(?:hết|cuối|đầu|giữa|thời\s{1,2}điểm)\s{1,2}){0,2}$",
    re.I,
)
_MIDDLE = re.compile("giữa", re.IGNORECASE)
_VERSUS = re.compile(
    r"(?<!\w)(?:so(?:\s{1,2}với)?|hơn|bằng|gấp\s[^.;,\n]{1,16}\slần)\s{1,3}(?:(?:cả|cuối|đầu|của|các|thời\s{1,2}điểm)\s{1,2})?$",
    re.I,
)
_LAST_WORDS = (
    "từ", "đầu", "giữa", "cuối", "khoảng", "đến", "tới", "hết", "trước", "điểm", "so", "với",
    "hơn", "bằng", "lần", "cả", "của", "các",
)  # fmt: skip
"""How the words end in which `_FROM`, `_UNTIL` or `_VERSUS` can be found."""
_CUE = re.compile(
    r"(?:\(|(?<!\w)T|(?<!\w)(?:từ|đến|tới|hết|vào|trước|sau|ngày|sáng|chiều|tối|trưa))\s{0,2}$",
    re.I,
)
_PROSE = re.compile(
    r"\s{1,2}(?!(?:đến|tới|và|của|với|có|là|đã|nay|trở|thì)(?!\w))[^\W\d_A-ZĐ]|\s{0,2}(?:VN[DĐ]|USD|EUR)"
)
_NEXT_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:,|\s{1,2}và)\s{1,2}$")
_HEADED = re.compile(
    r"(?:phương\s{1,2}hướng|nhiệm\s{1,2}vụ|mục\s{1,2}tiêu|chỉ\s{1,2}tiêu|kế\s{1,2}hoạch|kết\s{1,2}quả)"
    r"(?:\s{1,2}[^\W\d]{1,9}){0,3}\s{1,2}$",
    re.IGNORECASE,
)
_LINE_ENDS = re.compile(r"[ \u00a0.:]{0,3}(?:\n|$)")
"""A heading may name its year alone: `3. Phương hướng 2024`."""
_YEAR_BEFORE = re.compile(r"năm\s{1,3}(?:trước|ngoái)", re.IGNORECASE)
_FEAST = re.compile(r"(?:lễ|tết|khánh|niệm|dịp|phóng)\s{1,2}(?:ngày\s{1,2})?$", re.IGNORECASE)
_NOT_REPORTED = re.compile(
    r"[0-9s](?:(?<!s)\s{0,2}[-–/]\s{0,2}[A-ZĐ][\w–/&.-]{0,24}\s{0,2},?\s{1,3}"
    r"(?:ban\s{1,2}hành\s{1,2})?$|(?<=s)(?<!\ws)inh\s{1,3}$)"
)
"""After a document's symbol stands its date, after `sinh` a birthday: neither is reported on."""
_EACH = re.compile(r"[MmHh](?<!\w.)(?:(?<=[Mm])ỗi|(?<=[Hh])[ằà]ng)\s{1,3}$")
"""`mỗi quý 1 cuộc` is how often, not when."""
_PLANNED = re.compile(
    r"(?<!\w)(?:sẽ|dự\s{1,2}kiến|sắp|phấn\s{1,2}đấu|chậm\s{1,2}nhất|thời\s{1,2}gian\s{1,2}tới)(?!\w)"
    r"[^.;!?\n]{0,60}$",
    re.IGNORECASE,
)
_ORDER = {"day": 0, "month": 1, "quarter": 2, "year": 3}


def find_periods(
    body: str, *, published: Published | None, event_date: date | None = None
) -> tuple[Period, ...]:
    """Find every stretch of time, in order of appearance.

    Args:
        body: NFC text.
        published: when the article came out; relative words count from it.
        event_date: the day of the reported event, used where publication is not known.
    """
    today = Today.of(published, event_date)
    alone = read_alone(body, today)
    if alone is not None:
        return (alone,)
    return _close_open_ends(_Reading(body, today).periods())


class _Reading:
    """One pass over the dates of a text, remembering what was stated last."""

    def __init__(self, body: str, today: Today) -> None:
        self.body, self.today = body, today
        self.stated: dict[str, Span] = {}

    def periods(self) -> Iterator[Period]:
        moments = scan(Scene(body=self.body, today=self.today))
        first = next(moments, None)
        while first is not None:
            second = next(moments, None)
            joined = second is not None and self._joined(first, second)
            if joined is None or joined is False or second is None:
                period = self._single(first)
                first = second
            else:
                period = joined
                first = next(moments, None)
            if period is not None:
                yield period

    def _before(self, moment: Moment) -> str:
        return self.body[max(0, moment.begin - 32) : moment.begin]

    def _joined(self, first: Moment, second: Moment) -> Period | None:
        """Join `từ A đến B` and `A - B`; the one lends the other its year and month."""
        apart = second.begin - first.finish > _LONGEST_JOINT or second.finish - first.begin > 90
        if apart or "bad" in (first.grain, second.grain):
            return None
        before = self._before(first)
        since = _FROM.search(_cues(before))
        words = _WORDS_TO.fullmatch(self.body, first.finish, second.begin)
        dash = _DASH_TO.fullmatch(self.body, first.finish, second.begin)
        alike = first.grain == second.grain and first.grain in _ORDER
        opens = first.grain in _ORDER or (first.grain == "since" and since is not None)
        ends = second.grain in _ORDER or second.grain == "near"
        if first.weak and second.weak and not since and _FEAST.search(before):
            return None
        between = alike and first.grain == "day" and _BETWEEN.search(before)
        pair = between and _AND.fullmatch(self.body, first.finish, second.begin)
        if not (opens and ends and ((words and (since or alike)) or (dash and alike) or pair)):
            return None
        span = _span_between(first, second, self._today_at(first))
        if span is None:
            return None
        begin = first.begin - (len(since[0]) if since else 0)
        return self._period(begin, second.finish, span, grain="range")

    def _single(self, moment: Moment) -> Period | None:
        before = self._before(moment)
        cues = _cues(before)
        since, until = _FROM.search(cues), _UNTIL.search(cues)
        if moment.weak and not self._stands(moment, before, since):
            return None
        if moment.grain == "since" and before.endswith(("quý ", "tháng ")):
            return None
        if _NOT_REPORTED.search(before):
            return None
        if moment.grain in {"month", "quarter"} and _EACH.search(before):
            return None
        if moment.grain == "bad":
            return self._period(moment.begin, moment.finish, UNKNOWN, flags=moment.flags)
        now = _TO_NOW.match(self.body, moment.finish)
        if (since or moment.grain == "since") and (now or since) and _opens(moment):
            return self._open(moment, since, now)
        if until and _opens(moment) and not (moment.weak and moment.grain != "day"):
            return self._deadline(moment, until)
        span, flags = self._resolve(moment)
        versus = moment.grain == "same" or (
            moment.grain != "lapse" and _VERSUS.search(cues) is not None
        )
        if versus and _YEAR_BEFORE.fullmatch(self.body, moment.begin, moment.finish):
            stated = self.stated.get("any", UNKNOWN)[1]
            span = year_of(stated.year - 1) if stated else span
        return self._period(
            moment.begin, moment.finish, span, flags=flags, grain=moment.grain, versus=versus
        )

    def _stands(self, moment: Moment, before: str, since: re.Match[str] | None) -> bool:
        """A weak shape stands alone only after a word or bracket that calls for a date."""
        if moment.grain == "since":
            return since is not None or _TO_NOW.match(self.body, moment.finish) is not None
        if moment.month is None and moment.grain == "day":
            return False
        headed = moment.grain == "year" and _LINE_ENDS.match(self.body, moment.finish)
        if headed and _HEADED.search(before):
            return True
        if _CUE.search(before) is None and not (
            moment.grain == "year" and _NEXT_YEAR.search(before)
        ):
            return False
        return moment.grain != "year" or _PROSE.match(self.body, moment.finish) is None

    def _open(
        self, moment: Moment, since: re.Match[str] | None, now: re.Match[str] | None
    ) -> Period | None:
        """`từ A đến nay`, and `từ A` alone: up to the day of publication."""
        start = self._resolve(moment)[0][0]
        if moment.grain == "since" and start is None:
            year = moment.year or self.today.year
            start = year_of(year)[0] if year else None
        end = self.today.day
        if end is not None and start is not None and start > end:
            end = None
        begin = moment.begin - (len(since[0]) if since else 0)
        finish = now.end() if now else moment.finish
        return self._period(begin, finish, (start, end), flags=("open",), grain="open")

    def _deadline(self, moment: Moment, until: re.Match[str]) -> Period | None:
        """`tính đến 30/6/2024`, `đến năm 2025`: an end alone."""
        end = self._resolve(moment)[0][1]
        if end is None:
            return None
        if moment.grain == "year" and _MIDDLE.search(until[0]):
            end = end.replace(month=6, day=30)
        latest = self.today.latest
        ahead = latest is None or end > latest
        flag = "deadline" if ahead and moment.grain == "year" else "as_of"
        begin = moment.begin - len(until[0])
        return self._period(begin, moment.finish, (None, end), flags=(flag,), grain="until")

    def _resolve(self, moment: Moment) -> tuple[Span, tuple[str, ...]]:
        if moment.grain == "same":
            return self._same(moment), moment.flags
        if moment.inherit and moment.inherit in self.stated:
            return self.stated[moment.inherit], (*moment.flags, "inherited")
        if moment.grain in ("day", "month", "year", "since"):
            return moment.days(self._today_at(moment)), moment.flags
        return moment.span, moment.flags

    def _today_at(self, moment: Moment) -> Today:
        """Look ahead where the words before speak of a plan and name no year."""
        if moment.year is not None or moment.month is None or self.today.latest is None:
            return self.today
        planned = _PLANNED.search(self.body, max(0, moment.begin - 70), moment.begin)
        return replace(self.today, planned=True) if planned else self.today

    def _same(self, moment: Moment) -> Span:
        start, end = self.stated.get("any", UNKNOWN)
        if start is None or end is None or end.year - start.year > 1:
            return moment.span
        return shift_years((start, end), moment.year - end.year if moment.year else -1)

    def _period(
        self, begin: int, finish: int, span: Span, *, flags: tuple[str, ...] = (),
        grain: str = "", versus: bool = False,
    ) -> Period:  # fmt: skip
        if not versus and None not in span:
            if grain in ("year", "month", "quarter", "phase", "months", "open", "range"):
                self.stated["any"] = span
            self.stated[grain] = span
        return Period(
            text=self.body[begin:finish], start=span[0], end=span[1], begin=begin, finish=finish,
            comparison=versus, flags=flags,
        )  # fmt: skip


def _cues(before: str) -> str:
    """Give the words before a date, or none where their end rules every cue out."""
    return before if before.rstrip().lower().endswith(_LAST_WORDS) else ""


def _opens(moment: Moment) -> bool:
    return moment.grain in ("day", "month", "quarter", "year", "since")


def _span_between(first: Moment, second: Moment, today: Today) -> Span | None:
    """Give the days from one moment to another, or None when they are out of order."""
    if second.year is None and first.year is not None and second.month is not None:
        later = (second.month, second.day or 31) >= (first.month or 1, first.day or 1)
        second = structs.replace(second, year=first.year + (not later))
    end = second.days(today)[1]
    if end is None:
        return UNKNOWN if first.month and second.month else None
    if first.month is None and first.grain == "day":
        first = structs.replace(first, month=end.month)
    if first.year is None and first.grain in ("day", "month"):
        late = (first.month or 1, first.day or 1) > (end.month, end.day)
        first = structs.replace(first, year=end.year - late)
    if first.grain == "since" and first.year is None and first.span == UNKNOWN:
        first = structs.replace(first, year=end.year)
    start = first.span[0] if first.grain == "quarter" else first.days(today)[0]
    return (start, end) if start is not None and start <= end else None


def _close_open_ends(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Let `tính đến 31/5` close the `từ đầu năm đến nay` beside it when no date of issue does."""
    done: list[Period] = []
    for period in periods:
        last = done[-1] if done else None
        if last is not None and _closes(last, period):
            done[-1] = structs.replace(last, end=period.end)
            done.append(structs.replace(period, start=last.start))
        else:
            done.append(period)
    return tuple(done)


def _closes(last: Period, period: Period) -> bool:
    return (
        "open" in last.flags
        and last.end is None
        and last.start is not None
        and "as_of" in period.flags
        and period.end is not None
        and last.start <= period.end
        and period.begin - last.finish < 400
    )


_EVENT = re.compile(
    r"(?:^|[\n.!?…”\"):–-]\s{0,3}|(?:[Vv]ừa qua|[Tt]rong),?\s)"
    r"(?:(?:[Vv]ào\s)?(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối)(?:\s(?:và|đến|,)\s(?:chiều|tối))?\s{1,2}"
    r"(?:ngày\s{1,2}|hôm\s{1,2})?|[Nn]gày\s{1,2}|[Hh]ôm\s{1,2})"
)
LEAD = 1500


def find_event_date(body: str, *, published: Published | None) -> date | None:
    """Find the day of the event the article reports: `Sáng ngày 13/10/2022, …` in its lead."""
    today = Today.of(published)
    lead = body[:LEAD]
    for opening in _EVENT.finditer(lead):
        begin = opening.end()
        found = next(_Reading(_sentence_from(lead, opening), today).periods(), None)
        if found is None or found.begin > begin - opening.start() or found.start != found.end:
            continue
        if found.start is not None and _plausible(found.start, today):
            return found.start
    return None


def _sentence_from(lead: str, opening: re.Match[str]) -> str:
    start = opening.start()
    while start < opening.end() and not lead[start].isalpha():
        start += 1
    return lead[start : start + 60]


def _plausible(day: date, today: Today) -> bool:
    """News tells of what has just been; a jubilee of 1930 is not its event."""
    if today.latest is None:
        return day.year >= 2000
    return today.latest - timedelta(days=400) <= day <= today.latest + timedelta(days=14)
