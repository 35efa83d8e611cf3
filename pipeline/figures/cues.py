"""Patterns and phrases over folded text, each spelled and compiled once."""

import re
from functools import lru_cache

from pipeline.figures.spelling import place_tones


@lru_cache(maxsize=512)
def cue(pattern: str) -> re.Pattern[str]:
    """Compile a pattern over folded text."""
    return re.compile(place_tones(pattern))


def word_set(line: str) -> frozenset[str]:
    """Give the words of a line as a set, spelled as the folded text is."""
    return frozenset(place_tones(line).split())


def phrases(*words: str) -> tuple[str, ...]:
    """Spell words as the folded text is."""
    return tuple(place_tones(word) for word in words)


class Cue:
    """A pattern that is looked for all over a text, and words one of which it needs."""

    __slots__ = ("_groups", "needs", "pattern")

    def __init__(self, pattern: re.Pattern[str], needs: tuple[str, ...]) -> None:
        self.pattern = pattern
        self.needs = needs
        self._groups = tuple(_grouped(needs).items())

    def search(self, text: str) -> re.Match[str] | None:
        """Look for the pattern in some words, if one that it needs is among them."""
        return self.pattern.search(text) if self.possible(text) else None

    def possible(self, text: str) -> bool:
        """Say whether a text has one of the words without which there is no match."""
        for first, needs in self._groups:
            if first in text and any(map(text.__contains__, needs)):
                return True
        return False


def _grouped(needs: tuple[str, ...]) -> dict[str, list[str]]:
    """Group words by the first syllable, so that a text without it is asked for no more."""
    groups: dict[str, list[str]] = {}
    for need in needs:
        groups.setdefault(need.partition(" ")[0], []).append(need)
    return groups


def hinted(pattern: str, *needs: str) -> Cue:
    """Compile a pattern that is only tried on texts which have one of the words it needs."""
    return Cue(cue(pattern), phrases(*needs))


def any_of(*words: str) -> Cue:
    """Look for any of some phrases, as they are."""
    spelt = phrases(*words)
    return Cue(re.compile("|".join(map(re.escape, spelt))), spelt)


def last_of(text: str, wanted: re.Pattern[str], other: re.Pattern[str]) -> bool:
    """Say whether the last of two kinds of words in a text is the wanted one."""
    here = _last(text, wanted)
    return here >= 0 and here > _last(text, other)


def _last(text: str, pattern: re.Pattern[str]) -> int:
    place = -1
    for match in pattern.finditer(text):
        place = match.start()
    return place
