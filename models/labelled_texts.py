"""Labelled rows as files say them and as tokens: reading, checking, fingerprint, near-copies."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

from models.errors import LabelledTextError
from models.words import normalise, split_syllables

TEXTS = Path(__file__).parent / "labelled" / "texts"

_SHINGLE = 4
_KEPT_SHARE = 4
_COMMON = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """One labelled row before it is split into words."""

    id: str
    title: str
    text: str
    labels: tuple[str, ...]
    primary: str | None = None
    genre: str | None = None
    province: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledTokens:
    """One labelled row as words: what training and evaluation work on."""

    id: str
    title: tuple[str, ...]
    body: tuple[str, ...]
    labels: tuple[str, ...]
    primary: str | None = None
    genre: str | None = None
    province: str | None = None
    year: int | None = None


def read_labelled(paths: Iterable[Path]) -> Iterator[LabelledText]:
    """Read labelled rows from JSON lines; a folder means every `.jsonl` in it.

    Raises:
        LabelledTextError: A row lacks its text or labels; file and line are named.
    """
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            yield from _read_file(file)


def _read_file(path: Path) -> Iterator[LabelledText]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _read_row(line, f"{path}:{number}")


def _read_row(line: str, where: str) -> LabelledText:
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise LabelledTextError(f"{where}: not a JSON object ({error.msg})") from error
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise LabelledTextError(f'{where}: a labelled row needs "text" and "labels"')
    labels = row.get("labels")
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise LabelledTextError(f'{where}: "labels" must be a list of names, empty for none')
    return LabelledText(
        id=str(row.get("id", where)),
        title=str(row.get("title") or ""),
        text=row["text"],
        labels=tuple(sorted(set(labels))),
        primary=row.get("primary"),
        genre=row.get("genre"),
        province=row.get("province"),
        year=int(row["year"]) if row.get("year") else None,
    )


def tokenise(
    rows: Iterable[LabelledText], split: Callable[[str], Sequence[str]]
) -> list[LabelledTokens]:
    """Turn rows into words with the given splitter."""
    return [
        LabelledTokens(
            id=row.id,
            title=tuple(split(row.title)) if row.title else (),
            body=tuple(split(row.text)),
            labels=row.labels,
            primary=row.primary,
            genre=row.genre,
            province=row.province,
            year=row.year,
        )
        for row in rows
    ]


def fingerprint(rows: Iterable[LabelledTokens]) -> str:
    """Give one hash for a set of labelled rows, whatever their order."""
    lines = sorted(
        json.dumps([row.id, row.title, row.body, sorted(row.labels)], ensure_ascii=False)
        for row in rows
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def shingles(tokens: Iterable[str], keep: int = 1) -> set[int]:
    """Hash the runs of four syllables of a text, keeping one in so many."""
    syllables = [s for s in split_syllables(map(normalise, tokens)) if s]
    runs = (" ".join(syllables[i : i + _SHINGLE]) for i in range(len(syllables) - _SHINGLE + 1))
    hashes = (int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) for run in runs)
    return {value for value in hashes if value % keep == 0}


def cluster(rows: Sequence[LabelledTokens], threshold: float = 0.3) -> list[int]:
    """Give near-copies one number: texts that share a good part of their four-word runs."""
    sketches = [shingles((*row.title, *row.body), _KEPT_SHARE) for row in rows]
    owners: dict[int, list[int]] = defaultdict(list)
    parent = list(range(len(rows)))
    for number, sketch in enumerate(sketches):
        shared: dict[int, int] = defaultdict(int)
        for value in sketch:
            if len(owners[value]) < _COMMON:
                for other in owners[value]:
                    shared[other] += 1
                owners[value].append(number)
        for other, count in shared.items():
            if count >= threshold * (len(sketch) + len(sketches[other]) - count):
                parent[_root(parent, number)] = _root(parent, other)
    return [_root(parent, number) for number in range(len(rows))]


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number
