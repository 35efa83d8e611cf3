"""Telling a page that lists articles from one that is an article; pure."""

from collections.abc import Iterable, Iterator

from scrapers.elements import Element, words_of

_SHORTEST_HEADLINE = 20
_LONGEST_TEASER = 1_000
_LEVELS = 4


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
        words = words_of(link)
        if len(words) < _SHORTEST_HEADLINE or not link.get("href"):
            continue
        parent = link.getparent()
        if parent is not None and words_of(parent) == words:
            yield words
            yield from _teaser(link)


def _teaser(link: Element) -> Iterator[str]:
    address = link.get("href")
    headline = words_of(link)
    for level, box in enumerate(link.iterancestors()):
        if level >= _LEVELS or box.tag in {"body", "main", "html"}:
            return
        others = {
            other.get("href")
            for other in box.iter("a")
            if len(words_of(other)) >= _SHORTEST_HEADLINE
        }
        words = words_of(box)
        if others - {address} or len(words) > _LONGEST_TEASER:
            return
        # In an article's page the related headline comes after the article, not before it.
        if words.find(headline) <= 60 and len(words) > len(headline) + _SHORTEST_HEADLINE:
            yield words
