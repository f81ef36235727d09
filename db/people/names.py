"""Other names of a person: read as a clerk types them, added as a fact, taken back within the sign-in."""

from __future__ import annotations

import re
from datetime import date
from itertools import takewhile
from uuid import UUID

from sqlmodel import col, select

from db.access import alias_rules
from db.access.rules import writes
from db.audit.chain import Act
from db.cards.find import AliasCard, NameRead
from db.people.linking import record_for
from db.tables.people import Person, PersonName, SourceRecord
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.dates import parse_loose
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.people import NameKind
from db.words.names import NameParts, display, split_libra_name
from db.words.text import clean, fold

LONGEST = 100
_DATE_LAST = re.compile(r"^(.*?)[\s,]+(?:b\.?|born)?\s*(\d[\d\s/.\-a-zA-Z]*)$", re.ASCII)
_PARTICLES = frozenset("van von der den de la le du di da al bin".split())
_LETTERS = re.compile(r"[^\W\d_]+")


def read_alias(text: str, *, today: date) -> NameRead:
    """A name as a clerk means it: `lee k` is LEE, K; `kev lee` is LEE, Kev; `lee, kevin 3/4/81` has its own birth.

    A comma parts surname and forenames, and so do capitals; else a single letter is an initial and the
    other word the surname; else the last word is the surname, with its particles. One word alone is a
    surname. Raises BadInput when there is no name in it.
    """
    typed = clean(text)
    born: date | None = None
    if match := _DATE_LAST.match(typed):
        typed, born = match[1].strip(), parse_loose(match[2], today=today, past=True)
    if not fold(typed):
        raise BadInput("There is no name here.", to_do="Type it like lee k, or LEE, Kevin.")
    if any(sign.isdecimal() for sign in typed):
        raise BadInput("A name has no figures.", to_do="Type a date of birth after the name, like lee k 3/4/81.")
    if len(typed) > LONGEST:
        raise BadInput(f"A name has at most {LONGEST} signs.")
    parts = _parts(typed)
    return NameRead(parts.family, parts.given, parts.middle, display(parts), born)


def _parts(typed: str) -> NameParts:
    words = typed.split()
    initials = [len(word.rstrip(".")) == 1 for word in words]
    if "," not in typed and len(words) > 1 and initials[-1] and not initials[0]:
        surname = [word for word, initial in zip(words, initials, strict=True) if not initial]
        typed = f"{' '.join(surname)}, {' '.join(word for word, one in zip(words, initials, strict=True) if one)}"
    elif "," not in typed:
        capitals = list(takewhile(lambda word: len(word) > 1 and word.isupper(), words))
        if capitals and len(capitals) < len(words) and not words[-1].isupper():
            typed = f"{' '.join(capitals)}, {' '.join(words[len(capitals) :])}"
    parts = split_libra_name(typed)
    return NameParts(parts.title, _raised(parts.given), _raised(parts.middle), _raised(parts.family))


def _raised(text: str) -> str:
    """Names typed all in small letters get their capitals; `van der` keeps its own."""
    if not text.islower():
        return text
    words = text.split()
    return " ".join(
        word if word in _PARTICLES and place < len(words) - 1 else _LETTERS.sub(lambda part: part[0].capitalize(), word)
        for place, word in enumerate(words)
    )


class Names:
    """Adds and takes back names for one actor; what was added in this sign-in may be undone in it."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor
        self._added: list[tuple[UUID, UUID]] = []

    def add(self, person_id: UUID, text: str, kind: NameKind, born: date | None = None) -> AliasCard:
        """One new name; see `PeopleService.add_alias`."""
        if kind is NameKind.PRIMARY:
            raise Refused("A main name comes from the record, not from here.")
        read = read_alias(text, today=self._units.clock.today())
        act = Act(AuditOperation.ALTERATION, "alias.add", "person", person_id, person_id)
        with self._units.act(self._actor, act) as unit:
            person = unit.get(Person, person_id)
            _insist_new(unit, person_id, read)
            row = PersonName(
                person_id=person_id,
                source_record_id=record_for(unit, person).id,
                recorded_at=unit.now,
                recorded_by_id=self._actor.user_id,
                kind=kind,
                family=read.family,
                given=read.given,
                middle=read.middle,
                family_folded=fold(read.family),
                given_folded=fold(read.given),
                born_with_it=born or read.born_with_it,
            )
            unit.add(row)
        self._added.append((person_id, row.id))
        return AliasCard(row.id, person_id, kind, read.shown, undoable=True)

    def check(self, person_id: UUID, text: str) -> NameRead:
        """What `add` would store, and what it would refuse; nothing is written."""
        read = read_alias(text, today=self._units.clock.today())
        decided = writes(self._actor)
        if not decided.allowed:
            raise Refused(f"{decided.reason[:1].upper()}{decided.reason[1:]}.")
        with self._units.read(self._actor) as unit:
            unit.get(Person, person_id)
            _insist_new(unit, person_id, read)
        return read

    def undo(self, alias_id: UUID) -> AliasCard:
        """End a name that this sign-in added; see `PeopleService.undo_alias`."""
        owner = next((person for person, alias in self._added if alias == alias_id), None)
        if owner is None:
            raise Refused("Only a name that you added in this sign-in can be undone.")
        act = Act(AuditOperation.ALTERATION, "alias.undo", "person_name", alias_id, owner)
        with self._units.act(self._actor, act) as unit:
            row = unit.get(PersonName, alias_id)
            unit.get(Person, row.person_id)
            unit.get(SourceRecord, row.source_record_id)
            if row.ended_at is not None:
                raise Refused("This name was taken back already.")
            row.ended_at, row.ended_by_id = unit.now, self._actor.user_id
            card = AliasCard(row.id, row.person_id, row.kind, _shown(row))
        self._added = [pair for pair in self._added if pair[1] != alias_id]
        return card

    def remove(self, alias_id: UUID) -> AliasCard:
        """End a name that was entered by hand, whenever that was; see `PeopleService.remove_alias`."""
        with self._units.act(self._actor) as unit:
            row = self._removable(unit, alias_id)
            row.ended_at, row.ended_by_id = unit.now, self._actor.user_id
            unit.audit(Act(AuditOperation.ALTERATION, "alias.remove", "person_name", row.id, row.person_id))
            card = AliasCard(row.id, row.person_id, row.kind, _shown(row))
        self._added = [pair for pair in self._added if pair[1] != alias_id]
        return card

    def check_removal(self, alias_id: UUID) -> AliasCard:
        """The name that `remove` would end, or its refusal; nothing is written."""
        with self._units.read(self._actor) as unit:
            row = self._removable(unit, alias_id)
            return AliasCard(row.id, row.person_id, row.kind, _shown(row))

    def _removable(self, unit: Unit, alias_id: UUID) -> PersonName:
        row = unit.get(PersonName, alias_id)
        unit.get(Person, row.person_id)
        record = unit.get(SourceRecord, row.source_record_id)
        if row.kind is NameKind.PRIMARY or row.corrects_id is not None:
            raise Refused("Only another name is removed; e corrects the name itself.")
        if row.ended_at is not None:
            raise Refused("This name was taken back already.")
        decided = alias_rules.removes(self._actor, added_by=row.recorded_by_id, agency_id=record.agency_id)
        if not decided.allowed:
            raise Refused(f"{decided.reason[:1].upper()}{decided.reason[1:]}.")
        return row

    def undo_last(self, person_id: UUID) -> AliasCard | None:
        """End the newest name of the person that this sign-in added."""
        newest = next((alias for person, alias in reversed(self._added) if person == person_id), None)
        return self.undo(newest) if newest else None

    def of(self, person_id: UUID) -> tuple[AliasCard, ...]:
        """Other names that stand."""
        mine = {alias for _, alias in self._added}
        with self._units.read(self._actor) as unit:
            if unit.session.get(Person, person_id) is None:
                raise NotFound("Not found.")
            return tuple(
                AliasCard(row.id, row.person_id, row.kind, _shown(row), undoable=row.id in mine)
                for row in _standing(unit, person_id)
                if row.kind is not NameKind.PRIMARY
            )


def _insist_new(unit: Unit, person_id: UUID, read: NameRead) -> None:
    """Raises Refused where the name stands already, whatever its kind."""
    folded = fold(read.family), fold(f"{read.given} {read.middle}")
    for name in _standing(unit, person_id):
        if (name.family_folded, fold(f"{name.given} {name.middle}")) == folded:
            raise Refused(f"{read.shown} is a name of this person already.")


def _standing(unit: Unit, person_id: UUID) -> list[PersonName]:
    wanted = select(PersonName).where(PersonName.person_id == person_id, col(PersonName.ended_at).is_(None))
    return list(unit.session.exec(wanted.order_by(col(PersonName.recorded_at).desc()).limit(200)))


def _shown(row: PersonName) -> str:
    return display(NameParts(given=row.given, middle=row.middle, family=row.family))
