"""What a source may tell of an article, how far to look tonight, and who is told; no behaviour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An address a source named, with what it said of the article."""

    url: str
    via: str
    mark: str | None = None
    """Changes when the source says that the article did."""
    alias: str | None = None
    """Another address of the same article that outlives a rename."""
    published: date | None = None
    recently_changed: bool = False
    """The source lists what changed last: unmarked before means changed since."""
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How far to look tonight."""

    since: date | None = None
    until: date | None = None
    deep: bool = False
    """Look at everything again: a first night, a gap to be checked, a back-fill."""
    weekly: bool = False
    whole_lists: bool = False
    """Walk every list to its end, to see what is not listed any more."""
    first: bool = False
    large: bool = False
    """Has so many articles that naming them all every night asks too much."""
    max_list_pages: int = 500
    patience: int = 1
    """List pages in a row without a new article after which a list is left."""


class Sink(Protocol):
    """Where candidates go, and what discovery needs to know of them."""

    def offer(self, candidates: Sequence[Candidate]) -> int:
        """Take candidates; give how many are new, or known to have changed, this session."""

    def complete(self, via: str) -> None:
        """Hear that a source has named everything that it has."""

    async def drain(self) -> bool:
        """Visit what was offered; say whether everything published was older than `since`."""

    def fact(self, name: str) -> str | None:
        """Give a fact kept about the portal."""

    def keep_fact(self, name: str, value: str) -> None:
        """Keep a fact about the portal."""

    def problem(self, fault: str, message: str, url: str) -> None:
        """Report what went wrong with a source."""


@dataclass(slots=True)
class Listed:
    """What became of the portal's listings tonight."""

    ok: int = 0
    failed: int = 0
    unchanged: int = 0
    named: int = 0
