"""Who may come in: one answer for every wrong proof, and the actor of a new sign-in for a right one."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from db.accounts import credentials, second_factor
from db.accounts.admitted import Admitted, Terminal, Try
from db.accounts.credentials import SERVICE_KEY
from db.accounts.gate import COMMAND, Account, Answer, Asked, Factor, Gate, Given, Past, Verdict
from db.accounts.judge_key import JudgeKey, rewrap, unwrap
from db.accounts.proving import new_proof, prove
from db.accounts.refusing import deeds, explained, published, wrong
from db.accounts.verifier import Derived, Params, needs_rehash, verifier_of
from db.audit.acts import Deed
from db.audit.chain import Act, append, open_chain
from db.words.actor import Actor
from db.words.errors import Misconfigured, Refused
from db.words.families.access import AuditOperation
from db.words.keys import uuid7
from db.words.refusals import TooSoon, WrongPassword

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from db.unit import Units


def account_name(typed: str) -> str:
    """A user name as it is stored and compared: NFC, without space around it, in small letters."""
    return unicodedata.normalize("NFC", typed.strip()).casefold()


class SignIn:
    """The door of one database.

    `demo` says that it is a demo home's. `published` are verifiers that everybody can read in the
    program: an account that carries one is refused unless the home is a demo (H5). `site_key` gives the
    home's key for second factors.
    """

    def __init__(
        self,
        units: Units,
        terminal: Terminal,
        *,
        demo: bool = False,
        published: Collection[bytes] = (),
        site_key: second_factor.SiteKey | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.units = units
        self._terminal = terminal
        self._demo = demo
        self._published = frozenset(published)
        self._site_key = site_key
        self._ticks = ticks
        self._not_before: dict[str, float] = {}
        self.gate = _gate_of(units)

    def admit(
        self, user_name: str, password: str, *, kind: str = COMMAND, take_over: bool = False, code: str = ""
    ) -> Admitted:
        """A new sign-in with an audit chain of its own.

        The password is stretched on this terminal (0.1 to 0.4 s of CPU, no connection held). Raises
        Refused, worded alike for an unknown name and a wrong password; with the right password also
        for an account that is not active. Raises TooSoon after wrong tries, and what `db.words.refusals`
        names when more is wanted: a password to choose, a code, a word about another terminal.
        """
        name = account_name(user_name)
        asked, derived = self._derived(name, password)
        given = Given(
            uuid7(), kind, self._terminal.name, self._terminal.network_class, self._terminal.os_user, take_over,
            self._demo,
        )  # fmt: skip
        answer = self._enter(name, asked, derived, given=given)
        if answer.verdict is Verdict.FACTOR and code and answer.account is not None:
            factor = self._factor(answer.box, code, user_id=answer.account.user_id)
            answer = self._enter(name, asked, derived, given=replace(given, factor=factor))
        if answer.verdict is not Verdict.IN or answer.account is None:
            raise explained(answer)
        self.units.admit(given.session_id, answer.token)
        key = _judge_key(answer, derived)
        if asked.parameters != SERVICE_KEY and needs_rehash(Params.read(asked.parameters)):
            self._rehash(name, password, derived, answer=answer)
        actor = self._actor_of(answer.account, given.session_id)
        return Admitted(actor, key, answer.last_sign_in_at, answer.failures, answer.token)

    def unlock(self, actor: Actor, password: str) -> bytes:
        """The password once more in the same sign-in, which gets another token. Raises Refused when it is wrong."""
        return self._again(actor, password, right=Deed.UNLOCK, bad=Deed.UNLOCK_REFUSED).token

    def step_up(self, actor: Actor, password: str) -> None:
        """The password once more for an act that wants it (`db.access.sign_ins`); it serves for five minutes."""
        self._again(actor, password, right=Deed.STEP_UP, bad=Deed.STEP_UP_REFUSED)

    def actor_of(self, user_name: str) -> Admitted:
        """A sign-in without a password, for the command line of a demo home. Raises Refused elsewhere."""
        # Only a demo's command line comes here.
        from db.accounts.gate_local import LocalGate

        if not self._demo or not isinstance(self.gate, LocalGate):
            raise Refused("A user of a live home signs in with a password.", kept="")
        with self.units.raw("sign-in") as connection:
            answer = self.gate.account_called(connection, account_name(user_name))
            if answer is None or answer.account is None:
                users = ", ".join(credentials.names(connection))
                raise Refused(f"The demo has no user '{user_name}'.", kept="", to_do=f"It has: {users}.")
        return Admitted(self._actor_of(answer.account, uuid7()))

    def mark(self, actor: Actor, token: bytes, what: str) -> bool:
        """The terminal says `used`, `locked` or `ended` of its own sign-in; False when that is over already."""
        deed = {"locked": Deed.LOCK, "ended": Deed.SIGN_OUT}.get(what)
        with self.units.raw("sign-in", writes=True) as connection:
            stood = self.gate.mark(connection, token, what)
            if stood and deed is not None:
                self._audit(connection, actor, [deed], "user_session", actor.audit_session)
        if what == "ended":
            self.units.forget(actor.audit_session)
        return stood

    def leave(self, actor: Actor, token: bytes) -> None:
        """The sign-in of a command ends with it, without an act of its own."""
        with self.units.raw("sign-in", writes=True) as connection:
            self.gate.mark(connection, token, "ended")
        self.units.forget(actor.audit_session)

    # -- for choosing a password and setting up a code generator -----------------------------------

    def _derived(self, name: str, password: str) -> tuple[Asked, Derived]:
        """What this password gives for this account; the same work for a name without one."""
        with self.units.raw("sign-in") as connection:
            asked = self.gate.ask(connection, name)
        return asked, prove(asked, password)

    def _knock(self, name: str, derived: Derived) -> Try:
        """Write a try down. Raises TooSoon after wrong ones, and for a password of the demo in a live home Refused."""
        if not self._demo and verifier_of(derived.sign_in_key) in self._published:
            raise published()
        held = self._not_before.get(name, 0.0) - self._ticks()
        if held > 0:
            raise TooSoon(held)
        try_id = uuid7()
        with self.units.raw("sign-in", writes=True) as connection:
            knocked = self.gate.knock(connection, try_id, name, key=derived.sign_in_key, terminal=self._terminal.name)
        if knocked.wait > 0:
            raise TooSoon(knocked.wait)
        return Try(try_id, derived, knocked.pause)

    def proven(self, name: str, password: str) -> tuple[Try, Past]:
        """A try for something else than to come in, and what its proof lets read of the own account.

        Raises TooSoon after wrong tries, and Refused for a wrong password, which is counted and in the audit.
        """
        asked, derived = self._derived(name, password)
        attempt = self._knock(name, derived)
        with self.units.raw("sign-in", writes=True) as connection:
            past = self.gate.past(connection, attempt.id)
        if past is not None:
            return attempt, past
        with self.units.raw("sign-in", writes=True) as connection:
            acts = deeds(Answer(Verdict.WRONG), None, attempt.pause)
            self._audit(connection, self._site(asked), acts, "sign_in_try", attempt.id)
        self._missed(name, attempt.pause)
        raise wrong()

    def note(self, connection: Connection, account: Account, deed: Deed) -> None:
        """An act of a user on the own account before there is a sign-in, in a chain of its own."""
        actor = self._actor_of(account, uuid7())
        self._audit(connection, actor, [deed], "user_account", account.user_id)

    def _missed(self, name: str, pause: float) -> None:
        """A wrong try: this process waits by its own clock too, which nobody can set."""
        if pause > 0:
            self._not_before[name] = self._ticks() + pause

    def key_for_factors(self) -> bytes:
        """The home's key for second factors. Raises Misconfigured where this terminal has none."""
        if self._site_key is None:
            raise Misconfigured(
                "This terminal does not hold the home's key, which codes are checked with.", kept="Nobody came in."
            )
        return self._site_key()

    def _enter(self, name: str, asked: Asked, derived: Derived, *, given: Given) -> Answer:
        attempt = self._knock(name, derived)
        with self.units.raw("sign-in", writes=True) as connection:
            answer = self.gate.enter(connection, attempt.id, given)
            came_in = answer.account if answer.verdict is Verdict.IN else None
            actor = self._actor_of(came_in, given.session_id) if came_in is not None else self._site(asked)
            acts = deeds(answer, given.factor, attempt.pause)
            kind, about = ("user_account", actor.user_id) if came_in is not None else ("sign_in_try", attempt.id)
            self._audit(connection, actor, acts, kind, about)
        if answer.verdict in (Verdict.WRONG, Verdict.FACTOR_WRONG):
            self._missed(name, attempt.pause)
        return answer

    def _again(self, actor: Actor, password: str, *, right: Deed, bad: Deed) -> Answer:
        _, derived = self._derived(actor.user_name, password)
        attempt = self._knock(actor.user_name, derived)
        with self.units.raw("sign-in", writes=True, actor=actor) as connection:
            step_up = right is Deed.STEP_UP
            answer = self.gate.renew(connection, attempt.id, actor.audit_session, step_up=step_up)
            acts = [right] if answer.verdict is Verdict.IN else [bad]
            if answer.verdict is Verdict.WRONG and attempt.pause > 0:
                acts.append(Deed.ACCOUNT_LOCKOUT)
            self._audit(connection, actor, acts, "user_account", actor.user_id)
        if answer.verdict is Verdict.WRONG:
            self._missed(actor.user_name, attempt.pause)
            raise WrongPassword
        if answer.verdict is not Verdict.IN:
            raise Refused(answer.detail, kept="", to_do="Sign in again.")
        if answer.token:
            self.units.admit(actor.audit_session, answer.token)
        return answer

    def _factor(self, box: bytes, code: str, *, user_id: UUID) -> Factor:
        now, key = self.units.clock.now().timestamp(), self.key_for_factors()
        return second_factor.proved(box, code, user_id=user_id, key=key, seconds=now)

    def _rehash(self, name: str, password: str, derived: Derived, *, answer: Answer) -> None:
        """The same password under today's parameters; a judge's key is wrapped anew, and stays the same key."""
        proof, half = new_proof(password)
        if answer.wrapped_private_key is not None and answer.account is not None:
            user_id, old = answer.account.user_id, answer.wrapped_private_key
            wrapped = rewrap(old, old_half=derived.private_half, new_half=half, user_id=user_id)
            proof = replace(proof, public_key=answer.public_key, wrapped_private_key=wrapped)
        attempt = self._knock(name, derived)
        with self.units.raw("sign-in", writes=True) as connection:
            self.gate.replace(connection, attempt.id, proof, another=False)

    def _audit(self, connection: Connection, actor: Actor, acts: list[Deed], kind: str, about: UUID) -> None:
        """The audit rows, in one transaction with the answer."""
        if not acts:
            return
        now = self.units.clock.now()
        open_chain(connection, actor, now)
        append(connection, actor, now, [Act(AuditOperation.ACCOUNT, deed, kind, about) for deed in acts])

    def _actor_of(self, account: Account, session_id: UUID) -> Actor:
        return Actor(
            user_id=account.user_id,
            user_name=account.user_name,
            display_name=account.display_name,
            agency_id=account.agency_id,
            roles=account.roles,
            courts=account.courts,
            today=self.units.clock.today(),
            terminal=self._terminal.name,
            audit_session=session_id,
            every_court=account.every_court and self._demo,
            network_class=self._terminal.network_class,
        )

    def _site(self, asked: Asked) -> Actor:
        """The installation itself, without a role: whose act a try is that led nowhere."""
        return Actor(
            user_id=asked.site_id,
            user_name=credentials.SYSTEM_USER,
            display_name="",
            agency_id=asked.site_agency_id,
            roles=frozenset(),
            courts=frozenset(),
            today=self.units.clock.today(),
            terminal=self._terminal.name,
            audit_session=uuid7(),
            network_class=self._terminal.network_class,
        )


def _gate_of(units: Units) -> Gate:
    # Only one of the two is ever loaded.
    if units.dialect == "postgresql":
        from db.accounts.gate_postgres import PostgresGate

        return PostgresGate()
    from db.accounts.gate_local import LocalGate

    return LocalGate(units.clock)


def _judge_key(answer: Answer, derived: Derived) -> JudgeKey | None:
    if answer.wrapped_private_key is None or answer.account is None:
        return None
    return unwrap(answer.wrapped_private_key, derived.private_half, answer.account.user_id, public=answer.public_key)
