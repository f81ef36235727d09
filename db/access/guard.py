"""Holds one session to one actor: adds the rules to every statement and refuses whatever slips by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.orm import ORMExecuteState, Session
from sqlmodel import SQLModel

from db.access.criteria import rule_of
from db.access.questions import PEOPLE, Question, Written, written
from db.access.ruled import Form, Rule, form_of, with_rules
from db.access.standing import Standing
from db.access.summaries import reach
from db.access.writing import SEEN, check_changed, check_new
from db.tables.base import Reach
from db.tables.registry import governance_of, models
from db.words.errors import Refused

GUARD = "tracker_guard"
STAMP = "tracker_stamp"
RAW = "tracker_raw"
_OFTEN: Final = 3
"""From how many statements about one person on it is quicker to ask once whether that person matters to the reader."""
_BY_RELEVANCE: Final = frozenset({Reach.PERSON, Reach.HELD, Reach.NOTE})
RAW_PURPOSES = frozenset({"lookup", "bulk", "keeper", "watch", "sign-in"})


class Guard:
    """The rules of one actor for one session of one call.

    `standing` is read from the database on the session's own connection, before anything else is.
    """

    def __init__(self) -> None:
        self._standing: Standing | None = None
        self.stamp = object()
        self.attached: set[int] = set()
        self.touched: dict[tuple[str, UUID], SQLModel] = {}
        self._open = False
        self._asked: dict[UUID, int] = {}
        self._relevant: dict[UUID, bool] = {}
        self._mattering: set[UUID] = set()

    @property
    def standing(self) -> Standing:
        """The reader now; Refused before it is known, and for an account that may do nothing (rule U)."""
        if self._standing is None:
            raise Refused("No actor, no session.")
        return self._standing

    def admit(self, standing: Standing) -> None:
        """Hold the session to this standing. Raises Refused when the account may do nothing."""
        if standing.refusal:
            raise Refused(standing.refusal, kept="What was saved is kept.")
        self._standing = standing

    @contextmanager
    def house_keeping(self) -> Iterator[None]:
        """The unit's own audit, change and relevance rows pass while this is entered."""
        self._open = True
        try:
            yield
        finally:
            self._open = False
            self._forget()

    def install(self, session: Session) -> None:
        """Listen to everything that the session does."""
        event.listen(session, "do_orm_execute", self._on_execute)
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "after_soft_rollback", self._after_rollback)
        event.listen(session, "detached_to_persistent", self._on_attach)
        event.listen(session, "loaded_as_persistent", self._on_load)
        session.info[SEEN] = {}

    def _forget(self) -> None:
        """What was found out about people is asked anew."""
        self._relevant.clear()
        self._mattering.clear()

    def passes(self, options: Any) -> bool:  # noqa: ANN401 - SQLAlchemy's immutable dict
        """Whether a statement about to reach the driver was checked."""
        return self._open or options.get(STAMP) is self.stamp

    def ask(self, session: Session, question: Question, values: Mapping[str, Any]) -> Sequence[Any]:
        """The rows of a question that is asked all day: the same rules, by text that was written out before.

        Of people who were seen to matter to the reader by a question before, that is not asked again.
        """
        session.flush()
        connection, statement = session.connection(), question.statement
        known = self._are_known(question, values.get(PEOPLE))
        kept, key = self.standing.kept, (question, known, connection.dialect.name)
        if key not in kept:
            form = form_of(statement)
            subject = question.subject if known else None
            each = [self._rule(model, known=model is subject) for model in form.classes]
            kept[key] = written(question, form, [rule for rule in each if rule is not None], connection.dialect)
        text: Written | None = kept[key]
        if text is None:
            return session.execute(statement, values).all()
        rows = text.rows(connection, values)
        if not known and question.proves is not None and self._proves(question.proves):
            self._mattering.update(row.person_id for row in rows)
        return rows

    def _are_known(self, question: Question, people: Collection[UUID] | None) -> bool:
        """Whether all of the people of whose rows it asks are known to matter to the reader."""
        if question.subject is None or people is None or governance_of(question.subject).reach not in _BY_RELEVANCE:
            return False
        return self._mattering.issuperset(people)

    def _proves(self, model: type[SQLModel]) -> bool:
        """Whether a row of the table is there only where its person matters to the reader (rules R and H4)."""
        return not self.standing.emergency and governance_of(model).reach in (Reach.PERSON, Reach.HELD)

    def _on_execute(self, state: ORMExecuteState) -> None:
        if not state.is_orm_statement:
            raise Refused("Only mapped rows are read through a session.")
        if state.is_column_load:
            self._check_refresh(state)
        elif not state.is_select or state.is_relationship_load:
            raise Refused("Rows change one by one, as objects of the session.")
        else:
            self._add_rules(state)
        state.update_execution_options(**{STAMP: self.stamp})

    def _add_rules(self, state: ORMExecuteState) -> None:
        statement: Any = state.statement
        form = form_of(statement)
        person = None if state.parameters else form.person(statement)
        known = person is not None and self._knows(state.session, form, person)
        state.statement = with_rules(statement, form, self._rules(form, known=known))

    def _knows(self, session: Session, form: Form, person: UUID) -> bool:
        """Whether the person matters to the reader, asked once where many statements are about one person."""
        subject = form.subject
        if self.standing.emergency or subject is None or governance_of(subject[0]).reach not in _BY_RELEVANCE:
            return False
        self._asked[person] = self._asked.get(person, 0) + 1
        if self._asked[person] < _OFTEN:
            return False
        if person not in self._relevant:
            with self.house_keeping():
                found = reach(session.connection(), self.standing, person)
            self._relevant[person] = found == "relevant"
        return self._relevant[person]

    def _rules(self, form: Form, *, known: bool) -> list[Rule]:
        kept = self.standing.kept
        if (form, known) in kept:
            found: list[Rule] = kept[form, known]
            return found
        subject = form.subject[0] if known and form.subject is not None else None
        each = [self._rule(model, known=model is subject) for model in form.classes]
        found = [rule for rule in each if rule is not None]
        if not form.alone:
            kept[form, known] = found
        return found

    def _rule(self, model: type[SQLModel], *, known: bool) -> Rule | None:
        key = (Rule, model, known)
        kept = self.standing.kept
        if key not in kept:
            standing, opened = self.standing, governance_of(model).reach is Reach.OPEN
            kept[key] = None if opened else Rule(model, lambda row: rule_of(standing, model, row=row, known=known))
        found: Rule | None = kept[key]
        return found

    def _check_refresh(self, state: ORMExecuteState) -> None:
        refreshed = getattr(state.load_options, "_refresh_state", None)
        instance = refreshed.obj() if refreshed is not None else None
        if instance is None or id(instance) in self.attached:
            raise Refused("A row is refreshed only in the session that read it.")

    def _on_load(self, session: Session, instance: SQLModel) -> None:
        """Kept by a strong reference: what was read decides what may be written until the unit ends."""
        key = getattr(instance, "id", None)
        session.info[SEEN][(type(instance), key)] = instance

    def _on_attach(self, _: Session, instance: object) -> None:
        self.attached.add(id(instance))

    def _before_flush(self, session: Session, *_: object) -> None:
        if session.deleted:
            raise Refused("Nothing is deleted: rows are ended.")
        if self.attached:
            raise Refused("A row is changed only in the session that read it.")
        known = models()
        for instance in session.new:
            _must_be_table(instance, known)
            check_new(self.standing, instance, session)
        for instance in session.dirty:
            if not session.is_modified(instance):
                continue
            check_changed(self.standing, instance, session)
        for instance in (*session.new, *session.dirty):
            self.touched[(str(instance.__table__.name), instance.id)] = instance
            session.info[SEEN][(type(instance), instance.id)] = instance
        self._open = True

    def _after_flush(self, *_: object) -> None:
        self._open = False
        self._forget()

    def _after_rollback(self, *_: object) -> None:
        self._open = False
        self._forget()


def _must_be_table(instance: object, known: dict[str, type[SQLModel]]) -> None:
    if type(instance) not in known.values():
        raise Refused("Only registered tables are written.")


def watch_engine(engine: Engine) -> None:
    """Refuse every statement on the engine that no guard checked and no named raw unit runs."""

    @event.listens_for(engine, "before_cursor_execute")
    def check(
        connection: Connection,
        _cursor: DBAPICursor,
        statement: str,
        _parameters: object,
        context: ExecutionContext | None,
        _many: bool,  # noqa: FBT001 - SQLAlchemy's signature
    ) -> None:
        options = context.execution_options if context is not None else connection.get_execution_options()
        guard = options.get(GUARD)
        if guard is not None:
            if not guard.passes(options) and not statement.startswith("BEGIN"):
                raise Refused("This statement was not checked against the rules.")
        elif options.get(RAW) not in RAW_PURPOSES:
            raise Refused("No actor, no session.")
