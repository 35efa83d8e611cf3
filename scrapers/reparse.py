"""Read articles again from the archive: no network, nothing written, every page accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

from corpus.records import Article, Page
from scrapers.addresses import canonical, identify
from scrapers.answers import judge_html
from scrapers.archive import Archive, iter_answers
from scrapers.errors import LayoutError
from scrapers.portal import Portal
from scrapers.read import add_part, read_article
from scrapers.state import State

_NOT_TOLD = frozenset({"id", "portal", "url", "layout", "page_sha256"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One archived page and what today's profile reads in it, or why it reads nothing."""

    page: Page
    article: Article | None
    error: str | None
    warc: str
    offset: int


def reread(
    portal: Portal, archive: Archive, state: State, since: date | None = None
) -> Iterator[Reread]:
    """Read every archived article page of a portal again, oldest first.

    Args:
        portal: with the profile to read by.
        archive: where the bytes are.
        state: knows under which id an address was filed.
        since: the first night to go back to; all that are kept when None.
    """
    for path in archive.files(since):
        if path.name != f"{portal.slug}.warc.gz":
            continue
        name = str(path.relative_to(archive.root))
        held: Reread | None = None
        for page, kind, offset in iter_answers(path):
            if kind == "part" and held is not None and held.article is not None:
                held = _with_part(held, page, portal)
            elif kind == "article" and page.status == 200 and judge_html(page) is None:
                if held is not None:
                    yield held
                held = _read(page, portal, state, (name, offset))
        if held is not None:
            yield held


def differences(before: Article, after: Article) -> dict[str, tuple[object, object]]:
    """Give, by attribute, what two readings of a page do not agree on."""
    names = [item.name for item in fields(Article) if item.name not in _NOT_TOLD]
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _read(page: Page, portal: Portal, state: State, place: tuple[str, int]) -> Reread:
    warc, offset = place
    try:
        article = read_article(page, portal)
    except LayoutError as error:
        return Reread(page=page, article=None, error=str(error), warc=warc, offset=offset)
    known = state.known(portal.slug, identify(page.url, portal))
    article = replace(
        article,
        id=identify(page.url, portal) if known is None else known.id,
        portal=portal.slug,
        url=canonical(page.url, portal),
    )
    return Reread(page=page, article=article, error=None, warc=warc, offset=offset)


def _with_part(held: Reread, page: Page, portal: Portal) -> Reread:
    if held.article is None or page.status != 200 or page.url == held.page.url:
        return held
    try:
        return replace(held, article=add_part(held.article, page, portal))
    except LayoutError as error:
        return replace(held, error=f"part: {error}")
