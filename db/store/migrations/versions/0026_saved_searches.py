"""Searches that users keep, and those that they share with their agency.

Revision: 0026, after: 0025.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('saved_search',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', tracker.Key(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('pinned', sa.Boolean(), nullable=False),
    sa.Column('saved_at', tracker.Moment(), nullable=False),
    sa.Column('ended_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_saved_search_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    )
    op.create_index(op.f('ix_saved_search_user_id'), 'saved_search', ['user_id'], unique=False)
    op.create_table('shared_search',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('owner_agency_id', tracker.Key(), nullable=False),
    sa.Column('shared_by_id', tracker.Key(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('shared_at', tracker.Moment(), nullable=False),
    sa.Column('ended_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['owner_agency_id'], ['agency.id'], name=op.f('fk_shared_search_owner_agency_id')),
    sa.ForeignKeyConstraint(['shared_by_id'], ['user_account.id'], name=op.f('fk_shared_search_shared_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_search')),
    )
    op.create_index(op.f('ix_shared_search_owner_agency_id'), 'shared_search', ['owner_agency_id'], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('shared_search')
    op.drop_table('saved_search')
