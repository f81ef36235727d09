"""Rows put in, and sign-ins taken away with what was signed of them, are told as what they are."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.audit.chain import digest
from db.tables.oversight import AuditHead
from tests.support.log_book import CHAIN, EVENT, LogBook, hexed

HEAD: sa.Table = AuditHead.__table__  # type: ignore[attr-defined]
ELSE = UUID(int=77)


@pytest.mark.parametrize("how", ["copied", "forged", "back_dated"])
def test_a_row_put_in_with_a_number_far_ahead_is_named_as_inserted(book: LogBook, how: str) -> None:
    victim = book.actors[1]
    last = book.rows(victim)[-1]
    put = {**last, "id": ELSE, "number": 101}
    if how == "forged":
        put["previous"] = last["digest"]
        put["digest"] = digest(put)
    if how == "back_dated":
        put |= {"previous": b"x" * 32, "happened_at": book.start - timedelta(days=3)}
        put["digest"] = digest(put)
    after = {**put, "id": UUID(int=78), "number": 102, "previous": put["digest"]}
    book.attack(sa.insert(EVENT).values(**put), sa.insert(EVENT).values(**{**after, "digest": digest(after)}))
    assert book.found() == [("inserted", hexed(victim), 101), ("inserted", hexed(victim), 102)]


def test_rows_cut_off_under_an_inserted_one_are_named_too(book: LogBook) -> None:
    victim = book.actors[1]
    put = {**book.rows(victim)[-1], "id": ELSE, "number": 101}
    book.delete(victim, 5, 6)
    book.attack(sa.insert(EVENT).values(**put))
    assert book.found() == [("cut", hexed(victim), 5), ("inserted", hexed(victim), 101)]


def test_rows_missing_before_a_row_that_is_sound_are_not_told_as_inserted(book: LogBook) -> None:
    book.act(book.actors[0], 4, at=timedelta(minutes=20))
    book.delete(book.actors[0], 7, 8)
    assert book.found() == [("missing", hexed(book.actors[0]), 7)]


def test_rows_that_went_with_their_heads_are_told_by_the_count_that_was_signed(book: LogBook) -> None:
    gone = book.actors[2]
    book.attack(
        sa.delete(EVENT).where(EVENT.c.chain_id == gone.audit_session),
        sa.delete(CHAIN).where(CHAIN.c.id == gone.audit_session),
        sa.delete(HEAD).where(HEAD.c.chain_id == gone.audit_session),
    )
    # What was written since takes the place of nothing.
    book.act(book.actors[0], 9, at=timedelta(minutes=20))
    report = book.verify()
    assert [(each.kind.value, each.number) for each in report.findings] == [("checkpoint", 1), ("gone", 1)]
    assert "6 rows" in report.findings[1].said
