"""A second pair of eyes: how far a general extractor sees the same text as the profile."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from corpus.records import Article, Page
from scrapers.charset import decode
from scrapers.errors import LayoutError
from scrapers.extraction import Worker


class Shadow:
    """Compare a few pages a night; the extractor lives in a process that can be killed."""

    def __init__(self, worker: Worker | None = None) -> None:
        self._worker = worker or Worker()

    async def agreement(self, page: Page, article: Article) -> float | None:
        """Give the agreement on one page; None when there is nothing to compare."""
        if not article.paragraphs:
            return None
        html = decode(page.body, page.content_type).text
        try:
            seen = await asyncio.to_thread(self._worker.extract, html, where=page.url)
        except LayoutError:
            return None
        return overlap(article.paragraphs, seen.paragraphs)

    def close(self) -> None:
        """End the helper process."""
        self._worker.close()


def overlap(one: Sequence[str], two: Sequence[str]) -> float:
    """Give the F1 of the words of two texts, each counted as often as it stands there."""
    first, second = _count(one), _count(two)
    common = (first & second).total()
    whole = first.total() + second.total()
    return 2 * common / whole if whole else 1.0


def _count(paragraphs: Sequence[str]) -> Counter[str]:
    return Counter(word for text in paragraphs for word in text.lower().split())
