"""Oracle WebCenter: its identifiers change with every page, so the text is found by density."""

from dataclasses import dataclass

from corpus.records import Article
from scrapers.density import find_body
from scrapers.elements import words_of
from scrapers.errors import LayoutError
from scrapers.loose import Loose, read_loose
from scrapers.recognise import name_challenge
from scrapers.sheet import Sheet


@dataclass(frozen=True, slots=True)
class WebCenter:
    """Read the densest text of a page under the heading that goes before it."""

    name: str = "webcenter"

    def read(self, sheet: Sheet) -> Article:
        """Read the article; raises LayoutError when no text is dense enough to be one."""
        challenge = name_challenge(sheet.html)
        if challenge:
            raise LayoutError(f"{challenge} stands where the article should, at {sheet.where}")
        body = find_body(sheet.tree)
        if body is None or len(words_of(body)) < 200:
            raise LayoutError(f"body: no running text at {sheet.where}")
        return read_loose(sheet, Loose(name="webcenter/density", body=body))


WEBCENTER = WebCenter()
