"""Decisions about who is who, with all that they moved, and the queue of questions for a human.

Revision: 0013, after: 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker
from db.words.families.matching import LinkKind, Marker, ReviewState

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('hung_row',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('row_id', tracker.Key(), nullable=False),
    sa.Column('home_id', tracker.Key(), nullable=False),
    sa.ForeignKeyConstraint(['home_id'], ['person.id'], name=op.f('fk_hung_row_home_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hung_row')),
    sa.UniqueConstraint('row_id', 'kind', name=op.f('uq_hung_row_row_id_kind'))
    )
    op.create_index('ix_hung_row_home', 'hung_row', ['home_id', 'kind'], unique=False)
    op.create_table('link_decision',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', tracker.Word(LinkKind), nullable=False),
    sa.Column('decided_at', tracker.Moment(), nullable=False),
    sa.Column('decided_by_id', tracker.Key(), nullable=False),
    sa.Column('one_id', tracker.Key(), nullable=True),
    sa.Column('other_id', tracker.Key(), nullable=True),
    sa.Column('weight', sa.Float(), nullable=True),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('weights_version', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('run', tracker.Key(), nullable=True),
    sa.Column('undone_at', tracker.Moment(), nullable=True),
    sa.Column('undone_by_id', tracker.Key(), nullable=True),
    sa.Column('undone_why', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_link_decision_decided_by_id')),
    sa.ForeignKeyConstraint(['one_id'], ['source_record.id'], name=op.f('fk_link_decision_one_id')),
    sa.ForeignKeyConstraint(['other_id'], ['source_record.id'], name=op.f('fk_link_decision_other_id')),
    sa.ForeignKeyConstraint(['undone_by_id'], ['user_account.id'], name=op.f('fk_link_decision_undone_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link_decision'))
    )
    op.create_index(op.f('ix_link_decision_decided_at'), 'link_decision', ['decided_at'], unique=False)
    op.create_index(op.f('ix_link_decision_decided_by_id'), 'link_decision', ['decided_by_id'], unique=False)
    op.create_index(op.f('ix_link_decision_one_id'), 'link_decision', ['one_id'], unique=False)
    op.create_index(op.f('ix_link_decision_other_id'), 'link_decision', ['other_id'], unique=False)
    op.create_index(op.f('ix_link_decision_run'), 'link_decision', ['run'], unique=False)
    op.create_table('link_move',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('decision_id', tracker.Key(), nullable=False),
    sa.Column('record_id', tracker.Key(), nullable=False),
    sa.Column('old_id', tracker.Key(), nullable=False),
    sa.Column('new_id', tracker.Key(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['link_decision.id'], name=op.f('fk_link_move_decision_id')),
    sa.ForeignKeyConstraint(['new_id'], ['person.id'], name=op.f('fk_link_move_new_id')),
    sa.ForeignKeyConstraint(['old_id'], ['person.id'], name=op.f('fk_link_move_old_id')),
    sa.ForeignKeyConstraint(['record_id'], ['source_record.id'], name=op.f('fk_link_move_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link_move')),
    sa.UniqueConstraint('decision_id', 'record_id', name=op.f('uq_link_move_decision_id_record_id'))
    )
    op.create_index(op.f('ix_link_move_decision_id'), 'link_move', ['decision_id'], unique=False)
    op.create_index(op.f('ix_link_move_new_id'), 'link_move', ['new_id'], unique=False)
    op.create_index(op.f('ix_link_move_old_id'), 'link_move', ['old_id'], unique=False)
    op.create_index(op.f('ix_link_move_record_id'), 'link_move', ['record_id'], unique=False)
    op.create_table('pair_override',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('one_id', tracker.Key(), nullable=False),
    sa.Column('other_id', tracker.Key(), nullable=False),
    sa.Column('marker', tracker.Word(Marker), nullable=False),
    sa.Column('decision_id', tracker.Key(), nullable=False),
    sa.Column('ended_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['link_decision.id'], name=op.f('fk_pair_override_decision_id')),
    sa.ForeignKeyConstraint(['one_id'], ['source_record.id'], name=op.f('fk_pair_override_one_id')),
    sa.ForeignKeyConstraint(['other_id'], ['source_record.id'], name=op.f('fk_pair_override_other_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pair_override'))
    )
    op.create_index(op.f('ix_pair_override_decision_id'), 'pair_override', ['decision_id'], unique=False)
    op.create_index(op.f('ix_pair_override_other_id'), 'pair_override', ['other_id'], unique=False)
    op.create_index('ix_pair_override_pair', 'pair_override', ['one_id', 'other_id'], unique=False)
    op.create_table('review_item',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('record_id', tracker.Key(), nullable=False),
    sa.Column('state', tracker.Word(ReviewState), nullable=False),
    sa.Column('asked_at', tracker.Moment(), nullable=False),
    sa.Column('weight', sa.Float(), nullable=False),
    sa.Column('claimed_by_id', tracker.Key(), nullable=True),
    sa.Column('claimed_until', tracker.Moment(), nullable=True),
    sa.Column('put_off_until', tracker.Moment(), nullable=True),
    sa.Column('decided_by_id', tracker.Key(), nullable=True),
    sa.Column('decided_at', tracker.Moment(), nullable=True),
    sa.Column('decision_id', tracker.Key(), nullable=True),
    sa.ForeignKeyConstraint(['claimed_by_id'], ['user_account.id'], name=op.f('fk_review_item_claimed_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_review_item_decided_by_id')),
    sa.ForeignKeyConstraint(['decision_id'], ['link_decision.id'], name=op.f('fk_review_item_decision_id')),
    sa.ForeignKeyConstraint(['record_id'], ['source_record.id'], name=op.f('fk_review_item_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_item'))
    )
    op.create_index(op.f('ix_review_item_decided_by_id'), 'review_item', ['decided_by_id'], unique=False)
    op.create_index(op.f('ix_review_item_decision_id'), 'review_item', ['decision_id'], unique=False)
    op.create_index(op.f('ix_review_item_record_id'), 'review_item', ['record_id'], unique=False)
    op.create_index(op.f('ix_review_item_state'), 'review_item', ['state'], unique=False)
    op.create_table('review_candidate',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('item_id', tracker.Key(), nullable=False),
    sa.Column('record_id', tracker.Key(), nullable=False),
    sa.Column('weight', sa.Float(), nullable=False),
    sa.Column('reasons', sa.String(), nullable=False),
    sa.Column('guards', sa.String(), nullable=False),
    sa.Column('weights_version', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['review_item.id'], name=op.f('fk_review_candidate_item_id')),
    sa.ForeignKeyConstraint(['record_id'], ['source_record.id'], name=op.f('fk_review_candidate_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_candidate')),
    sa.UniqueConstraint('item_id', 'record_id', name=op.f('uq_review_candidate_item_id_record_id'))
    )
    op.create_index(op.f('ix_review_candidate_item_id'), 'review_candidate', ['item_id'], unique=False)
    op.create_index(op.f('ix_review_candidate_record_id'), 'review_candidate', ['record_id'], unique=False)
    with op.batch_alter_table('source_record') as table:
        table.add_column(sa.Column('home_id', tracker.Key(), nullable=True))
        table.create_foreign_key('fk_source_record_home_id', 'person', ['home_id'], ['id'])
        table.create_index('ix_source_record_home_id', ['home_id'])
    with op.batch_alter_table('person') as table:
        table.add_column(sa.Column('own_level', sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the tables back to the revision before."""
    with op.batch_alter_table('person') as table:
        table.drop_column('own_level')
    with op.batch_alter_table('source_record') as table:
        table.drop_index('ix_source_record_home_id')
        table.drop_constraint('fk_source_record_home_id', type_='foreignkey')
        table.drop_column('home_id')
    for name in ('review_candidate', 'review_item', 'pair_override', 'link_move', 'link_decision', 'hung_row'):
        op.drop_table(name)
