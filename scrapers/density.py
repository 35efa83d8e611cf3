"""Where a page's running text lies, when no name in its markup can be relied on; pure."""

from scrapers.elements import Element, words_of

_PARAGRAPHS = frozenset({"p", "div", "td", "span", "font", "li", "blockquote"})
_OUTSIDE = frozenset({"script", "style", "nav", "header", "footer", "aside", "form", "select"})
_SHORTEST = 40


def find_body(tree: Element) -> Element | None:
    """Give the element that holds most of the page's running text, or None."""
    weights: dict[Element, float] = {}
    for element in tree.iter(*_PARAGRAPHS):
        own = _own_words(element)
        if len(own) < _SHORTEST or _is_outside(element):
            continue
        weight = len(own) * _prose(own)
        for step, above in enumerate(_holders(element)):
            weights[above] = weights.get(above, 0.0) + weight / (1, 2, 6)[step]
    if not weights:
        return None
    return max(weights, key=lambda element: weights[element])


def _own_words(element: Element) -> str:
    """Give an element's words that are not in blocks or links of its own."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in {
            "b",
            "strong",
            "i",
            "em",
            "u",
            "span",
            "font",
        }:
            parts.append(words_of(child) if not _PARAGRAPHS & {n.tag for n in child} else "")
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _prose(text: str) -> float:
    """Weigh text by its sentence marks: menus and headlines have few."""
    marks = sum(text.count(mark) for mark in ",.;:")
    return 0.5 + min(marks, len(text) / 25) / max(1.0, len(text) / 50)


def _is_outside(element: Element) -> bool:
    return any(above.tag in _OUTSIDE - {"form"} for above in element.iterancestors())


def _holders(element: Element) -> list[Element]:
    """Give what holds a paragraph; a `td` or `div` full of words of its own holds itself."""
    above = list(element.iterancestors())[:3]
    if element.tag in {"td", "div"}:
        above = [element, *above][:3]
    return [one for one in above if one.tag not in {"html", "tr", "tbody"}]
