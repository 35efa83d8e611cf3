"""Short visits to live portals, for a person who adds or checks a profile."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from corpus.records import Issue
from pipeline.settings import Settings
from scrapers.found import CrawlOptions, Found
from scrapers.portal import Portal
from scrapers.probe import Preview, probe
from scrapers.visit import check, visit

OWN_DELAY_SECONDS = 0.1
"""Between requests to a server on the user's own machine or network."""
STRANGER_DELAY_SECONDS = 5.0


def check_portal(portal: Portal, settings: Settings, *, pages: int) -> tuple[list[str], bool]:
    """Say, line by line, what a profile yields on a few pages, and whether that is enough."""
    options = _options(settings, max_pages=pages, max_list_pages=3)
    count, found, issues = check(portal, options)
    read = [item for item in found if item.article is not None]
    lines = [f"{portal.slug}: {count.verdict}, {count.found} listed, {len(read)} read"]
    lines += [f"  {line}" for item in read for line in _lines_of(item)]
    lines += [f"  {_issue_line(issue)}" for issue in issues if issue.level != "info"]
    if read and not portal.verified:
        lines.append("  compare with the pages; then set verified = true in its profile")
    return lines, bool(read)


def _lines_of(found: Found) -> Iterator[str]:
    article = found.article
    if article is None:
        return
    published = article.published.iso if article.published else "no date"
    words = sum(len(p.split()) for p in article.paragraphs)
    yield f"{published}  {article.title}"
    yield f"            {words} words, {len(article.paragraphs)} paragraphs, {found.url}"


def _issue_line(issue: Issue) -> str:
    return f"{issue.level}: {issue.stage}: {issue.message.splitlines()[0]}"


def probe_portal(url: str, settings: Settings) -> tuple[str, list[str]]:
    """Draft a profile of the portal at an address, with a preview of what the draft yields.

    Raises:
        FetchError: its first page cannot be had.
    """
    host = urlsplit(url).hostname or ""
    own = _is_private(host)
    stranger = Portal(
        slug="probe",
        name=host,
        home=url,
        engine="generic",
        allow_private=own,
        delay_seconds=OWN_DELAY_SECONDS if own else STRANGER_DELAY_SECONDS,
    )
    with visit(stranger, _options(settings)) as visitor:
        found = probe(url, visitor.get)
    return found.toml, list(_preview_lines(found.evidence, found.previews))


def _preview_lines(evidence: Sequence[str], previews: Sequence[Preview]) -> Iterator[str]:
    yield "engine: " + ("; ".join(evidence) or "no trace of an engine we know")
    for preview in previews:
        if preview.article is None:
            yield f"  not read: {preview.url}: {preview.fault}"
            continue
        article = preview.article
        published = article.published.iso if article.published else "no date"
        yield f"  {published}  {article.title}  ({len(article.paragraphs)} paragraphs)"


def _options(
    settings: Settings, *, max_pages: int = 5000, max_list_pages: int = 500
) -> CrawlOptions:
    return CrawlOptions(
        run="visit",
        night=datetime.now(UTC).date(),
        contact=settings.contact or "contact not set",
        max_pages=max_pages,
        max_list_pages=max_list_pages,
    )


def _is_private(host: str) -> bool:
    """Say whether a person named a private address: naming it is leave to go there."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False
