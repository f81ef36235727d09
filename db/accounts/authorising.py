"""The authoriser's inbox: a request becomes an account with a one-time code, or is refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import accounts_rules as rules
from db.accounts import keeping
from db.accounts.asking import request_called, requests
from db.accounts.codes import code_proof
from db.accounts.users import checked_name
from db.audit.chain import Act
from db.cards.accounts import FirstCode, RequestCard
from db.store.changes import Touched
from db.tables.requests import AccountRequest
from db.tables.users import Credential, UserAccount
from db.words.actor import Actor, Role
from db.words.clock import LONDON
from db.words.errors import BadInput, Conflict, Refused
from db.words.families.access import AuditOperation
from db.words.families.accounts import AccountStep, AskedState
from db.words.families.places import UserState
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units

USUAL: Final = timedelta(days=365)
"""How long an account stands where no other day is named."""
LONGEST: Final = timedelta(days=2 * 366)

_request: sa.Table = AccountRequest.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]


class AuthorisingService:
    """Account requests, for one actor who looks after accounts."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self, *, everything: bool = False) -> tuple[RequestCard, ...]:
        """Open requests, the oldest first, or all; an authoriser those of the own areas, an administrator every one.

        Raises Refused for anybody else.
        """
        with (
            self._units.read(self._actor) as unit,
            unit.keeping_accounts(rules.sees_requests(unit.actor)) as connection,
        ):
            found = requests(connection, state=None if everything else AskedState.OPEN)
            areas, tree = self._reach(connection, unit.actor)
            return tuple(
                replace(card, why_not=_why_not(unit.actor, card, asked, areas=areas, tree=tree))
                for card, asked in found
                if unit.actor.has(Role.ADMINISTRATOR) or rules.within(unit.actor, asked, areas, tree)
            )

    def authorise(
        self, name: str, *, expires_on: date | None = None, user_name: str = "", dry_run: bool = False
    ) -> FirstCode | None:
        """Make the account that was asked for; gives its one-time code, None when only checked.

        `expires_on` is its last day, a year from now where none is named; `user_name` another one than was
        asked for. Raises Refused where the rules say no or the request is answered, Conflict for a name that
        is taken, BadInput for a day that is past or more than two years away.
        """
        ends = last_moment(expires_on, self._units.clock.now())
        with self._answering(name, dry_run=dry_run) as (unit, connection, card, asked):
            wanted = checked_name(user_name or card.user_name)
            if connection.scalar(sa.select(_account.c.id).where(_account.c.user_name == wanted)) is not None:
                raise Conflict(f"There is a user '{wanted}' already.", to_do="Choose another name with --user-name.")
            if dry_run:
                return None
            account_id = uuid7()
            self._make(unit, connection, card, asked=asked, account_id=account_id, user_name=wanted, ends=ends)
            proof, code = code_proof(account_id, now=unit.now)
            connection.execute(sa.insert(_credential).values(**proof.model_dump()))
            self._answer(unit, connection, card, state=AskedState.AUTHORISED, account_id=account_id)
            unit.audit(keeping.act("account.authorise", account_id))
            until = proof.expires_at or unit.now
        return FirstCode(wanted, card.display_name, code, until, notes_for(asked.roles))

    def refuse(self, name: str, *, reason: str, dry_run: bool = False) -> None:
        """Refuse a request; the reason is what the applicant is told. Raises BadInput without one."""
        told = clean(reason)
        if not told:
            raise BadInput("Say why the account request is refused.", to_do="The applicant is told the reason.")
        with self._answering(name, dry_run=dry_run) as (unit, connection, card, _):
            if dry_run:
                return
            self._answer(unit, connection, card, state=AskedState.REFUSED, answer=told)
            unit.audit(Act(AuditOperation.ACCOUNT, "account.refuse", "account_request", card.id))

    @contextmanager
    def _answering(self, name: str, *, dry_run: bool) -> Iterator[tuple[Unit, Connection, RequestCard, rules.Asked]]:
        opened = self._units.read(self._actor) if dry_run else self._units.act(self._actor)
        with opened as unit, unit.keeping_accounts(rules.sees_requests(unit.actor)) as connection:
            card, asked = request_called(connection, name)
            areas, tree = self._reach(connection, unit.actor)
            keeping.insist(rules.authorises(unit.actor, asked, areas, tree))
            if card.state != AskedState.OPEN.label:
                raise Refused(f"The request {card.reference} is {card.state} already.")
            yield unit, connection, card, asked

    def _reach(self, connection: Connection, actor: Actor) -> tuple[frozenset[UUID], dict[UUID, UUID | None]]:
        return keeping.areas_of(connection, actor.user_id, actor.agency_id), keeping.area_tree(connection)

    @staticmethod
    def _make(
        unit: Unit,
        connection: Connection,
        card: RequestCard,
        *,
        asked: rules.Asked,
        account_id: UUID,
        user_name: str,
        ends: datetime,
    ) -> None:
        keeping.make_account(
            connection,
            id=account_id,
            user_name=user_name,
            display_name=card.display_name,
            agency_id=asked.agency_id,
            state=UserState.ACTIVE,
            created_at=unit.now,
            expires_at=ends,
            authorised_by_id=unit.actor.user_id,
        )
        courts = frozenset(keeping.courts_called(connection, card.courts).values())
        areas = frozenset(keeping.areas_called(connection, (card.area,)).values())
        nothing: frozenset[UUID] = frozenset()
        for act in (
            keeping.act("user.add", account_id),
            *keeping.put_roles(connection, account_id, frozenset(), asked.roles),
            *keeping.put_courts(connection, account_id, nothing, courts),
            *keeping.put_areas(connection, account_id, nothing, areas),
        ):
            unit.audit(act)
        keeping.decide(unit, connection, account_id, step=AccountStep.AUTHORISED, detail=f"request {card.reference}")

    @staticmethod
    def _answer(
        unit: Unit,
        connection: Connection,
        card: RequestCard,
        *,
        state: AskedState,
        answer: str = "",
        account_id: UUID | None = None,
    ) -> None:
        r = _request.c
        changed = connection.execute(
            sa.update(_request)
            .where(r.id == card.id, r.state == AskedState.OPEN)
            .values(
                version=r.version + 1,
                state=state,
                answer=answer,
                decided_at=unit.now,
                decided_by_id=unit.actor.user_id,
                account_id=account_id,
            )
        )
        if not changed.rowcount:
            raise Conflict(f"Somebody else has answered the request {card.reference} in this moment.")
        unit.touch(Touched("account_request", card.id))


def last_moment(last_day: date | None, now: datetime) -> datetime:
    """When an account ends whose last day this is: at midnight after it, by the court's clock; none: a year on.

    Raises BadInput for a day that is past, or more than two years away.
    """
    today = now.astimezone(LONDON).date()
    day = last_day or today + USUAL
    if day < today:
        raise BadInput("The last day of an account cannot be past.")
    if day > today + LONGEST:
        raise BadInput("An account is authorised for two years at most.")
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def notes_for(roles: frozenset[Role]) -> tuple[str, ...]:
    """What must be said to the person together with the code."""
    said = ["It works once, within 24 hours, and only to choose a password."]
    if Role.JUDGE in roles:
        said.append("The password chosen then makes the key to the judge's personal notes.")
    return tuple(said)


def _why_not(
    actor: Actor,
    card: RequestCard,
    asked: rules.Asked,
    *,
    areas: frozenset[UUID],
    tree: rules.Parents,
) -> str:
    if card.state != AskedState.OPEN.label:
        return f"It is {card.state} already."
    decided = rules.authorises(actor, asked, areas, tree)
    return "" if decided.allowed else decided.reason
