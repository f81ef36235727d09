"""Finds the court and room that a record names; an unknown one is made from the feed's own words, not set up."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.exchange.loading.rows import Pending, RowDict
from db.exchange.oddities import Code, Problem
from db.exchange.records import CourtRecord, DayRecord, known
from db.reference.courts import court_by_code, listed_courts
from db.tables.base import table_of
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
        own = self._aliases.get((system, day.court_ref or "", "")) if day.court_ref else None
        if own is not None and not day.court_code:
            return UUID(str(own["court_id"]))
        code = day.court_code or self._code_of(day.court_name or "", jurisdiction)
        if day.court_ref and not day.court_code and code.startswith("?"):
            code = day.court_ref
        mapped = self._aliases.get((system, code, "")) or self._aliases.get((system, code, day.room_suffix or ""))
        if mapped is not None:
            return UUID(str(mapped["court_id"]))
        found = self._courts.get(code) or self._stood_in(code, day)
        if found is None:
            found = self._make(code, day, jurisdiction)
            problems.append(Problem(at, Code.NEW_COURT, f"court {code} was not known; it was made, not set up"))
        key: UUID = found["id"]
        if day.court_ref and code != day.court_ref and day.court_code:
            self._learn(system, day.court_ref, "", court_id=key)
        return key

    def room(self, system: str, court_id: UUID, day: DayRecord) -> UUID:
        """The room as the list names it, `-` where it names none."""
        own = self._aliases.get((system, day.court_ref or "", day.room_ref or "")) if day.room_ref else None
        said = known(day.room) or day.room_suffix
        if not said and own is not None and own["room_id"] is not None and own["court_id"] == court_id:
            return UUID(str(own["room_id"]))
        name = said or day.room_ref or NO_ROOM
        mapped = self._aliases.get((system, day.court_code or "", name))
        if mapped is not None and mapped["room_id"] is not None:
            return UUID(str(mapped["room_id"]))
        found = self._rooms.get((court_id, _room_key(name)))
        if found is None:
            found = self._pending.insert(CourtRoom, court_id=court_id, name=name)
            self._rooms[(court_id, _room_key(name))] = found
        key: UUID = found["id"]
        if said and day.room_ref and day.court_ref:
            self._learn(system, day.court_ref, day.room_ref, court_id=court_id, room_id=key)
        return key

    def _stood_in(self, code: str, day: DayRecord | CourtRecord) -> RowDict | None:
        """The court that a record without its code has made already: it gets the code, and stays one court."""
        for name in filter(None, (day.court_ref, _code_from_name(day.court_name) if day.court_name else None)):
            found = self._courts.get(name)
            if day.court_code and found is not None and not found["set_up"]:
                del self._courts[name]
                self._pending.change(Court, found, code=code, name=day.court_name or found["name"])
                self._courts[code] = found
                return found
        return None

    def _learn(self, system: str, code: str, room_code: str, *, court_id: UUID, room_id: UUID | None = None) -> None:
        """What a system calls a court or room, told by a message that names both: its lists give the key alone."""
        if (system, code, room_code) in self._aliases:
            return
        row = self._pending.insert(
            CourtAlias, system=system, code=code, room_code=room_code, court_id=court_id, room_id=room_id
        )
        self._aliases[(system, code, room_code)] = row

    def _code_of(self, name: str, jurisdiction: Jurisdiction) -> str:
        """The code of the one court of that name, on record or listed, of that tier if need be; else a stand-in."""
        wanted = fold(name)
        known = {code for code, row in self._courts.items() if fold(row["name"]) == wanted}
        named = [each for each in listed_courts().values() if fold(each.name) == wanted]
        tier = [each for each in named if each.jurisdiction is jurisdiction]
        sits = [each for each in tier if each.sits]
        for found in (known, *({each.code[:5] for each in some} for some in (named, tier, sits))):
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
