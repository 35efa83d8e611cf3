"""Sitemaps as a source: they name everything, and some say when it last changed."""

import re

from scrapers.candidates import Candidate
from scrapers.listings import is_article
from scrapers.round import Round, require_ok
from scrapers.sitemaps import NOT_ARTICLES, read_sitemap


class SitemapSource:
    """The sitemaps of a portal, with those that they name."""

    def __init__(self, current: Round) -> None:
        self._round = current

    async def ask(self, url: str) -> bool:
        """Ask for a sitemap and for all that it names."""
        url = await self._round.working(url, "sitemap", {"sitemap": "index"})
        queue, seen, whole = [url], {url}, True
        conditional = not self._round.plan.weekly
        while queue and len(seen) <= 500:
            address = queue.pop(0)
            reply = await self._round.desk.ask(address, "sitemap", conditional=conditional)
            if reply.page.status == 304:
                whole = False
                self._round.listed.unchanged += 1
                continue
            require_ok(reply)
            sitemap = read_sitemap(reply.page.body)
            if sitemap.is_index:
                fresh = [r.url for r in sitemap.rows if not NOT_ARTICLES.search(r.url)]
                queue += [u for u in fresh if u not in seen]
                seen.update(fresh)
                continue
            self._round.offer(
                [
                    Candidate(url=row.url, via="sitemap", mark=row.changed)
                    for row in sitemap.rows
                    if is_article(row.url, row.title or row.url, self._round.portal)
                    or self._listed_by(address, row.url)
                ]
            )
        if whole:
            self._round.sink.complete("sitemap")
        return True

    def _listed_by(self, sitemap: str, url: str) -> bool:
        """Trust a sitemap that says it is one of posts, where the profile has no pattern."""
        portal = self._round.portal
        named = re.search(
            r"(?i)posts-post|post-sitemap|news|articles?|tin-?tuc|bai-?viet", sitemap
        )
        return named is not None and portal.article_pattern is None and url != portal.home
