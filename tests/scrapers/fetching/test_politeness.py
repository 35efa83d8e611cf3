"""What the servers' own access logs say of our manners."""

from itertools import pairwise

import fault_server as faults
import pytest

from scrapers.addresses import identify
from scrapers.state import State


def by_host(server):
    hosts = {}
    for access in server.log:
        hosts.setdefault(access.host, []).append(access)
    return hosts


@pytest.mark.parametrize(
    ("profile", "robots", "delay"), [(0.08, None, 0.08), (0.01, "Crawl-delay: 0.1", 0.1)]
)
def test_one_request_at_a_time_and_never_faster_than_the_delay(
    server, crawler, profile, robots, delay
):
    rules = None if robots is None else f"User-agent: *\n{robots}\n"
    sites = [server.site(f"p{n}.test", count=4, robots=rules) for n in range(3)]
    sites[0].faults["/bai-viet-so-hay-2/"] = faults.first(
        1, faults.drop, faults.html(sites[0].article(2))
    )
    sites[1].faults["/bai-viet-so-hay-3/"] = faults.redirect("/bai-viet-so-hay-1/")
    crawler.night(*(crawler.portal(site, delay_seconds=profile) for site in sites))
    for accesses in by_host(server).values():
        # The rules may only ask for more once they are read.
        for earlier, later in pairwise(accesses[1:]):
            assert later.started >= earlier.finished
            assert later.started - earlier.started >= delay - 0.001
        assert accesses[0].target == "/robots.txt"


def test_portals_that_share_a_host_share_its_turn(server, crawler):
    site = server.site("a.test", count=4)
    one = crawler.portal(site, slug="one", delay_seconds=0.05)
    two = crawler.portal(site, slug="two", delay_seconds=0.05, article_pattern="hay-[12]/")
    crawler.night(one, two)
    for earlier, later in pairwise(server.log):
        assert later.started - earlier.started >= 0.049


def test_many_hosts_are_crawled_side_by_side(server, crawler):
    sites = [server.site(f"p{n}.test", count=3) for n in range(40)]
    night = crawler.night(*(crawler.portal(site, delay_seconds=0.2) for site in sites))
    assert len(night.found) == 120
    order = [access.host for access in server.log]
    last_to_begin = max(order.index(host) for host in set(order))
    first_to_end = min(len(order) - order[::-1].index(host) for host in set(order))
    assert last_to_begin < first_to_end


def test_agent_says_who_we_are(server, crawler):
    site = server.site("a.test")
    crawler.night(crawler.portal(site), contact="https://example.org/ve-chung-toi")
    assert {a.agent for a in server.log} == {"danvan/2026.11 (+https://example.org/ve-chung-toi)"}


def test_nothing_is_asked_again_that_did_not_change(server, crawler):
    site = server.site("a.test", count=12, validators=True)
    portal = crawler.portal(site)
    crawler.night(portal, day=1)
    server.log.clear()
    night = crawler.night(portal, day=2)
    statuses = [a.status for a in server.log if a.target != "/robots.txt"]
    assert set(statuses) == {304}
    assert {f.change for f in night.found} <= {"unchanged"}


def test_now_and_then_a_page_is_asked_for_in_full(server, crawler):
    site = server.site("a.test", count=1, validators=True)
    portal = crawler.portal(site)
    for day in range(1, 12):
        crawler.night(portal, day=day)
    full = [a.status for a in server.log if a.target == "/"].count(200)
    assert full >= 2


def test_receipts_are_kept(server, crawler):
    site = server.site("a.test", count=2)
    crawler.night(crawler.portal(site, delay_seconds=0.05))
    with State(crawler.root / "crawl.db") as state:
        (receipt,) = state.receipts(1)
    gap = receipt.pop("smallest_gap")
    robots = receipt.pop("robots")
    assert receipt == {"host": site.host, "requests": 4, "delay": 0.05}
    assert gap >= 0.05
    assert robots.startswith("rules ")


def test_article_on_several_pages_is_looked_at_again_after_those_on_one(server, crawler):
    site = server.site("a.test", count=12)
    portal = crawler.portal(site)
    ids = {n: identify(site.url(n), portal) for n in site.numbers()}
    first = min(ids, key=ids.__getitem__)
    pages = [f"/bai-viet-so-hay-{first}/{n}/" for n in (2, 3)]
    links = "".join(f"<a class='post-page-numbers' href='{p}'>{p[-2]}</a>" for p in pages)
    site.faults[f"/bai-viet-so-hay-{first}/"] = faults.html(
        site.article(first).replace("<p></p>", links)
    )
    for path in pages:
        site.faults[path] = faults.html(site.article(20))
    crawler.night(portal)
    looked_at = []
    for day in range(2, 7):
        before = len(server.targets("a.test"))
        crawler.night(portal, day=day)
        looked_at.append([t for t in server.targets("a.test")[before:] if "bai-viet" in t])
    assert all(len(night) == 1 for night in looked_at)
    assert len({target for (target,) in looked_at}) == 5
    assert not {f"/bai-viet-so-hay-{first}/"} & {target for (target,) in looked_at}
