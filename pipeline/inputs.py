"""Articles a user already has, from files or standard input, to records or named errors."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from corpus.errors import DanvanError, InputError
from corpus.records import Article, Precision, Province, Published
from pipeline.mentions.places import province_named
from pipeline.text.plain import read_plain

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MOST_BYTES = 8_000_000
"""A page of this size is no article any more; nor is a row of it."""
MOST_CHARACTERS = 1_000_000
"""The longest real article is under 200,000; what is longer is not one article."""
MANY = {".jsonl", ".gz", ".warc"}
"""Endings of files that hold many articles, and may be of any size."""
HTML_TYPES = {"text/html", "application/xhtml+xml"}
TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
DATE_SHAPES: tuple[tuple[str, Precision], ...] = (
    ("%Y-%m-%d", "day"),
    ("%Y-%m", "month"),
    ("%Y", "year"),
)


class Row(msgspec.Struct, kw_only=True):
    """One row of a JSONL input; attributes it does not name are ignored."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | int | None = None
    province: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An input that can be read, with what its giver says of it."""

    id: str
    article: Article
    province: Province | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An input that cannot be read, and why."""

    id: str
    code: str
    message: str


def read_inputs(paths: Iterable[str]) -> Iterator[Given | Unread]:
    """Read every input in order; what fails comes out as an `Unread` and stops nothing."""
    for path in paths:
        if path == "-":
            yield from _read_stream(sys.stdin.buffer.read())
        else:
            yield from _read_path(Path(path))


def _read_path(path: Path) -> Iterator[Given | Unread]:
    stem = _printable(path.stem)
    try:
        yield from _read_file(path, name=_printable(str(path)), stem=stem)
    except OSError as error:
        reason = error.strerror or error
        message = f"{path}: cannot be read ({reason}); check the path and its rights"
        yield Unread(id=stem, code="unreadable", message=_one_line(_printable(message)))
    except DanvanError as error:
        yield Unread(id=stem, code=error.code, message=_one_line(_printable(str(error))))


def _read_file(path: Path, *, name: str, stem: str) -> Iterator[Given | Unread]:
    kind = path.suffix.lower()
    readers = {".txt": _read_txt, ".html": _read_html, ".htm": _read_html}
    if kind not in readers and kind not in MANY and not path.is_dir():
        path.stat()
        raise _CodedError(
            "unknown_kind", f"{name}: not .txt, .html or .jsonl; rename or convert it"
        )
    if not path.is_file():
        path.stat()
        raise _CodedError("unreadable", f"{name}: not a file; name the files in it one by one")
    if kind in {".gz", ".warc"}:
        yield from _read_warc(path)
        return
    if kind in readers and path.stat().st_size > MOST_BYTES:
        raise _too_large(name, path.stat().st_size)
    data = path.read_bytes()
    if kind == ".jsonl":
        yield from _read_rows(data, name=name, stem=stem)
    else:
        yield readers[kind](data, name=name, stem=stem)


def _printable(text: str) -> str:
    """Give a name that can be written: bytes of a file name that are no UTF-8 become marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _read_warc(path: Path) -> Iterator[Given | Unread]:
    """Read every HTML page of an archive; what is no article there is passed over."""
    from scrapers.archive import iter_pages
    from scrapers.read import read_html

    for page in iter_pages(path):
        if page.status != 200 or page.content_type not in HTML_TYPES:
            continue
        try:
            article = read_html(page.body, url=page.url)
        except DanvanError:
            continue
        yield Given(id=article.id, article=replace(article, url=page.url))


def _read_stream(data: bytes) -> Iterator[Given | Unread]:
    name = "standard input"
    head = data[:1000].decode("utf-8-sig", "ignore").lstrip().lower()
    try:
        if head.startswith("{"):
            yield from _read_rows(data, name=name, stem="-")
        elif head.startswith(("<!doctype", "<html", "<?xml", "<head", "<body")):
            yield _read_html(data, name=name, stem="-")
        else:
            yield _read_txt(data, name=name, stem="-")
    except DanvanError as error:
        yield Unread(id="-", code=error.code, message=_one_line(error))


class _CodedError(InputError):
    """An input error with a code of its own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _too_large(name: str, size: int) -> _CodedError:
    return _CodedError(
        "too_large",
        f"{name}: {size / 1e6:.1f} MB is more than one article "
        f"({MOST_BYTES / 1e6:.0f} MB at most); "
        "split it into rows of a .jsonl file",
    )


def _bounded(article: Article, name: str) -> Article:
    length = sum(map(len, article.paragraphs))
    if length > MOST_CHARACTERS:
        raise _CodedError(
            "too_large",
            f"{name}: {length:,} characters are more than one article ({MOST_CHARACTERS:,} at "
            "most); split it into rows of a .jsonl file",
        )
    return article


def _plain(text: str, *, article_id: str, name: str, **known: Any) -> Article:
    try:
        article = read_plain(text, article_id=article_id, **known)
    except InputError as error:
        raise _CodedError("empty", f"{name}: holds no text; nothing to read") from error
    return _bounded(article, name)


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise _too_large(name, len(data))
    if not data.strip():
        raise _CodedError("empty", f"{name}: empty; nothing to read")
    if data.startswith(TEXT_MARKS):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data[:65536]:
        raise _CodedError("binary", f"{name}: binary, not text; give a .txt, .html or .jsonl file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _CodedError(
            "not_utf8",
            f"{name}: not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}); "
            "save it again as UTF-8",
        ) from error


def _read_txt(data: bytes, *, name: str, stem: str) -> Given:
    text = _decoded(data, name)
    return Given(id=stem, article=_plain(text, article_id=stem, name=name))


def _read_html(data: bytes, *, name: str, stem: str) -> Given:
    if len(data) > MOST_BYTES:
        raise _too_large(name, len(data))
    if not data.strip():
        raise _CodedError("empty", f"{name}: empty; nothing to read")
    if b"\x00" in data[:65536] and not data.startswith(TEXT_MARKS):
        raise _CodedError("binary", f"{name}: binary, not text; give a .txt, .html or .jsonl file")
    return Given(id=stem, article=_article_in(data, url=None, article_id=stem, name=name))


def _article_in(data: bytes, *, url: str | None, article_id: str, name: str) -> Article:
    from scrapers.read import read_html

    try:
        article = read_html(data, url=url)
    except DanvanError as error:
        raise _CodedError("no_article", f"{name}: no article in this page ({error})") from error
    return _bounded(replace(article, id=article_id), name)


def _read_rows(data: bytes, *, name: str, stem: str) -> Iterator[Given | Unread]:
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if not data.strip():
        yield Unread(id=stem, code="empty", message=f"{name}: empty; nothing to read")
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_row(line, where=f"{name}, line {number}", spare_id=f"{stem}:{number}")


def _read_row(line: bytes, *, where: str, spare_id: str) -> Given | Unread:
    row_id = spare_id
    try:
        if len(line) > MOST_BYTES:
            raise _too_large(where, len(line))
        row = msgspec.json.decode(line, type=Row)
        row_id = str(row.id) if row.id not in {None, ""} else spare_id
        return _given(row, row_id=row_id, where=where)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        row_id = _id_of(line) or spare_id
        message = f"{where}: not a row of the expected shape ({_one_line(error)})"
        return Unread(id=row_id, code="bad_row", message=message)
    except DanvanError as error:
        return Unread(id=row_id, code=error.code, message=_one_line(error))


def _id_of(line: bytes) -> str | None:
    try:
        row = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    found = row.get("id") if isinstance(row, dict) else None
    return str(found) if isinstance(found, str | int) else None


def _given(row: Row, *, row_id: str, where: str) -> Given:
    warnings: list[str] = []
    published = _published(str(row.published or ""), warnings)
    province = province_named(row.province) if row.province else None
    if row.province and province is None:
        warnings.append(f"province {row.province[:60]!r} is not one of the 63 or the 34; left out")
    if row.text is not None and row.text.strip():
        known = {"title": row.title, "published": published}
        article = _plain(row.text, article_id=row_id, name=where, **known)
    elif row.html is not None and row.html.strip():
        article = _article_in(row.html.encode(), url=row.url, article_id=row_id, name=where)
        article = _completed(article, title=row.title, published=published)
    else:
        raise _CodedError(
            "empty", f"{where}: neither text nor html holds anything; nothing to read"
        )
    return Given(id=row_id, article=article, province=province, warnings=tuple(warnings))


def _completed(article: Article, *, title: str | None, published: Published | None) -> Article:
    return replace(article, title=title or article.title, published=published or article.published)


def _published(value: str | None, warnings: list[str]) -> Published | None:
    if not value:
        return None
    at = published_at(value)
    if at is None:
        warnings.append(f"published {value[:60]!r} is not an ISO date; left out")
    return at


def published_at(value: str) -> Published | None:
    """Read an ISO date as precise as it is written: `2019`, `2019-02`, `2019-02-15`, with hour."""
    text = value.strip()
    for shape, precision in DATE_SHAPES:
        try:
            at = datetime.strptime(text, shape).replace(tzinfo=HOME_ZONE)
        except ValueError:
            continue
        return Published(at=at, precision=precision, source="given")
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=HOME_ZONE)
        at = moment.astimezone(HOME_ZONE)
    except (ValueError, OverflowError):
        return None
    return Published(at=at, precision="minute", source="given")


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
