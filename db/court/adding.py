"""Adds a defendant to a list at the court: came overnight or on a warrant, and no feed knows of it yet."""

from __future__ import annotations

import time
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import col

from db.access import rules
from db.access.relevance import listed
from db.audit.chain import Act
from db.cards.adding import Added, Candidates, KnownPerson, NewDefendant
from db.cards.day import ListScope
from db.court.hand_made import told, write_row
from db.court.order import within
from db.court.rows import rows_by_id
from db.people.linking import add_by_hand_row, record_of_row
from db.people.lookup.words import LAST
from db.people.noting import note_lookup
from db.people.shown import shown
from db.tables.cases import Case, DefendantCase
from db.tables.hearings import Listing
from db.tables.people import Person, PersonDetail, PersonName, SourceRecord
from db.tables.places import Court, CourtRoom
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.dates import age_on
from db.words.errors import BadInput, Refused
from db.words.families.access import AuditOperation
from db.words.families.court import GONE
from db.words.families.people import DetailKind, NameKind
from db.words.names import match_key
from db.words.text import clean, fold

OFFERED = 10


class AddingService:
    """Adds to the lists of one actor's courts."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def candidates(self, wanted: NewDefendant) -> Candidates:
        """Who on this list, and who on record, could be the defendant typed so far.

        Asked at every key and not audited: `settled` is, once the question stands.
        """
        began = time.perf_counter()
        with self._units.read(self._actor) as unit:
            on_list = rows_by_id(unit, _same_on_list(unit, wanted)[:OFFERED])
            known = _known(unit, wanted) if wanted.person_id is None else ()
        return Candidates(on_list, known, milliseconds=round((time.perf_counter() - began) * 1000))

    def settled(self, wanted: NewDefendant, found: Candidates) -> None:
        """Audit that names were shown for what was typed, as a lookup in the find box is audited."""
        name = " ".join(sorted(filter(None, (fold(wanted.name.family), fold(wanted.name.given)))))
        typed = {
            "name": name,
            "born": wanted.born.isoformat() if wanted.born else "",
            "number": fold(wanted.case_no),
        }
        kinds = ", ".join(kind for kind, text in typed.items() if text)
        if not kinds:
            return
        note_lookup(
            self._units,
            self._actor,
            "listing.find",
            kinds=kinds,
            question="|".join(typed.values()),
            rows=len(found),
            milliseconds=found.milliseconds,
        )

    def check(self, wanted: NewDefendant) -> None:
        """Raises what `add` would raise for what is typed and for who types it; writes nothing."""
        _check(wanted)
        decision = rules.keeps_lists(self._actor, wanted.court_id)
        if not decision.allowed:
            raise Refused(f"{decision.reason[:1].upper()}{decision.reason[1:]}.")

    def add(self, wanted: NewDefendant, *, despite: bool = False) -> Added:
        """Add the row; or, unless `despite`, hand back the row of the same defendant that is there already.

        Raises BadInput for what is missing, Refused when the actor does not keep this court's lists,
        NotFound when the person is not known to the actor.
        """
        self.check(wanted)
        with self._units.act(self._actor) as unit:
            same = () if despite else _same_on_list(unit, wanted)
            if same:
                row = rows_by_id(unit, same[:1])[0]
                unit.audit(Act(AuditOperation.CONSULTATION, "listing.same", "listing", row.listing_id, row.person_id))
                return Added(row, already=True)
            listing = _write(unit, wanted)
            unit.audit(Act(AuditOperation.ALTERATION, "listing.add", "listing", listing.id, listing.person_id))
            unit.session.flush()
            row = rows_by_id(unit, [listing.id])[0]
        return Added(row)


def _check(wanted: NewDefendant) -> None:
    if wanted.person_id is None and not wanted.name.family:
        raise BadInput("There is no name.", to_do="Type the name as Surname, Forename.")
    if not any(clean(charge) for charge in wanted.charges):
        raise BadInput("There is no charge.", to_do="Type in short what the defendant is charged with.")


def _write(unit: Unit, wanted: NewDefendant) -> Listing:
    court, room = unit.get(Court, wanted.court_id), unit.get(CourtRoom, wanted.room_id)
    if room.court_id != court.id:
        raise BadInput(f"{court.name} has no such room.")
    record = _record(unit, wanted)
    listing, case = write_row(unit, wanted, court=court, record=record)
    unit.make_relevant(listed(record.person_id, court.id, case.id, first_hearing=wanted.day))
    return listing


def _record(unit: Unit, wanted: NewDefendant) -> SourceRecord:
    """The record of this row: for a new person with name and date of birth, for a known one with neither."""
    if wanted.person_id is not None:
        return record_of_row(unit, unit.get(Person, wanted.person_id))
    record = add_by_hand_row(unit)
    by = told(unit, record)
    name = wanted.name
    unit.add(
        PersonName(
            **by,
            kind=NameKind.PRIMARY,
            title=name.title,
            family=name.family,
            given=name.given,
            middle=name.middle,
            family_folded=fold(name.family),
            given_folded=fold(name.given),
        )
    )
    if wanted.born is not None:
        born = wanted.born.isoformat()
        unit.add(PersonDetail(**by, kind=DetailKind.DATE_OF_BIRTH, value=born, raw=born))
    return record


def _same_on_list(unit: Unit, wanted: NewDefendant) -> list[UUID]:
    """Rows of this court and day for the same person, the same name and date of birth, or the same number."""
    scope = ListScope(wanted.court_id, wanted.day)
    ls = Listing
    rows = unit.session.execute(
        sa.select(col(ls.id), col(ls.person_id), col(Case.case_no))
        .join(DefendantCase, col(DefendantCase.id) == col(ls.defendant_case_id))
        .join(Case, col(Case.id) == col(DefendantCase.case_id))
        .where(*within(scope), col(ls.state).not_in(GONE))
    ).all()
    number = fold(wanted.case_no)
    if wanted.person_id is not None:
        return [row.id for row in rows if row.person_id == wanted.person_id and _fits(number, row.case_no)]
    if not wanted.name.family or wanted.born is None:
        return []
    key = match_key(wanted.name)
    people = shown(unit, [row.person_id for row in rows])
    return [
        row.id
        for row in rows
        if (who := people.get(row.person_id))
        and who.born == wanted.born
        and match_key(who.parts) == key
        and _fits(number, row.case_no)
    ]


def _fits(number: str, case_no: str) -> bool:
    """Another case number that is known is another row of the same person."""
    return not number or not case_no or fold(case_no) == number


def _known(unit: Unit, wanted: NewDefendant) -> tuple[KnownPerson, ...]:
    """People by what the surname and forename begin with, in either order, and the date of birth if given."""
    family, given = fold(wanted.name.family), fold(wanted.name.given)
    if max(len(family), len(given)) < 2:
        return ()  # half the register would be offered
    straight = _beginning(unit, family, given, born=wanted.born)
    swapped = _beginning(unit, given, family, born=wanted.born)
    people = list(dict.fromkeys((*straight, *swapped)))[:OFFERED]
    dc = DefendantCase
    counted = (
        sa.select(col(dc.person_id), sa.func.count(col(dc.id)).label("many"))
        .where(col(dc.person_id).in_(people), col(dc.ended_at).is_(None))
        .group_by(col(dc.person_id))
    )
    cases = {row.person_id: row.many for row in unit.session.execute(counted)}
    names = shown(unit, people)
    return tuple(
        KnownPerson(
            person, who.name, who.born, age_on(who.born, wanted.day) if who.born else None, cases.get(person, 0)
        )
        for person in people
        if (who := names.get(person))
    )


def _beginning(unit: Unit, family: str, given: str, *, born: date | None) -> list[UUID]:
    """Whose folded surname and forename begin so, by name; a half that is empty says nothing."""
    n, d = PersonName, PersonDetail
    query = (
        sa.select(col(n.person_id))
        .where(col(n.ended_at).is_(None), *_from(col(n.family_folded), family), *_from(col(n.given_folded), given))
        .order_by(col(n.family_folded), col(n.given_folded), col(n.person_id))
    )
    if born is not None:
        query = query.join(d, col(d.person_id) == col(n.person_id)).where(
            col(d.kind) == DetailKind.DATE_OF_BIRTH, col(d.value) == born.isoformat(), col(d.ended_at).is_(None)
        )
    return list(unit.session.scalars(query.limit(5 * OFFERED)))


def _from(column: Mapped[str], begins: str) -> list[sa.ColumnElement[bool]]:
    """A range, as the lookup asks it: SQLite serves no LIKE from an index."""
    return [column >= begins, column <= begins + LAST] if begins else []
