"""A registration of a prolific offender has its rank, reviews, agreements and exit plan.

Revision: 0021, after: 0020.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

_TEXTS = ('nominated_by', 'rank_why', 'review', 'exit_plan')
_DAYS = ('ranked_on', 'reviewed_on', 'police_agreed_on', 'probation_agreed_on', 'partnership_agreed_on', 'informed_on')


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('ppo_registration') as table:
        table.add_column(sa.Column('registration_id', tracker.Key(), nullable=True))
        table.add_column(sa.Column('rank', sa.Integer(), nullable=True))
        table.add_column(sa.Column('lead_agency_id', tracker.Key(), nullable=True))
        table.add_column(sa.Column('deregistered_by_id', tracker.Key(), nullable=True))
        for name in _TEXTS:
            table.add_column(sa.Column(name, sa.String(), server_default='', nullable=False))
        for name in _DAYS:
            table.add_column(sa.Column(name, sa.Date(), nullable=True))
        table.create_foreign_key(op.f('fk_ppo_registration_lead_agency_id'), 'agency', ['lead_agency_id'], ['id'])
        table.create_foreign_key(
            op.f('fk_ppo_registration_deregistered_by_id'), 'user_account', ['deregistered_by_id'], ['id']
        )
        table.create_index(op.f('ix_ppo_registration_registration_id'), ['registration_id'])


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('ppo_registration') as table:
        table.drop_index(op.f('ix_ppo_registration_registration_id'))
        table.drop_constraint(op.f('fk_ppo_registration_deregistered_by_id'), type_='foreignkey')
        table.drop_constraint(op.f('fk_ppo_registration_lead_agency_id'), type_='foreignkey')
        for name in (*_TEXTS, *_DAYS, 'registration_id', 'rank', 'lead_agency_id', 'deregistered_by_id'):
            table.drop_column(name)
