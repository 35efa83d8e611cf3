"""Words to weighted features: a look-up per word and a handful of array calls per text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labelling import Lexicon
from models.patterns import PatternIndex
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


@dataclass(frozen=True, slots=True)
class Numbering:
    """How words and syllables are numbered together: each stream after the last, from one on.

    Whatever stands in no table is a gap: a break, or a word that is not known.
    """

    words: int
    syllables: int

    @property
    def gap(self) -> int:
        """Give the number of a gap."""
        return 1 + 3 * self.words + self.syllables

    @property
    def base(self) -> int:
        """Give a number above all others, also above gaps moved to another stream."""
        return self.gap + 2 * self.words + 1

    def start(self, stream: str) -> int:
        """Give the number of the first word of a stream."""
        return 1 + ("words", "title", "lead", "syllables").index(stream) * self.words


class Known(dict[str, tuple[bytes, bytes] | None]):
    """The number of every token met so far and the numbers of its syllables, packed.

    None for a dash, which is read over.
    """

    def __init__(self, words: Mapping[str, int], syllables: Mapping[str, int], gap: int) -> None:
        """Look words and syllables up in these tables."""
        self._words = words
        self._syllables = syllables
        self._gap = gap

    def __missing__(self, token: str) -> tuple[bytes, bytes] | None:
        if len(self) >= MOST_KNOWN:
            self.clear()
        word = normalise(token)
        numbers = [self._syllables.get(syllable, self._gap) for syllable in word.split(" ")]
        entry = pack(self._words.get(word, self._gap)), pack(*numbers)
        self[token] = None if token in DASHES else entry
        return self[token]

    def read(self, tokens: Iterable[str]) -> list[Any]:
        """Give what is known of each token of a text, dashes left out."""
        return list(filter(None, map(self.__getitem__, tokens)))


def pack(*numbers: int) -> bytes:
    """Give numbers as an array keeps them."""
    return np.array(numbers, dtype=np.int64).tobytes()


_NUMBER, _NUMBERS = itemgetter(0), itemgetter(1)


class NgramIndex:
    """The n-grams of all channels in one sorted array, so that a text needs one search."""

    def __init__(
        self,
        channels: Sequence[Channel],
        numbering: Numbering,
        keys: Mapping[str, Ids],
        sizes: Mapping[str, int],
        idf: Mapping[str, Floats],
    ) -> None:
        """Renumber the n-grams of each channel and sort them all."""
        self._base = numbering.base
        lengths = sorted({c.length for c in channels})
        self._streams = [(n, [c.stream for c in channels if c.length == n]) for n in lengths]
        every = np.concatenate(
            [
                self._renumber(keys[c.name], c.length, sizes[c.stream], numbering.start(c.stream))
                for c in channels
            ]
        )
        self._columns = every.argsort()
        self._keys = np.append(every[self._columns], np.iinfo(np.int64).max)
        whole_idf = np.concatenate([idf[c.name] for c in channels], dtype=np.float64)
        self._idf = whole_idf[self._columns]
        weights = {c.block: c.weight for c in channels}
        self._weights = np.array(list(weights.values()))
        blocks = [list(weights).index(c.block) for c in channels]
        self._blocks = np.repeat(blocks, [len(keys[c.name]) for c in channels])[self._columns]

    def _renumber(self, keys: Ids, length: int, size: int, start: int) -> Ids:
        renumbered = np.zeros(keys.size, dtype=np.int64)
        for place in range(length):
            keys, number = np.divmod(keys, max(size, 1))
            renumbered += (number + start) * self._base**place
        return renumbered

    def weigh(self, streams: Mapping[str, Ids]) -> Row:
        """Count the known n-grams of a text, weigh them by rarity, and scale each block."""
        found = [self._ngrams([streams[name] for name in names], n) for n, names in self._streams]
        keys = np.concatenate(found)
        keys.sort()
        edges = np.ones(keys.size + 1, dtype=np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=edges[1:-1])
        runs = edges.nonzero()[0]
        keys = keys.take(runs[:-1])
        at = self._keys.searchsorted(keys)
        met = (self._keys.take(at) == keys).nonzero()[0]
        at, counts = at.take(met), (runs[1:] - runs[:-1]).take(met)
        values = (1.0 + np.log(counts)) * self._idf.take(at)
        blocks = self._blocks.take(at)
        squares = np.bincount(blocks, values * values, minlength=self._weights.size)
        values *= (self._weights / np.sqrt(squares + _TINY)).take(blocks)
        return Row(self._columns.take(at), values)

    def _ngrams(self, streams: Sequence[Ids], length: int) -> Ids:
        """Give one number per n-gram; one over a gap gets a number that no known one has."""
        ids = np.concatenate(streams) if len(streams) > 1 else streams[0]
        size = max(0, ids.size - length + 1)
        keys = ids[:size]
        for offset in range(1, length):
            keys = keys * self._base + ids[offset : offset + size]
        return keys


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
    _moves: dict[str, int] = field(init=False)
    _gap: bytes = field(init=False)
    _known: Known = field(init=False)
    _index: NgramIndex = field(init=False)
    _patterns: PatternIndex | None = field(init=False, default=None)
    _rules: Ids = field(init=False)

    def __post_init__(self) -> None:
        """Say where the columns of each channel start, and index all n-grams and patterns."""
        starts = accumulate((len(self.keys[name]) for name in self.channels), initial=0)
        self._starts = dict(zip([*self.channels, "rules"], starts, strict=True))
        self._rules = np.arange(self._starts["rules"], self.size)
        sizes = {stream: len(self.tables[table]) for stream, table in _TABLE_OF.items()}
        syllables = dict(self.tables["syllables"])
        # Patterns are read in numbers too, also of syllables that no text taught.
        for syllable in self.lexicon.syllables if self.lexicon else ():
            syllables.setdefault(syllable, len(syllables))
        numbering = Numbering(sizes["words"], len(syllables))
        start = numbering.start("syllables")
        syllables = {syllable: start + number for syllable, number in syllables.items()}
        words = {word: 1 + number for word, number in self.tables["words"].items()}
        if self.lexicon is not None:
            self._patterns = self.lexicon.numbered(syllables)
        streams = {CHANNELS[name].stream for name in self.channels}
        self._moves = {name: numbering.start(name) - 1 for name in streams & {"title", "lead"}}
        self._gap = pack(numbering.gap)
        self._known = Known(words, syllables, numbering.gap)
        channels = [CHANNELS[name] for name in self.channels]
        self._index = NgramIndex(channels, numbering, self.keys, sizes, self.idf)

    @property
    def size(self) -> int:
        """Give the number of columns."""
        return self._starts["rules"] + (len(self.lexicon.names) if self.lexicon else 0)

    def row(self, title: Iterable[str], body: Iterable[str]) -> Row:
        """Give the features of one text."""
        head, rest = self._known.read(title), self._known.read(body)
        words = self._unpack(_NUMBER, head, rest)
        syllables = self._unpack(_NUMBERS, head, rest)
        streams = {"words": words, "syllables": syllables}
        end = len(head)
        spans = {"title": slice(end), "lead": slice(end, end + 1 + LEAD_WORDS)}
        for name, move in self._moves.items():
            streams[name] = words[spans[name]] + move
        row = self._index.weigh(streams)
        if self.lexicon is None or self._patterns is None:
            return row
        hits = self.lexicon.tally(self._patterns, syllables.tolist())
        signals = np.array(self.lexicon.signals(hits))
        return Row(
            np.concatenate([row.columns, self._rules]),
            np.concatenate([row.values, self.rule_scale * signals]),
        )

    def _unpack(self, part: "itemgetter[Any]", title: Sequence[Any], body: Sequence[Any]) -> Ids:
        """Give the numbers of title and body, a gap between."""
        packed = [*map(part, title), self._gap, *map(part, body)]
        return np.frombuffer(b"".join(packed), dtype=np.int64)

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
