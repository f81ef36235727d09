"""Finding by an index of its own.

Revision: 0009, after: 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker
from db.words.families.access import Scope

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('lookup_scope',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scope', tracker.Word(Scope), nullable=False),
    sa.Column('scope_id', tracker.Key(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lookup_scope')),
    sa.UniqueConstraint('scope', 'scope_id', name=op.f('uq_lookup_scope_scope_scope_id')),
    )
    op.create_table('lookup_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('side', sa.SmallInteger(), nullable=False),
    sa.Column('norm', tracker.Bytewise(), nullable=False),
    sa.Column('sound_one', tracker.Bytewise(), nullable=False),
    sa.Column('sound_two', tracker.Bytewise(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lookup_word')),
    sa.UniqueConstraint('side', 'norm', name=op.f('uq_lookup_word_side_norm')),
    )
    op.create_index('ix_lookup_word_sound_one', 'lookup_word', ['side', 'sound_one'])
    op.create_index('ix_lookup_word_sound_two', 'lookup_word', ['side', 'sound_two'])
    op.create_table('lookup_form',
    sa.Column('form', tracker.Bytewise(), nullable=False),
    sa.Column('side', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('word', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('form', 'side', 'word', name=op.f('pk_lookup_form')),
    sqlite_with_rowid=False,
    )
    op.create_table('lookup_name',
    sa.Column('scope', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('family', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('given', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('part', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('born', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name', tracker.Key(), nullable=False),
    sa.PrimaryKeyConstraint('scope', 'family', 'given', 'part', 'born', 'name', name=op.f('pk_lookup_name')),
    sqlite_with_rowid=False,
    )
    op.create_table('lookup_pair',
    sa.Column('scope', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('given', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('family', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('scope', 'given', 'family', name=op.f('pk_lookup_pair')),
    sqlite_with_rowid=False,
    )
    op.create_table('lookup_born',
    sa.Column('scope', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('born', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name', tracker.Key(), nullable=False),
    sa.PrimaryKeyConstraint('scope', 'born', 'name', name=op.f('pk_lookup_born')),
    sqlite_with_rowid=False,
    )
    op.create_table('lookup_map',
    sa.Column('side', sa.SmallInteger(), autoincrement=False, nullable=False),
    sa.Column('text', tracker.Bytewise(), nullable=False),
    sa.Column('middle', tracker.Bytewise(), nullable=False),
    sa.Column('word', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('part', sa.SmallInteger(), nullable=False),
    sa.PrimaryKeyConstraint('side', 'text', 'middle', 'word', name=op.f('pk_lookup_map')),
    sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    for name in ('lookup_map', 'lookup_born', 'lookup_pair', 'lookup_name', 'lookup_form', 'lookup_word', 'lookup_scope'):
        op.drop_table(name)
