"""Account requests, and what was decided about accounts, by whom and why."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from db.tables.base import SYSTEM, Governance, Row, key_to, moment, word
from db.words.families.accounts import AccountStep, AskedState


class AccountRequest(Row, table=True):
    """Somebody asks for an account; an authoriser of the area answers.

    `roles` and `courts` are values and codes parted by spaces. `asked_by_id` is who was signed in when it was
    asked for, none at the sign-in screen.
    """

    __tablename__ = "account_request"
    governance: ClassVar[Governance] = SYSTEM
    user_name: str
    display_name: str
    agency_id: UUID = key_to("agency.id")
    roles: str
    courts: str = ""
    area_id: UUID | None = key_to("area.id", null=True)
    contact: str = ""
    reason: str = ""
    terminal: str = ""
    asked_at: datetime = moment(index=True)
    asked_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    state: AskedState = word(AskedState)
    decided_by_id: UUID | None = key_to("user_account.id", null=True, index=False)
    decided_at: datetime | None = moment(default=None, nullable=True)
    answer: str = ""
    account_id: UUID | None = key_to("user_account.id", null=True, index=False)


class AccountDecision(Row, table=True):
    """One line of an account's history: made, authorised, changed, suspended, reviewed ..., with the reason given."""

    __tablename__ = "account_decision"
    governance: ClassVar[Governance] = SYSTEM
    user_id: UUID = key_to("user_account.id")
    step: AccountStep = word(AccountStep)
    reason: str = ""
    detail: str = ""
    decided_at: datetime = moment()
    decided_by_id: UUID = key_to("user_account.id", index=False)
