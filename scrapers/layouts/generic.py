"""Any page: what it says of itself to machines, then trafilatura for the words."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.records import Article
from scrapers.density import find_body
from scrapers.elements import find_all, one_or_none, words_of
from scrapers.errors import LayoutError
from scrapers.extraction import WORKER, StoppedError
from scrapers.loose import Loose, read_loose
from scrapers.recognise import name_challenge
from scrapers.sheet import Sheet

_BODIES = ("[itemprop~=articleBody]", "article .entry-content", "article .article-content")


@dataclass(frozen=True, slots=True)
class Generic:
    """Read a page of unknown make."""

    name: str = "generic"

    def read(self, sheet: Sheet) -> Article:
        """Read the article; raises LayoutError when the page holds none."""
        challenge = name_challenge(sheet.html)
        if challenge:
            raise LayoutError(f"{challenge} stands where the article should, at {sheet.where}")
        known = one_or_none(
            sheet.document, sheet.portal.selectors.get("body", ()), what="body", url=sheet.where
        )
        if known is not None:
            return read_loose(sheet, Loose(name="generic/profile", body=known))
        for selector in _BODIES:
            found = find_all(sheet.document, selector)
            if len(found) == 1 and len(words_of(found[0])) >= 200:
                return read_loose(sheet, Loose(name="generic/microdata", body=found[0]))
        body = find_body(sheet.tree)
        try:
            extract = WORKER.extract(sheet.html, where=sheet.where)
        except StoppedError:
            if body is None:
                raise
            return read_loose(sheet, Loose(name="generic/density", body=body))
        if body is not None and _agrees(words_of(body), extract.paragraphs):
            return read_loose(sheet, Loose(name="generic/density", body=body))
        return read_loose(sheet, Loose(name="generic/trafilatura", extract=extract))


def _agrees(words: str, paragraphs: Sequence[str]) -> bool:
    """Tell whether the densest text is what trafilatura took, too: then captions and tables show.

    Short pages come back from it as one run of words.
    """
    size = sum(len(paragraph) for paragraph in paragraphs)
    if len(paragraphs) == 1:
        return words in paragraphs[0] and len(words) > size / 2
    shared = sum(len(paragraph) for paragraph in paragraphs if paragraph in words)
    return shared > 0.8 * size and len(words) < 1.5 * size


GENERIC = Generic()
