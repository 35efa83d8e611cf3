"""What every identity needs: the figures of a text in their sentences, and how to compare."""

import re
from bisect import bisect_right
from decimal import Decimal
from functools import cached_property

from corpus.records import Check, Figure

NEAR = Decimal("0.1")
"""The share of the total by which parts may miss it and still be meant to make it."""
LEAST_TOTAL = Decimal(20)
"""Below it numbers add up by chance too often to prove anything."""
REACH = 14
LEFT = {"hs_dang", "kntc_ton"}
_BREAK = re.compile(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)\s+(?=[A-ZĐÀ-Ỹ]))")
_DIGIT = re.compile(r"\d")
_LINE = re.compile("\n")


class Page:
    """The figures of a text, with the sentence and paragraph each stands in."""

    def __init__(self, figures: tuple[Figure, ...], body: str) -> None:
        self.figures = figures
        self.body = body
        self.plain = {
            index: figure.unit
            for index, figure in enumerate(figures)
            if figure.kind == "level" and figure.value_max is None and figure.unit != "%"
        }
        """The units of the figures that are plain counts or amounts."""
        self.paragraph = self._places(_LINE)

    @cached_property
    def sentence(self) -> list[int]:
        """Give the number of the sentence of each figure."""
        return self._places(_BREAK)

    def _places(self, mark: re.Pattern[str]) -> list[int]:
        """Count the marks before each figure, whose number stands at the end of its quote."""
        ends = [found.end() for found in mark.finditer(self.body)]
        return [bisect_right(ends, figure.end - 1) for figure in self.figures]

    def level(self, index: int, unit: str | None = None) -> bool:
        """Tell whether a figure is a plain count or amount, of that unit if one is given."""
        own = self.plain.get(index)
        return own is not None and (unit is None or unit == own)

    def leading_to(self, first: int, second: int) -> str:
        """Give the text after one figure up to the digits of another."""
        text = self.body[self.figures[first].end : self.figures[second].end]
        return _DIGIT.split(text, maxsplit=1)[0]


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
