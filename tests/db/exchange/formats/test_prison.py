"""The prison's records by value: every shape, every state of custody, and what is odd left out and said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.custody.meaning import episode
from db.exchange.formats.prison.as_of import ENOUGH
from db.exchange.loading.custody import whole_of
from db.exchange.reading import quick_numbers, read
from db.exchange.recognise import recognise
from db.exchange.records import ABSENT, Code, DossierRecord, Record, RefusedRecord
from db.words.families.bail import CustodyStatus
from db.words.families.exchange import FeedFormat
from db.words.families.people import IdentifierKind, Sex

Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]


def records(path: Path) -> list[Record]:
    return list(read(path, recognise(path)))


def dossiers(path: Path) -> list[DossierRecord]:
    return [each for each in records(path) if isinstance(each, DossierRecord)]


def stay(record: DossierRecord) -> dict[str, object]:
    assert record.custody is not None
    found = episode(whole_of(record.custody, None))
    assert found is not None
    return found


def test_a_prisoners_record_says_who_it_is(sample: Sample) -> None:
    assert recognise(sample("prison/prisoner.json")) is FeedFormat.PRISONER
    (record,) = dossiers(sample("prison/prisoner.json"))
    who = record.person
    assert (record.key, record.former_keys, record.problems) == ("B7301QK", ("B1188QA",), ())
    assert (who.title, who.given, who.middle, who.family) == ("Mr", "OWAIN", "PRYS", "TALLACK")
    assert (who.dob, who.sex, who.ethnicity_self) == (date(1984, 5, 19), Sex.MALE, "White: Gypsy or Irish Traveller")
    assert not isinstance(who.aliases, type(ABSENT))
    assert who.aliases is not None
    assert [(each.given, each.middle, each.family, each.born) for each in who.aliases] == [
        ("OWEN", "P", "TALLOCK", date(1985, 5, 19)), ("BIRD", ABSENT, "TALLACK", ABSENT),
    ]  # fmt: skip
    assert who.identifiers == (
        (IdentifierKind.NOMS, "B7301QK"), (IdentifierKind.NOMS, "B1188QA"), (IdentifierKind.PNC, "07/88213M"),
        (IdentifierKind.CRO, "88213/07T"), (IdentifierKind.LOCAL, "R40412"), (IdentifierKind.PNC, "2001/0004410V"),
    )  # fmt: skip
    assert who.address is not None
    assert not isinstance(who.address, type(ABSENT))
    assert (who.address.lines, who.address.postcode) == (("4 Saltpan Row", "Overstoke"), "OV3 8QT")
    assert (who.phones, who.emails) == (("07700900412",), ("owain@example.test",))


def test_a_prisoners_record_says_where_and_until_when(sample: Sample) -> None:
    (record,) = dossiers(sample("prison/prisoner.json"))
    assert record.custody is not None
    said = record.custody.said
    assert (said["status"], said["establishment_code"], said["offence"]) == (
        "ACTIVE IN", "QDI", "Burglary dwelling - with intent to steal",
    )  # fmt: skip
    assert (said["hdced_on"], said["conditional_on"]) == (date(2026, 11, 20), date(2027, 3, 4))
    assert (said["days_awarded"], said["recall"], said["restricted_patient"]) == (3, False, False)
    assert stay(record) == {
        "establishment_code": "QDI", "establishment": "Quarrydean (HMP)", "status": CustodyStatus.SENTENCED,
        "since": date(2026, 2, 11), "until": None, "release_on": date(2027, 3, 4),
        "release_kind": "conditional release (CRD)", "external_ref": "R40412",
    }  # fmt: skip


def test_every_state_of_custody_is_told_by_its_status_first(sample: Sample) -> None:
    remand, life, patient, gone, transit = (stay(each) for each in dossiers(sample("prison/page.json")))
    assert (remand["establishment"], remand["status"], remand["since"], remand["release_on"]) == (
        "Wenbeck (HMP & YOI)", CustodyStatus.REMAND, date(2026, 1, 30), None,
    )  # fmt: skip
    assert (life["status"], life["since"], life["release_on"]) == (
        CustodyStatus.INDETERMINATE, date(2025, 8, 14), None,
    )  # fmt: skip
    assert (patient["establishment"], patient["status"], patient["until"]) == (
        "Larkhill House (restricted patient, supported by QDI)", CustodyStatus.SENTENCED, None,
    )  # fmt: skip
    assert (gone["status"], gone["until"], gone["release_on"]) == (CustodyStatus.RELEASED, date(2026, 2, 20), None)
    assert (transit["establishment"], transit["status"], transit["release_on"], transit["release_kind"]) == (
        "between prisons from QDI", CustodyStatus.RECALL, date(2026, 9, 30), "post-recall release (PRRD)",
    )  # fmt: skip


def test_a_page_says_when_it_was_drawn_and_so_do_its_records(sample: Sample) -> None:
    assert {each.said_at for each in dossiers(sample("prison/page.json"))} == {datetime(2026, 3, 1, 23, 30, tzinfo=UTC)}


def test_the_detail_of_a_booking_is_the_same_record_in_other_words(sample: Sample) -> None:
    (record,) = dossiers(sample("prison/detail.json"))
    who = record.person
    assert (record.key, who.middle, who.sex, who.language) == ("H3350XY", "GUY", Sex.MALE, "Welsh")
    assert not isinstance(who.aliases, type(ABSENT))
    assert who.aliases is not None
    assert [(each.given, each.born) for each in who.aliases] == [("LEO", date(1989, 11, 11))]
    found = stay(record)
    # The overridden automatic day stands for the calculated one, and the mid-term day is later.
    assert (found["release_on"], found["release_kind"]) == (date(2027, 6, 2), "mid-term release (MTD)")
    assert (found["establishment"], found["external_ref"]) == ("Quarrydean", "81115J")


def test_a_timeline_tells_the_last_movement_alone(sample: Sample) -> None:
    (record,) = dossiers(sample("prison/timeline.json"))
    assert record.custody is not None
    assert not record.custody.whole
    assert record.person.family is ABSENT
    assert {name: record.custody.said[name] for name in ("booking_no", "moved_on", "establishment_code", "status")} == {
        "booking_no": "81115J", "moved_on": date(2026, 4, 2), "establishment_code": "QWI", "status": "ACTIVE IN",
    }  # fmt: skip


def test_a_scheduled_release_is_a_confirmed_day_and_nothing_more(sample: Sample) -> None:
    (record,) = dossiers(sample("prison/releases.json"))
    assert record.custody is not None
    assert (dict(record.custody.said), record.custody.whole) == ({"confirmed_on": date(2027, 5, 21)}, False)


def test_events_tell_of_reception_and_merging(sample: Sample) -> None:
    (received,) = dossiers(sample("prison/received.json"))
    assert received.said_at == datetime(2026, 5, 6, 13, 5, tzinfo=UTC)
    assert received.custody is not None
    assert (received.custody.said["status"], received.custody.said["establishment_code"]) == ("ACTIVE IN", "QSI")
    (merged,) = dossiers(sample("prison/merged.json"))
    assert (merged.key, merged.former_keys, merged.custody) == ("B7301QK", ("B9999QZ",), None)


def test_what_is_odd_is_left_out_and_said_and_only_what_has_no_number_is_set_aside(sample: Sample) -> None:
    odd, numberless, number, nameless, *_ = records(sample("prison/odd.json"))
    assert isinstance(odd, DossierRecord)
    assert {(each.at, each.code) for each in odd.problems} == {
        ("$[0].dateOfBirth", Code.ODD_DATE), ("$[0].gender", Code.ODD_VALUE), ("$[0].inOutStatus", Code.ODD_VALUE),
        ("$[0].recall", Code.ODD_VALUE), ("$[0].additionalDaysAwarded", Code.ODD_VALUE),
        ("$[0].aliases", Code.ODD_VALUE), ("$[0].conditionalReleaseDate", Code.ODD_DATE),
    }  # fmt: skip
    assert odd.person.dob is ABSENT
    assert isinstance(numberless, RefusedRecord)
    assert numberless.code is Code.NO_KEY
    assert isinstance(number, RefusedRecord)
    assert number.code is Code.UNKNOWN_FORMAT
    assert isinstance(nameless, DossierRecord)


def test_a_day_that_is_none_in_another_name_is_said_of_that_name(tmp_path: Path) -> None:
    born = {"dateOfBirth": "1990-01-02"}
    names = [{"firstName": "LEO", "lastName": "PIKE"} | day for day in (born, {"dateOfBirth": "1990-02-30"})]
    record = {"prisonerNumber": "K8102AB", "firstName": "GWEN", "lastName": "STARKIE", **born, "aliases": names}
    path = tmp_path / "prisoner.json"
    path.write_text(json.dumps([record]), "utf-8")
    (found,) = dossiers(path)
    assert found.person.dob == date(1990, 1, 2)
    assert [(each.at, each.code, each.reason) for each in found.problems] == [
        ("$[0].aliases[1].dateOfBirth", Code.ODD_DATE, "dateOfBirth in aliases[1] is not a date"),
    ]
    columns = "prisonerNumber,firstName,lastName,dateOfBirth,aliases\n"
    path.with_suffix(".csv").write_text(columns + "K8102AB,GWEN,STARKIE,1990-01-02,LEO PIKE|1990-02-30\n", "utf-8")
    (row,) = dossiers(path.with_suffix(".csv"))
    assert [each.reason for each in row.problems] == ["dateOfBirth in aliases[0] is not a date"]


def test_a_plain_csv_says_the_same(sample: Sample) -> None:
    path = sample("prison/prisoners.csv")
    assert recognise(path) is FeedFormat.PRISONER_CSV
    first, second, lost, short, scope = records(path)
    assert isinstance(first, DossierRecord)
    assert not isinstance(first.person.aliases, type(ABSENT))
    assert first.person.aliases is not None
    assert [(one.given, one.middle, one.family, one.born) for one in first.person.aliases] == [
        ("GWEN", None, "STARKIE", date(1992, 4, 4)), ("WENDY", "MAY", "PIKE", ABSENT),
    ]  # fmt: skip
    assert first.custody is not None
    assert not first.custody.whole
    assert (first.custody.said["hdced_on"], first.custody.said["confirmed_on"]) == (date(2026, 12, 1), None)
    assert isinstance(second, DossierRecord)
    assert stay(second)["status"] is CustodyStatus.REMAND
    assert [(each.at, each.code) for each in (lost, short) if isinstance(each, RefusedRecord)] == [
        ("line 4", Code.NO_KEY), ("line 5", Code.BROKEN),
    ]  # fmt: skip
    assert [each.reason for each in scope.problems] == ["columns that Tracker does not read: keyWorker"]  # type: ignore[union-attr]
    numbers = quick_numbers(path, FeedFormat.PRISONER_CSV)
    assert numbers is not None
    assert list(numbers) == ["K8102AB", "K8103AC", "", ""]


def test_no_fixed_abode_is_told_by_the_primary_address_alone(sample: Sample, written: Written) -> None:
    message = json.loads(sample("prison/prisoner.json").read_text())
    message["addresses"] = [{"noFixedAddress": True, "primaryAddress": False}, {"fullAddress": "9 Weir Lane"}]
    (record,) = dossiers(written(json.dumps(message)))
    assert record.person.address is not None
    assert not isinstance(record.person.address, type(ABSENT))
    assert record.person.address.lines == ("9 Weir Lane",)
    message["addresses"][0]["primaryAddress"] = True
    (record,) = dossiers(written(json.dumps(message)))
    assert record.person.address is not None
    assert not isinstance(record.person.address, type(ABSENT))
    assert record.person.address.lines == ("No fixed abode",)


@pytest.mark.parametrize("enough", [True, False])
def test_a_large_file_is_as_of_its_latest_movement_and_a_small_one_is_not(enough: bool, written: Written) -> None:
    count = ENOUGH if enough else ENOUGH - 1
    rows = [{"prisonerNumber": f"A{n:04}AA", "lastName": "X", "lastMovementDate": "2026-01-05"} for n in range(count)]
    rows[3]["lastMovementDate"] = "2026-02-06"
    said = {each.said_at for each in dossiers(written(json.dumps(rows)))}
    assert said == {datetime(2026, 2, 7, tzinfo=UTC) if enough else None}
    lines = ["prisonerNumber,lastName,lastMovementDate"]
    lines += [f"{row['prisonerNumber']},{row['lastName']},{row['lastMovementDate']}" for row in rows]
    assert {each.said_at for each in dossiers(written("\n".join(lines)))} == said


def test_the_numbers_at_a_glance_are_those_of_the_records(sample: Sample) -> None:
    for name in ("page", "odd"):
        path = sample(f"prison/{name}.json")
        numbers = quick_numbers(path, FeedFormat.PRISONER)
        assert numbers is not None
        found = [each for each in records(path) if isinstance(each, DossierRecord | RefusedRecord)]
        assert list(numbers) == [each.key if isinstance(each, DossierRecord) else "" for each in found]
    assert quick_numbers(sample("prison/prisoner.json"), FeedFormat.PRISONER) is None


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("TRANSFERRED", "INACTIVE TRN"),
        ("SENT_TO_COURT", "ACTIVE OUT"),
        ("RELEASED", "INACTIVE OUT"),
        ([], "INACTIVE OUT"),
    ],
)
def test_a_notice_of_release_tells_by_its_reason_whether_it_is_one(
    reason: object, status: str, sample: Sample, written: Written
) -> None:
    event = json.loads(sample("prison/received.json").read_text())
    event["eventType"] = "prisoner-offender-search.prisoner.released"
    event["additionalInformation"]["reason"] = reason
    (record,) = dossiers(written(json.dumps(event)))
    assert record.custody is not None
    assert record.custody.said["status"] == status
