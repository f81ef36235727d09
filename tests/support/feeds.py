"""Feeds for tests: lists and events written on the spot, imports, and a look into the tables."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from db.cards.feeds import FileOutcome
from db.exchange.loading.batch import import_file
from db.exchange.loading.work import Job
from db.unit import Units
from db.words.actor import Actor

SAMPLES = Path(__file__).parents[1] / "samples"


@dataclass(frozen=True)
class Row:
    """One row of a court list, wholly invented."""

    caseno: str = "2600000001"
    h_id: str = "7001"
    c_id: str = "9001"
    title: str = "Mr"
    given: str = "Aled"
    family: str = "QUARMBY"
    born: str = "03/04/1985"
    pnc: str = ""
    plea: str = ""
    offences: tuple[str, ...] = ("Theft from a shop",)
    start: str = "10:00"

    def xml(self) -> str:
        """The row as LIBRA writes it."""
        offences = "".join(
            f"<offence><oseq>{number}</oseq><co_id>{self.c_id}{number}</co_id><code>TH68010</code>"
            f"<title>{title}</title><sum>{title}</sum><plea>{self.plea}</plea></offence>"
            for number, title in enumerate(self.offences, 1)
        )
        caseno = f"<caseno>{self.caseno}</caseno>" if self.caseno else "<caseno/>"
        return (
            f"<case><c_id>{self.c_id}</c_id><h_id>{self.h_id}</h_id><valid>Y</valid>{caseno}<type>C</type>"
            f"<def_name>{self.title} {self.given} {self.family}</def_name>"
            f"<def_name_elements><title>{self.title}</title><forename1>{self.given}</forename1><surname>{self.family}</surname></def_name_elements>"
            f"<def_type>P</def_type><def_sex>M</def_sex><def_dob>{self.born}</def_dob><pnc_id>{self.pnc}</pnc_id>"
            f"<cseq>1</cseq><offences>{offences}</offences></case>"
        )


@dataclass(frozen=True)
class CourtList:
    """A court list of one session."""

    rows: tuple[Row, ...] = (Row(),)
    on: str = "02/03/2026"
    printed: str = "01/03/2026"
    court: str = "B99ZZ"
    room: str = "01"
    whole: bool = False
    """Without a room in its code the list speaks for the whole court."""

    def xml(self) -> str:
        """The list as LIBRA writes it; rows of another start are in a block of their own."""
        starts = list(dict.fromkeys(row.start for row in self.rows)) or ["10:00"]
        blocks = "".join(
            f"<block><bstart>{start}</bstart><bend>16:00</bend><desc>First Hearings Slot</desc><cases>"
            + "".join(row.xml() for row in self.rows if row.start == start)
            + "</cases></block>"
            for start in starts
        )
        code = self.court if self.whole else self.court + self.room
        return (
            "<ExternalDocumentRequest><documents><document><info/><data><job>"
            f"<printdate>{self.printed}</printdate><sessions><session><ou_code>{code}</ou_code>"
            f"<doh>{self.on}</doh><court>Overstoke Magistrates' Court</court><room>{self.room}</room>"
            f"<sstart>10:00</sstart><blocks>{blocks}</blocks></session></sessions></job></data></document>"
            "</documents></ExternalDocumentRequest>"
        )


@dataclass
class Inbox:
    """Imports files for one clerk and looks at what they did."""

    units: Units
    clerk: Actor
    folder: Path
    made: int = 0
    outcomes: list[FileOutcome] = field(default_factory=list)

    def write(self, content: str | CourtList | dict[str, Any]) -> Path:
        """A file with this content; every call another file."""
        self.made += 1
        path = self.folder / f"feed{self.made}"
        text = content if isinstance(content, str) else ""
        if isinstance(content, CourtList):
            text = content.xml()
        elif isinstance(content, dict):
            text = json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    def take(
        self, content: str | CourtList | dict[str, Any] | Path, *, dry_run: bool = False, actor: Actor | None = None
    ) -> FileOutcome:
        """Import content or a file; a prison's weekly file that would wait for a decision is decided about."""
        path = content if isinstance(content, Path) else self.write(content)
        who = actor or self.clerk
        return import_file(self.units, who, Job(path, who.agency_id, dry_run, decided=True))

    def again(self, content: CourtList | Path) -> FileOutcome:
        """The same content in another file: only the bytes around it differ."""
        text = content.xml() if isinstance(content, CourtList) else content.read_text(encoding="utf-8")
        return self.take(text + "\n" * (self.made + 1))

    def rows(self, model: type[SQLModel], **equal: object) -> list[Any]:
        """Rows of a table, in the order they were made."""
        table: sa.Table = model.__table__  # type: ignore[attr-defined]
        query = sa.select(table).order_by(*table.primary_key)
        for name, value in equal.items():
            query = query.where(table.c[name].is_(None) if value is None else table.c[name] == value)
        with self.units.raw("keeper") as connection:
            return list(connection.execute(query))

    def counts(self, *models: type[SQLModel]) -> tuple[int, ...]:
        """How many rows the tables hold."""
        return tuple(len(self.rows(model)) for model in models)


def event(name: str = "hearing_confirmed.json") -> dict[str, Any]:
    """A sample of a Common Platform event, to be changed at will."""
    content: dict[str, Any] = json.loads((SAMPLES / "common_platform" / name).read_text(encoding="utf-8"))
    return content
