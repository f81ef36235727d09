"""Requests for what an owner withholds: asked on the file, answered by the owner's sharing lead with a rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.sharing.rules import insist_lead, put
from db.audit.chain import Act
from db.cards.page import LIMIT, Page
from db.cards.sharing import Askable, RequestCard, RuleTerms
from db.people.linking import surviving
from db.people.shown import shown
from db.tables.people import Person
from db.tables.places import Agency, Court
from db.tables.sharing import ShareRequest
from db.tables.users import UserAccount, UserCourt, UserRole
from db.words.errors import BadInput, Conflict, NotFound
from db.words.families.access import AuditOperation, Category, Outcome, RequestState
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units
    from db.words.actor import Actor

SHORTEST: Final = 10
LONGEST: Final = 250


class RequestsService:
    """Requests of one actor, and for a sharing lead those to the own agency."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def askable(self, person_id: UUID) -> tuple[Askable, ...]:
        """What of the person is withheld from this reader or given in summary, by category and owner.

        Raises NotFound for somebody who is not for this actor.
        """
        with self._units.read(self._actor) as unit:
            return _askable(unit, surviving(unit, person_id).id)

    def ask(self, person_id: UUID, category: Category, owner_id: UUID, reason: str) -> RequestCard:
        """Ask the owner to share. Raises BadInput without a reason, Conflict when it is asked for already.

        NotFound when nothing of the kind is withheld: what is hidden cannot be asked for.
        """
        said = _checked(reason, "Say what you need it for")
        with self._units.act(self._actor) as unit:
            person = surviving(unit, person_id)
            found = [one for one in _askable(unit, person.id) if (one.category, one.owner_id) == (category, owner_id)]
            if not found:
                raise NotFound("Nothing of this kind is withheld from you.", to_do="Look at the file again.")
            if found[0].asked_at is not None:
                raise Conflict("You have asked for this already.", to_do="The owner's sharing lead answers.")
            row = ShareRequest(
                id=uuid7(), owner_agency_id=owner_id, person_id=person.id, category=category,
                asked_by_id=unit.actor.user_id, asked_at=unit.now, reason=said, state=RequestState.OPEN,
            )  # fmt: skip
            unit.add(row)
            unit.audit(_act("share.ask", row))
            unit.session.flush()
            return _cards(unit, [row])[0]

    def inbox(self, *, answered: bool = False) -> Page[RequestCard]:
        """Requests to the own agency, the oldest first; with `answered` those that were, the newest first."""
        insist_lead(self._actor)
        r = ShareRequest
        with self._units.read(self._actor) as unit:
            wanted = sa.select(r).where(col(r.owner_agency_id) == unit.actor.agency_id)
            if answered:
                wanted = wanted.where(col(r.state) != RequestState.OPEN).order_by(col(r.answered_at).desc())
            else:
                wanted = wanted.where(col(r.state) == RequestState.OPEN).order_by(col(r.asked_at))
            counted = wanted.with_only_columns(sa.func.count(col(r.id))).order_by(None)
            rows = unit.session.scalars(wanted.limit(LIMIT)).all()
            return Page(_cards(unit, rows), unit.session.scalar(counted) or 0)

    def mine(self) -> tuple[RequestCard, ...]:
        """What this actor asked for, the newest first."""
        r = ShareRequest
        with self._units.read(self._actor) as unit:
            wanted = sa.select(r).where(col(r.asked_by_id) == unit.actor.user_id).order_by(col(r.asked_at).desc())
            return _cards(unit, unit.session.scalars(wanted.limit(LIMIT)).all())

    def show(self, request_id: UUID) -> RequestCard:
        """One request to the own agency. Raises NotFound."""
        insist_lead(self._actor)
        with self._units.read(self._actor) as unit:
            return _cards(unit, [unit.get(ShareRequest, request_id)])[0]

    def grant(self, request_id: UUID, terms: RuleTerms, *, answer: str = "") -> RequestCard:
        """Answer by a rule of these terms, which must be of the category asked for and have a last day.

        Raises what adding a rule raises, and Conflict when it was answered already.
        """
        insist_lead(self._actor)
        if terms.not_after is None:
            raise BadInput("An answer says until when.", to_do="Give the last day.")
        with self._units.act(self._actor) as unit:
            row = _open(unit, request_id)
            if terms.category is not row.category:
                raise BadInput(f"They asked for {row.category.label}.", to_do="A rule for something else is its own.")
            rule = put(unit, terms)
            return _answer(unit, row, RequestState.GRANTED, clean(answer), grant_id=rule.id)

    def refuse(self, request_id: UUID, reason: str) -> RequestCard:
        """Refuse with a reason, which the asker reads. Raises BadInput without one, Conflict when answered already."""
        insist_lead(self._actor)
        said = _checked(reason, "Say why it is refused")
        with self._units.act(self._actor) as unit:
            return _answer(unit, _open(unit, request_id), RequestState.REFUSED, said)


def _checked(reason: str, what: str) -> str:
    said = clean(reason)
    if not SHORTEST <= len(said) <= LONGEST:
        raise BadInput(f"{what}, in {SHORTEST} to {LONGEST} characters.")
    return said


def _askable(unit: Unit, person_id: UUID) -> tuple[Askable, ...]:
    partly = unit.partly(person_id)
    given: dict[tuple[Category, UUID], Outcome] = {}
    for summary in partly.summaries:
        if summary.owner_agency_id is not None:
            given[summary.category, summary.owner_agency_id] = Outcome.SUMMARY
    for withheld in partly.withheld:
        if withheld.owner_agency_id is not None:
            given[withheld.category, withheld.owner_agency_id] = Outcome.MASKED
    agencies = {owner for _, owner in given}
    a, r = Agency, ShareRequest
    names = {row.id: row.name for row in unit.session.scalars(sa.select(a).where(col(a.id).in_(sorted(agencies))))}
    open_ = sa.select(r).where(
        col(r.person_id) == person_id, col(r.asked_by_id) == unit.actor.user_id, col(r.state) == RequestState.OPEN
    )
    asked = {(row.category, row.owner_agency_id): row.asked_at for row in unit.session.scalars(open_)}
    found = [
        Askable(category, owner, names.get(owner, ""), outcome, asked.get((category, owner)))
        for (category, owner), outcome in given.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.given is not Outcome.MASKED, one.category.label, one.owner)))


def _open(unit: Unit, request_id: UUID) -> ShareRequest:
    row = unit.get(ShareRequest, request_id)
    if row.state is not RequestState.OPEN:
        raise Conflict("This request was answered already.", to_do="Look at the list again.")
    return row


def _answer(
    unit: Unit, row: ShareRequest, state: RequestState, answer: str, *, grant_id: UUID | None = None
) -> RequestCard:
    row.state, row.answer, row.grant_id = state, answer, grant_id
    row.answered_at, row.answered_by_id = unit.now, unit.actor.user_id
    unit.audit(_act("share.answer", row))
    unit.session.flush()
    return _cards(unit, [row])[0]


def _act(action: str, row: ShareRequest) -> Act:
    return Act(AuditOperation.ALTERATION, action, "share_request", row.id, row.person_id)


def _cards(unit: Unit, rows: Sequence[ShareRequest]) -> tuple[RequestCard, ...]:
    session = unit.session
    people = [row.person_id for row in rows]
    named = shown(unit, people)
    refs = {one.id: one.public_ref for one in session.scalars(sa.select(Person).where(col(Person.id).in_(people)))}
    users = {row.asked_by_id for row in rows}
    accounts = {
        one.id: one for one in session.scalars(sa.select(UserAccount).where(col(UserAccount.id).in_(sorted(users))))
    }
    agencies = {one.id: one.name for one in session.scalars(sa.select(Agency))}
    roles: dict[UUID, list[str]] = {}
    for held in session.scalars(sa.select(UserRole).where(col(UserRole.user_id).in_(sorted(users)))):
        roles.setdefault(held.user_id, []).append(held.role.value)
    posts = sa.select(col(UserCourt.user_id), col(Court.code)).join(Court, col(Court.id) == col(UserCourt.court_id))
    courts: dict[UUID, list[str]] = {}
    for user_id, code in session.execute(posts.where(col(UserCourt.user_id).in_(sorted(users)))):
        courts.setdefault(user_id, []).append(code)
    return tuple(
        RequestCard(
            row.id,
            row.person_id,
            refs.get(row.person_id, "somebody you may not see"),
            named[row.person_id].name if row.person_id in named else "",
            row.category,
            agencies.get(row.owner_agency_id, ""),
            accounts[row.asked_by_id].user_name,
            accounts[row.asked_by_id].display_name,
            agencies.get(accounts[row.asked_by_id].agency_id, ""),
            tuple(sorted(roles.get(row.asked_by_id, ()))),
            tuple(sorted(courts.get(row.asked_by_id, ()))),
            row.asked_at,
            row.reason,
            row.state,
            row.answer,
            row.answered_at,
        )
        for row in rows
    )
