"""The demo's WordPress-like site: a provincial newspaper on the classic theme."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

from scrapers.demo import answers
from scrapers.demo.answers import Answer, Request
from scrapers.demo.blocks import body_blocks, picture_address
from scrapers.demo.rest import RestPosts
from scrapers.demo.stories import Story, stories_on

NAME = "Báo Sông Hiếu (bản trình diễn)"
SECTIONS = {
    "thoi-su": "Thời sự",
    "dan-van": "Dân vận",
    "kinh-te": "Kinh tế",
    "van-hoa-xa-hoi": "Văn hóa - Xã hội",
    "an-ninh-quoc-phong": "An ninh - Quốc phòng",
    "doi-song": "Đời sống",
}
PER_PAGE = 10
PART_BREAK = "<!--nextpage-->"
GONE = "/2024/06/lich-truc-bao-ve-tru-so/"
"""Still linked from the first page, but the post was put in the bin."""


class WordPressSite:
    """Answers for one night of the WordPress-like site."""

    def __init__(self, base: str, night: int, clock: datetime, delay_seconds: float) -> None:
        self.base = base
        self.clock = clock
        self.delay_seconds = delay_seconds
        self.stories = stories_on(night, "wordpress")
        self.by_path = {self._path(story): story for story in self.stories}
        self.templates = answers.templates("wordpress")

    def address(self, story: Story) -> str:
        """Give the canonical address of an article."""
        return self.base + self._path(story)

    def _path(self, story: Story) -> str:
        return f"/{story.published:%Y/%m}/{story.slug}/"

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        path = request.path
        if path == "/" and (request.query.keys() & {"p", "cat"}):
            return self._shortcut(request)
        if path == "/feed/":
            return self._feed(request, None)
        if path.startswith("/wp-json/"):
            return RestPosts(self).answer(request)
        fixed = {
            "/robots.txt": self._robots,
            "/sitemap.xml": lambda: answers.moved(self.base + "/wp-sitemap.xml", 302),
            "/wp-sitemap.xml": self._sitemap_index,
            "/wp-sitemap-posts-post-1.xml": self._sitemap,
        }.get(path)
        if fixed is not None:
            return fixed()
        if path.startswith("/wp-content/uploads/"):
            return self._upload(request)
        article = re.fullmatch(r"(/\d{4}/\d{2}/[a-z0-9-]+/)(?:(\d+)/)?", path)
        if article and article[1] in self.by_path:
            return self._article(self.by_path[article[1]], int(article[2] or 1))
        if listing := re.fullmatch(r"/(?:category/([a-z-]+)/)?(?:page/(\d+)/)?", path):
            return self._listing(listing[1], int(listing[2] or 1))
        if feed := re.fullmatch(r"/category/([a-z-]+)/feed/", path):
            return self._feed(request, feed[1])
        return self._elsewhere(path)

    def content(self, story: Story) -> str:
        """Give the HTML of a post as the editor saved it; nothing for a protected one."""
        if "password" in story.traps:
            return ""
        place = self.stories.index(story)
        return self.templates.get_template("content.html").render(
            story=story,
            blocks=body_blocks(story, self._folder(story)),
            papers=[(p.title, f"{self._folder(story)}/{p.file}") for p in story.papers],
            related=self.stories[place + 1 : place + 4],
            address=self.address,
        )

    def _folder(self, story: Story) -> str:
        return f"{self.base}/wp-content/uploads/{story.published:%Y/%m}"

    def _page(self, name: str, *, status: int = 200, **values: object) -> Answer:
        shared = {
            "site": NAME,
            "base": self.base,
            "sections": SECTIONS,
            "clock": answers.long_date(self.clock).partition(" - ")[0]
            + f", {self.clock:%d/%m/%Y}",
            "address": self.address,
            "picture": lambda story: picture_address(story, self._folder(story)),
            "recent": self.stories[:5],
        }
        body = self.templates.get_template(name).render(**shared, **values)
        link = (("Link", f'<{self.base}/wp-json/>; rel="https://api.w.org/"'),)
        return answers.text(body, answers.TYPE_HTML, status=status, headers=link)

    def _missing(self) -> Answer:
        return self._page("missing.html", status=404, title="Không tìm thấy trang")

    def _elsewhere(self, path: str) -> Answer:
        """Send old slugs and dates gone wrong to the post they mean, as WordPress does."""
        slug = path.strip("/").rpartition("/")[2]
        for story in self.stories:
            if slug and slug in (story.slug, story.old_slug):
                return answers.moved(self.address(story))
        return self._missing()

    def _shortcut(self, request: Request) -> Answer:
        wanted = request.query.get("p", "")
        for story in self.stories:
            if str(story.id) == wanted:
                return answers.moved(self.address(story))
        number = request.query.get("cat", "")
        if number.isdigit() and 1 <= int(number) <= len(SECTIONS):
            return answers.moved(f"{self.base}/category/{list(SECTIONS)[int(number) - 1]}/")
        return self._missing()

    def _listing(self, section: str | None, page: int) -> Answer:
        chosen = [s for s in self.stories if section is None or section in s.sections]
        last = -(-len(chosen) // PER_PAGE)
        if not 1 <= page <= last or (section is not None and section not in SECTIONS):
            return self._missing()
        folder = f"{self.base}/" + (f"category/{section}/" if section else "")
        front = section is None and page == 1
        pinned = [story for story in self.stories if "sticky" in story.traps] if front else []
        return self._page(
            "list.html",
            title=SECTIONS[section] if section else "Trang chủ",
            pinned=pinned,
            stories=chosen[(page - 1) * PER_PAGE : page * PER_PAGE],
            pages=tuple(self._pager(folder, page, last)),
            after=f"{folder}page/{page + 1}/" if page < last else None,
            gone=self.base + GONE if front else None,
        )

    def _pager(self, folder: str, page: int, last: int) -> Iterator[tuple[str, str, bool]]:
        for number in range(1, last + 1):
            tail = "" if number == 1 else f"page/{number}/"
            yield str(number), folder + tail, number == page

    def _article(self, story: Story, part: int) -> Answer:
        place = self.stories.index(story)
        parts = self.content(story).split(PART_BREAK)
        if not 1 <= part <= len(parts):
            return answers.moved(self.address(story))
        return self._page(
            "article.html",
            title=story.title,
            story=story,
            content=parts[part - 1],
            part=part,
            parts=len(parts),
            older=self.stories[place + 1 : place + 2],
            newer=self.stories[max(0, place - 1) : place],
        )

    def _upload(self, request: Request) -> Answer:
        changed = datetime(2026, 1, 1, tzinfo=UTC)
        for story in self.stories:
            for paper in story.papers:
                if request.path.endswith("/" + paper.file):
                    return answers.validated(request, answers.pdf(paper.file), story.published)
        if request.path.endswith(".svg"):
            return answers.validated(request, answers.picture(request.path), changed)
        return self._missing()

    def _feed(self, request: Request, section: str | None) -> Answer:
        # The ten newest by date of publication: a back-dated post leaves the feed as it was.
        chosen = [s for s in self.stories if section is None or section in s.sections][:10]
        if not chosen:
            return self._missing()
        built = max(story.touched for story in chosen)
        body = self.templates.get_template("rss.xml").render(
            site=NAME, base=self.base, built=_rfc822(built),
            items=[(s, self.address(s), _rfc822(s.published), self.content(s)) for s in chosen],
            sections=SECTIONS,
        )  # fmt: skip
        feed = answers.text(body, "application/rss+xml; charset=UTF-8")
        return answers.validated(request, feed, built)

    def _sitemap_index(self) -> Answer:
        rows = [f"{self.base}/wp-sitemap-posts-post-1.xml"]
        body = self.templates.get_template("sitemap.xml").render(rows=rows, index=True)
        return answers.text(body, answers.TYPE_XML)

    def _sitemap(self) -> Answer:
        rows = [self.address(story) for story in self.stories]
        body = self.templates.get_template("sitemap.xml").render(rows=rows, index=False)
        return answers.text(body, answers.TYPE_XML)

    def _robots(self) -> Answer:
        lines = (
            "User-agent: *",
            "Disallow: /wp-admin/",
            "Allow: /wp-admin/admin-ajax.php",
            f"Crawl-delay: {self.delay_seconds:g}",
            "",
            f"Sitemap: {self.base}/wp-sitemap.xml",
        )
        return answers.text("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))
