"""Make views of what may be shown: what a portal took down is in none of them."""

from collections.abc import Iterator

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PARTS = (
    "article_text",
    "figure_check",
    "document_mention",
    "place_mention",
    "period_mention",
)


def upgrade() -> None:
    """Make one view for each table that says what an article says."""
    for statement in _statements():
        op.execute(statement)


def downgrade() -> None:
    """Refuse: a corpus is never taken back to an older form; restore a copy instead."""
    raise NotImplementedError


def _statements() -> Iterator[str]:
    yield "CREATE VIEW kept_article AS SELECT * FROM article WHERE state = 'kept'"
    kept = "JOIN article a ON a.key = t.article_key WHERE a.state = 'kept'"
    yield (
        "CREATE VIEW kept_figure AS SELECT a.id AS bai, t.*, a.title, a.published, a.province,"
        f" a.portal, a.url FROM figure t {kept}"
    )
    for table in _PARTS:
        yield f"CREATE VIEW kept_{table} AS SELECT a.id AS bai, t.* FROM {table} t {kept}"
