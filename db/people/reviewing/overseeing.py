"""Who decided what about who is who, and links of rules drawn at random to be checked, for a supervisor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import review_rules
from db.audit.chain import Act, append, open_chain
from db.cards.page import LIMIT, Page
from db.cards.review import FIELDS, DecisionCard, SampleCard, ShareCard
from db.people.deciding import Grounds, decide
from db.people.reviewing import acting, reading
from db.people.settling.sides import sides_of
from db.tables.matching import LinkDecision, LinkMove
from db.tables.people import SourceRecord
from db.tables.users import UserAccount
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.clock import LONDON
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.matching import LinkKind

LOOKED_AT: Final = 1_000
"""Decisions that are looked through for those about people whom the reader sees."""
MOST: Final = 50
CHECKS: Final = (LinkKind.CHECKED_RIGHT, LinkKind.CHECKED_WRONG)
_RULES: Final = (LinkKind.RULE, LinkKind.SYSTEM)
_decision: sa.Table = LinkDecision.__table__  # type: ignore[attr-defined]
_move: sa.Table = LinkMove.__table__  # type: ignore[attr-defined]
_record: sa.Table = SourceRecord.__table__  # type: ignore[attr-defined]
_user: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]


class OverseeingService:
    """Reads decisions about people whom the actor sees; a check is a decision of its own and moves nothing."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def refusal(self) -> str:
        """Why this actor oversees nothing; empty when they do. Reads nothing."""
        decided = review_rules.oversees(self._actor)
        return "" if decided.allowed else f"{decided.reason[:1].upper()}{decided.reason[1:]}."

    def decided(
        self, *, by: str = "", kind: LinkKind | None = None, since: date | None = None, until: date | None = None
    ) -> Page[DecisionCard]:
        """Decisions, the newest first, at most 200: by whose name or user name holds `by`, of a kind, of these days.

        Raises Refused for who does not oversee.
        """
        self._insist()
        rules: list[sa.ColumnElement[bool]] = []
        if by.strip():
            typed = f"%{by.strip().casefold()}%"
            named = sa.or_(
                sa.func.lower(_user.c.display_name).like(typed), sa.func.lower(_user.c.user_name).like(typed)
            )
            rules.append(_decision.c.decided_by_id.in_(sa.select(_user.c.id).where(named)))
        if kind is not None:
            rules.append(_decision.c.kind == kind)
        if since is not None:
            rules.append(_decision.c.decided_at >= _begins(since))
        if until is not None:
            rules.append(_decision.c.decided_at < _begins(until + timedelta(days=1)))
        with self._units.read(self._actor) as unit, self._units.raw("bulk") as connection:
            newest = sa.select(_decision.c.id).where(*rules).order_by(_decision.c.id.desc()).limit(LOOKED_AT)
            keys = self._seen(unit, connection, list(connection.scalars(newest)))
            cards = acting.cards(connection, _decision.c.id.in_(keys[:LIMIT]))
        return Page(cards, total=len(keys))

    def sample(self, count: int = 10) -> tuple[SampleCard, ...]:
        """So many links that a rule made, that stand and that nobody has checked, drawn at random; at most 50.

        Only of people whom the actor sees. Opened on purpose, so each is a consultation. Raises Refused.
        """
        self._insist()
        if not 1 <= count <= MOST:
            raise BadInput(f"A sample has 1 to {MOST} links.")
        now = self._units.clock.now()
        with self._units.read(self._actor) as unit, self._units.raw("bulk", writes=True) as connection:
            drawn = sa.select(_decision.c.id).where(*_unchecked()).order_by(sa.func.random()).limit(LOOKED_AT)
            keys = self._seen(unit, connection, list(connection.scalars(drawn)))
            found = [card for key in keys if (card := self._card(unit, connection, key)) is not None][:count]
            open_chain(connection, self._actor, now)
            seen = AuditOperation.CONSULTATION
            acts = [Act(seen, "match.compare", "link_decision", card.decision.id, card.side.person) for card in found]
            append(connection, self._actor, now, acts)
        return tuple(found)

    def check(self, decision: UUID, *, right: bool, why: str = "") -> UUID:
        """Say of a link that a rule made whether it is right; the link stays as it is. The check's key.

        Raises BadInput for a wrong link without a reason, NotFound for what is not for this actor, Refused for a
        decision of a human and one that was checked already.
        """
        self._insist()
        said = acting.reason(why)
        if not right and not said:
            raise BadInput("Say why the link is wrong.", to_do="Whoever takes it apart reads it.")
        with self._units.read(self._actor) as unit, self._units.raw("bulk", writes=True) as connection:
            if not self._seen(unit, connection, [decision]):
                raise NotFound("There is no such decision.")
            row = connection.execute(sa.select(_decision).where(_decision.c.id == decision)).mappings().one()
            if row["kind"] not in _RULES or row["one_id"] is None:
                raise Refused("Only what a rule linked is checked.")
            standing = connection.scalar(sa.select(_decision.c.id).where(_decision.c.id == decision, *_unchecked()))
            if standing is None:
                raise Refused("This link was checked or taken back already.")
            now = self._units.clock.now()
            open_chain(connection, self._actor, now)
            kind = LinkKind.CHECKED_RIGHT if right else LinkKind.CHECKED_WRONG
            about = [(row["one_id"], row["other_id"])]
            done = decide(
                connection, kind, {}, about=about, grounds=Grounds(row["weight"], why=said), actor=self._actor, now=now
            )
            acts = [Act(AuditOperation.ALTERATION, "match.check", "link_decision", decision)]
            append(connection, self._actor, now, acts)
        return done.id

    def share(self) -> ShareCard:
        """How many links of rules were checked by anybody, and how many were right; Refused as `decided`."""
        self._insist()
        counted = sa.select(_decision.c.kind, sa.func.count()).where(
            _decision.c.kind.in_(CHECKS), _decision.c.undone_at.is_(None)
        )
        with self._units.raw("bulk") as connection:
            found = {row[0]: row[1] for row in connection.execute(counted.group_by(_decision.c.kind))}
        right = found.get(LinkKind.CHECKED_RIGHT, 0)
        return ShareCard(right + found.get(LinkKind.CHECKED_WRONG, 0), right)

    def _insist(self) -> None:
        if refusal := self.refusal():
            raise Refused(refusal)

    def _seen(self, unit: Unit, connection: Connection, keys: Sequence[UUID]) -> list[UUID]:
        """Of these decisions those about somebody whom the reader sees, in their order."""
        people = _people_of(connection, keys)
        seen = reading.seen(unit, {person for each in people.values() for person in each})
        return [key for key in keys if people.get(key, set()) & seen]

    def _card(self, unit: Unit, connection: Connection, key: UUID) -> SampleCard | None:
        """Both records side by side; None where one of them says nothing to compare."""
        row = connection.execute(sa.select(_decision).where(_decision.c.id == key)).mappings().one()
        records = [row["one_id"], row["other_id"]]
        rows, sides = reading.rows_of(connection, records), sides_of(connection, records)
        if any(record not in sides or record not in rows for record in records):
            return None
        mine, compared = reading.most_alike(rows, [[sides[record]] for record in records], unit.standing)
        (decision,) = acting.cards(connection, _decision.c.id == key)
        return SampleCard(decision, FIELDS, mine, compared)


def _unchecked() -> tuple[sa.ColumnElement[bool], ...]:
    later = _decision.alias()
    checked = sa.exists().where(
        later.c.kind.in_(CHECKS), later.c.undone_at.is_(None), later.c.one_id == _decision.c.one_id,
        later.c.other_id == _decision.c.other_id, later.c.id > _decision.c.id,
    )  # fmt: skip
    return _decision.c.kind.in_(_RULES), _decision.c.undone_at.is_(None), _decision.c.one_id.is_not(None), ~checked


def _people_of(connection: Connection, keys: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Everybody whom each decision is about: by its records, and by what it moved."""
    wanted = sorted(set(keys))
    found: dict[UUID, set[UUID]] = {}
    pair = sa.or_(_record.c.id == _decision.c.one_id, _record.c.id == _decision.c.other_id)
    queries: tuple[sa.Select[Any], ...] = (
        sa.select(_decision.c.id, _record.c.person_id).join(_record, pair).where(_decision.c.id.in_(wanted)),
        sa.select(_move.c.decision_id, _move.c.new_id).where(_move.c.decision_id.in_(wanted)),
        sa.select(_move.c.decision_id, _move.c.old_id).where(_move.c.decision_id.in_(wanted)),
    )
    for query in queries:
        for key, person in connection.execute(query):
            found.setdefault(key, set()).add(person)
    return found


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
