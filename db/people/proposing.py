"""Proposing that two are the same person: kept for whoever reviews it, taken back within the sign-in."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import col, select

from db.access import rules
from db.audit.chain import Act
from db.cards.proposals import ProposalCard
from db.tables.matching import MatchProposal
from db.tables.people import Person
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.matching import ProposalState
from db.words.text import clean

LONGEST = 500
"""Characters of a reason; a longer one is refused, not cut."""


class ProposalService:
    """Proposals of one actor. Nobody is joined by one; it only waits for its review."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor
        self._made: list[UUID] = []

    def propose(self, one: UUID, other: UUID, *, reason: str) -> ProposalCard:
        """Say that the two are the same person, and why.

        Raises Refused for a role that only reads, for one and the same person, for a pair that this user has
        proposed already, for somebody seen under emergency access or of limited access; BadInput for no reason or
        a long one; NotFound when either is not for this actor.
        """
        self._may_write()
        said = clean(reason)
        if not said:
            raise BadInput("A proposal wants its reason.", to_do="Say in a few words why they are the same person.")
        if len(said) > LONGEST:
            raise BadInput(f"A reason has at most {LONGEST} characters; this one has {len(said)}.")
        if one == other:
            raise Refused("This is one and the same person already.")
        first, second = sorted((one, other))
        with self._units.act(self._actor) as unit:
            for person in (first, second):
                if person in unit.standing.emergency:
                    raise Refused("Emergency access reads only.")
                if unit.get(Person, person).restricted_level:
                    raise Refused("Access to one of the two is limited; nobody proposes who that is.")
            if self._open(unit, first, second):
                raise Refused("You proposed these two already; it waits for its review.")
            row = MatchProposal(
                user_id=self._actor.user_id,
                one_id=first,
                other_id=second,
                proposed_at=unit.now,
                reason=said,
                state=ProposalState.OPEN,
            )
            unit.add(row)
            self._note(unit, "match.propose", row)
        self._made.append(row.id)
        return _card(row)

    def take_back(self, proposal: UUID) -> ProposalCard:
        """End a proposal that this sign-in made; the entry stays. Refused for any other, and for one reviewed."""
        self._may_write()
        if proposal not in self._made:
            raise Refused("Only what you proposed in this sign-in can be taken back.")
        with self._units.act(self._actor) as unit:
            row = unit.get(MatchProposal, proposal)
            if row.state is not ProposalState.OPEN:
                raise Refused(f"This proposal is not open: {row.state.label}.")
            row.state, row.ended_at = ProposalState.TAKEN_BACK, unit.now
            self._note(unit, "match.take_back", row)
        self._made.remove(proposal)
        return _card(row)

    def mine(self) -> tuple[ProposalCard, ...]:
        """What this user has proposed, the newest first; at most 200. Who may no longer see both is told neither."""
        with self._units.read(self._actor) as unit:
            newest = select(MatchProposal).order_by(col(MatchProposal.proposed_at).desc()).limit(200)
            rows = unit.session.exec(newest).all()
            people = {key for row in rows for key in (row.one_id, row.other_id)}
            seen = (
                set(unit.session.exec(select(Person.id).where(col(Person.id).in_(people))).all()) if people else set()
            )
        return tuple(_card(row) for row in rows if {row.one_id, row.other_id} <= seen)

    def _may_write(self) -> None:
        if not rules.sees_cases(self._actor):
            raise NotFound("Not found.")
        decided = rules.writes(self._actor)
        if not decided.allowed:
            raise Refused(f"Nothing was proposed: {decided.reason}.")

    @staticmethod
    def _open(unit: Unit, first: UUID, second: UUID) -> bool:
        same = select(MatchProposal).where(
            MatchProposal.one_id == first,
            MatchProposal.other_id == second,
            MatchProposal.state == ProposalState.OPEN,
        )
        return unit.session.exec(same.limit(1)).first() is not None

    @staticmethod
    def _note(unit: Unit, action: str, row: MatchProposal) -> None:
        """One act about each of the two, so that the log of either tells of it."""
        for person in (row.one_id, row.other_id):
            unit.audit(Act(AuditOperation.ALTERATION, action, "match_proposal", row.id, person))


def _card(row: MatchProposal) -> ProposalCard:
    return ProposalCard(row.id, row.one_id, row.other_id, row.reason, row.proposed_at, row.state)
