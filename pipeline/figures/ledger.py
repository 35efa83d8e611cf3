"""What every identity needs: the figures of a text in their sentences, and how to compare."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from corpus.records import Check, Figure

NEAR = Decimal("0.1")
"""The share of the total by which parts may miss it and still be meant to make it."""
LEAST_TOTAL = Decimal(20)
"""Below it numbers add up by chance too often to prove anything."""
REACH = 14
LEFT = {"hs_dang", "kntc_ton"}
_BREAK = re.compile(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)\s+(?=[A-ZĐÀ-Ỹ]))")


@dataclass(frozen=True, slots=True)
class Page:
    """The figures of a text, with the sentence and paragraph each stands in."""

    body: str
    figures: tuple[Figure, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]
    plain: tuple[bool, ...]
    """Whether each figure is a plain count or amount."""

    def level(self, index: int, unit: str | None = None) -> bool:
        """Tell whether a figure is a plain count or amount, of that unit if one is given."""
        return self.plain[index] and (unit is None or unit == self.figures[index].unit)

    def leading_to(self, first: int, second: int) -> str:
        """Give the text after one figure up to the digits of another."""
        text = self.body[self.figures[first].end : self.figures[second].end]
        return re.split(r"\d", text, maxsplit=1)[0]


def lay_out(figures: tuple[Figure, ...], body: str) -> Page:
    """Say of each figure in which sentence and paragraph it stands."""
    breaks = [found.end() for found in _BREAK.finditer(body)]
    lines = [found.end() for found in re.finditer("\n", body)]
    # A quote may open with the end of the sentence before; its number stands at its end.
    starts = [max(figure.start, figure.end - 1) for figure in figures]
    return Page(
        body=body,
        figures=figures,
        sentence=tuple(bisect_right(breaks, start) for start in starts),
        paragraph=tuple(bisect_right(lines, start) for start in starts),
        plain=tuple(f.kind == "level" and f.value_max is None and f.unit != "%" for f in figures),
    )


def balance(
    page: Page, identity: str, total: Decimal, parts: tuple[int, ...], figures: tuple[int, ...]
) -> Check:
    """Weigh a total against the sum of its parts."""
    difference = total - sum((page.figures[index].value for index in parts), Decimal(0))
    return Check(identity=identity, holds=not difference, difference=difference, figures=figures)


def worth(page: Page, check: Check, total: Decimal) -> bool:
    """Keep what holds; keep a failure only when all is exact and it is near."""
    if check.holds:
        return True
    exact = all(page.figures[index].qualifier == "exact" for index in check.figures)
    return exact and abs(check.difference) <= NEAR * total


def step(value: Decimal) -> Decimal:
    """Give the worth of the last digit printed."""
    exponent = value.as_tuple().exponent
    return (
        Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    )


def agrees(figure: Figure, made: Decimal) -> bool:
    """Allow rounding and cutting off at the last digit, and one point where the text hedges."""
    gap = made - figure.value
    if figure.qualifier in ("nearly", "less_than", "at_most"):
        return -1 <= gap <= step(figure.value)
    if figure.qualifier in ("more_than", "at_least"):
        return -step(figure.value) <= gap <= 1
    if figure.qualifier == "about":
        return abs(gap) <= 1
    return abs(gap) <= step(figure.value)
