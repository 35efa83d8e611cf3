"""An article read without a known look: from its metadata, its headings and a body found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from corpus.records import Article, Published, PublishedFrom
from scrapers import furniture
from scrapers.attachments import files_in
from scrapers.blocks import Block, read_blocks
from scrapers.dates import Moment, read_date, read_url_date
from scrapers.elements import Element, find_all, find_any, is_long, one_said, said_by, words_of
from scrapers.errors import LayoutError
from scrapers.extraction import Extract
from scrapers.family import take_repeats, take_tail
from scrapers.published import find_clock
from scrapers.sheet import Sheet
from scrapers.teasers import link_share, teaser_share

_SUFFIX = re.compile(r"\s+[|–—-]\s+[^|–—]{2,80}$|\s*[|»]\s*[^|»]{2,80}$")
_DATE_NAME = re.compile(
    r"(?<![a-z])(?:date|time|datetime|ngay|ngay-?dang|publish(?:ed)?|post(?:ed)?(?:-?on)?|pubdate"
    r"|created?|meta)(?![a-z])|date|ngaydang|publish",
    re.IGNORECASE,
)
_NOW_NAME = re.compile(r"current|today|clock|now|hom-?nay|footer|update", re.IGNORECASE)
_LABELLED = re.compile(
    r"^(?:ngày\s*(?:đăng|xuất\s*bản|viết|tạo|cập\s*nhật)|đăng\s*(?:ngày|lúc)|xuất\s*bản|cập\s*nhật|"
    r"thời\s*gian(?:\s*đăng)?|posted(?:\s*on)?|published)",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"^\W*(?:lỗi|error)?\s*404"
    r"|^(?:trang|bài viết|nội dung|đường dẫn)\W.{0,25}không (?:tìm thấy|tồn tại)"
    r"|^không tìm thấy (?:trang|nội dung|bài|kết quả)|^không có gì ở đây|(?:page|post) not found",
    re.IGNORECASE,
)
_LEADS = (
    "[class*=sapo]",
    "[class*=Summary]",
    "[class*=summary]",
    "[class*=hometext]",
    "[class*=tomtat]",
    "[class*=chapeau]",
    "[itemprop=description]",
    "[id*=Summary]",
    "[id*=TomTat]",
    "[class*=lead]",
    "[class*=desc]",
)
_SHORTEST_PARAGRAPH = 60
_LONG = 4_000
"""No heading, summary or date; boxes that lie in one another need not be read out, each whole."""
_SAMPLED = 50_000
_MOST_TEASERS = 3_000
"""Links: each is set against those beside it."""
_DATED_TAGS = ("time", "span", "div", "p", "label", "li", "small", "i", "em")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A body found by looking at the page rather than by knowing it."""

    name: str
    body: Element | None = None
    extract: Extract | None = None


def read_loose(sheet: Sheet, found: Loose) -> Article:
    """Read an article round a body found; what cannot be told stays unknown."""
    heading, title = _title(sheet, found.body)
    if found.body is not None:
        dropped = [heading] if heading is not None else []
        blocks = [one for one in read_blocks(found.body, drop=dropped) if not _is_menu(one)]
        tables = tuple(block.rows for block in blocks if block.kind == "table")
        files = files_in(found.body, url=sheet.url)
    else:
        blocks = [Block("text", text) for text in _kept(found.extract)]
        tables = found.extract.tables if found.extract else ()
        files = ()
    moment, dated_by = _published(sheet, heading)
    paragraphs = take_repeats(blocks, title, None)
    _check(sheet, title, [block.text for block in paragraphs])
    byline, outlet = take_tail(paragraphs)
    shown_byline, shown_outlet = _credited(sheet)
    updated = _read(sheet.metadata.updated, sheet) if sheet.metadata.updated else None
    return Article(
        id=sheet.article_id,
        portal=sheet.portal.slug or None,
        url=sheet.url,
        title=title,
        lead=_lead(sheet, heading, [block.text for block in paragraphs]),
        paragraphs=tuple(block.text for block in paragraphs),
        captions=tuple(block.text for block in blocks if block.kind == "caption"),
        tables=tables,
        published=moment and Published(at=moment.at, precision=moment.precision, source=dated_by),
        updated_at=updated.at if updated else None,
        section=sheet.metadata.section,
        byline=byline or _stated_author(sheet) or shown_byline,
        source=outlet or shown_outlet,
        attachments=files,
        layout=found.name,
        page_sha256=sheet.page_sha256,
        page_clock=find_clock(sheet, before=heading if heading is not None else sheet.tree),
        warnings=() if moment else ("no_date",),
    )


def _lead(sheet: Sheet, heading: Element | None, paragraphs: list[str]) -> str | None:
    """Give the summary that stands between a heading and the text, when markup names it one."""
    if heading is None:
        return None
    words = ""
    for selector in _LEADS:
        boxes = find_all(sheet.document, selector)
        found = {words_of(box) for box in boxes if not is_long(box, limit=_LONG)}
        likely = [one for one in found if 40 <= len(one) <= 700]
        if len(likely) == 1:
            words = likely[0]
            break
    if not words or any(words in paragraph for paragraph in paragraphs):
        return None
    page = words_of(sheet.tree)
    start = page.find(words)
    return words if page.find(words_of(heading)) < start < page.find(paragraphs[0]) else None


def _check(sheet: Sheet, title: str, paragraphs: list[str]) -> None:
    """Refuse what is no article: next to no words, a page that says it is gone, a list."""
    if _GONE.search(title):
        raise LayoutError(f"title: {title[:60]!r} says the page is gone, at {sheet.where}")
    if max(map(len, paragraphs), default=0) < _SHORTEST_PARAGRAPH:
        raise LayoutError(f"body: too few words to be an article at {sheet.where}")
    sample = list(_sample(paragraphs))
    if link_share(sheet.tree, sample) > 0.4:
        raise LayoutError(f"body: mostly words that lead elsewhere, at {sheet.where}")
    many = next(islice(sheet.tree.iter("a"), _MOST_TEASERS, None), None) is not None
    if not many and teaser_share(sheet.tree, sample) > 0.5:
        raise LayoutError(f"body: a list of articles, not one, at {sheet.where}")


def _sample(paragraphs: list[str]) -> Iterator[str]:
    """Give as much of a text as tells what it is: every link of a page is looked for in it."""
    left = _SAMPLED
    for paragraph in paragraphs:
        if left > 0:
            yield paragraph[:left]
        left -= len(paragraph)


def _is_menu(block: Block) -> bool:
    """Tell a long run of nothing but links: it lies in the text's box and is not the text."""
    return block.kind == "text" and block.linked > 0.9 and len(block.text) > _LONG


def _kept(extract: Extract | None) -> Iterator[str]:
    """Give extracted lines up to `Tin liên quan`, without page furniture."""
    for line in extract.paragraphs if extract else ():
        if furniture.opens_related(line):
            return
        if not furniture.is_furniture(line) and not furniture.is_pointer(line):
            yield line


def _title(sheet: Sheet, body: Element | None) -> tuple[Element | None, str]:
    """Choose the heading that the page's own title repeats; raises LayoutError without any."""
    stated = sheet.metadata.title
    named = next((words_of(title) for title in find_all(sheet.document, "title")), "")
    expected = stated or named
    headings = [
        heading
        for tag in ("h1", "h2", "h3", "[class*=title]", "[id*=itle]")
        for heading in find_all(sheet.document, tag)
        if not is_long(heading, limit=_LONG)
        if 8 < len(words_of(heading)) < 400 and (body is None or heading is not body)
    ]
    headings = list({words_of(heading): heading for heading in reversed(headings)}.values())[::-1]
    likely = [heading for heading in headings if _alike(words_of(heading), expected)]
    best = likely or [heading for heading in headings[:1] if heading.tag == "h1"]
    if best:
        return best[0], words_of(best[0])
    title = stated or _SUFFIX.sub("", named)
    if not title:
        raise LayoutError(f"title: no heading and no title at {sheet.where}")
    return None, title


def _alike(heading: str, expected: str) -> bool:
    """Tell whether a page's title is a heading, with or without the site's name after it."""
    heading, expected = heading.casefold(), expected.casefold()
    if not expected:
        return False
    if expected.startswith(heading) and len(heading) > 15:
        return True
    return SequenceMatcher(None, heading, expected).ratio() > 0.9


def _published(sheet: Sheet, heading: Element | None) -> tuple[Moment | None, PublishedFrom]:
    """Find a date that is said to be the article's; the page's clock never is."""
    known = one_said(
        sheet.document,
        sheet.portal.selectors.get("published", ()),
        what="published",
        url=sheet.where,
    )
    moment = read_date(said_by(known), zone=sheet.zone) if known is not None else None
    if moment:
        return moment, "selector"
    stated = sheet.metadata.published
    moment = _read(stated, sheet) if stated else None
    if moment:
        return moment, "meta"
    shown = list(_shown(sheet, heading))
    if shown and len({moment.at.date() for moment in shown}) == 1:
        return max(shown, key=lambda moment: moment.at), "selector"
    moment = read_url_date(sheet.url or "", zone=sheet.zone)
    return moment, "url"


def _shown(sheet: Sheet, heading: Element | None) -> Iterator[Moment]:
    """Give the dates near the heading that a label or the markup calls dates."""
    near = _near(heading)
    for element in near:
        name = f"{element.get('id', '')} {element.get('class', '')}"
        said = said_by(element)
        if len(said) > 100 or _NOW_NAME.search(name):
            continue
        if element.tag == "time" or _DATE_NAME.search(name) or _LABELLED.match(said):
            moment = _read(said, sheet)
            if moment and moment.precision in {"minute", "day"}:
                yield moment


def _near(heading: Element | None) -> list[Element]:
    """Give what stands beside a heading, in the smallest box that holds anything dated."""
    if heading is None:
        return []
    for box in list(heading.iterancestors())[:4]:
        if box.tag in {"body", "html", "form"}:
            return []
        found = [element for element in box.iter(*_DATED_TAGS) if _may_hold_date(element)]
        if found:
            return found
    return []


def _may_hold_date(element: Element) -> bool:
    if is_long(element, limit=_LONG):
        return False
    words = words_of(element)
    return len(words) <= 100 and any(sign.isdigit() for sign in words)


def _read(text: str, sheet: Sheet) -> Moment | None:
    try:
        return read_date(text, zone=sheet.zone)
    except LayoutError:
        return None


def _stated_author(sheet: Sheet) -> str | None:
    """Give the author named to machines, unless that is the site itself."""
    author, site = sheet.metadata.author, sheet.metadata.site or ""
    return author if author and author.casefold() not in site.casefold() else None


def _credited(sheet: Sheet) -> tuple[str | None, str | None]:
    """Give the author and the source that short lines of the markup name."""
    byline: str | None = None
    source: str | None = None
    for element in find_any(
        sheet.document, ("[class*=author]", "[class*=tacgia]", "[class*=source]")
    ):
        line = words_of(element)
        if len(line) <= 80:
            source = source or furniture.source_of(line)
            byline = byline or furniture.byline_of(line, styled=True)
    return byline, source
