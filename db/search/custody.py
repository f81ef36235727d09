"""Reads whom a prison download holds: a record stands from the file that first said so to the one that did not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from db.access.prison_downloads import prison_downloads
from db.custody import meaning
from db.custody.release import is_never
from db.reference.prisons import bare_name, prison_called, prison_names
from db.search import asked
from db.search.facts import Download, Stay
from db.unit import Unit
from db.words.dates import short

STALE: Final = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Downloads:
    """Every accepted download up to a day, the oldest first."""

    all: tuple[Download, ...]

    @property
    def latest(self) -> Download | None:
        """The newest."""
        return self.all[-1] if self.all else None

    @property
    def previous(self) -> Download | None:
        """The one before it."""
        return self.all[-2] if len(self.all) > 1 else None

    def called(self, key: UUID) -> Download | None:
        """The one with this id."""
        return next((one for one in self.all if one.id == key), None)


def downloads(unit: Unit, day: date) -> Downloads:
    """What had been accepted by the end of the day."""
    every = (Download(*row) for row in unit.by_rule(prison_downloads))
    return Downloads(tuple(one for one in every if one.day <= day))


def banner(latest: Download | None, day: date) -> str:
    """What is said over a list whose prison data is old or missing; empty where it is not."""
    if latest is None:
        return "No prison data has been taken in."
    return f"Prison data of {short(latest.day)}." if day - latest.day > STALE else ""


def held(unit: Unit, people: Collection[UUID], known: Downloads, *which: Download | None) -> list[dict[UUID, Stay]]:
    """Who of the people is held by each of the downloads; one statement for all of them."""
    wanted = [one for one in which if one is not None]
    if not wanted or not people:
        return [{} for _ in which]
    oldest = min(wanted, key=lambda one: one.taken_at)
    found = unit.rows(asked.SNAPSHOTS, people=people, since=oldest.finished_at)
    rows = [row._asdict() for row in found]
    return [_held(rows, known, one) if one is not None else {} for one in which]


def _held(rows: Sequence[Mapping[str, Any]], known: Downloads, download: Download) -> dict[UUID, Stay]:
    """The newest record that the download bears out; where several numbers are one person's, the newest of them."""
    order = {one.id: place for place, one in enumerate(known.all)}
    found: dict[UUID, Stay] = {}
    for row in rows:
        if _stands_at(row, download, order) and meaning.is_prisoner(row):
            found[row["person_id"]] = _stay(row)
    return found


def _stands_at(row: Mapping[str, Any], download: Download, order: Mapping[UUID, int]) -> bool:
    """Whether the file said so: begun by then, not replaced by then, and the person was in that file or later ones."""
    place = order[download.id]
    first = order.get(row["batch_id"])
    begun = first <= place if first is not None else row["recorded_at"] <= download.finished_at
    if not begun or (row["ended_at"] is not None and row["ended_at"] <= download.finished_at):
        return False
    last = order.get(row["last_batch_id"])
    return row["ended_at"] is not None or last is None or last >= place


def _stay(row: Mapping[str, Any]) -> Stay:
    release, hdc = meaning.release(row), row["hdced_on"]
    told = meaning.episode(row)
    key = prison_key(row)
    return Stay(
        row["person_id"],
        key,
        _spelt(row, key),
        row["external_id"],
        meaning.standing(row),
        row,
        since=told["since"] if told else None,
        release=release[0] if release else None,
        release_kind=release[1].label if release else "",
        hdc=None if hdc is None or is_never(hdc) else hdc,
    )


def prison_key(said: Mapping[str, Any]) -> str:
    """The prison however it is spelt: capitals, spaces, `HMP` and a code's new name make no other place."""
    code = said["establishment_code"].strip().upper()
    name = prison_called(code) if code in prison_names() and not said["restricted_patient"] else meaning.place(said)
    return bare_name(name)


def _spelt(said: Mapping[str, Any], key: str) -> str:
    """Its listed name; the bare name in capitals where no code came with it, so that every list spells it alike."""
    code = said["establishment_code"].strip().upper()
    if said["restricted_patient"]:
        return meaning.place(said)
    if code in prison_names():
        return prison_called(code)
    return meaning.place(said) if code or not said["establishment"].strip() else key.upper()
