"""Spelling survives: the ways a page writes the same words change few tags."""

import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.records import Article, Label
from pipeline.reading import read

ARTICLES = Path(__file__).parents[2] / "scrapers/demo/articles"
MOST_CHANGED = 0.15
"""Share of articles whose set of tags may change when only the spelling does."""


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in letters if not unicodedata.combining(c))


def old_tone(text: str) -> str:
    for new, old in (("hòa", "hoà"), ("hóa", "hoá"), ("thủy", "thuỷ"), ("ủy", "uỷ"), ("Ủy", "Uỷ")):
        text = text.replace(new, old)
    return text


def start_of(text: str) -> str:
    return " ".join(text.split()[:30]) + "."


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    found = []
    for file in sorted(ARTICLES.glob("*.toml")):
        for article in tomllib.loads(file.read_text(encoding="utf-8"))["article"]:
            body = "\n".join(article.get("paragraphs", []))
            if len(body.split()) > 60:
                found.append((unicodedata.normalize("NFC", article["title"]), body))
    return found[::2]


def label_of(nlp, title: str, body: str) -> Label:
    article = Article(
        id="x", portal=None, url=None, title=title, lead=None, paragraphs=tuple(body.split("\n"))
    )
    return read(nlp, article).label


@pytest.fixture(scope="module")
def labels(nlp, pairs) -> list[Label]:
    return [label_of(nlp, title, body) for title, body in pairs]


CHANGES: dict[str, tuple[Callable[[str], str], Callable[[str], str], float]] = {
    "decomposed": (
        lambda t: unicodedata.normalize("NFD", t),
        lambda b: unicodedata.normalize("NFD", b),
        0.0,
    ),
    "old tone placement": (old_tone, old_tone, 0.0),
    "capitals in the title": (str.upper, str, MOST_CHANGED),
    "no diacritics in the title": (bare, str, 0.25),
    "no title": (lambda _: "", str, 0.25),
}


@pytest.mark.parametrize("change", CHANGES)
def test_spelling_changes_few_tags(nlp, pairs, labels, change: str) -> None:
    title_of, body_of, most = CHANGES[change]
    changed = [
        title
        for (title, body), label in zip(pairs, labels, strict=True)
        if set(label_of(nlp, title_of(title), body_of(body)).tags) != set(label.tags)
    ]
    assert len(changed) <= most * len(pairs), changed


def test_thirty_words_seldom_name_a_field_the_whole_does_not(nlp, pairs, labels) -> None:
    wrong = [
        title
        for (title, body), label in zip(pairs, labels, strict=True)
        if set(label_of(nlp, title, start_of(body)).tags) - {*label.tags, *label.unsure}
    ]
    assert len(wrong) <= 0.3 * len(pairs), wrong
