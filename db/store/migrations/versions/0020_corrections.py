"""A correction stands beside the fact that an agency sent.

Revision: 0020, after: 0019.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

TABLES = ('person_name', 'identifier', 'person_detail', 'address', 'contact_point')


def upgrade() -> None:
    """Bring the tables up to this revision."""
    made = sa.text('corrects_id IS NOT NULL')
    for table in TABLES:
        op.add_column(table, sa.Column('corrects_id', tracker.Key(), nullable=True))
        op.add_column(table, sa.Column('why', sa.String(), nullable=True))
        op.create_index(
            f'ix_{table}_corrects', table, ['corrects_id'], unique=False, sqlite_where=made, postgresql_where=made
        )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for table in reversed(TABLES):
        op.drop_index(f'ix_{table}_corrects', table_name=table)
        op.drop_column(table, 'why')
        op.drop_column(table, 'corrects_id')
