"""Finds the court and room that a record names; an unknown one is made from the feed's own words, not set up."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.loading.rows import Pending, RowDict, table_of
from db.exchange.oddities import Code, Problem
from db.exchange.records import CourtRecord, DayRecord, known
from db.reference.courts import court_by_code, listed_courts
from db.tables.places import Court, CourtAlias, CourtRoom
from db.words.families.court import Jurisdiction
from db.words.text import fold

NO_ROOM = "-"


class Places:
    """Courts, rooms and the code map, read once for a file."""

    def __init__(self, connection: Connection, pending: Pending) -> None:
        self._pending = pending
        self._courts: dict[str, RowDict] = {}
        self._rooms: dict[tuple[UUID, str], RowDict] = {}
        self._aliases: dict[tuple[str, str, str], RowDict] = {}
        for row in connection.execute(sa.select(table_of(Court))).mappings():
            self._courts[row["code"]] = dict(row)
        for row in connection.execute(sa.select(table_of(CourtRoom))).mappings():
            self._rooms[(row["court_id"], _room_key(row["name"]))] = dict(row)
        for row in connection.execute(sa.select(table_of(CourtAlias))).mappings():
            self._aliases[(row["system"], row["code"], row["room_code"])] = dict(row)

    def court(
        self, system: str, day: DayRecord | CourtRecord, jurisdiction: Jurisdiction, problems: list[Problem], at: str
    ) -> UUID:
        """The court of a sitting: by the code map, by its code, else made from code and name."""
        code = day.court_code or self._code_of(day.court_name or "")
        mapped = self._aliases.get((system, code, "")) or self._aliases.get((system, code, day.room_suffix or ""))
        if mapped is not None:
            return UUID(str(mapped["court_id"]))
        found = self._courts.get(code)
        if found is None:
            found = self._make(code, day, jurisdiction)
            problems.append(Problem(at, Code.NEW_COURT, f"court {code} was not known; it was made, not set up"))
        key: UUID = found["id"]
        return key

    def room(self, system: str, court_id: UUID, day: DayRecord) -> UUID:
        """The room as the list names it, `-` where it names none."""
        name = known(day.room) or day.room_suffix or NO_ROOM
        mapped = self._aliases.get((system, day.court_code or "", name))
        if mapped is not None and mapped["room_id"] is not None:
            return UUID(str(mapped["room_id"]))
        found = self._rooms.get((court_id, _room_key(name)))
        if found is None:
            found = self._pending.insert(CourtRoom, court_id=court_id, name=name)
            self._rooms[(court_id, _room_key(name))] = found
        key: UUID = found["id"]
        return key

    def _code_of(self, name: str) -> str:
        """The code of the one court of that name, on record or listed; else a stand-in."""
        wanted = fold(name)
        known = {code for code, row in self._courts.items() if fold(row["name"]) == wanted}
        listed = {each.code[:5] for each in listed_courts().values() if fold(each.name) == wanted}
        for found in (known, listed):
            if len(found) == 1:
                return found.pop()
        return _code_from_name(name)

    def _make(self, code: str, day: DayRecord | CourtRecord, jurisdiction: Jurisdiction) -> RowDict:
        listed = court_by_code(code)
        name = day.court_name or (listed.name if listed else "") or code
        made = self._pending.insert(Court, code=code, name=name, jurisdiction=jurisdiction, set_up=False)
        self._courts[code] = made
        return made


def _room_key(name: str) -> str:
    """`1`, `01` and `Courtroom 01` are one room."""
    words = [word for word in fold(name).split() if word not in {"courtroom", "court", "room"}]
    key = "".join(words)
    return key.lstrip("0") or "0" if key.isdigit() else key or fold(name)


def _code_from_name(name: str) -> str:
    """A stand-in code for a court that came with a name only; never the shape of a real one."""
    return "?" + "".join(word[:6] for word in fold(name).split())[:24].upper()
