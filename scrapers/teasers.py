"""Telling a page that lists articles from one that is an article; pure."""

from collections.abc import Iterable, Iterator

from scrapers.elements import Element, words_of

_SHORTEST_HEADLINE = 20
_LONGEST_TEASER = 1_000
_LEVELS = 4
_MOST_BESIDE = 3


def teaser_share(tree: Element, paragraphs: Iterable[str]) -> float:
    """Give how much of a text stands under headlines that lead to other pages, 0 to 1."""
    texts = [text for text in paragraphs if text]
    boxes = list(dict.fromkeys(_boxes(tree)))
    size = sum(len(text) for text in texts)
    teased = sum(len(text) for text in texts if any(text in box for box in boxes))
    return teased / size if size else 0.0


def link_share(tree: Element, paragraphs: Iterable[str]) -> float:
    """Give how much of a text are the words of links, 0 to 1."""
    text = " ".join(paragraphs)
    words = {words_of(link) for link in tree.iter("a")}
    size = sum(len(word) for word in words if len(word) > 4 and word in text)
    return size / len(text) if text else 0.0


def _boxes(tree: Element) -> Iterator[str]:
    """Give the words of every box that holds one headline and what is said under it."""
    for link in tree.iter("a"):
        parent = link.getparent()
        if parent is None or len(parent) > _MOST_BESIDE or not _is_headline(link):
            continue
        words = words_of(link)
        if words_of(parent) == words:
            yield words
            yield from _teaser(link, words)


def _is_headline(link: Element) -> bool:
    return bool(link.get("href")) and len(words_of(link)) >= _SHORTEST_HEADLINE


def _teaser(link: Element, headline: str) -> Iterator[str]:
    address = link.get("href")
    for level, box in enumerate(link.iterancestors()):
        if level >= _LEVELS or box.tag in {"body", "main", "html"}:
            return
        if any(other.get("href") != address and _is_headline(other) for other in box.iter("a")):
            return
        words = words_of(box)
        if len(words) > _LONGEST_TEASER:
            return
        # In an article's page the related headline comes after the article, not before it.
        if words.find(headline) <= 60 and len(words) > len(headline) + _SHORTEST_HEADLINE:
            yield words
