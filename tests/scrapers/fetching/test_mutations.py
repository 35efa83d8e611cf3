"""A portal that changes its looks overnight raises the right alarm; one that does not, none."""

import fault_server as faults
import pytest

from scrapers.health import TET


def rename(old: str, new: str):
    return lambda page: page.replace(old, new)


def restyle(old: str, new: str):
    return lambda page: page.replace(f"'{old}'", f"'{new}'")


def move_body(into: str):
    def mutate(page: str) -> str:
        head, _, rest = page.partition("<div class='entry-content'>")
        return f"{head}<{into}>{rest}"

    return mutate


def no_date_but(text: str):
    def mutate(page: str) -> str:
        start, _, rest = page.partition("<time class='entry-date published'")
        return start + text + rest.partition("</time>")[2]

    return mutate


READ = {
    "title class 1": rename("<h1 class='entry-title'", "<h4 class='ten-bai'"),
    "title class 2": rename("<h1 class='entry-title'", "<div class='headline'"),
    "title class 3": rename("<h1 class='entry-title'", "<p class='c-title'"),
    "title class 4": rename("<h1 class='entry-title'", "<strong class='t'"),
    "title class 5": rename("<h1 class='entry-title'", "<h2 class='tieu-de'"),
    "title twice": rename("<time", "<h1 class='entry-title'>Tin nổi bật khác hẳn</h1><time"),
    "title emptied": lambda page: page.replace(page[page.index("'entry-title'>") + 14 : page.index("</h1>")], ""),
    "body class 1": restyle("entry-content", "noi-dung"),
    "body class 2": restyle("entry-content", "c-detail__body"),
    "body class 3": restyle("entry-content", "prose"),
    "body class 4": restyle("entry-content", "sc-1x2y3z"),
    "body class 5": restyle("entry-content", "content2027"),
    "body moved 1": move_body("div id='tab-1'"),
    "body moved 2": move_body("section"),
    "body moved 3": move_body("div class='khung'"),
    "body moved 4": move_body("td"),
    "body moved 5": move_body("div data-x='1'"),
    "body cut 1": lambda page: page[: page.index("<p>") + 30] + "</p></div></article>",
    "body cut 2": lambda page: page[: page.index("<p>")] + "</div></article></body></html>",
    "body by script": lambda page: page[: page.index("<p>")] + "<script>load()</script></div></article>",
    "date gone 1": no_date_but(""),
    "date gone 2": no_date_but("<span class='ngay'>hôm qua</span>"),
    "date gone 3": no_date_but("<span class='d'>3 giờ trước</span>"),
    "date gone 4": no_date_but("<i>Mới cập nhật</i>"),
    "date format 1": no_date_but("<time class='entry-date published'>vừa xong</time>"),
    "date format 2": no_date_but("<time class='entry-date published' datetime='1699999'>x</time>"),
    "date format 3": no_date_but("<time class='entry-date published'>Quý III, 2026</time>"),
    "date format 4": no_date_but("<time class='entry-date published' datetime='–'>–</time>"),
    "everything new": lambda page: "<main><div class=x>" + "Một đoạn chữ rất dài. " * 60 + "</div></main>",
    "frameset": lambda page: "<html><frameset><frame src=a></frameset></html>",
}  # fmt: skip

LISTING = {
    "listing emptied": faults.html("<html><title>Cổng</title><body><p>Đang cập nhật</p></body></html>"),
    "listing by script": faults.html("<html><title>Cổng</title><body>" + "Tin tức sự kiện. " * 9 + "<div id=app></div><script>load()</script></body></html>"),
    "listing links by script": faults.html("<html><title>Cổng</title><body>" + "<a href='javascript:xem(7)'>Bài viết số bảy của cổng</a>" * 9 + "</body></html>"),
    "listing is an error": faults.status(404),
    "listing is a shell": faults.html(faults.SCRIPT_ONLY),
    "listing moved": faults.html("<html><title>Cổng</title><body><a href='/moi/'>Vào trang mới của chúng tôi</a></body></html>"),
}  # fmt: skip

REFUSALS = {
    "challenge page": faults.html(faults.CHALLENGE),
    "cookie gate": faults.html(faults.COOKIE_GATE),
    "captcha": faults.html("<title>Xác minh</title><form>Nhập mã captcha</form>"),
    "forbidden": faults.status(403),
    "too many": faults.retry_later(429, None),
    "challenge with 403": faults.status(403, faults.CHALLENGE),
}


def grow(site, by: int = 2):
    site.count += by


def test_mutations_raise_the_right_alarm_the_same_night(server, crawler):
    sites = {}
    for number, name in enumerate([*READ, *LISTING, *REFUSALS]):
        sites[name] = server.site(f"m{number}.test", count=6)
    portals = {name: crawler.portal(site) for name, site in sites.items()}
    for day in (1, 2):
        before = crawler.night(*portals.values(), day=day)
        assert {count.verdict for count in before.counts} == {"fine"}
        for site in sites.values():
            grow(site)
    for name, site in sites.items():
        if name in READ:
            mutate_articles(site, READ[name])
        else:
            site.faults["*"] = {**LISTING, **REFUSALS}[name]
    night = crawler.night(*portals.values(), day=3)
    verdicts = dict(zip(portals, (count.verdict for count in night.counts), strict=True))
    expected = dict.fromkeys([*READ, *LISTING], "broken") | dict.fromkeys(REFUSALS, "blocked")
    wrong = {name: verdict for name, verdict in verdicts.items() if verdict != expected[name]}
    assert len(verdicts) >= 40
    assert len(wrong) <= len(verdicts) * 0.05, wrong
    alarmed = {issue.portal for issue in night.issues if issue.level == "error"}
    assert len(alarmed) >= len(verdicts) * 0.95


def mutate_articles(site, mutate):
    plain = site.article
    site.article = lambda number: mutate(plain(number))


def test_thirty_plain_nights_raise_no_alarm(server, crawler):
    site = server.site("a.test", count=20)
    portal = crawler.portal(site)
    for day in range(1, 31):
        night = crawler.night(portal, day=day)
        assert (night.count.verdict, night.issues) == ("fine", [])
        if day % 7 not in {5, 6}:
            grow(site, day % 3)
        if day % 5 == 0:
            site.edits[day] = "Đính chính một chi tiết nhỏ."


def test_week_without_news_is_quiet_unless_it_is_tet(server, crawler):
    site = server.site("a.test", count=5)
    portal = crawler.portal(site, at_least=3)
    verdicts = [crawler.night(portal, day=day).count.verdict for day in range(1, 11)]
    assert verdicts[0] == "fine"
    assert verdicts[-1] == "quiet"


@pytest.mark.parametrize("first", TET)
def test_first_days_of_the_lunar_year_fall_in_january_or_february(first):
    assert (1, 21) <= (first.month, first.day) <= (2, 20)
