"""What goes in and out of a demo site: a request, an answer, and how answers are made."""

import hashlib
import json
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

Headers = tuple[tuple[str, str], ...]
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client asks for: path, query and headers (names in lower case)."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site sends back."""

    status: int
    body: bytes = b""
    headers: Headers = ()


class Site(Protocol):
    """Anything that answers requests."""

    def answer(self, request: Request) -> Answer:
        """Answer one request."""
        ...


TYPE_HTML = "text/html; charset=UTF-8"
TYPE_XML = "text/xml; charset=UTF-8"
TYPE_JSON = "application/json; charset=UTF-8"


def text(body: str, content_type: str, *, status: int = 200, headers: Headers = ()) -> Answer:
    """Answer with a text."""
    extra = (("Content-Type", content_type), *headers)
    return Answer(status=status, body=body.encode(), headers=extra)


def as_json(value: object, *, status: int = 200, headers: Headers = ()) -> Answer:
    """Answer with JSON, Vietnamese letters escaped as PHP does."""
    return text(json.dumps(value), TYPE_JSON, status=status, headers=headers)


def moved(address: str, status: int = 301) -> Answer:
    """Send the client elsewhere."""
    return Answer(status=status, headers=(("Location", address), ("Content-Type", TYPE_HTML)))


def validated(request: Request, answer: Answer, changed: datetime) -> Answer:
    """Add an ETag and a date to an answer, and answer 304 to a client that has it already."""
    tag = f'"{hashlib.md5(answer.body, usedforsecurity=False).hexdigest()}"'
    stamp = format_datetime(changed.astimezone(UTC).replace(microsecond=0), usegmt=True)
    validators = (("ETag", tag), ("Last-Modified", stamp))
    asked = request.headers.get("if-none-match")
    same = asked == tag if asked else request.headers.get("if-modified-since") == stamp
    if same:
        return Answer(status=304, headers=validators)
    return Answer(status=answer.status, body=answer.body, headers=answer.headers + validators)


@cache
def templates(family: str) -> Environment:
    """Give the templates of one family of pages."""
    environment = Environment(
        loader=PackageLoader("scrapers.demo", f"templates/{family}"),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., str]] = {"english_count": english_count}
    environment.filters.update(filters)
    return environment


def english_count(number: int) -> str:
    """Write a number the way page counters do: `1,939`."""
    return f"{number:,}"


def long_date(moment: datetime) -> str:
    """Write a moment as NukeViet does: `Thứ ba - 16/01/2024 16:30`."""
    return f"{WEEKDAYS[moment.weekday()]} - {moment:%d/%m/%Y %H:%M}"


def picture(name: str) -> Answer:
    """Draw a landscape whose colours depend on its name alone."""
    seed = zlib.crc32(name.encode())
    hue, sun = 170 + seed % 60, 60 + seed // 7 % 480
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360">'
        f'<rect width="640" height="360" fill="hsl({hue},52%,{78 + seed % 12}%)"/>'
        f'<circle cx="{sun}" cy="90" r="38" fill="hsl({30 + seed % 25},90%,68%)"/>'
        f'<path d="M0 250 L150 {120 + seed % 70} L300 240 L460 {110 + seed % 90} L640 250 V360 '
        f'H0Z" fill="hsl({95 + seed % 70},26%,{48 + seed // 11 % 16}%)"/>'
        f'<path d="M0 290 Q160 {230 + seed % 50} 320 290 T640 280 V360 H0Z"'
        f' fill="hsl({80 + seed // 3 % 60},36%,{32 + seed // 5 % 14}%)"/></svg>'
    )
    return text(drawing, "image/svg+xml")


def pdf(title: str) -> Answer:
    """Make a one-page PDF that says only, without diacritics, that it is a sample."""
    words = re.sub(r"[^ -~]", "", title).replace("(", "").replace(")", "")
    stream = f"BT /F1 14 Tf 60 780 Td (Sample attachment: {words}) Tj ET".encode()
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        starts.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    body += (
        b"xref\n0 6\n0000000000 65535 f \n%b"
        b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))
    )
    return Answer(status=200, body=body, headers=(("Content-Type", "application/pdf"),))
