"""What a prison record said of custody, file by file.

Revision: 0014, after: 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('custody_snapshot',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('person_id', tracker.Key(), nullable=False),
    sa.Column('source_record_id', tracker.Key(), nullable=False),
    sa.Column('recorded_at', tracker.Moment(), nullable=False),
    sa.Column('recorded_by_id', tracker.Key(), nullable=True),
    sa.Column('valid_from', sa.Date(), nullable=True),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('ended_at', tracker.Moment(), nullable=True),
    sa.Column('ended_by_id', tracker.Key(), nullable=True),
    sa.Column('batch_id', tracker.Key(), nullable=True),
    sa.Column('booking_no', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('in_out', sa.String(), nullable=False),
    sa.Column('establishment_code', sa.String(), nullable=False),
    sa.Column('establishment', sa.String(), nullable=False),
    sa.Column('last_establishment_code', sa.String(), nullable=False),
    sa.Column('location', sa.String(), nullable=False),
    sa.Column('movement_type', sa.String(), nullable=False),
    sa.Column('movement_reason', sa.String(), nullable=False),
    sa.Column('moved_on', sa.Date(), nullable=True),
    sa.Column('legal_status', sa.String(), nullable=False),
    sa.Column('imprisonment_status', sa.String(), nullable=False),
    sa.Column('imprisonment', sa.String(), nullable=False),
    sa.Column('convicted', sa.String(), nullable=False),
    sa.Column('recall', sa.Boolean(), nullable=True),
    sa.Column('indeterminate', sa.Boolean(), nullable=True),
    sa.Column('restricted_patient', sa.Boolean(), nullable=True),
    sa.Column('supporting_code', sa.String(), nullable=False),
    sa.Column('hospital', sa.String(), nullable=False),
    sa.Column('offence', sa.String(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('sentence_starts_on', sa.Date(), nullable=True),
    sa.Column('sentence_ends_on', sa.Date(), nullable=True),
    sa.Column('licence_ends_on', sa.Date(), nullable=True),
    sa.Column('days_awarded', sa.Integer(), nullable=True),
    sa.Column('release_on', sa.Date(), nullable=True),
    sa.Column('release_kind', sa.String(), nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('parole_on', sa.Date(), nullable=True),
    sa.Column('curfew_on', sa.Date(), nullable=True),
    sa.Column('hdced_on', sa.Date(), nullable=True),
    sa.Column('automatic_on', sa.Date(), nullable=True),
    sa.Column('conditional_on', sa.Date(), nullable=True),
    sa.Column('non_parole_on', sa.Date(), nullable=True),
    sa.Column('post_recall_on', sa.Date(), nullable=True),
    sa.Column('mid_term_on', sa.Date(), nullable=True),
    sa.Column('parole_eligible_on', sa.Date(), nullable=True),
    sa.Column('tariff_on', sa.Date(), nullable=True),
    sa.Column('temporary_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['batch_id'], ['feed_batch.id'], name=op.f('fk_custody_snapshot_batch_id')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['user_account.id'], name=op.f('fk_custody_snapshot_ended_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_custody_snapshot_person_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user_account.id'], name=op.f('fk_custody_snapshot_recorded_by_id')),
    sa.ForeignKeyConstraint(['source_record_id'], ['source_record.id'], name=op.f('fk_custody_snapshot_source_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custody_snapshot'))
    )
    for column in ('batch_id', 'person_id', 'source_record_id'):
        op.create_index(op.f(f'ix_custody_snapshot_{column}'), 'custody_snapshot', [column], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('custody_snapshot')
