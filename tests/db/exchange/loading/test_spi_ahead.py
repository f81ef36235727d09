"""What results adjourn to: a row of that day's list, until a list or the sitting's own message has one."""

from __future__ import annotations

from itertools import permutations

import pytest

from db.tables.hearings import Hearing, Listing
from db.tables.places import Court
from db.tables.system import Relevance
from db.words.families.court import ListingState
from tests.support.feeds import CourtList, Inbox, Row
from tests.support.spi import Offence, deliver, result, resulted, tag
from tests.support.spi import Person as Accused

FINE = result("1015", "Fined.", "<Outcome><ResultAmountSterling>120.00</ResultAmountSterling></Outcome>")


def decided(*results: str, on: str = "2026-06-02", sent: str = "2026-06-02T16:00:00Z") -> str:
    """The results of one offence."""
    offence = Offence(plea="1", finding="G", convicted=on, final="Y", results=results)
    return deliver(resulted((Accused(bail="U"), (offence,)), on=on), sent=sent)


def adjourned(on: str, *, at: str = "10:30:00", court: str = "B99ZZ01") -> str:
    """A result that adjourns to a day."""
    return result(
        "4027", "Adjourned.",
        f"<NextHearing><NextHearingDetails>{tag('CourtHearingLocation', court)}{tag('DateOfHearing', on)}"
        f"{tag('TimeOfHearing', at)}</NextHearingDetails></NextHearing>",
    )  # fmt: skip


def listed(feed: Inbox) -> list[tuple[str, str, str]]:
    """Rows of lists that stand: the day, the start, and what the hearing is called."""
    kinds = {row.id: row.kind for row in feed.rows(Hearing)}
    rows = [row for row in feed.rows(Listing) if row.state is ListingState.LISTED]
    return sorted((str(row.sitting_on), str(row.starts_at), kinds[row.hearing_id]) for row in rows)


AHEAD = "adjourned to, by the result of 2 Jun 2026"


def test_what_a_result_adjourns_to_is_on_that_days_list_and_says_of_which_result(feed: Inbox) -> None:
    message = decided(adjourned("2026-07-07"))
    feed.take(message)
    assert listed(feed) == [("2026-06-02", "10:00:00", ""), ("2026-07-07", "10:30:00", AHEAD)]
    again = feed.take(message + "\n")
    assert (again.changed, again.unchanged) == (0, 1)


def test_a_result_that_is_sent_again_adjourns_to_its_last_day_alone(feed: Inbox) -> None:
    feed.take(decided(adjourned("2026-07-07"), sent="2026-06-02T16:00:00Z"))
    feed.take(decided(adjourned("2026-07-14"), sent="2026-06-03T16:00:00Z"))
    assert listed(feed)[1:] == [("2026-07-14", "10:30:00", AHEAD)]
    feed.take(decided(FINE, sent="2026-06-04T16:00:00Z"))
    assert listed(feed) == [("2026-06-02", "10:00:00", "")]


NEXT = (
    decided(adjourned("2026-07-07"), sent="2026-06-02T16:00:00Z"),
    decided(adjourned("2026-07-14"), sent="2026-06-03T16:00:00Z"),
    decided(FINE, on="2026-07-14", sent="2026-07-14T16:00:00Z"),
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_sittings_own_message_takes_the_place_of_what_was_foreseen_in_any_order(
    feed: Inbox, order: tuple[int, ...]
) -> None:
    for number in order:
        feed.take(NEXT[number])
    assert listed(feed) == [("2026-06-02", "10:00:00", ""), ("2026-07-14", "10:00:00", "")]


def test_a_later_list_takes_the_place_of_what_was_foreseen(feed: Inbox) -> None:
    feed.take(decided(adjourned("2026-07-07")))
    row = Row(caseno="31KL2600417", given="Branok", family="TREVANION", born="17/02/1991", start="11:00")
    feed.take(CourtList((row,), on="07/07/2026", printed="06/07/2026"))
    assert [(day, at) for day, at, _ in listed(feed)] == [("2026-06-02", "10:00:00"), ("2026-07-07", "11:00:00")]


def test_the_crown_court_that_stands_in_the_text_hears_of_its_defendant(feed: Inbox) -> None:
    sent = result("4027", "Sent for trial to Leeds Crown Court on 07/07/2026 at 10:00.")
    feed.take(decided(sent))
    (court,) = [row for row in feed.rows(Court) if row.code == "C13LE"]
    rows = [row for row in feed.rows(Listing) if row.court_id == court.id]
    assert [str(row.sitting_on) for row in rows] == ["2026-07-07"]
    assert [row.scope_id for row in feed.rows(Relevance) if row.scope_id == court.id] == [court.id]
