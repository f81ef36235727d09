"""The seven kinds of tampering, each done on a real database by somebody who owns it, and each named by row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.audit.statement import FIRST
from db.tables.oversight import AuditCheckpoint, AuditHead, AuditShipment
from db.words.keys import uuid7
from tests.support.databases import Database
from tests.support.log_book import CHAIN, EVENT, LogBook, hexed
from tests.support.record import Record

CHECKPOINT: sa.Table = AuditCheckpoint.__table__  # type: ignore[attr-defined]
HEAD: sa.Table = AuditHead.__table__  # type: ignore[attr-defined]
SHIPMENT: sa.Table = AuditShipment.__table__  # type: ignore[attr-defined]
ELSE = UUID(int=77)


def test_an_honest_log_is_whole_and_wholly_sealed(book: LogBook) -> None:
    report = book.verify()
    assert report.sound
    assert (report.rows, report.sealed, report.chains, report.checkpoints) == (18, 18, 3, 1)


def test_rows_after_the_last_checkpoint_are_checked_and_not_yet_sealed(book: LogBook) -> None:
    book.act(book.actors[0], 2, at=timedelta(minutes=20))
    report = book.verify()
    assert report.sound
    assert (report.rows, report.sealed) == (20, 18)


@pytest.mark.parametrize(
    "change",
    [
        *({"action": "case.open"}, {"reason": "for no reason"}, {"person_id": ELSE}, {"object_id": None}, {"rows": 3}),
        *({"milliseconds": 1}, {"object_kind": "note"}, {"before_hash": b"x"}, {"after_hash": b"x"}, {"id": ELSE}),
        *({"previous": b"x" * 32}, {"digest": b"x" * 32}, {"operation": "erasure"}),
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_edited_row_is_named(book: LogBook, change: dict[str, Any]) -> None:
    victim = book.actors[1]
    book.edit(victim, 3, **change)
    assert ("edited", hexed(victim), 3) in book.found()


def test_an_edit_whose_digest_was_made_anew_breaks_the_link_and_is_named(book: LogBook) -> None:
    victim, row = book.actors[1], book.rows(book.actors[1])[2]
    from db.audit.chain import digest

    book.edit(victim, 3, reason="another", digest=digest({**row, "reason": "another"}))
    assert book.found() == [("edited", hexed(victim), 3)]


def test_rows_deleted_in_the_middle_are_named(book: LogBook) -> None:
    book.delete(book.actors[0], 2)
    book.delete(book.actors[2], 3, 4)
    report = book.verify()
    assert [(each.kind.value, each.chain, each.number) for each in report.findings] == [
        ("missing", hexed(book.actors[0]), 2),
        ("missing", hexed(book.actors[2]), 3),
    ]
    assert "3 to 4" in report.findings[1].said


def test_a_deleted_first_row_is_named(book: LogBook) -> None:
    book.delete(book.actors[0], 1)
    assert book.found() == [("missing", hexed(book.actors[0]), 1)]


def test_a_deleted_tail_is_named_by_the_checkpoint(book: LogBook) -> None:
    book.delete(book.actors[1], 5, 6)
    assert book.found() == [("cut", hexed(book.actors[1]), 5)]


def test_a_deleted_sign_in_is_named_by_the_checkpoint(book: LogBook) -> None:
    gone = book.actors[2]
    book.attack(
        sa.delete(EVENT).where(EVENT.c.chain_id == gone.audit_session),
        sa.delete(CHAIN).where(CHAIN.c.id == gone.audit_session),
    )
    assert book.found() == [("gone", hexed(gone), 6)]


@pytest.mark.parametrize("with_ids", [True, False])
def test_swapped_rows_are_both_named(book: LogBook, with_ids: bool) -> None:
    victim = book.actors[0]
    rows = book.rows(victim)
    moved = {"happened_at", "reason", "object_id", "person_id", "milliseconds", "rows", "after_hash"}
    one, other = rows[1], rows[3]
    book.edit(victim, 2, **{name: other[name] for name in moved})
    book.edit(victim, 4, **{name: one[name] for name in moved})
    if with_ids:
        book.edit(victim, 2, id=ELSE)
        book.edit(victim, 4, id=one["id"])
        book.edit(victim, 2, id=other["id"])
    assert book.found() == [("swapped", hexed(victim), 2), ("swapped", hexed(victim), 4)]


def test_rows_that_exchanged_their_numbers_are_both_named(book: LogBook) -> None:
    victim = book.actors[0]
    book.edit(victim, 3, number=99)
    book.edit(victim, 5, number=3)
    book.edit(victim, 99, number=5)
    assert book.found() == [("swapped", hexed(victim), 3), ("swapped", hexed(victim), 5)]


def test_a_rewritten_chain_is_named_by_the_checkpoint(book: LogBook) -> None:
    victim = book.actors[1]
    book.forge(victim, {2: {"reason": "innocent"}})
    assert book.found() == [("rewritten", hexed(victim), 6)]


def test_of_two_checkpoints_the_one_that_a_rewriting_touches_is_named(book: LogBook) -> None:
    victim = book.actors[1]
    book.act(victim, 3, at=timedelta(minutes=20))
    book.seal(at=timedelta(minutes=30))
    book.forge(victim, {8: {"reason": "innocent"}})
    report = book.verify()
    assert [(each.kind.value, each.number) for each in report.findings] == [("rewritten", 9)]
    assert "7 to 9" in report.findings[0].said


def test_a_back_dated_row_is_named(book: LogBook) -> None:
    victim = book.actors[0]
    book.edit(victim, 4, happened_at=book.start - timedelta(days=3))
    assert book.found() == [("back_dated", hexed(victim), 4)]


def test_a_back_dated_row_in_a_forged_chain_is_named(book: LogBook) -> None:
    victim = book.actors[0]
    book.forge(victim, {4: {"happened_at": book.start - timedelta(days=3)}})
    assert book.found() == [("back_dated", hexed(victim), 4)]


def test_a_sign_in_made_up_later_and_dated_earlier_is_named(book: LogBook) -> None:
    from dataclasses import replace

    invented = replace(book.actors[0], audit_session=uuid7())
    book.act(invented, 2, at=-timedelta(days=7))
    assert book.found() == [("back_dated", hexed(invented), 1), ("back_dated", hexed(invented), 2)]


@pytest.mark.parametrize("column", ["terminal", "opened_at"])
def test_who_and_where_a_sign_in_was_cannot_be_changed_unseen(book: LogBook, column: str) -> None:
    victim = book.actors[0]
    value = "elsewhere" if column == "terminal" else book.start - timedelta(days=1)
    book.attack(sa.update(CHAIN).where(CHAIN.c.id == victim.audit_session).values(**{column: value}))
    assert book.found() == [("sign_in", hexed(victim), 1)]


def test_a_row_with_a_number_that_no_chain_gives_is_named(book: LogBook) -> None:
    book.edit(book.actors[0], 2, number=-1)
    assert ("edited", hexed(book.actors[0]), 0) in book.found()


def test_a_row_with_the_sign_that_parts_fields_has_no_digest(book: LogBook) -> None:
    book.edit(book.actors[0], 2, reason="a\x1fb")
    assert ("edited", hexed(book.actors[0]), 2) in book.found()


# -- checkpoints are tampered with too -----------------------------------------------------------


def test_an_edited_checkpoint_is_named_and_not_believed(book: LogBook) -> None:
    book.attack(sa.update(CHECKPOINT).values(events=17))
    book.delete(book.actors[1], 6)
    assert book.found() == [("checkpoint", "", 1)]


def test_an_edited_head_is_named(book: LogBook) -> None:
    book.attack(sa.update(HEAD).where(HEAD.c.chain_id == book.actors[0].audit_session).values(number=5))
    assert book.found() == [("checkpoint", "", 1)]


def test_a_checkpoint_of_another_key_is_not_trusted(book: LogBook) -> None:
    assert book.found(trusted=("00" * 32,)) == [("checkpoint", "", 1)]


def test_a_signature_that_is_no_signature_is_named(book: LogBook) -> None:
    book.attack(sa.update(CHECKPOINT).values(signature=b"short"))
    assert book.found() == [("checkpoint", "", 1)]


def test_a_deleted_checkpoint_is_named(book: LogBook) -> None:
    book.act(book.actors[0], 1, at=timedelta(minutes=20))
    book.seal(at=timedelta(minutes=30))
    first = sa.select(CHECKPOINT.c.id).where(CHECKPOINT.c.number == 1).scalar_subquery()
    book.attack(
        sa.delete(HEAD).where(HEAD.c.checkpoint_id == first), sa.delete(CHECKPOINT).where(CHECKPOINT.c.number == 1)
    )
    assert book.found() == [("checkpoint", "", 1)]


def test_a_checkpoint_that_continues_another_one_is_named(book: LogBook) -> None:
    book.act(book.actors[0], 1, at=timedelta(minutes=20))
    book.seal(at=timedelta(minutes=30))
    book.attack(sa.update(CHECKPOINT).where(CHECKPOINT.c.number == 2).values(previous=bytes.fromhex(FIRST)))
    assert set(book.found()) == {("checkpoint", "", 2)}


def test_whoever_takes_the_checkpoints_away_is_told_by_the_copies_in_the_sink(book: LogBook) -> None:
    with book.engine.connect() as connection:
        from db.audit.reading import checkpoints

        copies = tuple(checkpoints(connection))
    book.attack(sa.delete(HEAD), sa.delete(CHECKPOINT))
    book.delete(book.actors[1], 6)
    assert book.found() == []
    assert book.found(elsewhere=copies) == [("checkpoint", "", 1), ("cut", hexed(book.actors[1]), 6)]


def test_a_copy_in_the_sink_that_is_another_one_or_was_changed_is_named(book: LogBook) -> None:
    from dataclasses import replace

    from db.audit.statement import stated

    with book.engine.connect() as connection:
        from db.audit.reading import checkpoints

        (copy,) = checkpoints(connection)
    assert book.found(elsewhere=(replace(copy, heads=None),)) == []
    changed = replace(copy, digest="ff" * 32)
    assert book.found(elsewhere=(changed,)) == [("checkpoint", "", 1)]
    other = stated(bytes(range(32)), 1, copy.made_at, events=1, previous=FIRST, heads=())
    assert book.found(elsewhere=(other,)) == [("checkpoint", "", 1)]


def test_only_a_part_of_the_log_may_be_checked(book: LogBook) -> None:
    from dataclasses import replace

    from db.audit.form import moment

    late = replace(book.actors[0], audit_session=uuid7())
    book.act(late, 2, at=timedelta(minutes=20))
    book.seal(at=timedelta(minutes=30))
    since = moment(book.start + timedelta(minutes=15))
    assert (book.verify(since=since).rows, book.found(since=since)) == (2, [])
    assert (book.verify(until=since).rows, book.found(until=since)) == (18, [])
    book.attack(
        sa.delete(EVENT).where(EVENT.c.chain_id == late.audit_session),
        sa.delete(CHAIN).where(CHAIN.c.id == late.audit_session),
    )
    assert book.found(since=moment(book.start + timedelta(minutes=5))) == [("gone", hexed(late), 2)]
    assert book.found(until=since) == []


def test_of_many_altered_rows_each_is_named(book: LogBook) -> None:
    from dataclasses import replace

    long = replace(book.actors[0], audit_session=uuid7())
    book.act(long, 220, at=timedelta(minutes=20))
    book.attack(sa.update(EVENT).where(EVENT.c.chain_id == long.audit_session).values(reason="nothing"))
    assert [each[2] for each in book.found() if each[0] == "edited"] == list(range(1, 221))


def test_an_empty_log_is_whole(database: Database, record: Record) -> None:
    assert record.units.dialect == database.dialect
    from db.audit.reading import log_of
    from db.audit.verify import verify

    with record.units.raw("keeper") as connection:
        report = verify(log_of(connection))
    assert report.sound
    assert (report.rows, report.last_checkpoint) == (0, 0)
