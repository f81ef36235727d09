"""Which feeds are expected, how often and by when.

Revision: 0019, after: 0018.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('feed_expectation',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('agency_id', tracker.Key(), nullable=False),
    sa.Column('format', sa.String(), nullable=False),
    sa.Column('every_days', sa.Integer(), nullable=False),
    sa.Column('by', sa.Time(), nullable=True),
    sa.Column('set_at', tracker.Moment(), nullable=False),
    sa.Column('set_by_id', tracker.Key(), nullable=False),
    sa.Column('ended_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_feed_expectation_agency_id')),
    sa.ForeignKeyConstraint(['set_by_id'], ['user_account.id'], name=op.f('fk_feed_expectation_set_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feed_expectation')),
    sa.UniqueConstraint('agency_id', 'format', name=op.f('uq_feed_expectation_agency_id_format')),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('feed_expectation')
