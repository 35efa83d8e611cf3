"""Words to weighted features: a look-up per word and a handful of array calls per text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, chain
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labelling import Lexicon
from models.patterns import PatternIndex, Start
from models.words import DASHES, TITLE_MARK, normalise

LEAD_WORDS = 40
GAP = -1
MOST_KNOWN = 200_000
_TINY = 1e-12

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind of feature: n-grams of a stream, and the block they are normalised in."""

    name: str
    stream: str
    length: int
    block: str
    weight: float


CHANNELS: Mapping[str, Channel] = {
    channel.name: channel
    for channel in (
        Channel("w1", "words", 1, "words", 1.0),
        Channel("w2", "words", 2, "words", 1.0),
        Channel("s1", "syllables", 1, "syllables", 0.7),
        Channel("s2", "syllables", 2, "syllables", 0.7),
        Channel("s3", "syllables", 3, "syllables", 0.7),
        Channel("t1", "title", 1, "title", 0.5),
        Channel("l1", "lead", 1, "lead", 0.4),
    )
}
_TABLE_OF = {"words": "words", "syllables": "syllables", "title": "words", "lead": "words"}


@dataclass(slots=True)
class Row:
    """The features of one text: columns, and their values."""

    columns: Ids
    values: Doubles


Entry = tuple[bytes, bytes, tuple[Start, ...]]
"""The number of a word and the numbers of its syllables, packed; what may start at each."""


class Known(dict[str, Entry | None]):
    """What is known of every token met so far; None for a dash, which is read over."""

    def __init__(
        self,
        words: Mapping[str, int],
        syllables: Mapping[str, int],
        gap: int,
        patterns: PatternIndex | None,
    ) -> None:
        """Look words and syllables up in these tables, and syllables in these patterns."""
        self._words = words
        self._syllables = syllables
        self._gap = gap
        self._patterns = patterns

    def __missing__(self, token: str) -> Entry | None:
        if len(self) >= MOST_KNOWN:
            self.clear()
        word = normalise(token)
        numbers = [self._syllables.get(syllable, self._gap) for syllable in word.split(" ")]
        starts = self._patterns.starts(numbers) if self._patterns else ()
        entry = pack(self._words.get(word, self._gap)), pack(*numbers), starts
        self[token] = None if token in DASHES else entry
        return self[token]

    def read(self, tokens: Iterable[str]) -> Iterable[Any]:
        """Give what is known of each token of a text, dashes left out."""
        return filter(None, map(self.__getitem__, tokens))


def pack(*numbers: int) -> bytes:
    """Give numbers as an array keeps them."""
    return np.array(numbers, dtype=np.int64).tobytes()


@dataclass(slots=True)
class Vectoriser:
    """The fitted features: tables of words and syllables, n-gram keys and inverse frequencies."""

    channels: tuple[str, ...]
    tables: dict[str, dict[str, int]]
    keys: dict[str, Ids]
    idf: dict[str, Floats]
    lexicon: Lexicon | None = None
    rule_scale: float = 0.3
    _starts: dict[str, int] = field(init=False)
    _names: dict[str, list[str]] = field(init=False, default_factory=dict)
    _known: Known = field(init=False)
    _break: Entry = field(init=False)
    _patterns: PatternIndex | None = field(init=False, default=None)
    _base: int = field(init=False)
    _offsets: dict[str, int] = field(init=False)
    _sorted_keys: Ids = field(init=False)
    _weighed: Doubles = field(init=False)
    _blocks: Ids = field(init=False)
    _block_weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        """Say where the columns of each channel start, and index all n-grams and patterns."""
        starts = accumulate((len(self.keys[name]) for name in self.channels), initial=0)
        self._starts = dict(zip([*self.channels, "rules"], starts, strict=True))
        syllables = dict(self.tables["syllables"])
        # Patterns are read in numbers too, also of syllables that no text taught.
        for syllable in self.lexicon.syllables if self.lexicon else ():
            syllables.setdefault(syllable, len(syllables))
        if self.lexicon is not None:
            self._patterns = self.lexicon.numbered(syllables)
        gap = max(len(syllables), len(self.tables["words"]))
        self._known = Known(self.tables["words"], syllables, gap, self._patterns)
        self._break = pack(gap), pack(gap), (None,)
        self._index(gap + 1)

    def _index(self, base: int) -> None:
        """Number the n-grams of all channels anew, in the order of their columns.

        So a text needs one search, and what it finds are columns.
        """
        self._base = base
        channels = [CHANNELS[name] for name in self.channels]
        room = base ** max(channel.length for channel in channels)
        self._offsets = {name: place * room for place, name in enumerate(self._starts)}
        rules = np.arange(self.size - self._starts["rules"]) + self._offsets["rules"]
        keys = [*map(self._renumber, channels), rules, np.array([np.iinfo(np.int64).max])]
        self._sorted_keys = np.concatenate(keys)
        scales = np.full(rules.size, self.rule_scale)
        self._weighed = np.concatenate([*[self.idf[name] for name in self.channels], scales])
        ends = dict(zip([c.block for c in channels], list(self._starts.values())[1:], strict=True))
        self._blocks = np.array(list(ends.values()))
        weights = {channel.block: channel.weight for channel in channels}
        self._block_weights = list(weights.values())

    def _renumber(self, channel: Channel) -> Ids:
        keys = self.keys[channel.name]
        renumbered = np.full(keys.size, self._offsets[channel.name])
        for place in range(channel.length):
            keys, number = np.divmod(keys, max(1, len(self.tables[_TABLE_OF[channel.stream]])))
            renumbered += number * self._base**place
        return renumbered

    @property
    def size(self) -> int:
        """Give the number of columns."""
        return self._starts["rules"] + (len(self.lexicon.names) if self.lexicon else 0)

    def row(self, title: Iterable[str], body: Iterable[str]) -> Row:
        """Give the features of one text: known n-grams by count and rarity, and the rules."""
        head = list(self._known.read(title))
        numbers, parts, starts = zip(*head, self._break, *self._known.read(body), strict=True)
        words = np.frombuffer(b"".join(numbers), dtype=np.int64)
        syllables = np.frombuffer(b"".join(parts), dtype=np.int64)
        end = len(head)
        lead = words[end + 1 : end + 1 + LEAD_WORDS]
        streams = {"words": words, "syllables": syllables, "title": words[:end], "lead": lead}
        found = [self._ngrams(name, streams) for name in self.channels]
        signals: Mapping[int, float] = {}
        if self.lexicon is not None and self._patterns is not None:
            matches = self._patterns.find(syllables.tolist(), list(chain.from_iterable(starts)))
            signals = self.lexicon.signals(self.lexicon.tally(matches))
            found.append(np.fromiter(signals, np.int64, len(signals)) + self._offsets["rules"])
        columns, counts = self._count(np.concatenate(found))
        values = (1.0 + np.log(counts)) * self._weighed.take(columns)
        start = 0
        ends = columns.searchsorted(self._blocks).tolist()
        for end, weight in zip(ends, self._block_weights, strict=True):
            block = values[start:end]
            block *= weight / sqrt(block.dot(block) + _TINY)
            start = end
        values[start:] *= np.fromiter(signals.values(), np.float64, len(signals))
        return Row(columns, values)

    def _ngrams(self, name: str, streams: Mapping[str, Ids]) -> Ids:
        """Give one number per n-gram; one over a gap gets a number that no known one has."""
        channel = CHANNELS[name]
        ids = streams[channel.stream]
        size = max(0, ids.size - channel.length + 1)
        keys = ids[:size]
        for offset in range(1, channel.length):
            keys = keys * self._base + ids[offset : offset + size]
        return keys + self._offsets[name]

    def _count(self, keys: Ids) -> tuple[Ids, Ids]:
        """Give the columns of what is known, and how often each occurs."""
        keys.sort()
        edges = np.ones(keys.size + 1, dtype=np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=edges[1:-1])
        runs = edges.nonzero()[0]
        keys = keys.take(runs[:-1])
        columns = self._sorted_keys.searchsorted(keys)
        known = (self._sorted_keys.take(columns) == keys).nonzero()[0]
        return columns.take(known), (runs[1:] - runs[:-1]).take(known)

    def name(self, column: int) -> str:
        """Say in words which feature a column is."""
        if column >= self._starts["rules"] and self.lexicon is not None:
            return self.lexicon.names[column - self._starts["rules"]]
        channel = next(CHANNELS[c] for c in reversed(self.channels) if self._starts[c] <= column)
        table = _TABLE_OF[channel.stream]
        names = self._names.setdefault(table, list(self.tables[table]))
        key = int(self.keys[channel.name][column - self._starts[channel.name]])
        parts: list[str] = []
        for _ in range(channel.length):
            key, last = divmod(key, len(names))
            parts.append(names[last])
        mark = {"title": TITLE_MARK, "lead": "lead:"}.get(channel.stream, "")
        return mark + " ".join(reversed(parts))

    def state(self) -> dict[str, Any]:
        """Give what an artefact must keep beside the arrays."""
        return {
            "channels": list(self.channels),
            "tables": {name: list(table) for name, table in self.tables.items()},
            "rule_scale": self.rule_scale,
            "lexicon": self.lexicon.state() if self.lexicon else None,
        }
