"""What was archived can be read again, by a profile as it is today."""

from datetime import date

import fault_server as faults

from scrapers.archive import Archive
from scrapers.reparse import differences, reread
from scrapers.state import State


def read_again(crawler, portal):
    with State(crawler.root / "crawl.db") as state:
        return list(reread(portal, Archive(crawler.root / "warc"), state))


def test_articles_read_again_are_those_that_were_kept(server, crawler):
    site = server.site("a.test", count=5)
    pages = [f"/bai-viet-so-hay-3/{n}/" for n in (2, 3)]
    links = "".join(f"<a class='post-page-numbers' href='{p}'>{p[-2]}</a>" for p in pages)
    site.faults["/bai-viet-so-hay-3/"] = faults.html(site.article(3).replace("<p></p>", links))
    for number, path in enumerate(pages, 7):
        site.faults[path] = faults.html(site.article(number))
    portal = crawler.portal(site)
    kept = {f.article_id: f for f in crawler.night(portal).found}
    again = {r.article.id: r for r in read_again(crawler, portal)}
    assert {name: r.article for name, r in again.items()} == {
        name: f.article for name, f in kept.items()
    }
    assert {(r.warc, r.offset) for r in again.values()} == {
        (f.warc, f.offset) for f in kept.values()
    }
    assert max(len(f.article.paragraphs) for f in kept.values()) > 4


def test_other_profile_reads_the_same_bytes_otherwise(server, crawler):
    site = server.site("a.test", count=1)
    portal = crawler.portal(site)
    (found,) = crawler.night(portal).found
    (again,) = read_again(crawler, crawler.portal(site, selectors={"title": ("title",)}))
    assert set(differences(found.article, again.article)) == {"title"}


def test_pages_past_their_retention_are_deleted(server, crawler):
    portal = crawler.portal(server.site("a.test"))
    for day in (1, 2, 3):
        crawler.night(portal, day=day)
    archive = Archive(crawler.root / "warc")
    assert archive.expire(date(2026, 12, 3), keep_days=31) == ("2026-11-01",)
    assert [path.parent.name for path in archive.files()] == ["2026-11-02", "2026-11-03"]
    assert archive.read("2026-11-01/a.warc.gz", 0) is None
