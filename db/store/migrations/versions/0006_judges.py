"""Judges: hand-over and recovery of personal notes.

Revision: 0006, after: 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('note_key', schema=None) as batch_op:
        batch_op.add_column(sa.Column('given_at', tracker.Moment(), nullable=True))
        batch_op.add_column(sa.Column('ended_at', tracker.Moment(), nullable=True))
        batch_op.create_index(batch_op.f('ix_note_key_given_by_id'), ['given_by_id'], unique=False)

    op.create_table('recovery_key',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', tracker.Moment(), nullable=False),
    sa.Column('made_by_id', tracker.Key(), nullable=False),
    sa.Column('ended_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['user_account.id'], name=op.f('fk_recovery_key_made_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_key')),
    )
    op.create_table('judge_public_key',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', tracker.Key(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('since', tracker.Moment(), nullable=False),
    sa.Column('recovery_key_id', tracker.Key(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_judge_public_key_user_id')),
    sa.ForeignKeyConstraint(['recovery_key_id'], ['recovery_key.id'], name=op.f('fk_judge_public_key_recovery_key_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_judge_public_key')),
    sa.UniqueConstraint('user_id', name=op.f('uq_judge_public_key_user_id')),
    )
    op.create_table('recovery_custodian',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recovery_key_id', tracker.Key(), nullable=False),
    sa.Column('user_id', tracker.Key(), nullable=False),
    sa.Column('salt', sa.LargeBinary(), nullable=False),
    sa.Column('parameters', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['recovery_key_id'], ['recovery_key.id'], name=op.f('fk_recovery_custodian_recovery_key_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_recovery_custodian_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_custodian')),
    sa.UniqueConstraint('recovery_key_id', 'user_id', name=op.f('uq_recovery_custodian_recovery_key_id_user_id')),
    )
    op.create_table('recovery_box',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('recovery_key_id', tracker.Key(), nullable=False),
    sa.Column('first_id', tracker.Key(), nullable=False),
    sa.Column('second_id', tracker.Key(), nullable=False),
    sa.Column('box', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['recovery_key_id'], ['recovery_key.id'], name=op.f('fk_recovery_box_recovery_key_id')),
    sa.ForeignKeyConstraint(['first_id'], ['user_account.id'], name=op.f('fk_recovery_box_first_id')),
    sa.ForeignKeyConstraint(['second_id'], ['user_account.id'], name=op.f('fk_recovery_box_second_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_box')),
    sa.UniqueConstraint('recovery_key_id', 'first_id', 'second_id', name=op.f('uq_recovery_box_recovery_key_id_first_id_second_id')),
    )
    op.create_table('recovery_copy',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', tracker.Key(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('recovery_key_id', tracker.Key(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', tracker.Moment(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_recovery_copy_user_id')),
    sa.ForeignKeyConstraint(['recovery_key_id'], ['recovery_key.id'], name=op.f('fk_recovery_copy_recovery_key_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_copy')),
    sa.UniqueConstraint('user_id', 'public_key', name=op.f('uq_recovery_copy_user_id_public_key')),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('recovery_copy')
    op.drop_table('recovery_box')
    op.drop_table('recovery_custodian')
    op.drop_table('judge_public_key')
    op.drop_table('recovery_key')
    with op.batch_alter_table('note_key', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_note_key_given_by_id'))
        batch_op.drop_column('ended_at')
        batch_op.drop_column('given_at')
