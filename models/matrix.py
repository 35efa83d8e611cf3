"""Learning the features of a collection: one pass over the words, then arrays."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.features import CHANNELS, GAP, LEAD_WORDS, Ids, Vectoriser
from models.labelling import Lexicon
from models.words import read_streams, split_syllables


def _ngram_keys(ids: Ids, length: int, base: int) -> Ids:
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


class _Stream:
    """The word numbers of all texts, end to end with a gap between."""

    def __init__(self) -> None:
        self.ids: list[NDArray[np.int32]] = []

    def add(self, words: Iterable[str], table: dict[str, int]) -> None:
        """Number the words of one text, learning new ones."""
        numbers = [table.setdefault(w, len(table)) if w else GAP for w in words]
        self.ids.append(np.array(numbers, dtype=np.int32))


def _number_texts(
    texts: Iterable[Sequence[str]], wanted: set[str]
) -> tuple[dict[str, _Stream], dict[str, dict[str, int]]]:
    """Read every text once and number its words and syllables."""
    tables: dict[str, dict[str, int]] = {"words": {}, "syllables": {}}
    streams = {name: _Stream() for name in wanted}
    for tokens in texts:
        read = read_streams(tokens)
        if "words" in wanted:
            streams["words"].add(read.words, tables["words"])
        if "title" in wanted:
            streams["title"].add(read.title, tables["words"])
        if "lead" in wanted:
            streams["lead"].add(read.body[:LEAD_WORDS], tables["words"])
        if "syllables" in wanted:
            streams["syllables"].add(split_syllables(read.words), tables["syllables"])
    return streams, tables


def _trim_table(table: dict[str, int], streams: Sequence[_Stream], min_df: int) -> dict[str, int]:
    """Drop words met in fewer texts than asked and number the rest in alphabetical order."""
    counts = np.zeros(len(table), dtype=np.int64)
    for ids in streams[0].ids:
        counts[np.unique(ids[ids != GAP])] += 1
    kept = sorted(word for word, number in table.items() if counts[number] >= min_df)
    trimmed = {word: number for number, word in enumerate(kept)}
    renumber = np.full(len(table) + 1, GAP, dtype=np.int32)
    for word in kept:
        renumber[table[word]] = trimmed[word]
    for stream in streams:
        stream.ids = [renumber[ids] for ids in stream.ids]
    return trimmed


def _count_channel(stream: _Stream, length: int, base: int, min_df: int) -> tuple[Ids, Any]:
    """Count the n-grams of a stream: the keys kept, and texts by keys."""
    per_text = [_ngram_keys(ids.astype(np.int64), length, base) for ids in stream.ids]
    rows = np.repeat(np.arange(len(per_text)), [len(keys) for keys in per_text])
    if not rows.size:
        return np.empty(0, dtype=np.int64), sparse.csr_matrix((len(per_text), 0), dtype=np.float32)
    keys, columns = np.unique(np.concatenate(per_text), return_inverse=True)
    del per_text
    counts = sparse.csr_matrix(
        (np.ones(rows.size, dtype=np.float32), (rows, columns)),
        shape=(len(stream.ids), keys.size),
    )
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=keys.size)
    kept = np.flatnonzero(frequency >= min_df)
    return keys[kept], counts[:, kept]


def _fit_channels(
    texts: Sequence[Sequence[str]], channels: Sequence[str], min_df: int
) -> tuple[dict[str, dict[str, int]], dict[str, Ids], dict[str, Any]]:
    """Learn tables and keys, and count every text."""
    wanted = {CHANNELS[name].stream for name in channels} | {"words"}
    streams, tables = _number_texts(texts, wanted)
    for table, owners in (
        ("words", ("words", "title", "lead")),
        ("syllables", ("syllables",)),
    ):
        owned = [streams[name] for name in owners if name in streams]
        if owned:
            tables[table] = _trim_table(tables[table], owned, min_df)
    keys: dict[str, Ids] = {}
    counts: dict[str, Any] = {}
    for name in channels:
        channel = CHANNELS[name]
        base = len(tables["syllables" if channel.stream == "syllables" else "words"])
        keys[name], counts[name] = _count_channel(
            streams[channel.stream], channel.length, base, min_df
        )
    return tables, keys, counts


def fit_vectoriser(
    texts: Sequence[Sequence[str]],
    *,
    channels: Sequence[str],
    min_df: int,
    lexicon: Lexicon | None,
    rule_scale: float,
) -> tuple[Vectoriser, Any]:
    """Learn the features of a collection; give them with the matrix of its own texts."""
    channels = [name for name in CHANNELS if name in channels]
    tables, keys, counts = _fit_channels(texts, channels, min_df)
    idf = {name: _inverse_frequency(matrix) for name, matrix in counts.items()}
    vectoriser = Vectoriser(
        tuple(channels), tables, keys, idf, lexicon=lexicon, rule_scale=rule_scale
    )
    return vectoriser, _weigh(vectoriser, counts, texts)


def _inverse_frequency(counts: Any) -> NDArray[np.float32]:
    """Give ln((1 + n) / (1 + df)) + 1 per column."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    weights = np.log((1 + counts.shape[0]) / (1 + frequency)) + 1
    return np.asarray(weights, dtype=np.float32)


def _weigh(vectoriser: Vectoriser, counts: dict[str, Any], texts: Sequence[Sequence[str]]) -> Any:
    """Turn counts into the values that `Vectoriser.row` gives, for all texts at once."""
    blocks: dict[str, list[Any]] = {}
    for name in vectoriser.channels:
        matrix = counts.pop(name)
        matrix.data = (1.0 + np.log(matrix.data, dtype=np.float64)) * vectoriser.idf[name][
            matrix.indices
        ]
        blocks.setdefault(CHANNELS[name].block, []).append(matrix)
    weights = {channel.block: channel.weight for channel in CHANNELS.values()}
    parts = [_scale(block, weights[name]) for name, block in blocks.items()]
    blocks.clear()
    if vectoriser.lexicon is not None:
        parts.append(rule_matrix(texts, vectoriser.lexicon, vectoriser.rule_scale))
    joined = sparse.hstack(parts, format="csr", dtype=np.float64)
    joined.sort_indices()
    return joined


def _scale(block: Sequence[Any], weight: float) -> Any:
    """Bring every row of a block to the length of its weight."""
    matrix = sparse.hstack(block, format="csr", dtype=np.float64)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1))).ravel()
    factors = np.divide(weight, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    matrix.data *= np.repeat(factors, np.diff(matrix.indptr))
    return matrix


def rule_matrix(texts: Sequence[Sequence[str]], lexicon: Lexicon, scale: float) -> Any:
    """Give the signals of the labelling functions, texts by signals."""
    signals = np.zeros((len(texts), len(lexicon.names)))
    for index, tokens in enumerate(texts):
        read = read_streams(tokens)
        found = lexicon.signals(lexicon.tally(lexicon.matches(read.words)))
        signals[index, list(found)] = list(found.values())
    return sparse.csr_matrix(scale * signals)
