"""What a role may do at all (U3), and what emergency access allows (B): the rules against a plain telling of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import example, given
from hypothesis import strategies as st

from db.access import emergency_rules, rules
from db.access.standing import Standing, make_standing
from db.words.actor import Actor, Role
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind

ME, OTHER, HERE, THERE, OURS, THEIRS = (UUID(int=number) for number in range(1, 7))
READERS = {
    *(Role.CLERK, Role.LEGAL_ADVISER, Role.USHER, Role.COURT_MANAGER, Role.LISTING_OFFICER, Role.JUDGE),
    *(Role.POLICE_OFFICER, Role.POLICE_INTELLIGENCE, Role.PROSECUTOR, Role.PROBATION_OFFICER, Role.PROBATION_MANAGER),
    *(Role.DRUG_WORKER, Role.VOLUNTARY_WORKER, Role.PRISON_OFFICER, Role.YOT_WORKER, Role.DEFENCE_LAWYER),
    Role.PPO_OFFICER,
}
STAFF = {Role.CLERK, Role.LEGAL_ADVISER, Role.USHER, Role.COURT_MANAGER, Role.LISTING_OFFICER}
held_roles = st.frozensets(st.sampled_from(list(Role)), max_size=3)


def actor(held: frozenset[Role], *, every_court: bool = False) -> Actor:
    """Somebody of our agency, posted here."""
    return Actor(
        user_id=ME, user_name="somebody", display_name="Somebody", agency_id=OURS, roles=held,
        courts=frozenset({HERE}), today=date(2026, 3, 12), terminal="test", audit_session=UUID(int=10),
        every_court=every_court,
    )  # fmt: skip


def standing(held: frozenset[Role], kind: AgencyKind, *, refusal: str = "") -> Standing:
    return make_standing(actor(held), kind, refusal=refusal)


@given(held_roles)
def test_who_reads_cases_and_who_writes(held: frozenset[Role]) -> None:
    one = actor(held)
    assert rules.sees_cases(one) is bool(held & READERS)
    assert rules.writes(one).allowed is bool(held & (READERS - {Role.USHER}))
    assert rules.administers(one).allowed is (Role.ADMINISTRATOR in held)


@given(held_roles, st.booleans(), st.sampled_from([None, HERE, THERE]))
def test_who_keeps_a_list(held: frozenset[Role], every: bool, court: UUID | None) -> None:
    one = actor(held, every_court=every)
    in_court = bool(held & (STAFF | {Role.JUDGE})) and bool(held & (READERS - {Role.USHER}))
    expected = in_court and (court is None or every or court == HERE)
    assert rules.keeps_lists(one, court).allowed is expected


@given(held_roles, st.sampled_from([OURS, THEIRS]))
def test_who_takes_in_files_of_other_systems(held: frozenset[Role], agency: UUID) -> None:
    keeps = bool(held & {Role.ADMINISTRATOR, Role.SERVICE})
    writes = bool(held & (READERS - {Role.USHER}))
    expected = keeps or (writes and (agency == OURS or bool(held & STAFF)))
    assert rules.loads_feeds(actor(held), agency).allowed is expected


@given(held_roles)
def test_which_kinds_of_note_a_role_writes(held: frozenset[Role]) -> None:
    kinds = rules.writable_note_kinds(actor(held))
    writes = bool(held & (READERS - {Role.USHER}))
    assert (NoteKind.JUDGE_PERSONAL in kinds) is (Role.JUDGE in held)
    assert (NoteKind.HEARING in kinds) is (writes and bool(held & (STAFF | {Role.JUDGE})))
    assert (NoteKind.AGENCY in kinds) is (NoteKind.SHARED in kinds) is writes
    assert len(kinds) == len(set(kinds))


@given(held_roles, st.sampled_from(list(AgencyKind)), st.sampled_from(["", "The account is suspended."]))
@example(frozenset({Role.DEFENCE_LAWYER}), AgencyKind.DEFENCE, "")
def test_who_opens_emergency_access(held: frozenset[Role], kind: AgencyKind, refusal: str) -> None:
    decided = emergency_rules.opens(standing(held, kind, refusal=refusal))
    defence_only = held & READERS == {Role.DEFENCE_LAWYER}
    assert decided.allowed is (not refusal and bool(held & READERS) and not defence_only)
    assert not refusal or decided.reason == refusal


@given(held_roles, st.sampled_from([ME, OTHER]))
def test_who_reviews_emergency_access_and_never_the_own(held: frozenset[Role], opened_by: UUID) -> None:
    looks = bool(held & {Role.SUPERVISOR, Role.COURT_MANAGER})
    assert emergency_rules.looks_at_reviews(actor(held)).allowed is looks
    assert emergency_rules.reviews(actor(held), opened_by).allowed is (looks and opened_by == OTHER)
