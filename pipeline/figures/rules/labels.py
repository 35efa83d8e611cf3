"""Small readers of the words beside a number that several families share."""

import re
from functools import lru_cache

from pipeline.figures.spelling import place_tones


@lru_cache(maxsize=512)
def cue(pattern: str) -> re.Pattern[str]:
    """Compile a pattern over folded text."""
    return re.compile(place_tones(pattern))


def last_of(text: str, wanted: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Say whether the last of two kinds of words in a text is the wanted one."""
    here = _last(text, wanted)
    return here >= 0 and here > _last(text, other)


def _last(text: str, pattern: re.Pattern[str]) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place
