"""Keep what is doubtful about a figure's period and place; not known for those read before."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns in place: no batch, so that no trigger is lost."""
    for name in ("period_flags", "place_flags", "place_candidates"):
        op.add_column("figure", sa.Column(name, sa.JSON()))


def downgrade() -> None:
    """Refuse: a corpus is never taken back to an older form; restore a copy instead."""
    raise NotImplementedError
