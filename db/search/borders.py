"""Where one registered person offends, by the rules of the first power search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from db.agencies.tree import AreaTree
from db.cards.borders import BorderRow, BorderView, Side
from db.cards.searching import CrossBorder
from db.search import reading
from db.search.crossing import side, unit_of, window_of
from db.search.facts import Crime, Ppo, Where, code_of
from db.search.months import Window
from db.search.status import Status, status_at
from db.unit import Unit

_SIDES: Final = {Where.ACROSS: Side.ACROSS, Where.HOME: Side.HOME, Where.UNKNOWN: Side.UNKNOWN}
_ORDER: Final = tuple(Side)


def borders_of(unit: Unit, person_id: UUID, day: date) -> BorderView:
    """What the reader of this unit sees of the person's registrations and charges, by area."""
    query = CrossBorder(area="")
    tree = reading.areas(unit)
    ppo = reading.of_people(unit, [person_id], day).get(person_id)
    crimes = reading.crimes(unit, [person_id]) if ppo is not None else []
    return seen(query, tree, ppo, crimes, day=day)


def seen(query: CrossBorder, tree: AreaTree, ppo: Ppo | None, crimes: Sequence[Crime], *, day: date) -> BorderView:
    """The offences that count by area: across the border first, the most recent ones first; pure."""
    window = window_of(query, day)
    standing = [(crime, status_at(crime.course, day)) for crime in crimes]
    counted: dict[UUID | None, list[Crime]] = defaultdict(list)
    for crime, status in standing:
        if status is not Status.NOT_KNOWN and status.counts(alleged=query.alleged):
            counted[crime.area].append(crime)
    areas = ppo.areas if ppo is not None else ()
    home = [unit_of(tree, area, query.border) for area in areas]
    rows = [
        _row(tree, area, some, _SIDES[side(tree, home, area, query.border)], window=window)
        for area, some in counted.items()
    ]
    rows.sort(key=lambda row: (_ORDER.index(row.side), -row.recent, -row.number, row.area))
    return BorderView(
        tuple(sorted(code_of(tree, area) for area in areas)), query.border.label, query.months, window.first,
        window.last, tuple(rows), sum(status is Status.NOT_KNOWN for _, status in standing),
    )  # fmt: skip


def _row(tree: AreaTree, area: UUID | None, crimes: Sequence[Crime], where: Side, *, window: Window) -> BorderRow:
    node = tree.nodes.get(area) if area is not None else None
    latest = max((crime.on for crime in crimes if crime.on is not None), default=None)
    recent = sum(crime.within(window) is True for crime in crimes)
    return BorderRow(node.code if node else "", node.name if node else "", where, len(crimes), recent, latest)
