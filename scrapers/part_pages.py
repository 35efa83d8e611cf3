"""The further pages of an article that is spread over several; WordPress does not always say."""

from urllib.parse import urlsplit

from corpus.records import Page
from scrapers.addresses import canonical, same_site
from scrapers.desk import Desk
from scrapers.errors import FetchError
from scrapers.feeds import read_feed, read_rest
from scrapers.portal import Portal
from scrapers.read import part_addresses, rest_address
from scrapers.rest_addresses import rest_address as posts_address
from scrapers.rest_addresses import with_query
from scrapers.sitemaps import XmlError

_MARKS = (b"post-page-numbers", b'rel="next"')
_MOST = 20


class PartPages:
    """Find the parts of one portal's articles during one session."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._portal: Portal = desk.portal
        self._split: frozenset[str] | None = None
        self._can_search = True

    async def find(self, page: Page, *, known_to_be_split: bool = False) -> tuple[Page, ...]:
        """Bring the further pages of an article, in order.

        Raises:
            FetchError: a page that the article announces could not be had.
        """
        if "parts" in self._portal.selectors or any(mark in page.body for mark in _MARKS):
            told = part_addresses(page, self._portal)[:_MOST]
            if told:
                asked = [await self._desk.ask(url, "part", conditional=False) for url in told]
                return tuple(reply.page for reply in asked)
        # Block themes before WordPress 6.4 print no links to an article's further pages.
        if b"wp-block-post-content" not in page.body:
            return ()
        split = known_to_be_split
        split = split or canonical(page.url, self._portal) in await self._split_articles()
        if split or not self._can_search:
            whole = await self._whole(page)
            if whole is not None:
                return (whole,) if b"<!--nextpage" in whole.body else ()
        return await self._probe(page.url) if split else ()

    async def _whole(self, page: Page) -> Page | None:
        """Ask for the post where the page says that WordPress keeps it, whole."""
        address = rest_address(page)
        if address is None or not same_site(address, self._portal):
            return None
        try:
            whole = (await self._desk.ask(address, "part", conditional=False)).page
        except FetchError:
            return None
        told = whole.status == 200 and whole.content_type == "application/json"
        return whole if told else None

    async def _probe(self, url: str) -> tuple[Page, ...]:
        """Ask for page after page; one too many is sent back to the first."""
        pages: list[Page] = []
        while len(pages) < _MOST:
            number = len(pages) + 2
            following = (
                with_query(url, {"page": str(number)})
                if urlsplit(url).query
                else f"{url.rstrip('/')}/{number}/"
            )
            page = (await self._desk.ask(following, "part", conditional=False)).page
            if page.status != 200 or page.url.rstrip("/") != following.rstrip("/"):
                break
            pages.append(page)
        return tuple(pages)

    async def _split_articles(self) -> frozenset[str]:
        """Ask the portal's own search, once a night, which articles are split."""
        if self._split is None:
            try:
                self._split = frozenset(
                    canonical(url, self._portal) for url in await self._search()
                )
            except (FetchError, XmlError):
                self._split, self._can_search = frozenset(), False
        return self._split

    async def _search(self) -> list[str]:
        portal = self._portal
        if portal.rest is not None:
            base = posts_address(portal.rest, portal.home)
            query = {"search": "nextpage", "per_page": "100", "_fields": "id,link"}
            reply = await self._desk.ask(with_query(base, query), "rest")
            return [row.url for row in read_rest(reply.page.body)]
        search = with_query(portal.home, {"s": "nextpage", "feed": "rss2"})
        reply = await self._desk.ask(search, "feed", conditional=False)
        return [row.url for row in read_feed(reply.page.body, reply.page.content_type)]
