"""WordPress's REST interface to posts, as far as a reader of news needs it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from scrapers.demo import answers
from scrapers.demo.answers import Answer, Request
from scrapers.demo.stories import HANOI, Story

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCAL = "%Y-%m-%dT%H:%M:%S"
POSTS = "/wp-json/wp/v2/posts"


class Newspaper(Protocol):
    """What the interface needs of the site it belongs to."""

    base: str

    @property
    def stories(self) -> "Sequence[Story]":
        """Give what the site shows, newest first."""
        ...

    def address(self, story: Story) -> str:
        """Give the canonical address of an article."""
        ...

    def content(self, story: Story) -> str:
        """Give the HTML of a post."""
        ...


class RestPosts:
    """Answers below `/wp-json/`."""

    def __init__(self, site: Newspaper) -> None:
        self.site = site

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        path = request.path.rstrip("/")
        if path == "/wp-json":
            routes: dict[str, object] = {POSTS.removeprefix("/wp-json"): {"methods": ["GET"]}}
            return answers.as_json({"name": "Demo", "namespaces": ["wp/v2"], "routes": routes})
        if path == POSTS:
            return self._many(request)
        if one := re.fullmatch(POSTS + r"/(\d+)", path):
            return self._one(int(one[1]))
        return _fault(404, "rest_no_route", "Không tìm thấy đường dẫn phù hợp.")

    def _one(self, number: int) -> Answer:
        for story in self.site.stories:
            if story.id == number:
                return answers.as_json(self._row(story))
        return _fault(404, "rest_post_invalid_id", "ID bài viết không hợp lệ.")

    def _many(self, request: Request) -> Answer:
        try:
            per_page, page = _number(request, "per_page", 10), _number(request, "page", 1)
            if per_page > 100:
                raise ValueError("per_page")
            chosen = list(self._chosen(request))
        except ValueError as error:
            return _fault(400, "rest_invalid_param", f"Tham số không hợp lệ: {error}")
        column = {"modified": "touched", "id": "id"}.get(
            request.query.get("orderby", ""), "published"
        )
        chosen.sort(
            key=lambda story: (getattr(story, column), story.id),
            reverse=request.query.get("order", "desc") != "asc",
        )
        last = -(-len(chosen) // per_page)
        if page > max(1, last):
            message = "Số trang yêu cầu lớn hơn số trang hiện có."
            return _fault(400, "rest_post_invalid_page_number", message)
        headers = [("X-WP-Total", str(len(chosen))), ("X-WP-TotalPages", str(last))]
        if page < last:
            query = urlencode({**request.query, "page": page + 1})
            headers.append(("Link", f'<{self.site.base}{POSTS}?{query}>; rel="next"'))
        rows = [self._row(story) for story in chosen[(page - 1) * per_page : page * per_page]]
        wanted = [name for name in request.query.get("_fields", "").split(",") if name]
        if wanted:
            rows = [{k: v for k, v in row.items() if k in wanted} for row in rows]
        return answers.as_json(rows, headers=tuple(headers))

    def _chosen(self, request: Request) -> Iterator[Story]:
        bounds = {
            name: _moment(request.query[name])
            for name in ("after", "before", "modified_after", "modified_before")
            if name in request.query
        }
        slug = request.query.get("slug")
        for story in self.site.stories:
            inside = all(
                _within(name, bound, story.touched if "modified" in name else story.published)
                for name, bound in bounds.items()
            )
            if inside and slug in (None, story.slug):
                yield story

    def _row(self, story: Story) -> dict[str, object]:
        guarded = "password" in story.traps
        title = story.dress(story.title)
        return {
            "id": story.id,
            "date": f"{story.published.astimezone(HANOI):{LOCAL}}",
            "date_gmt": f"{story.published.astimezone(UTC):{LOCAL}}",
            "guid": {"rendered": f"{self.site.base}/?p={story.id}"},
            "modified": f"{story.touched.astimezone(HANOI):{LOCAL}}",
            "modified_gmt": f"{story.touched.astimezone(UTC):{LOCAL}}",
            "slug": story.slug,
            "status": "publish",
            "type": "post",
            "link": self.site.address(story),
            "title": {"rendered": f"Bảo vệ: {title}" if guarded else title},
            "content": {"rendered": self.site.content(story), "protected": guarded},
            "excerpt": {
                "rendered": "" if guarded else f"<p>{story.dress(story.lead)}</p>\n",
                "protected": guarded,
            },
            "author": 1,
            "featured_media": 0,
            "sticky": "sticky" in story.traps,
            "format": "standard",
            "categories": [len(story.sections)],
            "tags": [],
        }


def _fault(status: int, code: str, message: str) -> Answer:
    body = {"code": code, "message": message, "data": {"status": status}}
    return answers.as_json(body, status=status)


def _number(request: Request, name: str, default: int) -> int:
    value = request.query.get(name, str(default))
    if not value.isdigit() or int(value) < 1:
        raise ValueError(name)
    return int(value)


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value.replace(" ", "+"))
    return moment if moment.tzinfo else moment.replace(tzinfo=HANOI)


def _within(name: str, bound: datetime, moment: datetime) -> bool:
    return moment > bound if name.endswith("after") else moment < bound
