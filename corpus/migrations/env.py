"""Run the migrations on the connection that the store hands over; there is no alembic.ini."""

from typing import Any

from alembic import context

from corpus.schema import metadata
from corpus.sqlite import is_search_shadow


def include_object(thing: Any, name: str | None, kind: str, *_: object) -> bool:  # noqa: ARG001
    """Leave the full-text tables alone: SQLite makes them, not the metadata."""
    return not (kind == "table" and name is not None and is_search_shadow(name))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=include_object,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
