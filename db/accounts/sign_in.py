"""Who may come in: one answer for every wrong proof, and the actor of a new sign-in for a right one."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from db.accounts import credentials
from db.accounts.credentials import SERVICE_KEY, Stored
from db.accounts.judge_key import JudgeKey, rewrap, unwrap
from db.accounts.verifier import NO_ACCOUNT, Derived, Params, fake_salt, matches, needs_rehash
from db.audit.chain import Act, append, open_chain
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.access import AuditOperation
from db.words.families.places import UserState
from db.words.keys import uuid7

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.engine import Connection

    from db.tables.users import Credential
    from db.unit import Units

_WRONG: Final = "The user name or the password is wrong."


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal at which somebody signs in: its name for the audit, and its network."""

    name: str
    network_class: str = "local"


@dataclass(frozen=True, slots=True)
class Admitted:
    """One sign-in: its actor, a judge's opened key, and what the user should know of the account.

    `failures` are wrong passwords since `last_sign_in_at`, which is None at the first sign-in.
    """

    actor: Actor
    judge_key: JudgeKey | None = field(default=None, repr=False)
    last_sign_in_at: datetime | None = None
    failures: int = 0


def account_name(typed: str) -> str:
    """A user name as it is stored and compared: NFC, without space around it, in small letters."""
    return unicodedata.normalize("NFC", typed.strip()).casefold()


class SignIn:
    """The door of one database.

    `demo` says that it is a demo home's. `published` are verifiers that everybody can read in the
    program: an account that carries one is refused unless the home is a demo (H5).
    """

    def __init__(
        self, units: Units, terminal: Terminal, *, demo: bool = False, published: Collection[bytes] = ()
    ) -> None:
        self._units = units
        self._terminal = terminal
        self._demo = demo
        self._published = frozenset(published)

    def admit(self, user_name: str, password: str) -> Admitted:
        """A new sign-in with an audit chain of its own.

        The password is stretched on this terminal (0.1 to 0.4 s of CPU, no connection held). Raises
        Refused, worded alike for an unknown name and a wrong password; with the right password also
        for an account that is not active.
        """
        found, derived, proof = self._prove(user_name, password)
        with self._units.raw("sign-in", writes=True) as connection:
            actor = self._actor(connection, found)
            refusal = self._refusal(found, derived)
            self._note(connection, actor, found, action="user.sign_in", refusal=refusal)
            if refusal is None and found is not None and proof is not None:
                credentials.replace_proof(connection, found.user_id, proof)
        if refusal is not None or found is None:
            raise refusal or _wrong()
        return Admitted(actor, _judge_key(found, derived), found.last_sign_in_at, found.failures)

    def check(self, actor: Actor, password: str) -> None:
        """The password once more in the same sign-in. Raises Refused when it is wrong."""
        found, derived, _ = self._prove(actor.user_name, password)
        with self._units.raw("sign-in", writes=True) as connection:
            refusal = self._refusal(found, derived)
            self._note(connection, actor, found, action="user.unlock", refusal=refusal)
        if refusal is not None:
            raise refusal

    def actor_of(self, user_name: str) -> Admitted:
        """A sign-in without a password, for the command line of a demo home. Raises Refused elsewhere."""
        if not self._demo:
            raise Refused("A user of a live home signs in with a password.", kept="")
        with self._units.raw("sign-in") as connection:
            found = credentials.find(connection, account_name(user_name))
            if found is None or found.state is not UserState.ACTIVE:
                users = ", ".join(credentials.names(connection))
                raise Refused(f"The demo has no user '{user_name}'.", kept="", to_do=f"It has: {users}.")
            return Admitted(self._actor(connection, found))

    def _prove(self, user_name: str, password: str) -> tuple[Stored | None, Derived, Credential | None]:
        """The account, what the password gives for it, and a new proof where the old one is out of date."""
        name = account_name(user_name)
        with self._units.raw("sign-in") as connection:
            found = credentials.find(connection, name)
            site = credentials.site(connection)
        derived = credentials.prove(found, password, found.salt if found else fake_salt(name, site.verifier))
        if found is None or not _is_right(found, derived) or found.parameters == SERVICE_KEY:
            return found, derived, None
        if not needs_rehash(Params.read(found.parameters)):
            return found, derived, None
        return found, derived, _renewed(found, password, derived)

    def _refusal(self, found: Stored | None, derived: Derived) -> Refused | None:
        if found is None or not _is_right(found, derived):
            return _wrong()
        if not self._demo and found.verifier in self._published:
            return Refused(
                "This account has a password of the demo, which everybody knows; a live home refuses it.",
                kept="",
                to_do="Tell the administrator.",
            )
        now = self._units.clock.now()
        if found.state is not UserState.ACTIVE or (found.expires_at and found.expires_at <= now):
            word = "expired" if found.state is UserState.ACTIVE else found.state.label
            return Refused(f"This account is {word}.", kept="", to_do="Ask the administrator.")
        return None

    def _note(
        self, connection: Connection, actor: Actor, found: Stored | None, *, action: str, refusal: Refused | None
    ) -> None:
        """The audit row and the account's count, in one transaction with the answer."""
        now = self._units.clock.now()
        user_id = found.user_id if found else None
        act = Act(AuditOperation.ACCOUNT, action + (".refused" if refusal else ""), "user_account", user_id)
        open_chain(connection, actor, now)
        append(connection, actor, now, [act])
        if found is not None:
            credentials.counted(connection, found.user_id, right=refusal is None, now=now)

    def _actor(self, connection: Connection, found: Stored | None) -> Actor:
        """The actor of a new sign-in; for an unknown name the installation itself, without a role."""
        account = found or credentials.site(connection)
        roles: frozenset[Role] = frozenset()
        courts: frozenset[UUID] = frozenset()
        if found is not None:
            roles, courts = credentials.reach_of(connection, found.user_id)
        return Actor(
            user_id=account.user_id,
            user_name=account.user_name,
            display_name=account.display_name,
            agency_id=account.agency_id,
            roles=roles,
            courts=courts,
            today=self._units.clock.today(),
            terminal=self._terminal.name,
            audit_session=uuid7(),
            every_court=account.every_court and self._demo,
            network_class=self._terminal.network_class,
        )


def _is_right(found: Stored | None, derived: Derived) -> bool:
    return matches(derived.sign_in_key, found.verifier if found else NO_ACCOUNT)


def _wrong() -> Refused:
    return Refused(_WRONG, kept="", to_do="Type both again.")


def _judge_key(found: Stored, derived: Derived) -> JudgeKey | None:
    if found.wrapped_private_key is None:
        return None
    return unwrap(found.wrapped_private_key, derived.private_half, found.user_id, public=found.public_key)


def _renewed(found: Stored, password: str, derived: Derived) -> Credential:
    """The same password under today's parameters; a judge's key is wrapped anew, and stays the same key."""
    proof = credentials.password_proof(found.user_id, password, judge=False)
    if found.wrapped_private_key is None:
        return proof
    half = credentials.prove(_with(found, proof), password, proof.salt).private_half
    proof.public_key = found.public_key
    proof.wrapped_private_key = rewrap(
        found.wrapped_private_key, old_half=derived.private_half, new_half=half, user_id=found.user_id
    )
    return proof


def _with(found: Stored, proof: Credential) -> Stored:
    return replace(found, parameters=proof.parameters, salt=proof.salt)
