"""The log for its auditor: bounded questions only, nobody else, and every reading on record."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.audit.chain import Act
from db.cards.audit import LogQuery
from db.oversight.log import LogService
from db.oversight.seen import SeenService
from db.tables.people import Person
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from tests.support.record import Known, Record

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]


class Court:
    """A court with a clerk, an auditor, and a person on today's list whose file the clerk opened."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.agency = record.agency("HERE", name="Here")
        self.court = record.court()
        self.clerk = record.user("clerk", self.agency, Role.CLERK, courts=[self.court])
        self.auditor = record.user("auditor", record.agency("AUDIT"), Role.AUDITOR)
        self.person = record.person(self.agency, "PELLOWE", "Nan")
        record.listing(self.person, record.case(self.person, self.court), self.court)
        self.did(self.clerk, "file.open")

    def did(self, actor: Actor, action: str, *, about: Known | None = None) -> None:
        """One act about the person."""
        key = (about or self.person).person
        from db.audit.acts import Deed

        with self.record.units.act(actor, Act(Deed(action).operation, action, "person", key, key, "why")):
            pass

    @property
    def today(self) -> date:
        """The court's day."""
        return self.record.clock.today()

    def log(self, actor: Actor | None = None) -> LogService:
        """The log of the auditor, or of somebody who is none."""
        return LogService(self.record.units, actor or self.auditor)

    def seen(self, actor: Actor) -> SeenService:
        """Who has seen a file, as this user is told."""
        return SeenService(self.record.units, actor)

    def acts(self, action: str) -> list[dict[str, object]]:
        """Rows of the log with this act."""
        with self.record.units.raw("keeper") as connection:
            rows = connection.execute(sa.select(EVENT).where(EVENT.c.action == action)).mappings()
            return [dict(row) for row in rows]

    @property
    def reference(self) -> str:
        """The person's reference."""
        table: sa.Table = Person.__table__  # type: ignore[attr-defined]
        with self.record.units.raw("keeper") as connection:
            return str(
                connection.execute(sa.select(table.c.public_ref).where(table.c.id == self.person.person)).scalar()
            )


@pytest.fixture
def here(record: Record) -> Court:
    return Court(record)


def test_an_auditor_sees_who_when_and_what_kind_by_user_and_by_person(here: Court) -> None:
    for query in (LogQuery(here.today, user="clerk"), LogQuery(here.today, person=here.reference)):
        (line,) = here.log().list(query).items
        assert (line.user_name, line.agency, line.act, line.operation) == (
            *("clerk", "Here", "opened the file", "consultation"),
        )
        assert line.person == here.person.person
        assert "PELLOWE" not in repr(line)


def test_reading_the_log_is_itself_on_record(here: Court) -> None:
    here.log().list(LogQuery(here.today, user="clerk", operation=AuditOperation.CONSULTATION))
    (row,) = here.acts("audit.read")
    assert (row["user_id"], row["object_id"], row["rows"]) == (here.auditor.user_id, here.clerk.user_id, 1)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (LogQuery(date(2026, 3, 12)), "a user or a person"),
        (LogQuery(None, user="clerk"), "from a day"),
        (LogQuery(date(2026, 3, 12), until=date(2026, 3, 11), user="clerk"), "before the first"),
    ],
)
def test_a_question_without_bounds_is_refused(here: Court, query: LogQuery, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        here.log().list(query)


@pytest.mark.parametrize("query", [LogQuery(date(2026, 3, 12), user="no"), LogQuery(date(2026, 3, 12), person="P-NO")])
def test_an_unknown_name_is_told(here: Court, query: LogQuery) -> None:
    with pytest.raises(NotFound):
        here.log().list(query)


def test_days_are_bounds(here: Court) -> None:
    before = LogQuery(here.today - timedelta(days=9), until=here.today - timedelta(days=1), user="clerk")
    assert here.log().list(before).total == 0


def test_who_is_no_auditor_is_refused_and_that_is_on_record(here: Court) -> None:
    clerk = here.log(here.clerk)
    for refused in (
        lambda: clerk.list(LogQuery(here.today, user="clerk")),
        clerk.insist_checks,
        clerk.insist_exports,
    ):
        with pytest.raises(Refused, match="auditor"):
            refused()
    assert [row["reason"] for row in here.acts("audit.refused")] == ["read", "check", "export"]


def test_checks_and_exports_are_on_record_with_their_recipient(here: Court) -> None:
    log = here.log()
    log.insist_checks()
    log.insist_exports()
    log.note_check(10, 5, 0)
    (row,) = here.acts("audit.verify")
    assert (row["rows"], row["milliseconds"]) == (10, 5)
    log.note_export(here.today, here.today, "the Commissioner")
    (row,) = here.acts("audit.export")
    assert "for the Commissioner" in str(row["reason"])


# -- who has seen a file ---------------------------------------------------------------------------


def test_a_colleague_is_named_and_another_agencys_reader_is_not(here: Court) -> None:
    far = here.record.user("far", here.record.agency("FAR", name="Far away"), Role.CLERK, courts=[here.court])
    here.did(far, "file.open")
    card = here.seen(here.clerk).who_saw(here.person.person)
    assert [(line.who, line.agency, line.act) for line in card.lines] == [
        ("", "Far away", "opened the file"),
        ("Clerk", "Here", "opened the file"),
    ]
    assert {line.reason for line in card.lines} == {""}
    assert card.total == 2


def test_nothing_is_told_of_notes_or_lookups_but_to_the_auditor(here: Court) -> None:
    here.did(here.clerk, "note.open")
    assert here.seen(here.clerk).who_saw(here.reference).total == 1
    assert here.seen(here.auditor).who_saw(here.reference).total == 3, "the clerk's asking with them"


def test_a_sharing_lead_is_told_of_own_records_by_name(here: Court) -> None:
    owner = here.record.agency("OWNER")
    lead = here.record.user("lead", owner, Role.SHARING_LEAD)
    with pytest.raises(NotFound):
        here.seen(lead).who_saw(here.reference)
    own = here.record.user("lead2", here.agency, Role.SHARING_LEAD)
    assert [line.who for line in here.seen(own).who_saw(here.reference).lines] == ["Clerk"]


def test_who_may_not_see_the_file_is_told_as_of_nobody(here: Court) -> None:
    stranger = here.record.user("stranger", here.record.agency("FAR"), Role.CLERK)
    with pytest.raises(NotFound) as one:
        here.seen(stranger).who_saw(here.reference)
    with pytest.raises(NotFound) as other:
        here.seen(stranger).who_saw("P-NOBODYHERE12")
    assert one.value.happened == f"Nobody is known as {here.reference}."
    assert other.value.happened == "Nobody is known as P-NOBODYHERE12."
    assert not here.acts("audit.who_saw")


def test_what_was_seen_of_a_person_before_a_merge_counts(here: Court) -> None:
    other = here.record.person(here.agency, "PELLOW", "Nan")
    here.did(here.clerk, "file.open", about=other)
    table: sa.Table = Person.__table__  # type: ignore[attr-defined]
    with here.record.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(table).where(table.c.id == other.person).values(merged_into_id=here.person.person))
    assert here.seen(here.auditor).who_saw(str(other.person), since=here.today).total == 2
    assert here.seen(here.clerk).who_saw(here.reference).total == 2


def test_the_asking_is_on_record(here: Court, units: Units) -> None:
    assert units is here.record.units
    here.seen(here.clerk).who_saw(here.reference)
    (row,) = here.acts("audit.who_saw")
    assert (row["person_id"], row["rows"]) == (here.person.person, 1)
    assert isinstance(row["person_id"], UUID)
