"""The door's database side on PostgreSQL: functions of the second wall decide, and this only carries the words."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.accounts.gate import PAST_KEPT, Account, Answer, Asked, Given, Knocked, NewFactor, Past, Proof, Verdict
from db.words.actor import Role
from db.words.errors import Misconfigured
from db.words.families.places import UserState

_ASK: Final = sa.text("SELECT salt, parameters, site_id, site_agency_id FROM tracker.ask(:name)")
_KNOCK: Final = sa.text("SELECT wait, pause FROM tracker.knock(:try_id, :name, :key, :terminal)")
_ENTER: Final = sa.text("SELECT tracker.enter(:try_id, CAST(:given AS jsonb))")
_RENEW: Final = sa.text("SELECT tracker.renew(:try_id, :session_id, :step_up)")
_PAST: Final = sa.text("SELECT tracker.past_proofs(:try_id, :most)")
_REPLACE: Final = sa.text("SELECT tracker.replace_proof(:try_id, CAST(:proof AS jsonb))")
_ENROL: Final = sa.text("SELECT tracker.enrol_factor(:try_id, CAST(:factor AS jsonb))")
_MARK: Final = sa.text("SELECT tracker.mark_sign_in(:token, :what)")


class PostgresGate:
    """Nothing is decided here: what is let in, counted or refused is the same for whoever speaks to the server."""

    def ask(self, connection: Connection, name: str) -> Asked:
        """The account's own salt and kind, or for no account such as one could have, the same each time."""
        row = connection.execute(_ASK, {"name": _sayable(name)}).first()
        if row is None:
            raise Misconfigured("The database has no base rows yet.", to_do="Run: tracker init")
        return Asked(bytes(row.salt), row.parameters, row.site_id, row.site_agency_id)

    def knock(self, connection: Connection, try_id: UUID, name: str, *, key: bytes, terminal: str) -> Knocked:
        """The transaction must end before the answer is asked for."""
        said = {"try_id": try_id, "name": _sayable(name), "key": key, "terminal": terminal}
        row = connection.execute(_KNOCK, said).one()
        return Knocked(row.wait, row.pause)

    def enter(self, connection: Connection, try_id: UUID, given: Given) -> Answer:
        """The verdict on a try."""
        said: dict[str, Any] = {
            "session_id": str(given.session_id),
            "kind": given.kind,
            "network_class": given.network_class,
            "os_user": given.os_user,
            "take_over": given.take_over,
        }
        if given.factor is not None:
            factor = given.factor
            said |= {"gate_key": factor.gate_key.hex(), "step": factor.step, "recovery": factor.recovery.hex()}
        return _answer(connection.execute(_ENTER, {"try_id": try_id, "given": json.dumps(said)}).scalar_one())

    def renew(self, connection: Connection, try_id: UUID, session_id: UUID, *, step_up: bool) -> Answer:
        """The same user once more in the same sign-in."""
        said = {"try_id": try_id, "session_id": session_id, "step_up": step_up}
        return _answer(connection.execute(_RENEW, said).scalar_one())

    def past(self, connection: Connection, try_id: UUID) -> Past | None:
        """What a proven user needs to choose a password."""
        found = connection.execute(_PAST, {"try_id": try_id, "most": PAST_KEPT}).scalar_one()
        if found is None:
            return None
        return Past(_account(found["account"]), _proof(found["current"]), tuple(map(_proof, found["earlier"])))

    def replace(self, connection: Connection, try_id: UUID, proof: Proof, *, another: bool = True) -> bool:
        """Put a new password, or the same one under other parameters, in the place of the old one."""
        said = {
            "salt": proof.salt.hex(),
            "parameters": proof.parameters,
            "verifier": proof.verifier.hex(),
            "public_key": _hex(proof.public_key),
            "wrapped_private_key": _hex(proof.wrapped_private_key),
            "another": another,
        }
        done = connection.execute(_REPLACE, {"try_id": try_id, "proof": json.dumps(said)})
        return bool(done.scalar_one())

    def enrol(self, connection: Connection, try_id: UUID, factor: NewFactor) -> bool:
        """Keep a second factor for a user that has none."""
        said = {
            "box": factor.box.hex(),
            "gate": factor.gate.hex(),
            "last_step": factor.last_step,
            "recovery": [code.hex() for code in factor.recovery],
        }
        done = connection.execute(_ENROL, {"try_id": try_id, "factor": json.dumps(said)})
        return bool(done.scalar_one())

    def mark(self, connection: Connection, token: bytes, what: str) -> bool:
        """`used`, `locked` or `ended`."""
        return bool(connection.execute(_MARK, {"token": token, "what": what}).scalar_one())


def _sayable(name: str) -> str:
    """A name that PostgreSQL takes; one that it does not can be no account's."""
    return name.encode("utf-8", "replace").decode().replace("\0", "?")


def _answer(said: dict[str, Any]) -> Answer:
    verdict = Verdict(said["verdict"])
    detail = said.get("detail") or ""
    if verdict is Verdict.STATE:
        detail = UserState(detail).label if detail else "This sign-in is over."
    return Answer(
        verdict,
        _account(said["account"]) if said.get("account") else None,
        detail,
        _moment(said.get("since")),
        token=bytes.fromhex(said.get("token") or ""),
        last_sign_in_at=_moment(said.get("last_sign_in_at")),
        failures=said.get("failures") or 0,
        took_over=bool(said.get("took_over")),
        public_key=_bytes(said.get("public_key")),
        wrapped_private_key=_bytes(said.get("wrapped_private_key")),
        box=bytes.fromhex(said.get("box") or ""),
    )


def _account(said: dict[str, Any]) -> Account:
    return Account(
        user_id=UUID(said["user_id"]),
        user_name=said["user_name"],
        display_name=said["display_name"],
        agency_id=UUID(said["agency_id"]),
        every_court=bool(said.get("every_court")),
        roles=frozenset(Role(role) for role in said["roles"]),
        courts=frozenset(UUID(court) for court in said["courts"]),
    )


def _proof(said: dict[str, Any]) -> Proof:
    return Proof(
        bytes.fromhex(said["salt"]),
        said["parameters"],
        bytes.fromhex(said["verifier"]),
        _bytes(said.get("public_key")),
        _bytes(said.get("wrapped_private_key")),
    )


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _bytes(said: str | None) -> bytes | None:
    return bytes.fromhex(said) if said is not None else None


def _hex(held: bytes | None) -> str | None:
    return None if held is None else held.hex()
