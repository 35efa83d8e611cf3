"""WordPress's REST interface as a source: it names every post, when it changed, and what it is."""

import re
from datetime import date

from corpus.records import Page
from scrapers.candidates import Candidate
from scrapers.errors import FetchError
from scrapers.feeds import REST_FIELDS, RestRow, read_rest
from scrapers.portal import Portal
from scrapers.rest_addresses import rest_address, with_query
from scrapers.round import Round, require_ok
from scrapers.sitemaps import XmlError

_REST_PAGE = 100
_REST_FULL = 1000
"""Portals with up to so many posts are enumerated every night, larger ones once a week."""


class RestSource:
    """The posts of a portal, asked for a hundred at a time."""

    def __init__(self, current: Round) -> None:
        self._round = current

    async def ask(self) -> bool:
        """Ask for the posts where they were last found, else where the profile says."""
        base = rest_address(self._round.portal.rest or "", self._round.portal.home)
        plain = with_query(self._round.portal.home, {"rest_route": "/wp/v2/posts"})
        known = self._round.sink.fact("rest_address")
        try:
            return await self._ask_at(known or base)
        except (XmlError, FetchError) as error:
            other = base if known and known != base else plain
            if isinstance(error, FetchError) and error.fault != "http_404":
                raise
            done = await self._ask_at(other)
            self._round.sink.keep_fact("rest_address", other)
            return done

    async def _ask_at(self, base: str) -> bool:
        plan, total, number, read = self._round.plan, None, 1, 0
        since = self._since()
        while True:
            query = {"per_page": str(_REST_PAGE), "page": str(number), "_fields": REST_FIELDS}
            query |= {"orderby": "id", "order": "asc"} | since
            reply = await self._round.desk.ask(with_query(base, query), "rest")
            if reply.page.status == 400 and number > 1:
                break
            require_ok(reply)
            rows = read_rest(reply.page.body)
            total = _total(reply.page) if total is None else total
            self._round.offer([_rest_candidate(row, self._round.portal) for row in rows])
            read += len(rows)
            if len(rows) < _REST_PAGE or (total is not None and read >= total):
                break
            number += 1
        if not since and plan.since is None and plan.until is None:
            self._round.sink.keep_fact("rest_total", str(read))
            self._round.sink.complete("rest")
        return True

    def _since(self) -> dict[str, str]:
        """Narrow the question: to a range asked for, or to what changed on a large portal."""
        plan, narrow = self._round.plan, {}
        if plan.since is not None:
            narrow["after"] = f"{plan.since.isoformat()}T00:00:00"
        if plan.until is not None:
            narrow["before"] = f"{plan.until.isoformat()}T23:59:59"
        large = int(self._round.sink.fact("rest_total") or 0) > _REST_FULL
        last = self._round.sink.fact("rest_night")
        if not narrow and large and last and not plan.deep and not plan.weekly:
            narrow["modified_after"] = f"{last}T00:00:00"
        return narrow


def _rest_candidate(row: RestRow, portal: Portal) -> Candidate:
    published = row.published[:10]
    return Candidate(
        url=row.url,
        via="rest",
        mark=row.modified or None,
        alias=with_query(portal.home, {"p": str(row.number)}),
        published=date.fromisoformat(published)
        if re.match(r"\d{4}-\d\d-\d\d$", published)
        else None,
        protected=row.protected,
    )


def _total(page: Page) -> int | None:
    value = next((v for k, v in page.headers if k.lower() == "x-wp-total"), "")
    return int(value) if value.isdigit() else None
