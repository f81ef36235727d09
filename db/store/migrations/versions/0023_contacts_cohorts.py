"""Contacts, cohorts with their members and frozen figures, and the counts that areas are compared by.

Revision: 0023, after: 0022.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("area") as table:
        table.add_column(sa.Column("people", sa.Integer(), nullable=True))
    _contact()
    _cohort()
    _figures()


def _row(name: str, *columns: sa.Column[Any], to: dict[str, str], unique: tuple[str, ...] = ()) -> None:
    keys = [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{name}_{column}")) for column, target in to.items()
    ]
    uniques = [sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}"))] if unique else []
    op.create_table(
        name,
        sa.Column("id", tracker.Key(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *columns,
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *uniques,
    )


def _contact() -> None:
    texts = [sa.Column(name, sa.String(), nullable=False) for name in ("kind", "name", "name_folded")]
    more = [sa.Column(name, sa.String(), nullable=False) for name in ("phone", "email", "hours")]
    _row(
        "contact",
        *texts,
        sa.Column("agency_id", tracker.Key(), nullable=True),
        sa.Column("area_id", tracker.Key(), nullable=False),
        *more,
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("counterpart_id", tracker.Key(), nullable=True),
        sa.Column("changed_at", tracker.Moment(), nullable=False),
        sa.Column("changed_by_id", tracker.Key(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        to={"agency_id": "agency.id", "area_id": "area.id", "changed_by_id": "user_account.id"},
    )
    for name in ("kind", "name_folded", "agency_id", "area_id"):
        op.create_index(op.f(f"ix_contact_{name}"), "contact", [name])


def _cohort() -> None:
    days = [sa.Column(name, sa.Date(), nullable=False) for name in ("baseline_from", "baseline_to")]
    days += [sa.Column(name, sa.Date(), nullable=False) for name in ("follow_from", "follow_to")]
    _row(
        "cohort",
        sa.Column("owner_agency_id", tracker.Key(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area_id", tracker.Key(), nullable=False),
        *days,
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("made_at", tracker.Moment(), nullable=False),
        sa.Column("made_by_id", tracker.Key(), nullable=False),
        sa.Column("locked_on", sa.Date(), nullable=True),
        sa.Column("locked_by_id", tracker.Key(), nullable=True),
        to={
            "owner_agency_id": "agency.id",
            "area_id": "area.id",
            "made_by_id": "user_account.id",
            "locked_by_id": "user_account.id",
        },
        unique=("code",),
    )
    _row(
        "cohort_member",
        sa.Column("person_id", tracker.Key(), nullable=False),
        sa.Column("owner_agency_id", tracker.Key(), nullable=False),
        sa.Column("source_record_id", tracker.Key(), nullable=True),
        sa.Column("case_id", tracker.Key(), nullable=True),
        sa.Column("recorded_at", tracker.Moment(), nullable=False),
        sa.Column("recorded_by_id", tracker.Key(), nullable=True),
        sa.Column("ended_at", tracker.Moment(), nullable=True),
        sa.Column("ended_by_id", tracker.Key(), nullable=True),
        sa.Column("cohort_id", tracker.Key(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        to={
            "person_id": "person.id",
            "owner_agency_id": "agency.id",
            "source_record_id": "source_record.id",
            "case_id": "court_case.id",
            "recorded_by_id": "user_account.id",
            "ended_by_id": "user_account.id",
            "cohort_id": "cohort.id",
        },
    )
    _row(
        "cohort_figure",
        sa.Column("owner_agency_id", tracker.Key(), nullable=False),
        sa.Column("cohort_id", tracker.Key(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("members", "baseline", "follow", "undated")),
        sa.Column("frozen_at", tracker.Moment(), nullable=False),
        sa.Column("frozen_by_id", tracker.Key(), nullable=False),
        to={"owner_agency_id": "agency.id", "cohort_id": "cohort.id", "frozen_by_id": "user_account.id"},
    )
    for table, names in (
        ("cohort", ("owner_agency_id", "area_id")),
        ("cohort_member", ("person_id", "owner_agency_id", "source_record_id", "case_id", "cohort_id")),
        ("cohort_figure", ("owner_agency_id", "cohort_id")),
    ):
        for name in names:
            op.create_index(op.f(f"ix_{table}_{name}"), table, [name])


def _figures() -> None:
    _row(
        "area_figure",
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("area_id", tracker.Key(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        to={"area_id": "area.id"},
        unique=("quarter", "area_id", "measure"),
    )
    _row(
        "similar_area",
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("area_id", tracker.Key(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("other_id", tracker.Key(), nullable=False),
        to={"area_id": "area.id", "other_id": "area.id"},
        unique=("quarter", "area_id", "place"),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for name in ("similar_area", "area_figure", "cohort_figure", "cohort_member", "cohort", "contact"):
        op.drop_table(name)
    with op.batch_alter_table("area") as table:
        table.drop_column("people")
