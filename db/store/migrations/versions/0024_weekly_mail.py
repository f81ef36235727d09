"""Subscriptions to weekly lists, the mail of each week, how mail leaves, and recipients' certificates.

Revision: 0024, after: 0025.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.tables import base as tracker

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table('subscription',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', tracker.Key(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('area_id', tracker.Key(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('mode', sa.String(), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('at', sa.Time(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('asked_at', tracker.Moment(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_at', tracker.Moment(), nullable=True),
    sa.Column('decided_by_id', tracker.Key(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('revoked_at', tracker.Moment(), nullable=True),
    sa.Column('revoked_by_id', tracker.Key(), nullable=True),
    sa.Column('revoked_why', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_subscription_user_id')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_subscription_area_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user_account.id'], name=op.f('fk_subscription_decided_by_id')),
    sa.ForeignKeyConstraint(['revoked_by_id'], ['user_account.id'], name=op.f('fk_subscription_revoked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription')),
    )
    for name in ('area_id', 'state', 'user_id'):
        op.create_index(op.f(f'ix_subscription_{name}'), 'subscription', [name], unique=False)
    op.create_table('subscription_send',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('subscription_id', tracker.Key(), nullable=False),
    sa.Column('week', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('claimed_at', tracker.Moment(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('next_try_at', tracker.Moment(), nullable=True),
    sa.Column('batch_id', tracker.Key(), nullable=True),
    sa.Column('rows', sa.Integer(), nullable=True),
    sa.Column('late', sa.Boolean(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('sent_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['subscription_id'], ['subscription.id'],
                            name=op.f('fk_subscription_send_subscription_id')),
    sa.ForeignKeyConstraint(['batch_id'], ['feed_batch.id'], name=op.f('fk_subscription_send_batch_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_subscription_send')),
    sa.UniqueConstraint('subscription_id', 'week', name=op.f('uq_subscription_send_subscription_id_week')),
    )
    op.create_index(op.f('ix_subscription_send_subscription_id'), 'subscription_send', ['subscription_id'],
                    unique=False)
    op.create_table('mail_settings',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('server', sa.String(), nullable=False),
    sa.Column('port', sa.Integer(), nullable=False),
    sa.Column('user_name', sa.String(), nullable=False),
    sa.Column('sender', sa.String(), nullable=False),
    sa.Column('domains', sa.String(), nullable=False),
    sa.Column('folder', sa.String(), nullable=False),
    sa.Column('authority', sa.String(), nullable=False),
    sa.Column('notice_only', sa.Boolean(), nullable=False),
    sa.Column('signing_certificate', sa.String(), nullable=False),
    sa.Column('signing_key', sa.String(), nullable=False),
    sa.Column('set_at', tracker.Moment(), nullable=False),
    sa.Column('set_by_id', tracker.Key(), nullable=False),
    sa.ForeignKeyConstraint(['set_by_id'], ['user_account.id'], name=op.f('fk_mail_settings_set_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_settings')),
    )
    op.create_table('mail_certificate',
    sa.Column('id', tracker.Key(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('pem', sa.String(), nullable=False),
    sa.Column('fingerprint', sa.String(), nullable=False),
    sa.Column('starts_at', tracker.Moment(), nullable=False),
    sa.Column('expires_at', tracker.Moment(), nullable=False),
    sa.Column('added_at', tracker.Moment(), nullable=False),
    sa.Column('added_by_id', tracker.Key(), nullable=False),
    sa.Column('removed_at', tracker.Moment(), nullable=True),
    sa.ForeignKeyConstraint(['added_by_id'], ['user_account.id'], name=op.f('fk_mail_certificate_added_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_certificate')),
    sa.UniqueConstraint('address', 'fingerprint', name=op.f('uq_mail_certificate_address_fingerprint')),
    )


def downgrade() -> None:
    """Take the tables back to the revision before."""
    op.drop_table('mail_certificate')
    op.drop_table('mail_settings')
    op.drop_table('subscription_send')
    op.drop_table('subscription')
