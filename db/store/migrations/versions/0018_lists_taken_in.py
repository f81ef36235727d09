"""Which lists were taken in, and for which week a list warns a defendant's case.

Revision: 0018, after: 0017.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table('defendant_case') as table:
        table.add_column(sa.Column('warned_for', sa.Date(), nullable=True))
    op.create_table('list_issue',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('court', sa.String(), nullable=False),
    sa.Column('sitting_on', sa.Date(), nullable=False),
    sa.Column('location', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('said_at', tracker.Moment(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_list_issue')),
    sa.UniqueConstraint('court', 'sitting_on', 'location', 'kind',
                        name=op.f('uq_list_issue_court_sitting_on_location_kind')),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('list_issue')
    with op.batch_alter_table('defendant_case') as table:
        table.drop_column('warned_for')
