"""Many texts side by side: joblib on this machine, or the same calls on a Dask cluster."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from joblib import Parallel, delayed

from corpus.records import Article, Province, Reading

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 32
"""Articles handed over at once: one by one, the handing over costs more than the reading."""
Work = tuple[Article, Province | None]
In = TypeVar("In")
Out = TypeVar("Out")


@cache
def _reader(model: Path | None) -> "Language":
    from pipeline.nlp import load

    return load(model)


def _read_batch(model: Path | None, batch: Sequence[Work]) -> list[Reading]:
    from pipeline.reading import read

    nlp = _reader(model)
    return [read(nlp, article, province=province) for article, province in batch]


def read_all(
    work: Iterable[Work], *, model: Path | None = None, workers: int = 1
) -> Iterator[tuple[Article, Reading]]:
    """Read articles in order, with their readings; workers are processes."""
    if workers <= 1:
        for article, province in work:
            yield article, _read_batch(model, [(article, province)])[0]
        return
    yield from _side_by_side(work, model, workers)


def _side_by_side(
    work: Iterable[Work], model: Path | None, workers: int
) -> Iterator[tuple[Article, Reading]]:
    # A round at a time: joblib would otherwise draw the whole corpus into memory.
    rounds = _chunks(work, BATCH * workers * 4)
    with Parallel(n_jobs=workers) as pool:
        for chunk in rounds:
            done = pool(delayed(_read_batch)(model, list(b)) for b in _chunks(chunk, BATCH))
            readings = [reading for batch in done for reading in batch]
            yield from zip((article for article, _ in chunk), readings, strict=True)


def map_batches(
    function: Callable[[Sequence[In]], list[Out]], items: Iterable[In], *, workers: int, size: int
) -> Iterator[Out]:
    """Give the function's answers for batches of items, in order, over so many processes."""
    if workers <= 1:
        for batch in _chunks(items, size):
            yield from function(batch)
        return
    with Parallel(n_jobs=workers, return_as="generator") as pool:
        for answers in pool(delayed(function)(batch) for batch in _chunks(items, size)):
            yield from answers


def _chunks(items: Iterable[In], size: int) -> Iterator[list[In]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
