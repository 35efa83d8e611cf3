"""The demo's sites seen from outside, over real HTTP."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import Counter
from urllib.parse import urlsplit

import pytest
from lxml import etree, html
from protego import Protego

from scrapers.demo.server import serve_demo

NEWS = "/vi/news/"


def ask(url, method="GET", **headers):
    """Ask once, follow nothing: (status, headers, text)."""
    parts = urlsplit(url)
    link = http.client.HTTPConnection(parts.netloc, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        link.request(
            method, parts.path + (f"?{parts.query}" if parts.query else ""), headers=named
        )
        answer = link.getresponse()
        return (
            answer.status,
            {k.lower(): v for k, v in answer.getheaders()},
            answer.read().decode(),
        )
    finally:
        link.close()


def tree(url):
    return html.fromstring(ask(url)[2])


def words(node):
    return " ".join(node.text_content().split())


def links_by_page(first, pattern, next_page):
    """Article links of every list page, following `next_page` to the end."""
    pages, url = [], first
    while url:
        page = tree(url)
        pages.append([a.get("href") for a in page.iterfind(".//main//h3/a")]
                     or [a.get("href") for a in page.iterfind(".//main//h2/a")])  # fmt: skip
        url = next_page(page)
    return [[link for link in page if re.search(pattern, urlsplit(link).path)] for page in pages]


@pytest.fixture(scope="module")
def demo():
    with serve_demo(night=1) as running:
        yield running


@pytest.fixture
def fresh():
    with serve_demo(night=1) as running:
        yield running


@pytest.fixture(scope="module")
def province(demo):
    return demo.portals[0]


@pytest.fixture(scope="module")
def paper(demo):
    return demo.portals[1]


@pytest.fixture(scope="module")
def truth(demo):
    return {row["post_id"]: row for row in demo.truth()}


def of_family(truth, family):
    return {row["url"] for row in truth.values() if row["family"] == family}


def test_every_article_stands_at_its_address(truth):
    assert {ask(row["url"])[0] for row in truth.values()} == {200}


def test_profiles_recognise_their_articles_and_ids(demo, truth):
    portals = {portal.slug: portal for portal in demo.portals}
    for row in truth.values():
        portal, path = portals[row["portal"]], urlsplit(row["url"]).path
        assert re.search(portal.article_pattern, path)
        assert re.search(portal.id_pattern, path)[1] == row["id"]


def test_robots_asks_for_a_delay_and_closes_the_print_pages(demo, truth):
    for portal in demo.portals:
        rules = Protego.parse(ask(portal.home + "robots.txt")[2])
        assert rules.crawl_delay("danvan") == portal.delay_seconds
        assert list(rules.sitemaps)
    rules = Protego.parse(ask(demo.portals[0].home + "robots.txt")[2])
    printed = tree(truth[10141]["url"]).xpath('//a[text()="In ra"]/@href')[0]
    assert not rules.can_fetch(printed, "danvan")
    assert rules.can_fetch(truth[10141]["url"], "danvan")


def test_nukeviet_lists_lead_to_every_article_and_one_that_is_gone(demo, province, truth):
    def following(page):
        return next(
            iter(page.xpath('//li[@class="active"]/following-sibling::li[1]/a/@href')), None
        )

    pages = links_by_page(province.lists[0], province.article_pattern, following)
    own = {url for page in pages for url in page if url.startswith(province.home)}
    gone = own - of_family(truth, "nukeviet")
    assert own >= of_family(truth, "nukeviet")
    assert [ask(url)[:2][1]["location"] for url in gone] == [province.home]
    assert any(not url.startswith(province.home) for page in pages for url in page)


def test_nukeviet_sends_what_is_missing_home_and_a_page_too_far_to_the_first(province):
    for path in ("khong-co.html", "vi/news/khong-co-loai/", "vi/news/dan-van/khong-co-99999.html"):
        status, headers, _ = ask(province.home + path)
        assert (status, headers["location"]) == (301, province.home)
    status, headers, _ = ask(province.lists[0] + "page-99/")
    assert (status, headers["location"]) == (301, province.lists[0])


def test_one_article_under_two_categories_has_one_address(province, truth):
    row = truth[10111]
    assert len(row["sections"]) == 2
    other = row["url"].replace(*(f"/{section}/" for section in row["sections"]))
    status, headers, _ = ask(other)
    assert other != row["url"]
    assert (status, headers["location"]) == (301, row["url"])


def test_nukeviet_page_says_title_date_lead_and_paragraphs(truth):
    row = truth[10112]
    page = tree(row["url"])
    assert words(page.find('.//h1[@itemprop="headline"]')) == row["title"]
    assert words(page.find('.//*[@itemprop="datePublished"]')) == row["published"]
    assert words(page.find('.//span[@class="h5"]')) == "Thứ sáu - 17/05/2019 08:20"
    assert words(page.find('.//*[@itemprop="description"]')) == row["lead"]
    said = [words(node) for node in page.xpath('//*[@id="news-bodyhtml"]/p')]
    assert said[: len(row["paragraphs"])] == row["paragraphs"]


def test_the_page_clock_is_the_night_and_not_the_publication(fresh, demo):
    url = fresh.truth()[0]["url"]
    assert words(tree(url).find('.//*[@class="current-time"]')) == "Thứ sáu, 20/11/2026"
    fresh.set_night(2)
    assert words(tree(url).find('.//*[@class="current-time"]')) == "Thứ bảy, 21/11/2026"


def test_view_counter_moves_with_every_visit(truth):
    url = truth[10101]["url"]
    seen = [re.search(r"Lượt xem: ([\d,]+)", ask(url)[2])[1] for _ in range(3)]
    assert len(set(seen)) == 3


def test_nukeviet_feed_has_the_month_where_the_minutes_belong(province, truth):
    feed = etree.fromstring(ask(province.feeds[0])[2].encode())
    items = {item.findtext("link"): item.findtext("pubDate") for item in feed.iter("item")}
    assert items[truth[10185]["url"]] == "Thu, 15 Oct 2026 02:10:00 GMT"  # published 09:30 +07
    status, headers, _ = ask(province.feeds[0])
    assert status == 200
    assert "etag" not in headers


def test_nukeviet_sitemap_tells_when_an_article_was_changed(fresh):
    province = fresh.portals[0]

    def stamps():
        index = etree.fromstring(ask(province.sitemaps[0])[2].encode())
        page = etree.fromstring(ask(index.findtext(".//{*}loc"))[2].encode())
        return {u.findtext("{*}loc"): u.findtext("{*}lastmod") for u in page.iter("{*}url")}

    before = stamps()
    fresh.set_night(2)
    after = stamps()
    changed = {url for url in before if after[url] != before[url]}
    truth = {row["post_id"]: row for row in fresh.truth()}
    assert changed == {truth[10185]["url"]}
    assert set(after) - set(before) == {truth[10187]["url"]}


def test_wordpress_lists_lead_to_every_post_and_show_sticky_ones_twice(paper, truth):
    def following(page):
        return next(iter(page.xpath('//a[@class="next page-numbers"]/@href')), None)

    pages = links_by_page(paper.lists[0], paper.article_pattern, following)
    found = Counter(url for page in pages for url in page if url.startswith(paper.home))
    gone = set(found) - of_family(truth, "wordpress")
    assert set(found) >= of_family(truth, "wordpress")
    assert {ask(url)[0] for url in gone} == {404}
    assert len(gone) == 1
    twice = {url for url, times in found.items() if times == 2}
    assert twice == {row["url"] for row in truth.values() if "sticky" in row["traps"]}
    assert ask(paper.home + "page/99/")[0] == 404


def test_rest_pages_through_everything_and_says_how_much(paper, truth):
    status, headers, body = ask(paper.rest + "?per_page=30&page=1")
    rows = json.loads(body)
    total, last = int(headers["x-wp-total"]), int(headers["x-wp-totalpages"])
    for page in range(2, last + 1):
        rows += json.loads(ask(paper.rest + f"?per_page=30&page={page}")[2])
    assert (status, total, len(rows)) == (200, len(rows), len(of_family(truth, "wordpress")))
    assert 'rel="next"' in headers["link"]
    assert {row["link"] for row in rows} == of_family(truth, "wordpress")
    assert [row["date"] for row in rows] == sorted((row["date"] for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?per_page=101", 400, "rest_invalid_param"),
        ("?per_page=10&page=99", 400, "rest_post_invalid_page_number"),
        ("?page=0", 400, "rest_invalid_param"),
        ("?after=hom-qua", 400, "rest_invalid_param"),
        ("/999999", 404, "rest_post_invalid_id"),
    ],
)
def test_rest_names_its_faults(paper, query, status, code):
    answer = ask(paper.rest + query)
    assert (answer[0], json.loads(answer[2])["code"]) == (status, code)


def test_rest_tells_after_and_hides_the_protected_post(paper, truth):
    late = json.loads(ask(paper.rest + "?after=2026-01-01T00:00:00&per_page=100")[2])
    expected = {
        row["url"]
        for row in truth.values()
        if row["family"] == "wordpress" and row["published"] > "2026"
    }
    assert {row["link"] for row in late} == expected
    locked = json.loads(ask(f"{paper.rest}/554")[2])
    assert locked["content"] == {"rendered": "", "protected": True}
    assert "post-password-form" in ask(truth[554]["url"])[2]
    assert truth[554]["paragraphs"] == []


def test_feed_answers_304_to_who_has_it_and_a_backdated_post_leaves_it_so(fresh):
    paper = fresh.portals[1]
    _, headers, body = ask(paper.feeds[0])
    assert len(etree.fromstring(body.encode()).findall(".//item")) == 10
    fresh.set_night(2)
    again = ask(paper.feeds[0], If_None_Match=headers["etag"])
    assert (again[0], again[2]) == (304, "")
    assert ask(paper.feeds[0], If_Modified_Since=headers["last-modified"])[0] == 304
    assert ask(paper.feeds[0], If_None_Match='"another"')[0] == 200
    changed = json.loads(ask(paper.rest + "?modified_after=2026-11-20T22:00:00")[2])
    assert {row["id"] for row in changed} == {562, 587}


@pytest.mark.parametrize(
    "path", ["?p=534", "2021/11/an-ninh-tren-nhung-chuyen-tau-ca-cua-viet-1/",
             "an-ninh-tren-nhung-chuyen-do-cua-viet/",
             "2020/01/an-ninh-tren-nhung-chuyen-do-cua-viet/"],
)  # fmt: skip
def test_wordpress_sends_other_addresses_to_the_canonical_one(paper, truth, path):
    status, headers, _ = ask(paper.home + path)
    assert (status, headers["location"]) == (301, truth[534]["url"])


@pytest.mark.parametrize(
    ("path", "status"),
    [("?cat=2", 301), ("?cat=99", 404), ("?p=1", 404), ("category/khong-co/", 404),
     ("category/khong-co/feed/", 404), ("wp-content/uploads/2024/01/x.pdf", 404),
     ("wp-json/wp/v2/menus", 404), ("khong-co/", 404)],
)  # fmt: skip
def test_wordpress_says_what_is_not_there(paper, path, status):
    assert ask(paper.home + path)[0] == status


def test_a_category_has_its_own_list_and_feed(paper, truth):
    expected = {row["url"] for row in truth.values() if "kinh-te" in row["sections"]}
    expected &= of_family(truth, "wordpress")
    feed = etree.fromstring(ask(paper.home + "category/kinh-te/feed/")[2].encode())
    fed = {item.findtext("link") for item in feed.iter("item")}
    assert fed <= expected
    assert len(fed) == min(10, len(expected))
    pages = links_by_page(
        paper.home + "category/kinh-te/",
        paper.article_pattern,
        lambda page: next(iter(page.xpath('//a[@class="next page-numbers"]/@href')), None),
    )
    assert {url for page in pages for url in page} == expected


def test_rest_gives_only_the_columns_asked_for_in_the_order_asked_for(paper):
    query = "?orderby=id&order=asc&per_page=3&_fields=id,slug"
    rows = json.loads(ask(paper.rest + query)[2])
    assert [row["id"] for row in rows] == [501, 502, 503]
    assert {name for row in rows for name in row} == {"id", "slug"}
    (one,) = json.loads(ask(paper.rest + f"?slug={rows[0]['slug']}")[2])
    assert one["id"] == json.loads(ask(f"{paper.rest}/501")[2])["id"] == 501
    assert "wp/v2" in json.loads(ask(paper.home + "wp-json/")[2])["namespaces"]


def test_wordpress_sitemap_is_complete_without_dates(paper, truth):
    status, headers, _ = ask(paper.home + "sitemap.xml")
    assert (status, headers["location"]) == (302, paper.sitemaps[0])
    index = etree.fromstring(ask(paper.sitemaps[0])[2].encode())
    body = ask(index.findtext(".//{*}loc"))[2]
    found = {node.text for node in etree.fromstring(body.encode()).iter("{*}loc")}
    assert found == of_family(truth, "wordpress")
    assert "lastmod" not in body


def test_one_post_runs_over_two_pages(truth):
    row = truth[581]
    first = tree(row["url"])
    second = tree(first.xpath('//a[@class="post-page-numbers"]/@href')[0])
    said = [
        words(p) for page in (first, second) for p in page.xpath('//*[@class="entry-content"]/p')
    ]
    assert said == [row["lead"], *row["paragraphs"]]
    assert ask(row["url"] + "9/")[1]["location"] == row["url"]


def test_reprint_carries_the_other_sites_paragraphs_and_names_it(truth):
    reprint, original = truth[542], truth[10141]
    assert reprint["paragraphs"] == original["paragraphs"]
    assert reprint["portal"] != original["portal"]
    assert f"(Nguồn: {reprint['source']})" in ask(reprint["url"])[2]


def test_attachment_is_a_pdf_that_can_be_asked_for_conditionally(truth):
    row = truth[10151]
    link = tree(row["url"]).xpath('//*[@id="news-bodyhtml"]//a/@href')[0]
    assert link.endswith(row["attachments"][0])
    status, headers, body = ask(link)
    assert (status, headers["content-type"], body[:5]) == (200, "application/pdf", "%PDF-")
    assert ask(link, If_None_Match=headers["etag"])[0] == 304


def test_pages_ask_nothing_of_another_host(demo, truth):
    for row in (truth[10186], truth[533], truth[532]):
        page = tree(row["url"])
        home = row["url"].split("/", 3)[2]
        wanted = page.xpath("//img/@src | //script/@src | //link[@rel='stylesheet']/@href")
        assert {urlsplit(url).netloc for url in wanted} <= {home}
        assert all(ask(url)[0] == 200 for url in wanted)


def test_head_gives_no_body_and_the_log_knows_who_asked(fresh):
    url = fresh.truth()[0]["url"]
    status, headers, body = ask(url, "HEAD", User_Agent="danvan-test/1")
    hit = fresh.log[-1]
    assert (status, body, int(headers["content-length"]) > 1000) == (200, "", True)
    assert (hit.method, hit.path, hit.status, hit.user_agent, hit.portal) == (
        "HEAD", urlsplit(url).path, 200, "danvan-test/1", "demo-tinh",
    )  # fmt: skip


def test_a_fault_comes_as_often_as_asked(fresh):
    url = fresh.truth()[0]["url"]
    fresh.fail_next(urlsplit(url).path, status=429, times=2, retry_after=0)
    answers = [ask(url) for _ in range(3)]
    assert [answer[0] for answer in answers] == [429, 429, 200]
    assert answers[0][1]["retry-after"] == "0"


def test_stopping_gives_ports_and_threads_back():
    before = set(threading.enumerate())
    with serve_demo() as running:
        ports = [urlsplit(portal.home).port for portal in running.portals]
        ask(running.portals[0].home)
        started = set(threading.enumerate()) - before
    assert {thread.name for thread in started} >= {"demo-tinh", "demo-bao"}
    assert not any(thread.is_alive() for thread in started)
    with serve_demo(ports=(ports[0], ports[1])) as again:
        assert [urlsplit(portal.home).port for portal in again.portals] == ports


def test_stands_alone_until_interrupted():
    command = [sys.executable, "-m", "scrapers.demo", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        said = dict(run.stdout.readline().split() for _ in range(2))
        statuses = {slug: ask(url)[0] for slug, url in said.items()}
        os.kill(run.pid, signal.SIGINT)
        _, complaints = run.communicate(timeout=20)
    assert statuses == {"demo-tinh": 200, "demo-bao": 200}
    assert (run.returncode, complaints) == (130, "")
