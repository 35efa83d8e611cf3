"""One text prepared for reading figures: folded, cut into sentences, with its own habits."""

import re
from bisect import bisect_right
from functools import cached_property

from pipeline.figures.cues import Cue, cue
from pipeline.figures.masks import Masked
from pipeline.figures.numerals import Habit
from pipeline.figures.spelling import fold

BREAK = re.compile(r"[\n.!?…](?:(?<=\n)|[\"”»’)\]]*[ \u00a0]+(?=[\w\"“«(\[\-–•*+]))")
SHORT_BEFORE = re.compile(
    r"(?:^|[^\w.])(?:TP|Tp|TX|TT|Tx|Tt|H|P|Q|X|ThS|TS|PGS|GS|BS|KS|CN|Đ/c|đ/c|Tr|St|Mr|Ông)\Z"
)
COMMA_GROUPS = cue(
    r"\d,\d{3},\d{3}(?!\d)|\d,\d{3} ?(?:hồ sơ|đơn|lượt|hộ|người)|\d\.\d{1,2} ?%"
    r"|\d\.\d{1,2} (?:tỷ|triệu)"
)
_COUNTED = (
    r"(?:hồ sơ|đơn|lượt|hộ|người|vụ|đồng|triệu đồng|nghìn đồng|mô hình|thủ tục|ý kiến|học sinh"
    r"|đảng viên|hội viên|đoàn viên|cán bộ|suất|ngày công|lao động|đại biểu)(?!\w)"
)
CLEAR_DOTS = cue(
    rf"\d\.\d{{3}}\.\d{{3}}(?!\d)|\d\.\d{{3}} {_COUNTED}"
    r"|\d,\d{1,2} ?(?:%|tỷ|triệu|ha\b|km\b|điểm)"
)
CLEAR_COMMAS = cue(
    rf"\d,\d{{3}},\d{{3}}(?!\d)|\d,\d{{3}} {_COUNTED}"
    r"|\d\.\d{1,2} ?(?:%|tỷ|triệu|ha\b|km\b|điểm)"
)
NOWHERE: tuple[list[int], list[re.Match[str]]] = ([], [])
DOT_GROUPS = cue(r"\d\.\d{3}(?!\d)|\d,\d{1,2} ?%|\d,\d{1,2} (?:tỷ|triệu)")


class Page:
    """A body and its title, with what several rules ask again and again."""

    def __init__(self, body: str, title: str, masked: Masked) -> None:
        self.body = body
        self.low = fold(body)
        self.title = fold(title)
        self.masked = masked
        self.cuts, self.paragraphs = _starts(body)
        self.public: dict[int, bool] = {}
        self.theme = ""
        self._kinds: dict[Cue, frozenset[str]] = {}
        self._possible: dict[int, tuple[tuple[str, Cue], ...]] = {}
        self._said: dict[int, bool] = {}
        """By identity: a compiled pattern hashes all its code anew each time."""
        self._spots: dict[Cue, tuple[list[int], list[re.Match[str]]]] = {}

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Say whether a pattern stands anywhere in the text; asked once for each pattern."""
        said = self._said.get(id(pattern))
        if said is None:
            said = self._said[id(pattern)] = pattern.search(self.low) is not None
        return said

    def possible(self, named: tuple[tuple[str, Cue], ...]) -> tuple[tuple[str, Cue], ...]:
        """Keep of named patterns those that the text has a needed word of; asked once."""
        kept = self._possible.get(id(named))
        if kept is None:
            kept = tuple(pair for pair in named if pair[1].possible(self.low))
            self._possible[id(named)] = kept
        return kept

    def last(self, wanted: Cue, since: int, until: int) -> re.Match[str] | None:
        """Give the last match of a pattern that begins within a stretch of the text."""
        starts, matches = self._spots.get(wanted) or self._find(wanted)
        if not starts:
            return None
        place = bisect_right(starts, until - 1) - 1
        return matches[place] if place >= 0 and starts[place] >= since else None

    def holds(self, wanted: Cue) -> bool:
        """Say whether a pattern stands anywhere in the text."""
        return bool(self._matches(wanted))

    def kinds(self, wanted: Cue) -> frozenset[str]:
        """Give which named alternatives of a pattern stand anywhere in the text."""
        named = self._kinds.get(wanted)
        if named is None:
            groups = (match.lastgroup for match in self._matches(wanted))
            named = self._kinds[wanted] = frozenset(filter(None, groups))
        return named

    def _matches(self, wanted: Cue) -> list[re.Match[str]]:
        return (self._spots.get(wanted) or self._find(wanted))[1]

    def _find(self, wanted: Cue) -> tuple[list[int], list[re.Match[str]]]:
        """Find a pattern all over the text, once, if a word that it needs is there."""
        spots = NOWHERE
        if wanted.possible(self.low):
            matches = list(wanted.pattern.finditer(self.low))
            spots = [match.start() for match in matches], matches
        self._spots[wanted] = spots
        return spots

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Give the bounds of the sentence around a position."""
        cuts = self.cuts
        place = bisect_right(cuts, at)
        return cuts[place - 1], cuts[place] if place < len(cuts) else len(self.body)

    def paragraph_at(self, at: int) -> int:
        """Give the number of the paragraph around a position."""
        return bisect_right(self.paragraphs, at) - 1

    def paragraph_start(self, at: int) -> int:
        """Give where the paragraph around a position starts."""
        return self.body.rfind("\n", 0, at) + 1

    def paragraph_end(self, at: int) -> int:
        """Give where the paragraph around a position ends."""
        end = self.body.find("\n", at)
        return end if end >= 0 else len(self.body)

    @cached_property
    def settled(self) -> bool:
        """Say whether this article leaves no doubt what its dots and commas mean."""
        dots = CLEAR_DOTS.search(self.low) is not None
        return dots != (CLEAR_COMMAS.search(self.low) is not None)

    @cached_property
    def habit(self) -> Habit:
        """Say how this article groups thousands, by majority of the clear cases."""
        commas = sum(1 for _ in COMMA_GROUPS.finditer(self.low))
        dots = sum(1 for _ in DOT_GROUPS.finditer(self.low)) if commas else 0
        return "en" if commas > dots else "vi"


def _starts(body: str) -> tuple[list[int], list[int]]:
    """Give where each sentence starts, and where each paragraph does."""
    cuts, paragraphs = [0], [0]
    for match in BREAK.finditer(body):
        at, end = match.span()
        if body[at] == "\n":
            cuts.append(end)
            paragraphs.append(end)
        elif not body[end].islower() and not (body[at] == "." and _is_short(body, at)):
            cuts.append(end)
    return cuts, paragraphs


def _is_short(body: str, at: int) -> bool:
    """Say whether a full stop belongs to a short form, most of which have a capital letter."""
    before = body[max(0, at - 5) : at]
    return (not before.islower() or "/" in before) and SHORT_BEFORE.search(before) is not None
