"""Subscriptions to the weekly lists, what became of each week's mail, and how mail leaves: settings, certificates."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import SYSTEM, Governance, Row, key_to, moment, word
from db.words.families.mail import MailMode, MailWay, SendState, SubscriptionState, WeeklyList


class Subscription(Row, table=True):
    """Somebody asks for a list of an area every week; an authoriser of the area says yes until a day, or no.

    `weekday` counts from Monday, 0; `at` is by the court's clock. It names no person of the record.
    """

    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = key_to("user_account.id")
    kind: WeeklyList = word(WeeklyList)
    area_id: UUID = key_to("area.id")
    address: str
    mode: MailMode = word(MailMode)
    weekday: int = 0
    at: time
    reason: str
    asked_at: datetime = moment()
    state: SubscriptionState = word(SubscriptionState, index=True)
    decided_at: datetime | None = moment(default=None, nullable=True)
    decided_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    answer: str = ""
    expires_on: date | None = None
    revoked_at: datetime | None = moment(default=None, nullable=True)
    revoked_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    revoked_why: str = ""


class SubscriptionSend(Row, table=True):
    """The mail of one subscription in one ISO week, `2026-W48`: claimed before it is made, so that it leaves once.

    `batch_id` is the prison file that the list was made from. `last_error` names no person.
    """

    __tablename__ = "subscription_send"
    __table_args__ = (UniqueConstraint("subscription_id", "week"),)
    governance: ClassVar[Governance] = SYSTEM
    subscription_id: UUID = key_to("subscription.id")
    week: str
    state: SendState = word(SendState)
    claimed_at: datetime = moment()
    tries: int = Field(default=1)
    next_try_at: datetime | None = moment(default=None, nullable=True)
    batch_id: UUID | None = key_to("feed_batch.id", null=True, index=False)
    rows: int | None = None
    late: bool = False
    last_error: str = ""
    message_id: str = ""
    sent_at: datetime | None = moment(default=None, nullable=True)


class MailSettings(Row, table=True):
    """How mail leaves this installation, in one row; passwords and passphrases are in the keyring, never here.

    `domains` are the domains that mail may go to, parted by spaces; one that begins with a dot stands for all
    below it. `authority` holds certificates (PEM) by which the mail server is checked, empty for the machine's own.
    `signing_key` is encrypted under a passphrase of the keyring.
    """

    __tablename__ = "mail_settings"
    governance: ClassVar[Governance] = SYSTEM
    way: MailWay = word(MailWay)
    server: str = ""
    port: int = 587
    user_name: str = ""
    sender: str = ""
    domains: str = ""
    folder: str = ""
    authority: str = ""
    notice_only: bool = False
    signing_certificate: str = ""
    signing_key: str = ""
    set_at: datetime = moment()
    set_by_id: UUID = key_to("user_account.id", index=False)


class MailCertificate(Row, table=True):
    """The certificate that mail to an address is encrypted to; one that was removed stays as it was."""

    __tablename__ = "mail_certificate"
    __table_args__ = (UniqueConstraint("address", "fingerprint"),)
    governance: ClassVar[Governance] = SYSTEM
    address: str
    pem: str
    fingerprint: str
    starts_at: datetime = moment()
    expires_at: datetime = moment()
    added_at: datetime = moment()
    added_by_id: UUID = key_to("user_account.id", index=False)
    removed_at: datetime | None = moment(default=None, nullable=True)
