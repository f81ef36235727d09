"""A judge's notes after a reset: two custodians give the notes' keys to the judge's new pair, and see no word."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.accounts.credentials import password_proof
from db.accounts.judge_key import JudgeKey, rewrap, unwrap
from db.accounts.judges import notes_after_reset, settle
from db.accounts.verifier import derive
from db.cards.recovery import Custodian
from db.notes.handing import HandOverService
from db.notes.recovering import RecoveryService
from db.notes.service import NoteService
from db.store.boxes import Unreadable
from db.tables.notes import RecoveryBox, RecoveryCopy, RecoveryCustodian, RecoveryKey
from db.tables.system import AuditEvent
from db.tables.users import Credential
from db.words.actor import Actor, Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.notes import NoteKind
from tests.support.note_court import SECRET, Court

OLD, NEW = "the first of two passwords", "the second of two passwords"
ONE, TWO, THREE = (
    Custodian("keeper one", "marmalade heron violet ladder"),
    Custodian("keeper two", "granite teapot willow sixpence"),
    Custodian("keeper three", "copper lantern meadow thimble"),
)


@pytest.fixture
def home(court: Court) -> Court:
    """Two judges with passwords, an administrator, three people who may be custodians."""
    agency = court.clerk.agency_id
    court.admin = court.record.user("admin", agency, Role.ADMINISTRATOR)
    court.record.put(password_proof(court.admin.user_id, OLD, judge=False))
    for name in ("keeper one", "keeper two", "keeper three"):
        person = court.record.user(name, agency, Role.COURT_MANAGER)
        court.record.put(password_proof(person.user_id, OLD, judge=False))
    for judge in (court.judge_a, court.judge_b):
        proof = password_proof(judge.user_id, OLD, judge=True)
        court.record.put(proof)
        court.keys[judge.user_id] = opened(judge, proof, OLD)
    return court


def opened(judge: Actor, proof: Credential, password: str) -> JudgeKey:
    half = derive(password, proof.salt).private_half
    return unwrap(proof.wrapped_private_key or b"", half, judge.user_id, public=proof.public_key)


def recovery(court: Court) -> RecoveryService:
    return RecoveryService(court.record.units, court.admin)


def sign_in(court: Court, judge: Actor) -> bool:
    return settle(court.record.units, judge, court.keys[judge.user_id])


def reset(court: Court, judge: Actor) -> None:
    """A new password chosen by a one-time code: another pair, and the old one lost with the old password."""
    proof = password_proof(judge.user_id, NEW, judge=True)
    with court.record.units.raw("keeper", writes=True) as connection:
        table: sa.Table = Credential.__table__
        values = {name: getattr(proof, name) for name in ("salt", "verifier", "public_key", "wrapped_private_key")}
        connection.execute(sa.update(table).where(table.c.user_id == judge.user_id).values(**values))
    court.keys[judge.user_id] = opened(judge, proof, NEW)


def bodies(court: Court, judge: Actor) -> list[str]:
    return [one.body or one.withheld[:6] for one in court.notes(judge).of_person(court.known.person)]


def rows(court: Court, model: type) -> list[object]:
    with court.record.units.raw("keeper") as connection:
        return list(connection.execute(sa.select(model.__table__)).all())


def events(court: Court, action: str) -> list[tuple[object, ...]]:
    with court.record.units.raw("keeper") as connection:
        c = AuditEvent.__table__.c
        found = connection.execute(sa.select(c.user_id, c.object_id, c.reason, c.rows).where(c.action == action))
        return [tuple(row) for row in found]


def test_two_custodians_open_the_notes_to_the_judge_again_and_it_is_logged(home: Court) -> None:
    a = home.judge_a
    card = recovery(home).set_up([ONE, TWO, THREE])
    assert card.custodians == ("Keeper One", "Keeper Three", "Keeper Two")
    assert sign_in(home, a)
    assert not sign_in(home, a)
    home.notes(a).save(home.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    state = recovery(home).state()
    assert state is not None
    assert (state.sealed, state.judges) == (1, 1)

    reset(home, a)
    assert sign_in(home, a)
    home.notes(a).save(home.draft("Written since", NoteKind.JUDGE_PERSONAL))
    assert bodies(home, a) == ["Written since", "Sealed"]
    assert recovery(home).check_judge(a.user_name) == "Judge A"

    done = recovery(home).recover(a.user_name, [THREE, ONE])

    assert (done.judge, done.opened) == ("Judge A", 1)
    assert bodies(home, a) == ["Written since", SECRET]
    assert bodies(home, home.judge_b) == []
    ((by, judge, reason, count),) = events(home, "recovery_key.use")
    assert (by, judge, count) == (home.admin.user_id, a.user_id, 1)
    assert str(reason).startswith("custodians ")
    assert len(str(reason).split()) == 3


def test_what_another_judge_handed_over_comes_back_too(home: Court) -> None:
    a, b = home.judge_a, home.judge_b
    recovery(home).set_up([ONE, TWO])
    for judge in (a, b):
        sign_in(home, judge)
    given = home.notes(a).save(home.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    HandOverService(home.record.units, a, judge_key=home.keys[a.user_id]).give(given.id, b.user_id)
    reset(home, b)
    sign_in(home, b)
    assert bodies(home, b) == ["Sealed"]
    assert recovery(home).recover(b.user_name, [ONE, TWO]).opened == 1
    assert bodies(home, b) == [SECRET]
    assert bodies(home, a) == [SECRET]


def test_one_custodian_alone_or_a_wrong_passphrase_opens_nothing_and_is_logged(home: Court) -> None:
    a = home.judge_a
    recovery(home).set_up([ONE, TWO])
    sign_in(home, a)
    home.notes(a).save(home.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    reset(home, a)
    sign_in(home, a)
    for pair in ([ONE], [ONE, ONE]):
        with pytest.raises(BadInput, match="different people"):
            recovery(home).recover(a.user_name, pair)
    with pytest.raises(Unreadable, match="passphrases is wrong"):
        recovery(home).recover(a.user_name, [ONE, Custodian(TWO.user_name, ONE.passphrase)])
    with pytest.raises(Refused, match="keeps no passphrase"):
        recovery(home).recover(a.user_name, [ONE, THREE])
    assert bodies(home, a) == ["Sealed"]
    assert len(events(home, "recovery_key.refused")) == 2
    assert events(home, "recovery_key.use") == []


def test_a_judge_is_no_custodian_of_the_own_notes(home: Court) -> None:
    a = home.judge_a
    own = Custodian(a.user_name, "orchard pebble ribbon kettle")
    recovery(home).set_up([ONE, own])
    sign_in(home, a)
    reset(home, a)
    with pytest.raises(Refused, match="two other people"):
        recovery(home).recover(a.user_name, [ONE, own])


def test_only_an_administrator_uses_it_and_only_for_a_judge_with_a_new_password(home: Court) -> None:
    for actor in (home.clerk, home.judge_a):
        service = RecoveryService(home.record.units, actor)
        for ask in (service.state, lambda s=service: s.set_up([ONE, TWO]), lambda s=service: s.check_judge("judge a")):
            with pytest.raises(Refused, match="administrator"):
                ask()
        with pytest.raises(Refused, match="administrator"):
            service.recover(home.judge_a.user_name, [ONE, TWO])
    assert recovery(home).state() is None
    recovery(home).set_up([ONE, TWO])
    with pytest.raises(Refused, match="no judge"):
        recovery(home).recover("keeper one", [ONE, TWO])
    with pytest.raises(NotFound):
        recovery(home).recover("nobody", [ONE, TWO])
    with pytest.raises(Refused, match="No copy"):
        recovery(home).check_judge(home.judge_a.user_name)


def test_a_judge_without_a_key_yet_signs_in_first(home: Court) -> None:
    with home.record.units.raw("keeper", writes=True) as connection:
        table: sa.Table = Credential.__table__
        connection.execute(sa.update(table).where(table.c.user_id == home.judge_a.user_id).values(public_key=None))
    with pytest.raises(Refused, match="new password yet"):
        recovery(home).check_judge(home.judge_a.user_name)


def test_passphrases_are_as_strong_as_an_administrators_and_of_different_people(home: Court) -> None:
    weak = Custodian(TWO.user_name, "short")
    same = Custodian(TWO.user_name, ONE.passphrase)
    for pair in ([ONE, weak], [ONE, same], [ONE], [ONE, Custodian("keeper one", TWO.passphrase)]):
        with pytest.raises(BadInput):
            recovery(home).set_up(pair)
    with pytest.raises(NotFound):
        recovery(home).set_up([ONE, Custodian("nobody", TWO.passphrase)])
    assert rows(home, RecoveryKey) == []


def test_a_new_recovery_key_takes_the_place_of_the_old_one(home: Court) -> None:
    a = home.judge_a
    first = recovery(home).set_up([ONE, TWO])
    sign_in(home, a)
    with pytest.raises(Conflict):
        recovery(home).set_up([ONE, THREE])
    second = recovery(home).set_up([TWO, THREE], renew=True)
    assert first.fingerprint != second.fingerprint
    assert (second.sealed, second.judges) == (0, 1)
    assert sign_in(home, a)
    assert len(rows(home, RecoveryCopy)) == 1
    home.notes(a).save(home.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    reset(home, a)
    with pytest.raises(Refused, match="keeps no passphrase"):
        recovery(home).recover(a.user_name, [ONE, TWO])
    assert recovery(home).recover(a.user_name, [TWO, THREE]).opened == 1


def test_a_copy_sealed_for_an_earlier_recovery_key_is_opened_by_its_custodians(home: Court) -> None:
    a = home.judge_a
    recovery(home).set_up([ONE, TWO])
    sign_in(home, a)
    home.notes(a).save(home.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    reset(home, a)
    recovery(home).set_up([TWO, THREE], renew=True)
    sign_in(home, a)
    assert recovery(home).recover(a.user_name, [ONE, TWO]).opened == 1
    assert bodies(home, a) == [SECRET]


def test_the_administrator_is_told_before_a_reset_what_becomes_of_the_notes(home: Court) -> None:
    a = home.judge_a

    def told() -> str:
        with home.record.units.read(home.admin) as unit:
            return notes_after_reset(unit, a.user_id)

    assert told() == ""
    sign_in(home, a)
    assert "for ever" in told()
    recovery(home).set_up([ONE, TWO])
    sign_in(home, a)
    assert "recover-notes" in told()


def test_a_change_of_password_keeps_every_note(home: Court) -> None:
    a = home.judge_a
    sign_in(home, a)
    home.notes(a).save(home.draft(SECRET, NoteKind.JUDGE_PERSONAL))
    with home.record.units.raw("keeper") as connection:
        c = Credential.__table__.c
        row = connection.execute(sa.select(c.salt, c.wrapped_private_key).where(c.user_id == a.user_id)).one()
    old_half, new_half = derive(OLD, row.salt).private_half, derive(NEW, row.salt).private_half
    wrapped = rewrap(row.wrapped_private_key, old_half=old_half, new_half=new_half, user_id=a.user_id)
    key = unwrap(wrapped, new_half, a.user_id)
    (note,) = NoteService(home.record.units, a, judge_key=key).of_person(home.known.person)
    assert note.body == SECRET
    assert not settle(home.record.units, a, key)


def test_no_passphrase_and_no_private_key_is_stored(home: Court) -> None:
    recovery(home).set_up([ONE, TWO])
    sign_in(home, home.judge_a)
    private = home.keys[home.judge_a.user_id].private
    held = repr([rows(home, model) for model in (RecoveryKey, RecoveryCustodian, RecoveryBox, RecoveryCopy)])
    assert ONE.passphrase not in held
    assert repr(private)[2:-1] not in held
    assert ONE.passphrase not in repr(ONE)


def test_who_is_no_judge_publishes_nothing(home: Court) -> None:
    assert not settle(home.record.units, home.clerk, home.keys[home.judge_a.user_id])
    with home.record.units.read(home.clerk) as unit:
        assert unit.session.scalars(sa.select(RecoveryKey)).all() == []
