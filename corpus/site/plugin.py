"""What we hang into Datasette: two pages of our own, links to them, and functions for SQL."""

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any, Final

import markupsafe
from datasette import hookimpl
from datasette.utils import escape_fts
from datasette.utils.asgi import NotFound, Response

from corpus.report import format_decimal
from corpus.site import pages
from corpus.site.functions import add_functions
from corpus.vocab.loader import load_fields, load_identities

ARTICLE_COLUMNS: Final = ("bai",)
ADDRESS_COLUMNS: Final = ("dia_chi", "url")
LIST_COLUMNS: Final = (
    "co",
    "flags",
    "period_flags",
    "place_flags",
    "place_candidates",
    "warnings",
)
ARTICLE_TABLES: Final = ("article", "kept_article")


@hookimpl(trylast=True)  # type: ignore[untyped-decorator] # Datasette ships no types
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Add our functions after Datasette's, one of which we replace."""
    add_functions(conn, escape_fts)


@hookimpl  # type: ignore[untyped-decorator] # Datasette ships no types
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Give the addresses of our pages."""
    return [(r"^/tim$", show_search), (r"^/bai/(?P<id>[^/]+)$", show_article)]


@hookimpl  # type: ignore[untyped-decorator] # Datasette ships no types
def render_cell(value: Any, column: str, table: str | None, datasette: Any) -> Any:
    """Make a link of an article's id, a short one of an address, and nothing of an empty list."""
    if value == "[]" and column in LIST_COLUMNS:
        # Datasette takes an empty text for no answer.
        return markupsafe.Markup("&nbsp;")
    if column in ADDRESS_COLUMNS and str(value).startswith(("http://", "https://")):
        link = markupsafe.Markup('<a href="{0}" title="{0}" rel="noreferrer nofollow">xem</a>')
        return link.format(value)
    if isinstance(value, str) and (
        column in ARTICLE_COLUMNS or (table in ARTICLE_TABLES and column == "id")
    ):
        address = datasette.urls.path(f"/bai/{value}")
        return markupsafe.Markup('<a href="{}">{}</a>').format(address, value[:12])
    return None


@hookimpl  # type: ignore[untyped-decorator] # Datasette ships no types
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    """Give every page the name of the corpus and its ready-made questions."""
    return {
        "corpus_name": pages.corpus_name(datasette),
        "questions": pages.list_questions(),
        "all_fields": load_fields(),
        "show_number": format_decimal,
        "identities": load_identities(),
        "words": pages.WORDS,
    }


async def show_search(request: Any, datasette: Any) -> Any:
    """Answer a search with the words round each hit."""
    page = await pages.in_thread(pages.read_search, datasette, dict(request.args))
    return await _render(datasette, request, "danvan_search.html", page)


async def show_article(request: Any, datasette: Any) -> Any:
    """Show an article with its figures marked in their sentences."""
    page = await pages.in_thread(pages.read_article, datasette, request.url_vars["id"])
    if page is None:
        raise NotFound("Không có bài này trong kho.")
    return await _render(datasette, request, "danvan_article.html", page)


async def _render(datasette: Any, request: Any, template: str, page: Any) -> Any:
    return Response.html(
        await datasette.render_template(template, {"page": page}, request=request)
    )
