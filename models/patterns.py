"""Finding rows of syllables in a text: all patterns in one tree, the longest match first."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product, zip_longest

from corpus.errors import VocabError

Syllable = Hashable
"""As written, or its number."""
Step = tuple[Syllable, ...] | int
"""One of some syllables, or how many syllables may stand between."""
Match = tuple[tuple[int, ...], int, int]
"""What a pattern stands for, and the syllables it covers."""


@dataclass(frozen=True, slots=True)
class _Gapped:
    """What is left of a pattern from its first gap on; `size` is how many syllables it names."""

    steps: tuple[Step, ...]
    size: int
    owners: tuple[int, ...]


@dataclass(slots=True)
class _Node:
    """Where a row of syllables leads: on, to the end of a pattern, or to a gap."""

    next: "dict[Syllable, _Node]" = field(default_factory=dict)
    owners: tuple[int, ...] | None = None
    gapped: list[_Gapped] = field(default_factory=list)
    bound: bool = True
    """Nothing is found without a next syllable."""


Start = _Node | None
"""What begins at a syllable, if anything does."""


def _parse_steps(pattern: str, numbers: Mapping[str, Syllable] | None) -> tuple[Step, ...]:
    """Read `hiến ~6 đất` as syllables and gaps."""
    return tuple(
        int(part[1:])
        if part.startswith("~")
        else tuple(numbers[name] if numbers else name for name in part.split("|"))
        for part in pattern.split()
    )


def _match_end(syllables: Sequence[Syllable], at: int, steps: Sequence[Step]) -> int:
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

    def __init__(
        self, owners: Mapping[str, Sequence[int]], numbers: Mapping[str, Syllable] | None = None
    ) -> None:
        """Index patterns with what each of them stands for (nothing: a mask).

        With `numbers`, texts are looked through in numbers of syllables.
        """
        self._owners = owners
        self._root = _Node()
        for pattern, owned in owners.items():
            self._add(pattern, _parse_steps(pattern, numbers), tuple(owned))

    @property
    def syllables(self) -> set[str]:
        """Give every syllable that a pattern names."""
        parts = (part for pattern in self._owners for part in pattern.split())
        return {name for part in parts if part[0] != "~" for name in part.split("|")}

    def numbered(self, numbers: Mapping[str, int]) -> "PatternIndex":
        """Give the same patterns for texts in numbers of syllables."""
        return PatternIndex(self._owners, numbers)

    def _add(self, pattern: str, steps: tuple[Step, ...], owners: tuple[int, ...]) -> None:
        if isinstance(steps[0], int):
            raise VocabError(f"labelling pattern {pattern!r} starts with a gap; name a word")
        until = next((i for i, step in enumerate(steps) if isinstance(step, int)), len(steps))
        size = sum(not isinstance(step, int) for step in steps)
        for row in product(*(step for step in steps[:until] if not isinstance(step, int))):
            node = self._root
            for syllable in row:
                node = node.next.setdefault(syllable, _Node())
            node.bound = False
            if until == len(steps):
                node.owners = owners
            else:
                node.gapped.append(_Gapped(steps[until:], size, owners))
                node.gapped.sort(key=lambda rest: -rest.size)

    def starts(self, syllables: Sequence[Syllable]) -> tuple[Start, ...]:
        """Say where a pattern may start, as far as these syllables, the next unknown, can tell."""
        nodes = map(self._root.next.get, syllables)
        return tuple(
            None if node and node.bound and after is not None and after not in node.next else node
            for node, after in zip_longest(nodes, syllables[1:])
        )

    def find(
        self, syllables: Sequence[Syllable], starts: Sequence[Start] | None = None
    ) -> list[Match]:
        """Give what is found and where, the longest pattern first, none overlapping.

        The `starts` of each word, where they are known, save looking at most syllables.
        """
        starts = self.starts(syllables) if starts is None else starts
        found: list[Match] = []
        free, last = 0, len(syllables) - 1
        for at, node in enumerate(starts):
            if node is None or at < free:
                continue
            if node.bound and (at == last or syllables[at + 1] not in node.next):
                continue
            match = _longest(node, syllables, at)
            if match is not None:
                free = match[2]
                found.append(match)
        return found


def _longest(node: _Node | None, syllables: Sequence[Syllable], at: int) -> Match | None:
    """Give the pattern from a syllable on that names most syllables; of equals one without gap."""
    found, named, end = None, 0, at
    while node is not None:
        end += 1
        if node.owners is not None and end - at >= named:
            found, named = (node.owners, at, end), end - at
        for rest in node.gapped:
            if rest.size > named and (stop := _match_end(syllables, end, rest.steps)) >= 0:
                found, named = (rest.owners, at, stop), rest.size
        node = node.next.get(syllables[end]) if end < len(syllables) else None
    return found
