"""Bodies read piece by piece: never more bytes in memory than allowed; pure."""

import zlib

GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_STEP = 65536


class BodyError(Exception):
    """Raise when a body cannot be taken in; `fault` is its name."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


class Body:
    """Collect a body, decoding gzip or deflate, up to a limit of decoded bytes."""

    def __init__(self, encoding: str, limit: int) -> None:
        names = [name for name in encoding.lower().replace(" ", "").split(",") if name]
        names = [name for name in names if name != "identity"]
        if len(names) > 1 or not set(names) <= {"gzip", "x-gzip", "deflate"}:
            raise BodyError("bad_encoding", f"content encoding {encoding!r} was not asked for")
        self._deflate = names == ["deflate"]
        self._decoder = zlib.decompressobj(GZIP_OR_ZLIB) if names else None
        self._limit = limit
        self._data = bytearray()
        self.received = 0

    def __len__(self) -> int:
        return len(self._data)

    def feed(self, chunk: bytes) -> None:
        """Take one piece as it came over the wire."""
        self.received += len(chunk)
        if self._decoder is None:
            self._add(chunk)
            return
        try:
            self._decode(chunk)
        except zlib.error as error:
            raise BodyError("bad_encoding", f"broken compression: {error}") from error

    def finish(self) -> bytes:
        """Give the whole body.

        Raises:
            BodyError: `truncated` when the compressed stream stops before its end.
        """
        if self._decoder is not None and self.received and not self._decoder.eof:
            raise BodyError("truncated", "the compressed body stops before its end")
        return bytes(self._data)

    def _decode(self, chunk: bytes) -> None:
        assert self._decoder is not None
        if self._deflate and self.received == len(chunk) and chunk[:1] != b"\x78":
            # Some servers send raw deflate without the zlib header that the standard asks for.
            self._decoder = zlib.decompressobj(-zlib.MAX_WBITS)
        pending = chunk
        while pending:
            if self._decoder.eof:
                if pending[:2] != b"\x1f\x8b":
                    return
                self._decoder = zlib.decompressobj(GZIP_OR_ZLIB)
            self._add(self._decoder.decompress(pending, _STEP))
            pending = self._decoder.unconsumed_tail or self._decoder.unused_data

    def _add(self, piece: bytes) -> None:
        self._data += piece
        if len(self._data) > self._limit:
            tail = len(self._decoder.unconsumed_tail) if self._decoder is not None else 0
            bomb = self._decoder is not None and (self.received - tail) * 50 < len(self._data)
            raise BodyError(
                "bomb" if bomb else "too_large",
                f"more than {self._limit} bytes after {self.received} received",
            )


def gunzip(data: bytes, limit: int) -> bytes:
    """Decompress a gzip file with a limit on what comes out."""
    body = Body("gzip", limit)
    body.feed(data)
    return body.finish()
