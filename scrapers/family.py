"""A family of sites that share a layout: its looks, and how an article is read from one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.records import Article
from scrapers import furniture
from scrapers.attachments import files_in, links_in, pictures_in
from scrapers.blocks import Block, read_blocks
from scrapers.dates import is_dateline
from scrapers.elements import (
    AmbiguousError,
    Element,
    find_all,
    find_any,
    one,
    one_said,
    said_by,
    words_of,
)
from scrapers.errors import LayoutError
from scrapers.look import Look
from scrapers.published import find_clock, read_published, read_updated
from scrapers.recognise import name_challenge
from scrapers.sheet import Sheet

_LABEL = re.compile(
    r"^(?:tác giả|người (?:đăng|viết)|bởi|by|viết bởi|đăng bởi|written by|nguồn(?: tin)?)\s*:?\s*",
    re.IGNORECASE,
)
SECTIONS = " | "
"""Between the sections of an article that is filed under several."""
_HOME = frozenset({"trang chủ", "trang chính", "home", "trang nhất"})
_LOCKED_TITLE = re.compile(r"^(?:protected|(?:được )?bảo vệ)\s*:\s*", re.IGNORECASE)


class Layout(Protocol):
    """What reads the pages of one family."""

    def read(self, sheet: Sheet) -> Article:
        """Read the article; raises LayoutError when the page is not as expected."""
        ...


@dataclass(frozen=True, slots=True)
class Family:
    """A layout made of looks, newest first."""

    name: str
    looks: tuple[Look, ...]

    def read(self, sheet: Sheet) -> Article:
        """Read the article by the first look whose title and body are both there."""
        faults: list[tuple[bool, LayoutError]] = []
        for look in self.looks_for(sheet):
            try:
                title, body = _frame(look, sheet)
            except AmbiguousError as error:
                if find_any(sheet.document, look.title) and str(error).startswith("body"):
                    raise self._fault(sheet, [(True, error)]) from error
                faults.append((True, error))
                continue
            except LayoutError as error:
                half = bool(find_any(sheet.document, [*look.title, *look.body]))
                faults.append((half, error))
                continue
            return _read(look, sheet, title, body, name=f"{self.name}/{look.name}")
        raise self._fault(sheet, faults)

    def looks_for(self, sheet: Sheet) -> Iterator[Look]:
        """Give the looks in use when the page was fetched, with the portal's own selectors."""
        changes = {key: tuple(value) for key, value in sheet.portal.selectors.items()}
        seen: list[Look] = []
        for look in self.looks:
            if look.until is not None and sheet.fetched_on > look.until:
                continue
            if not changes:
                yield look
                continue
            changed = replace(look, **changes)  # type: ignore[arg-type] # keys are checked on load
            if any(replace(changed, name=one.name) == one for one in seen):
                continue
            seen.append(changed)
            yield changed

    def _fault(self, sheet: Sheet, faults: list[tuple[bool, LayoutError]]) -> LayoutError:
        challenge = name_challenge(sheet.html)
        if challenge:
            return LayoutError(f"{challenge} stands where the article should, at {sheet.where}")
        if not faults:
            return LayoutError(f"layout {self.name!r} has no look for {sheet.fetched_on}")
        best = next((error for half, error in faults if half), faults[0][1])
        return LayoutError(f"layout {self.name!r}: {best}")


def _frame(look: Look, sheet: Sheet) -> tuple[Element, Element]:
    """Give a look's title and body; raises LayoutError unless both are there, once."""
    title = one_said(sheet.document, look.title, what="title", url=sheet.where)
    body = one(sheet.document, look.body, what="body", url=sheet.where)
    if title is None:
        raise LayoutError(f"title: nothing matches {' | '.join(look.title)!r} at {sheet.where}")
    return title, body


def _read(look: Look, sheet: Sheet, title: Element, body: Element, *, name: str) -> Article:
    lead = one_said(sheet.document, look.lead, what="lead", url=sheet.where)
    published, dated_by = read_published(look, sheet, title)
    updated = read_updated(look, sheet)
    byline, source = _credits(look, sheet)
    dropped = [found for selector in look.drop for found in find_all(body, selector)]
    dropped += [element for element in (title, lead, dated_by) if element is not None]
    locked = bool(find_any(body, look.locked))
    blocks = [] if locked else read_blocks(body, drop=dropped)
    said_title = _LOCKED_TITLE.sub("", said_by(title)) if locked else said_by(title)
    said_lead, outside = _lead_words(lead), _captions_outside(look, sheet, body)
    paragraphs = take_repeats(blocks, said_title, said_lead)
    if look.bold_lead and said_lead is None and len(paragraphs) > 1 and _is_lead(paragraphs[0]):
        said_lead = paragraphs.pop(0).text
    tail_byline, tail_source = take_tail(paragraphs)
    files = files_in(body, url=sheet.url)
    for area in find_any(sheet.document, look.files):
        files += tuple(file for file in links_in(area, url=sheet.url) if file not in files)
    tables = tuple(block.rows for block in blocks if block.kind == "table")
    pictures = () if paragraphs or locked else pictures_in(body, url=sheet.url)
    if not (paragraphs or tables or files or pictures or locked):
        raise LayoutError(f"body: {look.body[0]!r} holds no words at {sheet.where}")
    return Article(
        id=sheet.article_id,
        portal=sheet.portal.slug or None,
        url=sheet.url,
        title=said_title,
        lead=said_lead,
        paragraphs=tuple(block.text for block in paragraphs),
        captions=outside + tuple(block.text for block in blocks if block.kind == "caption"),
        tables=tables,
        published=published,
        updated_at=updated,
        section=_section(look, sheet),
        byline=byline or tail_byline,
        source=source or tail_source,
        attachments=files + pictures,
        layout=name,
        page_sha256=sheet.page_sha256,
        page_clock=find_clock(sheet, before=title, besides=dated_by),
        warnings=_warnings(
            locked=locked, no_text=not (paragraphs or locked), no_date=published is None
        ),
    )


def _lead_words(lead: Element | None) -> str | None:
    """Give a lead's words without those under a picture in it."""
    if lead is None:
        return None
    blocks = [block.text for block in read_blocks(lead) if block.kind in {"text", "heading"}]
    return " ".join(blocks) or words_of(lead)


def _captions_outside(look: Look, sheet: Sheet, body: Element) -> tuple[str, ...]:
    found = find_any(sheet.document, look.captions)
    outside = (words_of(one) for one in found if body not in one.iterancestors())
    return tuple(dict.fromkeys(words for words in outside if words))


def _warnings(*, locked: bool, no_text: bool, no_date: bool) -> tuple[str, ...]:
    said = {"password_protected": locked, "text_missing": no_text, "no_date": no_date}
    return tuple(name for name, holds in said.items() if holds)


def _credits(look: Look, sheet: Sheet) -> tuple[str | None, str | None]:
    byline = _labelled(look.byline, sheet)
    source = _labelled(look.source, sheet)
    for selector in look.credits:
        for element in find_all(sheet.document, selector):
            line = words_of(element)
            source = source or furniture.source_of(line)
            byline = byline or furniture.byline_of(line, styled=False)
    return byline, source


def _labelled(selectors: Sequence[str], sheet: Sheet) -> str | None:
    found = (words_of(element) for element in find_any(sheet.document, selectors))
    return next(
        (line for line in (_LABEL.sub("", one).strip("() ") for one in found) if line), None
    )


def _section(look: Look, sheet: Sheet) -> str | None:
    """Give every section named, joined by " | ", or the end of a bread-crumb trail."""
    for selector in look.section:
        named = [words_of(element) for element in find_all(sheet.document, selector)]
        named = [name for name in named if name and name.casefold() not in _HOME]
        if named:
            return named[-1] if "crumb" in selector else SECTIONS.join(dict.fromkeys(named))
    return sheet.metadata.section


def take_repeats(blocks: list[Block], title: str, lead: str | None) -> list[Block]:
    """Give the paragraphs, without a title, lead or date printed on top of them."""
    texts = [block for block in blocks if block.kind in {"text", "heading"}]
    repeats = {title.casefold(), (lead or title).casefold()}
    while texts and (texts[0].text.casefold() in repeats or is_dateline(texts[0].text)):
        texts.pop(0)
    return texts


def _is_lead(block: Block) -> bool:
    return block.bold and len(block.text) > 40


def take_tail(paragraphs: list[Block]) -> tuple[str | None, str | None]:
    """Take the author's and the source's line off the end of the paragraphs."""
    byline: str | None = None
    source: str | None = None
    while len(paragraphs) > 1:
        block = paragraphs[-1]
        if source is None and (named := furniture.source_of(block.text)):
            source = named
        elif byline is None and (named := _author(block)):
            byline = named
        else:
            break
        paragraphs.pop()
    return byline, source


def _author(block: Block) -> str | None:
    if block.kind != "text":
        return None
    return furniture.byline_of(block.text, styled=block.bold or block.right or block.italic)
