"""A judge's personal note handed over to another judge, and taken back: one note, one judge, one key (H1)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import handing
from db.accounts.judges import public_keys
from db.audit.chain import Act
from db.cards.handing import HandOverForm, JudgeLine
from db.cards.page import LIMIT
from db.notes import reading
from db.notes.bodies import NO_KEY, key_for
from db.people.shown import NOT_KNOWN, shown
from db.store.changes import Touched
from db.tables.notes import Note, NoteKey
from db.tables.people import Person
from db.tables.places import Agency
from db.tables.users import UserAccount, UserCourt, UserRole
from db.words.errors import Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.places import UserState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from db.access.rules import Decision
    from db.accounts.judge_key import JudgeKey
    from db.cards.notes import NoteCard
    from db.unit import Unit, Units
    from db.words.actor import Actor, Role


class HandOverService:
    """Own personal notes for other judges; `judge_key` is the giver's, opened by the password at sign-in."""

    def __init__(self, units: Units, actor: Actor, *, judge_key: JudgeKey | None = None) -> None:
        self._units = units
        self._actor = actor
        self._key = judge_key

    def notes(self, person_id: UUID) -> tuple[NoteCard, ...]:
        """The actor's own personal notes about a person, newest first."""
        with self._units.read(self._actor) as unit:
            found = reading.notes_about(unit, person_id, key=self._key, only_own=True)
        return tuple(one for one in found if one.personal and one.own)

    def form(self, note_id: UUID, *, like: str = "") -> HandOverForm:
        """The note and the judges: those who have it, then those of the same courts, then by name.

        `like` leaves those whose name has it. Raises NotFound for a note that is not for this actor, Refused for
        one that the actor did not write.
        """
        with self._units.read(self._actor) as unit:
            note = self._own(unit, note_id)
            card = reading.card(unit, note, key=self._key)
            named = shown(unit, [note.person_id]).get(note.person_id)
            lines = _lines(unit, note, public_keys(unit).keys() - {self._actor.user_id})
        lines = [one for one in lines if like.strip().casefold() in one.name.casefold()]
        name = named.name if named else NOT_KNOWN
        return HandOverForm(card, name, tuple(lines[:LIMIT]), max(0, len(lines) - LIMIT))

    def give(self, note_id: UUID, judge_id: UUID) -> None:
        """Hand this one note to one judge, who reads it from then on: an audited disclosure.

        Raises NotFound for no such judge, Conflict when the judge has it, Refused for a note that the actor did
        not write or cannot open.
        """
        if self._key is None:
            raise Refused(NO_KEY, kept="Nothing was handed over.")
        with self._units.act(self._actor) as unit:
            note = self._standing(unit, note_id)
            public = public_keys(unit, [judge_id]).get(judge_id)
            account = unit.session.get(UserAccount, judge_id)
            if public is None or account is None or account.state is not UserState.ACTIVE:
                raise NotFound(
                    "This judge has no key for sealed notes.",
                    to_do="A judge gets one at the first sign-in with a password.",
                )
            may = handing.receives(self._actor, judge_id, _roles(unit, judge_id))
            if not may.allowed:
                raise _refused(may)
            wrapped = key_for(unit, note, key=self._key, to_public=public)
            row = _key_of(unit, note, judge_id)
            if row is None:
                giver = self._actor.user_id
                unit.add(
                    NoteKey(note_id=note.id, holder_id=judge_id, given_by_id=giver, wrapped=wrapped, given_at=unit.now)
                )
            elif row.ended_at is None:
                raise Conflict("This judge has the note already.")
            else:
                row.wrapped, row.given_at, row.ended_at = wrapped, unit.now, None
            self._tell(unit, note, AuditOperation.DISCLOSURE, "note.hand_over", judge_id)

    def take_back(self, note_id: UUID, judge_id: UUID) -> None:
        """End it: the judge's key to this note is destroyed. What was read before stays read.

        Raises Conflict when the judge does not have it any more.
        """
        with self._units.act(self._actor) as unit:
            note = self._own(unit, note_id)
            row = _key_of(unit, note, judge_id) if judge_id != self._actor.user_id else None
            if row is None or row.ended_at is not None:
                raise Conflict("This judge does not have the note.")
            row.wrapped, row.ended_at = b"", unit.now
            self._tell(unit, note, AuditOperation.ALTERATION, "note.take_back", judge_id)

    def _own(self, unit: Unit, note_id: UUID) -> Note:
        note = unit.get(Note, note_id)
        may = handing.hands_over(self._actor, note.kind, note.author_id)
        if not may.allowed:
            raise _refused(may)
        return note

    def _standing(self, unit: Unit, note_id: UUID) -> Note:
        note = self._own(unit, note_id)
        if note.superseded_at is not None or note.withdrawn_at is not None:
            raise Conflict("This note was changed or withdrawn meanwhile.", to_do="Look at it again.")
        unit.get(Person, note.person_id)
        return note

    def _tell(self, unit: Unit, note: Note, operation: AuditOperation, action: str, judge_id: UUID) -> None:
        """The audit row names the recipient by id; open screens of both judges read again."""
        unit.audit(Act(operation, action, "note", note.id, note.person_id, reason=f"user {judge_id}"))
        unit.touch(Touched("note", note.id, note.person_id))


def _refused(may: Decision) -> Refused:
    """The rule's reason as a sentence, without the rule's number."""
    words = may.reason.rpartition(": ")[2]
    return Refused(f"{words[:1].upper()}{words[1:]}.", kept="Nothing was handed over.")


def _key_of(unit: Unit, note: Note, judge_id: UUID) -> NoteKey | None:
    wanted = sa.select(NoteKey).where(col(NoteKey.note_id) == note.id, col(NoteKey.holder_id) == judge_id)
    return unit.session.scalars(wanted).first()


def _roles(unit: Unit, user_id: UUID) -> frozenset[Role]:
    rows = unit.session.scalars(sa.select(UserRole).where(col(UserRole.user_id) == user_id))
    return frozenset(row.role for row in rows)


def _lines(unit: Unit, note: Note, judges: Collection[UUID]) -> Sequence[JudgeLine]:
    active = sa.select(UserAccount).where(col(UserAccount.id).in_(judges), col(UserAccount.state) == UserState.ACTIVE)
    accounts = unit.session.scalars(active).all()
    agencies = {one.id: one.name for one in unit.session.scalars(sa.select(Agency))}
    posted = sa.select(UserCourt).where(col(UserCourt.court_id).in_(unit.actor.courts))
    here = {row.user_id for row in unit.session.scalars(posted)}
    given = unit.session.scalars(sa.select(NoteKey).where(col(NoteKey.note_id) == note.id)).all()
    keys = {row.holder_id: row for row in given}
    lines = [
        JudgeLine(
            account.id,
            account.display_name,
            agencies.get(account.agency_id, ""),
            here=account.every_court or account.id in here,
            since=key.given_at if (key := keys.get(account.id)) is not None and key.ended_at is None else None,
            taken_back_at=key.ended_at if key is not None else None,
        )
        for account in accounts
    ]
    return sorted(lines, key=lambda one: (one.since is None, not one.here, one.name, one.id))
