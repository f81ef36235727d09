"""Nobody raises himself, an area's authoriser answers for that area alone, and somebody is left to administer."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.access import accounts_rules as rules
from db.access.accounts_rules import Asked
from db.words.actor import Actor, Role
from db.words.families.places import AgencyKind

HERE = uuid4()
roles = st.frozensets(st.sampled_from(list(Role)), max_size=4)
TREE = st.integers(0, 11).flatmap(
    lambda size: st.tuples(*(st.one_of(st.none(), st.integers(0, max(0, n - 1))) for n in range(size)))
)


def actor(*held: Role, user: UUID | None = None, agency: UUID = HERE) -> Actor:
    return Actor(
        user or uuid4(), "j.moss", "J. Moss", agency, frozenset(held), frozenset(), date(2030, 1, 1), "t", uuid4()
    )


def asked(
    *wanted: Role, kind: AgencyKind = AgencyKind.COURT, places: tuple[UUID | None, ...] = (), by: UUID | None = None
) -> Asked:
    return Asked("n.other", "N. Other", HERE, kind, frozenset(wanted or {Role.CLERK}), places, by)


@given(roles, roles)
def test_no_administrator_ever_gives_himself_anything(held: frozenset[Role], after: frozenset[Role]) -> None:
    one = actor(*held)
    assert not rules.keeps(one, one.user_id).allowed
    assert not rules.changes_roles(one, one.user_id, after).allowed


@given(roles, roles)
def test_only_administrators_change_accounts(held: frozenset[Role], after: frozenset[Role]) -> None:
    decided = rules.changes_roles(actor(*held), uuid4(), after)
    assert decided.allowed == (Role.ADMINISTRATOR in held and bool(after) and not rules.fits_together(after))
    assert decided.reason


@given(roles)
def test_who_keeps_accounts_or_the_log_never_reads_cases(held: frozenset[Role]) -> None:
    if not rules.fits_together(held) and held & rules.ALONE:
        assert not rules.reads_cases(held)
        assert len(held) == 1


def test_add_ons_need_a_role_to_add_to_but_an_authoriser_may_be_that_alone() -> None:
    assert "only adds" in rules.fits_together({Role.YOUTH, Role.SHARING_LEAD})
    assert not rules.fits_together({Role.AUTHORISER})
    assert not rules.fits_together({Role.YOUTH, Role.JUDGE})
    assert not rules.fits_together(())


def _climbs(places: list[UUID], parents: dict[UUID, UUID | None], start: UUID | None) -> set[UUID]:
    """The plain oracle: everything above, by repeated joining."""
    found = {start} - {None}
    for _ in places:
        found |= {parents[one] for one in found if one is not None and parents[one] is not None}
    return {one for one in found if one is not None}


@given(TREE, st.data())
def test_an_area_is_covered_by_itself_and_by_everything_it_lies_in(
    tree: tuple[int | None, ...], data: st.DataObject
) -> None:
    places = [UUID(int=n + 1) for n in range(len(tree))]
    parents = {places[n]: None if up is None or up == n else places[up] for n, up in enumerate(tree)}
    mine = frozenset(data.draw(st.sets(st.sampled_from(places)))) if places else frozenset()
    wanted = data.draw(st.sampled_from([None, *places]))
    assert rules.covers(mine, wanted, parents) == bool(mine & _climbs(places, parents, wanted))


def test_areas_that_lie_in_each_other_end_the_climb() -> None:
    one, other = uuid4(), uuid4()
    assert not rules.covers(frozenset({uuid4()}), one, {one: other, other: one})


def test_an_authoriser_answers_for_every_place_of_the_request_or_not_at_all() -> None:
    nation, north, south = uuid4(), uuid4(), uuid4()
    parents = {nation: None, north: nation, south: nation}
    both = asked(places=(north, south))
    one = actor(Role.AUTHORISER)
    assert rules.authorises(one, both, frozenset({nation}), parents).allowed
    decided = rules.authorises(one, both, frozenset({north}), parents)
    assert (decided.allowed, "another area" in decided.reason) == (False, True)


def test_where_no_area_is_set_up_the_agencys_own_authoriser_answers() -> None:
    assert rules.authorises(actor(Role.AUTHORISER), asked(), frozenset(), {}).allowed
    assert not rules.authorises(actor(Role.AUTHORISER, agency=uuid4()), asked(), frozenset(), {}).allowed


@given(roles)
def test_nobody_else_answers(held: frozenset[Role]) -> None:
    decided = rules.authorises(actor(*held), asked(), frozenset(), {})
    assert decided.allowed == (Role.AUTHORISER in held)


def test_nobody_answers_his_own_request_under_any_name() -> None:
    me = actor(Role.AUTHORISER)
    mine = (
        asked(by=me.user_id),
        Asked("j.moss", "Another Name", HERE, AgencyKind.COURT, frozenset({Role.CLERK})),
        Asked("other", " j.  MOSS", HERE, AgencyKind.COURT, frozenset({Role.CLERK})),
    )
    for one in mine:
        assert "own" in rules.authorises(me, one, frozenset(), {}).reason


@pytest.mark.parametrize("kind", list(AgencyKind))
@given(wanted=st.frozensets(st.sampled_from(list(Role)), min_size=1, max_size=3))
def test_only_roles_of_that_kind_of_agency_are_authorised_and_none_of_the_house(
    kind: AgencyKind, wanted: frozenset[Role]
) -> None:
    decided = rules.authorises(actor(Role.AUTHORISER), asked(*wanted, kind=kind), frozenset(), {})
    assert decided.allowed == (wanted <= rules.roles_at(kind) and not rules.fits_together(wanted))
    if wanted & rules.HOUSE:
        assert not decided.allowed


def test_every_kind_of_agency_has_a_role_to_ask_for() -> None:
    assert all(rules.ROLES_OF[kind] - rules.ADD_ONS for kind in AgencyKind)


@given(st.sets(st.integers(1, 4)), st.integers(1, 4))
def test_the_last_administrator_stays(left: set[int], going: int) -> None:
    ids = [UUID(int=n) for n in left]
    assert rules.stays_administered(UUID(int=going), ids).allowed == bool(left - {going})


@given(roles)
def test_requests_are_read_by_those_who_look_after_accounts(held: frozenset[Role]) -> None:
    assert rules.sees_requests(actor(*held)).allowed == bool(held & {Role.AUTHORISER, Role.ADMINISTRATOR})


@given(roles, st.booleans())
def test_nobody_reviews_himself_and_an_authoriser_his_area_alone(held: frozenset[Role], inside: bool) -> None:
    one = actor(*held)
    assert not rules.reviews(one, one.user_id, inside=inside).allowed
    may = Role.ADMINISTRATOR in held or (Role.AUTHORISER in held and inside)
    assert rules.reviews(one, uuid4(), inside=inside).allowed == may


def test_the_roles_that_stand_alone_are_refused_with_any_other() -> None:
    for one, other in combinations(Role, 2):
        if {one, other} & rules.ALONE:
            assert "stands alone" in rules.fits_together({one, other})
