"""What is set aside is mended and taken in again.

Revision: 0025, after: 0024.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.add_column('feed_batch', sa.Column('head', sa.LargeBinary(), nullable=True))
    op.create_table('quarantine_entry',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('batch_id', tracker.Key(), nullable=False),
    sa.Column('record_id', tracker.Key(), nullable=False),
    sa.Column('head', sa.LargeBinary(), nullable=True),
    sa.Column('tail', sa.LargeBinary(), nullable=True),
    sa.Column('mended_in_id', tracker.Key(), nullable=True),
    sa.Column('mended_at', tracker.Moment(), nullable=True),
    sa.Column('mended_by_id', tracker.Key(), nullable=True),
    sa.Column('why', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['feed_batch.id'], name=op.f('fk_quarantine_entry_batch_id')),
    sa.ForeignKeyConstraint(['mended_by_id'], ['user_account.id'], name=op.f('fk_quarantine_entry_mended_by_id')),
    sa.ForeignKeyConstraint(['mended_in_id'], ['feed_batch.id'], name=op.f('fk_quarantine_entry_mended_in_id')),
    sa.ForeignKeyConstraint(['record_id'], ['feed_record.id'], name=op.f('fk_quarantine_entry_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quarantine_entry')),
    sa.UniqueConstraint('record_id', name=op.f('uq_quarantine_entry_record_id')),
    )
    with op.batch_alter_table('quarantine_entry') as batch:
        batch.create_index(batch.f('ix_quarantine_entry_batch_id'), ['batch_id'], unique=False)
        batch.create_index(batch.f('ix_quarantine_entry_mended_in_id'), ['mended_in_id'], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('quarantine_entry')
    op.drop_column('feed_batch', 'head')
