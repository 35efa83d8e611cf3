"""What the scanner hands to the rules: one quantity with the words around it."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from corpus.records import Change, Kind, Qualifier
from pipeline.figures.units import Unit


class Found(Struct, eq=False):
    """A quantity in a text, before anything is known about what it measures.

    Left to the garbage collector, though there are many: without it, letting go of the long chain
    of `previous` in a paragraph of a million numbers overflows the stack.
    """

    start: int
    """Where the number itself begins."""
    end: int
    """Where number and unit end."""
    value: Decimal
    unit: Unit | None
    """What is counted; changed by `counts` alone."""
    value_max: Decimal | None = None
    other: Decimal | None = None
    qualifier: Qualifier = "exact"
    kind: Kind = "level"
    denominator: Decimal | None = None
    change: Change | None = None
    flags: list[str] = []
    sentence: tuple[int, int] = (0, 0)
    paragraph: int = 0
    begin: int = 0
    """Where the qualifier before the number begins."""
    lead: str = ""
    """The folded words between the figure before, or the sentence, and this one."""
    tail: str = ""
    """The folded words between this one and the next, or the end of the sentence."""
    before: str = ""
    """The folded sentence up to the number."""
    indicator: str = ""
    inherited_unit: bool = False
    words: bool = False
    part_of: int | None = None
    denominator_end: int = 0
    previous: "Found | None" = None
    """The figure before it in the same paragraph."""

    near_lead: str = ""
    """The words before the number back to the last mark that ends a phrase."""
    near_tail: str = ""
    """The words after the unit up to the first mark that ends a phrase."""
    unit_name: str = ""
    """The normal name of the unit without what comes after a slash."""
    unit_kind: str = "none"

    def __post_init__(self) -> None:
        """Take name and kind from the unit: they are asked for too often to be looked up."""
        if self.unit is not None:
            self.unit_name, self.unit_kind = self.unit.base, self.unit.kind

    def counts(self, unit: Unit | None) -> None:
        """Say what the number counts."""
        self.unit = unit
        if unit is not None:
            self.unit_name, self.unit_kind = unit.base, unit.kind
        else:
            self.unit_name, self.unit_kind = "", "none"

    def earlier(self) -> Iterator["Found"]:
        """Go back over the figures before it in its paragraph, a dozen at most."""
        item = self.previous
        for _ in range(12):
            if item is None:
                return
            yield item
            item = item.previous
