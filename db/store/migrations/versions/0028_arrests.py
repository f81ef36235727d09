"""A charge that police or prosecution enter has the days of arrest and charge.

Revision: 0028, after: 0027.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('past_charge') as table:
        table.add_column(sa.Column('arrested_on', sa.Date(), nullable=True))
        table.add_column(sa.Column('charged_on', sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('past_charge') as table:
        table.drop_column('charged_on')
        table.drop_column('arrested_on')
