"""How many people a prison's weekly file holds is kept; a file without it is no list of who is in prison.

Revision: 0031, after: 0030.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_KNOWN = """
    UPDATE feed_batch SET held = read - quarantined
    WHERE state = 'accepted' AND format IN ('prisoner', 'prisoner-csv') AND read >= 2 AND quarantined < read
        AND file_name NOT LIKE '%, record %'
        AND agency_id IN (SELECT id FROM agency WHERE kind = 'prison')
"""


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("feed_batch") as table:
        table.add_column(sa.Column("held", sa.Integer(), nullable=True))
    op.execute(_KNOWN)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table("feed_batch") as table:
        table.drop_column("held")
