"""Words to weighted features: a look-up per word and a handful of array calls per text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain
from operator import itemgetter
from sys import intern
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


def ngram_keys(ids: Ids, length: int, base: int) -> Ids:
    """Give one number per n-gram of known words; n-grams over a gap are left out."""
    size = ids.size - length + 1
    if size < 1:
        return ids[:0]
    keys = sign = ids[:size]
    for offset in range(1, length):
        part = ids[offset : offset + size]
        keys = keys * base + part
        sign = sign | part
    return keys[sign >= 0]


@dataclass(slots=True)
class Row:
    """The features of one text: columns, and their values."""

    columns: Ids
    values: Doubles


class Known(dict[str, Any]):
    """What is known of every token met so far: word number, syllable numbers, syllables.

    None for a dash, which is read over. Syllables are numbered after the words.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, int]]) -> None:
        """Look words and syllables up in these tables."""
        self._words = tables["words"]
        after = len(self._words)
        self._syllables = {word: after + n for word, n in tables["syllables"].items()}

    def __missing__(self, token: str) -> Any:
        if len(self) >= MOST_KNOWN:
            self.clear()
        word = normalise(token)
        syllables = tuple(map(intern, word.split(" ")))
        numbers = tuple(self._syllables.get(syllable, GAP) for syllable in syllables)
        entry = (self._words.get(word, GAP), numbers, syllables)
        self[token] = None if token in DASHES else entry
        return self[token]

    def read(self, tokens: Iterable[str]) -> list[Any]:
        """Give what is known of each token of a text, dashes left out."""
        return list(filter(None, map(self.__getitem__, tokens)))


BREAK = (GAP, (GAP,), ("",))
"""Between title and body."""
_NUMBER, _NUMBERS, _SYLLABLES = map(itemgetter, range(3))


def _chain(part: "itemgetter[Any]", entries: Iterable[Any]) -> list[Any]:
    return list(chain.from_iterable(map(part, entries)))


class NgramIndex:
    """The n-grams of all channels in one sorted array, so that a text needs one search.

    The streams of a text are laid end to end with a gap between, each numbered after the last.
    """

    def __init__(
        self,
        channels: Sequence[Channel],
        tables: Mapping[str, Mapping[str, int]],
        keys: Sequence[Ids],
        idf: Sequence[Floats],
    ) -> None:
        """Renumber the n-grams of each channel and sort them all."""
        words, syllables = len(tables["words"]), len(tables["syllables"])
        title = words + syllables
        self._offsets = {"words": 0, "syllables": words, "title": title, "lead": title + words}
        self._streams = {channel.stream for channel in channels}
        self._base = title + 2 * words
        lengths = sorted({channel.length for channel in channels})
        sizes = accumulate((self._base**length for length in lengths), initial=0)
        self._firsts = dict(zip(lengths, sizes, strict=False))
        every = np.concatenate(
            [
                self._renumber(key, channel, syllables if channel.stream == "syllables" else words)
                for key, channel in zip(keys, channels, strict=True)
            ]
        )
        self._columns = every.argsort()
        self._keys = np.append(every[self._columns], np.iinfo(np.int64).max)
        self._idf = np.concatenate(idf).astype(np.float64)[self._columns]
        weights = {channel.block: channel.weight for channel in channels}
        self._weights = np.array(list(weights.values()))
        blocks = [list(weights).index(channel.block) for channel in channels]
        self._blocks = np.repeat(blocks, [len(key) for key in keys])[self._columns]

    def _renumber(self, keys: Ids, channel: Channel, base: int) -> Ids:
        renumbered = np.full(keys.size, self._firsts[channel.length], dtype=np.int64)
        for place in range(channel.length):
            keys, number = np.divmod(keys, max(base, 1))
            renumbered += (number + self._offsets[channel.stream]) * self._base**place
        return renumbered

    def weigh(self, entries: Sequence[Any], title: int) -> Row:
        """Count the known n-grams of a text, weigh them by rarity, and scale each block."""
        ids = self._lay_out(entries, title)
        found = [ngram_keys(ids, n, self._base) + first for n, first in self._firsts.items()]
        keys = np.concatenate(found)
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
        values *= (self._weights / np.sqrt(np.maximum(squares, _TINY)))[blocks]
        return Row(self._columns[at], values)

    def _lay_out(self, entries: Sequence[Any], title: int) -> Ids:
        """Set the streams end to end; unknown words and breaks are gaps."""
        words = list(map(_NUMBER, entries))
        ids = [*words, GAP, *_chain(_NUMBERS, entries)]
        body = title + 1 if title else 0
        for name, part in (("title", words[:title]), ("lead", words[body : body + LEAD_WORDS])):
            if name in self._streams:
                offset = self._offsets[name]
                ids.append(GAP)
                ids.extend([n + offset if n >= 0 else GAP for n in part])
        return np.array(ids, dtype=np.int64)


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

    def __post_init__(self) -> None:
        """Say where the columns of each channel start, and index them all together."""
        keys = [self.keys[name] for name in self.channels]
        starts = accumulate(map(len, keys), initial=0)
        self._starts = dict(zip([*self.channels, "rules"], starts, strict=True))
        self._known = Known(self.tables)
        self._index = NgramIndex(
            [CHANNELS[name] for name in self.channels],
            self.tables,
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
        row = self._index.weigh([*head, BREAK, *rest] if head else rest, len(head))
        if self.lexicon is None:
            return row
        hits = self.lexicon.tally(_chain(_SYLLABLES, head), _chain(_SYLLABLES, rest))
        signals = self.lexicon.signals(hits)
        return Row(
            np.concatenate([row.columns, np.arange(self._starts["rules"], self.size)]),
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
