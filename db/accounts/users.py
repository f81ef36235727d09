"""Accounts: made by an administrator, never deleted, listed for whoever signs in, shown to those who keep them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement
from sqlmodel import col

from db.access import accounts_rules, rules
from db.accounts import keeping, password_rules
from db.accounts.codes import code_proof
from db.accounts.credentials import key_proof, password_proof
from db.accounts.sign_in import account_name
from db.audit.chain import Act
from db.cards.accounts import AccountCard, FirstCode, NewUser, StepCard, UserCard
from db.cards.page import LIMIT, Page
from db.tables.places import Agency, Area, Court
from db.tables.requests import AccountDecision
from db.tables.users import Credential, UserAccount, UserCourt, UserRole
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.accounts import AccountStep
from db.words.families.places import UserState
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
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
        checked = replace(checked, password=_accepted(checked))
        account_id = uuid7()
        # Stretched before the transaction is open: it takes a quarter of a second.
        proof = password_proof(account_id, checked.password, judge=Role.JUDGE in checked.roles)
        return self._put(checked, account_id, proof)

    def add_service(self, new: NewUser) -> tuple[UserCard, str]:
        """Make an account for unattended commands; gives it and the text of its key file, 64 hex digits."""
        account_id = uuid7()
        proof, key = key_proof(account_id)
        return self._put(self.check(new), account_id, proof), key

    def add_with_code(self, new: NewUser) -> FirstCode:
        """Make an account with a one-time code: the user alone chooses the password. Raises what `check` does."""
        checked = self.check(new)
        account_id = uuid7()
        proof, code = code_proof(account_id, now=self._units.clock.now())
        card = self._put(checked, account_id, proof)
        until = proof.expires_at or self._units.clock.now()
        notes = ("It works once, within 24 hours, and only to choose a password.",)
        return FirstCode(card.user_name, card.display_name, code, until, notes)

    def list(self, *, agency: str = "", role: Role | None = None, state: str = "", find: str = "") -> Page[UserCard]:
        """Accounts by name, at most 200 and how many there are; `find` is a part of a user's name.

        `state` is active, suspended, closed or expired: active, but the last day is over.
        """
        with self._units.read(self._actor) as unit:
            holds = _wanted(unit, agency=agency, role=role, state=state, find=find)
            wanted = sa.select(UserAccount).where(*holds).order_by(col(UserAccount.user_name)).limit(LIMIT)
            total = unit.session.scalar(sa.select(sa.func.count(col(UserAccount.id))).where(*holds))
            return Page(cards(unit, unit.session.scalars(wanted).all()), total)

    def show(self, user_name: str) -> AccountCard:
        """One account with its history. Raises Refused for those who look after no accounts, NotFound."""
        with self._units.read(self._actor) as unit:
            with unit.keeping_accounts(accounts_rules.sees_requests(unit.actor)) as connection:
                one = keeping.account(connection, user_name)
                steps = history(connection, one.id)
                last = keeping.last_sign_ins(connection).get(one.id)
            account = unit.get(UserAccount, one.id)
            by = unit.get(UserAccount, account.authorised_by_id) if account.authorised_by_id else None
            areas = unit.session.scalars(sa.select(Area).where(col(Area.id).in_(sorted(one.areas)))).all()
            decided = accounts_rules.keeps(unit.actor, one.id)
            return AccountCard(
                user=cards(unit, [account])[0],
                agency_name=unit.get(Agency, account.agency_id).name,
                areas=tuple(sorted(area.code for area in areas)),
                team=account.team,
                networks=tuple(account.network_classes.split()),
                os_user=account.os_user,
                created_at=account.created_at,
                authorised_by=by.display_name if by else "",
                reviewed_at=account.reviewed_at,
                last_sign_in_at=last,
                history=steps,
                why_not="" if decided.allowed else decided.reason,
            )

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
            with unit.keeping_accounts(rules.administers(unit.actor)) as connection:
                keeping.decide(unit, connection, account_id, step=AccountStep.MADE, detail=", ".join(sorted(new.roles)))
            return cards(unit, [account])[0]


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
    if reason := accounts_rules.fits_together(new.roles):
        raise BadInput(reason)
    checked = replace(new, user_name=name, display_name=display)
    if Role.SERVICE in new.roles:
        return replace(checked, password="")
    # Without a password the account begins with a one-time code.
    return replace(checked, password=_accepted(checked)) if new.password else checked


def _accepted(new: NewUser) -> str:
    return password_rules.accept(
        new.password,
        user_name=new.user_name,
        display_name=new.display_name,
        administrator=Role.ADMINISTRATOR in new.roles,
    )


def _wanted(unit: Unit, *, agency: str, role: Role | None, state: str, find: str) -> list[ColumnElement[bool]]:
    """What the accounts of a list have in common. Raises BadInput for a state that is none."""
    a = UserAccount
    holds: list[ColumnElement[bool]] = []
    if agency:
        holds.append(col(a.agency_id).in_(sa.select(col(Agency.id)).where(col(Agency.code) == agency.upper())))
    if role is not None:
        holds.append(col(a.id).in_(sa.select(col(UserRole.user_id)).where(col(UserRole.role) == role)))
    if find:
        part = f"%{find.casefold()}%"
        holds.append(sa.or_(col(a.user_name).like(part), sa.func.lower(col(a.display_name)).like(part)))
    over = sa.and_(col(a.expires_at).is_not(None), col(a.expires_at) <= unit.now)
    match state:
        case "":
            pass
        case "expired":
            holds += [col(a.state) == UserState.ACTIVE, over]
        case "active":
            holds += [col(a.state) == UserState.ACTIVE, sa.not_(over)]
        case UserState.SUSPENDED | UserState.CLOSED:
            holds.append(col(a.state) == UserState(state))
        case _:
            raise BadInput(f"'{state}' is no state of an account.", to_do="It is active, suspended, closed or expired.")
    return holds


def history(connection: Connection, user_id: UUID) -> tuple[StepCard, ...]:
    """What was decided about an account, the newest first."""
    d, a = AccountDecision.__table__.c, UserAccount.__table__.c  # type: ignore[attr-defined]
    rows = connection.execute(
        sa.select(d.step, d.decided_at, a.display_name, d.reason, d.detail)
        .join(UserAccount.__table__, a.id == d.decided_by_id)  # type: ignore[attr-defined]
        .where(d.user_id == user_id)
        .order_by(d.decided_at.desc(), d.id.desc())
        .limit(LIMIT)
    )
    return tuple(StepCard(row.step.label, *row[1:]) for row in rows)


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


def cards(unit: Unit, accounts: Sequence[UserAccount]) -> tuple[UserCard, ...]:
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
            "expired" if _is_over(one, unit.now) else one.state.label,
            one.expires_at,
        )
        for one in accounts
    )


def _is_over(one: UserAccount, now: datetime) -> bool:
    return one.state is UserState.ACTIVE and one.expires_at is not None and one.expires_at <= now
