"""A Common Platform event is a delta of one hearing: absent is not null, results are matched by their own ids."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from db.tables.care import CustodyEpisode, Marker
from db.tables.cases import (
    Bail,
    Case,
    CaseLink,
    Charge,
    DefendantCase,
    Plea,
    ReportingRestriction,
    Result,
    ResultPrompt,
    Verdict,
)
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.people import Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.places import Court
from db.tables.system import Relevance
from db.words.actor import Role
from db.words.families.access import Scope
from db.words.families.court import HearingStatus, ListingState
from db.words.families.people import IdentifierKind, LinkState, NameKind
from tests.support.feeds import Inbox, event
from tests.support.record import Record

MASTER, OTHER = "00000000-0000-4000-8000-0000000000a0", "00000000-0000-4000-8000-0000000000a1"


def defendant(message: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = message["hearing"]["prosecutionCases"][0]["defendants"][0]
    return found


def of_case(number: int, *, defendant_id: str, master: str | None) -> dict[str, Any]:
    """The hearing of another case with one defendant of these numbers."""
    message = event()
    message["hearing"]["id"] = f"10000000-0000-4000-8000-{number:012}"
    message["hearing"]["prosecutionCases"][0]["id"] = f"20000000-0000-4000-8000-{number:012}"
    one = defendant(message)
    one["id"] = defendant_id
    one.pop("masterDefendantId", None)
    if master:
        one["masterDefendantId"] = master
    one["offences"][0]["id"] = f"30000000-0000-4000-8000-{number:012}"
    return message


def test_a_confirmed_hearing_becomes_a_file(feed: Inbox) -> None:
    outcome = feed.take(event())
    assert (outcome.read, outcome.new) == (1, 1)
    assert feed.counts(Person, Case, Hearing, HearingDay, Listing) == (1, 1, 1, 2, 2)
    kinds = [row.kind for row in feed.rows(PersonName)]
    assert (kinds.count(NameKind.PRIMARY), kinds.count(NameKind.ALIAS)) == (1, 2)
    assert [row.establishment for row in feed.rows(CustodyEpisode)] == ["HMP Invented"]
    assert [row.text for row in feed.rows(Marker)] == ["Vulnerable"]
    pnc = next(row for row in feed.rows(Identifier) if row.kind is IdentifierKind.PNC)
    assert (pnc.raw, pnc.canonical, pnc.valid) == ("2004/0012345U", None, False)


def test_several_days_of_a_new_hearing_are_added_not_moved(feed: Inbox) -> None:
    feed.take(event())
    assert {row.change for row in feed.rows(Listing)} == {"added"}


def test_two_sittings_of_one_day_and_room_stay_two_on_every_repeat(feed: Inbox) -> None:
    message = event()
    first = message["hearing"]["hearingDays"][0]
    message["hearing"]["hearingDays"] = [first, {**first, "sittingDay": first["sittingDay"].replace("T09", "T13")}]
    feed.take(message)
    assert feed.counts(HearingDay, Listing) == (2, 2)
    again = feed.take(copy.deepcopy({**message, "x": 1}))
    assert (again.changed, again.unchanged) == (0, 1)
    assert feed.counts(HearingDay, Listing) == (2, 2)


def test_a_sitting_that_the_event_leaves_out_has_moved(feed: Inbox) -> None:
    message = event()
    feed.take(message)
    message["hearing"]["hearingDays"].pop()
    feed.take(message)
    assert sorted(row.state.value for row in feed.rows(Listing)) == sorted([ListingState.LISTED, ListingState.MOVED])


def test_a_cancelled_sitting_is_cancelled_on_the_list(feed: Inbox) -> None:
    message = event()
    feed.take(message)
    message["hearing"]["hearingDays"][0]["isCancelled"] = True
    feed.take(message)
    assert [row.state for row in feed.rows(Listing)].count(ListingState.CANCELLED) == 1


def test_absent_leaves_and_null_ends(feed: Inbox) -> None:
    feed.take(event())
    without = event()
    for gone in ("pncId", "aliases"):
        defendant(without).pop(gone)
    feed.take(without)
    assert all(row.ended_at is None for row in (*feed.rows(Identifier), *feed.rows(PersonName)))
    null = event()
    defendant(null)["pncId"] = None
    feed.take(null)
    ended = {row.kind for row in feed.rows(Identifier) if row.ended_at is not None}
    assert ended == {IdentifierKind.PNC}


def test_an_event_without_order_of_charges_leaves_their_order(feed: Inbox) -> None:
    feed.take(event())
    before = [row.sequence for row in feed.rows(Charge)]
    bare = event()
    for offence in defendant(bare)["offences"]:
        offence.pop("orderIndex")
    feed.take(bare)
    assert [row.sequence for row in feed.rows(Charge)] == before == [2]


def test_results_come_with_prompts_pleas_verdicts_and_restrictions(feed: Inbox) -> None:
    feed.take(event())
    outcome = feed.take(event("hearing_resulted.json"))
    assert (outcome.new, outcome.changed) == (0, 1)
    assert feed.counts(Person, Case, Charge, Hearing, Plea, Verdict) == (1, 1, 1, 1, 2, 1)
    assert [row.status for row in feed.rows(Hearing)] == [HearingStatus.RESULTED]
    labels = [row.label for row in feed.rows(Result)]
    assert sorted(labels) == ["Adjourned", "Community order", "Surcharge", "Unpaid work"]
    assert [(row.label, row.value) for row in feed.rows(ResultPrompt)] == [("End date", "2027-03-02")]
    assert [row.text for row in feed.rows(ReportingRestriction)] == ["Section 45 order"]


def test_a_reshare_amends_by_new_rows_that_name_the_old(feed: Inbox) -> None:
    feed.take(event("hearing_resulted.json"))
    feed.take(event("hearing_reshared.json"))
    rows = feed.rows(Result)
    old = {row.id: row for row in rows if row.ended_at is not None}
    amended = [row for row in rows if row.amends_id is not None]
    assert {row.label for row in amended} == {"Community order", "Unpaid work"}
    assert {row.amends_id for row in amended} == set(old)
    assert [row.label for row in amended if row.deleted] == ["Unpaid work"]
    assert next(row for row in amended if not row.deleted).amendment_reason == "Recorded wrongly"
    again = feed.take({**event("hearing_reshared.json"), "x": 1})
    assert (again.changed, again.unchanged) == (0, 1)


def test_an_older_message_is_kept_and_rolls_nothing_back(feed: Inbox) -> None:
    feed.take(event("hearing_reshared.json"))
    before = feed.counts(Result, Plea, Identifier)
    late = feed.take(event("hearing_resulted.json"))
    assert (late.changed, late.unchanged, late.flagged) == (0, 1, 1)
    assert [problem.code for problem in late.problems][-1] == "older-than-recorded"
    assert feed.counts(Result, Plea, Identifier) == before


def test_a_message_from_the_future_does_not_hide_later_ones(feed: Inbox) -> None:
    slip = event("hearing_resulted.json")
    slip["sharedTime"] = "2999-01-01T00:00:00.000Z"
    feed.take(slip)
    assert feed.take(event("hearing_reshared.json")).changed == 1


def test_one_master_number_in_two_cases_is_one_person(feed: Inbox) -> None:
    feed.take(of_case(1, defendant_id="d1", master=MASTER))
    feed.take(of_case(2, defendant_id="d2", master=MASTER))
    assert feed.counts(Person, SourceRecord, DefendantCase) == (1, 1, 2)


def test_name_birth_and_pnc_alone_never_link(feed: Inbox) -> None:
    feed.take(of_case(1, defendant_id="d1", master=MASTER))
    feed.take(of_case(2, defendant_id="d2", master=OTHER))
    assert feed.counts(Person) == (2,)


def test_a_record_known_by_defendant_id_stays_one_when_the_master_number_comes(feed: Inbox) -> None:
    feed.take(of_case(1, defendant_id="d1", master=None))
    feed.take(of_case(1, defendant_id="d1", master=MASTER))
    assert feed.counts(Person, SourceRecord, DefendantCase, Listing) == (1, 1, 1, 2)
    # Another case of the same master number, and the first one without it, meet the same record.
    feed.take(of_case(2, defendant_id="d2", master=MASTER))
    feed.take({**of_case(1, defendant_id="d1", master=None), "x": 1})
    assert feed.counts(Person, SourceRecord, DefendantCase) == (1, 1, 2)


def test_two_records_that_turn_out_to_have_one_master_number_are_one_person(feed: Inbox) -> None:
    feed.take(of_case(1, defendant_id="d1", master=None))
    feed.take(of_case(2, defendant_id="d2", master=MASTER))
    assert feed.counts(Person) == (2,)
    feed.take(of_case(1, defendant_id="d1", master=MASTER))
    records = feed.rows(SourceRecord)
    assert len({row.person_id for row in records}) == 1
    survivor = records[0].person_id
    for model in (PersonName, PersonDetail, DefendantCase, Charge, Listing):
        assert {row.person_id for row in feed.rows(model)} == {survivor}, model
    assert [row.merged_into_id for row in feed.rows(Person) if row.id != survivor] == [survivor]
    assert feed.counts(DefendantCase) == (2,)
    again = feed.take({**of_case(1, defendant_id="d1", master=MASTER), "x": 1})
    assert (again.new, again.changed) == (0, 0)


def test_what_an_agency_wrote_itself_stays_with_the_person_it_knew(feed: Inbox, record: Record) -> None:
    feed.take(of_case(1, defendant_id="d1", master=None))
    (alone,) = feed.rows(Person)
    now = feed.units.clock.now()
    record.put(
        SourceRecord(
            agency_id=feed.clerk.agency_id, system="tracker", external_id="own", person_id=alone.id,
            link_state=LinkState.CONFIRMED, decided_at=now,
        )
    )  # fmt: skip
    feed.take(of_case(2, defendant_id="d2", master=MASTER))
    feed.take(of_case(1, defendant_id="d1", master=MASTER))
    feeds = {row.person_id for row in feed.rows(SourceRecord, system="common-platform")}
    assert (len(feeds), alone.id in feeds) == (1, False)
    assert [row.person_id for row in feed.rows(SourceRecord, system="tracker")] == [alone.id]
    for model in (PersonName, DefendantCase, Charge, Listing):
        assert {row.person_id for row in feed.rows(model)} == feeds, model


def test_a_case_at_two_courts_is_relevant_to_both_and_stays_so(feed: Inbox) -> None:
    there = event()
    there["hearing"]["id"] = "10000000-0000-4000-8000-000000000009"
    there["hearing"]["courtCentre"].update(code="B98YY00", courtHearingLocation="B98YY00", name="Langwick Magistrates")
    for _ in range(2):
        feed.take({**event(), "x": feed.made})
        feed.take({**there, "x": feed.made})
    courts = {row.id for row in feed.rows(Court)}
    scopes = [row.scope_id for row in feed.rows(Relevance, scope=Scope.COURT)]
    assert (len(courts), len(scopes), set(scopes)) == (2, 2, courts)


def test_two_agencies_hold_a_record_each_of_one_person_in_one_case(feed: Inbox, record: Record) -> None:
    feed.take(event())
    police = record.agency("POL01")
    officer = record.user("officer", police, Role.POLICE_OFFICER)
    feed.take(event(), actor=officer)
    assert feed.counts(Person, SourceRecord, DefendantCase, Listing) == (1, 2, 1, 2)
    own = {row.scope_id for row in feed.rows(Relevance, scope=Scope.AGENCY)}
    assert own == {feed.clerk.agency_id, police}


def test_bail_conditions_that_come_alone_leave_the_status(feed: Inbox) -> None:
    message = event()
    defendant(message)["personDefendant"].update(
        bailStatus={"code": "B", "description": "Conditional Bail"}, bailConditions="Live at 2 Invented Row"
    )
    feed.take(message)
    before = feed.rows(Bail, ended_at=None)[0]
    changed = copy.deepcopy(message)
    del defendant(changed)["personDefendant"]["bailStatus"]
    defendant(changed)["personDefendant"]["bailConditions"] = "Live at 3 Invented Row"
    feed.take(changed)
    [after] = feed.rows(Bail, ended_at=None)
    assert (after.raw, after.status, after.conditions) == (before.raw, before.status, "Live at 3 Invented Row")


def test_another_bail_status_has_its_own_conditions(feed: Inbox) -> None:
    message = event()
    defendant(message)["personDefendant"].update(
        bailStatus={"code": "B", "description": "Conditional Bail"}, bailConditions="Live at 2 Invented Row"
    )
    feed.take(message)
    changed = copy.deepcopy(message)
    del defendant(changed)["personDefendant"]["bailConditions"]
    feed.take(changed)
    assert feed.rows(Bail, ended_at=None)[0].conditions == "Live at 2 Invented Row"
    defendant(changed)["personDefendant"]["bailStatus"] = {"code": "U", "description": "Unconditional Bail"}
    feed.take(changed)
    [after] = feed.rows(Bail, ended_at=None)
    assert after.conditions == ""


@pytest.mark.parametrize("first", ["the link", "the case that it names"])
def test_a_link_by_id_leads_to_its_case_whichever_comes_first(feed: Inbox, first: str) -> None:
    named = of_case(7, defendant_id=OTHER, master=None)
    linking = event()
    case = linking["hearing"]["prosecutionCases"][0]
    case["linkedProsecutionCases"] = [{"id": "20000000-0000-4000-8000-000000000007"}]
    for message in (linking, named) if first == "the link" else (named, linking):
        feed.take(message)
    [link] = feed.rows(CaseLink)
    [there] = feed.rows(Case, natural_key="common-platform:20000000-0000-4000-8000-000000000007")
    assert link.other_id == there.id
    feed.take({**linking, "again": True})
    assert len(feed.rows(CaseLink)) == 1
