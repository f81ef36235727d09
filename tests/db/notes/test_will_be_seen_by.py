"""Who will see a note, said before it is saved, is who then really sees it (S38, rule W)."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import replace
from uuid import UUID

import pytest

from db.access.readers import WORDS, NoteAt, will_see
from db.access.relevance import own_record
from db.cards.drafts import Draft
from db.notes.service import NoteService
from db.tables.sharing import ExclusionEntry, Seal, SharingGrant
from db.words.actor import Actor, Role
from db.words.families.access import Category, Exclusion, Level, Purpose, Recipient
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind
from db.words.keys import uuid7
from tests.support.record import Known, Record

USERS = {
    "clerk": (AgencyKind.COURT, Role.CLERK),
    "adviser": (AgencyKind.COURT, Role.LEGAL_ADVISER),
    "usher": (AgencyKind.COURT, Role.USHER),
    "judge": (AgencyKind.JUDICIARY, Role.JUDGE),
    "police": (AgencyKind.POLICE, Role.POLICE_OFFICER),
    "prosecutor": (AgencyKind.CPS, Role.PROSECUTOR),
    "probation": (AgencyKind.PROBATION, Role.PROBATION_OFFICER),
    "drugs": (AgencyKind.DRUG, Role.DRUG_WORKER),
    "voluntary": (AgencyKind.VOLUNTARY, Role.VOLUNTARY_WORKER),
    "prison": (AgencyKind.PRISON, Role.PRISON_OFFICER),
    "defence": (AgencyKind.DEFENCE, Role.DEFENCE_LAWYER),
    "auditor": (AgencyKind.COURT, Role.AUDITOR),
    "administrator": (AgencyKind.COURT, Role.ADMINISTRATOR),
}
NAMED = {
    "clerk": "court staff", "adviser": "court staff", "usher": "ushers", "judge": "judges", "police": "police",
    "prosecutor": "CPS", "probation": "Probation", "drugs": "drug service", "voluntary": "voluntary sector",
    "prison": "prison", "defence": "defence",
}  # fmt: skip


class Place:
    """A court and its agencies, one user each; the person is listed there, and some agencies hold a record."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.court = record.court()
        self.agencies = {kind: record.agency(kind.value.upper(), kind) for kind in AgencyKind}
        at_court = ("clerk", "adviser", "usher", "judge", "police", "prosecutor", "probation")
        self.users = {
            name: record.user(name, self.agencies[kind], role, courts=[self.court] if name in at_court else ())
            for name, (kind, role) in USERS.items()
        }
        self.known: Known = record.person(self.agencies[AgencyKind.PROBATION], "SMITH", "John")
        self.tried = record.case(self.known, self.court)
        self.row = record.listing(self.known, self.tried, self.court)
        for kind in (AgencyKind.DRUG, AgencyKind.VOLUNTARY, AgencyKind.PRISON):
            record.relevant(own_record(self.known.person, self.agencies[kind], uuid7()))

    def said(self, writer: str, kind: NoteKind) -> tuple[set[str], set[str]]:
        form = NoteService(self.record.units, self.users[writer]).form(self.known.person)
        (choice,) = [one for one in form.kinds if one.kind is kind]
        return set(choice.seen_by), set(choice.not_by)

    def true(self, writer: str, kind: NoteKind) -> tuple[set[str], set[str]]:
        """Save such a note, and let everybody look in a session of their own."""
        draft = Draft(uuid7(), self.known.person, "text", self.record.clock.now(), note_kind=kind)
        saved = NoteService(self.record.units, self.users[writer]).save(replace(draft, hearing_id=self.row.listing))
        answers: dict[str, set[bool]] = defaultdict(set)
        for name, actor in self.users.items():
            if name in NAMED and self._knows(actor):
                answers[NAMED[name]].add(saved.id in self._read(actor))
        seen = {words for words, told in answers.items() if told == {True}}
        return seen, {words for words, told in answers.items() if told == {False}}

    def _read(self, actor: Actor) -> set[UUID]:
        return {one.id for one in NoteService(self.record.units, actor).of_person(self.known.person)}

    def _knows(self, actor: Actor) -> bool:
        from db.tables.people import Person

        with self.record.units.read(actor) as unit:
            return unit.session.get(Person, self.known.person) is not None


@pytest.fixture
def place(record: Record) -> Place:
    return Place(record)


@pytest.mark.parametrize("kind", [NoteKind.SHARED, NoteKind.HEARING, NoteKind.AGENCY])
@pytest.mark.parametrize("writer", ["clerk", "probation"])
def test_what_the_form_says_is_what_those_users_then_really_see(place: Place, writer: str, kind: NoteKind) -> None:
    if writer == "probation" and kind is NoteKind.HEARING:
        writer = "judge"
    assert place.said(writer, kind) == place.true(writer, kind)


def test_a_clerks_shared_note_names_its_readers_in_words(place: Place) -> None:
    form = NoteService(place.record.units, place.users["clerk"]).form(place.known.person)
    (shared,) = [one for one in form.kinds if one.kind is NoteKind.SHARED]
    assert shared.readers == (
        "Will be seen by: court staff, judges, police, Probation, drug service, prison. "
        "Not by: ushers, CPS, voluntary sector."
    )


def test_an_agencies_sharing_rule_changes_what_is_said_and_seen(place: Place) -> None:
    lead = place.record.user("lead", place.agencies[AgencyKind.PROBATION], Role.SHARING_LEAD)
    place.record.put(
        SharingGrant(
            owner_agency_id=lead.agency_id, category=Category.AGENCY_NOTE, level=Level.FULL,
            recipient=Recipient.USER, recipient_id=place.users["judge"].user_id, purpose=Purpose.ANY,
            starts_on=place.record.clock.today(), set_by_id=lead.user_id, set_at=place.record.clock.now(),
        )
    )  # fmt: skip
    seen, _ = place.said("probation", NoteKind.AGENCY)
    assert seen == {"Probation", "judges"}
    assert place.said("probation", NoteKind.AGENCY) == place.true("probation", NoteKind.AGENCY)


def test_of_two_clerks_one_kept_away_the_word_is_some(place: Place) -> None:
    other = place.record.user("other", place.agencies[AgencyKind.COURT], Role.CLERK, courts=[place.court])
    place.record.put(
        Seal(case_id=place.tried.case, court_id=place.court, set_at=place.record.clock.now()),
        ExclusionEntry(
            person_id=place.known.person, owner_agency_id=place.agencies[AgencyKind.PROBATION],
            kind=Exclusion.EXCLUDE, user_id=other.user_id, set_at=place.record.clock.now(),
        ),
    )  # fmt: skip
    units, now = place.record.units, place.record.clock.now()
    writer = place.users["probation"]
    with units.raw("keeper") as connection:
        told = will_see(
            connection, units.standing, NoteAt(writer, place.known.person, place.tried.case),
            kinds=[NoteKind.SHARED], now=now,
        )  # fmt: skip
        plain = will_see(
            connection, units.standing, NoteAt(writer, place.known.person), kinds=[NoteKind.SHARED], now=now
        )
    assert told[NoteKind.SHARED][0] == ("nobody else yet",), "nobody here reads a restricted case"
    assert "court staff" in plain[NoteKind.SHARED][0], "who is kept away does not matter to the line"


def test_every_column_of_the_matrix_has_a_name() -> None:
    from db.access.matrix import Column

    assert set(WORDS) == set(Column)


def test_asking_who_will_see_it_costs_little(place: Place) -> None:
    service = NoteService(place.record.units, place.users["clerk"])
    service.form(place.known.person)
    began = time.perf_counter()
    for _ in range(5):
        service.form(place.known.person)
    assert (time.perf_counter() - began) / 5 < 0.25
