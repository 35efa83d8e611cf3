"""A page to an article, word for word: the one door to the layouts."""

import html as html_module
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from corpus.records import Article, Page, Published
from scrapers.attachments import files_in
from scrapers.blocks import read_blocks
from scrapers.charset import decode
from scrapers.dates import read_date
from scrapers.elements import Document, find_all, find_any, parse_html, tidy, words_of
from scrapers.errors import LayoutError
from scrapers.family import SECTIONS, Family, take_repeats, take_tail
from scrapers.layouts import LAYOUTS
from scrapers.portal import Portal
from scrapers.recognise import recognise
from scrapers.sheet import Sheet

_STRANGER = Portal(slug="", name="", home="", engine="generic")


def article_id(portal: Portal, url: str) -> str:
    """Give the identity of an article: its portal and its canonical address."""
    return sha256(f"{portal.slug}\n{url}".encode()).hexdigest()[:16]


def read_article(page: Page, portal: Portal, *, url: str | None = None) -> Article:
    """Read a page by its portal's layout; `url` is its canonical address where known.

    Raises:
        LayoutError: the page is not what the layout expects; nothing is guessed.
    """
    fetched_on = page.fetched_at.astimezone(ZoneInfo(portal.timezone)).date()
    portal = portal_on(portal, fetched_on)
    header = next((value for key, value in page.headers if key.lower() == "content-type"), "")
    text = decode(page.body, header).text
    address = url or page.url
    sheet = Sheet(
        document=Document(parse_html(text), text),
        portal=portal,
        url=address,
        fetched_on=fetched_on,
        article_id=article_id(portal, address),
        page_sha256=page.sha256,
    )
    return LAYOUTS[portal.engine].read(sheet)


def portal_on(portal: Portal, day: date) -> Portal:
    """Give the profile as it held for pages fetched on a day."""
    for past in sorted(portal.past, key=lambda past: past.until):
        if day <= past.until:
            return replace(
                portal,
                engine=past.engine,
                selectors=past.selectors,
                date_format=past.date_format,
                past=(),
            )
    return portal


def read_html(html: bytes, *, url: str | None = None, on: date | None = None) -> Article:
    """Read a page of unknown origin: by its engine if that can be told, else as any page.

    Raises:
        LayoutError: there is no article in it.
    """
    text = decode(html).text
    page_hash = sha256(html).hexdigest()
    sheet = Sheet(
        document=Document(parse_html(text), text),
        portal=_STRANGER,
        url=url,
        fetched_on=on or date.max,
        article_id=article_id(_STRANGER, url or page_hash),
        page_sha256=page_hash,
    )
    engine = recognise(text, url=url).engine
    if engine != "generic":
        try:
            return LAYOUTS[engine].read(sheet)
        except LayoutError:
            pass
    return LAYOUTS["generic"].read(sheet)


def part_addresses(page: Page, portal: Portal) -> tuple[str, ...]:
    """Give the addresses of the other pages of a multi-page article, in order."""
    tree = parse_html(decode(page.body).text)
    layout = LAYOUTS[portal.engine]
    selectors = [*portal.selectors.get("parts", ())]
    if isinstance(layout, Family):
        selectors += [selector for look in layout.looks for selector in look.parts]
    links = [link.get("href", "") for link in find_any(tree, selectors)]
    path = urlsplit(page.url).path.rstrip("/")
    for link in find_all(tree, "link[rel~=next]"):
        # Older WordPress calls the next article "next" too: only what lies below this one counts.
        address = link.get("href", "")
        if path and urlsplit(urljoin(page.url, address)).path.startswith(f"{path}/"):
            links.append(address)
    full = dict.fromkeys(urljoin(page.url, link) for link in links if link)
    return tuple(address for address in full if address != page.url)


def rest_address(page: Page) -> str | None:
    """Give where WordPress keeps a page's post as JSON, whole.

    Its block themes show only the first part of a multi-page article and no link to the others.
    """
    tree = parse_html(decode(page.body).text)
    for link in find_all(tree, 'link[rel~=alternate][type="application/json"]'):
        address = link.get("href", "")
        if "/wp/v2/posts/" in address:
            return urljoin(page.url, address)
    return None


def add_part(article: Article, part: Page, portal: Portal) -> Article:
    """Add another page of an article, or put its whole text as WordPress keeps it in its place.

    Raises:
        LayoutError: the page is not what the layout expects.
    """
    if part.content_type != "application/json":
        return join_parts(article, [read_article(part, portal)])
    if b"<!--nextpage" not in part.body:
        return article
    try:
        post = json.loads(part.body)
    except (ValueError, RecursionError) as error:
        raise LayoutError(f"REST: is no JSON at {part.url}") from error
    if not isinstance(post, Mapping):
        raise LayoutError(f"REST: is no post at {part.url}")
    whole = read_rest_post(post, portal, url=article.url)
    return replace(
        article,
        paragraphs=whole.paragraphs,
        captions=whole.captions,
        tables=whole.tables,
        attachments=whole.attachments,
        byline=article.byline or whole.byline,
        source=article.source or whole.source,
    )


def join_parts(first: Article, rest: Iterable[Article]) -> Article:
    """Put the pages of a multi-page article together under the first one's identity."""
    parts = [first, *rest]
    files = dict.fromkeys(file for part in parts for file in part.attachments)
    return replace(
        first,
        paragraphs=tuple(text for part in parts for text in part.paragraphs),
        captions=tuple(text for part in parts for text in part.captions),
        tables=tuple(table for part in parts for table in part.tables),
        attachments=tuple(files),
        byline=next((part.byline for part in parts if part.byline), None),
        source=next((part.source for part in parts if part.source), None),
    )


def read_rest_post(
    post: Mapping[str, object], portal: Portal, *, url: str | None = None
) -> Article:
    """Read one post of WordPress's REST interface.

    Raises:
        LayoutError: the post lacks its address, its title, its date or its text.
    """
    address = url or _string(post, "link")
    title, content = _rendered(post, "title"), _rendered(post, "content")
    words = tidy(words_of(parse_html(f"<div>{title}</div>")) if title.strip() else "")
    if not words:
        raise LayoutError(f"REST: title: is empty at {address}")
    locked = _is_locked(post)
    body = parse_html(f"<div>{content or '&nbsp;'}</div>")
    blocks = [] if locked else read_blocks(body)
    paragraphs = take_repeats(blocks, words, None)
    byline, source = take_tail(paragraphs)
    files = files_in(body, url=address)
    tables = tuple(block.rows for block in blocks if block.kind == "table")
    if not (locked or paragraphs or files or tables):
        raise LayoutError(f"REST: content: holds no words at {address}")
    at = _moment(post, "date", portal)
    return Article(
        id=article_id(portal, address),
        portal=portal.slug,
        url=address,
        title=words,
        lead=None,
        paragraphs=tuple(block.text for block in paragraphs),
        captions=tuple(block.text for block in blocks if block.kind == "caption"),
        tables=tables,
        published=Published(at=at, precision="minute", source="meta"),
        updated_at=_moment(post, "modified", portal),
        section=SECTIONS.join(_embedded(post, "wp:term")) or None,
        byline=next(iter(_embedded(post, "author")), None) or byline,
        source=source,
        attachments=files,
        layout="wordpress/rest",
        page_sha256=sha256(content.encode()).hexdigest(),
        warnings=("password_protected",) if locked else (),
    )


def _string(post: Mapping[str, object], key: str) -> str:
    value = post.get(key)
    if not isinstance(value, str) or not value:
        raise LayoutError(f"REST: {key}: is missing in post {post.get('id')!r}")
    return value


def _rendered(post: Mapping[str, object], key: str) -> str:
    value = post.get(key)
    rendered = value.get("rendered") if isinstance(value, Mapping) else None
    if not isinstance(rendered, str):
        raise LayoutError(f"REST: {key}: is missing in post {post.get('id')!r}")
    return rendered


def _is_locked(post: Mapping[str, object]) -> bool:
    content = post.get("content")
    return isinstance(content, Mapping) and content.get("protected") is True


def _moment(post: Mapping[str, object], key: str, portal: Portal) -> datetime:
    """Read a post's time: its UTC one where given, else its local one."""
    zone = ZoneInfo(portal.timezone)
    utc = post.get(f"{key}_gmt")
    # A post that never left draft has 0000-00-00 or null here.
    if isinstance(utc, str) and not utc.startswith("0000"):
        moment = read_date(utc, zone=UTC)
    else:
        moment = read_date(_string(post, key), zone=zone)
    if moment is None:
        raise LayoutError(f"REST: {key}: is no date in post {post.get('id')!r}")
    return moment.at.astimezone(zone)


def _embedded(post: Mapping[str, object], key: str) -> list[str]:
    """Give the names of what was embedded (`wp:term`, `author`), where it was; no tags."""
    embedded = post.get("_embedded")
    found = embedded.get(key) if isinstance(embedded, Mapping) else None
    rows = found if isinstance(found, list) else []
    if rows and isinstance(rows[0], list):
        rows = [term for terms in rows if isinstance(terms, list) for term in terms]
    terms = [row for row in rows if isinstance(row, Mapping)]
    names = [t.get("name") for t in terms if t.get("taxonomy", "category") == "category"]
    return [html_module.unescape(name) for name in names if isinstance(name, str) and name]
