"""Prints and exports: rows and counts after the rules, private files, and a line in the log for each."""

from __future__ import annotations

import csv
import io
import json
import stat
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.access.output_rules import BULK_ROWS
from db.cards.day import ListScope
from db.cards.output import Form, ListKind, Wanted, What, WrittenCard
from db.output.service import OutputService
from db.tables.cases import ReportingRestriction
from db.tables.sessions import UserSession
from db.tables.sharing import EmergencyAccess
from db.tables.system import AuditEvent
from db.unit import Units
from db.words.actor import Actor, Role
from db.words.errors import NotFound, Refused, StepUpNeeded
from db.words.families.court import RestrictionKind
from tests.support.court_day import Court
from tests.support.record import Known, Record

EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
DAY = Wanted(What.LIST)


@pytest.fixture
def court(record: Record) -> Court:
    record.clock.set_day(date(2027, 3, 2))  # a day that is there every year
    return Court(record)


def _of(court: Court, folder: Path | None = None, *, actor: Actor | None = None) -> OutputService:
    return OutputService(court.record.units, actor or court.clerk, folder=folder)


def _list(court: Court, **more: object) -> Wanted:
    return replace(DAY, scope=court.scope, **more)


def _log(units: Units) -> list[tuple[str, str, str, int | None]]:
    with units.raw("keeper") as connection:
        rows = connection.execute(sa.select(EVENT.c.action, EVENT.c.object_kind, EVENT.c.reason, EVENT.c.rows))
        return [(row.action, row.object_kind, row.reason, row.rows) for row in rows]


def _seventeen(court: Court) -> date:
    return court.day.replace(year=court.day.year - 18) + timedelta(days=1)


def _restrict(court: Court, known: Known, kind: RestrictionKind = RestrictionKind.ANONYMITY, **more: object) -> None:
    court.record.put(
        ReportingRestriction(
            person_id=known.person, source_record_id=known.record, recorded_at=court.record.clock.now(),
            kind=kind, **more,
        )
    )  # fmt: skip


def test_an_export_has_the_rows_of_the_reader_and_says_how_many(court: Court, tmp_path: Path) -> None:
    for number in range(3):
        court.put(f"SEEN{number}", number=number)
    elsewhere = court.record.court("B02BB", "Elsewhere Court")
    stranger = court.record.person(court.record.agency("POL"), "UNSEEN")
    court.record.listing(stranger, court.record.case(stranger, elsewhere), elsewhere)
    made = _of(court, tmp_path / "exports").write(_list(court, form=Form.CSV))
    text = made.path.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert made.rows == 3
    assert rows[-1] == ["Total", "3"]
    assert "by the sharing rules as at" in rows[1][0]
    assert [row[3] for row in rows[3:-1]] == ["SEEN0, Jo", "SEEN1, Jo", "SEEN2, Jo"]
    assert "UNSEEN" not in text
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert _log(court.record.units) == [("export", "court", "csv, court list, for HMCTS", 3)]


def test_a_second_output_of_the_same_name_writes_over_nothing(court: Court, tmp_path: Path) -> None:
    court.put("FIRST")
    service = _of(court, tmp_path)
    one, two = (service.write(_list(court, form=Form.JSON)).path for _ in range(2))
    assert one != two
    assert json.loads(one.read_text())["total"] == 1
    assert "FIRST" not in one.name


def test_a_name_like_a_formula_is_disarmed_in_the_file(court: Court, tmp_path: Path) -> None:
    court.put("=HYPERLINK(1)", "@Jo")
    text = _of(court, tmp_path).write(_list(court, form=Form.CSV)).path.read_text("utf-8-sig")
    assert "'=HYPERLINK(1), @Jo" in text


def test_S23_a_public_list_names_neither_youth_nor_who_is_restricted(court: Court) -> None:
    court.put("ADULTSON", "Al", number=1, at=time(10), born=date(1980, 3, 12), case_no="2600001")
    court.put("YOUNGBLOOD", "Yo", number=2, at=time(10, 5), born=_seventeen(court), case_no="2600002")
    known, _, _ = court.put("HIDDENHAM", "Hi", number=3, at=time(10, 10), born=date(1970, 1, 1), case_no="2600003")
    _restrict(court, known)
    service = _of(court)
    shown = service.text(_list(court, printed=True, kind=ListKind.PUBLIC))
    lines = [line.split() for line in shown.text.splitlines()]
    assert ["10:00", "1", "ADULTSON,", "Al", "2600001"] in lines
    assert ["10:05", "2", "Youth"] in lines
    assert ["10:10", "3", "Restricted"] in lines
    assert (shown.rows, shown.withheld) == (3, 0)
    assert shown.text.splitlines()[-1] == "3 entries, 2 names withheld."
    published = service.text(_list(court, printed=True, kind=ListKind.PUBLISHED))
    assert (published.rows, published.withheld) == (1, 2)
    assert "1 entry, 2 entries withheld." in published.text
    for text in (shown.text, published.text):
        assert not [name for name in ("YOUNGBLOOD", "HIDDENHAM", "2600002", "2600003") if name in text]
        assert max(map(len, text.splitlines())) <= 80
    whole = service.text(_list(court, printed=True))
    assert all(name in whole.text for name in ("ADULTSON", "YOUNGBLOOD", "HIDDENHAM"))
    assert [row[2:] for row in _log(court.record.units)] == [
        ("text, public list, for HMCTS", 3), ("text, list for publication, for HMCTS", 1),
        ("text, court list, for HMCTS", 3),
    ]  # fmt: skip


def test_who_is_eighteen_on_the_day_is_named_and_the_day_before_is_not(court: Court) -> None:
    court.put("TURNED", born=court.day.replace(year=court.day.year - 18))
    text = _of(court).text(_list(court, printed=True, kind=ListKind.PUBLIC)).text
    assert "TURNED" in text
    scope = ListScope(court.id, court.day - timedelta(days=1))
    court.put("TURNING", born=court.day.replace(year=court.day.year - 18), day=scope.day)
    text = _of(court).text(replace(DAY, scope=scope, printed=True, kind=ListKind.PUBLIC)).text
    assert "TURNING" not in text
    assert "Youth" in text


def test_a_restriction_of_another_case_withholds_no_name_here(court: Court) -> None:
    known, tried, _ = court.put("TWOCASES", case_no="2600001")
    _restrict(court, known, case_id=tried.case)
    court.put("TWOCASES", known=known, number=2, case_no="2600009")
    text = _of(court).text(_list(court, printed=True, kind=ListKind.PUBLIC)).text
    assert "2600009" in text
    assert "2600001" not in text


def test_a_row_taken_off_the_list_is_on_no_public_one_and_said_so_in_court(court: Court) -> None:
    from db.words.families.court import ListingState

    _, _, listed = court.put("VACATED", born=date(1980, 1, 1))
    court.change(listed.listing, state=ListingState.VACATED)
    service = _of(court)
    assert "VACATED" not in service.text(_list(court, printed=True, kind=ListKind.PUBLIC)).text
    assert "vacated" in service.text(_list(court, printed=True)).text


def test_only_the_staff_of_the_court_print_a_public_list(court: Court) -> None:
    usher = court.record.user("usher", court.agency, Role.USHER, courts=[court.id])
    court.put("SOMEBODY")
    with pytest.raises(Refused, match="court staff"):
        _of(court, actor=usher).text(_list(court, printed=True, kind=ListKind.PUBLIC))
    assert _of(court, actor=usher).text(_list(court, printed=True)).rows == 1
    assert [row[0] for row in _log(court.record.units)] == ["print.refused", "print"]


@pytest.mark.parametrize("role", [Role.USHER, Role.ADMINISTRATOR, Role.AUDITOR, Role.BOARD_ANALYST])
def test_a_role_without_the_action_is_refused_and_the_refusal_is_logged(
    court: Court, role: Role, tmp_path: Path
) -> None:
    reader = court.record.user("reader", court.agency, role, courts=[court.id])
    with pytest.raises(Refused):
        _of(court, tmp_path / "out", actor=reader).write(_list(court, form=Form.CSV))
    assert _log(court.record.units) == [("export.refused", "court", "csv", 0)]
    assert not (tmp_path / "out").exists()


def _emergency(court: Court, known: Known) -> None:
    now = court.record.clock.now()
    court.record.put(
        EmergencyAccess(
            user_id=court.clerk.user_id, person_id=known.person, reason="brought in on a warrant", opened_at=now,
            ends_at=now + timedelta(minutes=15), review_due=court.day,
        )
    )  # fmt: skip


@pytest.mark.parametrize("printed", [True, False])
def test_S30_nothing_is_printed_or_exported_under_emergency_access(court: Court, printed: bool) -> None:
    night = court.record.person(court.record.agency("POL"), "NOCTURNE", "Ned")
    _emergency(court, night)
    wanted = Wanted(What.FILE, printed=printed, person_id=night.person)
    for ask in (_of(court).text, _of(court).plan):
        with pytest.raises(Refused, match="Emergency access"):
            ask(wanted)
    verb = "print.refused" if printed else "export.refused"
    assert _log(court.record.units) == [(verb, "person", "text", 0)] * 2


def test_S30_who_is_read_under_emergency_access_is_in_no_list_and_no_hits(court: Court) -> None:
    night, _, _ = court.put("NOCTURNE", "Ned")
    court.put("DAYLIGHT", "Di", number=2)
    _emergency(court, night)
    made = _of(court).text(_list(court, printed=True))
    assert "NOCTURNE" not in made.text
    assert (made.rows, made.withheld) == (1, 1)
    found = _of(court).text(Wanted(What.HITS, Form.CSV, typed="nocturne"))
    assert (found.rows, "NOCTURNE" in found.text) == (0, False)


def test_hits_leave_as_they_were_found(court: Court) -> None:
    court.put("FINDABLE", "Fay", born=date(1980, 3, 12))
    court.record.person(court.record.agency("POL"), "FINDABLE", "Far")
    made = _of(court).text(Wanted(What.HITS, Form.JSON, typed="findable"))
    document = json.loads(made.text)
    assert [row["Name"] for row in document["rows"]] == ["FINDABLE, Fay"]
    assert (document["total"], made.rows) == (1, 1)
    assert _log(court.record.units)[-1] == ("export", "", "json, for HMCTS", 1)


@pytest.mark.parametrize("form", list(Form))
def test_a_file_leaves_in_every_form(court: Court, form: Form) -> None:
    known, _, _ = court.put("FILED", "Fi", born=date(1980, 3, 12), case_no="2600001")
    made = _of(court).text(Wanted(What.FILE, form, person_id=known.person))
    assert all(word in made.text for word in ("FILED, Fi", "2600001", "sharing rules as at"))
    action, kind, reason, rows = _log(court.record.units)[-1]
    assert (action, kind, reason, rows) == ("export", "person", f"{form.value}, for HMCTS", made.rows)


def test_a_recipient_is_an_agency_that_exists(court: Court) -> None:
    known, _, _ = court.put("FILED")
    court.record.agency("CPS")
    wanted = Wanted(What.FILE, person_id=known.person, recipient="cps")
    _of(court).text(wanted)
    assert _log(court.record.units)[-1][2] == "text, for CPS"
    with pytest.raises(NotFound):
        _of(court).text(replace(wanted, recipient="nobody"))


def test_an_export_in_bulk_wants_the_password_once_more(court: Court, tmp_path: Path) -> None:
    for number in range(BULK_ROWS + 1):
        court.put(f"MANY{number}", number=number)
    clerk = court.clerk
    with court.record.units.read(clerk):
        pass  # on PostgreSQL this signs the clerk in
    _sign_in(court, clerk)
    with pytest.raises(StepUpNeeded):
        _of(court, tmp_path / "out").write(_list(court, form=Form.CSV))
    assert not (tmp_path / "out").exists()
    assert _log(court.record.units) == []
    _sign_in(court, clerk, stepped_up=True)
    assert _of(court, tmp_path / "out").write(_list(court, form=Form.CSV)).rows == BULK_ROWS + 1
    assert [row[0] for row in _log(court.record.units)] == ["export.bulk"]


def _sign_in(court: Court, actor: Actor, *, stepped_up: bool = False) -> None:
    table: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
    now = court.record.clock.now()
    with court.record.units.raw("keeper", writes=True) as connection:
        proved = {"stepped_up_at": now if stepped_up else None}
        if connection.execute(sa.update(table).where(table.c.id == actor.audit_session).values(**proved)).rowcount:
            return
        connection.execute(
            sa.insert(table).values(
                id=actor.audit_session, version=1, user_id=actor.user_id, token_hash=b"t" * 32, terminal="t",
                network_class="local", opened_at=now, last_used_at=now, expires_at=now + timedelta(hours=1),
                second_factor=False, ended_why="", **proved,
            )
        )  # fmt: skip


def test_the_question_before_says_what_how_many_and_where(court: Court, tmp_path: Path) -> None:
    court.put("ONE", born=_seventeen(court))
    court.put("TWO", number=2, born=date(1980, 1, 1))
    plan = _of(court, tmp_path / "exports").plan(_list(court, printed=True, kind=ListKind.PUBLISHED))
    assert plan.question.startswith("Print the list for publication of Northtown Magistrates' Court, ")
    assert plan.question.endswith(": 1 entry, 1 withheld, into exports?")
    assert _log(court.record.units) == []
    assert not (tmp_path / "exports").exists()


@pytest.mark.parametrize(
    ("path", "named"),
    [("file.json", "file.json"), ("../file.json", "../file.json"), ("/srv/out/file.json", "out/file.json")],
)
def test_where_something_was_written_is_said_as_it_is(path: str, named: str) -> None:
    assert f"written to {named};" in WrittenCard(rows=3, withheld=0, path=Path(path)).words
