"""Areas as an administrator sets them up: a tree of them, and the outward postcodes that lie in each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.access.rules import administers
from db.agencies.tree import AreaTree, Node, makes_circle, wrong_place
from db.audit.acts import Deed
from db.audit.chain import Act
from db.cards.accounts import AreaCard
from db.store.changes import Touched
from db.tables.places import Area, AreaPostcode
from db.words.errors import BadInput, Conflict, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.places import AreaKind
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Unit, Units
    from db.words.actor import Actor

_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9_-]{1,31}")
_OUTWARD: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
_postcodes: sa.Table = AreaPostcode.__table__  # type: ignore[attr-defined]


class AreasService:
    """Areas of the installation, for one actor; the rules let an administrator alone change them."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def list(self) -> tuple[AreaCard, ...]:
        """Every area by code."""
        with self._units.read(self._actor) as unit:
            return _cards(unit, unit.session.scalars(sa.select(Area).order_by(col(Area.code))).all())

    def add(self, code: str, name: str, kind: AreaKind, *, parent: str = "", dry_run: bool = False) -> AreaCard:
        """Add an area; with `dry_run` check everything and write nothing.

        Raises BadInput for a code that is none or a missing name, Conflict for one that is there, NotFound for
        an unknown parent, Refused for anybody but an administrator.
        """
        self._insist()
        short, called = clean(code).upper(), clean(name)
        if not _CODE.fullmatch(short) or not called:
            raise BadInput("An area needs a name, and a code of letters, digits, - and _.")
        with self._units.read(self._actor) as unit:
            if short in area_codes(unit).values():
                raise Conflict(f"There is an area {short} already.")
            above = area_called(unit, parent)
            _insist_place(tree_of(unit), kind, above)
            row = Area(id=uuid7(), code=short, name=called, kind=kind, parent_id=above)
            if dry_run:
                return AreaCard(short, called, kind.value, area_codes(unit)[above])
        with self._units.act(self._actor, Act(AuditOperation.ALTERATION, Deed.AREA_ADD, "area", row.id)) as unit:
            unit.add(row)
            unit.session.flush()
            return _cards(unit, [row])[0]

    def change(
        self,
        code: str,
        *,
        name: str = "",
        parent: str | None = None,
        people: int | None = None,
        dry_run: bool = False,
    ) -> AreaCard:
        """Give an area another name, or let it lie in another one; `parent` empty takes it out, None leaves it.

        Raises BadInput where nothing would be different, where the kinds do not fit or where the area would come to
        lie in itself, NotFound for an unknown area, Refused.
        """
        self._insist()
        with self._units.read(self._actor) as unit:
            row, tree = _area(unit, code), tree_of(unit)
            above = row.parent_id if parent is None else area_called(unit, parent)
            called = clean(name) or row.name
            lives = row.people if people is None else people
            if lives is not None and lives < 0:
                raise BadInput("How many people live there is a number.")
            if (called, above, lives) == (row.name, row.parent_id, row.people):
                raise BadInput(f"Nothing about {row.code} would be different.")
            _insist_place(tree, row.kind, above)
            if above is not None and makes_circle(tree, row.id, above):
                raise BadInput(f"{row.code} would come to lie in itself.")
            if dry_run:
                card = _cards(unit, [row])[0]
                return replace(card, name=called, parent=area_codes(unit)[above], people=lives)
        with self._units.act(self._actor, Act(AuditOperation.ALTERATION, Deed.AREA_CHANGE, "area", row.id)) as unit:
            row = _area(unit, code)
            row.name, row.parent_id, row.people = called, above, lives
            unit.session.flush()
            return _cards(unit, [row])[0]

    def postcodes(self, code: str, outwards: Sequence[str], *, remove: bool = False, dry_run: bool = False) -> AreaCard:
        """Say which outward postcodes lie in an area, or no longer do; gives the area as it then is.

        Who lives there matters to the area once relevance is derived again. Raises BadInput for what is no
        outward postcode and where nothing would be different, NotFound for an unknown area, Refused.
        """
        self._insist()
        wanted = frozenset(_outward(one) for one in outwards)
        with self._units.read(self._actor) as unit:
            area = _area(unit, code)
            card = _cards(unit, [area])[0]
        before = frozenset(card.postcodes)
        after = before - wanted if remove else before | wanted
        if after == before:
            raise BadInput(f"Nothing about {area.code} would be different.")
        if not dry_run:
            act = Act(AuditOperation.ALTERATION, Deed.AREA_CHANGE, "area", area.id)
            with self._units.act(self._actor, act) as unit:
                self._put(unit, area.id, gone=before - after, new=after - before)
        return AreaCard(card.code, card.name, card.kind, card.parent, tuple(sorted(after)))

    @staticmethod
    def _put(unit: Unit, area_id: UUID, *, gone: frozenset[str], new: frozenset[str]) -> None:
        """A postcode that is taken away leaves no row that somebody could take for one that holds."""
        with unit.keeping_accounts(administers(unit.actor)) as connection:
            lies = _postcodes.c
            connection.execute(sa.delete(_postcodes).where(lies.area_id == area_id, lies.outward.in_(sorted(gone))))
        unit.add(*(AreaPostcode(id=uuid7(), area_id=area_id, outward=one) for one in sorted(new)))
        unit.touch(Touched("area", area_id))

    def _insist(self) -> None:
        decided = administers(self._actor)
        if not decided.allowed:
            raise Refused(decided.reason)


def area_called(unit: Unit, code: str) -> UUID | None:
    """The id of the area of this code, None for no code. Raises NotFound."""
    return _area(unit, code).id if clean(code) else None


def tree_of(unit: Unit) -> AreaTree:
    """The tree of areas as it stands."""
    rows = unit.session.scalars(sa.select(Area))
    return AreaTree(Node(row.id, row.code, row.name, row.kind, row.parent_id) for row in rows)


def _insist_place(tree: AreaTree, kind: AreaKind, above: UUID | None) -> None:
    wrong = wrong_place(kind, tree.nodes[above].kind) if above is not None else ""
    if wrong:
        raise BadInput(wrong)


def area_codes(unit: Unit) -> dict[UUID | None, str]:
    """Every area's code by id; no area has none."""
    return {None: "", **{one.id: one.code for one in unit.session.scalars(sa.select(Area))}}


def _area(unit: Unit, code: str) -> Area:
    short = clean(code).upper()
    found = unit.session.scalars(sa.select(Area).where(col(Area.code) == short)).first()
    if found is None:
        raise NotFound(f"There is no area {short}.", to_do="See: tracker area list")
    return found


def _outward(typed: str) -> str:
    bare = clean(typed).upper()
    if not _OUTWARD.fullmatch(bare):
        raise BadInput(f"'{bare}' is no outward postcode.", to_do="It is the half before the space: L1, SW1A.")
    return bare


def _cards(unit: Unit, areas: Sequence[Area]) -> tuple[AreaCard, ...]:
    codes = area_codes(unit)
    lies: defaultdict[UUID, list[str]] = defaultdict(list)
    for row in unit.session.scalars(sa.select(AreaPostcode)):
        lies[row.area_id].append(row.outward)
    return tuple(
        AreaCard(one.code, one.name, one.kind.value, codes[one.parent_id], tuple(sorted(lies[one.id])), one.people)
        for one in areas
    )
