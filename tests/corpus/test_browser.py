"""The pages in a real browser: what a reader sees, and that nothing is asked of the network."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def dom_of(url: str, home: Path) -> str:
    """Give the page as the browser has it after its scripts ran."""
    done = subprocess.run(
        [str(CHROMIUM), *FLAGS, f"--user-data-dir={home}", "--dump-dom", url],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "HOME": str(home)},
    )
    return done.stdout


@pytest.fixture(scope="module")
def site(demo_folder: Path) -> Iterator[str]:
    """Serve the demo's corpus as `danvan serve` does, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    corpus = str(demo_folder / "corpus.db")
    command = [sys.executable, "-m", "pipeline", "serve", "--corpus", corpus, "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        base = f"http://127.0.0.1:{port}"
        server.stderr.readline()
        _wait_for(base)
        yield base
        server.terminate()


def _wait_for(base: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(base, timeout=5):
                return
        except OSError:
            continue
    raise AssertionError(f"{base} never answered")


def test_search_shows_hits_with_their_words(site: str, tmp_path: Path) -> None:
    page = dom_of(f"{site}/tim?q=don+thu", tmp_path)
    assert "<mark" in page
    assert "/bai/" in page


def test_the_article_page_marks_figures_in_their_sentences(
    site: str, demo_folder: Path, tmp_path: Path
) -> None:
    from corpus import open_corpus

    row = (
        open_corpus(demo_folder / "corpus.db")
        .sql(
            "select a.id, f.quote from figure f join article a on a.key = f.article_key where f.family = 'don_thu'"
        )
        .iloc[0]
    )
    page = dom_of(f"{site}/bai/{row['id']}", tmp_path)
    assert "<mark" in page
    assert row["quote"].split()[0] in page


def test_the_report_needs_no_script_and_no_network(demo_folder: Path, tmp_path: Path) -> None:
    page = dom_of((demo_folder / "published" / "report.html").as_uri(), tmp_path)
    assert "Bài theo lĩnh vực" in page
    assert "http://" not in page.replace("http://127.0.0.1", "").replace("http://www.w3.org", "")
