"""What an administrator does with an account: change, suspend, reinstate, end, extend, reset; never with the own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import accounts_rules as rules
from db.access.rules import administers
from db.accounts import keeping
from db.accounts.authorising import last_moment, notes_for
from db.accounts.codes import code_proof
from db.accounts.judges import notes_after_reset
from db.accounts.keeping import Kept
from db.accounts.meeting import insist_as_seen
from db.audit.chain import Act
from db.cards.accounts import Change, FirstCode
from db.tables.places import Agency, Area, Court
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Refused
from db.words.families.accounts import AccountStep
from db.words.families.places import UserState
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units

NETWORKS: Final = frozenset({"local", "cjx", "gsi", "other"})
"""Network classes an account may be held to (U2); the terminal's own is in its settings."""


class ChangingService:
    """Changes to accounts, for one actor. Every act wants a reason or says what was changed, and is kept."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def change(
        self, user_name: str, change: Change, *, reason: str = "", dry_run: bool = False, seen: Change | None = None
    ) -> tuple[str, ...]:
        """Make an account different; gives what is different, in words. Open sign-ins feel it at the next call.

        `seen` is how it stood when the screen was opened. Raises Refused where the rules say no, NotFound for a user,
        court, area or agency that is not there, BadInput where nothing would be different, Conflict with the other
        values where somebody else changed the same fields meanwhile.
        """
        with self._about(user_name, dry_run=dry_run) as (unit, connection, one):
            if seen is not None:
                insist_as_seen(connection, one, change, seen=seen)
            after = one.roles if change.roles is None else change.roles
            keeping.insist(rules.changes_roles(unit.actor, one.id, after))
            if Role.ADMINISTRATOR not in after:
                self._insist_administered(unit, connection, one)
            _insist_service(one, after)
            done = _Changes(connection, one, dry_run=dry_run)
            done.roles(after)
            done.posts(change)
            done.columns(change)
            if not done.said:
                raise BadInput(f"Nothing about {one.user_name} would be different.")
            if not dry_run:
                for act in done.acts:
                    unit.audit(act)
                unit.audit(keeping.act("account.change", one.id))
                detail = "; ".join(done.said)
                keeping.decide(unit, connection, one.id, step=AccountStep.CHANGED, reason=clean(reason), detail=detail)
            return tuple(done.said)

    def suspend(self, user_name: str, *, reason: str, dry_run: bool = False) -> int:
        """Close the door for now; gives how many open sign-ins end. Raises BadInput without a reason."""
        told = _reason(reason)
        with self._about(user_name, dry_run=dry_run) as (unit, connection, one):
            self._insist_administered(unit, connection, one)
            if one.state is not UserState.ACTIVE:
                raise Refused(f"{one.user_name} is {one.state.label} already.")
            if dry_run:
                return 0
            keeping.put_account(connection, one.id, state=UserState.SUSPENDED)
            ended = keeping.end_sign_ins(connection, one.id, now=unit.now, why="the account is suspended")
            keeping.decide(unit, connection, one.id, step=AccountStep.SUSPENDED, reason=told)
            unit.audit(keeping.act("account.suspend", one.id))
            return ended

    def reinstate(self, user_name: str, *, reason: str, dry_run: bool = False) -> None:
        """Open the door again for a suspended account. Raises BadInput without a reason, Refused for another."""
        told = _reason(reason)
        with self._about(user_name, dry_run=dry_run) as (unit, connection, one):
            if one.state is not UserState.SUSPENDED:
                raise Refused(f"{one.user_name} is not suspended but {one.state.label}.")
            if not dry_run:
                keeping.put_account(connection, one.id, state=UserState.ACTIVE)
                keeping.decide(unit, connection, one.id, step=AccountStep.REINSTATED, reason=told)
                unit.audit(keeping.act("account.reinstate", one.id))

    def end(self, user_name: str, *, reason: str, dry_run: bool = False) -> int:
        """Close an account for good: the person has left. Nothing they wrote goes. Gives the sign-ins ended."""
        told = _reason(reason)
        with self._about(user_name, dry_run=dry_run) as (unit, connection, one):
            self._insist_administered(unit, connection, one)
            if one.state is UserState.CLOSED:
                raise Refused(f"{one.user_name} is closed already.")
            if dry_run:
                return 0
            keeping.put_account(connection, one.id, state=UserState.CLOSED)
            ended = keeping.end_sign_ins(connection, one.id, now=unit.now, why="the account is closed")
            keeping.decide(unit, connection, one.id, step=AccountStep.ENDED, reason=told)
            unit.audit(keeping.act("account.expire", one.id))
            return ended

    def extend(self, user_name: str, *, last_day: date, reason: str = "", dry_run: bool = False) -> None:
        """Set the last day of an account, sooner or later than it was. Raises BadInput for a day that is past."""
        ends = last_moment(last_day, self._units.clock.now())
        with self._about(user_name, dry_run=dry_run) as (unit, connection, one):
            self._insist_administered(unit, connection, one)
            if not dry_run:
                keeping.put_account(connection, one.id, expires_at=ends)
                detail = f"last day {last_day.isoformat()}"
                keeping.decide(unit, connection, one.id, step=AccountStep.EXTENDED, reason=clean(reason), detail=detail)
                unit.audit(keeping.act("account.extend", one.id))

    def reset(self, user_name: str, *, reason: str, dry_run: bool = False) -> FirstCode | None:
        """A one-time code in the place of a forgotten password; the user chooses the new one. None when checked.

        Open sign-ins end. What proved the user before is kept aside with a judge's key, which the old password
        locks. Raises Refused for a service account, whose key file is made anew instead.
        """
        told = _reason(reason)
        with self._about(user_name, dry_run=dry_run) as (unit, connection, one):
            if Role.SERVICE in one.roles:
                raise Refused(f"{one.user_name} is a service account: it has a key file and no password.")
            if one.state is not UserState.ACTIVE:
                raise Refused(f"{one.user_name} is {one.state.label}.", to_do="Reinstate the account first.")
            if dry_run:
                return None
            proof, code = code_proof(one.id, now=unit.now)
            keeping.reset_proof(connection, proof, now=unit.now)
            keeping.end_sign_ins(connection, one.id, now=unit.now, why="a new password is being set")
            keeping.decide(unit, connection, one.id, step=AccountStep.RESET, reason=told)
            unit.audit(keeping.act("account.reset", one.id))
            unit.audit(keeping.act("account.code", one.id))
            sealed = notes_after_reset(unit, one.id)
        notes = (notes_for(frozenset())[0], *((sealed,) if sealed else ()))
        return FirstCode(one.user_name, one.display_name, code, proof.expires_at or unit.now, notes)

    @contextmanager
    def _about(self, user_name: str, *, dry_run: bool) -> Iterator[tuple[Unit, Connection, Kept]]:
        opened = self._units.read(self._actor) if dry_run else self._units.act(self._actor)
        with opened as unit, unit.keeping_accounts(administers(unit.actor)) as connection:
            one = keeping.account(connection, user_name, lock=not dry_run)
            keeping.insist(rules.keeps(unit.actor, one.id))
            yield unit, connection, one

    @staticmethod
    def _insist_administered(unit: Unit, connection: Connection, one: Kept) -> None:
        if Role.ADMINISTRATOR in one.roles:
            keeping.insist(rules.stays_administered(one.id, keeping.administrators(connection, unit.now)))


class _Changes:
    """What a change does to one account: the words for people, and the acts for the log."""

    def __init__(self, connection: Connection, one: Kept, *, dry_run: bool) -> None:
        self.said: list[str] = []
        self.acts: list[Act] = []
        self._connection = connection
        self._one = one
        self._dry = dry_run

    def roles(self, after: frozenset[Role]) -> None:
        """Roles given and taken."""
        self._say("role", sorted(after - self._one.roles), sorted(self._one.roles - after))
        if not self._dry:
            self.acts += keeping.put_roles(self._connection, self._one.id, self._one.roles, after)

    def posts(self, change: Change) -> None:
        """Courts and areas."""
        one, connection = self._one, self._connection
        if change.courts is not None:
            after = frozenset(keeping.courts_called(connection, change.courts).values())
            self._say("court", self._codes(Court, after - one.courts), self._codes(Court, one.courts - after))
            if not self._dry:
                self.acts += keeping.put_courts(connection, one.id, one.courts, after)
        if change.areas is not None:
            after = frozenset(keeping.areas_called(connection, change.areas).values())
            self._say("area", self._codes(Area, after - one.areas), self._codes(Area, one.areas - after))
            if not self._dry:
                self.acts += keeping.put_areas(connection, one.id, one.areas, after)

    def columns(self, change: Change) -> None:
        """Team, networks, the operating system's user, agency, name."""
        one, new = self._one, {}
        if change.networks is not None:
            new["network_classes"] = " ".join(sorted(_networks(change.networks)))
        for name, value in (("team", change.team), ("os_user", change.os_user), ("display_name", change.display_name)):
            if value is not None:
                new[name] = clean(value)
        if new.get("display_name") == "":
            raise BadInput("An account has a name that colleagues read.")
        different = {name: value for name, value in new.items() if value != getattr(one, name)}
        self.said += [f"{name.replace('_', ' ')} {value or 'none'}" for name, value in different.items()]
        if {"network_classes", "os_user"} & set(different):
            self.acts.append(keeping.act("privilege.change", one.id))
        if "team" in different:
            self.acts.append(keeping.act("group.add" if different["team"] else "group.remove", one.id, reason="team"))
        values: dict[str, object] = dict(different)
        if change.agency is not None:
            agency_id, _ = keeping.agency_called(self._connection, change.agency)
            if agency_id != one.agency_id:
                values["agency_id"] = agency_id
                self.said.append(f"agency {change.agency.strip().upper()}")
                self.acts.append(keeping.act("privilege.change", one.id, reason="agency"))
        if values and not self._dry:
            keeping.put_account(self._connection, one.id, **values)

    def _say(self, what: str, given: Sequence[str], taken: Sequence[str]) -> None:
        self.said += [f"{what} {name} given" for name in given] + [f"{what} {name} taken away" for name in taken]

    def _codes(self, model: type[Court | Area | Agency], ids: frozenset[UUID]) -> list[str]:
        table: sa.Table = model.__table__  # type: ignore[union-attr]
        return sorted(self._connection.scalars(sa.select(table.c.code).where(table.c.id.in_(sorted(ids)))))


def _networks(wanted: Sequence[str]) -> frozenset[str]:
    """Network classes as they are kept. Raises BadInput for one that is none."""
    named = frozenset(clean(one).casefold() for one in wanted if clean(one))
    if unknown := named - NETWORKS:
        raise BadInput(
            f"There is no network class '{min(unknown)}'.", to_do=f"It is one of {', '.join(sorted(NETWORKS))}."
        )
    return named


def _insist_service(one: Kept, after: frozenset[Role]) -> None:
    if (Role.SERVICE in one.roles) != (Role.SERVICE in after):
        raise Refused("A service account and a person's are made differently; neither becomes the other.")


def _reason(typed: str) -> str:
    told = clean(typed)
    if not told:
        raise BadInput("Say why.", to_do="The reason is kept with the account.")
    return told[:300]
