"""The documents and pictures an article links to; their own words are not read."""

import re
from urllib.parse import urljoin

from corpus.records import Attachment
from scrapers.elements import Element, words_of

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|zip|rar|7z)(?:$|[?#])", re.IGNORECASE)
_DOWNLOAD = re.compile(r"^(?:tải\s*(?:về|xuống)|download)\s*:?\s*", re.IGNORECASE)


def is_file(address: str) -> bool:
    """Tell whether an address is that of a document."""
    return _FILE.search(address) is not None


def files_in(body: Element, *, url: str | None) -> tuple[Attachment, ...]:
    """Give the documents a body links to or shows in a frame; their text is not read."""
    found: dict[str, Attachment] = {}
    for tag, key in (("a", "href"), ("iframe", "src"), ("embed", "src"), ("object", "data")):
        for element in body.iter(tag):
            address = (element.get(key) or "").strip()
            if is_file(address):
                full = urljoin(url or "", address)
                title = words_of(element) or element.get("title") or None
                if full not in found or (title and not found[full].title):
                    found[full] = Attachment(url=full, title=title)
    return tuple(found.values())


def links_in(box: Element, *, url: str | None) -> tuple[Attachment, ...]:
    """Give every document linked in a box of downloads, whatever its address looks like."""
    found: dict[str, Attachment] = {}
    for link in box.iter("a"):
        address = (link.get("href") or "").strip()
        title = _DOWNLOAD.sub("", words_of(link)) or None
        if title and address and not address.startswith(("#", "javascript:")):
            full = urljoin(url or "", address)
            found.setdefault(full, Attachment(url=full, title=title))
    return tuple(found.values())


def pictures_in(body: Element, *, url: str | None) -> tuple[Attachment, ...]:
    """Give the pictures of a body without words: what they say is missing."""
    addresses = (image.get("data-src") or image.get("src") or "" for image in body.iter("img"))
    full = dict.fromkeys(
        urljoin(url or "", address.strip())
        for address in addresses
        if address.strip() and not address.startswith("data:")
    )
    return tuple(Attachment(url=address, title=None) for address in full)
