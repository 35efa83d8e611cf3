"""Every answer kept as it came, in WARC files, one per portal and night."""

import os
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.records import Page

_CHUNK = 1 << 20
# What described the bytes on the wire no longer describes the decoded body that is kept.
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_RENAMED = "X-Archive-Orig-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one answer lies: the file, relative to the archive, and the offset in it."""

    warc: str
    offset: int


class Archive:
    """Append answers to the night's files; a file cut short by a crash is mended first."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._sizes: dict[str, int] = {}

    def keep(self, page: Page, night: date, kind: str = "") -> Place:
        """Append one answer, with what it was asked for as, and say where it lies."""
        name = f"{night.isoformat()}/{page.portal}.warc.gz"
        path = self.root / name
        if name not in self._sizes:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._sizes[name] = _mend(path)
        record = _write_record(page, kind)
        with path.open("ab") as file:
            offset = file.tell()
            file.write(record)
        self._sizes[name] = offset + len(record)
        return Place(warc=name, offset=offset)

    def read(self, warc: str, offset: int) -> Page | None:
        """Give back one answer; None when its bytes are no longer kept."""
        path = self.root / warc
        if not path.exists():
            return None
        with path.open("rb") as file:
            file.seek(offset)
            return next((page for page, _, _ in _pages(file, Path(warc))), None)

    def files(self, since: date | None = None) -> tuple[Path, ...]:
        """Give the files of the archive, by night."""
        found = sorted(self.root.glob("*/*.warc.gz"))
        if since is None:
            return tuple(found)
        return tuple(path for path in found if path.parent.name >= since.isoformat())

    def expire(self, today: date, keep_days: int = 90) -> tuple[str, ...]:
        """Delete nights older than the retention period; give their names."""
        gone = []
        for folder in sorted(self.root.glob("????-??-??")):
            try:
                night = date.fromisoformat(folder.name)
            except ValueError:
                continue
            if (today - night).days > keep_days:
                shutil.rmtree(folder)
                gone.append(folder.name)
        return tuple(gone)


def iter_pages(path: Path) -> Iterator[Page]:
    """Read the answers of one file in order; a torn last record ends it without a fault."""
    for page, _, _ in iter_answers(path):
        yield page


def iter_answers(path: Path) -> Iterator[tuple[Page, str, int]]:
    """Read the answers of one file with what each was asked for as, and its offset."""
    with path.open("rb") as file:
        yield from _pages(file, path)


def _pages(file: IO[bytes], path: Path) -> Iterator[tuple[Page, str, int]]:
    portal = path.name.removesuffix(".gz").removesuffix(".warc")
    start = file.tell()
    for member, end in _members(file):
        offset, start = start, end
        try:
            records = ArchiveIterator(BytesIO(member))
            for record in records:
                if record.rec_type == "response" and (page := _read_record(record, portal)):
                    kind = record.rec_headers.get_header("X-Kind") or "unknown"
                    yield page, kind, offset
        except ArchiveLoadFailed:
            return


def _write_record(page: Page, kind: str) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    headers = [
        (_RENAMED + name if name.lower() in _WIRE_HEADERS else name, value)
        for name, value in page.headers
    ]
    headers.append(("Content-Length", str(len(page.body))))
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=StatusAndHeaders(f"{page.status} -", headers, protocol="HTTP/1.1"),
        warc_headers_dict={
            "WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "X-Portal": page.portal,
            "X-Kind": kind or "unknown",
        },
    )
    writer.write_record(record)
    return buffer.getvalue()


def _read_record(record: ArcWarcRecord, portal: str) -> Page | None:
    headers = record.rec_headers
    http = record.http_headers
    length = int(http.get_header("Content-Length") or 0)
    body = record.content_stream().read()
    if len(body) < length:
        return None
    return Page(
        portal=headers.get_header("X-Portal") or portal,
        url=headers.get_header("WARC-Target-URI"),
        fetched_at=_moment(headers.get_header("WARC-Date")),
        status=int(http.get_statuscode()),
        headers=_restore(http.headers),
        body=body,
    )


def _restore(headers: list[Any]) -> tuple[tuple[str, str], ...]:
    kept = [(str(k), str(v)) for k, v in headers if str(k).lower() != "content-length"]
    return tuple((k.removeprefix(_RENAMED), v) for k, v in kept)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _mend(path: Path) -> int:
    """Cut off what follows the last whole record; give the size that is left."""
    if not path.exists():
        return 0
    good = _whole_length(path)
    if good < path.stat().st_size:
        os.truncate(path, good)
    return good


def _whole_length(path: Path) -> int:
    """Measure how far a file consists of whole records."""
    good = 0
    with path.open("rb") as file:
        for _, end in _members(file):
            good = end
    return good


def _members(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Give the whole gzip members that follow, one a record, each with where it ends."""
    position, content = file.tell(), bytearray()
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while chunk := file.read(_CHUNK):
        while chunk:
            try:
                content += decoder.decompress(chunk)
            except zlib.error:
                return
            rest = decoder.unused_data
            position += len(chunk) - len(rest)
            if not decoder.eof:
                break
            yield bytes(content), position
            content.clear()
            chunk, decoder = rest, zlib.decompressobj(zlib.MAX_WBITS | 16)
