"""Judges' notes after a lost password: two custodians have each note's key sealed anew; no note is opened or shown."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from db.access import rules
from db.accounts import credentials, password_rules, recovery
from db.accounts.sign_in import account_name
from db.accounts.verifier import CURRENT, Params, new_salt
from db.audit.chain import Act, append, open_chain
from db.cards.recovery import RecoveredCard, RecoveryCard
from db.notes.resealing import seal_anew
from db.store.boxes import Unreadable
from db.tables.notes import JudgePublicKey, RecoveryBox, RecoveryCopy, RecoveryCustodian, RecoveryKey
from db.tables.users import UserAccount
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.places import UserState
from db.words.keys import uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from db.accounts.credentials import Stored
    from db.accounts.judge_key import JudgeKey
    from db.cards.recovery import Custodian
    from db.unit import Units
    from db.words.actor import Actor

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_public: sa.Table = JudgePublicKey.__table__  # type: ignore[attr-defined]
_recovery: sa.Table = RecoveryKey.__table__  # type: ignore[attr-defined]
_custodian: sa.Table = RecoveryCustodian.__table__  # type: ignore[attr-defined]
_box: sa.Table = RecoveryBox.__table__  # type: ignore[attr-defined]
_copy: sa.Table = RecoveryCopy.__table__  # type: ignore[attr-defined]


class RecoveryService:
    """The recovery key, for an administrator who has the custodians at the terminal."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def state(self) -> RecoveryCard | None:
        """The recovery key in force; None where none was set up."""
        self._insist_administrator()
        with self._units.raw("keeper") as connection:
            key = _in_force(connection)
            if key is None:
                return None
            names = _names(connection, key.id)
            judges = connection.execute(sa.select(_public.c.recovery_key_id)).scalars().all()
        sealed = sum(one == key.id for one in judges)
        return RecoveryCard(recovery.fingerprint(key.public_key), key.made_at, names, sealed, len(judges))

    def check_custodians(self, names: Sequence[str], *, renew: bool = False) -> tuple[str, ...]:
        """Display names of those who are to keep the recovery key; nothing is written. Raises what `set_up` does."""
        self._insist_administrator()
        with self._units.raw("keeper") as connection:
            _insist_none(connection, renew=renew)
        return tuple(person.display_name for person in self._people(names))

    def set_up(self, custodians: Sequence[Custodian], *, renew: bool = False) -> RecoveryCard:
        """Make the recovery key; each judge's key is sealed for it at that judge's next sign-in.

        Raises Conflict where there is one and `renew` is not said, BadInput for fewer than two people, for one
        person named twice and for a weak passphrase, NotFound for a name without an active account.
        """
        self._insist_administrator()
        people = self._people([one.user_name for one in custodians])
        for person, one in zip(people, custodians, strict=True):
            password_rules.accept(
                one.passphrase, user_name=person.user_name, display_name=person.display_name, administrator=True
            )
        salts = {person.user_id: new_salt() for person in people}
        # Stretched before the transaction is open: each takes a quarter of a second.
        proofs = {
            person.user_id: recovery.stretched(one.passphrase, salts[person.user_id], CURRENT)
            for person, one in zip(people, custodians, strict=True)
        }
        if len({one.passphrase for one in custodians}) < len(custodians):
            raise BadInput("Two custodians have the same passphrase.", to_do="Each types one that only they know.")
        key_id = uuid7()
        made = recovery.make(proofs, key_id=key_id)
        with self._units.raw("keeper", writes=True) as connection:
            _insist_none(connection, renew=renew)
            now = self._units.clock.now()
            connection.execute(
                sa.update(_recovery).where(_recovery.c.ended_at.is_(None)).values(ended_at=now)
            )  # the boxes of the one before stay: they open what is not sealed anew yet
            connection.execute(
                sa.insert(_recovery).values(
                    id=key_id, version=1, public_key=made.public, made_at=now, made_by_id=self._actor.user_id
                )
            )
            connection.execute(sa.insert(_custodian), [_keeper_row(key_id, who, salts[who]) for who in salts])
            connection.execute(
                sa.insert(_box),
                [
                    {"id": uuid7(), "version": 1, "recovery_key_id": key_id, "first_id": a, "second_id": b, "box": box}
                    for (a, b), box in made.boxes.items()
                ],
            )
            self._audit(connection, "recovery_key.make", None, [person.user_id for person in people])
        card = self.state()
        if card is None:
            raise Conflict("The recovery key was changed meanwhile.")
        return card

    def check_judge(self, judge: str) -> str:
        """The display name of a judge whose notes can be recovered. Raises NotFound and Refused where they cannot."""
        self._insist_administrator()
        with self._units.raw("keeper") as connection:
            found = self._judge(connection, judge)
            self._current(connection, found)
            if not self._copies(connection, found):
                raise Refused(
                    "No copy of an earlier key of this judge was sealed for recovery.",
                    kept="The notes stay sealed for ever; only the old password opens them.",
                )
            return found.display_name

    def recover(self, judge: str, custodians: Sequence[Custodian]) -> RecoveredCard:
        """Seal every note key of a judge's earlier pairs for the pair of today's password.

        The judge has chosen a new password and signed in with it once. Raises Refused for a custodian's own
        notes and for somebody who is no custodian, Unreadable for a wrong passphrase; each use and each refusal
        is audited.
        """
        self._insist_administrator()
        people = self._people([one.user_name for one in custodians])
        with self._units.raw("keeper") as connection:
            found = self._judge(connection, judge)
            to_public = self._current(connection, found)
            copies = self._copies(connection, found)
        if found.user_id in {person.user_id for person in people}:
            raise Refused("A judge's own notes are recovered by two other people.")
        try:
            pairs = self._opened(copies, found, people, custodians)
        except (Unreadable, Refused):
            with self._units.raw("keeper", writes=True) as connection:
                self._audit(connection, "recovery_key.refused", found.user_id, [one.user_id for one in people])
            raise
        with self._units.raw("keeper", writes=True) as connection:
            opened = seal_anew(connection, found.user_id, pairs, to_public)
            self._audit(connection, "recovery_key.use", found.user_id, [one.user_id for one in people], rows=opened)
        return RecoveredCard(found.display_name, opened)

    def _opened(
        self,
        copies: Sequence[Any],
        judge: Stored,
        people: Sequence[Stored],
        custodians: Sequence[Custodian],
    ) -> list[JudgeKey]:
        """The earlier pairs that these two people open."""
        typed = {person.user_id: one.passphrase for person, one in zip(people, custodians, strict=True)}
        found = []
        privates: dict[UUID, bytes] = {}
        for copy in copies:
            key_id: UUID = copy.recovery_key_id
            if key_id not in privates:
                privates[key_id] = self._private(key_id, typed)
            found.append(
                recovery.open_copy(
                    bytes(copy.sealed), judge.user_id, public=bytes(copy.public_key), recovery_private=privates[key_id]
                )
            )
        return found

    def _private(self, key_id: UUID, typed: dict[UUID, str]) -> bytes:
        """The private half of one recovery key, by two passphrases."""
        first, second = next(combinations(sorted(typed), 2))
        c, b = _custodian.c, _box.c
        with self._units.raw("keeper") as connection:
            rows = connection.execute(
                sa.select(c.user_id, c.salt, c.parameters).where(c.recovery_key_id == key_id, c.user_id.in_(typed))
            ).all()
            box = connection.execute(
                sa.select(b.box).where(b.recovery_key_id == key_id, b.first_id == first, b.second_id == second)
            ).scalar()
        if box is None or len(rows) < len(typed):
            raise Refused("One of the two keeps no passphrase of this recovery key.", to_do="Ask its custodians.")
        proofs = {
            row.user_id: recovery.stretched(typed[row.user_id], bytes(row.salt), Params.read(row.parameters))
            for row in rows
        }
        return recovery.open_box(bytes(box), proofs, key_id=key_id)

    def _people(self, names: Sequence[str]) -> list[Stored]:
        with self._units.raw("keeper") as connection:
            found = [_active(connection, name) for name in names]
        if len({one.user_id for one in found}) < max(recovery.FEWEST, len(found)) or len(found) > recovery.MOST:
            raise BadInput(
                f"A recovery key needs {recovery.FEWEST} to {recovery.MOST} different people.", kept="Nothing was done."
            )
        return found

    def _judge(self, connection: Connection, name: str) -> Stored:
        found = _active(connection, name)
        roles, _ = credentials.reach_of(connection, found.user_id)
        if Role.JUDGE not in roles:
            raise Refused(f"{found.user_name} is no judge and has no sealed notes.")
        return found

    def _current(self, connection: Connection, judge: Stored) -> bytes:
        """The public key of the judge's password of today."""
        if judge.public_key is None:
            raise Refused(
                "This judge has no key of a new password yet.",
                to_do="Let the judge choose the password and sign in once; then come back.",
            )
        return bytes(judge.public_key)

    def _copies(self, connection: Connection, judge: Stored) -> Sequence[Any]:
        c = _copy.c
        earlier = sa.select(c.public_key, c.recovery_key_id, c.sealed).where(
            c.user_id == judge.user_id, c.public_key != judge.public_key
        )
        return connection.execute(earlier).all()

    def _insist_administrator(self) -> None:
        decided = rules.administers(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)

    def _audit(
        self,
        connection: Connection,
        action: str,
        judge: UUID | None,
        people: Sequence[UUID],
        *,
        rows: int | None = None,
    ) -> None:
        """One row that names the custodians by their ids."""
        now = self._units.clock.now()
        by = f"custodians {' '.join(str(one) for one in sorted(people))}"
        open_chain(connection, self._actor, now)
        act = Act(AuditOperation.ACCOUNT, action, "user_account" if judge else "", judge, reason=by, rows=rows)
        append(connection, self._actor, now, [act])


def _in_force(connection: Connection) -> RecoveryKey | None:
    c = _recovery.c
    row = connection.execute(
        sa.select(c.id, c.public_key, c.made_at, c.made_by_id).where(c.ended_at.is_(None)).order_by(c.made_at.desc())
    ).first()
    if row is None:
        return None
    return RecoveryKey(id=row.id, public_key=bytes(row.public_key), made_at=row.made_at, made_by_id=row.made_by_id)


def _insist_none(connection: Connection, *, renew: bool) -> None:
    if not renew and _in_force(connection) is not None:
        raise Conflict(
            "There is a recovery key already.",
            to_do="With --renew a new one takes its place; judges' keys are sealed for it as they sign in.",
        )


def _keeper_row(key_id: UUID, who: UUID, salt: bytes) -> dict[str, object]:
    written = CURRENT.written()
    return {"id": uuid7(), "version": 1, "recovery_key_id": key_id, "user_id": who, "salt": salt, "parameters": written}


def _active(connection: Connection, name: str) -> Stored:
    found = credentials.find(connection, account_name(name))
    if found is None or found.state is not UserState.ACTIVE:
        raise NotFound(f"There is no active user '{name}'.", to_do="See: tracker user list")
    return found


def _names(connection: Connection, key_id: UUID) -> tuple[str, ...]:
    c, a = _custodian.c, _account.c
    names = sa.select(a.display_name).join(_custodian, c.user_id == a.id).where(c.recovery_key_id == key_id)
    return tuple(sorted(connection.execute(names).scalars()))
