"""One writing run at a time: a lock on a file beside the corpus."""

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from corpus.errors import LockedError, StoreError

SUFFIX: Final = ".lock"


class RunLock:
    """Hold a corpus for one process.

    The kernel drops the lock when its holder dies, however it dies: a stale file stops nobody.
    """

    def __init__(self, corpus_file: Path) -> None:
        self.path = corpus_file.with_name(corpus_file.name + SUFFIX)
        self._file: IO[str] | None = None
        self._depth = 0

    @property
    def held(self) -> bool:
        """Say whether this object holds the lock."""
        return self._depth > 0

    def acquire(self) -> None:
        """Take the lock, or take it once more.

        Raises:
            LockedError: another run holds it; the message names its process and start.
        """
        if self._file is None:
            self._file = self._open()
        self._depth += 1

    def release(self) -> None:
        """Give the lock back once; the file stays, empty."""
        self._depth = max(self._depth - 1, 0)
        if self._depth == 0 and self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def _open(self) -> IO[str]:
        try:
            file = self.path.open("a+", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"{self.path}: the lock cannot be opened: {error.strerror}"
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _describe_holder(file)
            file.close()
            raise LockedError(
                f"{self.path}: another run ({holder}) holds this corpus; wait until it ends"
            ) from error
        file.truncate(0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        json.dump({"pid": os.getpid(), "started": started}, file)
        file.flush()
        return file


def _describe_holder(file: IO[str]) -> str:
    file.seek(0)
    try:
        holder = json.loads(file.read())
        return f"process {holder['pid']}, since {holder['started']}"
    except (ValueError, KeyError, TypeError):
        return "process unknown"
