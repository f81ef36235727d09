"""Sharing, and what it needs besides.

Revision: 0008, after: 0007.
"""

from __future__ import annotations

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""


def downgrade() -> None:
    """Take the tables back to the revision before."""
