"""What the paragraph before was counting: an elliptic sentence goes on with it."""

from collections import Counter

from pipeline.figures.found import Found

REACH = 2
"""How many paragraphs on a theme still holds: a heading or one remark may stand between."""


class Themes:
    """The kind of indicator that prevailed in the last paragraph with named figures."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._paragraph = -1
        self._theme = ""
        self._said = -REACH - 1

    def before(self, item: Found) -> str:
        """Give the theme of the paragraphs before a figure's own, or nothing."""
        if item.paragraph != self._paragraph:
            if self._counts:
                self._theme = self._counts.most_common(1)[0][0]
                self._said = self._paragraph
                self._counts.clear()
            self._paragraph = item.paragraph
        return self._theme if self._paragraph - self._said <= REACH else ""

    def note(self, item: Found) -> None:
        """Count a figure that has been named towards the theme of its paragraph."""
        if item.indicator != "khac":
            self._counts[item.indicator.partition("_")[0]] += 1
