"""The demo's court lists: today's in every room, fewer on each of the six days before and after."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from db.access.relevance import listed
from db.demo import names
from db.demo.cases import DemoCase
from db.demo.keys import key, user_key
from db.demo.maker import CourtOf, Maker
from db.demo.people import SYSTEM, DemoPerson
from db.exchange.loading.rows import Pending
from db.tables.hearings import Attendance, Hearing, HearingDay, Listing
from db.tables.system import Relevance
from db.words.families.court import (
    AttendanceState,
    HearingStatus,
    ListingChange,
    ListingState,
)

# No more than there are people, so that nobody stands in two docks at once.
FIRST_COURT_ROWS = 24
TODAY_ROWS = 20
OTHER_ROWS = 5
AROUND = 6


def make_listing(
    maker: Maker, case: DemoCase, *, at: CourtOf, room: UUID, day: date, sequence: int, chain: UUID
) -> None:
    """List every defendant of the case in the room on the day, in the order of `sequence`."""
    pending, draw, now = maker.pending, maker.draw, maker.now
    hearing, sitting = key("hearing", case.number, day - now.date()), key("sitting", case.number, day - now.date())
    minutes = 10 * 60 + (sequence - 1) * 15
    start = time(min(minutes // 60, 16), minutes % 60)
    slot = draw.choice(names.SLOTS)
    pending.insert(
        Hearing, id=hearing, system=SYSTEM, external_id=str(hearing), kind=slot, jurisdiction=at.jurisdiction,
        court_id=case.court, status=HearingStatus.LISTED,
    )  # fmt: skip
    pending.insert(
        HearingDay, id=sitting, hearing_id=hearing, court_id=case.court, room_id=room, sitting_on=day,
        starts_at=start, slot=slot, sequence=sequence, minutes=15,
    )  # fmt: skip
    fresh = now.date() == day and sequence % 11 == 4
    for person, place in case.defendants:
        listing = key("listing", sitting, person.number)
        pending.insert(
            Listing,
            id=listing,
            hearing_day_id=sitting,
            hearing_id=hearing,
            defendant_case_id=place,
            person_id=person.id,
            court_id=case.court,
            room_id=room,
            sitting_on=day,
            starts_at=start,
            sequence=sequence,
            list_no="1st" if slot == names.SLOTS[0] else "2nd",
            slot=slot,
            state=ListingState.VACATED if sequence == OTHER_ROWS and day > now.date() else ListingState.LISTED,
            change=ListingChange.ADDED.value if fresh else "",
            changed_at=now if fresh else now - timedelta(days=3),
        )
        _relevant(pending, person, case, day)
        if day < now.date() or (day == now.date() and sequence <= 2):
            _attended(maker, listing, person, chain=chain)


def _relevant(pending: Pending, person: DemoPerson, case: DemoCase, day: date) -> None:
    made = listed(person.id, case.court, case.id, first_hearing=day - timedelta(days=200))
    pending.insert(
        Relevance, id=key("listed", case.number, person.number), person_id=person.id, scope=made.scope,
        scope_id=made.scope_id, reason=made.reason, source_id=case.id, starts_on=made.starts_on, ends_on=made.ends_on,
    )  # fmt: skip


def _attended(maker: Maker, listing: UUID, person: DemoPerson, *, chain: UUID) -> None:
    pending, draw, now = maker.pending, maker.draw, maker.now
    state = AttendanceState.VIDEO if person.in_custody else draw.choice(
        (AttendanceState.PRESENT, AttendanceState.PRESENT, AttendanceState.PRESENT, AttendanceState.ABSENT)
    )  # fmt: skip
    pending.insert(
        Attendance, id=key("attended", listing), listing_id=listing, person_id=person.id, state=state,
        marked_at=now - timedelta(hours=1), marked_by_id=user_key("clerk"), audit_session=chain,
    )  # fmt: skip
