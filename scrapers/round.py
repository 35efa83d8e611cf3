"""One portal's round of its sources: what all of them need of the night they are asked in."""

from collections.abc import Awaitable, Callable, Sequence

from scrapers.addresses import identify
from scrapers.candidates import Candidate, Listed, Plan, Sink
from scrapers.desk import Desk, Reply
from scrapers.errors import FetchError, LayoutError
from scrapers.fetch import Kind
from scrapers.portal import Portal
from scrapers.rest_addresses import with_query
from scrapers.sitemaps import XmlError


class Round:
    """The way out, how far to look, and whom to tell; it counts what the sources named."""

    def __init__(self, desk: Desk, plan: Plan, sink: Sink) -> None:
        self.desk = desk
        self.portal: Portal = desk.portal
        self.plan = plan
        self.sink = sink
        self.listed = Listed()
        self.named: dict[str, set[str]] = {"sitemap": set(), "feed": set(), "list": set()}
        self.dated = True
        """Did every address of a sitemap say when it last changed?"""

    async def attempt(self, step: Callable[..., Awaitable[bool]], *args: str) -> bool:
        """Take one source; its failure is reported and leaves the others their turn."""
        url = args[0] if args else self.portal.rest or self.portal.home
        try:
            done = await step(*args)
        except FetchError as error:
            self.sink.problem(error.fault, str(error), error.url)
            done = False
        except XmlError as error:
            self.sink.problem(error.fault, f"{url}: {error}", url)
            done = False
        except LayoutError as error:
            self.sink.problem("layout", f"{url}: {error}", url)
            done = False
        if done:
            self.listed.ok += 1
        else:
            self.listed.failed += 1
        return done

    def offer(self, candidates: Sequence[Candidate]) -> int:
        """Hand on what a source named; give how many are new or have changed."""
        self.listed.named += len(candidates)
        for candidate in candidates:
            ids = self.named.setdefault(candidate.via, set())
            ids.add(identify(candidate.url, self.portal))
            if candidate.via == "sitemap" and candidate.mark is None:
                self.dated = False
        return self.sink.offer(candidates)

    async def working(self, url: str, kind: Kind, query: dict[str, str]) -> str:
        """Give the address that answers: WordPress with plain permalinks has another."""
        if not self.portal.engine.startswith("wordpress"):
            return url
        if (known := self.sink.fact(f"{kind} {url}")) is not None:
            return known
        fully = self.plan.deep or self.plan.weekly
        reply = await self.desk.ask(url, kind, conditional=not fully)
        plain = with_query(self.portal.home, query)
        if plain == url or not (reply.not_there or reply.is_html):
            return url
        other = await self.desk.ask(plain, kind)
        if other.page.status >= 400 or other.is_html:
            return url
        self.sink.keep_fact(f"{kind} {url}", plain)
        return plain


def require_ok(reply: Reply) -> None:
    """Raise when a portal answered that it does not have the page, or does not give it."""
    page = reply.page
    if page.status in {404, 410}:
        raise FetchError(f"{page.url}: answers {page.status}", url=page.url, fault="http_404")
    if page.status >= 400:
        raise FetchError(f"{page.url}: answers {page.status}", url=page.url, fault="http_4xx")
