"""Which words stand round a place in a text: a figure's sentence, a hit's context; pure."""

import re
from typing import Final

LONGEST_EVIDENCE: Final = 240
"""Characters of evidence kept with a figure; more would republish the article."""

_STOP: Final = re.compile(r"""[.!?…]["”’')\]]*\s+(?=["“‘'(\[–-]*(\w))|\n+""")
_ABBREVIATION: Final = re.compile(r"(?:^|[\s(])(?:TP|TX|TT|Tp|Tx|ThS|TS|GS|PGS|BS|Q|P|H|X|ĐC)$")


def sentence_around(
    body: str, start: int, end: int, longest: int = LONGEST_EVIDENCE
) -> tuple[int, int]:
    """Give the bounds of the sentence that holds `body[start:end]`, cut at words when too long."""
    line = body.rfind("\n", 0, start) + 1
    first, last = line, len(body)
    for match in _STOP.finditer(body, line):
        if not _ends_sentence(body, match):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.end()
            break
    first, last = _trim(body, first, last)
    if last - first <= longest:
        return first, last
    return window_around(body, (first, last), (start, end), longest)


def window_around(
    body: str, bounds: tuple[int, int], span: tuple[int, int], longest: int
) -> tuple[int, int]:
    """Give at most `longest` characters round a span, inside bounds, cut between words."""
    (first, last), (start, end) = bounds, span
    spare = max(longest - (end - start), 0)
    left = max(first, start - spare // 2)
    right = min(last, max(end, left + longest))
    left = max(first, min(left, right - longest)) if right == last else left
    if left > first:
        cut = body.find(" ", left, start)
        left = cut + 1 if cut >= 0 else start
    if right < last:
        cut = body.rfind(" ", end, right)
        right = cut if cut >= 0 else end
    return _trim(body, left, right)


def _ends_sentence(body: str, match: re.Match[str]) -> bool:
    """Say whether a full stop is one, and not that of `TP.` or `v.v.` in mid-sentence."""
    first = match[1]
    if first is None:
        return True
    if not (first.isupper() or first.isdigit()):
        return False
    return not _ABBREVIATION.search(body, max(0, match.start() - 6), match.start())


def _trim(body: str, first: int, last: int) -> tuple[int, int]:
    while first < last and body[first].isspace():
        first += 1
    while last > first and body[last - 1].isspace():
        last -= 1
    return first, last
