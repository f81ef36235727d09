"""A charge that police or prosecution enter has the area in which the offence was.

Revision: 0029, after: 0028.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('past_charge') as table:
        table.add_column(sa.Column('area_id', tracker.Key(), nullable=True))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('past_charge') as table:
        table.drop_column('area_id')
