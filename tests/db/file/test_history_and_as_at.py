"""Nothing is overwritten: every field tells what it said before, and a file can be seen as it stood."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.tables.cases import Charge, DefendantCase, Plea
from db.tables.notes import Note
from db.tables.people import Address, FieldChange, PersonDetail
from db.words.errors import NotFound
from db.words.families.charges import PleaKind
from db.words.families.notes import NoteKind
from db.words.families.people import AddressKind, DetailKind
from tests.support.file_record import Scene, scene
from tests.support.record import Record

DAY = timedelta(days=1)


def _moved_house(at: Scene) -> None:
    now = at.record.clock.now()
    at.ended(
        Address, kind=AddressKind.HOME, lines="1 Old Street", at=now - 5 * DAY, ago=90 * DAY,
        ended_by_id=at.clerk.user_id,
    )  # fmt: skip
    at.fact(Address, kind=AddressKind.HOME, lines="2 New Street", ago=5 * DAY, recorded_by_id=at.clerk.user_id)


def test_history_lists_earlier_values_with_who_when_and_source(record: Record) -> None:
    at = scene(record)
    _moved_house(at)
    field = at.desk.file.open(at.person.person).addresses[0]
    assert (field.best.text if field.best else "", field.earlier) == ("2 New Street", 1)
    values = at.desk.file.history(at.person.person, field.key).values
    assert [one.text for one in values] == ["2 New Street", "1 Old Street"]
    old = values[1]
    assert old.ended_at is not None
    assert old.ended_by == "P.Hale"
    assert old.source.words == "Northtown court, LIBRA"
    assert values[0].recorded_by == "P.Hale"


def test_every_line_that_offers_a_history_has_one(record: Record) -> None:
    at = scene(record)
    _moved_house(at)
    at.fact(Plea, charge_id=at.case.charges[0], kind=PleaKind.GUILTY)
    card = at.desk.file.open(at.person.person)
    keys = [field.key for field in (*card.names, *card.details, *card.numbers, *card.addresses)]
    keys += [f"case:{case.id}" for case in card.cases]
    keys += [f"charge:{charge.id}" for case in card.cases for charge in case.charges]
    for key in keys:
        assert at.desk.file.history(card.person_id, key).values, key


def test_history_of_a_charge_tells_what_its_fields_said_before(record: Record) -> None:
    at = scene(record)
    charge = at.case.charges[0]
    record.put(
        FieldChange(
            person_id=at.person.person, kind="charge", object_id=charge, field="title", old="Burglary", new="Theft",
            changed_at=record.clock.now(), changed_by_id=at.clerk.user_id,
        )
    )  # fmt: skip
    texts = [one.text for one in at.desk.file.history(at.person.person, f"charge:{charge}").values]
    assert texts == ["TH68001 Theft", "title: Burglary"]


def test_a_charge_that_came_with_its_code_alone_is_called_by_the_list(record: Record) -> None:
    at = scene(record)
    court = record.court("B88XX", "Southtown Crown Court")
    (known, unknown) = record.case(at.person, court, offences=[("TH68010", ""), ("ZZ99001", "")]).charges
    words = [
        [one.text for one in at.desk.file.history(at.person.person, f"charge:{charge}").values]
        for charge in (known, unknown)
    ]
    assert words == [["TH68010 Theft from a shop"], ["ZZ99001"]]


def test_a_key_of_nothing_is_not_found(record: Record) -> None:
    at = scene(record)
    for key in ("detail:height", "nonsense", "charge:1"):
        with pytest.raises(NotFound):
            at.desk.file.history(at.person.person, key)


def test_a_file_as_at_an_earlier_day_hides_later_facts_and_shows_what_stood(record: Record) -> None:
    at = scene(record)
    known = at.record.seen_at(at.record.person(at.agency, "BROWN", "Lee"), at.court)
    for old, age in (("1 Old Street", 90), ("3 Older Street", 300)):
        at.ended(
            Address, known=known, kind=AddressKind.HOME, lines=old, ago=timedelta(days=age),
            at=record.clock.now() - timedelta(days=age - 85),
        )  # fmt: skip
    at.fact(Address, known=known, kind=AddressKind.HOME, lines="2 New Street", ago=5 * DAY)
    files = at.desk.file
    then = files.read(known.person, as_at=at.today - 60 * DAY)
    assert [one.text for field in then.addresses for one in field.values] == ["1 Old Street"]
    assert then.later_hidden >= 2
    assert then.as_at is not None
    now = files.read(known.person)
    assert [one.text for field in now.addresses for one in field.values][:1] == ["2 New Street"]
    assert now.later_hidden == 0
    assert now.as_at is None


def test_a_file_as_at_shows_a_charge_by_the_title_it_had(record: Record) -> None:
    at = scene(record)
    old = record.clock.now() - 50 * DAY
    case = record.case(at.person, at.court, case_no="OLD")
    for model in (DefendantCase, Charge):
        table = model.__table__  # type: ignore[attr-defined]
        with record.units.raw("keeper", writes=True) as connection:
            connection.execute(table.update().where(table.c.person_id == at.person.person).values(recorded_at=old))
    record.put(
        FieldChange(
            person_id=at.person.person, kind="charge", object_id=case.charges[0], field="title", old="Burglary",
            new="Theft", changed_at=record.clock.now(),
        )
    )  # fmt: skip
    card = at.desk.file.read(at.person.person, as_at=at.today - 10 * DAY)
    titles = {case.number: [charge.title for charge in case.charges] for case in card.cases}
    assert titles["OLD"] == ["Burglary"]


def test_notes_written_later_are_not_in_an_earlier_days_file(record: Record) -> None:
    at = scene(record)
    record.put(
        Note(
            kind=NoteKind.AGENCY, person_id=at.person.person, author_id=at.clerk.user_id,
            owner_agency_id=at.agency, body="Needs a hearing loop.", written_at=record.clock.now(),
            audit_session=_chain(at),
        )
    )  # fmt: skip
    assert len(at.desk.file.read(at.person.person).notes) == 1
    assert at.desk.file.read(at.person.person, as_at=at.today - DAY).notes == ()


def test_a_later_detail_does_not_change_an_earlier_days_age(record: Record) -> None:
    at = scene(record)
    known = at.record.seen_at(record.person(at.agency, "WHITE", "Sam"), at.court)
    at.fact(PersonDetail, known=known, kind=DetailKind.DATE_OF_BIRTH, value="1990-01-01")
    assert at.desk.file.read(known.person).born == date(1990, 1, 1)
    assert at.desk.file.read(known.person, as_at=at.today - DAY).born is None


def _chain(at: Scene) -> object:
    """The clerk's audit chain, opened by a first act."""
    at.desk.file.open(at.person.person)
    return at.clerk.audit_session
