"""Which period and which place a figure speaks of: the nearest stated one that governs it."""

from bisect import bisect_right
from datetime import date

from corpus.records import Period, Place
from pipeline.figures.context import Context
from pipeline.figures.found import Found
from pipeline.figures.page import Page


class Scope:
    """The periods and places of one text, ready to be asked figure by figure."""

    def __init__(self, page: Page, context: Context) -> None:
        self._page = page
        self._context = context

    def period(self, item: Found) -> Period | None:
        """Give the period of a figure."""
        return None

    def place(self, item: Found) -> Place | None:
        """Give the place of a figure."""
        return None
