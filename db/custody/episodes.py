"""Reads stays in custody in the order in which a court asks for them: the present one first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from db.tables.care import CustodyEpisode
from db.unit import Unit
from db.words.families.bail import CustodyStatus

_OUT = frozenset({CustodyStatus.RELEASED, CustodyStatus.DEAD})


def of_people(unit: Unit, person_ids: Collection[UUID]) -> Sequence[CustodyEpisode]:
    """Every episode row of the people, replaced ones too, in one statement."""
    if not person_ids:
        return ()
    return unit.session.exec(select(CustodyEpisode).where(col(CustodyEpisode.person_id).in_(sorted(person_ids)))).all()


def is_held(episode: CustodyEpisode, day: date) -> bool:
    """Whether the stay goes on that day; a stay without a first day is taken to have begun."""
    begun = episode.since is None or episode.since <= day
    over = episode.until is not None and episode.until < day
    return begun and not over and episode.status not in _OUT


def newest_first(episodes: Iterable[CustodyEpisode], day: date) -> list[CustodyEpisode]:
    """Stays that go on that day first, then by their first day, the latest first."""
    return sorted(
        episodes,
        key=lambda one: (is_held(one, day), one.since or date.min, one.recorded_at),
        reverse=True,
    )


def held_at(episodes: Iterable[CustodyEpisode], day: date) -> CustodyEpisode | None:
    """The stay that goes on that day, the newest where systems disagree; None when at liberty."""
    return next((one for one in newest_first(episodes, day) if is_held(one, day)), None)
