"""Who may read the log and how much of it, for every role."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from db.access.audit_rules import ANSWERED_FOR, Told, checks_log, named, reads_log, told
from db.audit.acts import declared
from db.words.actor import Actor, Role

OWN, OTHER = UUID(int=1), UUID(int=2)


def _actor(*roles: Role) -> Actor:
    day = date(2026, 3, 12)
    return Actor(UUID(int=9), "x", "X", OWN, frozenset(roles), frozenset(), day, "t", UUID(int=8))


@pytest.mark.parametrize("role", Role)
def test_only_an_auditor_reads_the_log(role: Role) -> None:
    assert reads_log(_actor(role)).allowed is (role is Role.AUDITOR)


@pytest.mark.parametrize("role", Role)
def test_those_who_look_after_the_installation_have_it_checked(role: Role) -> None:
    assert checks_log(_actor(role)).allowed is (role in {Role.AUDITOR, Role.ADMINISTRATOR, Role.SERVICE})


def test_an_auditor_is_told_everything_of_anybody() -> None:
    assert told(_actor(Role.AUDITOR), sees_person=False, owns_records=False) is Told.LOG


def test_a_sharing_lead_is_told_who_read_what_the_agency_owns() -> None:
    lead = _actor(Role.SHARING_LEAD)
    assert told(lead, sees_person=False, owns_records=True) is Told.NAMES
    assert told(lead, sees_person=True, owns_records=False) is Told.NOTHING


def test_who_sees_the_file_is_told_of_agencies_and_of_colleagues_by_name() -> None:
    clerk = _actor(Role.CLERK)
    how = told(clerk, sees_person=True, owns_records=False)
    assert how is Told.AGENCIES
    assert named(clerk, how, OWN)
    assert not named(clerk, how, OTHER)


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR, Role.TRAINER, Role.BOARD_ANALYST])
def test_who_does_not_see_the_file_is_told_nothing(role: Role) -> None:
    how = told(_actor(role), sees_person=False, owns_records=True)
    assert how is Told.NOTHING
    assert not named(_actor(role), how, OWN)


def test_nothing_that_would_tell_of_a_note_or_a_restricted_case_is_answered_for() -> None:
    assert all(declared(action) is not None for action in ANSWERED_FOR)
    assert not any(action.startswith(("note.", "sealed.", "case.", "person.find")) for action in ANSWERED_FOR)
