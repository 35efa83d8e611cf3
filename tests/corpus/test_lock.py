"""One run at a time, and readers who do not mind: with real second processes."""

import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from corpus.errors import LockedError, StoreError
from corpus.lock import RunLock
from corpus.queries import count_articles, open_reader
from corpus.store import open_store

HOLD = """
import sys
from corpus.store import open_store
store = open_store(sys.argv[1])
store.begin_run("other")
print("held", flush=True)
sys.stdin.read()
"""
WRITE = """
import importlib.util, sys
from corpus.store import open_store
spec = importlib.util.spec_from_file_location("builders", sys.argv[2])
builders = importlib.util.module_from_spec(spec)
sys.modules["builders"] = builders
spec.loader.exec_module(builders)
build = builders.Builder()
with open_store(sys.argv[1]) as store:
    for i in range(int(sys.argv[3]), int(sys.argv[3]) + 12):
        print(store.keep(build.entry(f"a{i}")), flush=True)
"""


@contextmanager
def holding(path):
    """Hold the corpus in another process, until it is told or killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_run_is_refused_and_told_who_holds_the_corpus(store, corpus_path):
    with (
        holding(corpus_path) as other,
        pytest.raises(LockedError, match=rf"process {other.pid}, since 20\d\d-") as caught,
    ):
        store.begin_run("mine")
    assert caught.value.code == "locked"


def test_the_lock_of_a_killed_process_stops_nobody(store, corpus_path):
    with holding(corpus_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
        store.begin_run("mine")
    with open_store(corpus_path) as second, pytest.raises(LockedError), second.lock():
        pass


def test_a_lock_is_given_back(store, corpus_path):
    with open_store(corpus_path) as second:
        with store.lock(), store.lock(), pytest.raises(LockedError):
            second.begin_run("second")
        second.begin_run("second")
    with store.lock():
        assert (corpus_path.parent / "corpus.db.lock").read_text() != ""
    assert (corpus_path.parent / "corpus.db.lock").read_text() == ""


def test_a_lock_without_words_is_still_a_lock(corpus_path):
    first, second = RunLock(corpus_path), RunLock(corpus_path)
    first.acquire()
    first.path.write_text("?")
    with pytest.raises(LockedError, match="process unknown"):
        second.acquire()
    first.release()


def test_a_lock_that_cannot_be_made_is_said(tmp_path):
    with pytest.raises(StoreError, match="cannot be opened"):
        RunLock(tmp_path / "nowhere" / "corpus.db").acquire()


def test_reading_goes_on_while_a_run_holds_the_corpus(store, build, corpus_path):
    store.begin_run("r1")
    store.keep(build.entry())
    with open_reader(corpus_path) as reader:
        assert count_articles(reader) == 1
        store.keep(build.entry("a2"))
        assert count_articles(reader) == 1, "a reader sees one moment"
    with open_reader(corpus_path) as reader:
        assert count_articles(reader) == 2


def test_two_processes_write_side_by_side_and_nothing_is_lost(store, corpus_path, request):
    builders = request.path.with_name("conftest.py")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(corpus_path), str(builders), str(first)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (0, 6)
    ]
    said = [writer.communicate()[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert sum(words.count("new") for words in said) == 18
    assert sum(words.count("unchanged") for words in said) == 6
    with open_reader(corpus_path) as reader:
        assert count_articles(reader) == 18
