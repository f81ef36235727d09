"""Searches look at the days of somebody's charges, pleas, findings and results in an index, without the rows.

Revision: 0030, after: 0029.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_DAYS = (
    ("charge", ("person_id", "offence_from", "offence_to", "convicted_on")),
    ("plea", ("person_id", "pleaded_on", "charge_id")),
    ("verdict", ("person_id", "given_on", "charge_id")),
    ("result", ("person_id", "ordered_on", "charge_id")),
)


def upgrade() -> None:
    """Bring the tables up to this revision."""
    standing = sa.text("ended_at IS NULL")
    for table, columns in _DAYS:
        op.create_index(f"ix_{table}_days", table, columns, sqlite_where=standing, postgresql_where=standing)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for table, _ in _DAYS:
        op.drop_index(f"ix_{table}_days", table_name=table)
