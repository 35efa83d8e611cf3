"""May we fetch, and how slowly: what a robots.txt answer means; pure once it is read."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from protego import Protego

from corpus.records import Page
from scrapers.faults import name_status

_LIMIT = 512_000

Stance = Literal["rules", "allow", "deny", "not_now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """What one host's robots.txt said, or why there is none."""

    stance: Stance
    reason: str
    version: str = ""
    rules: Protego | None = field(default=None, repr=False)

    def may(self, url: str, agent: str) -> bool:
        """Say whether an address may be fetched."""
        if self.rules is not None:
            return bool(self.rules.can_fetch(url, agent))
        return self.stance == "allow"

    def delay(self, agent: str) -> float:
        """Give the crawl-delay (or request rate) asked of us, in seconds; 0 when none."""
        if self.rules is None:
            return 0.0
        asked = float(self.rules.crawl_delay(agent) or 0.0)
        rate = self.rules.request_rate(agent)
        if rate is not None and rate.requests:
            asked = max(asked, rate.seconds / rate.requests)
        return asked

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Give the sitemaps that it names."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


def read_robots(page: Page) -> Robots:
    """Read the answer to a request for robots.txt.

    401 and 403 mean no, 5xx and 429 not now, any other 4xx that there are no rules. A page of
    HTML is what a portal without robots.txt serves in its place: it holds no rules either.
    """
    fault = name_status(page.status)
    if fault in {"blocked", "http_401"}:
        return Robots(stance="deny", reason=f"robots.txt answers {page.status}")
    if fault in {"http_5xx", "rate_limited"}:
        return Robots(stance="not_now", reason=f"robots.txt answers {page.status}")
    if page.status != 200:
        return Robots(stance="allow", reason=f"no robots.txt ({page.status})")
    text = page.body[:_LIMIT].decode("utf-8", "replace").lstrip("\ufeff")
    if _is_markup(page.content_type, text):
        return Robots(stance="allow", reason="robots.txt is a page, not rules")
    return Robots(
        stance="rules",
        reason="robots.txt",
        version=sha256(page.body).hexdigest()[:16],
        rules=Protego.parse(text),
    )


def _is_markup(content_type: str, text: str) -> bool:
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype", "<html", "<?xml", "<head", "<body", "{")):
        return True
    return content_type == "text/html" and "user-agent" not in text.lower()
