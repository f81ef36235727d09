"""A charge knows where and how exactly it is dated, a defendant in a case how many convictions the prosecutor gave.

Revision: 0016, after: 0015.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('charge') as table:
        table.add_column(sa.Column('date_code', sa.String(), server_default='', nullable=False))
        table.add_column(sa.Column('place', sa.String(), server_default='', nullable=False))
    with op.batch_alter_table('defendant_case') as table:
        table.add_column(sa.Column('previous_convictions', sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('defendant_case') as table:
        table.drop_column('previous_convictions')
    with op.batch_alter_table('charge') as table:
        table.drop_column('place')
        table.drop_column('date_code')
