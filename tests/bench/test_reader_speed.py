"""`make bench`: what reading costs, as ratios of processor time to underthesea's tokenising."""

import json
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time

import pytest

pytestmark = pytest.mark.bench
ROOT = Path(__file__).parents[2]
ROUNDS = 3


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Give the demo's articles and the labelled texts, as bodies."""
    found = []
    for file in sorted((ROOT / "scrapers/demo/articles").glob("*.toml")):
        articles = tomllib.loads(file.read_text(encoding="utf-8")).get("article", [])
        found += ["\n".join(article.get("paragraphs", [])) for article in articles]
    for file in sorted((ROOT / "models/labelled/texts").glob("*.jsonl"))[:12]:
        found += [json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()]
    return [text for text in found if text]


def seconds(job: Callable[[str], object], texts: Sequence[str]) -> float:
    started = process_time()
    for text in texts:
        job(text)
    return process_time() - started


def beside(
    job: Callable[[str], object], other: Callable[[str], object], texts: Sequence[str]
) -> float:
    """Give the median ratio of the two jobs' times, measured in turn."""
    seconds(job, texts[:5]), seconds(other, texts[:5])
    return median(seconds(job, texts) / seconds(other, texts) for _ in range(ROUNDS))


def test_reading_costs_beside_tokenising(texts: list[str]) -> None:
    from underthesea import word_tokenize

    from pipeline.figures.checks import check_figures
    from pipeline.figures.extract import Context, read_figures
    from pipeline.mentions.documents import find_documents
    from pipeline.mentions.periods import find_periods
    from pipeline.mentions.places import find_places

    def everything(text: str) -> None:
        places = find_places(text, on=None, province=None)
        periods = find_periods(text, published=None)
        documents = find_documents(text, on=None)
        figures = read_figures(text, Context(places=places, periods=periods, documents=documents))
        check_figures(figures, text)

    jobs: dict[str, Callable[[str], object]] = {
        "places": lambda t: find_places(t, on=None, province=None),
        "periods": lambda t: find_periods(t, published=None),
        "documents": lambda t: find_documents(t, on=None),
        "figures": lambda t: read_figures(t, Context()),
        "all, with checks": everything,
    }
    size = sum(map(len, texts))
    print(f"\n{len(texts)} texts, {size / 1000:.0f} kB; share of word_tokenize's time:")
    for name, job in jobs.items():
        print(f"  {name:18} {beside(job, word_tokenize, texts):6.1%}")


def test_reading_grows_with_length(texts: list[str]) -> None:
    from pipeline.figures.checks import check_figures
    from pipeline.figures.extract import Context, read_figures
    from pipeline.mentions.documents import find_documents
    from pipeline.mentions.periods import find_periods
    from pipeline.mentions.places import find_places

    whole = "\n".join(texts)
    print("\nmicroseconds a character, from 1 kB to 10 MB:")
    for size in (1_000, 10_000, 100_000, 1_000_000, 10_000_000):
        text = (whole * (size // len(whole) + 1))[:size]
        started = process_time()
        places = find_places(text, on=None, province=None)
        periods = find_periods(text, published=None)
        documents = find_documents(text, on=None)
        figures = read_figures(text, Context(places=places, periods=periods, documents=documents))
        check_figures(figures, text)
        print(f"  {size:>10,} {(process_time() - started) / size * 1e6:8.3f}")


@pytest.mark.parametrize(
    ("name", "unit"),
    [("digits", "1"), ("separators", "1.,"), ("slashes", "1/2"), ("percent", "5%-"), ("words", "một trăm linh "),
     ("capitals", "Xã Ba Bể "), ("open brackets", "(5 ("), ("dates", "1/1/"), ("documents", "số 5-NQ/"),
     ("zeros", "không có đơn nào, không vụ nào, "), ("dialogues", "đối thoại 5 buổi, 3 cuộc, "),
     ("petitions by day", "ngày 5/6 có 7 đơn; "), ("plans", "1. Mục tiêu\n- Giảm 3%\n")],
)  # fmt: skip
def test_hostile_text_costs_no_more_than_its_length(name: str, unit: str) -> None:
    from pipeline.figures.extract import Context, read_figures
    from pipeline.mentions.documents import find_documents
    from pipeline.mentions.periods import find_periods
    from pipeline.mentions.places import find_places

    print(f"\n{name}: ", end="")
    for size in (10_000, 100_000):
        text = (unit * (size // len(unit) + 1))[:size]
        started = process_time()
        places = find_places(text, on=None, province=None)
        periods = find_periods(text, published=None)
        documents = find_documents(text, on=None)
        read_figures(text, Context(places=places, periods=periods, documents=documents))
        print(f"{size:>9,}: {(process_time() - started) / size * 1e6:7.3f} µs/char ", end="")
