"""Make the two full-text indexes, over folded and over exact text."""

from alembic import op

from corpus.sqlite import rebuild_search, search_statements

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the views, indexes and triggers, and index the texts that are there."""
    for statement in search_statements():
        op.execute(statement)
    rebuild_search(op.get_bind())


def downgrade() -> None:
    """Refuse: a corpus is never taken back to an older form; restore a copy instead."""
    raise NotImplementedError
