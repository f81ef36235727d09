"""Accounts come up for review when long unseen, soon at their end or unused; nobody reviews the own one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from db.accounts.reviewing import ReviewingService, Used, why
from db.accounts.users import UsersService
from db.words.actor import Actor, Role
from db.words.clock import Clock
from db.words.errors import Refused
from tests.support.offices import Offices
from tests.support.record import Record

NOW = Clock().now()


@pytest.fixture
def offices(record: Record) -> Offices:
    """Areas, agencies, a court."""
    return Offices(record)


@pytest.fixture
def admin(offices: Offices) -> Actor:
    """One administrator."""
    return offices.user("p.hale", Role.ADMINISTRATOR)


def _long_ago(offices: Offices, actor: Actor, days: int = 400) -> None:
    offices.put(actor.user_id, created_at=offices.record.clock.now() - timedelta(days=days))


@pytest.mark.parametrize(
    ("created", "reviewed", "ends", "last", "words"),
    [
        (10, None, None, None, ""),
        (61, None, None, None, "never used"),
        (61, None, None, 59, ""),
        (100, None, None, 60, "not used since"),
        (400, None, None, 1, "not reviewed since"),
        (400, 364, None, 1, ""),
        (400, 366, None, 1, "not reviewed since"),
        (10, None, 29, 1, "ends"),
        (10, None, 31, 1, ""),
        (10, None, -1, 1, "ended"),
    ],
)
def test_why_an_account_is_due(
    created: int, reviewed: int | None, ends: int | None, last: int | None, words: str
) -> None:
    def ago(days: int | None) -> datetime | None:
        return None if days is None else NOW - timedelta(days=days)

    made = NOW - timedelta(days=created)
    one = Used(uuid4(), None, made, ago(reviewed), NOW + timedelta(days=ends) if ends is not None else None, ago(last))
    said = why(one, NOW)
    assert said.startswith(words) if words else said == ""


def test_the_queue_holds_what_is_due_and_never_the_own_account_or_a_service(offices: Offices, admin: Actor) -> None:
    old, service = offices.user("j.moss", Role.CLERK), offices.user("feeds", Role.SERVICE)
    offices.user("fresh", Role.CLERK)
    for one in (old, service, admin):
        _long_ago(offices, one)
    review = ReviewingService(offices.record.units, admin)
    assert [one.user.user_name for one in review.due()] == ["j.moss"]
    review.keep("j.moss", reason="still here", dry_run=True)
    assert offices.deeds() == []
    review.keep("j.moss", reason="still here")
    (left,) = review.due()
    assert left.why.startswith("never used")
    assert UsersService(offices.record.units, admin).show("j.moss").history[0].step == "reviewed and kept"
    assert offices.deeds(old.user_id) == ["account.review"]
    with pytest.raises(Refused, match="own"):
        review.keep("p.hale")


def test_an_authoriser_reviews_the_accounts_of_the_own_areas(offices: Offices) -> None:
    north, south = (offices.user(f"{x}.one", Role.PROBATION_OFFICER, agency=f"{x.upper()}PROB") for x in "ns")
    for one in (north, south):
        _long_ago(offices, one)
    lead = offices.user("c.north", Role.AUTHORISER, agency="NPROB")
    review = ReviewingService(offices.record.units, lead)
    assert [one.user.user_name for one in review.due()] == ["n.one"]
    review.keep("n.one")
    with pytest.raises(Refused, match="of its area"):
        review.keep("s.one")


def test_nobody_else_reads_the_queue(offices: Offices) -> None:
    for role in (Role.CLERK, Role.AUDITOR):
        with pytest.raises(Refused):
            ReviewingService(offices.record.units, offices.user(role.value, role)).due()
