"""From an address to a corpus."""

from pathlib import Path

import pytest

from corpus.engines import default_path, locate
from corpus.errors import StoreError
from corpus.store import open_store


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a/b.db", Path("a/b.db")),
        (Path("a/b.db"), Path("a/b.db")),
        ("sqlite:///a/b.db", Path("a/b.db")),
        ("sqlite:////var/b.db", Path("/var/b.db")),
        ("sqlite+pysqlite:////var/b.db?x=1", Path("/var/b.db")),
    ],
)
def test_addresses(given, expected):
    assert locate(given).path == expected


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("postgresql://me:secret@host/db", "PostgreSQL is not built"),
        ("postgresql+psycopg://host/db", "PostgreSQL is not built"),
        ("mysql://host/db", "no such kind"),
        ("sqlite://", "lives in a file"),
        ("sqlite:///:memory:", "lives in a file"),
    ],
)
def test_addresses_that_are_refused(given, said):
    with pytest.raises(StoreError, match=said) as caught:
        locate(given)
    assert "secret" not in str(caught.value)


def test_without_an_address_the_environment_counts_then_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("DANVAN_CORPUS", str(tmp_path / "x.db"))
    assert locate().path == tmp_path / "x.db"
    monkeypatch.setenv("DANVAN_CORPUS", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert locate().path == default_path() == tmp_path / "danvan" / "corpus.db"


def test_a_path_with_signs_that_addresses_use_is_a_path(tmp_path):
    odd = tmp_path / "kho số liệu #1 50%?" / "a&b=c.db"
    with open_store(odd) as store:
        assert store.path == odd
    assert odd.is_file()


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be opened as a corpus"):
        open_store(tmp_path / "file" / "corpus.db")
