"""People of an agency's own list: one record and one person a number, changed where the list changed."""

from __future__ import annotations

from datetime import date

import pytest

from db.cards.feeds import FileOutcome
from db.exchange.oddities import Code
from db.index.checking import check
from db.people.service import PeopleService
from db.tables.people import Address, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import AuditEvent, FeedBatch, FeedRecord, Relevance
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.families.access import Scope
from db.words.families.exchange import BatchState, FeedFormat, RecordOutcome
from db.words.families.people import NameKind
from db.words.families.places import AgencyKind
from tests.support.feeds import Inbox
from tests.support.record import Record
from tests.support.signed_in import sign_in

HEAD = "person_id,forename,middle,surname,dob,sex,pnc,cro,postcode,aliases,note"
LEE = "7,Lee,Ray,Moss,03/04/1981,M,05/102L,,L13 4AB,Kev Moss|1982-05-06;Leroy Ash,seen twice"
ANN = "8,Ann,,O'Hara,1990-01-02,F,,,,,"
TABLES = (Person, SourceRecord, PersonName, PersonDetail, Identifier, Address, Relevance)


def people(*rows: str, head: str = HEAD) -> str:
    return "\n".join((head, *rows, ""))


def told(outcome: FileOutcome) -> tuple[int, int, int, int]:
    return outcome.new, outcome.changed, outcome.unchanged, outcome.quarantined


@pytest.fixture
def police(units: Units, record: Record) -> Actor:
    """An officer of an agency that keeps people of its own."""
    return record.user("officer", record.agency("GMP", AgencyKind.POLICE), Role.POLICE_OFFICER)


def found(units: Units, actor: Actor, text: str) -> list[str]:
    return [hit.label for hit in PeopleService(units, actor).find(text).hits]


def test_a_row_becomes_a_person_with_everything_it_says(feed: Inbox) -> None:
    outcome = feed.take(people(LEE, ANN))
    assert (outcome.format, told(outcome)) == (FeedFormat.PEOPLE_CSV, (2, 0, 0, 0))
    records = feed.rows(SourceRecord)
    assert [(row.system, row.external_id, row.agency_id) for row in records] == [
        ("people-csv", "7", feed.clerk.agency_id), ("people-csv", "8", feed.clerk.agency_id),
    ]  # fmt: skip
    lee = records[0].person_id
    names = feed.rows(PersonName, person_id=lee)
    assert [(row.kind, row.given, row.middle, row.family, row.born_with_it) for row in names] == [
        (NameKind.PRIMARY, "Lee", "Ray", "Moss", None),
        (NameKind.ALIAS, "Kev", "", "Moss", date(1982, 5, 6)),
        (NameKind.ALIAS, "Leroy", "", "Ash", None),
    ]
    assert [row.value for row in feed.rows(PersonDetail, person_id=lee)] == ["1981-04-03", "M"]
    assert [(row.raw, row.canonical) for row in feed.rows(Identifier)] == [("05/102L", "2005/0000102L")]
    assert [(row.lines, row.postcode) for row in feed.rows(Address)] == [("", "L13 4AB")]
    assert {(row.scope, row.scope_id) for row in feed.rows(Relevance)} == {(Scope.AGENCY, feed.clerk.agency_id)}


def test_what_came_is_kept_as_it_came_and_each_row_is_in_the_log_with_its_person(feed: Inbox) -> None:
    feed.take(people(LEE, "9,,,,,,,,,,"))
    kept = feed.rows(FeedRecord)
    assert [(row.raw.decode().strip(), row.outcome, row.at) for row in kept] == [
        (LEE, RecordOutcome.NEW, "line 2"), ("9,,,,,,,,,,", RecordOutcome.QUARANTINED, "line 3"),
    ]  # fmt: skip
    logged = [row.person_id for row in feed.rows(AuditEvent, action="feed.record")]
    assert logged == [feed.rows(Person)[0].id, None]


def test_the_agency_finds_its_people_by_every_name_at_once_and_another_finds_nobody(
    feed: Inbox, units: Units, record: Record, police: Actor
) -> None:
    feed.take(people(LEE, ANN), actor=police)
    assert [found(units, police, text) for text in ("moss lee", "ash", "8 aug 1990", "ohara 2/1/1990")] == [
        ["MOSS, Lee Ray"], ["MOSS, Lee Ray"], [], ["O'HARA, Ann"],
    ]  # fmt: skip
    other = record.user("other", record.agency("CPS", AgencyKind.CPS), Role.PROSECUTOR)
    assert found(units, other, "moss lee") == []
    with units.raw("keeper") as connection:
        assert list(check(connection)) == []


def test_the_same_rows_again_change_nothing(feed: Inbox) -> None:
    feed.take(people(LEE, ANN))
    before = feed.counts(*TABLES)
    assert told(feed.take(people(ANN, LEE))) == (0, 0, 2, 0)
    assert feed.counts(*TABLES) == before
    assert feed.take(people(ANN, LEE)).repeat


def test_a_changed_row_changes_only_what_it_says_anew(feed: Inbox, units: Units) -> None:
    feed.take(people(LEE, ANN))
    other = LEE.replace("Moss,03/04/1981", "Mosse,03/04/1981").replace("Leroy Ash", "Leroy Ashe")
    assert told(feed.take(people(other, ANN))) == (0, 1, 1, 0)
    standing = feed.rows(PersonName, ended_at=None)
    assert sorted(row.family for row in standing) == ["Ashe", "Moss", "Mosse", "O'Hara"]
    assert len(feed.rows(PersonName)) == 6
    assert len(feed.rows(PersonDetail)) == 4
    with units.raw("keeper") as connection:
        assert list(check(connection)) == []


def test_a_column_that_is_not_there_leaves_alone_and_an_empty_cell_ends(feed: Inbox) -> None:
    feed.take(people(LEE))
    assert told(feed.take(people("7,Mosse", head="person_id,surname"))) == (0, 1, 0, 0)
    (main,) = feed.rows(PersonName, ended_at=None, kind=NameKind.PRIMARY)
    assert (main.given, main.middle, main.family) == ("Lee", "Ray", "Mosse")
    assert told(feed.take(people("7,1983-01-01,", head="person_id,dob,aliases"))) == (0, 1, 0, 0)
    assert [row.value for row in feed.rows(PersonDetail, ended_at=None)] == ["M", "1983-01-01"]
    assert len(feed.rows(PersonName, ended_at=None)) == 1
    assert len(feed.rows(Identifier, ended_at=None)) == 1


def test_a_number_without_a_name_is_nobody_new(feed: Inbox) -> None:
    outcome = feed.take(people("7,1983-01-01", head="person_id,dob"))
    assert (told(outcome), outcome.problems[0].code) == ((0, 0, 0, 1), Code.NO_NAME)
    assert feed.counts(Person) == (0,)


def test_of_several_rows_under_one_number_the_last_counts_and_a_repeat_finds_it_so(feed: Inbox) -> None:
    rows = ("7,Lee,,One,,,,,,,", ANN, "7,Lee,,Two,,,,,,,", "7,Lee,,Three,,,,,,,")
    outcome = feed.take(people(*rows))
    assert told(outcome) == (2, 0, 2, 0)
    assert [problem.code for problem in outcome.problems] == [Code.SAID_AGAIN, Code.SAID_AGAIN]
    assert [row.family for row in feed.rows(PersonName)] == ["O'Hara", "Three"]
    assert told(feed.take(people(*rows, "9,Bo,,Ray,,,,,,,"))) == (1, 0, 4, 0)


def test_the_same_number_in_another_agencys_list_is_somebody_else(feed: Inbox, police: Actor) -> None:
    feed.take(people(LEE))
    feed.take(people(ANN.replace("8,", "7,", 1)), actor=police)
    first, second = feed.rows(SourceRecord)
    assert first.external_id == second.external_id == "7"
    assert first.person_id != second.person_id


def test_a_dry_run_says_what_would_be_and_writes_nothing(feed: Inbox) -> None:
    content = people(LEE, ANN, "9,,,,,,,,,,", LEE)
    dry = feed.take(content, dry_run=True)
    assert told(dry) == (2, 0, 1, 1)
    assert feed.counts(*TABLES) == (0,) * len(TABLES)
    assert told(feed.take(content)) == told(dry)


def test_of_an_unfinished_file_nobody_is_seen_until_a_later_file_names_them(
    feed: Inbox, units: Units, police: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    def stop(_: object) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr("db.exchange.loading.work.Work.accept", stop)
        path = feed.write(people(LEE, ANN))
        with pytest.raises(Stopped):
            feed.take(path, actor=police)
    assert found(units, police, "moss") == found(units, police, "ohara") == []
    feed.take(people(LEE), actor=police)
    assert found(units, police, "moss") == ["MOSS, Lee Ray"]
    assert found(units, police, "ohara") == []
    monkeypatch.setattr("db.exchange.loading.batch.STILL_SECONDS", 0.01)
    assert told(feed.take(path, actor=police)) == (2, 0, 0, 0)
    assert found(units, police, "ohara") == ["O'HARA, Ann"]
    assert {row.state for row in feed.rows(FeedBatch)} == {BatchState.ACCEPTED}


def test_an_import_pauses_for_others_only_while_there_are_any(
    feed: Inbox, units: Units, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("db.exchange.loading.work.pause", pauses.append)
    rows = [f"{number},Lee,,Moss{number},,,,,,," for number in range(100)]
    sign_in(units, feed.clerk)
    assert feed.take(people(*rows)).new == 100
    assert pauses == []
    sign_in(units, record.user("other", feed.clerk.agency_id, Role.CLERK))
    assert feed.take(people(*rows, "x,Lee,,Moss,,,,,,,")).new == 1
    assert bool(pauses) is (units.dialect == "sqlite")
