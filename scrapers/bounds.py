"""How much of a page is worth parsing, told by cheap counts over its text; pure, linear."""

import re

from scrapers.errors import LayoutError

MOST_CHARACTERS = 16_000_000
MOST_TAGS = 400_000
"""Long lists of a whole portal's articles have some ten thousand."""
_MOST_ATTRIBUTES = 256
_LONG_TAG = 2 * _MOST_ATTRIBUTES
# Every quantifier is possessive and no piece can fail: each character is looked at once.
_PIECE = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+"
    r"|<(?P<raw>script|style)\b[^>]*+(?:[^<]++|<(?!/(?P=raw)))*+"
    r"|<(?P<name>[a-z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|))*+)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))")
_SPAN = re.compile(r"((?:row|col)span\s{0,3}=\s{0,3}[\"']?\s{0,3})\d{3,}", re.IGNORECASE)


def check_size(html: str) -> None:
    """Refuse a page that is too large to be one article; raises LayoutError."""
    if len(html) > MOST_CHARACTERS:
        raise LayoutError(
            f"the page has {len(html):,} characters, {MOST_CHARACTERS:,} at most are read"
        )
    tags = html.count("<")
    if tags > MOST_TAGS:
        raise LayoutError(f"the page has {tags:,} tags, {MOST_TAGS:,} at most are read")


def tame(html: str) -> str:
    """Give a page's text without attributes on elements that have hundreds of them.

    Parsers compare every attribute of an element with every other.
    """
    return _PIECE.sub(_bare, html)


def narrow_cells(html: str) -> str:
    """Give a page's text with cells that claim a hundred rows or columns one wide."""
    return _SPAN.sub(r"\g<1>1", html)


def _bare(found: re.Match[str]) -> str:
    rest = found["rest"]
    if not rest or len(rest) < _LONG_TAG:
        return found[0]
    names = _QUOTED.sub("= ", rest).replace("/", " ").split()
    return f"<{found['name']}" if len(names) > _MOST_ATTRIBUTES else found[0]
