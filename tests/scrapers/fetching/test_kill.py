"""kill -9 at any moment, run again: nothing lost, nothing doubled, nothing fetched twice."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import fault_server as faults
import pytest

from scrapers.archive import Archive, iter_pages

SOAK = "DANVAN_SOAK" in os.environ
KILLS = int(os.environ.get("DANVAN_SOAK_KILLS", "200" if SOAK else "10"))
PAGES = int(os.environ.get("DANVAN_SOAK_PAGES", "2000" if SOAK else "60"))
PORTALS = 4 if PAGES < 1000 else 20
SCRIPT = Path(__file__).with_name("crawl_once.py")
ROOT = Path(__file__).parents[3]


class Launcher:
    """A process that has everything imported and forks one crawl at a time."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def start(self, folder: Path, port: int) -> int:
        self.process.stdin.write(f"{folder} {port} {PORTALS}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def wait(self) -> int:
        return int(self.process.stdout.readline())

    def run(self, folder: Path, port: int) -> int:
        self.start(folder, port)
        return self.wait()


@pytest.fixture(scope="module")
def launcher():
    launcher = Launcher()
    yield launcher
    launcher.process.stdin.close()
    launcher.process.stdout.close()
    launcher.process.wait(30)


def read_kept(folder: Path) -> dict:
    rows = {}
    for line in (folder / "kept.jsonl").read_text(encoding="utf-8").splitlines():
        portal, article_id, *rest = json.loads(line)
        # Told twice is allowed, of the same article only; the store keeps one row.
        assert rows.setdefault((portal, article_id), rest) == rest
    return rows


def test_killed_crawls_find_what_an_uninterrupted_one_finds(tmp_path, launcher):
    dice = random.Random(int(os.environ.get("DANVAN_SOAK_SEED", "20261122")))
    with faults.FaultServer() as server:
        for number in range(PORTALS):
            server.site(f"p{number}.test", count=PAGES // PORTALS, per_page=7)
        whole, killed = tmp_path / "whole", tmp_path / "killed"
        whole.mkdir()
        killed.mkdir()
        assert launcher.run(whole, server.port) == 0
        expected = read_kept(whole)
        assert len(expected) == PAGES // PORTALS * PORTALS
        requests, kills = len(server.log), 0
        server.log.clear()
        while kills < KILLS and not (killed / "finished").exists():
            # The moment is a number of requests, so that it falls anywhere in the crawl.
            moment = len(server.log) + dice.randrange(1, max(2, 2 * requests // KILLS))
            crawl = launcher.start(killed, server.port)
            server.wait_for(moment, unless=(killed / "finished").exists)
            with suppress(ProcessLookupError):
                os.kill(crawl, signal.SIGKILL)
            kills += launcher.wait() == -signal.SIGKILL
        if not (killed / "finished").exists():
            assert launcher.run(killed, server.port) == 0
        assert read_kept(killed) == expected
        again = Counter((access.host, access.target) for access in server.log)
        # Only a request under way when the blow fell may be made again: one for each host.
        assert sum(n - 1 for n in again.values()) <= kills * PORTALS
        archived = [p.url for path in (killed / "warc").glob("*/*.gz") for p in iter_pages(path)]
        assert {url for url, *_ in expected.values()} <= set(archived)
        assert kills >= KILLS // 2


def test_torn_archive_is_read_up_to_the_tear_and_mended(tmp_path, launcher):
    with faults.FaultServer() as server:
        for number in range(PORTALS):
            server.site(f"p{number}.test", count=3)
        assert launcher.run(tmp_path, server.port) == 0
    path = next((tmp_path / "warc").glob("*/p0.warc.gz"))
    data, pages = path.read_bytes(), list(iter_pages(path))
    night = date(2026, 11, 1)
    for cut in range(1, len(data), len(data) // 40):
        path.write_bytes(data[:cut])
        left = list(iter_pages(path))
        assert left == pages[: len(left)]
        archive = Archive(tmp_path / "warc")
        place = archive.keep(pages[0], night)
        assert list(iter_pages(path)) == [*left, pages[0]]
        assert archive.read(place.warc, place.offset) == pages[0]
