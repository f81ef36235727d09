"""Who prints, exports and publishes, and small counts that cannot be worked out from the others."""

from __future__ import annotations

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from db.access import output_rules
from db.access.standing import make_standing
from db.words.actor import Actor, Role
from db.words.families.places import AgencyKind
from db.words.keys import uuid7

HERE = uuid7()
PRINT_NONE = {
    Role.ADMINISTRATOR, Role.TRAINER, Role.AUDITOR, Role.PROGRAMME_VIEWER, Role.BOARD_ANALYST, Role.SERVICE,
    Role.AUTHORISER, Role.SHARING_LEAD, Role.SUPERVISOR, Role.YOUTH, Role.SEALED_READ,
}  # fmt: skip


def _actor(*roles: Role) -> Actor:
    return Actor(uuid7(), "x", "X", uuid7(), frozenset(roles), frozenset({HERE}), date(2026, 3, 2), "t", uuid7())


def test_who_reads_case_data_prints_and_who_works_on_it_exports_and_mails() -> None:
    for role in Role:
        actor = _actor(role)
        assert output_rules.prints(actor).allowed is (role not in PRINT_NONE), role
        exports = role not in PRINT_NONE and role is not Role.USHER
        assert output_rules.exports(actor).allowed is exports, role
        assert output_rules.mails(actor).allowed is exports, role


def test_two_roles_together_may_what_either_may_and_two_that_may_not_still_may_not() -> None:
    assert output_rules.exports(_actor(Role.USHER, Role.CLERK)).allowed
    assert not output_rules.exports(_actor(Role.USHER, Role.ADMINISTRATOR)).allowed
    assert not output_rules.exports(_actor(Role.AUDITOR, Role.SHARING_LEAD)).allowed


def test_only_the_staff_of_a_court_make_its_public_list() -> None:
    may = {role for role in Role if output_rules.publishes(_actor(role), HERE).allowed}
    assert may == {Role.CLERK, Role.LEGAL_ADVISER, Role.COURT_MANAGER, Role.LISTING_OFFICER}
    assert not output_rules.publishes(_actor(Role.CLERK), uuid7()).allowed


def test_nothing_leaves_of_who_is_read_under_emergency_access() -> None:
    person = uuid7()
    standing = make_standing(_actor(Role.CLERK), AgencyKind.COURT, emergency=[person])
    assert output_rules.outputs_refused(standing, person)
    assert output_rules.outputs_refused(standing, uuid7()) == ""


def _possible(told: tuple[str, ...], total: str) -> set[tuple[int, ...]]:
    """Every row of counts that looks like this from outside."""
    rows = set(product(*(range(5) if text == "<5" else [int(text)] for text in told)))
    if total.isdecimal():
        return {row for row in rows if str(sum(row)) == total}
    return {row for row in rows if (sum(row) < 5) is (total == "<5")}


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_a_small_count_is_never_told_and_never_to_be_worked_out(cells: list[int]) -> None:
    told, total = output_rules.suppressed(cells)
    small = [place for place, count in enumerate(cells) if count < 5]
    assert all(told[place] == "<5" for place in small)
    assert all(told[place] == str(count) for place, count in enumerate(cells) if count >= 5)
    possible = _possible(told, total)
    for place in small:
        assert len({row[place] for row in possible}) > 1, (cells, told, total)
    if not small:
        assert (told, total) == (tuple(map(str, cells)), str(sum(cells)))
