"""What agencies hold knows the record it came with, and a record knows when its newest message was written.

Revision: 0012, after: 0011.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

HELD = (
    'agency_record', 'compliance', 'defence_on_record', 'health_record', 'intelligence', 'need',
    'ppo_registration', 'referral', 'report_request', 'risk_assessment', 'supervision_assignment', 'treatment',
)  # fmt: skip


def upgrade() -> None:
    """Bring the tables up to this revision."""
    for name in HELD:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column('source_record_id', tracker.Key(), nullable=True))
            table.create_foreign_key(f'fk_{name}_source_record_id', 'source_record', ['source_record_id'], ['id'])
            table.create_index(f'ix_{name}_source_record_id', ['source_record_id'])
    with op.batch_alter_table('source_record') as table:
        table.add_column(sa.Column('said_at', tracker.Moment(), nullable=True))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('source_record') as table:
        table.drop_column('said_at')
    for name in HELD:
        with op.batch_alter_table(name) as table:
            table.drop_index(f'ix_{name}_source_record_id')
            table.drop_constraint(f'fk_{name}_source_record_id', type_='foreignkey')
            table.drop_column('source_record_id')
