"""An article that comes as bare text: which lines are its title, its date, its frame; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from corpus.errors import InputError
from corpus.records import Article, Published
from pipeline.text.boilerplate import (
    OFFICE,
    SIGNED,
    byline_named,
    is_caption,
    is_noise,
    source_named,
)
from pipeline.text.clean import lines_of, normalise, without_tail

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HEAD_LINES = 6
"""How far down a date line or a title may stand."""
TITLE_CHARACTERS = 260

WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|2|3|4|5|6|7)|chủ\s+nhật|cn)"
DAY = r"(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>(?:19|20)\d{2})"
HOUR = r"(?P<h>\d{1,2})\s*[:hg]\s*(?P<min>\d{2})(?::\d{2})?\s*(?P<half>[AaPp][Mm])?"
CLOCK = re.compile(
    rf"^(?:clock\s*)?(?:hôm nay,?\s*)?{WEEKDAY}\s*[,\-–]?\s*(?:ngày\s*)?{DAY}\s*$", re.IGNORECASE
)
SITE_CLOCK = re.compile(rf"^clock.*?(?<!\d){DAY}", re.IGNORECASE)
HOUR_FIRST = re.sub(r"P<(\w+)>", r"P<\g<1>2>", rf"{HOUR}\D{{0,24}}{DAY}")
STAMP = re.compile(
    rf"^.{{0,60}}?(?:{DAY}\D{{0,12}}{HOUR}|{HOUR_FIRST})"
    r"(?:\W{0,4}(?:\(?GMT\s*\+?7\)?|\d{1,5}|cms-[\w-]+:?))*\W*$",
    re.IGNORECASE,
)
ONLY_DATE = re.compile(
    rf"^(?:(?:ngày\s+)?(?:đăng|cập nhật|xuất bản)[^\d]{{0,16}}){DAY}\s*$", re.IGNORECASE
)


@dataclass(slots=True)
class _Head:
    title: str = ""
    clock: date | None = None
    published: Published | None = None
    captions: list[str] = field(default_factory=list)
    byline: str | None = None


def read_plain(
    text: str, *, article_id: str, title: str | None = None, published: Published | None = None
) -> Article:
    """Make an article of text that lost its markup.

    A weekday and date alone at the top is the page's clock (the day of the visit), never the
    date of publication. A title not given is taken from the top if a line there reads as one.

    Raises:
        InputError: there is no line of text in it.
    """
    lines = lines_of(normalise(text))
    if not lines:
        raise InputError(f"{article_id}: the text is empty; nothing to read")
    if len(lines) == 1:
        return Article(
            id=article_id,
            portal=None,
            url=None,
            title=title or "",
            lead=None,
            paragraphs=(lines[0],),
            published=published,
            layout="plain@1",
        )
    head, rest = _read_head(lines, title)
    rest = without_tail(rest)
    captions = [line for line in rest if _under_a_picture(line)]
    rest, source, byline = _read_foot(_joined([x for x in rest if not _under_a_picture(x)]))
    return Article(
        id=article_id,
        portal=None,
        url=None,
        title=head.title,
        lead=None,
        paragraphs=tuple(rest),
        captions=tuple(head.captions + captions),
        published=published or head.published,
        byline=byline or head.byline,
        source=source or byline,
        layout="plain@1",
        page_clock=head.clock,
    )


def _read_head(lines: Sequence[str], title: str | None) -> tuple[_Head, list[str]]:
    head, at = _Head(title=title or ""), 0
    while at < min(HEAD_LINES, len(lines)) and _take_frame(lines[at], head):
        at += 1
    if not head.title and at < len(lines) and _reads_as_title(lines, at):
        head.title, at = lines[at], at + 1
        while at < len(lines) and at < 2 * HEAD_LINES and _take_frame(lines[at], head):
            at += 1
    elif head.title and at < len(lines) and _same(lines[at], head.title):
        at += 1
    late = next(
        (i for i in range(at, min(at + HEAD_LINES, len(lines))) if stamp_in(lines[i])), None
    )
    rest = list(lines[at:])
    if late is not None and head.published is None and all(len(x) < 120 for x in lines[at:late]):
        head.published, rest = stamp_in(lines[late]), list(lines[late + 1 :])
    return head, rest


def _under_a_picture(line: str) -> bool:
    return is_caption(line) and not SIGNED.match(line)


def _take_frame(line: str, head: _Head) -> bool:
    clock = clock_in(line)
    if clock is not None:
        head.clock = head.clock or clock
        return True
    stamp = stamp_in(line)
    if stamp is not None:
        head.published = head.published or stamp
        return True
    if is_caption(line):
        head.captions.append(line)
        return True
    if line.endswith("|") and byline_named(line):
        head.byline = byline_named(line)
        return True
    return is_noise(line)


def clock_in(line: str) -> date | None:
    """Read the page's clock: a weekday and a date and nothing else, or a line marked as one."""
    match = CLOCK.match(line) or SITE_CLOCK.match(line)
    return _day(match["y"], match["m"], match["d"]) if match and len(line) <= 80 else None


def stamp_in(line: str) -> Published | None:
    """Read a line that is a date of publication: date and hour, or `Đăng ngày …`."""
    if len(line) > 110:
        return None
    match = STAMP.match(line)
    if match:
        part = match.groupdict()
        day = _day(part["y"] or part["y2"], part["m"] or part["m2"], part["d"] or part["d2"])
        hour = int(part["h"] or part["h2"]) % 24
        minute = int(part["min"] or part["min2"])
        half = (part["half"] or part["half2"] or "").lower()
        if day and minute < 60:
            at = datetime(
                day.year, day.month, day.day, _hour(hour, half), minute, tzinfo=HOME_ZONE
            )
            return Published(at=at, precision="minute", source="selector")
    match = ONLY_DATE.match(line)
    day = _day(match["y"], match["m"], match["d"]) if match else None
    if day is None:
        return None
    at = datetime(day.year, day.month, day.day, tzinfo=HOME_ZONE)
    return Published(at=at, precision="day", source="selector")


def _hour(hour: int, half: str) -> int:
    if half == "pm":
        return hour % 12 + 12
    return hour % 12 if half == "am" else hour


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _reads_as_title(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if (
        len(line) > TITLE_CHARACTERS
        or line[0] in "•{[<|"
        or line[-1] in ".:;,…"
        or re.search(r"[.!?]\s+\S", line)
    ):
        return False
    if len(lines) == at + 1:
        return False
    longest_below = max(len(x) for x in lines[at + 1 :])
    return longest_below > len(line) and len(line.split()) >= 3


def _joined(lines: Sequence[str]) -> list[str]:
    """Join a line that ends in a comma with the one it was wrapped from."""
    joined: list[str] = []
    for line in lines:
        if joined and len(joined[-1]) < 160 and joined[-1].endswith(",") and line[0].islower():
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _read_foot(lines: list[str]) -> tuple[list[str], str | None, str | None]:
    source = byline = None
    rest = list(lines)
    while len(rest) > 1:
        line = rest[-1]
        named = source_named(line)
        if is_noise(line):
            pass
        elif named and source is None:
            source = named
        elif byline is None and byline_named(line):
            byline = byline_named(line)
        elif source is None and len(line) <= 60 and OFFICE.match(line) and line[-1].isalpha():
            source = line
        else:
            break
        rest.pop()
    if rest and source is None:
        rest[-1], source = _source_at_end(rest[-1])
    return rest, source, byline


def _source_at_end(line: str) -> tuple[str, str | None]:
    match = re.search(r"\s*\((?:Nguồn|Theo)\s*:?\s+([^()]{2,60})\)\s*\.?$", line)
    return (line[: match.start()], match[1].strip()) if match else (line, None)


def _same(a: str, b: str) -> bool:
    return re.sub(r"\W+", " ", a.casefold()).strip() == re.sub(r"\W+", " ", b.casefold()).strip()
