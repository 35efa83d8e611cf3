"""Words to weighted features: a look-up per word and a handful of array calls per text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from operator import itemgetter
from sys import byteorder, intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labelling import Lexicon
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
class Layout:
    """How the streams of a text are laid end to end, each numbered after the last.

    The highest number is a gap: a break, or a word that is not known.
    """

    words: int
    syllables: int

    @property
    def gap(self) -> int:
        """Give the number of a gap."""
        return 3 * self.words + self.syllables

    def offset(self, stream: str) -> int:
        """Give the number of the first word of a stream."""
        after = self.words + self.syllables
        return {"words": 0, "syllables": self.words, "title": after, "lead": after + self.words}[
            stream
        ]


class Known(dict[str, Any]):
    """What is known of every token met so far: its number and its syllables', packed; syllables.

    None for a dash, which is read over.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, int]], layout: Layout) -> None:
        """Look words and syllables up in these tables."""
        self._tables = tables
        self._layout = layout
        self.gap = layout.gap.to_bytes(8, byteorder)

    def __missing__(self, token: str) -> Any:
        if len(self) >= MOST_KNOWN:
            self.clear()
        word = normalise(token)
        syllables = tuple(map(intern, word.split(" ")))
        number = self._pack("words", word)
        numbers = b"".join(self._pack("syllables", syllable) for syllable in syllables)
        self[token] = None if token in DASHES else (number, numbers, syllables)
        return self[token]

    def _pack(self, stream: str, word: str) -> bytes:
        number = self._tables[stream].get(word, GAP)
        if number == GAP:
            return self.gap
        return (number + self._layout.offset(stream)).to_bytes(8, byteorder)

    def read(self, tokens: Iterable[str]) -> list[Any]:
        """Give what is known of each token of a text, dashes left out."""
        return list(filter(None, map(self.__getitem__, tokens)))


_NUMBER, _NUMBERS, _SYLLABLES = map(itemgetter, range(3))


def _chain(entries: Iterable[Any]) -> list[str]:
    return list(chain.from_iterable(map(_SYLLABLES, entries)))


class NgramIndex:
    """The n-grams of all channels in one sorted array, so that a text needs one search."""

    def __init__(
        self,
        channels: Sequence[Channel],
        layout: Layout,
        keys: Sequence[Ids],
        idf: Sequence[Floats],
    ) -> None:
        """Renumber the n-grams of each channel and sort them all."""
        self._layout = layout
        self._streams = {channel.stream for channel in channels}
        self._base = layout.gap + 1
        lengths = sorted({channel.length for channel in channels})
        sizes = accumulate((self._base**length for length in lengths), initial=0)
        self._firsts = dict(zip(lengths, sizes, strict=False))
        every = np.concatenate(
            [self._renumber(*pair) for pair in zip(keys, channels, strict=True)]
        )
        self._columns = every.argsort()
        self._keys = np.append(every[self._columns], np.iinfo(np.int64).max)
        self._idf = np.concatenate(idf).astype(np.float64)[self._columns]
        weights = {channel.block: channel.weight for channel in channels}
        self._weights = np.array(list(weights.values()))
        blocks = [list(weights).index(channel.block) for channel in channels]
        self._blocks = np.repeat(blocks, [len(key) for key in keys])[self._columns]

    def _renumber(self, keys: Ids, channel: Channel) -> Ids:
        in_syllables = channel.stream == "syllables"
        base = max(1, self._layout.syllables if in_syllables else self._layout.words)
        renumbered = np.full(keys.size, self._firsts[channel.length], dtype=np.int64)
        for place in range(channel.length):
            keys, number = np.divmod(keys, base)
            renumbered += (number + self._layout.offset(channel.stream)) * self._base**place
        return renumbered

    def weigh(self, title: Sequence[Any], body: Sequence[Any], gap: bytes) -> Row:
        """Count the known n-grams of a text, weigh them by rarity, and scale each block."""
        ids = self._lay_out(title, body, gap)
        keys = np.concatenate([self._ngrams(ids, length) for length in self._firsts])
        keys.sort()
        edges = np.ones(keys.size + 1, dtype=np.bool_)
        np.not_equal(keys[1:], keys[:-1], out=edges[1:-1])
        runs = edges.nonzero()[0]
        keys, counts = keys[runs[:-1]], runs[1:] - runs[:-1]
        at = self._keys.searchsorted(keys)
        met = self._keys[at] == keys
        at, counts = at[met], counts[met]
        values = (1.0 + np.log(counts)) * self._idf[at]
        blocks = self._blocks[at]
        squares = np.bincount(blocks, values * values, minlength=self._weights.size)
        values *= (self._weights / np.sqrt(squares + _TINY))[blocks]
        return Row(self._columns[at], values)

    def _ngrams(self, ids: Ids, length: int) -> Ids:
        """Give one number per n-gram; one over a gap gets a number that no known one has."""
        size = max(0, ids.size - length + 1)
        keys = ids[:size]
        for offset in range(1, length):
            keys = keys * self._base + ids[offset : offset + size]
        return np.asarray(keys + self._firsts[length])

    def _lay_out(self, title: Sequence[Any], body: Sequence[Any], gap: bytes) -> Ids:
        """Set the streams end to end, a gap between."""
        entries = [*title, (gap, gap, ()), *body] if title else body
        parts = [*map(_NUMBER, entries), gap, *map(_NUMBERS, entries)]
        ids = np.frombuffer(b"".join(parts), dtype=np.int64)
        more = [ids]
        for stream, part in (("title", title), ("lead", body[:LEAD_WORDS])):
            if part and stream in self._streams:
                words = np.frombuffer(b"".join([gap, *map(_NUMBER, part)]), dtype=np.int64)
                known = words < self._layout.words
                more.append(np.where(known, words + self._layout.offset(stream), words))
        return np.concatenate(more) if len(more) > 1 else ids


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
    _index: NgramIndex = field(init=False)
    _rules: Ids = field(init=False)

    def __post_init__(self) -> None:
        """Say where the columns of each channel start, and index them all together."""
        keys = [self.keys[name] for name in self.channels]
        starts = accumulate(map(len, keys), initial=0)
        self._starts = dict(zip([*self.channels, "rules"], starts, strict=True))
        layout = Layout(len(self.tables["words"]), len(self.tables["syllables"]))
        self._known = Known(self.tables, layout)
        self._rules = np.arange(self._starts["rules"], self.size)
        self._index = NgramIndex(
            [CHANNELS[name] for name in self.channels],
            layout,
            keys,
            [self.idf[name] for name in self.channels],
        )

    @property
    def size(self) -> int:
        """Give the number of columns."""
        return self._starts["rules"] + (len(self.lexicon.names) if self.lexicon else 0)

    def row(self, title: Iterable[str], body: Iterable[str]) -> Row:
        """Give the features of one text."""
        head, rest = self._known.read(title), self._known.read(body)
        row = self._index.weigh(head, rest, self._known.gap)
        if self.lexicon is None:
            return row
        signals = self.lexicon.signals(self.lexicon.tally(_chain(head), _chain(rest)))
        return Row(
            np.concatenate([row.columns, self._rules]),
            np.concatenate([row.values, self.rule_scale * signals]),
        )

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
