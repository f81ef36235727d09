"""The door's database side in a SQLite file: the same rules as the second wall's, in Python, one transaction each."""

from __future__ import annotations

import hmac
import os
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access.sign_ins import standing
from db.accounts import counting, credentials, factors, reading
from db.accounts.codes import CODE
from db.accounts.counting import Subjects
from db.accounts.credentials import SERVICE_KEY
from db.accounts.gate import (
    INSIDE,
    LASTS,
    PAST_KEPT,
    SCREEN,
    Answer,
    Asked,
    Given,
    Knocked,
    NewFactor,
    Past,
    Proof,
    Verdict,
    account_subject,
    digest,
    terminal_subject,
)
from db.accounts.reading import Whole
from db.accounts.verifier import CURRENT, fake_salt, verifier_of
from db.tables.sessions import PastCredential, SignInTry, UserSession
from db.tables.users import Credential
from db.words.actor import Role
from db.words.clock import Clock
from db.words.families.places import UserState
from db.words.keys import uuid7

_try: sa.Table = SignInTry.__table__  # type: ignore[attr-defined]
_session: sa.Table = UserSession.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]
_past: sa.Table = PastCredential.__table__  # type: ignore[attr-defined]


class LocalGate:
    """Whoever has the file and its key has everything; what is counted here holds against the keyboard."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def ask(self, connection: Connection, name: str) -> Asked:
        """The account's own salt, or for no account one that is the same each time."""
        site = credentials.site(connection)
        found = credentials.find(connection, name)
        if found is None:
            return Asked(fake_salt(name, site.verifier), CURRENT.written(), site.user_id, site.agency_id)
        return Asked(found.salt, found.parameters, site.user_id, site.agency_id)

    def knock(self, connection: Connection, try_id: UUID, name: str, *, key: bytes, terminal: str) -> Knocked:
        """Write the try down, unless it comes too soon. A service's key of 32 random bytes needs no counting."""
        now = self._clock.now()
        found = credentials.find(connection, name)
        who = Subjects(account_subject(name), terminal_subject(terminal))
        pause = 0.0
        if found is None or found.parameters != SERVICE_KEY:
            wait = counting.seconds_left(connection, who, now)
            if wait > 0:
                return Knocked(wait)
            pause = counting.add(connection, who, now)
        connection.execute(
            sa.insert(_try).values(
                id=try_id, version=1, user_id=found.user_id if found else None, account=who.account, place=who.place,
                terminal=terminal, digest=verifier_of(key), tried_at=now, outcome="",
            )
        )  # fmt: skip
        return Knocked(0.0, pause)

    def enter(self, connection: Connection, try_id: UUID, given: Given) -> Answer:
        """WRONG and FACTOR_WRONG stay counted; every other verdict takes the try back."""
        found = self._proven(connection, try_id)
        if found is None:
            answer = Answer(Verdict.WRONG)
        else:
            crowd = self._crowd(connection, found, given)
            # A code is spent by what leads in, not by the question about another terminal before it.
            spend = not crowd or given.take_over
            barred = self._barred(found, given) or self._factored(connection, found, given, spend=spend)
            answer = barred or self._opened(connection, found, given, crowd=crowd)
        if answer.verdict is Verdict.IN and found is not None:
            credentials.counted(connection, found.account.user_id, right=True, now=self._clock.now())
        self._settle(connection, try_id, answer.verdict)
        return answer

    def renew(self, connection: Connection, try_id: UUID, session_id: UUID, *, step_up: bool) -> Answer:
        """A sign-in that is over is not renewed."""
        found = self._proven(connection, try_id)
        now = self._clock.now()
        owner = connection.execute(sa.select(_session.c.user_id).where(_session.c.id == session_id)).scalar()
        if found is None or owner != found.account.user_id:
            self._settle(connection, try_id, Verdict.WRONG)
            return Answer(Verdict.WRONG)
        self._settle(connection, try_id, Verdict.IN)
        state = standing(connection, session_id, now=now)
        if state.over:
            return Answer(Verdict.STATE, found.account, state.over)
        token = b"" if step_up else os.urandom(32)
        values = {"stepped_up_at": now} if step_up else {"locked_at": None, "token_hash": digest(token)}
        connection.execute(sa.update(_session).where(_session.c.id == session_id).values(last_used_at=now, **values))
        return Answer(Verdict.IN, found.account, token=token)

    def past(self, connection: Connection, try_id: UUID) -> Past | None:
        """A right try is taken back, and serves once more: a password that breaks a rule is no wrong password."""
        found = self._proven(connection, try_id)
        self._settle(connection, try_id, Verdict.WRONG if found is None else Verdict.PROVEN)
        if found is None:
            return None
        return Past(found.account, found.proof, reading.earlier(connection, found.account.user_id, most=PAST_KEPT))

    def replace(self, connection: Connection, try_id: UUID, proof: Proof, *, another: bool = True) -> bool:
        """The old one is kept among the earlier ones: it is not chosen again, and a judge's old key is not lost.

        Every sign-in of the account ends with another password: whoever knew the old one is out.
        """
        found = self._proven(connection, try_id)
        now = self._clock.now()
        if found is None or (found.code_ends is not None and found.code_ends <= now):
            return False
        user_id, old = found.account.user_id, found.proof
        if old.parameters != CODE or old.public_key is not None:
            connection.execute(
                sa.insert(_past).values(
                    id=uuid7(), version=1, user_id=user_id, salt=old.salt, parameters=old.parameters,
                    verifier=old.verifier, public_key=old.public_key,
                    wrapped_private_key=old.wrapped_private_key, ended_at=now,
                )
            )  # fmt: skip
        connection.execute(
            sa.update(_credential)
            .where(_credential.c.user_id == user_id)
            .values(
                salt=proof.salt, parameters=proof.parameters, verifier=proof.verifier, public_key=proof.public_key,
                wrapped_private_key=proof.wrapped_private_key, expires_at=None,
            )
        )  # fmt: skip
        if another:
            _end(connection, _session.c.user_id == user_id, now, "another password was chosen")
        self._settle(connection, try_id, Verdict.CHOOSE)
        return True

    def enrol(self, connection: Connection, try_id: UUID, factor: NewFactor) -> bool:
        """Only where there is none: another one is set up after an administrator took the first away."""
        found = self._proven(connection, try_id)
        if found is None or factors.stored(connection, found.account.user_id) is not None:
            return False
        factors.keep(connection, found.account.user_id, factor, now=self._clock.now())
        self._settle(connection, try_id, Verdict.ENROL)
        return True

    def account_called(self, connection: Connection, name: str) -> Answer | None:
        """A demo's user for one command: nothing is proved, so no sign-in is opened; None for no active account."""
        found = credentials.find(connection, name)
        if found is None or found.state is not UserState.ACTIVE:
            return None
        return Answer(Verdict.IN, reading.whole(connection, found.user_id).account)

    def mark(self, connection: Connection, token: bytes, what: str) -> bool:
        """`used`, `locked` or `ended`."""
        now = self._clock.now()
        all_values: dict[str, dict[str, object]] = {
            "used": {"last_used_at": now},
            "locked": {"last_used_at": now, "locked_at": now, "stepped_up_at": None},
            "ended": {"ended_at": now, "ended_why": "signed out"},
        }
        stands = (_session.c.token_hash == digest(token), _session.c.ended_at.is_(None), _session.c.expires_at > now)
        return bool(connection.execute(sa.update(_session).where(*stands).values(all_values[what])).rowcount)

    def _proven(self, connection: Connection, try_id: UUID) -> Whole | None:
        """The account of a right try that was not answered yet."""
        t = _try.c
        row = connection.execute(sa.select(t.user_id, t.digest, t.outcome).where(t.id == try_id)).one()
        if row.user_id is None or row.outcome not in ("", Verdict.PROVEN):
            return None
        found = reading.whole(connection, row.user_id)
        return found if hmac.compare_digest(row.digest, found.proof.verifier) else None

    def _settle(self, connection: Connection, try_id: UUID, verdict: Verdict) -> None:
        """What was sent is forgotten; that it was sent, and what came of it, stays and is counted once."""
        t = _try.c
        row = connection.execute(sa.select(t.account, t.place, t.user_id, t.outcome).where(t.id == try_id)).one()
        values = {"outcome": verdict.value} | ({} if verdict is Verdict.PROVEN else {"digest": b""})
        connection.execute(sa.update(_try).where(t.id == try_id, t.outcome.in_(("", Verdict.PROVEN))).values(values))
        if row.outcome:
            return
        who = Subjects(row.account, row.place)
        if verdict is Verdict.IN:
            counting.forgive(connection, who)
        elif verdict not in (Verdict.WRONG, Verdict.FACTOR_WRONG):
            counting.spare(connection, who)
        elif row.user_id is not None:
            credentials.counted(connection, row.user_id, right=False, now=self._clock.now())

    def _barred(self, found: Whole, given: Given) -> Answer | None:
        """The account gate (sharing rules U1 and U2), and a one-time code in the place of a password."""
        now = self._clock.now()
        account = found.account
        if found.state is not UserState.ACTIVE:
            return Answer(Verdict.STATE, account, found.state.label)
        if found.expires_at is not None and found.expires_at <= now:
            return Answer(Verdict.EXPIRED, account, found.authorised_by)
        if found.network_classes and given.network_class not in found.network_classes:
            return Answer(Verdict.NETWORK, account, " ".join(sorted(found.network_classes)))
        if found.os_user and found.os_user != given.os_user:
            return Answer(Verdict.OS_USER, account)
        if found.proof.parameters == CODE:
            ended = found.code_ends is not None and found.code_ends <= now
            return Answer(Verdict.CODE_OLD if ended else Verdict.CHOOSE, account)
        return None

    def _factored(self, connection: Connection, found: Whole, given: Given, *, spend: bool) -> Answer | None:
        """Administrators and remote terminals need a second factor, and so does whoever has one."""
        account = found.account
        stored = factors.stored(connection, account.user_id)
        if stored is None:
            wanted = Role.ADMINISTRATOR in account.roles or given.network_class not in INSIDE
            off = given.demo or reading.rule(connection, "second_factor") == "off"
            return Answer(Verdict.ENROL, account) if wanted and not off else None
        if given.factor is None:
            return Answer(Verdict.FACTOR, account, box=stored)
        if factors.is_second(connection, account.user_id, given.factor, now=self._clock.now(), spend=spend):
            return None
        return Answer(Verdict.FACTOR_WRONG, account)

    def _crowd(self, connection: Connection, found: Whole, given: Given) -> list[Any]:
        """Sign-ins at other terminals that stand in the way of one more at a screen, the oldest first."""
        if given.kind != SCREEN:
            return []
        account, now = found.account, self._clock.now()
        others = reading.standing_elsewhere(connection, account.user_id, terminal=given.terminal, now=now)
        allowed = 2 if Role.JUDGE in account.roles else 1
        return others[: max(0, len(others) - allowed + 1)]

    def _opened(self, connection: Connection, found: Whole, given: Given, *, crowd: list[Any]) -> Answer:
        now, account = self._clock.now(), found.account
        if crowd and not given.take_over:
            return Answer(Verdict.ELSEWHERE, account, crowd[0].terminal, since=crowd[0].opened_at)
        if given.kind == SCREEN:
            for other in crowd:
                _end(connection, _session.c.id == other.id, now, f"taken over at {given.terminal}")
            here = (_session.c.user_id == account.user_id) & (_session.c.kind == SCREEN)
            _end(connection, here & (_session.c.terminal == given.terminal), now, "signed in again at this terminal")
        token = os.urandom(32)
        connection.execute(
            sa.insert(_session).values(
                id=given.session_id, version=1, user_id=account.user_id, token_hash=digest(token),
                terminal=given.terminal, network_class=given.network_class, kind=given.kind, opened_at=now,
                last_used_at=now, expires_at=now + LASTS, second_factor=given.factor is not None,
                # The password of a command was given for that very command.
                stepped_up_at=None if given.kind == SCREEN or found.proof.parameters == SERVICE_KEY else now,
                ended_why="",
            )
        )  # fmt: skip
        return Answer(
            Verdict.IN,
            account,
            token=token,
            last_sign_in_at=found.last_sign_in_at,
            failures=found.failures,
            took_over=bool(crowd),
            public_key=found.proof.public_key,
            wrapped_private_key=found.proof.wrapped_private_key,
        )


def _end(connection: Connection, which: sa.ColumnElement[bool], now: datetime, why: str) -> None:
    standing_ones = which & _session.c.ended_at.is_(None)
    connection.execute(sa.update(_session).where(standing_ones).values(ended_at=now, ended_why=why))
