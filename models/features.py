"""Words to weighted features: a look-up per word and a handful of array calls per text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
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
    """The features of one text: columns in rising order, and their values."""

    columns: Ids
    values: Doubles


class Known(dict[str, Any]):
    """What is known of every token met so far: word number, syllable numbers, syllables.

    None for a dash, which is read over.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, int]]) -> None:
        """Look words and syllables up in these tables."""
        self._words = tables.get("words", {})
        self._syllables = tables.get("syllables", {})

    def __missing__(self, token: str) -> Any:
        if len(self) >= MOST_KNOWN:
            self.clear()
        word = normalise(token)
        syllables = tuple(word.split(" "))
        numbers = tuple(self._syllables.get(syllable, GAP) for syllable in syllables)
        entry = None if token in DASHES else (self._words.get(word, GAP), numbers, syllables)
        self[token] = entry
        return entry

    def read(self, tokens: Iterable[str]) -> list[Any]:
        """Give what is known of each token of a text, dashes left out."""
        return list(filter(None, map(self.__getitem__, tokens)))


BREAK = (GAP, (GAP,), ("",))
"""Between title and body."""
_NUMBER, _SYLLABLE_NUMBERS, _SYLLABLES = map(itemgetter, range(3))


def _chain(entries: Iterable[Any], part: "itemgetter[Any]") -> list[Any]:
    return list(chain.from_iterable(map(part, entries)))


@dataclass(slots=True)
class Vectoriser:
    """The fitted features: tables of words and syllables, n-gram keys and inverse frequencies."""

    channels: tuple[str, ...]
    tables: dict[str, dict[str, int]]
    keys: dict[str, Ids]
    idf: dict[str, Floats]
    lexicon: Lexicon | None = None
    rule_scale: float = 0.3
    _starts: dict[str, int] = field(init=False, default_factory=dict)
    _names: dict[str, list[str]] = field(init=False, default_factory=dict)
    _known: Known = field(init=False)
    _all_keys: Ids = field(init=False)
    _all_idf: Doubles = field(init=False)
    _plan: list[tuple[str, int, int, int]] = field(init=False)
    _ends: Ids = field(init=False)
    _weights: Doubles = field(init=False)

    def __post_init__(self) -> None:
        """Set all channels end to end, so that one search finds the n-grams of a text."""
        start, offset = 0, 0
        self._known, self._plan = Known(self.tables), []
        shifted: list[Ids] = []
        for name in self.channels:
            channel = CHANNELS[name]
            base = len(self.tables[_TABLE_OF[channel.stream]])
            self._starts[name] = start
            self._plan.append((channel.stream, channel.length, base, offset))
            shifted.append(self.keys[name] + offset)
            start += len(self.keys[name])
            offset += base**channel.length
        self._starts["rules"] = start
        self._all_keys = np.concatenate([np.empty(0, dtype=np.int64), *shifted])
        self._all_idf = np.concatenate([np.empty(0), *(self.idf[name] for name in self.channels)])
        blocks = [CHANNELS[name].block for name in self.channels]
        lasts = [i for i, block in enumerate(blocks) if block not in blocks[i + 1 :]]
        after = [*(self._starts[name] for name in self.channels[1:]), start]
        self._ends = np.array([after[i] for i in lasts], dtype=np.int64)
        self._weights = np.array([CHANNELS[self.channels[i]].weight for i in lasts])

    @property
    def size(self) -> int:
        """Give the number of columns."""
        return self._starts["rules"] + (len(self.lexicon.names) if self.lexicon else 0)

    def row(self, title: Iterable[str], body: Iterable[str]) -> Row:
        """Give the features of one text."""
        head, rest = self._known.read(title), self._known.read(body)
        columns, counts = self._count([*head, BREAK, *rest] if head else rest, len(head))
        values = (1.0 + np.log(counts)) * self._all_idf[columns]
        values *= self._scale(columns, values)
        if self.lexicon is None:
            return Row(columns, values)
        hits = self.lexicon.tally(_chain(head, _SYLLABLES), _chain(rest, _SYLLABLES))
        signals = self.lexicon.signals(hits)
        fired = signals.nonzero()[0]
        return Row(
            np.concatenate([columns, fired + self._starts["rules"]]),
            np.concatenate([values, self.rule_scale * signals[fired]]),
        )

    def _count(self, entries: Sequence[Any], title: int) -> tuple[Ids, Ids]:
        """Give the columns of the known n-grams of a text, rising, and how often each occurs."""
        ids = self._ids(entries, title)
        found = [ngram_keys(ids[s], length, base) + at for s, length, base, at in self._plan]
        keys = np.concatenate(found) if found else np.empty(0, dtype=np.int64)
        if not keys.size or not self._all_keys.size:
            return keys[:0], keys[:0]
        keys.sort()
        firsts = np.concatenate([[0], (keys[1:] != keys[:-1]).nonzero()[0] + 1, [keys.size]])
        keys, counts = keys[firsts[:-1]], firsts[1:] - firsts[:-1]
        columns = self._all_keys.searchsorted(keys)
        columns[columns == self._all_keys.size] = 0
        met = self._all_keys[columns] == keys
        return columns[met], counts[met]

    def _ids(self, entries: Sequence[Any], title: int) -> dict[str, Ids]:
        """Give the numbers of the words of each stream; unknown words and breaks are gaps."""
        words = np.array(list(map(_NUMBER, entries)), dtype=np.int64)
        body = title + 1 if title else 0
        return {
            "words": words,
            "title": words[:title],
            "lead": words[body : body + LEAD_WORDS],
            "syllables": np.array(_chain(entries, _SYLLABLE_NUMBERS), dtype=np.int64),
        }

    def _scale(self, columns: Ids, values: Doubles) -> Doubles:
        """Give the factor that brings each block to the length of its weight."""
        block = self._ends.searchsorted(columns, side="right")
        squares = np.bincount(block, values * values, minlength=self._ends.size)
        return (self._weights / np.sqrt(np.maximum(squares, _TINY)))[block]

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
