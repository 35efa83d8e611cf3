"""Migrations: from nothing, from the former revision, and what is refused."""

import shutil
import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from corpus import open_corpus, sqlite
from corpus.errors import StoreError
from corpus.queries import Filters, count_articles, count_figures, open_reader
from corpus.schema import HEAD, metadata
from corpus.search import search
from corpus.store import open_store
from corpus.upgrade import MIGRATIONS, read_revision, require_head, upgrade


@pytest.fixture
def engine(tmp_path):
    opened = sqlite.open_engine(tmp_path / "new.db", "write")
    yield opened
    opened.dispose()


def test_the_head_this_code_knows_is_the_last_step():
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_the_steps_give_what_the_tables_say(engine):
    upgrade(engine, "new.db")
    with engine.begin() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _, name, kind, *rest: not sqlite.is_search_shadow(name)
            },
        )
        assert compare_metadata(context, metadata) == []
        assert read_revision(connection) == HEAD
        sqlite.check_search(connection)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_up_from_a_former_revision_finds_what_is_there(engine, tmp_path, revision):
    upgrade(engine, "new.db", revision)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO article (id, title, relevant, relevance, figure_count, warnings, layout,"
            " page_sha256, state, version, run, article_digest, reading_digest)"
            " VALUES ('a', 'Tin', 1, 1, 0, '[]', '', '', 'kept', 1, 'r', '', '')"
        )
        connection.exec_driver_sql(
            "INSERT INTO article_text VALUES (1, 'Tin', NULL, 'tiếp nhận đơn thư', '{}')"
        )
    with open_store(tmp_path / "new.db") as store:
        assert store.version == HEAD
    with open_reader(tmp_path / "new.db") as connection:
        for query in ("don thu", "đơn thư"):
            assert [h.article.id for h in search(connection, query, Filters())] == ["a"]


def test_the_views_leave_out_what_was_taken_down(store, build, corpus_path):
    store.keep(build.entry("here"))
    store.keep(build.entry("gone"))
    store.mark_gone("gone")
    with open_reader(corpus_path) as connection:
        views = sorted(v for v in sa.inspect(connection).get_view_names() if "kept_" in v)
        counts = {
            view: connection.exec_driver_sql(f"SELECT count(*) FROM {view}").scalar_one()
            for view in views
        }
        assert counts == {
            "kept_article": count_articles(connection),
            "kept_article_text": 1,
            "kept_document_mention": 1,
            "kept_figure": count_figures(connection),
            "kept_figure_check": 1,
            "kept_period_mention": 1,
            "kept_place_mention": 1,
        }
        assert (counts["kept_article"], counts["kept_figure"]) == (1, 2)


def test_an_upgrade_that_fails_leaves_the_former_form(engine, monkeypatch):
    upgrade(engine, "new.db", "0001")
    monkeypatch.setattr(
        sqlite, "search_statements", lambda: iter(["CREATE VIEW x AS SELECT 1", "NO SQL"])
    )
    with pytest.raises(StoreError, match="cannot be upgraded"):
        upgrade(engine, "new.db")
    with engine.begin() as connection:
        assert read_revision(connection) == "0001"
        assert sa.inspect(connection).get_view_names() == []


def test_a_batch_loses_the_triggers_and_they_can_be_made_again(corpus_path, store, build):
    """What the next migration must know: a batch on `article_text` drops them without a word."""
    store.keep(build.plain_entry("a", "đơn thư"))
    engine = sqlite.open_engine(corpus_path, "write")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("article_text", recreate="always") as batch:
                batch.add_column(sa.Column("note", sa.String))
            assert count_triggers(connection) == 0
            for statement in sqlite.trigger_statements():
                connection.exec_driver_sql(statement)
            assert count_triggers(connection) == 8
            connection.exec_driver_sql("UPDATE article_text SET body = 'hòa giải'")
            sqlite.check_search(connection)
            connection.commit()
    finally:
        engine.dispose()
    with open_reader(corpus_path) as connection:
        assert [h.article.id for h in search(connection, "hoa giai", Filters())] == ["a"]
        assert search(connection, "don thu", Filters()) == []


def count_triggers(connection) -> int:
    return connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'article_text'"
    ).scalar_one()


def test_a_newer_corpus_is_refused(corpus_path):
    with closing(sqlite3.connect(corpus_path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer"):
        open_store(corpus_path)
    with pytest.raises(StoreError, match="9999"), open_reader(corpus_path):
        pass


def test_a_database_of_others_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(StoreError, match="not a corpus"):
        open_store(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Kính gửi " * 200)
    with pytest.raises(StoreError, match=r"letter\.txt"):
        open_store(path)
    assert path.read_text().startswith("Kính gửi")


def test_a_file_that_is_no_database_is_not_read(tmp_path):
    path = tmp_path / "passwd"
    path.write_text("root:x:0:0:root:/root:/bin/bash\n" * 40)
    with pytest.raises(StoreError, match=r"passwd: .*not a database\Z") as told:
        open_corpus(path)
    assert (told.value.code, "\n" in str(told.value)) == ("store", False)


def test_a_corpus_that_was_damaged_is_said_in_one_line(corpus_path):
    with corpus_path.open("r+b") as file:
        file.seek(16_384)
        file.write(b"\xff" * (corpus_path.stat().st_size - 16_384))
    with pytest.raises(StoreError, match=r"corpus\.db: .*malformed\Z"):
        open_corpus(corpus_path).figures()


def test_a_reader_refuses_an_older_form(engine, tmp_path):
    upgrade(engine, "new.db", "0001")
    with engine.connect() as connection, pytest.raises(StoreError, match="0001"):
        require_head(connection, "new.db")


def test_a_copied_corpus_is_a_corpus(corpus_path, tmp_path, store, build):
    store.keep(build.entry())
    store.close()
    copy = shutil.copy(corpus_path, tmp_path / "copy.db")
    with open_reader(copy) as connection:
        assert len(search(connection, "don thu", Filters())) == 1
