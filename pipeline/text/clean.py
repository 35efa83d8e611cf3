"""Published words to clean text: NFC, one kind of space, no frame, no contact data; pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.records import Article, Text
from pipeline.text.boilerplate import is_caption, is_noise, is_tail
from pipeline.text.tables import table_lines, written_out
from scrapers.privacy import redact

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202c"))
LETTERS = {ord("\u00d0"): "Đ", ord("\u02bc"): "'"}
"""Eth printed for Đ by old fonts; the modifier apostrophe of names such as M'Drắk."""
SEPARATORS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x1f"), " ")
"""Control characters that stand between words in old exports."""
TABS = re.compile(r"(?<=\S) *\t[ \t]*(?=\S)")
BETWEEN_NUMBERS = re.compile(r"(?<=[\d%]) *\t[ \t]*(?=[+\-–]?\d)")
BLANKS = re.compile(r"[^\S\n]+")
PROSE_CHARACTERS = 200
"""A line this long is prose: what a tail heading cuts must not hold one."""


def normalise(text: str) -> str:
    """Give the text in NFC, without invisible characters, each run of blanks one space."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.translate(INVISIBLE).translate(LETTERS)
    text = "\n".join(map(_with_bars, text.split("\n"))) if "\t" in text else text
    text = BLANKS.sub(" ", text.replace("\u2028", "\n").replace("\u0085", "\n"))
    return "".join(c for c in text.translate(SEPARATORS) if c == "\n" or c >= " ")


def _with_bars(line: str) -> str:
    """Part the cells of a table by bars: as blanks its tabs would make one number of two."""
    cells = TABS if line.strip().count("\t") > 1 else BETWEEN_NUMBERS
    return cells.sub(" | ", line)


def lines_of(text: str) -> list[str]:
    """Cut normalised text into its lines, stripped, without the empty ones."""
    return [line for line in map(str.strip, text.split("\n")) if line]


def without_tail(lines: Sequence[str]) -> list[str]:
    """Cut what follows a heading such as `Tin liên quan`, unless prose follows it."""
    for i, line in enumerate(lines):
        if is_tail(line) and not any(len(x) >= PROSE_CHARACTERS for x in lines[i + 1 :]):
            return list(lines[:i])
    return list(lines)


def clean_article(article: Article) -> Text:
    """Make the text that is read for words and figures; the article stays as published.

    The lead opens the body unless the first paragraph repeats it.
    """
    removed: Counter[str] = Counter()
    paragraphs = [line for p in article.paragraphs for line in lines_of(normalise(p))]
    paragraphs = written_out(paragraphs)
    title, lead = _one_line(article.title), _one_line(article.lead or "")
    kept = list(_article_lines(_with_lead(lead, paragraphs), title, removed))
    # A text that is nothing but a number or a date is not a counter or a stamp of a page.
    kept = kept or paragraphs
    tables = [[list(map(_one_line, row)) for row in table] for table in article.tables]
    kept += [line for table in tables for line in table_lines(table)]
    body, found = redact("\n".join(kept))
    removed.update(found)
    return Text(
        article_id=article.id,
        title=redact(title)[0],
        lead=redact(lead)[0] or None,
        body=body,
        removed={what: n for what, n in sorted(removed.items()) if n},
    )


def _hide(text: str) -> str:
    return redact(text)[0]


def without_contacts(article: Article) -> Article:
    """Take contact data out of an article before it is kept; every other word stays as published.

    Telephone numbers, e-mail addresses, identity and account numbers are no part of what danvan
    is for (docs/privacy.md); the words that remain are those of the page.
    """
    return replace(
        article,
        title=_hide(article.title),
        lead=_hide(article.lead) if article.lead else article.lead,
        paragraphs=tuple(map(_hide, article.paragraphs)),
        captions=tuple(map(_hide, article.captions)),
        tables=tuple(tuple(tuple(map(_hide, row)) for row in table) for table in article.tables),
    )


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _with_lead(lead: str, paragraphs: Sequence[str]) -> list[str]:
    if not lead or (paragraphs and _key(lead) in _key(paragraphs[0])):
        return list(paragraphs)
    return [lead, *paragraphs]


def _article_lines(lines: Sequence[str], title: str, removed: "Counter[str]") -> Iterable[str]:
    kept = without_tail(lines)
    removed["tail_line"] += len(lines) - len(kept)
    title_key, before = _key(title), ""
    for line in kept:
        reason = _reason_to_drop(line, title_key, before)
        if reason:
            removed[reason] += 1
        else:
            before = _key(line)
            yield line


def _reason_to_drop(line: str, title_key: str, before: str) -> str | None:
    if is_noise(line):
        return "noise_line"
    if is_caption(line):
        return "caption"
    if title_key and _key(line) == title_key:
        return "repeated_title"
    if len(line) > 40 and _key(line) == before:
        return "repeated_line"
    return None


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()
