"""`make bench`: time and memory of training on many texts, and of reading one hostile page."""

import random
import resource
from pathlib import Path
from time import perf_counter

import pytest

from models.labelled_texts import LabelledTokens
from models.training import train

pytestmark = pytest.mark.bench
TOPICS, WORDS = 10, 280


def rows_of(count: int) -> list[LabelledTokens]:
    """Make texts of random words, some of them more frequent in one topic than in others."""
    draw = random.Random(7)
    common = [f"từ{n}" for n in range(30_000)]
    return [
        LabelledTokens(
            id=str(n),
            title=(),
            body=tuple(
                f"chủ_đề{n % TOPICS}_{draw.randrange(3000)}"
                if draw.random() < 0.15
                else common[int(len(common) * draw.random() ** 3)]
                for _ in range(WORDS)
            ),
            labels=(f"t{n % TOPICS}",),
        )
        for n in range(count)
    ]


def test_training_many_single_label_texts(tmp_path: Path) -> None:
    print()
    for count in (1_000, 2_000, 4_000):
        rows = rows_of(count)
        started = perf_counter()
        train(rows, tmp_path / str(count), single=True)
        seconds = perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"  {count:>6,} texts: {seconds / count * 1000:6.1f} ms a text, peak {peak:.2f} GB")
