"""One text on many portals: the original and its reprints, linked in the corpus."""

from collections.abc import Mapping, Sequence
from itertools import islice
from urllib.parse import urlsplit

from corpus.records import Article
from corpus.store import Store
from scrapers.duplicates import Copy, find_reprints
from scrapers.portal import Portal

COMPARED_AT_MOST = 20_000
"""Articles compared in one night; a reprint follows its original within days."""


def link_reprints(store: Store, portals: Sequence[Portal]) -> int:
    """Link every text that repeats another to the one it repeats; give how many there are."""
    names = {p.slug: (p.name, urlsplit(p.home).hostname or "") for p in portals}
    copies = [_copy(a, names) for a in islice(store.iter_articles(), COMPARED_AT_MOST)]
    reprints = find_reprints([copy for copy in copies if copy.text])
    for found in reprints:
        noted = found.evidence == "source_note"
        store.link(
            found.article_id,
            "reprint_of" if noted else "duplicate_of",
            found.original_id,
            found.similarity,
        )
    return len(reprints)


def _copy(article: Article, names: Mapping[str, tuple[str, ...]]) -> Copy:
    return Copy(
        article_id=article.id,
        portal=article.portal or "import",
        text="\n".join(filter(None, (article.lead, *article.paragraphs))),
        published=article.published.at if article.published else None,
        source=article.source,
        names=names.get(article.portal or "", ()),
    )
