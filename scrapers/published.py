"""When an article came out: its shown date, never the page's clock."""

import re
from datetime import date, datetime

from corpus.records import Published
from scrapers.dates import Moment, read_clock, read_date, read_url_date
from scrapers.elements import AmbiguousError, Element, find_all, one_said, said_by, words_of
from scrapers.errors import LayoutError
from scrapers.look import Look
from scrapers.sheet import Sheet

_CLOCK_NAME = re.compile(
    r"current-?_?(?:date|time)|date-?now|now-?date|(?<![a-z])(?:today|clock|dong-?ho|server-?time"
    r"|lich-?ngay|datetime-?now|ngay-?hien-?tai|hom-?nay)(?![a-z])",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def read_published(
    look: Look, sheet: Sheet, title: Element
) -> tuple[Published | None, Element | None]:
    """Read when the article came out, and from which element if from one.

    Raises:
        LayoutError: the date's element cannot be read, or the look has a date and the page none.
    """
    url = sheet.where
    element = _dated_element(look, sheet)
    if element is not None and not _is_clock(element, title):
        said = said_by(element)
        moment = read_date(said, zone=sheet.zone, pattern=_pattern(sheet, element))
        if moment is None:
            raise LayoutError(f"published: {said[:60]!r} is no date at {url}")
        return Published(at=moment.at, precision=moment.precision, source="selector"), element
    stated = sheet.metadata.published if look.metadata_dates else None
    moment = _lenient(stated, sheet)
    if moment:
        return Published(at=moment.at, precision=moment.precision, source="meta"), None
    moment = read_url_date(sheet.url or "", zone=sheet.zone)
    if moment:
        return Published(at=moment.at, precision=moment.precision, source="url"), None
    if look.dated:
        what = "only the page's clock matches" if element is not None else "nothing matches"
        raise LayoutError(f"published: {what} {' | '.join(look.published)!r} at {url}")
    return None, None


def _dated_element(look: Look, sheet: Sheet) -> Element | None:
    """Give the element that shows the date; counters in the same dress do not compete with it."""
    for selector in look.published:
        found = [element for element in find_all(sheet.document, selector) if said_by(element)]
        dated = [element for element in found if _YEAR.search(said_by(element))]
        said = {said_by(element) for element in dated}
        if len(said) > 1:
            raise AmbiguousError(
                f"published: {selector!r} matches {len(dated)} dates that differ at {sheet.where}"
            )
        if found:
            return (dated or found)[0]
    return None


def _pattern(sheet: Sheet, element: Element) -> str | None:
    return None if element.get("datetime") or element.get("content") else sheet.portal.date_format


def _lenient(stated: str | None, sheet: Sheet) -> Moment | None:
    """Read a date given to machines; one that cannot be read is as good as none."""
    try:
        return read_date(stated, zone=sheet.zone) if stated else None
    except LayoutError:
        return None


def read_updated(look: Look, sheet: Sheet) -> datetime | None:
    """Read when the article was last changed, where the page says so readably."""
    element = one_said(sheet.document, look.updated, what="updated", url=sheet.where)
    stated = said_by(element) if element is not None else None
    if stated is None and look.metadata_dates:
        stated = sheet.metadata.updated
    moment = _lenient(stated, sheet)
    return moment.at if moment else None


def _is_clock(element: Element, title: Element) -> bool:
    """Tell the page's clock from a date of publication, by its name or by where it stands."""
    chain = [element, *element.iterancestors()][:3]
    names = " ".join(f"{node.get('id', '')} {node.get('class', '')}" for node in chain)
    if _CLOCK_NAME.search(names):
        return True
    if read_clock(words_of(element)) is None:
        return False
    above = [node for node in title.iterancestors() if node.tag not in {"body", "html", "form"}]
    return not any(node in above for node in element.iterancestors()) and _precedes(element, title)


def _precedes(first: Element, second: Element) -> bool:
    for element in first.getroottree().iter():
        if element is first:
            return True
        if element is second:
            return False
    return False


def find_clock(sheet: Sheet, *, before: Element, besides: Element | None = None) -> date | None:
    """Find a page's clock: a weekday and a date, alone, ahead of the title."""
    skipped = set(besides.iter()) if besides is not None else set[Element]()
    for element in sheet.tree.iter():
        if element is before:
            return None
        if element in skipped or element.tag in {"script", "style"}:
            continue
        for text in (element.text, element.tail):
            if text and 10 < len(text) < 120 and "20" in text and (day := read_clock(text)):
                return day
    return None
