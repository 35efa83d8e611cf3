"""Saved pages of several families, changed overnight: a crawl raises the right alarm on each."""

import re
from pathlib import Path

import fault_server as faults
import pytest

PAGES = Path(__file__).parents[2] / "pages"

# family: page, what its title and its body are known by, how its date is written
FAMILIES = {
    "nukeviet": ("4", '<h1 class="title', 'id="news-bodyhtml"', "17/10/2023 08:15|2023-10-17T08:15:00|2023-10-17.0708:15:00"),
    "liferay": ("7", 'class="header-title"', 'class="journal-content-article"', r"22/06/2022 \| 16:05 PM"),
    "article_header": ("summary", 'class="ArticleHeader"', 'class="ArticleContent"', "01/11/2023, 08:05"),
    "cms_star": ("article", "article__title cms-title", "article__body zce-content-body cms-body", "21/12/2020 09:00|2020-12-21T09:00:00.07:?00"),
    "content_fck": ("fontsize", "<h1", r"content-fck[\w-]*", "06/06/2024 - 05:18"),
    "vccorp": ("detail", 'detail-title" data-role="title', 'afcbc-body" data-role="content', "09/07/2022 11:00"),
}  # fmt: skip
ALARMS = {
    "title renamed": "broken",
    "body renamed": "broken",
    "body moved": "broken",
    "date in words": "broken",
    "listing emptied": "broken",
    "challenge page": "blocked",
}


def page_of(family: str) -> str:
    name = FAMILIES[family][0]
    return (PAGES / family / f"{name}.html").read_text(encoding="utf-8")


def change(family: str, how: str, page: str) -> str:
    _, title, body, date = FAMILIES[family]
    if how == "title renamed":
        return re.sub(title, "<h5" if title.startswith("<h1") else "ten='moi'", page)
    if how == "body renamed":
        return re.sub(body, "khung-moi", page)
    if how == "body moved":
        start = page.index(">", re.search(body, page).start()) + 1
        return f"{page[:start]}</div><section>{page[start:]}"
    return re.sub(date, "ba giờ trước", page)


def numbered(page: str, number: int) -> str:
    """Give each article words of its own."""
    return page.replace("</body>", f"<p hidden>{number}</p></body>")


@pytest.fixture
def crawled(server, crawler):
    """Three plain nights over a site for every family and mutation, the third one changed."""
    sites, portals = {}, {}
    for family in FAMILIES:
        page = page_of(family)
        for how in ALARMS:
            name = f"m{len(sites)}.test"
            site = sites[family, how] = server.site(name, count=4)
            site.article = lambda number, page=page: numbered(page, number)
            portals[family, how] = crawler.portal(site, engine=family)
    for day in (1, 2):
        before = crawler.night(*portals.values(), day=day)
        assert {count.verdict for count in before.counts} == {"fine"}
        for site in sites.values():
            site.count += 2
    for (family, how), site in sites.items():
        if how == "listing emptied":
            site.faults["*"] = faults.html("<html><body><p>Đang cập nhật</p></body></html>")
        elif how == "challenge page":
            site.faults["*"] = faults.html(faults.CHALLENGE)
        else:
            changed = change(family, how, page_of(family))
            assert changed != page_of(family)
            site.article = lambda number, page=changed: numbered(page, number)
    night = crawler.night(*portals.values(), day=3)
    return dict(zip(portals, night.counts, strict=True)), night.issues


def test_other_families_raise_the_right_alarm_the_same_night(crawled):
    counts, issues = crawled
    wrong = {
        (family, how): counts[family, how].verdict
        for family, how in counts
        if counts[family, how].verdict != ALARMS[how]
    }
    assert len(counts) == 36
    assert len(wrong) <= len(counts) * 0.05, wrong
    alarmed = {issue.portal for issue in issues if issue.level == "error"}
    assert len(alarmed) >= len(counts) * 0.95
