"""Pieces of numbers that are looked for, and texts that are looked for by what they begin with.

Revision: 0011, after: 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

SERIAL = (
    "CASE "
    "WHEN kind = 'PNC' AND canonical IS NOT NULL THEN ltrim(substr(canonical, 6), '0') "
    "WHEN kind = 'CRO' AND substr(canonical, 7, 1) = '/' THEN ltrim(replace(canonical, '/', ''), '0') "
    "WHEN canonical IS NULL THEN ltrim(replace(replace(replace(upper(coalesce(canonical, raw)), ' ', "
    "''), '/', ''), '-', ''), '0') "
    "WHEN kind = 'CRO' AND substr(canonical, 1, 2) = 'SF' THEN substr(canonical, 6) "
    "WHEN kind IN ('ASN', 'CCR') THEN ltrim(substr(canonical, 9), '0') "
    "WHEN kind IN ('NOMS', 'CRN') THEN substr(canonical, 2) "
    "WHEN kind IN ('URN', 'PTI_URN') THEN ltrim(substr(canonical, 5), '0') "
    "WHEN kind = 'CROWN_CASE' THEN substr(canonical, 6) "
    "ELSE ltrim(replace(replace(replace(upper(coalesce(canonical, raw)), ' ', ''), '/', ''), '-', ''), "
    "'0') END"
)
ENDING = (
    "CASE "
    "WHEN kind = 'PNC' AND substr(canonical, 5, 1) = '/' THEN substr(canonical, 9, 4) "
    "WHEN kind = 'CRO' AND substr(canonical, 7, 1) = '/' THEN substr(canonical, 3, 4) "
    "ELSE CASE "
    "WHEN length(rtrim(replace(replace(replace(upper(coalesce(canonical, raw)), ' ', ''), '/', ''), '-', "
    "''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')) >= 4 THEN "
    "substr(rtrim(replace(replace(replace(upper(coalesce(canonical, raw)), ' ', ''), '/', ''), '-', ''), "
    "'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), length(rtrim(replace(replace(replace(upper(coalesce(canonical, "
    "raw)), ' ', ''), '/', ''), '-', ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')) - 3) END END"
)
DIALLED = (
    "CASE "
    "WHEN kind <> 'phone' THEN NULL "
    "WHEN substr(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), "
    "'(0)', ''), '(', ''), ')', ''), '.', ''), '/', ''), 1, 3) = '+44' THEN '0' || "
    "ltrim(substr(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), "
    "'(0)', ''), '(', ''), ')', ''), '.', ''), '/', ''), 4), '0') "
    "WHEN substr(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), "
    "'(0)', ''), '(', ''), ')', ''), '.', ''), '/', ''), 1, 4) = '0044' THEN '0' || "
    "ltrim(substr(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), "
    "'(0)', ''), '(', ''), ')', ''), '.', ''), '/', ''), 5), '0') "
    "WHEN substr(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), "
    "'(0)', ''), '(', ''), ')', ''), '.', ''), '/', ''), 1, 2) = '00' THEN '+' || "
    "substr(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), '(0)', "
    "''), '(', ''), ')', ''), '.', ''), '/', ''), 3) "
    "ELSE replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), '(0)', ''), "
    "'(', ''), ')', ''), '.', ''), '/', '') END"
)
DIALLED_END = (
    "CASE "
    "WHEN kind <> 'phone' THEN NULL "
    "ELSE CASE "
    "WHEN length(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), "
    "'(0)', ''), '(', ''), ')', ''), '.', ''), '/', '')) >= 4 THEN "
    "substr(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), '(0)', "
    "''), '(', ''), ')', ''), '.', ''), '/', ''), "
    "length(replace(replace(replace(replace(replace(replace(replace(value, ' ', ''), '-', ''), '(0)', "
    "''), '(', ''), ')', ''), '.', ''), '/', '')) - 3) END END"
)
CASE_END = (
    "CASE "
    "WHEN length(replace(replace(replace(case_no, ' ', ''), '/', ''), '-', '')) >= 4 THEN "
    "substr(replace(replace(replace(case_no, ' ', ''), '/', ''), '-', ''), "
    "length(replace(replace(replace(case_no, ' ', ''), '/', ''), '-', '')) - 3) END"
)

ADDED = (
    ('identifier', 'serial', SERIAL, 'ended_at IS NULL'),
    ('identifier', 'ending', ENDING, 'ended_at IS NULL'),
    ('contact_point', 'dialled', DIALLED, 'ended_at IS NULL'),
    ('contact_point', 'ending', DIALLED_END, 'ended_at IS NULL'),
    ('court_case', 'ending', CASE_END, None),
)
BYTEWISE = (('address', 'postcode'), ('court_case', 'urn'), ('court_case', 'case_no'))


def upgrade() -> None:
    """Bring the tables up to this revision."""
    postgresql = op.get_bind().dialect.name == 'postgresql'
    for table, column in BYTEWISE if postgresql else ():
        op.alter_column(table, column, type_=tracker.Bytewise(), existing_type=sa.String(), existing_nullable=False)
    for table, column, told, only in ADDED:
        op.add_column(table, sa.Column(column, tracker.Bytewise(), sa.Computed(told, persisted=postgresql), nullable=True))
        held = sa.text(only) if only else None
        op.create_index(
            f'ix_{table}_{column}', table, [column], unique=False, sqlite_where=held, postgresql_where=held
        )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    postgresql = op.get_bind().dialect.name == 'postgresql'
    for table, column, _, _ in reversed(ADDED):
        op.drop_index(f'ix_{table}_{column}', table_name=table)
        if postgresql:
            op.drop_column(table, column)
        else:
            op.execute(f'ALTER TABLE {table} DROP COLUMN {column}')
    for table, column in BYTEWISE if postgresql else ():
        op.alter_column(table, column, type_=sa.String(), existing_type=tracker.Bytewise(), existing_nullable=False)
