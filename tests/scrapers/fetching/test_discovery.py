"""Articles are found once, by whatever way leads to them, and followed from night to night."""

from datetime import date

import fault_server as faults
import pytest

from scrapers.archive import iter_pages


def test_post_back_pager_is_turned_by_its_form(server, crawler):
    site = server.site("a.test", count=9)

    async def page(wire):
        number = int(wire.request.form.get("__EVENTARGUMENT", "Page$1").partition("$")[2] or 1)
        assert number == 1 or wire.request.form["__VIEWSTATE"] == f"trang-{number - 1}"
        rows = range(number * 3 - 2, number * 3 + 1)
        links = "".join(f'<a href="/bai-viet-so-hay-{n}/">Bài số {n}</a>' for n in rows)
        turns = "".join(
            f"<a href=\"javascript:__doPostBack('ctl00$grid','Page${n}')\">{n}</a>"
            for n in (1, 2, 3)
            if n != number
        )
        state = f'<input type="hidden" name="__VIEWSTATE" value="trang-{number}">'
        await wire.answer(200, f'<form action="/Trang/Tin.aspx">{state}{links}{turns}</form>')

    site.faults["/Trang/Tin.aspx"] = page
    portal = crawler.portal(site, lists=(f"http://{site.host}/Trang/Tin.aspx",))
    assert len(crawler.night(portal).urls()) == 9


def test_pager_of_the_profile_is_followed(server, crawler):
    site = server.site("a.test", count=25)
    site.faults["/"] = faults.html(
        site.list_page(1).replace("page-numbers", "x").replace("next", "")
    )
    assert len(crawler.night(crawler.portal(site, pager="page/{page}/")).urls()) == 25


def test_sessions_and_trackers_make_no_second_article(server, crawler):
    site = server.site("a.test", count=1)
    path = "/bai-viet-so-hay-1/"
    spellings = [
        path,
        f"{path}?utm_source=zalo",
        f"{path};jsessionid=0A1B2C?fbclid=7",
        f"{path}?_afrLoop=123&_afrWindowMode=0",
        f"{path}#binh-luan",
    ]
    links = "".join(f'<a href="{s}">Bài viết</a>' for s in spellings)
    site.faults["/"] = faults.html(links)
    night = crawler.night(crawler.portal(site))
    assert [f.url for f in night.found] == [site.url(1)]
    assert len([t for t in server.targets("a.test") if t.startswith("/bai-viet")]) == 1


@pytest.mark.parametrize("how", ["redirect", "canonical", "id_pattern"])
def test_article_under_two_categories_is_one(server, crawler, how):
    site = server.site("a.test", count=0)
    page = faults.Site(host=site.host).article(5)
    if how == "canonical":
        url = f"http://{site.host}/kinh-te/mot-bai-viet-hay-5.html"
        page = page.replace("</head>", f'<link rel="canonical" href="{url}"></head>')
    one, two = "/kinh-te/mot-bai-viet-hay-5.html", "/xa-hoi/mot-bai-viet-hay-5.html"
    site.faults["/"] = faults.html(f'<a href="{two}">Bài năm</a><a href="{one}">Bài năm</a>')
    site.faults[one] = faults.html(page)
    site.faults[two] = faults.redirect(one, 301) if how == "redirect" else faults.html(page)
    pattern = r"-(\d+)\.html$" if how == "id_pattern" else None
    portal = crawler.portal(site, id_pattern=pattern)
    assert len(crawler.night(portal).found) == 1
    again = crawler.night(portal, day=2)
    assert again.count.new == again.count.changed == 0


def test_canonical_that_names_the_front_page_is_not_believed(server, crawler):
    site = server.site("a.test", count=2)
    wrong = f'<link rel="canonical" href="http://{site.host}/"></head>'
    for number in (1, 2):
        page = site.article(number).replace("</head>", wrong)
        site.faults[f"/bai-viet-so-hay-{number}/"] = faults.html(page)
    assert len(crawler.night(crawler.portal(site)).urls()) == 2


def test_wrong_address_that_answers_with_the_front_page_is_missing(server, crawler):
    site = server.site("a.test", count=3)
    site.faults["/bai-viet-so-hay-2/"] = faults.html(site.list_page(1))
    night = crawler.night(crawler.portal(site))
    assert night.urls() == {"-so-hay-1/", "-so-hay-3/"}
    assert "soft_404" in night.names


def test_edit_is_noticed(server, crawler):
    site = server.site("a.test", count=1)
    portal = crawler.portal(site)
    crawler.night(portal, day=1)
    site.edits[1] = "Tòa soạn bổ sung: có 12 hộ."
    night = crawler.night(portal, day=2)
    assert [(f.change, f.url) for f in night.found] == [("changed", site.url(1))]
    assert crawler.night(portal, day=3).count.changed == 0


def test_sitemap_dates_show_edits_and_its_gaps_show_deletions(server, crawler):
    site = server.site("a.test", count=30)
    dates = dict.fromkeys(range(1, 31), "2026-10-01")

    async def sitemap(wire):
        rows = "".join(
            f"<url><loc>{site.url(n)}</loc><lastmod>{dates[n]}</lastmod></url>"
            for n in site.numbers()
        )
        await wire.answer(200, f"<urlset>{rows}</urlset>", "application/xml")

    site.faults["/sitemap.xml"] = sitemap
    portal = crawler.portal(site, lists=(), sitemaps=(f"http://{site.host}/sitemap.xml",))
    assert crawler.night(portal, day=1).count.new == 30
    site.edits[7], dates[7] = "Bổ sung một đoạn.", "2026-11-01"
    site.removed.add(9)
    night = crawler.night(portal, day=2)
    assert {(f.change, f.url) for f in night.found if f.change != "unchanged"} == {
        ("changed", site.url(7)),
        ("gone", site.url(9)),
    }
    assert crawler.night(portal, day=3).count.gone == 0


def test_article_that_comes_back_is_changed(server, crawler):
    site = server.site("a.test", count=5)
    portal = crawler.portal(site, lists=(), sitemaps=(f"http://{site.host}/sitemap.xml",))
    crawler.night(portal, day=1)
    site.removed.add(2)
    assert crawler.night(portal, day=2).count.gone == 1
    site.removed.clear()
    assert crawler.night(portal, day=3).urls("changed") == {"-so-hay-2/"}


def test_outage_takes_nothing_down(server, crawler):
    site = server.site("a.test", count=40)
    portal = crawler.portal(site, lists=(), sitemaps=(f"http://{site.host}/sitemap.xml",))
    crawler.night(portal, day=1)
    site.faults["*"] = faults.status(404)
    assert crawler.night(portal, day=2).count.gone == 0
    site.faults["*"] = faults.status(503)
    assert crawler.night(portal, day=3).count.gone == 0
    site.faults.clear()
    site.faults["/sitemap.xml"] = faults.html("<urlset></urlset>", "application/xml")
    for number in range(1, 41):
        site.faults[f"/bai-viet-so-hay-{number}/"] = faults.status(404)
    night = crawler.night(portal, day=4)
    assert "mass_missing" in night.names
    assert night.count.gone <= 10


@pytest.mark.parametrize("part", ["date", "body", "most of the body"])
def test_old_page_that_loses_its_parts_is_drift_not_an_edit(server, crawler, part):
    site = server.site("a.test", count=1, edits={1: "Một câu dài trong bài viết này. " * 40})
    portal = crawler.portal(site)
    crawler.night(portal, day=1)
    page = site.article(1)
    moved = {
        "date": page.replace("<time class='entry-date published'", "<time hidden x").replace(
            "datetime=", "y="
        ),
        "body": page.replace("entry-content", "noi-dung-moi"),
        "most of the body": page.replace(site.edits[1], ""),
    }[part]
    site.faults["/bai-viet-so-hay-1/"] = faults.html(moved)
    night = crawler.night(portal, day=2)
    assert night.found == []
    assert night.names & {"layout", "layout_drift"}
    assert night.count.verdict == "broken"


def test_range_of_dates_is_back_filled_and_nothing_else_kept(server, crawler):
    site = server.site("a.test", count=24)
    portal = crawler.portal(site)
    night = crawler.night(portal, since=date(2021, 1, 1), until=date(2022, 12, 31))
    years = {f.article.published.at.year for f in night.found}
    assert years == {2021, 2022}
    expected = {n for n in range(1, 25) if 2019 + n % 6 in {2021, 2022}}
    assert len(night.found) == len(expected)


def test_walk_cut_short_is_walked_to_its_end_the_next_night(server, crawler):
    site = server.site("a.test", count=60, per_page=5)
    portal = crawler.portal(site)
    site.faults["/page/4/"] = faults.drop
    first = crawler.night(portal, day=1)
    site.faults.clear()
    second = crawler.night(portal, day=2)
    assert len(first.urls()) == 15
    assert len(first.urls() | second.urls()) == 60


def test_limit_of_pages_leaves_the_rest_for_the_next_nights(server, crawler):
    site = server.site("a.test", count=25)
    portal = crawler.portal(site)
    found = [crawler.night(portal, day=day, max_pages=10).urls() for day in (1, 2, 3)]
    assert [len(urls) for urls in found] == [10, 10, 5]
    assert len(set.union(*found)) == 25


def test_portal_without_any_source_is_found_from_its_front_page(server, crawler):
    site = server.site("a.test", count=12, robots="User-agent: *\nDisallow:\n")
    assert len(crawler.night(crawler.portal(site, lists=())).urls()) == 12


def test_script_redirect_is_followed(server, crawler):
    site = server.site("a.test", count=3)
    move = "<html><script>window.location.href='/page/1/';</script></html>"
    site.faults["/"] = faults.html(move)
    assert len(crawler.night(crawler.portal(site)).urls()) == 3


def test_every_answer_is_in_the_archive(server, crawler):
    site = server.site("a.test", count=3)
    night = crawler.night(crawler.portal(site))
    (path,) = (crawler.root / "warc").glob("*/*.warc.gz")
    pages = {page.url: page for page in iter_pages(path)}
    assert set(server.targets("a.test")) == {
        url.removeprefix(f"http://{site.host}") for url in pages
    }
    for found in night.found:
        assert pages[found.url] == found.page


def test_one_portal_that_crashes_our_code_leaves_the_others(server, crawler):
    good, bad = server.site("a.test"), server.site("b.test")
    portal = crawler.portal(bad, article_pattern="(")
    night = crawler.night(crawler.portal(good), portal)
    assert [count.verdict for count in night.counts] == ["fine", "broken"]
    assert len(night.found) == 3
    assert "failed" in night.names
