"""Who was at a sitting and who appeared, as a hearing's event and a result of the police's cases tell it."""

from __future__ import annotations

from db.desk import Desk
from db.tables.hearings import Listing
from db.tables.people import Person
from db.words.families.court import Presence
from tests.support.feeds import Inbox, event
from tests.support.spi import Offence, deliver, result, resulted
from tests.support.spi import Person as Accused


def _decided(*, there: str, sent: str) -> str:
    offence = Offence(plea="1", finding="G", convicted="2026-06-02", final="Y", results=(result("1015", "Fined."),))
    said = resulted((Accused(bail="U"), (offence,)), on="2026-06-02")
    return deliver(said.replace("PresentAtHearing>Y<", f"PresentAtHearing>{there}<"), sent=sent)


def test_who_was_at_a_sitting_and_who_appeared_stand_with_its_row(feed: Inbox) -> None:
    message = event()
    accused = message["hearing"]["prosecutionCases"][0]["defendants"][0]
    days = sorted(day["sittingDay"][:10] for day in message["hearing"]["hearingDays"])
    named = {"title": "Ms", "firstName": "Ada", "lastName": "Quill"}
    message["hearing"] |= {
        "defendantAttendance": [
            {"defendantId": accused["id"], "attendanceDays": [{"day": days[0], "attendanceType": "BY_VIDEO"}]},
            {"defendantId": "somebody else", "attendanceDays": [{"day": days[1], "attendanceType": "IN_PERSON"}]},
        ],
        "defenceCounsels": [
            {**named, "defendants": [accused["id"]], "attendanceDays": [days[0]]},
            {**named, "lastName": "Other", "defendants": ["somebody else"], "attendanceDays": [days[0]]},
        ],
        "prosecutionCounsels": [
            {
                "firstName": "Ben",
                "lastName": "Reed",
                "prosecutionCases": [message["hearing"]["prosecutionCases"][0]["id"]],
            }
        ],
    }
    feed.take(message)
    first, second = sorted(feed.rows(Listing), key=lambda row: row.sitting_on)
    assert (first.presence, first.defence, first.prosecution) == (Presence.VIDEO, "Ms Ada Quill", "Ben Reed")
    assert (second.presence, second.defence, second.prosecution) == (None, "", "Ben Reed")
    said = message["hearing"]
    feed.take({**message, "hearing": {name: said[name] for name in said if name != "defendantAttendance"}})
    assert feed.take({**message, "hearing": {**said, "defenceCounsels": []}}).changed == 1
    first = min(feed.rows(Listing), key=lambda row: row.sitting_on)
    assert (first.presence, first.defence) == (Presence.VIDEO, ""), "what is left out stays, an empty list ends it"


def test_a_result_says_whether_the_defendant_was_there_and_the_file_shows_it(feed: Inbox) -> None:
    feed.take(_decided(there="A", sent="2026-06-02T16:00:00Z"))
    (row,) = feed.rows(Listing)
    assert row.presence is Presence.LAWYER
    feed.take(_decided(there="Y", sent="2026-06-03T09:00:00Z"))
    (row,) = feed.rows(Listing)
    assert row.presence is Presence.PERSON
    (person,) = feed.rows(Person)
    (line,) = Desk(feed.units, feed.clerk).file.read(person.id).hearings
    assert (line.presence, line.there[0]) == ("in person", "in person")
