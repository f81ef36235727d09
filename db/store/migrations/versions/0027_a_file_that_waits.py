"""A prison's weekly file waits for a decision where it is not accepted by itself.

Revision: 0027, after: 0026.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('feed_batch') as table:
        table.add_column(sa.Column('told_on', sa.Date(), nullable=True))
        table.add_column(sa.Column('waits_at', sa.String(), server_default='', nullable=False))
        table.add_column(sa.Column('decided_by_id', tracker.Key(), nullable=True))
        table.add_column(sa.Column('decided_at', tracker.Moment(), nullable=True))
        table.create_foreign_key(op.f('fk_feed_batch_decided_by_id'), 'user_account', ['decided_by_id'], ['id'])


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('feed_batch') as table:
        table.drop_constraint(op.f('fk_feed_batch_decided_by_id'), type_='foreignkey')
        for name in ('decided_at', 'decided_by_id', 'waits_at', 'told_on'):
            table.drop_column(name)
