"""What a prison's record says of custody stands on the file: place, footing, release or why not, and what changed."""

from __future__ import annotations

from datetime import timedelta

from db.tables.care import CustodyEpisode, CustodySnapshot
from db.words.dates import short
from db.words.families.bail import CustodyStatus
from tests.support.file_record import Scene, scene
from tests.support.record import Record

DAY = timedelta(days=1)


def _held(at: Scene, *, status: CustodyStatus = CustodyStatus.REMAND, **said: object) -> None:
    at.fact(CustodyEpisode, establishment="Wenbeck", status=status, since=at.today - 9 * DAY)
    at.fact(
        CustodySnapshot, status="ACTIVE OUT", movement_type="CRT", establishment_code="QWI", establishment="Wenbeck",
        legal_status="REMAND", received_on=at.today - 9 * DAY, **said,
    )  # fmt: skip


def test_somebody_on_remand_has_no_release_date_and_the_file_says_why(record: Record) -> None:
    at = scene(record)
    _held(at, offence="Robbery")
    (line,) = at.desk.file.read(at.person.person).custody
    assert (line.place, line.here_now, line.release) == ("Wenbeck", True, "no release date: on remand")
    assert line.more == ("out at court", f"received {short(at.today - 9 * DAY)}", "most serious offence: Robbery")
    assert line.changes == ()


def test_an_indeterminate_sentence_shows_its_tariff_instead(record: Record) -> None:
    at = scene(record)
    tariff = at.today + 900 * DAY
    _held(at, status=CustodyStatus.INDETERMINATE, tariff_on=tariff)
    (line,) = at.desk.file.read(at.person.person).custody
    assert line.release == f"no release date: indeterminate sentence, tariff {short(tariff)}"


def test_a_stay_that_no_prison_record_tells_of_says_nothing_more(record: Record) -> None:
    at = scene(record)
    at.fact(CustodyEpisode, establishment="HMP Madeup", status=CustodyStatus.REMAND)
    (line,) = at.desk.file.read(at.person.person).custody
    assert (line.release, line.more, line.changes) == ("", (), ())


def test_a_later_record_tells_what_changed_and_how_often_the_prison_did(record: Record) -> None:
    at = scene(record)
    now = record.clock.now()
    before = {
        "status": "ACTIVE IN",
        "establishment_code": "QDI",
        "establishment": "Quarrydean",
        "legal_status": "REMAND",
    }
    at.fact(CustodySnapshot, ago=5 * DAY, ended_at=now, **before)
    _held(at)
    (line,) = at.desk.file.read(at.person.person).custody
    assert line.changes == (f"{short(at.today)}: prison: Quarrydean -> Wenbeck",)
    assert line.more[-1] == "moved between prisons once"


def test_a_record_without_a_stay_is_on_the_file_as_one_of_somebody_released(record: Record) -> None:
    at = scene(record)
    at.fact(
        CustodySnapshot, status="INACTIVE OUT", establishment_code="OUT", establishment="Outside",
        last_establishment_code="QDI", conditional_on=at.today - DAY,
    )  # fmt: skip
    (line,) = at.desk.file.read(at.person.person).custody
    assert (line.place, line.status, line.here_now, line.release) == ("QDI", "released", False, "")
    assert line.more[0] == "not in prison by this record"
