"""The register of acts: every operation of the law and every account event has its acts, each with words."""

from __future__ import annotations

from db.audit.acts import Deed, declared
from db.words.families.access import AuditOperation

# The service standard's account events: creation, lockout, reinstatement, failure, success after a failure,
# password change, group add and remove, group creation, privilege change, second factor on and off, its reset.
EVENTS = "abcdefghijk"


def test_each_operation_of_the_law_has_an_act() -> None:
    assert {deed.operation for deed in Deed} == set(AuditOperation)


def test_each_account_event_of_the_standard_has_an_act() -> None:
    assert {deed.event for deed in Deed} - {""} == set(EVENTS)


def test_each_act_says_what_somebody_did() -> None:
    assert all(deed.label and deed.label == deed.label.strip() for deed in Deed)
    assert len({deed.label for deed in Deed}) == len(Deed)


def test_an_act_is_found_by_its_name_and_is_plain_text() -> None:
    assert declared("file.open") is Deed.FILE_OPEN
    assert declared("file.lick") is None
    assert f"{Deed.FILE_OPEN}" == "file.open"
