"""Accounts: requests, decisions, reviews.

Revision: 0004, after: 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "account_request",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(), nullable=False),
        sa.Column("display_name", sa.String(), nullable=False),
        sa.Column("agency_id", tracker.Key(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("courts", sa.String(), nullable=False),
        sa.Column("area_id", tracker.Key(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("terminal", sa.String(), nullable=False),
        sa.Column("asked_at", tracker.Moment(), nullable=False),
        sa.Column("asked_by_id", tracker.Key(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided_by_id", tracker.Key(), nullable=True),
        sa.Column("decided_at", tracker.Moment(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("account_id", tracker.Key(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["user_account.id"], name=op.f("fk_account_request_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_account_request_agency_id")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_account_request_area_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user_account.id"], name=op.f("fk_account_request_asked_by_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_account_request_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_request")),
    )
    with op.batch_alter_table("account_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_request_agency_id"), ["agency_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_request_area_id"), ["area_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_request_asked_at"), ["asked_at"], unique=False)

    op.create_table(
        "account_decision",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", tracker.Key(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("decided_at", tracker.Moment(), nullable=False),
        sa.Column("decided_by_id", tracker.Key(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_account_decision_decided_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_account_decision_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_decision")),
    )
    with op.batch_alter_table("account_decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_decision_user_id"), ["user_id"], unique=False)


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table("account_decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_decision_user_id"))

    op.drop_table("account_decision")
    with op.batch_alter_table("account_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_request_asked_at"))
        batch_op.drop_index(batch_op.f("ix_account_request_area_id"))
        batch_op.drop_index(batch_op.f("ix_account_request_agency_id"))

    op.drop_table("account_request")
