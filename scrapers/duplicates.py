"""One text published twice: exact and near duplicates, and who had it first; pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1, sha256
from typing import Literal

from datasketch import MinHash, MinHashLSH

METHOD = "minhash@1 words=4 permutations=128 seed=20261122"
"""Kept beside every finding: another method or seed gives other pairs."""

_PERMUTATIONS = 128
_SEED = 20261122
_WORDS = 4
_ASK = 0.5
"""Similarity from which the index proposes a pair; what is reported is measured exactly."""
NEAR = 0.7
_SHORTEST = 25
"""Texts of fewer words are alike by chance: only exact copies of them count."""
_PLAIN = re.compile(r"[^\w%]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A text as far as comparing it with others needs."""

    article_id: str
    portal: str
    text: str
    published: datetime | None = None
    source: str | None = None
    """The note of where it was taken from (`Nguồn:`, `Theo …`), as printed."""
    names: tuple[str, ...] = ()
    """What the portal is called: its name, its host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """A text that repeats another."""

    article_id: str
    original_id: str
    kind: Literal["exact", "near"]
    similarity: float
    evidence: Literal["source_note", "time", "undecided"]
    """Why the other one is held to be the original."""


def fingerprint(text: str) -> str:
    """Hash a text without case, punctuation and ways of writing its letters."""
    return sha256(" ".join(_words(text)).encode()).hexdigest()


def find_reprints(copies: Sequence[Copy], near: float = NEAR) -> tuple[Reprint, ...]:
    """Find which texts repeat which; each group has one original.

    Args:
        copies: the texts to compare, of any number of portals.
        near: share of common word sequences from which two texts are near duplicates.
    """
    by_id = {copy.article_id: copy for copy in copies}
    alike = dict(_pairs(copies, near))
    reprints = []
    for group in _groups(by_id, alike):
        members = [by_id[name] for name in group]
        original, evidence = _original(members)
        for copy in members:
            if copy.article_id == original.article_id:
                continue
            similarity = _similarity(copy, original)
            reprints.append(
                Reprint(
                    article_id=copy.article_id,
                    original_id=original.article_id,
                    kind="exact" if _same(copy, original) else "near",
                    similarity=round(similarity, 3),
                    evidence=evidence,
                )
            )
    return tuple(sorted(reprints, key=lambda reprint: reprint.article_id))


def _pairs(copies: Sequence[Copy], near: float) -> Iterator[tuple[tuple[str, str], float]]:
    exact: dict[str, str] = {}
    index = MinHashLSH(threshold=_ASK, num_perm=_PERMUTATIONS)
    shingles: dict[str, frozenset[str]] = {}
    for copy in copies:
        words = _words(copy.text)
        if not words:
            continue
        print_ = fingerprint(copy.text)
        if print_ in exact:
            yield (exact[print_], copy.article_id), 1.0
            continue
        exact[print_] = copy.article_id
        if len(words) < _SHORTEST:
            continue
        mine = frozenset(_shingles(words))
        sketch = _sketch(mine)
        for other in index.query(sketch):
            similarity = _jaccard(mine, shingles[other])
            if similarity >= near and _figures_agree(mine, shingles[other]):
                yield (other, copy.article_id), similarity
        index.insert(copy.article_id, sketch)
        shingles[copy.article_id] = mine


def _groups(
    by_id: dict[str, Copy], alike: dict[tuple[str, str], float]
) -> Iterator[tuple[str, ...]]:
    """Join pairs to groups, in the order in which the texts were given."""
    leader = {name: name for name in by_id}
    for first, second in alike:
        one, two = _lead(leader, first), _lead(leader, second)
        leader[two] = one
    members: dict[str, list[str]] = {}
    for name in by_id:
        members.setdefault(_lead(leader, name), []).append(name)
    yield from (tuple(group) for group in members.values() if len(group) > 1)


def _lead(leader: dict[str, str], name: str) -> str:
    while leader[name] != name:
        name = leader[name]
    return name


def _original(
    members: list[Copy],
) -> tuple[Copy, Literal["source_note", "time", "undecided"]]:
    """Choose the original: the one others name, else the first that names nobody."""
    named = [c for c in members if any(_names(other, c) for other in members if other is not c)]
    named = [copy for copy in named if not any(_names(copy, other) for other in members)]
    if len({copy.portal for copy in named}) == 1:
        return _earliest(named)[0], "source_note"
    silent = [copy for copy in members if not copy.source]
    first, alone = _earliest(silent or members)
    if silent and len(silent) < len(members):
        return first, "source_note" if len(silent) == 1 else "time" if alone else "undecided"
    return first, "time" if alone else "undecided"


def _earliest(copies: list[Copy]) -> tuple[Copy, bool]:
    """Give the copy published first, and whether it alone was."""
    dated = [copy for copy in copies if copy.published is not None]
    if not dated:
        return copies[0], False
    ranked = sorted(dated, key=lambda copy: copy.published.timestamp() if copy.published else 0.0)
    alone = len(ranked) == len(copies) and (
        len(ranked) == 1 or ranked[0].published != ranked[1].published
    )
    return ranked[0], alone


def _names(copy: Copy, other: Copy) -> bool:
    """Say whether a copy's source note names the other's portal."""
    if not copy.source or copy.portal == other.portal:
        return False
    note = _fold(copy.source)
    return any(_fold(name) and _fold(name) in note for name in other.names)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "", kept.removeprefix("www."))


def _same(one: Copy, two: Copy) -> bool:
    return _words(one.text) == _words(two.text)


def _similarity(one: Copy, two: Copy) -> float:
    first, second = _words(one.text), _words(two.text)
    if first == second:
        return 1.0
    return _jaccard(frozenset(_shingles(first)), frozenset(_shingles(second)))


def _figures_agree(one: frozenset[str], two: frozenset[str]) -> bool:
    """Say whether two texts count the same; last month's report in the same words does not."""
    first, second = (
        {word for shingle in text for word in shingle.split() if word.isdigit()}
        for text in (one, two)
    )
    return not first or not second or len(first & second) * 2 >= min(len(first), len(second))


def _jaccard(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / len(one | two) if one or two else 0.0


def _words(text: str) -> list[str]:
    return _PLAIN.sub(" ", unicodedata.normalize("NFC", text).lower()).split()


def _shingles(words: Sequence[str]) -> Iterator[str]:
    for start in range(max(1, len(words) - _WORDS + 1)):
        yield " ".join(words[start : start + _WORDS])


def _sketch(shingles: Iterable[str]) -> MinHash:
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, hashfunc=_hash)
    sketch.update_batch([shingle.encode() for shingle in shingles])
    return sketch


def _hash(data: bytes) -> int:
    return int.from_bytes(sha1(data, usedforsecurity=False).digest()[:4], "little")
