"""An article's element to its paragraphs, captions and tables; words stay as published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from scrapers import furniture
from scrapers.attachments import is_file
from scrapers.elements import Element, find_all, tidy, words_of

Kind = Literal["text", "heading", "image", "caption", "table"]
Row = tuple[str, ...]

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "form",
        "nav",
        "button",
        "select",
        "input",
        "textarea",
        "svg",
        "video",
        "audio",
        "canvas",
        "map",
        "aside",
    }
)
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_CAPTION_CLASS = re.compile(
    r"(?<![a-z])(?:caption|captions|wp-caption-text|chu-?thich(?:-?anh)?|photocms_caption|image-?desc"
    r"|img-?(?:desc|caption|note)|photo-?(?:desc|caption)|pic(?:ture)?-?(?:desc|caption)|note-?image"
    r"|expnoedit|tplcaption|media-caption|image-caption)(?![a-z])",
    re.IGNORECASE,
)
_JUNK_CLASS = re.compile(
    r"(?<![a-z])(?:share(?:daddy)?|sharing|social(?:-\w+)?|addthis\w*|fb-like|zalo-share-button|rating"
    r"|post-views|print-?link|breadcrumbs?|related(?:-\w+)?|tin-?lien-?quan|tags?|tag-?list|comments?"
    r"|pagination|page-links|post-nav-links|toolbar|font-?size|banner-?ads?|advert\w*|screen-reader-text"
    r"|sr-only|hidden-print-links|author-box|newsletter)(?![a-z-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)
_SENTENCE_END = (".", "!", "?", ":", ";", "…", "”", '"', ".)")
_BULLET = re.compile(r"[-+*•–]\s|\d{1,2}[.)]\s")


@dataclass(slots=True)
class Block:
    """One piece of a body in reading order, with the looks that tell what it is."""

    kind: Kind
    text: str = ""
    bold: bool = False
    italic: bool = False
    centred: bool = False
    right: bool = False
    linked: float = 0.0
    to_file: bool = False
    beside_image: bool = False
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class _Run:
    """The words of the paragraph being read, and how many of them are bold, italic, linked."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    bold: int = 0
    italic: int = 0
    linked: int = 0
    to_file: bool = False
    image: bool = False
    breaks: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    bold: bool = False
    italic: bool = False
    link: bool = False
    centred: bool = False
    right: bool = False
    caption: bool = False
    heading: bool = False


class _Reader:
    """Walk a body once and collect its blocks."""

    def __init__(self, dropped: frozenset[Element]) -> None:
        self.blocks: list[Block] = []
        self._dropped = dropped
        self._run = _Run()

    def read_all(self, body: Element) -> None:
        self._read(body, _Style())
        self._flush(_Style())

    def _read(self, element: Element, style: _Style) -> None:
        self._say(element.text, style)
        for child in element:
            if isinstance(child.tag, str) and not self._is_junk(child):
                self._visit(child, style)
            self._say(child.tail, style)

    def _is_junk(self, element: Element) -> bool:
        if element.tag in _SKIPPED or element in self._dropped:
            return True
        style = element.get("style")
        if style and _HIDDEN.search(style):
            return True
        label = element.get("class")
        return label is not None and _JUNK_CLASS.search(label) is not None

    def _visit(self, element: Element, style: _Style) -> None:
        tag = element.tag
        if tag == "a" and is_file(element.get("href") or ""):
            self._run.to_file = True
        if tag == "br":
            self._break(style)
        elif tag == "img":
            self._image(style)
        elif tag == "table":
            self._table(element, style)
        elif tag in _BLOCKS:
            self._flush(style)
            inner = _restyle(element, style)
            self._read(element, inner)
            self._flush(inner)
        else:
            self._read(element, _restyle(element, style))

    def _say(self, text: str | None, style: _Style) -> None:
        if not text or text.isspace():
            if text and self._run.parts:
                self._run.parts.append(" ")
            return
        run = self._run
        if run.breaks == 1 and run.parts and _starts_anew(run.parts, text):
            self._flush(style)
            run = self._run
        run.breaks = 0
        run.parts.append(text)
        size = len(text)
        run.size += size
        run.bold += size if style.bold else 0
        run.italic += size if style.italic else 0
        run.linked += size if style.link else 0

    def _break(self, style: _Style) -> None:
        self._run.breaks += 1
        if self._run.breaks >= 2:
            self._flush(style)
        elif self._run.parts:
            self._run.parts.append(" ")

    def _image(self, style: _Style) -> None:
        if self._run.size:
            self._flush(style)
        self.blocks.append(Block("image"))
        self._run.image = True

    def _table(self, element: Element, style: _Style) -> None:
        self._flush(style)
        if _is_data(element):
            self.blocks.append(Block("table", rows=_rows(element)))
            return
        caption = bool(find_all(element, "img")) and len(words_of(element)) <= 400
        self._read(element, _Style(caption=caption))
        self._flush(_Style(caption=caption))

    def _flush(self, style: _Style) -> None:
        run, self._run = self._run, _Run()
        text = tidy("".join(run.parts))
        if not text:
            # `<p><img></p>`: what follows is still beside the picture
            self._run.image = False
            return
        kind: Kind = "heading" if style.heading else "caption" if style.caption else "text"
        self.blocks.append(
            Block(
                kind,
                text,
                bold=run.bold >= run.size * 0.95,
                italic=run.italic >= run.size * 0.9,
                centred=style.centred,
                right=style.right,
                linked=run.linked / run.size,
                to_file=run.to_file,
                beside_image=run.image,
            )
        )


def _starts_anew(before: list[str], after: str) -> bool:
    """Tell whether a single line break ends a paragraph, as old pages without `<p>` have it."""
    return _ends_sentence(before) or _BULLET.match(after.lstrip()) is not None


def _ends_sentence(parts: list[str]) -> bool:
    """Look from the end, no further than needed: a page may break its lines endlessly."""
    last = ""
    for part in reversed(parts):
        last = (part + last).rstrip()
        if len(last) > 1:
            break
    return last.endswith(_SENTENCE_END)


def _restyle(element: Element, style: _Style) -> _Style:
    tag, label, css = element.tag, element.get("class"), element.get("style") or ""
    align = element.get("align")
    caption = tag == "figcaption" or (label is not None and bool(_CAPTION_CLASS.search(label)))
    block = tag in _BLOCKS
    return _Style(
        bold=style.bold or tag in _BOLD,
        italic=style.italic or tag in _ITALIC,
        link=style.link or tag == "a",
        centred=(align == "center" or tag == "center" or bool(_CENTRED.search(css)))
        or (style.centred and not (block and css)),
        right=align == "right" or bool(_RIGHT.search(css)) or (style.right and not block),
        caption=style.caption or caption,
        heading=style.heading or tag in _HEADINGS,
    )


def _is_data(table: Element) -> bool:
    """Tell a table of data from one that only lays out a picture or a page."""
    if table.get("role") == "presentation" or find_all(table, "table"):
        return False
    rows = _rows(table)
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    filled = [cell for row in rows for cell in row if cell]
    return len(filled) >= 4 and sum(len(cell) > 400 for cell in filled) == 0


def _rows(table: Element) -> tuple[Row, ...]:
    rows = (
        tuple(words_of(cell) for cell in row if cell.tag in {"td", "th"})
        for row in find_all(table, "tr")
    )
    return tuple(row for row in rows if any(row))


def read_blocks(body: Element, *, drop: Iterable[Element] = ()) -> list[Block]:
    """Give a body's blocks in reading order, captions told apart and related lists left out."""
    reader = _Reader(frozenset(drop))
    reader.read_all(body)
    return _captioned(_trimmed(reader.blocks))


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Leave out page furniture, and everything from `Tin liên quan` on if only links follow."""
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind == "table" or not block.text:
            kept.append(block)
        elif furniture.opens_related(block.text) and _only_links(blocks[index + 1 :]):
            break
        elif furniture.is_furniture(block.text) or _points_away(block):
            continue
        else:
            kept.append(block)
    return kept


def _only_links(rest: list[Block]) -> bool:
    texts = [block for block in rest if block.text]
    return sum(block.linked > 0.6 or len(block.text) < 40 for block in texts) >= len(texts) * 0.7


def _points_away(block: Block) -> bool:
    if block.to_file:
        # The line is the attachment's: `Tải về: Kế hoạch số 12 (PDF)`.
        return block.linked > 0.5
    return block.linked > 0.6 and furniture.is_pointer(block.text)


def _captioned(blocks: list[Block]) -> list[Block]:
    """Find the captions that pages write as paragraphs: the line under a picture."""
    after_image = False
    for block in blocks:
        if block.kind == "image":
            after_image = True
            continue
        if block.kind == "text" and after_image and _looks_like_caption(block):
            block.kind = "caption"
        after_image = False
    return blocks


def _looks_like_caption(block: Block) -> bool:
    size = len(block.text)
    if furniture.is_photo_credit(block.text):
        return size <= 400
    if block.italic or block.centred:
        return size <= 300 and not (block.bold and not block.italic and size > 200)
    if block.beside_image:
        return size <= 200
    return size <= 120 and not block.bold and not block.text.endswith((".", "!", "?", ":", ";"))
