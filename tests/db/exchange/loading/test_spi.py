"""New and resulted cases of the police: one case, one defendant by the summons number, in whatever order they come."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from sqlmodel import SQLModel

from db.desk import Desk
from db.tables.care import Marker
from db.tables.cases import Bail, Case, Charge, DefendantCase, Plea, Result, ResultPrompt, Verdict
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.held import VictimWitness
from db.tables.people import Address, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.words.families.bail import BailStatus
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.court import HearingStatus
from db.words.families.people import NameKind
from tests.support.feeds import CourtList, Inbox, Row
from tests.support.spi import Offence, asn, deliver, new_case, result, resulted, route
from tests.support.spi import Person as Accused

DUMMY = "TFL"
VICTIM = (
    "<OtherPartyVictim><PersonDetails><PersonFamilyName>Penrose</PersonFamilyName></PersonDetails>"
    '<Address xmlns:b="http://www.govtalk.gov.uk/people/bs7666"><b:PAON>   9</b:PAON>'
    "<b:StreetDescription>Fish Street</b:StreetDescription><b:Town>Pendrift</b:Town></Address></OtherPartyVictim>"
)
FINE = result("1015", "Fined.", "<Outcome><ResultAmountSterling>120.00</ResultAmountSterling></Outcome>")
POINTS = result("3008", "Licence endorsed.", "<Outcome><PenaltyPoints>6</PenaltyPoints></Outcome>")


def decided(
    *results: str, on: str = "2026-06-02", sent: str = "2026-06-02T16:00:00Z", who: Accused | None = None
) -> str:
    offence = Offence(plea="1", finding="G", convicted=on, final="Y", results=results or (FINE,))
    return deliver(resulted((who or Accused(bail="U"), (offence,)), on=on), sent=sent)


def live(feed: Inbox, model: type[SQLModel]) -> list[Any]:
    return [row for row in feed.rows(model) if row.ended_at is None]


def test_a_new_case_becomes_a_file(feed: Inbox) -> None:
    who = Accused(aliases=(("Bran", "TREVANNION"),), bail="C")
    outcome = feed.take(route(new_case(who, offences=(Offence(victim=VICTIM),), marker="DV")))
    assert (outcome.read, outcome.new, outcome.quarantined) == (1, 1, 0)
    assert feed.counts(Person, Case, DefendantCase, Charge, Hearing, HearingDay, Listing) == (1, 1, 1, 1, 1, 1, 1)
    case = feed.rows(Case)[0]
    assert (case.urn, case.officer) == ("31KL2600417", "DC Senara Quick, 4417, 031KL00")
    charge = feed.rows(Charge)[0]
    assert (charge.date_code, charge.place) == ("4", "Pendrift harbour")
    assert [row.text for row in feed.rows(Marker)] == ["DV"]
    assert [row.status for row in feed.rows(Bail)] == [BailStatus.CUSTODY]
    assert [(row.name, row.owner_agency_id) for row in feed.rows(VictimWitness)] == [("Penrose", feed.clerk.agency_id)]
    assert {row.kind for row in feed.rows(PersonName)} == {NameKind.PRIMARY, NameKind.ALIAS}


def test_the_case_screen_names_the_officer_in_the_case(feed: Inbox) -> None:
    feed.take(route(new_case(Accused())))
    card = Desk(feed.units, feed.clerk).case.read(feed.rows(Case)[0].id)
    assert card.officer == "DC Senara Quick, 4417, 031KL00"


def test_a_victim_is_no_person(feed: Inbox) -> None:
    feed.take(new_case(offences=(Offence(victim=VICTIM),)))
    assert feed.counts(Person, VictimWitness) == (1, 1)
    assert "Penrose" not in {row.family for row in feed.rows(PersonName)}


def test_the_same_message_again_changes_nothing(feed: Inbox) -> None:
    for message in (route(new_case(offences=(Offence(victim=VICTIM),))), decided(FINE, POINTS)):
        feed.take(message)
        again = feed.take(message + "\n")
        assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    assert feed.counts(VictimWitness, Result, ResultPrompt) == (1, 2, 2)


def test_a_later_message_of_the_case_adds_a_defendant_and_takes_nobody_away(feed: Inbox) -> None:
    feed.take(route(new_case(Accused())))
    feed.take(route(new_case(Accused(given="Jory", family="LANYON", born="1989-01-05", summons=asn(2)))))
    assert feed.counts(Case, DefendantCase, Person) == (1, 2, 2)
    assert all(row.ended_at is None for row in feed.rows(DefendantCase))


def test_the_result_finds_the_defendant_by_the_summons_number_whatever_the_spelling(feed: Inbox) -> None:
    feed.take(route(new_case(Accused())))
    feed.take(decided(who=Accused(given="Branoc", family="TREVANNION", born="")))
    assert feed.counts(Person, SourceRecord, DefendantCase, Charge, Hearing) == (1, 1, 1, 1, 1)
    assert [row.family for row in live(feed, PersonName)] == ["TREVANNION"]
    assert [row.kind for row in feed.rows(Plea)] == [PleaKind.GUILTY]
    assert [row.category for row in feed.rows(Verdict)] == [VerdictCategory.GUILTY]
    assert [(row.label, row.value) for row in feed.rows(ResultPrompt)] == [("Amount", "\u00a3120.00")]
    assert [row.status for row in feed.rows(Hearing)] == [HearingStatus.RESULTED]


def test_a_dummy_number_links_nobody(feed: Inbox) -> None:
    feed.take(route(new_case(Accused(summons=DUMMY), Accused(given="Jory", born="1989-01-05", summons=DUMMY))))
    feed.take(decided(who=Accused(summons=DUMMY)))
    assert feed.counts(Person, DefendantCase) == (2, 2)


def test_a_good_number_in_another_case_is_somebody_else(feed: Inbox) -> None:
    feed.take(route(new_case(Accused())))
    feed.take(route(new_case(Accused(given="Jory", family="LANYON", born="1989-01-05"), urn="31KL2600418")))
    assert feed.counts(Person, Case) == (2, 2)


def test_namesakes_without_a_birthday_stay_two_by_their_numbers(feed: Inbox) -> None:
    feed.take(route(new_case(Accused(born=""), Accused(born="", summons=asn(2)))))
    feed.take(route(new_case(Accused(born="", summons=asn(2)), Accused(born=""))))
    assert feed.counts(Person, DefendantCase) == (2, 2)


def test_a_message_sent_again_is_the_whole_of_its_hearing(feed: Inbox) -> None:
    feed.take(decided(FINE, POINTS))
    feed.take(decided(FINE, sent="2026-06-03T09:00:00Z"))
    assert [row.code for row in live(feed, Result)] == ["1015"]
    older = feed.take(decided(POINTS, sent="2026-06-02T15:00:00Z"))
    assert (older.unchanged, [each.code for each in older.problems]) == (1, ["older-than-recorded"])
    assert [row.code for row in live(feed, Result)] == ["1015"]


def test_an_amended_result_names_the_one_it_amends(feed: Inbox) -> None:
    feed.take(decided(FINE))
    feed.take(decided(FINE.replace("120.00", "90.00"), sent="2026-06-03T09:00:00Z"))
    old, new = feed.rows(Result)
    assert (old.ended_at is not None, new.amends_id) == (True, old.id)


def test_results_of_another_hearing_stay(feed: Inbox) -> None:
    feed.take(decided(FINE))
    feed.take(decided(POINTS, on="2026-07-07", sent="2026-07-07T16:00:00Z"))
    assert {row.code for row in live(feed, Result)} == {"1015", "3008"}
    assert feed.counts(Hearing) == (2,)


def test_a_hearing_that_was_removed_is_cancelled_and_its_results_are_taken_back(feed: Inbox) -> None:
    feed.take(decided(FINE))
    gone = deliver(
        resulted((Accused(), (Offence(results=(result("4583", "Hearing removed"),)),))), sent="2026-06-04T09:00:00Z"
    )
    feed.take(gone)
    assert live(feed, Result) == []
    assert [row.cancelled for row in feed.rows(HearingDay)] == [True]


def state(feed: Inbox) -> dict[str, object]:
    """What is on record now, without when and in which order it came."""
    case = feed.rows(Case)[0]
    return {
        "names": sorted((row.kind, row.given, row.family) for row in live(feed, PersonName)),
        "details": sorted((row.kind, row.value) for row in live(feed, PersonDetail)),
        "addresses": sorted(row.lines for row in live(feed, Address)),
        "numbers": sorted((row.kind, row.raw) for row in live(feed, Identifier)),
        "bail": sorted((str(row.status), row.conditions) for row in live(feed, Bail)),
        "charges": sorted(
            (row.natural_key, row.code, str(row.convicted_on), str(row.adjourned_to)) for row in live(feed, Charge)
        ),
        "pleas": sorted((row.raw, str(row.pleaded_on)) for row in live(feed, Plea)),
        "verdicts": sorted((row.code, str(row.given_on)) for row in live(feed, Verdict)),
        "results": sorted((row.external_id, row.text) for row in live(feed, Result)),
        "hearings": sorted((row.external_id, row.status) for row in feed.rows(Hearing)),
        "case": (case.urn, case.officer, case.court_id is not None),
        "victims": sorted(row.name for row in feed.rows(VictimWitness)),
    }


MESSAGES = (
    route(
        new_case(
            Accused(aliases=(("Bran", "TREVANNION"),), bail="C", conditions="Reside at Quay"),
            offences=(Offence(victim=VICTIM),),
        )
    ),
    route(new_case(Accused(given="Jory", family="LANYON", born="1989-01-05", summons=asn(2)))),
    decided(result("4027", "Remanded."), sent="2026-06-02T16:00:00Z", who=Accused(bail="B", town="Overstoke")),
    decided(result("4027", "Remanded on bail."), sent="2026-06-03T16:00:00Z", who=Accused(bail="B", town="Overstoke")),
    decided(FINE, on="2026-07-07", sent="2026-07-07T16:00:00Z", who=Accused(bail="U", town="Farpoint")),
)


IN_THE_END: dict[str, object] = {
    "names": [
        ("alias", "Bran", "TREVANNION"), ("primary", "Branok", "TREVANION"), ("primary", "Jory", "LANYON"),
    ],
    "details": [
        ("date_of_birth", "1989-01-05"), ("date_of_birth", "1991-02-17"), ("language", "Welsh"),
        ("language", "Welsh"), ("sex", "M"), ("sex", "M"),
    ],
    "addresses": ["14B Ropewalk\nFarpoint", "14B Ropewalk\nPendrift"],
    "numbers": [("ASN", asn(1)), ("ASN", asn(2))],
    "bail": [("U", "")],
    "charges": [("seq:1", "TH68010", "2026-07-07", "None"), ("seq:1", "TH68010", "None", "None")],
    "pleas": [("1", "None")],
    "verdicts": [("G", "2026-07-07")],
    "results": [("2026-06-02/seq:1/4027/1", "Remanded on bail."), ("2026-07-07/seq:1/1015/1", "Fined.")],
    "hearings": [
        (f"31KL2600417/B99ZZ/2026-06-02/{asn(1)}", "resulted"),
        (f"31KL2600417/B99ZZ/2026-06-02/{asn(2)}", "listed"),
        (f"31KL2600417/B99ZZ/2026-07-07/{asn(1)}", "resulted"),
    ],
    "case": ("31KL2600417", "DC Senara Quick, 4417, 031KL00", True),
    "victims": ["Penrose"],
}  # fmt: skip


@pytest.mark.parametrize("order", [order for number, order in enumerate(permutations(range(5))) if number % 7 == 0])
def test_the_same_messages_in_any_order_give_the_same_record(feed: Inbox, order: tuple[int, ...]) -> None:
    for number in order:
        assert feed.take(MESSAGES[number]).quarantined == 0
    assert state(feed) == IN_THE_END


def test_no_other_system_is_linked_by_it(feed: Inbox) -> None:
    feed.take(CourtList((Row(given="Branok", family="TREVANION", born="17/02/1991"),)))
    feed.take(route(new_case(Accused())))
    assert feed.counts(Person) == (2,)
