"""H1: a personal note is handed over by the judge who wrote it, to a judge, and by nobody to anybody else."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from db.access.handing import hands_over, receives
from db.words.actor import Actor, Role
from db.words.families.notes import NoteKind

PEOPLE = [UUID(int=number) for number in range(1, 5)]
roles = st.frozensets(st.sampled_from(list(Role)), max_size=4)


def _actor(user: UUID, held: frozenset[Role]) -> Actor:
    return Actor(
        user_id=user,
        user_name="somebody",
        display_name="Somebody",
        agency_id=UUID(int=9),
        roles=held,
        courts=frozenset(),
        today=date(2025, 3, 12),
        terminal="test",
        audit_session=UUID(int=10),
    )


@given(st.sampled_from(PEOPLE), roles, st.sampled_from(list(NoteKind)), st.sampled_from(PEOPLE))
def test_the_judge_who_wrote_it_and_nobody_else_hands_it_over(
    user: UUID, held: frozenset[Role], kind: NoteKind, author: UUID
) -> None:
    plainly = kind is NoteKind.JUDGE_PERSONAL and user == author and Role.JUDGE in held
    assert hands_over(_actor(user, held), kind, author).allowed is plainly


@given(st.sampled_from(PEOPLE), roles, st.sampled_from(PEOPLE), roles)
def test_another_judge_and_nobody_else_is_given_it(
    user: UUID, held: frozenset[Role], receiver: UUID, theirs: frozenset[Role]
) -> None:
    plainly = receiver != user and Role.JUDGE in theirs
    assert receives(_actor(user, held), receiver, theirs).allowed is plainly
