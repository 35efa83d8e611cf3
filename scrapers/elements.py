"""Strict selections over a parsed page: one means one; no portal's name appears here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.etree import _Element

from scrapers.bounds import check_size, tame
from scrapers.errors import LayoutError

Selectors = Sequence[str]
Element = _Element


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed page beside its text, which tells at once what cannot be in it."""

    tree: Element
    html: str


class AmbiguousError(LayoutError):
    """Raise when a selector that means one element matches several."""


Node = Element | Document

_NAME = r"-?[A-Za-z_][\w-]*"
_PIECE = re.compile(
    rf"""\s*(?:
      (?P<id>\#[\w-]+)
    | (?P<class>\.[\w-]+)
    | (?P<attr>\[\s*(?P<key>[\w:-]+)\s*(?:(?P<op>[\^$*~]?=)\s*
        (?P<quote>["']?)(?P<value>.*?)(?P=quote)\s*)?\])
    | :not\((?P<not>[^()]+)\)
    | (?P<first>:first-of-type|:first-child)
    | (?P<tag>{_NAME}|\*)
    )""",
    re.VERBOSE,
)
_COMBINATOR = re.compile(r"\s*(?P<sign>[>+~])\s*|\s+")
_BACKWARDS = {
    "": "ancestor::",
    ">": "parent::",
    "+": "preceding-sibling::*[1]/self::",
    "~": "preceding-sibling::",
}
_NEEDED_WORD = re.compile(r"(?<=[.#=])[\w-]+|(?<=[\"'])[\w-]+(?=[\"']\])")
_NEGATION = re.compile(r":not\([^()]*\)")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\xad"))
_HAS_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad]")
_APART = frozenset(
    {"br", "p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt"}
)
_SILENT = frozenset({"script", "style", "noscript", "template"})


def parse_html(html: str) -> Element:
    """Parse a page's text; raises LayoutError when it is too large, or nothing is to be parsed."""
    check_size(html)
    # lxml refuses text that declares an encoding in an XML prolog; bytes of a known one it takes.
    data = tame(html.replace("\x00", "")).encode("utf-8", "replace")
    try:
        parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LayoutError("the page holds no HTML elements") from error
    if root is None:
        raise LayoutError("the page holds no HTML elements")
    return root


def find_all(node: Node, selector: str) -> list[Element]:
    """Give every element below `node` that the CSS selector means, in document order."""
    if isinstance(node, Document):
        if not _may_match(selector, node.html):
            return []
        node = node.tree
    return cast("list[Element]", compile_selector(selector)(node))


def find_any(node: Node, selectors: Selectors) -> list[Element]:
    """Give the matches of the first selector that matches anything."""
    for selector in selectors:
        found = find_all(node, selector)
        if found:
            return found
    return []


def one(node: Node, selectors: Selectors, *, what: str, url: str) -> Element:
    """Give the one element meant; selectors are tried in order.

    Raises:
        LayoutError: no selector matches, or the first that does matches more than once.
    """
    found = one_or_none(node, selectors, what=what, url=url)
    if found is None:
        raise LayoutError(f"{what}: nothing matches {' | '.join(selectors)!r} at {url}")
    return found


def one_or_none(node: Node, selectors: Selectors, *, what: str, url: str) -> Element | None:
    """Give the one element meant, or None; raises LayoutError when it is ambiguous."""
    for selector in selectors:
        found = find_all(node, selector)
        if len(found) > 1:
            raise AmbiguousError(f"{what}: {selector!r} matches {len(found)} elements at {url}")
        if found:
            return found[0]
    return None


def one_said(node: Node, selectors: Selectors, *, what: str, url: str) -> Element | None:
    """Give the element whose words are meant; copies that say the same count as one."""
    for selector in selectors:
        found = [element for element in find_all(node, selector) if said_by(element)]
        words = {said_by(element) for element in found}
        if len(words) > 1:
            raise AmbiguousError(
                f"{what}: {selector!r} matches {len(found)} elements that differ at {url}"
            )
        if found:
            return found[0]
    return None


def said_by(element: Element) -> str:
    """Give what an element states: its machine-readable value, else its words."""
    for key in ("datetime", "content"):
        value = element.get(key)
        if value and value.strip():
            return value.strip()
    return words_of(element)


def words_of(element: Element) -> str:
    """Give an element's words on one line, as published."""
    return tidy("".join(_shown(element)))


def is_long(element: Element, *, limit: int) -> bool:
    """Tell cheaply whether an element holds more text than `limit`, scripts counted."""
    size = 0
    for text in element.itertext():
        size += len(text) - text.count(" ")
        if size > limit:
            return True
    return False


def _shown(element: Element) -> list[str]:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            apart = " " if child.tag in _APART else ""
            parts.append(apart)
            parts.extend(_shown(child))
            parts.append(apart)
        parts.append(child.tail or "")
    return parts


def tidy(text: str) -> str:
    """Put words on one line: every white space is one blank, invisible characters go."""
    if not text.isascii() and _HAS_INVISIBLE.search(text):
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def compile_selector(selector: str) -> etree.XPath:
    """Compile a CSS selector; raises ValueError when it is not one we understand.

    Understood: tags, `#id`, `.class`, `[a]`, `[a=b]` and `^= $= *= ~=`, `:not(simple)`,
    `:first-child`, `:first-of-type`, the four combinators and commas. One set of selectors
    means one thing: a test holds these against BeautifulSoup's.
    """
    path = " | ".join(_translate(part) for part in _split_commas(selector))
    return etree.XPath(path, regexp=False, smart_strings=False)


def _may_match(selector: str, html: str) -> bool:
    # Plain loops: this is asked twenty times a page, and a generator costs more than a search.
    for words in _needed(selector):
        for word in words:
            if word not in html:
                break
        else:
            return True
    return False


@lru_cache(maxsize=1024)
def _needed(selector: str) -> tuple[tuple[str, ...], ...]:
    """Give, for each alternative, the names that the text of a matching page must hold.

    Most selectors of a layout are for other looks than a page's own; looking for their names in
    the text is ten times cheaper than walking the tree in vain.
    """
    return tuple(
        tuple(_NEEDED_WORD.findall(_NEGATION.sub("", part))) for part in _split_commas(selector)
    )


def _split_commas(selector: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^\[(]*[\])])", selector)]


def _translate(selector: str) -> str:
    """Write a selector as a path that looks for its end first, then back from there."""
    before = ""
    position = 0
    while position < len(selector):
        tag, conditions, position = _compound(selector, position)
        step = tag + "".join(f"[{one}]" for one in conditions) + before
        if position >= len(selector):
            return f"descendant::{step}"
        joint = _COMBINATOR.match(selector, position)
        if joint is None:
            break
        before = f"[{_BACKWARDS[joint['sign'] or '']}{step}]"
        position = joint.end()
    raise ValueError(f"not a selector we understand: {selector!r}")


def _compound(selector: str, position: int) -> tuple[str, list[str], int]:
    tag, conditions, start = "*", list[str](), position
    while position < len(selector) and selector[position] not in " >+~":
        piece = _PIECE.match(selector, position)
        if piece is None:
            raise ValueError(f"not a selector we understand: {selector!r}")
        if piece["tag"]:
            tag = piece["tag"].lower()
        else:
            conditions.append(_condition(piece, tag))
        position = piece.end()
    if position == start:
        raise ValueError(f"not a selector we understand: {selector!r}")
    return tag, conditions, position


def _condition(piece: re.Match[str], tag: str) -> str:
    if piece["id"]:
        return f"@id={_quote(piece['id'][1:])}"
    if piece["class"]:
        return _has_word("class", piece["class"][1:])
    if piece["not"]:
        return f"not({_negated(piece['not'])})"
    if piece["first"] == ":first-of-type":
        return f"not(preceding-sibling::{tag})"
    if piece["first"]:
        return "not(preceding-sibling::*)"
    return _attribute(piece["key"].lower(), piece["op"], piece["value"])


def _negated(inner: str) -> str:
    tag, conditions, end = _compound(inner.strip(), 0)
    if end != len(inner.strip()):
        raise ValueError(f"not a selector we understand: :not({inner})")
    if tag != "*":
        conditions.insert(0, f"self::{tag}")
    return " and ".join(conditions)


def _attribute(key: str, sign: str | None, value: str) -> str:
    name, text = f"@{key}", _quote(value or "")
    if sign is None:
        return name
    if sign == "~=":
        return _has_word(key, value)
    return {
        "=": f"{name}={text}",
        "^=": f"starts-with({name},{text})",
        "*=": f"contains({name},{text})",
        "$=": f"substring({name},string-length({name})-{len(value) - 1})={text} and {name}",
    }[sign]


def _has_word(key: str, word: str) -> str:
    # The first test is there for speed: most elements end at it.
    exact = f"contains(concat(' ',normalize-space(@{key}),' '),{_quote(f' {word} ')})"
    return f"contains(@{key},{_quote(word)}) and {exact}"


def _quote(text: str) -> str:
    if '"' in text:
        raise ValueError(f"a selector's value may not hold a double quote: {text!r}")
    return f'"{text}"'
