"""Bring a corpus to the form this code knows; the only caller of Alembic."""

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from corpus.errors import StoreError
from corpus.schema import HEAD

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def read_revision(connection: sa.Connection) -> str | None:
    """Give the revision a corpus is at, or None when nothing was made yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def require_head(connection: sa.Connection, where: str) -> None:
    """Refuse a corpus of another form.

    Raises:
        StoreError: the corpus must be upgraded, or is newer than this program.
    """
    found = read_revision(connection)
    if found != HEAD:
        raise StoreError(
            f"{where}: its tables are at {found or 'no revision'}, this program knows {HEAD};"
            " open it once for writing with the newest danvan"
        )


def upgrade(engine: sa.Engine, where: str, revision: str = HEAD) -> None:
    """Run the missing steps in one transaction; nothing happens at the head.

    Raises:
        StoreError: the file is no corpus, or was made by a newer program.
    """
    try:
        with engine.begin() as connection:
            found = read_revision(connection)
            if found == revision:
                return
            if found is None and sa.inspect(connection).get_table_names():
                raise StoreError(f"{where}: is a database, but not a corpus; give another path")
            _run_steps(connection, where, revision)
    except sa.exc.DatabaseError as error:
        raise StoreError(f"{where}: cannot be upgraded: {error.orig}") from error


def _run_steps(connection: sa.Connection, where: str, revision: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise StoreError(f"{where}: was made by a newer danvan: {error}") from error
