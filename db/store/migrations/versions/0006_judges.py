"""Judges: hand-over and recovery of personal notes.

Revision: 0006, after: 0005.
"""

from __future__ import annotations

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""


def downgrade() -> None:
    """Take the tables back to the revision before."""
