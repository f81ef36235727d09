"""Emergency access (rule B): one person, fifteen minutes, read only; opened with a reason, told, reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access import emergency_rules as rules
from db.access.exact import Named, exactly_one, told, tries
from db.audit.chain import Act
from db.cards.emergency import AccessCard, EmergencyPage, OpenAccess, Verdict
from db.cards.page import LIMIT
from db.file.emergency_page import page_of
from db.people.linking import public_ref
from db.people.lookup.exact import read_exactly
from db.reference.bank_holidays import working_days_after
from db.tables.places import Agency
from db.tables.sharing import EmergencyAccess
from db.tables.users import UserAccount
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units
    from db.words.actor import Actor

NOBODY = "That does not name exactly one person."


class EmergencyService:
    """Opens, reads, closes and reviews emergency access for one actor.

    `typed` is what stood in the find box when somebody asked for it: kept in memory for the form, and nowhere else.
    """

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor
        self.typed = ""

    def mine(self) -> tuple[OpenAccess, ...]:
        """What this user has open now."""
        with self._units.read(self._actor) as unit:
            return tuple(_open(row) for row in _standing(unit))

    def check(self, who: str, reason: str) -> None:
        """Raise BadInput for a reason that is too short or too long, and for what cannot name one person."""
        length = len(clean(reason))
        if not rules.SHORTEST <= length <= rules.LONGEST:
            raise BadInput(
                f"The reason has {length} characters; it wants {rules.SHORTEST} to {rules.LONGEST}.",
                kept="Nothing was opened.",
                to_do="Say why, so that the reviewer understands it.",
            )
        if not read_exactly(who, today=self._units.clock.today()).says_enough:
            raise BadInput(
                "One person is named by a number, or by the full name with the date of birth.",
                kept="Nothing was opened.",
                to_do="Type one of them, like SMITH, John 12/3/1980.",
            )

    def open(self, who: str, reason: str) -> OpenAccess:
        """Open it for the one person that `who` names. Every try is on record, whatever comes of it.

        Raises BadInput as `check` does, NotFound where not exactly one person is named, Refused for a role without
        case data, after too many tries, while another access is open, and where the person is open already.
        """
        self.check(who, reason)
        named, refusal = self._named(who)
        if refusal is not None or named is None:
            with self._units.act(self._actor, Act(AuditOperation.CONSULTATION, "emergency.refused")):
                pass
            raise refusal or _not_found()
        with self._units.act(self._actor) as unit:
            today = self._units.clock.today()
            row = EmergencyAccess(
                user_id=unit.actor.user_id,
                person_id=named.person_id,
                reason=clean(reason),
                opened_at=unit.now,
                ends_at=unit.now + rules.LASTS,
                review_due=working_days_after(today, rules.REVIEW_DAYS),
            )
            unit.add(row)
            unit.audit(_act(AuditOperation.CONSULTATION, "emergency.open", row))
            unit.session.flush()
        self.typed = ""
        return _open(row)

    def close(self, access_id: UUID) -> None:
        """Close it before its time. Raises Conflict when it is over already."""
        with self._units.act(self._actor) as unit:
            row = next((one for one in _standing(unit) if one.id == access_id), None)
            if row is None:
                raise Conflict("This emergency access is over already.")
            row.closed_at = unit.now
            unit.audit(_act(AuditOperation.ALTERATION, "emergency.end", row))

    def page(self, person_id: UUID) -> EmergencyPage:
        """What it shows of the person: one reading on record. Raises NotFound when it is not open."""
        act = Act(AuditOperation.CONSULTATION, "emergency.read", "person", person_id, person_id)
        with self._units.act(self._actor) as unit:
            row = next((one for one in _standing(unit) if one.person_id == person_id), None)
            if row is None or person_id not in unit.standing.emergency:
                raise NotFound("Emergency access to this person is not open.", kept="")
            unit.audit(act)
            return page_of(unit, _open(row))

    def list(self, *, everything: bool = False) -> tuple[AccessCard, ...]:
        """What this actor reviews, is told of as an owner's sharing lead, or opened; what waits for a review first.

        Without `everything`, what was reviewed and what is older than thirty days is left out for those who are told.
        At most 200.
        """
        e = EmergencyAccess
        with self._units.read(self._actor) as unit:
            recent = unit.now - rules.TOLD_FOR
            wanted = sa.select(e).order_by(col(e.reviewed_at).is_not(None), col(e.opened_at).desc()).limit(LIMIT)
            if not everything:
                wanted = wanted.where(col(e.reviewed_at).is_(None) if self.reviews else col(e.opened_at) >= recent)
            rows: list[EmergencyAccess] = list(unit.session.scalars(wanted).all())
            if unit.actor.has(Role.SHARING_LEAD):
                seen = {row.id for row in rows}
                rows += [row for row in unit.by_rule(lambda at, who: told(at, who, recent)) if row.id not in seen]
            return _cards(unit, rows[:LIMIT])

    @property
    def reviews(self) -> bool:
        """Whether this actor reviews what others opened."""
        return rules.looks_at_reviews(self._actor).allowed

    def review(self, access_id: UUID, verdict: Verdict, words: str, *, dry_run: bool = False) -> AccessCard:
        """Say of an access whether it was justified, and why; with `dry_run` check everything and write nothing.

        Raises Refused for the own one and for who does not review, BadInput without words, Conflict when somebody
        else reviewed it first.
        """
        said = clean(words)
        if len(said) < rules.SHORTEST or len(said) > rules.LONGEST:
            raise BadInput(
                f"A review wants {rules.SHORTEST} to {rules.LONGEST} characters.", to_do="Say what you looked at."
            )
        opened = self._units.read(self._actor) if dry_run else self._units.act(self._actor)
        with opened as unit:
            if not rules.looks_at_reviews(unit.actor).allowed:
                raise Refused(rules.looks_at_reviews(unit.actor).reason)
            row = unit.get(EmergencyAccess, access_id)
            may = rules.reviews(unit.actor, row.user_id)
            if not may.allowed:
                raise Refused(may.reason)
            if row.reviewed_at is not None:
                by = _cards(unit, [row])[0]
                raise Conflict(
                    f"{by.reviewed_by} reviewed this already: {by.verdict.label if by.verdict else ''}: {by.words}",
                    kept="Their review stands.",
                )
            if dry_run:
                return replace(_cards(unit, [row])[0], verdict=verdict, words=said)
            row.verdict, row.reviewed_at, row.reviewed_by_id = f"{verdict}: {said}", unit.now, unit.actor.user_id
            unit.audit(_act(AuditOperation.ALTERATION, "emergency.review", row))
            unit.session.flush()
            return _cards(unit, [row])[0]

    def _named(self, who: str) -> tuple[Named | None, Refused | None]:
        """The person, or why it is refused."""
        wanted = read_exactly(who, today=self._units.clock.today())
        with self._units.raw("lookup", actor=self._actor) as connection:
            standing = self._units.standing(connection, self._actor)
            may = rules.opens(standing)
            if not may.allowed:
                return None, Refused(may.reason)
            if tries(connection, self._actor.user_id, self._units.clock.now() - rules.WITHIN) >= rules.MOST_TRIES:
                return None, Refused(
                    "You tried this too often within the hour.", kept="Nothing was opened.", to_do="Ask a colleague."
                )
            if standing.emergency:
                return None, Refused(
                    "You have emergency access open already.", to_do="Close it first: z on its page, or wait."
                )
            named = exactly_one(connection, standing, wanted)
        if named is not None and named.known:
            return None, Refused("You may see this person without emergency access.", to_do="Find them with F3.")
        return named, None


def _not_found() -> NotFound:
    return NotFound(NOBODY, kept="Nothing was opened.", to_do="Check the number, or the full name and date of birth.")


def _standing(unit: Unit) -> Sequence[EmergencyAccess]:
    e = EmergencyAccess
    mine = sa.select(e).where(
        col(e.user_id) == unit.actor.user_id, col(e.closed_at).is_(None), col(e.ends_at) > unit.now
    )
    return unit.session.scalars(mine.order_by(col(e.ends_at))).all()


def _open(row: EmergencyAccess) -> OpenAccess:
    return OpenAccess(row.id, row.person_id, row.ends_at)


def _act(operation: AuditOperation, action: str, row: EmergencyAccess) -> Act:
    return Act(operation, action, "emergency_access", row.id, row.person_id)


def _cards(unit: Unit, rows: Sequence[EmergencyAccess]) -> tuple[AccessCard, ...]:
    keys = sorted({key for row in rows for key in (row.user_id, row.reviewed_by_id) if key})
    wanted = (
        sa.select(col(UserAccount.id), col(UserAccount.display_name), col(Agency.code))
        .join(Agency, col(Agency.id) == col(UserAccount.agency_id))
        .where(col(UserAccount.id).in_(keys))
    )
    users = {row.id: (row.display_name, row.code) for row in unit.session.execute(wanted)}
    return tuple(_card(unit, row, users) for row in rows)


def _card(unit: Unit, row: EmergencyAccess, users: dict[UUID, tuple[str, str]]) -> AccessCard:
    name, agency = users.get(row.user_id, ("", ""))
    verdict, _, words = row.verdict.partition(": ")
    may = rules.reviews(unit.actor, row.user_id)
    own = row.user_id == unit.actor.user_id
    return AccessCard(
        id=row.id,
        person_ref=public_ref(row.person_id),
        user=name,
        agency=agency,
        reason=row.reason,
        opened_at=row.opened_at,
        ended_at=row.closed_at or row.ends_at,
        due=row.review_due,
        overdue=row.reviewed_at is None and unit.actor.today > row.review_due,
        told=not own and not rules.looks_at_reviews(unit.actor).allowed,
        verdict=Verdict(verdict) if verdict else None,
        words=words,
        reviewed_by=users.get(row.reviewed_by_id, ("", ""))[0] if row.reviewed_by_id else "",
        reviewed_at=row.reviewed_at,
        why_not=""
        if may.allowed and row.reviewed_at is None
        else may.reason
        if not may.allowed
        else "Reviewed already.",
    )
