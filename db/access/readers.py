"""Who reads: people in groups that the rules treat alike, and who of them will see a note (rule W)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import decisions
from db.access.decisions import PersonFact, RecordFact
from db.access.facts import person_fact
from db.access.facts_told import Rules, limits_told, person_told, rules_told
from db.access.matrix import Column, columns_of
from db.access.standing import Standing
from db.tables.places import Agency
from db.tables.sharing import ExclusionEntry, Seal, SharingGrant
from db.tables.system import Relevance
from db.tables.users import UserAccount, UserArea, UserCourt, UserRole
from db.words.actor import Actor, Role
from db.words.families.access import Category, Purpose, Recipient, Scope
from db.words.families.notes import NoteKind
from db.words.families.places import AgencyKind, UserState

_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]
_role: sa.Table = UserRole.__table__  # type: ignore[attr-defined]
_court: sa.Table = UserCourt.__table__  # type: ignore[attr-defined]
_area: sa.Table = UserArea.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_grant: sa.Table = SharingGrant.__table__  # type: ignore[attr-defined]
_exclusion: sa.Table = ExclusionEntry.__table__  # type: ignore[attr-defined]
_seal: sa.Table = Seal.__table__  # type: ignore[attr-defined]
_relevance: sa.Table = Relevance.__table__  # type: ignore[attr-defined]

WORDS: Final = {
    Column.CLERK: "court staff",
    Column.LISTING: "court staff",
    Column.USHER: "ushers",
    Column.JUDGE: "judges",
    Column.POLICE: "police",
    Column.CPS: "CPS",
    Column.PROBATION: "Probation",
    Column.DRUG: "drug service",
    Column.VOLUNTARY: "voluntary sector",
    Column.PRISON: "prison",
    Column.YOT: "youth offending team",
    Column.DEFENCE: "defence",
}
"""What those who read by a column are called together."""
ALONE: Final = (("only you",), ("anybody else",))
"""Who will see a judge's personal note, and who will not (H1); nobody needs to be asked."""
_ORDER: Final = tuple(dict.fromkeys(WORDS.values()))
StandingOf = Callable[[Connection, Actor], Standing]
"""Gives what somebody stands on: `db.unit.Units.standing`."""


@dataclass(frozen=True, slots=True)
class Group:
    """People whom the rules treat alike, one of them for all: same agency, roles, courts, areas, team and network."""

    actor: Actor
    kind: AgencyKind
    agency: str
    users: int
    column: Column

    @property
    def words(self) -> str:
        """What they are called: `Probation`."""
        return WORDS[self.column]


def groups(
    connection: Connection,
    asker: Actor,
    now: datetime,
    *,
    singled: frozenset[UUID] = frozenset(),
    among: sa.ColumnElement[bool] | None = None,
) -> tuple[Group, ...]:
    """Everybody who may sign in and reads case data, in groups; those `singled` out stand alone.

    What they stand on is kept under the sign-in of `asker`, whose eyes it is seen with on PostgreSQL.
    """
    a, g = _account.c, _agency.c
    holds = [a.state == UserState.ACTIVE, sa.or_(a.expires_at.is_(None), a.expires_at > now)]
    rows = connection.execute(
        sa.select(a.id, a.user_name, a.display_name, a.agency_id, a.every_court, a.team, a.network_classes, g.kind,
                  g.name)
        .join(_agency, g.id == a.agency_id)
        .where(*holds, *(() if among is None else (among,)))
        .order_by(a.id)
    ).all()  # fmt: skip
    ids = sa.select(a.id).join(_agency, g.id == a.agency_id).where(*holds, *(() if among is None else (among,)))
    roles = _many(connection, _role.c.user_id, _role.c.role, ids)
    courts = _many(connection, _court.c.user_id, _court.c.court_id, ids)
    areas = _many(connection, _area.c.user_id, _area.c.area_id, ids)
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        alone = row.id if row.id in singled else None
        own = (roles[row.id], courts[row.id], areas[row.id])
        found[row.agency_id, own, row.every_court, row.team, row.network_classes, alone].append(row)
    made = []
    for (_, (held, posted, _areas), *_), same in found.items():
        first = same[0]
        column = _column(held, first.kind)
        if column is not None:
            network = (first.network_classes.split() or ["local"])[0]
            actor = Actor(
                first.id, first.user_name, first.display_name, first.agency_id, held, posted, asker.today, "",
                asker.audit_session,
                every_court=first.every_court, network_class=network,
            )  # fmt: skip
            made.append(Group(actor, first.kind, first.name, len(same), column))
    return tuple(made)


def _many(connection: Connection, user: Any, value: Any, ids: Any) -> defaultdict[UUID, frozenset[Any]]:  # noqa: ANN401
    found: defaultdict[UUID, set[Any]] = defaultdict(set)
    for row in connection.execute(sa.select(user, value).where(user.in_(ids))):
        found[row[0]].add(row[1])
    return defaultdict(frozenset, {key: frozenset(values) for key, values in found.items()})


def _column(roles: frozenset[Role], kind: AgencyKind) -> Column | None:
    """The column by which they are named; who reads by several goes by the first."""
    columns = columns_of(roles, kind)
    return next((column for column in Column if column in columns), None)


@dataclass(frozen=True, slots=True)
class NoteAt:
    """A note that is about to be written: by whom, of which person, on which case if any."""

    writer: Actor
    person_id: UUID
    case_id: UUID | None = None


def will_see(
    connection: Connection,
    standing_of: StandingOf,
    note: NoteAt,
    *,
    kinds: Iterable[NoteKind],
    now: datetime,
    asked: bool = False,
) -> dict[NoteKind, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each kind who will see such a note, and who of those to whom the person matters will not.

    `asked`: with the writer's own eyes on PostgreSQL, which tells of others by functions of the second wall.
    """
    rules = rules_told(connection) if asked else None
    kept_away, named = _exceptions(connection, note, rules)
    people = _near(connection, note, now, singled=kept_away, named=named)
    sealed_at = _sealed_at(connection, note.case_id)
    fact_of = person_told if asked else person_fact
    known: list[tuple[Group, Standing, PersonFact]] = []
    plain: PersonFact | None = None
    for group in people:
        standing = standing_of(connection, group.actor)
        standing = standing if rules is None else rules.of(standing)
        # Where nobody is kept away and no rule asks for the day, the person is the same for every reader.
        alike = plain is not None and not kept_away and not _asks_for_day(standing, note.writer.agency_id)
        fact = plain if plain is not None and alike else fact_of(connection, standing, note.person_id)
        plain = plain or fact
        if decisions.person(standing, fact).allowed:
            known.append((group, standing, fact))
    answers = {}
    for kind in kinds:
        what = RecordFact(
            Category.AGENCY_NOTE, owner=note.writer.agency_id, sealed_at=sealed_at, note=kind,
            holders=frozenset({note.writer.user_id}),
        )  # fmt: skip
        sees = [(group, decisions.record(standing, fact, what).allowed) for group, standing, fact in known]
        answers[kind] = ALONE if kind is NoteKind.JUDGE_PERSONAL else _named(sees)
    return answers


def _exceptions(connection: Connection, note: NoteAt, rules: Rules | None) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Whom limited access to the person names, and whom a sharing rule of notes names."""
    if rules is not None:
        limits = limits_told(connection, note.person_id)
        own = (one.recipient_id for one in rules.rules if one.recipient is Recipient.USER)
        return frozenset(one.user_id for one in limits), frozenset(one for one in own if one is not None)
    e = _exclusion.c
    kept = sa.select(e.user_id).where(e.person_id == note.person_id, e.ended_at.is_(None))
    named = sa.select(_grant.c.recipient_id).where(
        _grant.c.recipient == Recipient.USER, _grant.c.category == Category.AGENCY_NOTE, _grant.c.ended_at.is_(None)
    )
    return frozenset(connection.scalars(kept)), frozenset(connection.scalars(named))


def _asks_for_day(standing: Standing, owner: UUID) -> bool:
    chain = standing.chains.get((Category.AGENCY_NOTE, owner), ())
    return any(one.purpose in (Purpose.HEARING, Purpose.SENTENCING) for rank in chain for one in rank)


def _near(
    connection: Connection, note: NoteAt, now: datetime, *, singled: frozenset[UUID], named: frozenset[UUID]
) -> tuple[Group, ...]:
    """Groups to whom the person may matter; those to whom an exception speaks by name stand alone."""
    r, a, today = _relevance.c, _account.c, note.writer.today
    rows = connection.execute(
        sa.select(r.scope, r.scope_id).where(r.person_id == note.person_id, r.starts_on <= today, r.ends_on >= today)
    ).all()
    ids: defaultdict[Scope, set[UUID]] = defaultdict(set)
    for row in rows:
        ids[row.scope].add(row.scope_id)
    ways: list[sa.ColumnElement[bool]] = [
        a.every_court.is_(True),
        a.id.in_(sa.select(_court.c.user_id).where(_court.c.court_id.in_(sorted(ids[Scope.COURT])))),
        a.agency_id.in_(sorted(ids[Scope.AGENCY])),
        a.id.in_(sorted({*ids[Scope.USER], note.writer.user_id})),
    ]
    if ids[Scope.TEAM]:
        ways.append(a.team != "")
    if ids[Scope.AREA]:
        ways += [_agency.c.area_id.is_not(None), a.id.in_(sa.select(_area.c.user_id))]
    alone = singled | ids[Scope.USER] | named
    return groups(connection, note.writer, now, singled=alone, among=sa.or_(*ways))


def _sealed_at(connection: Connection, case_id: UUID | None) -> UUID | None:
    if case_id is None:
        return None
    wanted = sa.select(_seal.c.court_id).where(_seal.c.case_id == case_id, _seal.c.lifted_at.is_(None))
    return connection.execute(wanted.limit(1)).scalar()


def _named(sees: Iterable[tuple[Group, bool]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Groups by what they are called; where not all of that name see the same, by agency, then as some of it."""
    by_words: defaultdict[str, list[tuple[Group, bool]]] = defaultdict(list)
    for group, allowed in sees:
        by_words[group.words].append((group, allowed))
    seen: list[str] = []
    unseen: list[str] = []
    for words in _ORDER:
        _sort_in(words, by_words.get(words, []), (seen, unseen))
    return tuple(seen) or ("nobody else yet",), tuple(unseen)


def _sort_in(words: str, sees: list[tuple[Group, bool]], into: tuple[list[str], list[str]]) -> None:
    seen, unseen = into
    answers = {allowed for _, allowed in sees}
    if len(answers) == 1:
        (seen if True in answers else unseen).append(words)
        return
    by_agency: defaultdict[str, set[bool]] = defaultdict(set)
    for group, allowed in sees:
        by_agency[group.agency].add(allowed)
    for agency, of_agency in sorted(by_agency.items()):
        label = f"{words} ({agency})" if len(by_agency) > 1 else words
        some = "some " if len(of_agency) > 1 else ""
        if True in of_agency:
            seen.append(f"{some}{label}")
        if False in of_agency:
            unseen.append(f"{some}{label}")
