"""`make bench`: what tagging costs, as a share of underthesea's tokenising of the same texts."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

pytestmark = pytest.mark.bench
TEXTS = Path(__file__).parents[2] / "models/labelled/texts"
TURNS = 12


def passages(syllables: int, count: int) -> Iterator[str]:
    """Cut the labelled texts, end to end, into passages of a length."""
    words: list[str] = []
    for file in sorted(TEXTS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            words += json.loads(line)["text"].split()
            if len(words) >= syllables:
                yield " ".join(words[:syllables])
                words, count = [], count - 1
            if not count:
                return


@pytest.mark.parametrize("words", [60, 110, 250, 500])
def test_tagging_costs_beside_tokenising(words: int) -> None:
    from underthesea import word_tokenize

    from models.classify import load_tagger

    tagger = load_tagger()
    tagging, tokenising, size = 0.0, 0.0, 0
    texts = list(passages(round(words * 1.17), max(10, 6000 // words)))
    for text in texts:
        tokens = word_tokenize(text)
        size += len(tokens)
        turns = []
        for _ in range(TURNS):
            # In turn, so that neither finds the processor's caches as it left them.
            started = perf_counter()
            word_tokenize(text)
            between = perf_counter()
            tagger.tag([], tokens)
            turns.append((between - started, perf_counter() - between))
        tokenising += min(first for first, _ in turns)
        tagging += min(second for _, second in turns)
    print(
        f"\n{len(texts)} texts of {size / len(texts):.0f} words: tagging {tagging / len(texts) * 1e6:.0f} µs, "
        f"{tagging / tokenising:.1%} of word_tokenize's time"
    )


def test_loading_the_model_and_its_size() -> None:
    from models.artefacts import load
    from models.classify import SHIPPED

    started = perf_counter()
    load(SHIPPED)
    size = sum(file.stat().st_size for file in SHIPPED.iterdir())
    print(f"\nthe shipped model: {size / 1e6:.1f} MB, loads in {perf_counter() - started:.2f} s")
