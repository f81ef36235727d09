"""Sign-in: throttle, second factors, codes.

Revision: 0003, after: 0002.
"""

from __future__ import annotations

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""


def downgrade() -> None:
    """Take the tables back to the revision before."""
