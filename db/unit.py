"""The only maker of database sessions: an actor goes in, a guarded, audited, change-stamped unit comes out."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlmodel import Session, SQLModel

from db.access.guard import GUARD, RAW, Guard, watch_engine
from db.access.questions import Question
from db.access.relevance import Derived
from db.access.resolve import DECIDING, Standings, bump
from db.access.rules import Decision, administers
from db.access.sign_ins import insist_password, wants_password
from db.access.sign_ins import standing as sign_in_state
from db.access.standing import Standing
from db.access.summaries import Partly, birth_years, partly, partly_of_case
from db.audit.chain import Act, append, open_chain, under_emergency
from db.index.keeping import keep_written
from db.store.changes import Touched, write_changes
from db.store.engine import BEGIN, IMMEDIATE
from db.store.rescue import told_plainly
from db.store.wall.acting import as_house, as_user
from db.tables.registry import governance_of
from db.tables.system import Relevance
from db.tables.users import Credential
from db.words.actor import Actor
from db.words.clock import Clock
from db.words.errors import NotFound, Refused
from db.words.keys import uuid7

Table = TypeVar("Table", bound=SQLModel)
Answer = TypeVar("Answer")
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]


class Unit:
    """One call's work for one actor; reads are filtered, writes are checked, everything is audited."""

    def __init__(self, session: Session, guard: Guard, clock: Clock) -> None:
        self.session = session
        self.standing = guard.standing
        self.actor = guard.standing.actor
        self.clock = clock
        self.now = clock.now()
        self._guard = guard
        self._acts: list[Act] = []
        self._extra: list[Touched] = []
        self._mattering: set[UUID] = set()
        self._began = time.monotonic()

    def get(self, model: type[Table], key: UUID) -> Table:
        """The row, or NotFound, worded alike for missing and for not yours."""
        found = self.session.get(model, key)
        if found is None:
            raise NotFound("Not found.")
        return found

    def add(self, *rows: SQLModel) -> None:
        """Add rows; they are checked when the unit flushes."""
        self.session.add_all(rows)

    def audit(self, act: Act) -> None:
        """Note an act; it is written with the unit's commit or not at all."""
        self._acts.append(under_emergency(act, self.standing.emergency))

    def partly(self, person_id: UUID) -> Partly:
        """What of the person is given in summary or withheld; a session reads only what is given in full."""
        with self._guard.house_keeping():
            return partly(self.session.connection(), self.standing, person_id)

    def partly_of_case(self, case_id: UUID) -> Partly:
        """The same for the records of a case."""
        with self._guard.house_keeping():
            return partly_of_case(self.session.connection(), self.standing, case_id)

    def by_rule(self, ask: Callable[[Connection, Standing], Answer]) -> Answer:
        """Ask a reader of `db.access` that keeps the rules itself (a summary, a place, a name), for this reader."""
        with self._guard.house_keeping():
            return ask(self.session.connection(), self.standing)

    def birth_years(self, people: Iterable[UUID]) -> dict[UUID, str]:
        """Years of birth, for readers who get an identity in summary."""
        with self._guard.house_keeping():
            return birth_years(self.session.connection(), self.standing, people)

    def rows(self, question: Question, **values: object) -> Sequence[Any]:
        """What a question that is asked all day finds, its columns by name: as a select of the session, but quicker."""
        return self._guard.ask(self.session, question, values)

    def touch(self, touched: Touched) -> None:
        """Tell open screens of something beyond the rows that this unit itself changed."""
        self._extra.append(touched)

    def make_relevant(self, due: Derived) -> None:
        """Say to whom a person matters; a row for the same reason and source has its days set anew."""
        self.session.flush()
        names = ("person_id", "scope", "scope_id", "reason", "source_id")
        key = {name: getattr(due, name) for name in names}
        days = {"starts_on": due.starts_on, "ends_on": due.ends_on, "sealed": due.sealed}
        with self._guard.house_keeping():
            connection = self.session.connection()
            same = [_relevance.c[name] == value for name, value in key.items()]
            if not connection.execute(sa.update(_relevance).where(*same).values(**days)).rowcount:
                connection.execute(sa.insert(_relevance).values(id=uuid7(), version=1, **key, **days))
                self._mattering.add(due.person_id)

    def seal_relevance(self, sources: Iterable[UUID], *, sealed: bool) -> None:
        """What makes people relevant because of a restricted case counts only for who may read that case (H2)."""
        self.session.flush()
        with self._guard.house_keeping():
            marked = sa.update(_relevance).where(_relevance.c.source_id.in_(sorted(sources)))
            self.session.connection().execute(marked.values(sealed=sealed, version=_relevance.c.version + 1))

    def add_credential(self, proof: Credential) -> None:
        """Add what proves a new account; only an administrator makes accounts, and no session reads proofs."""
        decided = administers(self.actor)
        if not decided.allowed:
            raise Refused(decided.reason)
        self.session.flush()
        with self._guard.house_keeping():
            self.session.connection().execute(sa.insert(_credential).values(**proof.model_dump()))

    @contextmanager
    def keeping_accounts(self, decided: Decision) -> Iterator[Connection]:
        """A connection for the rows of accounts, which no session of a person reads or writes.

        Raises Refused unless a rule allowed it. Whoever writes by it says with `touch` which account was changed.
        """
        if not decided.allowed:
            raise Refused(decided.reason)
        self.session.flush()
        with self._guard.house_keeping():
            yield self.session.connection()

    def finish(self) -> None:
        """Flush, then write audit and change rows and commit them together. Refused where no act was noted."""
        self.session.flush()
        if not self._acts and not self._guard.touched and not self._extra:
            return
        if not self._acts:
            raise Refused("No audit, no act.")
        with self._guard.house_keeping():
            connection = self.session.connection()
            self._insist_password(connection)
            spent = int((time.monotonic() - self._began) * 1000)
            digest = self._digest()
            if not DECIDING.isdisjoint({kind for kind, _ in self._guard.touched} | {one.kind for one in self._extra}):
                bump(connection)
            if self._acts:
                timed = [replace(act, milliseconds=act.milliseconds or spent) for act in self._acts]
                acts = [replace(act, after_hash=act.after_hash or digest) for act in timed]
                append(connection, self.actor, self.now, acts)
            keep_written(connection, self._guard.touched.values(), self._mattering)
            write_changes(connection, self.now, self._touched())
            self.session.commit()

    def _insist_password(self, connection: Connection) -> None:
        """Some acts want the password once more; an unattended command has no sign-in that could give it."""
        wanting = [act.action for act in self._acts if wants_password(act.action)]
        if not wanting:
            return
        state = sign_in_state(connection, self.actor.audit_session, now=self.now)
        if state.known:
            for action in wanting:
                insist_password(state, action, now=self.now)

    def _touched(self) -> list[Touched]:
        rows = [
            Touched(kind, key, getattr(row, "person_id", None), getattr(row, "court_id", None))
            for (kind, key), row in self._guard.touched.items()
            if governance_of(type(row)).live
        ]
        return rows + self._extra

    def _digest(self) -> bytes | None:
        """A digest of which rows the unit wrote, in which version; none for a pure reading."""
        parts = sorted(f"{kind}:{key}:{getattr(row, 'version', 1)}" for (kind, key), row in self._guard.touched.items())
        return hashlib.sha256("|".join(parts).encode()).digest() if parts else None


class Units:
    """Makes units on one database; holds the engine, so nothing else can reach it."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.clock = clock
        self._engine = engine
        self._chains: dict[UUID, threading.Lock] = {}
        self._tokens: dict[UUID, bytes] = {}
        self._standings = Standings()
        self._lock = threading.Lock()
        watch_engine(engine)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    def admit(self, audit_session: UUID, token: bytes) -> None:
        """Keep the token of a sign-in in memory: PostgreSQL asks for it in every transaction of this sign-in."""
        self._tokens[audit_session] = token

    def forget(self, audit_session: UUID) -> None:
        """The sign-in is over, or locked: its token is needed no more."""
        self._tokens.pop(audit_session, None)

    @contextmanager
    def read(self, actor: Actor) -> Iterator[Unit]:
        """A unit that only reads and writes no audit row: lists that refresh, suggestions, menus."""
        with told_plainly(), self._session(actor, {}) as unit:
            yield unit

    @contextmanager
    def act(self, actor: Actor, act: Act | None = None) -> Iterator[Unit]:
        """A unit that may write, with its audit row: all of it is committed at the end, or none.

        Acts of one sign-in follow one another, so that their chain has one order.
        """
        with self._chain(actor), told_plainly(), self._session(actor, IMMEDIATE) as unit:
            with unit._guard.house_keeping():
                open_chain(unit.session.connection(), actor, unit.now)
            if act is not None:
                unit.audit(act)
            yield unit
            unit.finish()

    @contextmanager
    def raw(self, purpose: str, *, writes: bool = False, actor: Actor | None = None) -> Iterator[Connection]:
        """A plain connection for the few rooms that may speak SQL; commits at the end when it writes.

        `purpose` is one of `db.access.guard.RAW_PURPOSES`; anything else is refused by the engine. `actor` is for
        whom it is asked, where PostgreSQL shall answer what that sign-in may see.
        """
        acting = as_house(purpose) if actor is None else self._acting(actor)
        options = {RAW: purpose, **acting, **(IMMEDIATE if writes else {BEGIN: "BEGIN"})}
        with told_plainly(), self._engine.connect().execution_options(**options) as connection:
            yield connection
            if writes:
                connection.commit()

    def engine_for(self, room: str) -> Engine:
        """The engine itself, for the watcher and backup, which own their connections."""
        return self._engine.execution_options(**{RAW: room}, **as_house(room, self._newest_token))

    def _newest_token(self) -> bytes | None:
        """Of whoever is signed in at this terminal; asked anew for every transaction, as unlocking changes it."""
        return next(reversed(self._tokens.values()), None)

    def present(self, actor: Actor) -> Actor:
        """The actor on the court's present day: a terminal may stay open past midnight."""
        today = self.clock.today()
        return actor if actor.today == today else replace(actor, today=today)

    def standing(self, connection: Connection, actor: Actor) -> Standing:
        """What the actor stands on now, read on a connection of `raw`; Refused when the account may do nothing."""
        standing = self._standings.of(connection, self.present(actor), self.clock.now())
        if standing.refusal:
            raise Refused(standing.refusal, kept="What was saved is kept.")
        return standing

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _session(self, actor: Actor, options: dict[str, Any]) -> Iterator[Unit]:
        guard = Guard()
        bind = self._engine.execution_options(**{GUARD: guard, **self._acting(actor), **options})
        with Session(bind, expire_on_commit=False) as session:
            with guard.house_keeping():
                guard.admit(self._standings.of(session.connection(), self.present(actor), self.clock.now()))
            guard.install(session)
            yield Unit(session, guard, self.clock)

    def _acting(self, actor: Actor) -> dict[str, Any]:
        return as_user(self._tokens.get(actor.audit_session), self.clock.today())

    @contextmanager
    def _chain(self, actor: Actor) -> Iterator[None]:
        with self._lock:
            lock = self._chains.setdefault(actor.audit_session, threading.Lock())
        with lock:
            yield
