"""Finding rows of syllables in a text: an index by the first two, the longest match first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.errors import VocabError

Step = tuple[str, ...] | int
"""One of some syllables, or how many syllables may stand between."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern after its first syllable, and what it stands for (nothing: a mask)."""

    steps: tuple[Step, ...]
    owners: tuple[int, ...]


@dataclass(slots=True)
class _Entry:
    """The patterns of one first syllable: by their second, and those open to any second."""

    by_second: dict[str, list[_Pattern]] = field(default_factory=dict)
    open: list[_Pattern] = field(default_factory=list)


def _parse_steps(pattern: str) -> tuple[Step, ...]:
    """Read `hiến ~6 đất` as syllables and gaps."""
    return tuple(
        int(part[1:]) if part.startswith("~") else tuple(part.split("|"))
        for part in pattern.split()
    )


def _length(pattern: _Pattern) -> int:
    return sum(not isinstance(step, int) for step in pattern.steps)


def _match_end(syllables: Sequence[str], at: int, steps: Sequence[Step]) -> int:
    """Give where a pattern that starts at a syllable ends, or -1."""
    gap = 0
    for step in steps:
        if isinstance(step, int):
            gap = step
            continue
        end = min(at + gap + 1, len(syllables))
        while at < end and syllables[at] not in step:
            at += 1
        if at >= end:
            return -1
        at += 1
        gap = 0
    return at


class PatternIndex:
    """Patterns ready to be looked up at any syllable of a text."""

    def __init__(self, owners: Mapping[str, Sequence[int]]) -> None:
        """Index patterns with what each of them stands for."""
        self._entries: dict[str, _Entry] = {}
        for pattern, numbers in owners.items():
            self._add(pattern, tuple(numbers))
        for entry in self._entries.values():
            # An open pattern may be the longest whatever comes second: it stands in every list.
            for patterns in (*entry.by_second.values(), entry.open):
                if patterns is not entry.open:
                    patterns.extend(entry.open)
                patterns.sort(key=_length, reverse=True)

    def _add(self, pattern: str, owners: tuple[int, ...]) -> None:
        first, *rest = _parse_steps(pattern)
        if isinstance(first, int):
            raise VocabError(f"labelling pattern {pattern!r} starts with a gap; name a word")
        parsed = _Pattern(tuple(rest), owners)
        for syllable in first:
            entry = self._entries.setdefault(syllable, _Entry())
            if not rest or isinstance(rest[0], int):
                entry.open.append(parsed)
                continue
            for second in rest[0]:
                entry.by_second.setdefault(second, []).append(parsed)

    def find(self, syllables: Sequence[str]) -> Iterator[tuple[tuple[int, ...], int, int]]:
        """Give what is found and where, the longest pattern first, none overlapping."""
        entries = self._entries
        at, last = 0, len(syllables) - 1
        while at <= last:
            entry = entries.get(syllables[at])
            if entry is not None:
                second = syllables[at + 1] if at < last else ""
                for pattern in entry.by_second.get(second, entry.open):
                    end = _match_end(syllables, at + 1, pattern.steps)
                    if end >= 0:
                        yield pattern.owners, at, end
                        at = end - 1
                        break
            at += 1
