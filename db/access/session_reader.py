"""The reader of a session of PostgreSQL: the rules asked about `me`, which the database itself makes of a token.

The functions of the second wall that hold these conditions look past row security, so a rule's own subqueries
are whole. What a role gives is asked of the rules themselves, role by role: roles add up, they take nothing away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect

from db.access import conditions, decisions, matrix, rules
from db.access.reader import UNOWNED, Bool, Column, Owned, waiting
from db.access.standing import Standing, make_standing
from db.tables.base import Key
from db.tables.system import Relevance
from db.words.actor import Actor, Role
from db.words.families.access import Category, Level, Purpose, Scope
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind

_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]
_NOBODY: Final = UUID(int=0)
POSTGRES: Final[Dialect] = postgresql.dialect()  # type: ignore[no-untyped-call]
"""How conditions and types are written out; no connection."""

PARTS: Final[dict[str, sa.types.TypeEngine[Any]]] = {
    "session_id": Key(),
    "user_id": Key(),
    "agency_id": Key(),
    "kind": sa.Text(),
    "roles": ARRAY(sa.Text()),
    "courts": ARRAY(Key()),
    "every": sa.Boolean(),
    "scopes": ARRAY(Key()),
    "areas": ARRAY(Key()),
    "teams": ARRAY(Key()),
    "emergencies": ARRAY(Key()),
    "limited": sa.Boolean(),
    "shared_by_rule": sa.Boolean(),
    "told": ARRAY(Key()),
    "today": sa.Date(),
}
"""What `me` is made of, besides `rules`, in the order of the type `tracker.reader`; see `db.access.session_me`."""


class RowOf:
    """The columns of a table by their names alone.

    A rule nests deeper than SQLAlchemy looks for the table that a column is of, and it would put the table there anew.
    """

    def __init__(self, table: sa.FromClause) -> None:
        self._table = table
        self._name: str = table.name  # type: ignore[attr-defined]

    @property
    def c(self) -> RowOf:
        """As of a table."""
        return self

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a column of any type
        return sa.literal_column(f"{self._name}.{name}", self._table.c[name].type)


@lru_cache
def standing_of(role: Role, kind: AgencyKind = AgencyKind.PROGRAMME) -> Standing:
    """Somebody with this one role: what the rules give to it can be asked of them."""
    actor = Actor(_NOBODY, "", "", _NOBODY, frozenset({role}), frozenset({_NOBODY}), date.min, "", _NOBODY)
    return make_standing(actor, kind, areas=(_NOBODY,), teams=(_NOBODY,))


def sql_type(kind: sa.types.TypeEngine[Any]) -> str:
    """A type of a column as PostgreSQL names it."""
    return str(kind.compile(dialect=POSTGRES))


def me(part: str) -> Column:
    """A part of whoever asks, as a parameter of a function."""
    return sa.literal_column(f"(me).{part}", PARTS.get(part))


def among(value: Column, part: str) -> Bool:
    """Whether the value is one of a part's."""
    return value == sa.any_(me(part))


def at_my_court(court_id: Column) -> Bool:
    """Whether it is a court of the session's user; somebody of an invented record may have them all."""
    return sa.or_(me("every"), among(court_id, "courts"))


def holds(roles: Iterable[Role]) -> Bool:
    """Whether the session's user holds one of the roles."""
    named = sorted(role.value for role in roles)
    if not named:
        return sa.false()
    return me("roles").op("&&", return_type=sa.Boolean())(
        sa.cast(sa.literal("{" + ",".join(named) + "}"), ARRAY(sa.Text()))
    )


def given_by(test: Callable[[Standing], bool]) -> Bool:
    """Whether a role of the user passes the test; a scheme officer is asked about at each kind of agency."""
    plain = holds(role for role in Role if role is not Role.PPO_OFFICER and test(standing_of(role)))
    kinds = [kind.value for kind in AgencyKind if test(standing_of(Role.PPO_OFFICER, kind))]
    if not kinds:
        return plain
    return sa.or_(plain, sa.and_(holds([Role.PPO_OFFICER]), me("kind").in_(kinds)))


def once(answer: Bool) -> Bool:
    """The answer, found once for a statement and not once for a row: nothing of the row may stand in it."""
    return answer if isinstance(answer, sa.True_ | sa.False_) else sa.select(answer).scalar_subquery()


PLAIN: Final = "NOT (me).limited AND NOT (me).shared_by_rule AND cardinality((me).emergencies) = 0"
"""Nobody's access is limited, no sharing rule speaks to the reader, no emergency access is open: mostly so."""


class SessionReader:
    """See `db.access.reader.Reader`; every answer is an expression over `me`.

    With `plain` it is asked where PLAIN holds, and what folds away by that is left out.
    """

    seals = True

    def __init__(self, *, plain: bool = False) -> None:
        self._plain = plain

    def gives(self, test: Callable[[Standing], bool]) -> Bool:
        """Whether a role of the user passes the test."""
        return self._told(given_by(test))

    def _told(self, answer: Bool) -> Bool:
        """An answer that hangs on the session alone, as it is asked."""
        return answer

    def sees(self) -> Bool:
        """See Reader."""
        return self.gives(lambda standing: rules.sees_cases(standing.actor))

    def writes(self) -> Bool:
        """Whether a role of the user may change case data."""
        return self.gives(lambda standing: rules.writes(standing.actor).allowed)

    def has(self, *roles: Role) -> Bool:
        """See Reader."""
        return self._told(holds(roles))

    def is_me(self, user_id: Column) -> Bool:
        """See Reader."""
        return user_id == me("user_id")

    def is_my_agency(self, agency_id: Column) -> Bool:
        """See Reader."""
        return agency_id == me("agency_id")

    def relevant(self, person_id: Column, *, narrow: bool = False) -> Bool:
        """See Reader."""
        r = _relevance.alias().c
        found = sa.exists().where(
            r.person_id == person_id,
            self.within(r),
            r.starts_on <= me("today"),
            r.ends_on >= me("today"),
            sa.or_(r.batch_id.is_(None), r.batch_id.not_in(waiting())),
            sa.or_(r.sealed.is_(False), sa.and_(r.scope == Scope.COURT, self.reads_seal(r.scope_id))),
        )
        return sa.and_(found, self.admitted(person_id))

    def within(self, r: Any) -> Bool:  # noqa: ANN401 - columns
        """Whether it is a scope of the reader, by columns `scope` and `scope_id`."""
        of_kind = sa.case(
            (r.scope == Scope.COURT, among(r.scope_id, "courts")),
            (r.scope == Scope.USER, self.is_me(r.scope_id)),
            (r.scope == Scope.TEAM, among(r.scope_id, "teams")),
            (r.scope == Scope.AREA, among(r.scope_id, "areas")),
            else_=sa.and_(r.scope == Scope.AGENCY, self.is_my_agency(r.scope_id)),
        )
        named = sa.and_(among(r.scope_id, "scopes"), of_kind)
        return sa.or_(named, sa.and_(r.scope == Scope.COURT, self.at_every_court()))

    def at_every_court(self) -> Bool:
        """Whether people matter to the reader by whatever court; `scopes` then names none."""
        courts = self.gives(lambda standing: any(rule.scope is Scope.COURT for rule in decisions.scopes(standing)))
        return sa.and_(me("every"), courts)

    def admitted(self, person_id: Column) -> Bool:
        """Rule H4 alone."""
        if self._plain:
            return sa.true()
        return sa.or_(~me("limited"), conditions.admitted(person_id, self.is_me))

    def in_emergency(self, person_id: Column) -> Bool:
        """See Reader."""
        if self._plain:
            return sa.false()
        return sa.and_(among(person_id, "emergencies"), self.admitted(person_id))

    def reads_seal(self, court_id: Column) -> Bool:
        """See Reader."""
        return sa.and_(self.has(Role.SEALED_READ), at_my_court(court_id))

    def reads_youth(self) -> Bool:
        """See Reader."""
        return self.gives(decisions.reads_youth)

    def note_kind(self, kind: Column) -> Bool:
        """See Reader."""
        each = [
            sa.and_(kind == one, self.gives(lambda standing, one=one: one in decisions.shared_readers(standing)))  # type: ignore[misc]
            for one in (NoteKind.HEARING, NoteKind.SHARED)
        ]
        return sa.or_(*each)

    def level(
        self, category: Category, at: Level, owner: Owned, person_id: Column | None, released: Bool | None = None
    ) -> Bool:
        """See Reader."""

        def reaches(needed: Level) -> Bool:
            return self.gives(lambda one: matrix.default(one.columns, category).level.rank >= needed.rank)

        default = reaches(at)
        if released is not None:
            allowed = self.gives(lambda one: matrix.default(one.columns, category).released)
            default = sa.or_(default, sa.and_(allowed, released))
        if owner is UNOWNED:
            return default
        own = sa.and_(self.gives(lambda one: decisions.covers_own(one, category)), owner.mine(me("agency_id")))
        shared = default
        if not self._plain:
            by_rule = self._by_rule(category, at, owner, person_id, default)
            shared = sa.case((me("shared_by_rule"), by_rule), else_=default)
        if category is Category.SAFETY:
            shared = sa.case((reaches(Level.EXIST), default), else_=shared)
        return sa.or_(shared, own)

    def _by_rule(self, category: Category, at: Level, owner: Owned, person_id: Column | None, default: Bool) -> Bool:
        """The highest rank at which a purpose holds, and there the rule that gives least."""
        g = sa.func.unnest(me("rules")).table_valued("category", "owner", "rank", "level", "purpose").c
        winner = (
            sa.select(g.level >= at.rank)
            .where(g.category == category.value, owner.among(g.owner), self._met(g.purpose, person_id))
            .order_by(g.rank.desc(), g.level)
            .limit(1)
            .scalar_subquery()
        )
        return sa.func.coalesce(winner, default, type_=sa.Boolean())

    def _met(self, purpose: Column, person_id: Column | None) -> Bool:
        """`db.access.grants.Met` in SQL."""
        always = purpose.in_([Purpose.ANY.value, Purpose.MANAGEMENT.value])
        if person_id is None:
            return always
        today = me("today")
        hearing_day = conditions.on_todays_list(person_id, today, at_my_court)
        tracked = conditions.tracked(person_id, today, partial(among, part="areas"))
        supervised = conditions.supervised(person_id, today, is_me=self.is_me, is_my_team=partial(among, part="teams"))
        return sa.or_(
            always,
            sa.and_(purpose.in_([Purpose.HEARING.value, Purpose.SENTENCING.value]), hearing_day),
            sa.and_(purpose == Purpose.TRACKING.value, tracked),
            sa.and_(purpose == Purpose.SUPERVISION.value, supervised),
        )


class RowsReader(SessionReader):
    """The same for a statement over many rows: what hangs on the session alone is asked once.

    `known` names a variable that holds, of the people the statement is about, those who matter to the reader.
    """

    def __init__(self, known: str = "", *, plain: bool = False) -> None:
        super().__init__(plain=plain)
        self._known = known

    def _told(self, answer: Bool) -> Bool:
        return once(answer)

    def relevant(self, person_id: Column, *, narrow: bool = False) -> Bool:
        """See Reader."""
        if not self._known:
            return super().relevant(person_id, narrow=narrow)
        return person_id == sa.any_(sa.literal_column(self._known, ARRAY(Key())))
