"""Judges' notes after a lost password: two custodians have each note's key sealed anew; no note is opened or shown."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any
from uuid import UUID

from db.access import rules
from db.accounts import password_rules, recovery
from db.accounts.verifier import CURRENT, Params, new_salt
from db.audit.chain import Act, append, open_chain
from db.cards.recovery import RecoveredCard, RecoveryCard
from db.notes import recovery_rows as rows
from db.notes.resealing import seal_anew
from db.store.boxes import Unreadable
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, Refused
from db.words.families.access import AuditOperation
from db.words.keys import uuid7

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy.engine import Connection

    from db.accounts.judge_key import JudgeKey
    from db.cards.recovery import Custodian
    from db.notes.recovery_rows import Known
    from db.unit import Units
    from db.words.actor import Actor


class RecoveryService:
    """The recovery key, for an administrator who has the custodians at the terminal."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def state(self) -> RecoveryCard | None:
        """The recovery key in force; None where none was set up."""
        self._insist_administrator()
        with self._reading() as connection:
            key = rows.in_force(connection)
            if key is None:
                return None
            names = rows.names(connection, [one.user_id for one in rows.keepers(connection, key.id)])
            judges = rows.sealed_for(connection)
        sealed = sum(one == key.id for one in judges)
        return RecoveryCard(recovery.fingerprint(key.public_key), key.made_at, names, sealed, len(judges))

    def check_custodians(self, names: Sequence[str], *, renew: bool = False) -> tuple[str, ...]:
        """Display names of those who are to keep the recovery key; nothing is written. Raises what `set_up` does."""
        self._insist_administrator()
        with self._reading() as connection:
            if not renew and rows.in_force(connection) is not None:
                raise _there_is_one()
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
        stored = rows.Made(key_id, made.public, salts, made.boxes)
        with self._writing() as connection:
            now = self._units.clock.now()
            if not rows.make(connection, stored, by=self._actor.user_id, now=now, renew=renew):
                raise _there_is_one()
            self._audit(connection, "recovery_key.make", None, [person.user_id for person in people])
        card = self.state()
        if card is None:
            raise Conflict("The recovery key was changed meanwhile.")
        return card

    def check_judge(self, judge: str) -> str:
        """The display name of a judge whose notes can be recovered. Raises NotFound and Refused where they cannot."""
        self._insist_administrator()
        with self._reading() as connection:
            found = self._judge(connection, judge)
            if not rows.copies(connection, found.user_id, unlike=self._current(connection, found)):
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
        with self._reading() as connection:
            found = self._judge(connection, judge)
            to_public = self._current(connection, found)
            copies = rows.copies(connection, found.user_id, unlike=to_public)
        if found.user_id in {person.user_id for person in people}:
            raise Refused("A judge's own notes are recovered by two other people.")
        try:
            pairs = self._opened(copies, found, people, custodians)
        except (Unreadable, Refused):
            with self._writing() as connection:
                self._audit(connection, "recovery_key.refused", found.user_id, [one.user_id for one in people])
            raise
        with self._writing() as connection:
            opened = seal_anew(connection, found.user_id, pairs, to_public)
            self._audit(connection, "recovery_key.use", found.user_id, [one.user_id for one in people], count=opened)
        return RecoveredCard(found.display_name, opened)

    def _opened(
        self,
        copies: Sequence[Any],
        judge: Known,
        people: Sequence[Known],
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
        with self._reading() as connection:
            kept = [one for one in rows.keepers(connection, key_id) if one.user_id in typed]
            box = rows.box(connection, key_id, first=first, second=second)
        if box is None or len(kept) < len(typed):
            raise Refused("One of the two keeps no passphrase of this recovery key.", to_do="Ask its custodians.")
        proofs = {
            row.user_id: recovery.stretched(typed[row.user_id], bytes(row.salt), Params.read(row.parameters))
            for row in kept
        }
        return recovery.open_box(box, proofs, key_id=key_id)

    def _people(self, names: Sequence[str]) -> list[Known]:
        with self._reading() as connection:
            found = [rows.active(connection, name) for name in names]
        if len({one.user_id for one in found}) < max(recovery.FEWEST, len(found)) or len(found) > recovery.MOST:
            raise BadInput(
                f"A recovery key needs {recovery.FEWEST} to {recovery.MOST} different people.", kept="Nothing was done."
            )
        return found

    def _judge(self, connection: Connection, name: str) -> Known:
        found = rows.active(connection, name)
        if Role.JUDGE not in rows.roles_of(connection, found.user_id):
            raise Refused(f"{found.user_name} is no judge and has no sealed notes.")
        return found

    def _current(self, connection: Connection, judge: Known) -> bytes:
        """The public key of the judge's password of today."""
        found = rows.public_key(connection, judge.user_id)
        if not found:
            raise Refused(
                "This judge has no key of a new password yet.",
                to_do="Let the judge choose the password and sign in once; then come back.",
            )
        return found

    def _reading(self) -> AbstractContextManager[Connection]:
        """A connection with the administrator's own eyes."""
        return self._units.raw("lookup", actor=self._actor)

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._units.raw("lookup", writes=True, actor=self._actor)

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
        count: int | None = None,
    ) -> None:
        """One row that names the custodians by their ids."""
        now = self._units.clock.now()
        by = f"custodians {' '.join(str(one) for one in sorted(people))}"
        open_chain(connection, self._actor, now)
        act = Act(AuditOperation.ACCOUNT, action, "user_account" if judge else "", judge, reason=by, rows=count)
        append(connection, self._actor, now, [act])


def _there_is_one() -> Conflict:
    return Conflict(
        "There is a recovery key already.",
        to_do="With --renew a new one takes its place; judges' keys are sealed for it as they sign in.",
    )
