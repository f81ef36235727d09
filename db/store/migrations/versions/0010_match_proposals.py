"""Proposals that two people are one.

Revision: 0010, after: 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker
from db.words.families.matching import ProposalState

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('match_proposal',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', tracker.Key(), nullable=False),
    sa.Column('one_id', tracker.Key(), nullable=False),
    sa.Column('other_id', tracker.Key(), nullable=False),
    sa.Column('proposed_at', tracker.Moment(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('state', tracker.Word(ProposalState), nullable=False),
    sa.Column('ended_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_match_proposal_user_id')),
    sa.ForeignKeyConstraint(['one_id'], ['person.id'], name=op.f('fk_match_proposal_one_id')),
    sa.ForeignKeyConstraint(['other_id'], ['person.id'], name=op.f('fk_match_proposal_other_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_match_proposal'))
    )
    op.create_index('ix_match_proposal_pair', 'match_proposal', ['one_id', 'other_id'], unique=False)
    op.create_index(op.f('ix_match_proposal_other_id'), 'match_proposal', ['other_id'], unique=False)
    op.create_index(op.f('ix_match_proposal_user_id'), 'match_proposal', ['user_id'], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('match_proposal')
