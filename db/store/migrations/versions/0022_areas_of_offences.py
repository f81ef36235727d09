"""A charge knows in which area it was committed, and whether it is only alleged.

Revision: 0022, after: 0021.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.add_column('charge', sa.Column('area_id', tracker.Key(), nullable=True))
    op.add_column('charge', sa.Column('alleged', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_column('charge', 'alleged')
    op.drop_column('charge', 'area_id')
