"""Messages to other systems with their receipts; a case knows the officer in the case.

Revision: 0017, after: 0016.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

_INDEXED = ('agency', 'case', 'defendant_case', 'hearing', 'person')


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('court_case') as table:
        table.add_column(sa.Column('officer', sa.String(), server_default='', nullable=False))
    op.create_table('outbox_message',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('agency_id', tracker.Key(), nullable=False),
    sa.Column('person_id', tracker.Key(), nullable=False),
    sa.Column('case_id', tracker.Key(), nullable=False),
    sa.Column('defendant_case_id', tracker.Key(), nullable=False),
    sa.Column('hearing_id', tracker.Key(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.LargeBinary(), nullable=False),
    sa.Column('made_at', tracker.Moment(), nullable=False),
    sa.Column('made_by_id', tracker.Key(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('sent_at', tracker.Moment(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_outbox_message_agency_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outbox_message_person_id')),
    sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=op.f('fk_outbox_message_case_id')),
    sa.ForeignKeyConstraint(['defendant_case_id'], ['defendant_case.id'],
                            name=op.f('fk_outbox_message_defendant_case_id')),
    sa.ForeignKeyConstraint(['hearing_id'], ['hearing.id'], name=op.f('fk_outbox_message_hearing_id')),
    sa.ForeignKeyConstraint(['made_by_id'], ['user_account.id'], name=op.f('fk_outbox_message_made_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_message')),
    sa.UniqueConstraint('defendant_case_id', 'hearing_id', 'digest',
                        name=op.f('uq_outbox_message_defendant_case_id_hearing_id_digest')),
    )
    for name in _INDEXED:
        op.create_index(op.f(f'ix_outbox_message_{name}_id'), 'outbox_message', [f'{name}_id'], unique=False)
    op.create_index('ix_outbox_message_state', 'outbox_message', ['state', 'made_at'], unique=False)
    op.create_table('receipt',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('message_id', tracker.Key(), nullable=False),
    sa.Column('person_id', tracker.Key(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('noted_at', tracker.Moment(), nullable=False),
    sa.Column('noted_by_id', tracker.Key(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['outbox_message.id'], name=op.f('fk_receipt_message_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_receipt_person_id')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['user_account.id'], name=op.f('fk_receipt_noted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt')),
    )
    for name in ('message', 'person'):
        op.create_index(op.f(f'ix_receipt_{name}_id'), 'receipt', [f'{name}_id'], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('receipt')
    op.drop_table('outbox_message')
    with op.batch_alter_table('court_case') as table:
        table.drop_column('officer')
