"""The demo's NukeViet-like site: a province's own portal, with NukeViet's habits and faults."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count

from scrapers.demo import answers
from scrapers.demo.answers import Answer, Request
from scrapers.demo.blocks import body_blocks, picture_address
from scrapers.demo.stories import Story, stories_on

NAME = "Trang tin Xứ Lạng (bản trình diễn)"
SECTIONS = {
    "dan-van": "Công tác dân vận",
    "dan-van-kheo": "Dân vận khéo",
    "cai-cach-hanh-chinh": "Cải cách hành chính",
    "kinh-te": "Kinh tế",
    "van-hoa-xa-hoi": "Văn hóa - Xã hội",
    "quoc-phong-an-ninh": "Quốc phòng - An ninh",
    "doi-song": "Đời sống",
}
PER_PAGE = 10
ROOT = "/vi/news/"
GONE = "/vi/news/dan-van/thong-bao-lich-tiep-cong-dan-10000.html"
"""Still linked from the list, but there is nothing at it any more."""


class NukeVietSite:
    """Answers for one night of the NukeViet-like site."""

    def __init__(self, base: str, night: int, clock: datetime, delay_seconds: float) -> None:
        self.base = base
        self.clock = clock
        self.delay_seconds = delay_seconds
        self.stories = stories_on(night, "nukeviet")
        self.by_id = {story.id: story for story in self.stories}
        self.views = count(1842, 7)
        self.templates = answers.templates("nukeviet")

    def address(self, story: Story) -> str:
        """Give the canonical address of an article."""
        return f"{self.base}{ROOT}{story.sections[0]}/{story.slug}-{story.id}.html"

    def answer(self, request: Request) -> Answer:
        """Answer one request; whatever is not there goes home, as NukeViet does."""
        path = request.path
        fixed = {
            "/": self._home,
            "/robots.txt": self._robots,
            "/sitemap.xml": self._sitemap_index,
            "/sitemap-vi.news.xml": self._sitemap,
            "/vi/": self._home,
        }.get(path)
        if fixed is not None:
            return fixed()
        if path.startswith("/uploads/"):
            return self._upload(request)
        if feed := re.fullmatch(r"/vi/news/rss/(?:([a-z-]+)/)?", path):
            return self._feed(feed[1])
        if article := re.fullmatch(r"/vi/news/[a-z-]+/[a-z0-9-]+-(\d+)\.html", path):
            return self._article(int(article[1]), path)
        if listing := re.fullmatch(r"/vi/news/(?:([a-z-]+)/)?(?:page-(\d+)/)?", path):
            return self._listing(listing[1], int(listing[2] or 1))
        return answers.moved(self.base + "/")

    def _page(self, name: str, **values: object) -> Answer:
        template = self.templates.get_template(name)
        shared = {
            "site": NAME,
            "base": self.base,
            "root": ROOT,
            "sections": SECTIONS,
            "clock": answers.long_date(self.clock).partition(" - ")[0]
            + f", {self.clock:%d/%m/%Y}",
            "address": self.address,
            "picture": lambda story: picture_address(story, self._folder(story)),
            "most_read": self.stories[3:7],
            "long_date": answers.long_date,
        }
        yesterday = datetime.now(UTC) - timedelta(hours=24)
        headers = (
            ("Last-Modified", format_datetime(yesterday, usegmt=True)),
            ("Set-Cookie", "nv4_demo_sess=0; Path=/; HttpOnly"),
        )
        return answers.text(
            template.render(**shared, **values), answers.TYPE_HTML, headers=headers
        )

    def _folder(self, story: Story) -> str:
        return f"{self.base}/uploads/news/{story.published:%Y_%m}"

    def _home(self) -> Answer:
        return self._page(
            "list.html", title="Trang nhất", stories=self.stories[:5], pages=(), gone=None
        )

    def _listing(self, section: str | None, page: int) -> Answer:
        if section is not None and section not in SECTIONS:
            return answers.moved(self.base + "/")
        chosen = [s for s in self.stories if section is None or section in s.sections]
        last = max(1, -(-len(chosen) // PER_PAGE))
        folder = ROOT + (f"{section}/" if section else "")
        if not 1 <= page <= last:
            return answers.moved(self.base + folder)
        return self._page(
            "list.html",
            title=SECTIONS[section] if section else "Tin tức",
            stories=chosen[(page - 1) * PER_PAGE : page * PER_PAGE],
            pages=tuple(self._pager(folder, page, last)),
            gone=self.base + GONE if section is None and page == 1 else None,
            listed_as=section,
        )

    def _pager(self, folder: str, page: int, last: int) -> Iterator[tuple[str, str, bool]]:
        for number in range(1, last + 1):
            tail = "" if number == 1 else f"page-{number}/"
            yield str(number), f"{self.base}{folder}{tail}", number == page

    def _article(self, number: int, path: str) -> Answer:
        story = self.by_id.get(number)
        if story is None:
            return answers.moved(self.base + "/")
        canonical = self.address(story)
        if self.base + path != canonical:
            return answers.moved(canonical)
        place = self.stories.index(story)
        papers = [(paper.title, f"{self._folder(story)}/{paper.file}") for paper in story.papers]
        return self._page(
            "article.html",
            title=story.title,
            story=story,
            blocks=body_blocks(story, self._folder(story)),
            papers=papers,
            newer=self.stories[max(0, place - 3) : place],
            older=self.stories[place + 1 : place + 4],
            views=next(self.views),
        )

    def _upload(self, request: Request) -> Answer:
        changed = datetime(2026, 1, 1, tzinfo=UTC)
        for story in self.stories:
            for paper in story.papers:
                if request.path.endswith("/" + paper.file):
                    return answers.validated(request, answers.pdf(paper.file), story.published)
        if request.path.endswith(".svg"):
            return answers.validated(request, answers.picture(request.path), changed)
        return answers.moved(self.base + "/")

    def _feed(self, section: str | None) -> Answer:
        chosen = [s for s in self.stories if section is None or section in s.sections]
        items = [
            {
                "story": story,
                "address": self.address(story),
                # NukeViet writes the month where the minutes belong (H:m:s).
                "date": f"{_utc(story):%a, %d %b %Y %H:%m:%S} GMT",
                "picture": picture_address(story, self._folder(story)),
            }
            for story in chosen[:20]
        ]
        body = self.templates.get_template("rss.xml").render(
            items=items, site=NAME, base=self.base, built=f"{self.clock:%a, %d %b %Y} 00:00:00 GMT"
        )
        return answers.text(body, answers.TYPE_XML)

    def _sitemap_index(self) -> Answer:
        newest = max(story.touched for story in self.stories)
        row = f"{self.base}/sitemap-vi.news.xml", newest.isoformat()
        body = self.templates.get_template("sitemap.xml").render(rows=[row], index=True)
        return answers.text(body, answers.TYPE_XML)

    def _sitemap(self) -> Answer:
        rows = [(self.address(story), story.touched.isoformat()) for story in self.stories]
        body = self.templates.get_template("sitemap.xml").render(rows=rows, index=False)
        return answers.text(body, answers.TYPE_XML)

    def _robots(self) -> Answer:
        lines = (
            "User-agent: *",
            f"Crawl-delay: {self.delay_seconds:g}",
            "Disallow: /admin/",
            "Disallow: /vi/news/search/",
            "Disallow: /vi/news/print/",
            "Disallow: /vi/news/savefile/",
            f"Sitemap: {self.base}/sitemap.xml",
        )
        return answers.text("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def _utc(story: Story) -> datetime:
    return story.published.astimezone(UTC)
