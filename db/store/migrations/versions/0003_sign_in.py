"""Sign-in: throttle, second factors, codes.

Revision: 0003, after: 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "sign_in_count",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.LargeBinary(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", tracker.Moment(), nullable=True),
        sa.Column("until", tracker.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_count")),
        sa.UniqueConstraint("subject", name=op.f("uq_sign_in_count_subject")),
    )
    op.create_table(
        "past_credential",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", tracker.Key(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("parameters", sa.String(), nullable=False),
        sa.Column("verifier", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped_private_key", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", tracker.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_past_credential_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_credential")),
    )
    with op.batch_alter_table("past_credential", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_past_credential_user_id"), ["user_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", tracker.Key(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", tracker.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_recovery_code_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("user_id", "digest", name=op.f("uq_recovery_code_user_id_digest")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_user_id"), ["user_id"], unique=False)

    op.create_table(
        "second_factor",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", tracker.Key(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("gate", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("enabled_at", tracker.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_second_factor_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("user_id", name=op.f("uq_second_factor_user_id")),
    )
    op.create_table(
        "sign_in_rule",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("decided_by_id", tracker.Key(), nullable=True),
        sa.Column("decided_at", tracker.Moment(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user_account.id"], name=op.f("fk_sign_in_rule_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_rule")),
        sa.UniqueConstraint("name", name=op.f("uq_sign_in_rule_name")),
    )
    op.create_table(
        "sign_in_try",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", tracker.Key(), nullable=True),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("terminal", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("tried_at", tracker.Moment(), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_in_try_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_try")),
    )
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_try_tried_at"), ["tried_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_try_user_id"), ["user_id"], unique=False)

    op.create_table(
        "two_person_act",
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object_id", tracker.Key(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", tracker.Key(), nullable=False),
        sa.Column("asked_at", tracker.Moment(), nullable=False),
        sa.Column("agreed_by_id", tracker.Key(), nullable=True),
        sa.Column("agreed_at", tracker.Moment(), nullable=True),
        sa.Column("done_at", tracker.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["user_account.id"], name=op.f("fk_two_person_act_agreed_by_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user_account.id"], name=op.f("fk_two_person_act_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_two_person_act")),
    )
    with op.batch_alter_table("two_person_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_two_person_act_object_id"), ["object_id"], unique=False)

    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.add_column(sa.Column("expires_at", tracker.Moment(), nullable=True))

    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), server_default="screen", nullable=False))
        batch_op.add_column(sa.Column("stepped_up_at", tracker.Moment(), nullable=True))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_column("stepped_up_at")
        batch_op.drop_column("kind")

    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.drop_column("expires_at")

    with op.batch_alter_table("two_person_act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_two_person_act_object_id"))

    op.drop_table("two_person_act")
    with op.batch_alter_table("sign_in_try", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_try_user_id"))
        batch_op.drop_index(batch_op.f("ix_sign_in_try_tried_at"))

    op.drop_table("sign_in_try")
    op.drop_table("sign_in_rule")
    op.drop_table("second_factor")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_user_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("past_credential", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_past_credential_user_id"))

    op.drop_table("past_credential")
    op.drop_table("sign_in_count")
