"""What a crawl is told and what it tells: its options, and one thing learnt about one article."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from corpus.records import Article, Page
from scrapers.fetch import FetchOptions, Limits, Resolver
from scrapers.patience import RetryPlan

USER_AGENT = "danvan/2026.11 (+{contact})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing learnt about one article tonight."""

    portal: str
    url: str
    article_id: str
    change: Literal["new", "changed", "unchanged", "gone"]
    page: Page | None = None
    article: Article | None = None
    warc: str | None = None
    offset: int | None = None
    """Where the page's bytes lie in the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlOptions:
    """How to crawl tonight."""

    run: str
    night: date
    contact: str = "contact not set"
    """Where a portal's webmaster finds out who we are: an address or an e-mail."""
    agent: str | None = None
    since: date | None = None
    until: date | None = None
    deep: bool = False
    """Walk every list to its end again."""
    max_pages: int = 5000
    """Article pages visited per portal and night; the rest waits for the next."""
    max_list_pages: int = 500
    hosts_at_once: int = 100
    shadow_pages: int = 0
    """Pages per portal and night that a general extractor reads too, to see drift."""
    portal_seconds: float = 6 * 3600
    limits: Limits = field(default_factory=Limits)
    retry: RetryPlan = field(default_factory=RetryPlan)
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    resolver: Resolver | None = None
    tls_authorities: Path | None = None
    seed: int | None = None

    @property
    def user_agent(self) -> str:
        """Give the name we knock with."""
        return self.agent or USER_AGENT.format(contact=self.contact)

    def for_fetching(self) -> FetchOptions:
        """Give the part that concerns single requests."""
        return FetchOptions(
            agent=self.user_agent,
            limits=self.limits,
            retry=self.retry,
            clock=self.clock,
            resolver=self.resolver,
            tls_authorities=self.tls_authorities,
            seed=self.seed,
        )
