"""Every fault of a server is survived, and reported under its own name."""

from datetime import UTC, datetime

import fault_server as faults
import pytest
from crawler import Crawler

from scrapers.fetch import Limits


@pytest.fixture
def crawler(tmp_path):
    impatient = Limits(
        body_bytes=1_048_576, connect_seconds=5.0, read_seconds=1.0, total_seconds=2.5
    )
    return Crawler(tmp_path, {"limits": impatient})


BAD = "/bai-viet-so-hay-2/"
GOOD = {"-so-hay-1/", "-so-hay-3/"}

ON_AN_ARTICLE = {
    "dropped": faults.drop,
    "dropped (closed)": faults.close_silently,
    "timeout_read": faults.stall,
    "deadline": faults.slow_loris,
    "truncated": faults.half_body,
    "truncated (gzip)": faults.half_gzip,
    "bad_length": faults.conflicting_lengths,
    "bad_answer": faults.no_http,
    "bad_encoding": faults.broken_gzip,
    "bad_encoding (br)": faults.unasked_encoding,
    "bomb": faults.gzip_bomb,
    "too_large": faults.flood,
    "too_large (said)": faults.announced_flood,
    "http_4xx": faults.status(418, "no"),
    "http_404": faults.status(404, "no"),
    "http_404 (410)": faults.status(410, "no"),
    "http_5xx": faults.status(500, "no"),
    "http_401": faults.status(401, "no"),
    "blocked": faults.status(403, "no"),
    "redirect_loop": faults.redirect(BAD),
    "redirect_private": faults.redirect("http://169.254.169.254/latest/meta-data/"),
    "redirect_private (name)": faults.redirect("http://intranet.test/"),
    "redirect_scheme": faults.redirect("file:///etc/passwd"),
    "redirect_elsewhere": faults.redirect("/di-noi-khac/"),
    "soft_404": faults.redirect("/"),
    "soft_404 (said)": faults.html("<title>Không tìm thấy trang</title><h1>Lỗi 404</h1>"),
    "challenge_page": faults.html(faults.CHALLENGE),
    "challenge_page (cookie)": faults.html(faults.COOKIE_GATE),
    "needs_script": faults.html(faults.SCRIPT_ONLY),
    "not_html": faults.html("%PDF-1.4 …", "application/pdf"),
    "not_html (binary)": faults.html("\x00\x01\x02" * 50),
    "empty": faults.html("  \n "),
    "layout": faults.html("<html><body><div>" + "Một trang khác hẳn. " * 20 + "</div></body></html>"),
    "meta_robots": faults.html("<meta name=robots content='noindex, follow'><p>" + "x " * 99),
}  # fmt: skip


@pytest.mark.parametrize("named", ON_AN_ARTICLE)
def test_fault_of_one_article_is_named_and_leaves_the_others(server, crawler, named):
    site = server.site("a.test", faults={BAD: ON_AN_ARTICLE[named]})
    other = server.site("other.example")
    site.faults["/di-noi-khac/"] = faults.redirect(f"http://{other.host}/")
    portal = crawler.portal(site, sitemaps=(f"http://{other.host}/missing.xml",))
    night = crawler.night(portal)
    assert night.urls() == GOOD
    assert named.partition(" (")[0] in night.names
    assert night.count.refused + night.count.failed == 1


@pytest.mark.parametrize(
    ("named", "fault", "verdict"),
    [
        ("dropped", faults.drop, "dead"),
        ("timeout_read", faults.stall, "dead"),
        ("http_5xx", faults.status(503), "dead"),
        ("blocked", faults.status(403), "blocked"),
        ("rate_limited", faults.retry_later(429, None), "blocked"),
        ("rate_limited", faults.retry_later(429, "86400"), "blocked"),
        ("challenge_page", faults.html(faults.CHALLENGE), "blocked"),
    ],
)
def test_fault_of_a_whole_portal_is_its_verdict(server, crawler, named, fault, verdict):
    site = server.site("a.test", faults={"*": fault})
    night = crawler.night(crawler.portal(site))
    assert named in night.names
    assert night.count.verdict == verdict


def test_portal_with_an_unknown_name_is_dead(server, crawler):
    site = server.site("nowhere.test")
    night = crawler.night(crawler.portal(site))
    assert (night.names & {"dns"}, night.count.verdict) == ({"dns"}, "dead")


def test_portal_that_listens_nowhere_is_dead(server, crawler):
    site = server.site("a.test")
    portal = crawler.portal(site, home="http://a.test:9/", lists=("http://a.test:9/",))
    night = crawler.night(portal)
    assert "connect_refused" in night.names
    assert night.count.verdict == "dead"


def test_private_address_is_refused_unless_the_profile_says_so(server, crawler):
    site = server.site("a.test")
    night = crawler.night(crawler.portal(site, allow_private=False))
    assert "private_address" in night.names
    assert server.targets("a.test") == []


@pytest.mark.parametrize("code", [429, 503])
def test_retry_after_is_waited_for(server, crawler, code):
    site = server.site("a.test", count=1)
    fine = faults.html(site.article(1))
    site.faults["/bai-viet-so-hay-1/"] = faults.first(1, faults.retry_later(code, "1"), fine)
    night = crawler.night(crawler.portal(site))
    times = [a.started for a in server.log if a.target == "/bai-viet-so-hay-1/"]
    assert night.urls() == {"-so-hay-1/"}
    assert len(times) == 2
    assert times[1] - times[0] >= 1.0


def test_retry_after_may_be_a_date(server, crawler):
    from scrapers.patience import read_retry_after

    now = datetime(2026, 11, 1, tzinfo=UTC)
    assert read_retry_after("Sun, 01 Nov 2026 00:02:00 GMT", now) == 120.0
    assert read_retry_after("Sat, 31 Oct 2026 00:02:00 GMT", now) == 0.0
    assert read_retry_after("soon", now) is None
    assert read_retry_after(None, now) is None


def test_passing_faults_are_outlived(server, crawler):
    site = server.site("a.test", count=4)
    for number, fault in enumerate([faults.drop, faults.half_body, faults.status(502)], 1):
        fine = faults.html(site.article(number))
        site.faults[f"/bai-viet-so-hay-{number}/"] = faults.first(1, fault, fine)
    night = crawler.night(crawler.portal(site))
    assert len(night.urls()) == 4
    assert night.count.failed == 0


def test_endless_pager_of_the_same_articles_is_left(server, crawler):
    site = server.site("a.test")

    async def page(wire):
        number = int(wire.request.query.get("page", 1))
        links = "".join(f'<a href="/bai-viet-so-hay-{n}/">Bài số {n}</a>' for n in (1, 2, 3))
        await wire.answer(200, f'{links}<a rel=next href="/tin?page={number + 1}">Sau</a>')

    site.faults["/tin"] = page
    night = crawler.night(crawler.portal(site, lists=(f"http://{site.host}/tin",)))
    assert len(night.urls()) == 3
    assert sum(target.startswith("/tin") for target in server.targets("a.test")) == 2


def test_endless_pager_of_ever_new_articles_is_bounded(server, crawler):
    site = server.site("a.test")

    async def page(wire):
        number = int(wire.request.query.get("page", 1))
        link = f'<a href="/mot-bai-khong-co-that-{number}/">Bài số {number}</a>'
        await wire.answer(200, f'{link}<a rel=next href="/tin?page={number + 1}">Sau</a>')

    site.faults["/tin"] = page
    portal = crawler.portal(site, lists=(f"http://{site.host}/tin",))
    night = crawler.night(portal, max_list_pages=12, max_pages=5)
    assert "endless_list" in night.names
    assert len(server.targets("a.test")) <= 12 + 5 + 1


def test_calendar_is_not_followed(server, crawler):
    site = server.site("a.test")
    body = site.list_page(1) + '<a class="next" href="/lich/?month=2026-12">Tháng sau</a>'
    site.faults["/"] = faults.html(body)
    crawler.night(crawler.portal(site))
    assert not [t for t in server.targets("a.test") if "month" in t]


@pytest.mark.parametrize(
    ("named", "fault"),
    [
        ("xml_bomb", faults.html(faults.XML_BOMB, "application/xml")),
        ("not_xml", faults.html("<!doctype html><html><p>Trang chủ</p></html>")),
        ("not_sitemap", faults.html("<rss><channel/></rss>", "application/xml")),
        ("http_404", faults.status(404)),
        ("bomb", faults.gzip_bomb),
    ],
)
def test_fault_of_a_sitemap_is_named(server, crawler, named, fault):
    site = server.site("a.test", faults={"/sitemap.xml": fault})
    night = crawler.night(crawler.portal(site, sitemaps=(f"http://{site.host}/sitemap.xml",)))
    assert named in night.names
    assert len(night.urls()) == 3


@pytest.mark.parametrize(
    ("answer", "fetched"),
    [
        (faults.html("User-agent: *\nDisallow: /", "text/plain"), 0),
        (faults.status(401), 0),
        (faults.status(403), 0),
        (faults.status(500), 0),
        (faults.status(404), 3),
        (faults.html("<html><body>Trang chủ</body></html>"), 3),
        (faults.html("User-agent: *\nDisallow: /bai-viet-so-hay-2", "text/plain"), 2),
        (faults.html("\ufeffUser-agent: danvan\nDisallow: /\n", "text/plain"), 0),
        (faults.html("User-agent: GPTBot\nDisallow: /\n", "text/plain"), 3),
    ],
)
def test_robots_are_obeyed_on_every_address(server, crawler, answer, fetched):
    site = server.site("a.test", faults={"/robots.txt": answer})
    night = crawler.night(crawler.portal(site))
    asked = [t for t in server.targets("a.test") if t.startswith("/bai-viet")]
    assert (len(night.urls()), len(asked)) == (fetched, fetched)


TRUSTED = faults.CERTIFICATES / "ca.pem"


def secure(crawler, server, name, **kwargs):
    site = server.site(name)
    url = f"https://{site.host}/"
    return crawler.portal(site, home=url, lists=(url,), **kwargs)


@pytest.mark.parametrize("certificate", ["expired", "hostname", "untrusted", "self_signed"])
def test_certificate_faults_are_named_and_nothing_is_asked(crawler, certificate):
    with faults.FaultServer(certificate) as server:
        portal = secure(crawler, server, f"{certificate.replace('_', '')}.test")
        night = crawler.night(portal, tls_authorities=TRUSTED)
        assert f"tls_{certificate}" in night.names
        assert night.count.verdict == "dead"
        assert server.log == []


@pytest.mark.parametrize("certificate", ["expired", "hostname", "untrusted", "self_signed"])
@pytest.mark.parametrize("waived", ["expired", "hostname"])
def test_only_the_fault_a_profile_names_is_waived(crawler, certificate, waived):
    with faults.FaultServer(certificate) as server:
        name = f"{certificate.replace('_', '')}.test"
        portal = secure(crawler, server, name, tls_fault=f"tls_{waived}")
        night = crawler.night(portal, tls_authorities=TRUSTED)
        assert f"tls_{waived}" in night.names
        assert bool(night.found) == (certificate == waived)


def test_good_certificate_is_accepted(crawler):
    with faults.FaultServer("good") as server:
        night = crawler.night(secure(crawler, server, "good.test"), tls_authorities=TRUSTED)
        assert (len(night.found), night.issues) == (3, [])


def test_bodies_beyond_the_limit_never_fill_memory(server, crawler):
    import tracemalloc

    for number in range(8):
        server.site(f"s{number}.test", faults={BAD: faults.flood})
    portals = [crawler.portal(site) for site in server.sites.values()]
    tracemalloc.start()
    night = crawler.night(*portals, limits=Limits(body_bytes=4_194_304, total_seconds=30.0))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(night.found) == 16
    assert peak < 60_000_000


def test_gap_is_looked_at_again_after_an_outage(server, crawler):
    site = server.site("a.test", faults={"*": faults.status(503)})
    portal = crawler.portal(site)
    assert crawler.night(portal, day=1).count.verdict == "dead"
    site.faults.clear()
    assert len(crawler.night(portal, day=2).urls()) == 3


def test_failed_article_is_tried_again_after_one_three_and_seven_days(server, crawler):
    site = server.site("a.test", faults={BAD: faults.status(404)})
    portal = crawler.portal(site)
    tried = []
    for day in range(1, 14):
        before = len([t for t in server.targets("a.test") if t == BAD])
        crawler.night(portal, day=day)
        if len([t for t in server.targets("a.test") if t == BAD]) > before:
            tried.append(day)
    assert tried == [1, 2, 5, 12]
