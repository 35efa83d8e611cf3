"""What one portal's night is remembered for: its issues, and how well its pages were read."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.records import Issue, IssueLevel

_ISSUES_PER_FAULT = 5


@dataclass(slots=True)
class Readings:
    """What reading pages brought tonight, for the portal's health."""

    read: int = 0
    unread: int = 0
    degraded: int = 0
    present: Counter[str] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)
    agreements: list[float] = field(default_factory=list)

    def add(self, outline: str) -> None:
        """Count an article that was read."""
        words = outline.split()
        self.read += 1
        self.present.update(words[:-1])
        self.lengths.append(int(words[-1]))


class NightLog:
    """Hand issues on, the first few of a kind; count the others."""

    def __init__(self, run: str, portal: str, note: Callable[[Issue], None]) -> None:
        self._run = run
        self._portal = portal
        self._note = note
        self._issues: Counter[str] = Counter()

    def report(self, level: IssueLevel, stage: str, message: str, url: str | None) -> None:
        """Note an issue; its message begins with the name of a fault."""
        name = message.partition(":")[0]
        self._issues[name] += 1
        if self._issues[name] > _ISSUES_PER_FAULT:
            return
        self._note(
            Issue(
                run=self._run,
                portal=self._portal,
                stage=stage,
                level=level,
                message=message,
                url=url,
            )
        )

    def sum_up(self) -> None:
        """Say how often what was only noted a few times happened in all."""
        for name, count in self._issues.items():
            if count > _ISSUES_PER_FAULT:
                self._issues[name] = 0
                self.report("warning", "crawl", f"{name}: {count} times in all", None)
