"""Tokens to weighted features: dictionary and array look-ups only, so that tagging stays cheap."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labelling import Lexicon

TITLE_MARK = "title:"
LEAD_WORDS = 40
GAP = -1

Ids = NDArray[np.int64]
Floats = NDArray[np.float32]

_DIGITS = re.compile(r"\d+")
_JOINTS = re.compile(r"(?<=[^\W\d_])\s*[-–/]\s*(?=[^\W\d_])")
_DASHES = frozenset("-–—")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_EDGES = " \t\n\r\u00a0.,;:!?\"'()[]{}…“”‘’«»-–—/|*"
_BARE_TITLE_MIN_LETTERS = 12


def _tone_table() -> Mapping[str, str]:
    """Map `oà`-like endings to `òa`-like ones, for oa, oe and uy under the five tones."""
    return {
        unicodedata.normalize("NFC", f"{first}{second}{tone}"): unicodedata.normalize(
            "NFC", f"{first}{tone}{second}"
        )
        for first, second in ("oa", "oe", "uy")
        for tone in _TONES
    }


_NEW_STYLE = _tone_table()
_OLD_STYLE = {old: new for new, old in _NEW_STYLE.items() if old[1] == "y"}


def _place_tone(syllable: str) -> str:
    """Give one spelling to `hoà` and `hòa`; in `quý` the u belongs to the consonant."""
    ending = syllable[-2:]
    if syllable[:-2].endswith("q"):
        return syllable[:-2] + _OLD_STYLE.get(ending, ending)
    return syllable[:-2] + _NEW_STYLE.get(ending, ending)


@lru_cache(maxsize=131_072)
def normalise(token: str) -> str:
    """Give the one spelling a word is counted under; empty for punctuation.

    Lower case, NFC, one tone placement, digits folded to their shape, `xã hội-văn hóa` apart.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", token).lower())
    text = " ".join(text.replace("_", " ").split()).strip(_EDGES)
    if not any(character.isalnum() for character in text):
        return ""
    text = _JOINTS.sub(" ", _DIGITS.sub("0", text))
    return " ".join(_place_tone(syllable) for syllable in text.split())


def _has_marks(words: Sequence[str]) -> bool:
    """Tell whether words carry Vietnamese letters; short ones get the benefit of the doubt."""
    text = "".join(words)
    return not text.isascii() or sum(map(str.isalpha, text)) < _BARE_TITLE_MIN_LETTERS


def compose(title: Sequence[str], body: Sequence[str]) -> list[str]:
    """Give the one token list of an article, title words marked.

    A title typed without diacritics says little and misleads: it is left out, as if missing.
    """
    marked = [TITLE_MARK + token for token in title] if _has_marks(title) else []
    return [*marked, *body]


@dataclass(frozen=True, slots=True)
class Streams:
    """One text as normalised words and syllables; an empty word is a break."""

    title: list[str]
    body: list[str]

    @property
    def words(self) -> list[str]:
        """Give title, a break, and body."""
        return [*self.title, "", *self.body] if self.title else self.body


def read_streams(tokens: Iterable[str]) -> Streams:
    """Split marked title words from the body and normalise both."""
    title: list[str] = []
    body: list[str] = []
    mark = len(TITLE_MARK)
    for token in tokens:
        if token in _DASHES:
            # `kinh tế - xã hội` is one notion; a dash does not part words as a comma does.
            continue
        if token.startswith(TITLE_MARK):
            title.append(normalise(token[mark:]))
        else:
            body.append(normalise(token))
    return Streams(title, body)


def split_syllables(words: Iterable[str]) -> list[str]:
    """Give the syllables of words, breaks kept."""
    syllables: list[str] = []
    for word in words:
        if " " in word:
            syllables.extend(word.split(" "))
        else:
            syllables.append(word)
    return syllables


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
    if ids.size < length:
        return np.empty(0, dtype=np.int64)
    size = ids.size - length + 1
    keys = np.zeros(size, dtype=np.int64)
    whole = np.ones(size, dtype=bool)
    for offset in range(length):
        part = ids[offset : offset + size]
        keys = keys * base + part
        whole &= part != GAP
    return keys[whole]


@dataclass(slots=True)
class Row:
    """The features of one text: columns in rising order, and their values."""

    columns: Ids
    values: Floats


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

    def __post_init__(self) -> None:
        start = 0
        for name in self.channels:
            self._starts[name] = start
            start += len(self.keys[name])
        self._starts["rules"] = start

    @property
    def size(self) -> int:
        """Give the number of columns."""
        return self._starts["rules"] + (len(self.lexicon.names) if self.lexicon else 0)

    def row(self, tokens: Iterable[str]) -> Row:
        """Give the features of one text."""
        streams = read_streams(tokens)
        ids = stream_ids(streams, self.tables, {CHANNELS[c].stream for c in self.channels})
        blocks: dict[str, list[tuple[Ids, Floats]]] = {}
        for name in self.channels:
            channel = CHANNELS[name]
            columns, values = self._weigh(name, ids[channel.stream])
            blocks.setdefault(channel.block, []).append((columns, values))
        return self._join(blocks, streams)

    def _weigh(self, name: str, ids: Ids) -> tuple[Ids, Floats]:
        """Count the known n-grams of a channel and weigh them by rarity."""
        channel, known = CHANNELS[name], self.keys[name]
        base = len(self.tables[_TABLE_OF[channel.stream]])
        keys = ngram_keys(ids, channel.length, base)
        if not keys.size or not known.size:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        found = np.searchsorted(known, keys)
        found[found == known.size] = 0
        columns, counts = np.unique(found[known[found] == keys], return_counts=True)
        values = (1.0 + np.log(counts)) * self.idf[name][columns]
        return columns + self._starts[name], values.astype(np.float32)

    def _join(self, blocks: Mapping[str, list[tuple[Ids, Floats]]], streams: Streams) -> Row:
        """Bring each block to its own length, then set them side by side."""
        columns: list[Ids] = []
        values: list[Floats] = []
        for block, parts in blocks.items():
            weight = next(c.weight for c in CHANNELS.values() if c.block == block)
            norm = float(np.sqrt(sum(float(np.dot(v, v)) for _, v in parts))) or 1.0
            for part_columns, part_values in parts:
                columns.append(part_columns)
                values.append((part_values * (weight / norm)).astype(np.float32))
        if self.lexicon is not None:
            signals = self.lexicon.signals(self.lexicon.count(streams.title, streams.body))
            fired = np.flatnonzero(signals)
            columns.append(fired + self._starts["rules"])
            values.append((self.rule_scale * signals[fired]).astype(np.float32))
        return Row(np.concatenate(columns), np.concatenate(values))

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


def stream_ids(
    streams: Streams, tables: Mapping[str, Mapping[str, int]], wanted: set[str]
) -> dict[str, Ids]:
    """Give the numbers of the words of each wanted stream; unknown words and breaks are gaps."""
    words = tables.get("words", {})
    known = {
        "words": lambda: [words.get(w, GAP) for w in streams.words],
        "title": lambda: [words.get(w, GAP) for w in streams.title],
        "lead": lambda: [words.get(w, GAP) for w in streams.body[:LEAD_WORDS]],
        "syllables": lambda: [
            tables["syllables"].get(s, GAP) for s in split_syllables(streams.words)
        ],
    }
    return {name: np.array(known[name](), dtype=np.int64) for name in wanted}
