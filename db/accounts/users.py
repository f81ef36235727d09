"""Accounts: made by an administrator, never deleted, listed for whoever signs in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import rules
from db.accounts import password_rules
from db.accounts.credentials import key_proof, password_proof
from db.accounts.sign_in import account_name
from db.audit.chain import Act
from db.cards.accounts import NewUser, UserCard
from db.cards.page import LIMIT
from db.tables.places import Agency, Court
from db.tables.users import UserAccount, UserCourt, UserRole
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.places import UserState
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from db.tables.users import Credential
    from db.unit import Unit, Units

_NAME: Final = re.compile(r"[^\W_][\w.@-]{0,63}")


class UsersService:
    """Accounts, for one actor; the rules let an administrator alone change them."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def check(self, new: NewUser) -> NewUser:
        """The account as `add` would make it; nothing is written.

        Raises BadInput for a name or password that breaks a rule, Conflict when the name is taken,
        NotFound for an unknown agency or court, Refused when the actor is no administrator.
        """
        decided = rules.administers(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)
        checked = _checked(new)
        with self._units.read(self._actor) as unit:
            taken = sa.select(UserAccount).where(col(UserAccount.user_name) == checked.user_name)
            if unit.session.scalars(taken).first() is not None:
                raise Conflict(f"There is a user '{checked.user_name}' already.")
            _places(unit, checked)
        return checked

    def add(self, new: NewUser) -> UserCard:
        """Make an account with a password; a judge gets a key pair from it. Raises what `check` does."""
        checked = self.check(new)
        account_id = uuid7()
        # Stretched before the transaction is open: it takes a quarter of a second.
        proof = password_proof(account_id, checked.password, judge=Role.JUDGE in checked.roles)
        return self._put(checked, account_id, proof)

    def add_service(self, new: NewUser) -> tuple[UserCard, str]:
        """Make an account for unattended commands; gives it and the text of its key file, 64 hex digits."""
        account_id = uuid7()
        proof, key = key_proof(account_id)
        return self._put(self.check(new), account_id, proof), key

    def list(self) -> tuple[UserCard, ...]:
        """Every account by name, at most 200."""
        with self._units.read(self._actor) as unit:
            wanted = sa.select(UserAccount).order_by(col(UserAccount.user_name)).limit(LIMIT)
            return _cards(unit, unit.session.scalars(wanted).all())

    def _put(self, new: NewUser, account_id: UUID, proof: Credential) -> UserCard:
        act = Act(AuditOperation.ACCOUNT, "user.add", "user_account", account_id)
        with self._units.act(self._actor, act) as unit:
            agency, courts = _places(unit, new)
            account = UserAccount(
                id=account_id,
                user_name=new.user_name,
                display_name=new.display_name,
                agency_id=agency.id,
                state=UserState.ACTIVE,
                created_at=unit.now,
                expires_at=new.expires_at,
            )
            unit.add(account)
            unit.session.flush()
            unit.add(*(UserRole(user_id=account_id, role=role) for role in sorted(new.roles)))
            unit.add(*(UserCourt(user_id=account_id, court_id=court.id) for court in courts))
            unit.add_credential(proof)
            return _cards(unit, [account])[0]


def checked_name(typed: str) -> str:
    """A user name in the form it is stored. Raises BadInput when it is not one."""
    name = account_name(typed)
    if not _NAME.fullmatch(name):
        raise BadInput(
            "A user name has 1 to 64 letters, digits, dots, hyphens or underlines, and begins with a letter or digit.",
        )
    return name


def _checked(new: NewUser) -> NewUser:
    name = checked_name(new.user_name)
    display = clean(new.display_name) or name
    if not new.roles:
        raise BadInput("The account has no role.", to_do="Give at least one --role.")
    if Role.SERVICE in new.roles:
        return replace(new, user_name=name, display_name=display, password="")
    password = password_rules.accept(
        new.password,
        user_name=name,
        display_name=display,
        administrator=Role.ADMINISTRATOR in new.roles,
    )
    return replace(new, user_name=name, display_name=display, password=password)


def _places(unit: Unit, new: NewUser) -> tuple[Agency, Sequence[Court]]:
    """The agency and the courts of the account."""
    agency = unit.session.scalars(sa.select(Agency).where(col(Agency.code) == new.agency)).first()
    if agency is None:
        raise NotFound(f"There is no agency '{new.agency}'.", to_do="See: tracker agency list")
    wanted = sorted({code.strip().upper() for code in new.courts})
    courts = unit.session.scalars(sa.select(Court).where(col(Court.code).in_(wanted))).all()
    missing = set(wanted) - {court.code for court in courts}
    if missing:
        raise NotFound(f"There is no court '{min(missing)}'.", to_do="See: tracker court list")
    return agency, courts


def _cards(unit: Unit, accounts: Sequence[UserAccount]) -> tuple[UserCard, ...]:
    """The accounts as cards, by four selects however many there are."""
    ids = [account.id for account in accounts]
    agencies = {agency.id: agency.code for agency in unit.session.scalars(sa.select(Agency))}
    roles: defaultdict[UUID, list[str]] = defaultdict(list)
    for role in unit.session.scalars(sa.select(UserRole).where(col(UserRole.user_id).in_(ids))):
        roles[role.user_id].append(role.role.value)
    courts: defaultdict[UUID, list[str]] = defaultdict(list)
    posted = (
        sa.select(col(UserCourt.user_id), col(Court.code))
        .join(Court, col(Court.id) == col(UserCourt.court_id))
        .where(col(UserCourt.user_id).in_(ids))
    )
    for user_id, code in unit.session.execute(posted):
        courts[user_id].append(code)
    return tuple(
        UserCard(
            one.id,
            one.user_name,
            one.display_name,
            agencies.get(one.agency_id, ""),
            tuple(sorted(roles[one.id])),
            tuple(sorted(courts[one.id])) if not one.every_court else ("every court",),
            one.state.label,
        )
        for one in accounts
    )
