"""Oversight: checkpoints of the audit.

Revision: 0005, after: 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('audit_checkpoint',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('made_at', tracker.Moment(), nullable=False),
    sa.Column('events', sa.Integer(), nullable=False),
    sa.Column('previous', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('signature', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_checkpoint')),
    sa.UniqueConstraint('number', name=op.f('uq_audit_checkpoint_number'))
    )
    op.create_table('audit_head',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('checkpoint_id', tracker.Key(), nullable=False),
    sa.Column('chain_id', tracker.Key(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['checkpoint_id'], ['audit_checkpoint.id'], name=op.f('fk_audit_head_checkpoint_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head')),
    sa.UniqueConstraint('checkpoint_id', 'chain_id', name=op.f('uq_audit_head_checkpoint_id_chain_id'))
    )
    with op.batch_alter_table('audit_head', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_head_chain_id'), ['chain_id'], unique=False)

    op.create_table('audit_shipment',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('checkpoint_id', tracker.Key(), nullable=False),
    sa.Column('sink', sa.String(), nullable=False),
    sa.Column('shipped_at', tracker.Moment(), nullable=False),
    sa.ForeignKeyConstraint(['checkpoint_id'], ['audit_checkpoint.id'], name=op.f('fk_audit_shipment_checkpoint_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_shipment')),
    sa.UniqueConstraint('checkpoint_id', name=op.f('uq_audit_shipment_checkpoint_id'))
    )
    op.create_index(op.f('ix_audit_chain_opened_at'), 'audit_chain', ['opened_at'], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_index(op.f('ix_audit_chain_opened_at'), table_name='audit_chain')
    op.drop_table('audit_shipment')
    op.drop_table('audit_head')
    op.drop_table('audit_checkpoint')
