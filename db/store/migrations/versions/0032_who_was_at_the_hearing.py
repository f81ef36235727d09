"""What the court's system told of a sitting stands with the row of the list: how the defendant was there, who appeared.

Revision: 0032, after: 0031.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker
from db.words.families.court import Presence

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("listing") as table:
        table.add_column(sa.Column("presence", tracker.Word(Presence), nullable=True))
        table.add_column(sa.Column("defence", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("prosecution", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table("listing") as table:
        for name in ("prosecution", "defence", "presence"):
            table.drop_column(name)
