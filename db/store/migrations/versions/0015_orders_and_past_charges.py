"""Orders with their requirements, charges and appearances of earlier days, and remands, as agencies keep them.

Revision: 0015, after: 0014.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker
from db.words.families.bail import BailStatus
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.held import RecordState

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

REFERENCES = {
    'person_id': 'person', 'owner_agency_id': 'agency', 'source_record_id': 'source_record', 'case_id': 'court_case',
    'recorded_by_id': 'user_account', 'ended_by_id': 'user_account',
}  # fmt: skip
FOUND_BY = ('person_id', 'owner_agency_id', 'source_record_id', 'case_id')
NEW = {
    'court_order': ('reference',),
    'order_requirement': ('order_ref',),
    'past_appearance': ('reference',),
    'past_charge': ('case_ref', 'code', 'ho_code', 'convicted_on'),
    'remand': (),
}


def upgrade() -> None:
    """Bring the tables up to this revision."""
    _held('court_order',
        *_texts('kind', 'reference', 'unit', 'further', 'lead', 'ended_why'),
        *_days('starts_on', 'ends_on', 'terminated_on'),
        sa.Column('length', sa.Integer(), nullable=True),
        sa.Column('state', tracker.Word(RecordState), nullable=False),
        sa.Column('in_breach', sa.Boolean(), nullable=True),
        sa.Column('awaits_report', sa.Boolean(), nullable=True),
    )
    _held('order_requirement',
        *_texts('order_ref', 'reference', 'kind', 'unit', 'status', 'narrative'),
        *_days('starts_on', 'ends_on'),
        sa.Column('length', sa.Integer(), nullable=True),
        sa.Column('done', sa.Integer(), nullable=True),
        sa.Column('state', tracker.Word(RecordState), nullable=False),
    )
    _held('past_appearance',
        *_texts('reference', 'case_ref', 'kind', 'court_code', 'court', 'plea'),
        sa.Column('appeared_on', sa.Date(), nullable=False),
    )
    _held('past_charge',
        *_texts(
            'case_ref', 'reference', 'code', 'ho_code', 'npcc_code', 'title', 'asn', 'place', 'plea_raw',
            'verdict_raw', 'court_code', 'court', 'state', 'results', 'result_codes',
        ),
        *_days('offence_from', 'offence_to', 'decided_on', 'convicted_on', 'sentenced_on'),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('is_main', sa.Boolean(), nullable=False),
        sa.Column('count', sa.Integer(), nullable=True),
        sa.Column('plea', tracker.Word(PleaKind), nullable=True),
        sa.Column('verdict', tracker.Word(VerdictCategory), nullable=True),
    )
    _held('remand',
        *_texts('raw', 'court_code', 'next_court_code', 'conditions'),
        *_days('remanded_on', 'next_on'),
        sa.Column('status', tracker.Word(BailStatus), nullable=True),
    )
    for name, column in (('compliance', 'reference'), ('report_request', 'reference'),
                         ('supervision_assignment', 'officer')):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column(column, sa.String(), server_default='', nullable=False))
    with op.batch_alter_table('risk_assessment') as table:
        table.add_column(sa.Column('review_on', sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('risk_assessment') as table:
        table.drop_column('review_on')
    for name, column in (('compliance', 'reference'), ('report_request', 'reference'),
                         ('supervision_assignment', 'officer')):
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
    for name in reversed(NEW):
        op.drop_table(name)


def _held(name: str, *own: sa.Column[Any]) -> None:
    op.create_table(name,
        sa.Column('id', tracker.Key(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('person_id', tracker.Key(), nullable=False),
        sa.Column('owner_agency_id', tracker.Key(), nullable=False),
        sa.Column('source_record_id', tracker.Key(), nullable=True),
        sa.Column('case_id', tracker.Key(), nullable=True),
        sa.Column('recorded_at', tracker.Moment(), nullable=False),
        sa.Column('recorded_by_id', tracker.Key(), nullable=True),
        sa.Column('ended_at', tracker.Moment(), nullable=True),
        sa.Column('ended_by_id', tracker.Key(), nullable=True),
        *own,
        *(sa.ForeignKeyConstraint([column], [f'{to}.id'], name=op.f(f'fk_{name}_{column}'))
          for column, to in REFERENCES.items()),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{name}')),
    )
    for column in (*FOUND_BY, *NEW[name]):
        op.create_index(op.f(f'ix_{name}_{column}'), name, [column])


def _texts(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _days(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]
