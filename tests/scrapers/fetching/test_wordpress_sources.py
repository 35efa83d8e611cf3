"""WordPress tells in one source what it hides in another: a feed, a sitemap, a post as JSON."""

import json

import fault_server as faults
import pytest

from scrapers.archive import Archive
from scrapers.reparse import reread
from scrapers.state import State

PER_FEED = 10


class Blog:
    """A site whose feed can be asked for in the order of change, as WordPress's can."""

    def __init__(self, site):
        self.site = site
        self.dates = {n: f"2026-10-{n % 27 + 1:02}" for n in site.numbers()}
        self.changes = {n: n for n in site.numbers()}
        site.faults["/feed/"] = self.feed
        site.faults["/wp-sitemap.xml"] = self.sitemap

    def edit(self, *numbers):
        for number in numbers:
            self.site.edits[number] = f"Đính chính lần thứ {max(self.changes.values())}."
            self.changes[number] = max(self.changes.values()) + 1

    def add(self, number, date):
        self.site.count = max(self.site.count, number)
        self.site.removed.discard(number)
        self.dates[number], self.changes[number] = date, max(self.changes.values()) + 1

    async def feed(self, wire):
        query = wire.request.query
        order = self.changes if query.get("orderby") == "modified" else self.dates
        numbers = sorted(self.site.numbers(), key=lambda n: order[n], reverse=True)
        start = PER_FEED * (int(query.get("paged", 1)) - 1)
        rows = "".join(map(self.item, numbers[start : start + PER_FEED]))
        text = f"<rss version='2.0'><channel><title>Cổng</title>{rows}</channel></rss>"
        await wire.answer(200 if rows else 404, text, "application/rss+xml")

    def item(self, number):
        extra = self.site.edits.get(number, "")
        return (
            f"<item><title>Bài {number}</title><link>{self.site.url(number)}</link>"
            f"<pubDate>{self.dates[number]}</pubDate><description>{extra}</description></item>"
        )

    async def sitemap(self, wire):
        rows = "".join(f"<url><loc>{self.site.url(n)}</loc></url>" for n in self.site.numbers())
        await wire.answer(200, f"<urlset>{rows}</urlset>", "application/xml")


@pytest.fixture
def blog(server):
    site = server.site("a.test", count=42)
    site.removed = {41, 42}
    return Blog(site)


def by_feed(crawler, site, **kwargs):
    home = f"http://{site.host}/"
    return crawler.portal(site, feeds=(f"{home}feed/",), lists=(home,), **kwargs)


def by_sitemap(crawler, site):
    return crawler.portal(site, sitemaps=(f"http://{site.host}/wp-sitemap.xml",), lists=())


def told(night):
    return {(f.change, f.url) for f in night.found if f.change != "unchanged"}


@pytest.mark.parametrize("way", [by_feed, by_sitemap])
def test_everything_done_in_a_day_is_noticed_the_next_night(blog, crawler, way):
    portal, site = way(crawler, blog.site), blog.site
    assert crawler.night(portal, day=1).count.new == 40
    blog.edit(5)
    blog.add(41, "2020-03-03")
    blog.add(42, "2026-11-01")
    site.removed.add(17)
    assert told(crawler.night(portal, day=2)) == {
        ("changed", site.url(5)),
        ("new", site.url(41)),
        ("new", site.url(42)),
        ("gone", site.url(17)),
    }
    assert told(crawler.night(portal, day=3)) == set()


def test_more_edits_than_a_feed_holds_are_all_noticed(blog, crawler):
    portal = by_sitemap(crawler, blog.site)
    crawler.night(portal, day=1)
    edited = range(2, 27)
    blog.edit(*edited)
    assert crawler.night(portal, day=2).urls("changed") == {f"-so-hay-{n}/" for n in edited}


def test_source_that_is_not_there_is_asked_for_once_a_week(server, crawler):
    site = server.site("a.test", count=5)
    portal = by_sitemap(crawler, site)
    site.faults["/wp-sitemap.xml"] = Blog(site).sitemap
    site.faults["/feed/"] = faults.status(404)
    nights = [crawler.night(portal, day=day) for day in range(1, 8)]
    assert [(night.count.verdict, night.issues) for night in nights] == [("fine", [])] * 7
    assert server.targets("a.test").count("/feed/") == 2


def test_source_that_robots_forbid_is_not_asked_for(blog, server, crawler):
    blog.site.robots = "User-agent: *\nDisallow: /feed/\n"
    night = crawler.night(by_sitemap(crawler, blog.site))
    assert (night.count.verdict, night.issues) == ("fine", [])
    assert not [t for t in server.targets("a.test") if t.startswith("/feed/")]


def test_emptied_list_is_broken_even_when_the_sitemap_is_not(blog, crawler):
    portal = crawler.portal(blog.site, feeds=(f"http://{blog.site.host}/feed/",))
    crawler.night(portal, day=1)
    blog.site.faults["/feed/"] = faults.html("<rss><channel/></rss>", "application/rss+xml")
    blog.site.faults["/"] = faults.html("<html><body>Đang bảo trì</body></html>")
    assert crawler.night(portal, day=2).count.verdict == "broken"


def block_theme(site, number, rest):
    """Give a page as a block theme shows it: the first part, and where the whole post is."""
    head = site.article(number).partition("<div class='entry-content'>")[0]
    head = head.replace("<h1 class='entry-title'", "<h1 class='wp-block-post-title'")
    head = head.replace("<time class", "<div class='wp-block-post-date'><time class")
    head = head.replace("</time>", "</time></div>")
    link = f"<link rel='alternate' type='application/json' href='{rest}'>"
    return (
        head.replace("</head>", f"{link}</head>")
        + "<div class='wp-block-post-content'><p>Phần đầu.</p></div></article>"
    )


@pytest.mark.parametrize("can_search", [True, False])
def test_post_of_several_pages_is_read_whole_where_the_page_says(server, crawler, can_search):
    site = server.site("a.test", count=2)
    parts = [f"<p>Phần {n} của bài viết nhiều trang.</p>" for n in (1, 2, 3)]
    bodies = {1: "\n<!--nextpage-->\n".join(parts), 2: "<p>Phần đầu.</p>"}
    for number, body in bodies.items():
        rest = f"http://{site.host}/wp-json/wp/v2/posts/{number}"
        path = f"/bai-viet-so-hay-{number}/"
        site.faults[path] = faults.html(block_theme(site, number, rest))
        post = {
            "id": number,
            "link": site.url(number),
            "date": "2026-10-01T08:00:00",
            "date_gmt": "2026-10-01T01:00:00",
            "modified": "2026-10-01T08:00:00",
            "title": {"rendered": f"Bài viết số {number}"},
            "content": {"rendered": body, "protected": False},
        }
        site.faults[f"/wp-json/wp/v2/posts/{number}"] = faults.html(
            json.dumps(post), "application/json"
        )
    front, search = faults.html(site.list_page(1)), search_results(site)

    async def home(wire):
        await (search if can_search and "s" in wire.request.query else front)(wire)

    site.faults["/"] = home
    portal = crawler.portal(site)
    night = crawler.night(portal)
    read = {f.url: f.article.paragraphs for f in night.found}
    assert read[site.url(1)] == tuple(p[3:-4] for p in parts)
    assert read[site.url(2)] == ("Phần đầu.",)
    asked = [t for t in server.targets("a.test") if "wp-json" in t]
    assert len(asked) == (1 if can_search else 2)
    with State(crawler.root / "crawl.db") as state:
        again = list(reread(portal, Archive(crawler.root / "warc"), state))
    assert {r.article.url: r.article.paragraphs for r in again} == read


def search_results(site):
    item = f"<item><title>Bài 1</title><link>{site.url(1)}</link></item>"
    return faults.html(
        f"<rss version='2.0'><channel>{item}</channel></rss>", "application/rss+xml"
    )
