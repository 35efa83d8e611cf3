"""Trafilatura in a process of its own, killed when a page takes too long."""

import atexit
import json
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import IO, cast

from lxml import etree

from scrapers.bounds import narrow_cells, tame
from scrapers.elements import tidy
from scrapers.errors import LayoutError

CPU_SECONDS = 4.0
"""What a page may cost the helper: its own time, which a busy machine does not shorten."""
TIMEOUT_SECONDS = 20.0
"""When waiting ends all the same."""
_MOST_TAGS = 25_000


class StoppedError(LayoutError):
    """Raise when an extraction was given up: nothing is known of the page yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What trafilatura takes for the article's body."""

    paragraphs: tuple[str, ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]


class Worker:
    """One helper process; started when first needed, and again after it had to be killed."""

    def __init__(self, command: tuple[str, ...] = (), *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._command = command or (sys.executable, "-m", "scrapers.extraction")
        self._timeout = timeout
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def extract(self, html: str, *, where: str) -> Extract:
        """Extract the body of a page.

        Raises:
            LayoutError: there is none.
            StoppedError: the page is too large for it, or took too long.
        """
        tags = html.count("<")
        if tags > _MOST_TAGS:
            raise StoppedError(f"body: {tags:,} tags are too many to extract from at {where}")
        with self._lock:
            answer = self._ask(json.dumps({"html": narrow_cells(tame(html))}))
        if not answer:
            raise StoppedError(
                f"body: the extraction of {where} was stopped after {self._timeout:g} s at most"
            )
        xml = json.loads(answer)["xml"]
        if not xml:
            raise LayoutError(f"body: no article can be told apart at {where}")
        return read_xml(xml)

    def _ask(self, question: str) -> str:
        process = self._start()
        alarm = threading.Timer(self._timeout, process.kill)
        alarm.start()
        try:
            stdin, stdout = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
            stdin.write(question + "\n")
            stdin.flush()
            answer = stdout.readline()
        except BrokenPipeError:
            answer = ""
        finally:
            alarm.cancel()
        if not answer:
            self._close()
        return answer

    def _start(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._close()
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="ascii",
            )
        return self._process

    def close(self) -> None:
        """End the helper process, if there is one."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue


def read_xml(xml: str) -> Extract:
    """Read trafilatura's XML: paragraphs in order, tables apart."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(xml.encode(), parser)
    main = root.find("main")
    paragraphs: list[str] = []
    tables: list[tuple[tuple[str, ...], ...]] = []
    for element in main if main is not None else ():
        if element.tag == "table":
            tables.append(_rows(element))
        else:
            items = element.findall("item") if element.tag == "list" else [element]
            texts = (tidy("".join(str(text) for text in item.itertext())) for item in items)
            paragraphs.extend(text for text in texts if text)
    return Extract(paragraphs=tuple(paragraphs), tables=tuple(table for table in tables if table))


def _rows(table: etree._Element) -> tuple[tuple[str, ...], ...]:
    rows = (
        tuple(tidy("".join(str(text) for text in cell.itertext())) for cell in row.iter("cell"))
        for row in table.iter("row")
    )
    return tuple(row for row in rows if any(row))


WORKER = Worker()
atexit.register(WORKER.close)


def serve(questions: IO[str], answers: IO[str]) -> None:
    """Answer one page a line until the input ends: the helper process's own loop."""
    import trafilatura  # a second to import, and only this process needs it

    for line in questions:
        html = json.loads(line)["html"]
        _limit(CPU_SECONDS)
        xml = trafilatura.extract(
            html,
            output_format="xml",
            include_comments=False,
            include_tables=True,
            with_metadata=False,
            target_language=None,
        )
        answers.write(json.dumps({"xml": xml}) + "\n")
        answers.flush()


def _limit(seconds: float) -> None:
    """End this process once it has worked for so long; each page starts the count anew."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
