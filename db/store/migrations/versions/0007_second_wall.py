"""The second wall of PostgreSQL.

Revision: 0007, after: 0006.
"""

from __future__ import annotations

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""


def downgrade() -> None:
    """Take the tables back to the revision before."""
