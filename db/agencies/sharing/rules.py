"""The sharing rules of one agency, kept by its sharing leads: added, changed, ended, undone; never edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.agencies.sharing.overruled import marked
from db.agencies.sharing.recipients import Names
from db.agencies.sharing.terms import insist_new, new_row
from db.audit.chain import Act
from db.cards.page import LIMIT, Page
from db.cards.sharing import ENDS_SOON, RuleCard, RuleTerms
from db.tables.places import Agency
from db.tables.sharing import SharingGrant
from db.words.actor import Role
from db.words.errors import Conflict, Refused
from db.words.families.access import AuditOperation
from db.words.families.sharing import RuleState
from db.words.keys import uuid7

if TYPE_CHECKING:
    from db.unit import Unit, Units
    from db.words.actor import Actor


class RulesService:
    """Rules of the actor's own agency, for one actor."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self, *, history: bool = False) -> Page[RuleCard]:
        """Rules that stand, those that end soonest first; with `history` every rule, the newest first.

        Raises Refused for anybody but a sharing lead.
        """
        insist_lead(self._actor)
        g = SharingGrant
        with self._units.read(self._actor) as unit:
            wanted = sa.select(g).where(col(g.owner_agency_id) == unit.actor.agency_id)
            if history:
                wanted = wanted.order_by(col(g.set_at).desc(), col(g.id).desc())
            else:
                still = sa.or_(col(g.not_after).is_(None), col(g.not_after) >= unit.actor.today)
                ends = sa.func.coalesce(col(g.not_after), date.max)
                wanted = wanted.where(col(g.ended_at).is_(None), still).order_by(ends, col(g.set_at).desc())
            rows = unit.session.scalars(wanted.limit(LIMIT + 1)).all()
            shown = rows[:LIMIT]
            total = len(rows) if len(rows) <= LIMIT else _count(unit, wanted)
            found = cards(unit, shown)
            whole = history or len(rows) > LIMIT
            return Page(marked(found, _standing(unit) if whole else found), total)

    def show(self, rule_id: UUID) -> RuleCard:
        """One rule of the own agency. Raises NotFound."""
        insist_lead(self._actor)
        with self._units.read(self._actor) as unit:
            return marked(cards(unit, [unit.get(SharingGrant, rule_id)]), _standing(unit))[0]

    def check(self, terms: RuleTerms, *, replaces: UUID | None = None) -> RuleCard:
        """The rule as `add` or `change` would make it; nothing is written.

        Raises BadInput for terms that cannot be or can never count, NotFound for a recipient or rule that is
        not there, Conflict for a rule that stands already, Refused for anybody but a sharing lead.
        """
        insist_lead(self._actor)
        with self._units.read(self._actor) as unit:
            row = new_row(unit, terms, replaces=replaces)
            if replaces is not None:
                standing_row(unit, replaces)
            insist_new(unit, row, besides=replaces)
            return cards(unit, [row])[0]

    def add(self, terms: RuleTerms) -> RuleCard:
        """Add a rule; it counts at once, or from its first day. Raises what `check` does."""
        insist_lead(self._actor)
        with self._units.act(self._actor) as unit:
            row = put(unit, terms)
            return cards(unit, [row])[0]

    def change(self, rule_id: UUID, terms: RuleTerms) -> RuleCard:
        """End a rule and put another in its place, at one moment. Raises what `check` does."""
        insist_lead(self._actor)
        with self._units.act(self._actor) as unit:
            old = standing_row(unit, rule_id)
            row = new_row(unit, terms, replaces=old.id)
            insist_new(unit, row, besides=old.id)
            _end(unit, old)
            unit.add(row)
            unit.audit(_act("share.change", row.id))
            unit.session.flush()
            return cards(unit, [row])[0]

    def end(self, rule_id: UUID) -> RuleCard:
        """End a rule now. Raises Conflict when it has ended already."""
        insist_lead(self._actor)
        with self._units.act(self._actor) as unit:
            row = standing_row(unit, rule_id)
            _end(unit, row)
            unit.audit(_act("share.end", row.id))
            unit.session.flush()
            return cards(unit, [row])[0]

    def undoable(self) -> str:
        """What `undo` would take back, in words; empty when no rule was ever made."""
        insist_lead(self._actor)
        with self._units.read(self._actor) as unit:
            last = _last(unit)
            if last is None:
                return ""
            verb = "was ended" if last.ended_at else "took another's place" if last.replaces_id else "was added"
            return f"{cards(unit, [last])[0].words}: it {verb}"

    def undo(self) -> tuple[RuleCard, ...]:
        """Take back the agency's last change by a further entry; asked again it brings the change back.

        Gives the rules as they stand now: what was added is ended, what was ended stands anew, what was changed is
        as before. Raises Refused when there is nothing to undo.
        """
        insist_lead(self._actor)
        with self._units.act(self._actor) as unit:
            last = _last(unit)
            if last is None:
                raise Refused("Your agency has made no sharing rule yet.")
            touched: list[SharingGrant] = []
            if last.ended_at is not None:
                touched.append(_copy(unit, last, replaces=None))
            else:
                _end(unit, last)
                if last.replaces_id is not None:
                    touched.append(_copy(unit, unit.get(SharingGrant, last.replaces_id), replaces=last.id))
            unit.add(*touched)
            touched.append(last)
            unit.audit(_act("share.undo", touched[0].id))
            unit.session.flush()
            return cards(unit, touched)


def insist_lead(actor: Actor) -> None:
    """Raise Refused for anybody but a sharing lead."""
    if not actor.has(Role.SHARING_LEAD):
        raise Refused(
            "Only a sharing lead sees and changes what an agency shares.", kept="", to_do="Ask your agency's lead."
        )


def put(unit: Unit, terms: RuleTerms) -> SharingGrant:
    """Add a rule in a unit of work that is open already."""
    row = new_row(unit, terms)
    insist_new(unit, row)
    unit.add(row)
    unit.audit(_act("share.add", row.id))
    unit.session.flush()
    return row


def standing_row(unit: Unit, rule_id: UUID) -> SharingGrant:
    """A rule of the own agency that has not ended. Raises NotFound or Conflict."""
    row = unit.get(SharingGrant, rule_id)
    if row.ended_at is not None:
        raise _met(unit, row)
    return row


def _met(unit: Unit, row: SharingGrant) -> Conflict:
    """Somebody else ended the rule, or put another in its place, which is then told beside what was typed."""
    newest, g = row, SharingGrant
    while newest.ended_at is not None:
        after = sa.select(g).where(col(g.replaces_id) == newest.id).order_by(col(g.set_at).desc()).limit(1)
        found = unit.session.scalars(after).first()
        if found is None:
            return Conflict("This rule has ended already.", to_do="Look at the list again.")
        newest = found
    card = cards(unit, [newest])[0]
    return Conflict(
        f"{card.set_by} changed this rule meanwhile. It is now: {card.words}.",
        kept="What you typed is here; nothing was saved.",
        to_do="Change that rule if yours is right.",
        theirs=(("rule", card.words),),
        theirs_by=card.set_by,
        theirs_id=card.id,
    )


def cards(unit: Unit, rows: Sequence[SharingGrant]) -> tuple[RuleCard, ...]:
    """Rules with names instead of ids."""
    names, today = Names(unit, rows), unit.actor.today
    return tuple(
        RuleCard(
            row.id,
            RuleTerms(
                row.category, row.level, row.recipient, names.name(row), row.recipient_word, row.purpose,
                row.starts_on, row.not_after, row.agreement,
            ),
            names.whom(row),
            names.user(row.set_by_id),
            row.set_at,
            _state(row, today),
            ends_soon=_ends_soon(row, today),
            ended_at=row.ended_at,
            ended_by=names.user(row.ended_by_id),
            replaces=row.replaces_id,
        )
        for row in rows
    )  # fmt: skip


def _standing(unit: Unit) -> tuple[RuleCard, ...]:
    """Every rule of the own agency that has not ended."""
    g = SharingGrant
    own = sa.select(g).where(col(g.owner_agency_id) == unit.actor.agency_id, col(g.ended_at).is_(None))
    return cards(unit, unit.session.scalars(own).all())


def own_agency(unit: Unit) -> Agency:
    """The actor's agency."""
    return unit.get(Agency, unit.actor.agency_id)


def _state(row: SharingGrant, today: date) -> RuleState:
    if row.ended_at is not None:
        return RuleState.ENDED
    if row.not_after is not None and row.not_after < today:
        return RuleState.OVER
    return RuleState.LATER if row.starts_on > today else RuleState.IN_FORCE


def _ends_soon(row: SharingGrant, today: date) -> bool:
    stands = row.ended_at is None and row.not_after is not None and row.not_after >= today
    return stands and row.not_after is not None and row.not_after <= today + timedelta(days=ENDS_SOON)


def _end(unit: Unit, row: SharingGrant) -> None:
    row.ended_at, row.ended_by_id = unit.now, unit.actor.user_id


def _copy(unit: Unit, row: SharingGrant, *, replaces: UUID | None) -> SharingGrant:
    """The same rule anew; it does not reach back before today."""
    values = row.model_dump(exclude={"version", "ended_at", "ended_by_id"})
    values |= {
        "id": uuid7(), "set_by_id": unit.actor.user_id, "set_at": unit.now, "replaces_id": replaces,
        "starts_on": max(row.starts_on, unit.actor.today),
    }  # fmt: skip
    return SharingGrant(**values)


def _last(unit: Unit) -> SharingGrant | None:
    """The rule that the agency's last change made or ended; of a change, the one that took the other's place."""
    g = SharingGrant
    moment = sa.func.coalesce(col(g.ended_at), col(g.set_at))
    standing_first = sa.case((col(g.ended_at).is_(None), 0), else_=1)
    wanted = sa.select(g).where(col(g.owner_agency_id) == unit.actor.agency_id)
    return unit.session.scalars(wanted.order_by(moment.desc(), standing_first, col(g.id).desc()).limit(1)).first()


def _count(unit: Unit, wanted: sa.Select[Any]) -> int:
    g = SharingGrant
    counted = wanted.with_only_columns(sa.func.count(col(g.id))).order_by(None)
    return unit.session.scalar(counted) or 0


def _act(action: str, key: UUID) -> Act:
    return Act(AuditOperation.ALTERATION, action, "sharing_grant", key)
