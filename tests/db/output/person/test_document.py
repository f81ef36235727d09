"""The document of a person's file: the schema's form, and field by field what the same reader has on the screen."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.cards.output import Form, Wanted, What
from db.file.file import FileService
from db.keeper.published import person_schema
from db.output.service import OutputService
from db.tables.held import Intelligence
from db.tables.system import AuditEvent
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import Category
from db.words.families.notes import NoteKind
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, NameKind
from db.words.families.places import AgencyKind
from tests.support.file_record import scene
from tests.support.json_schema import faults
from tests.support.record import Record
from tests.support.whole_world import WholeWorld
from tracker_tui.cli.person_show import document as shown

Json = dict[str, Any]
SCHEMA = json.loads(person_schema())


def _document(record: Record, actor: Actor, person: object) -> Json:
    wanted = Wanted(What.DOCUMENT, Form.JSON, person_id=person)  # type: ignore[arg-type]
    read: Json = json.loads(OutputService(record.units, actor).text(wanted).text)
    return read


def _plain(value: Json) -> Json:
    """As `person show --json` prints it."""
    read: Json = json.loads(
        json.dumps(value, default=lambda one: one.isoformat() if hasattr(one, "isoformat") else str(one))
    )
    return read


def _said(source: Json) -> str:
    return ", ".join(part for part in (source["agency"], source["system"]) if part)


def _values(values: list[Json]) -> list[Json]:
    """Fields as the screen groups them."""
    fields: dict[str, list[Json]] = {}
    for one in values:
        kept = {"text": one["text"], "recorded_at": one["recorded_at"], "flag": one["flag"]}
        fields.setdefault(one["field"], []).append({**kept, "source": _said(one["source"])})
    return [{"field": name, "values": found} for name, found in fields.items()]


def _fields(fields: list[Json]) -> list[Json]:
    return [{"field": one["field"], "values": one["values"]} for one in fields]


def _result(one: Json) -> Json:
    return {name: one[name] for name in ("label", "ordered_on", "until")}


def _bail(one: Json) -> Json:
    return {"status": one["text"], "conditions": one["conditions"], "since": one["since"]}


def _case(one: Json) -> Json:
    told = ("sequence", "code", "title", "offence_from", "offence_to", "plea", "verdict")
    return {
        "number": one["number"] or "", "urn": one["urn"], "court": one["court"]["name"] if one["court"] else "",
        "status": "concluded" if one["concluded"] else one["status"] or "", "restricted": one["restricted"],
        "source": _said(one["source"]), "withheld": one["withheld"],
        "charges": [
            {
                **{name: charge[name] for name in told}, "code": charge["code"] or "",
                "results": [_result(each) for each in charge["results"]],
            }
            for charge in one["charges"]
        ],
        "bail": [_bail(each) for each in one["bail"]],
    }  # fmt: skip


def _screen_case(one: Json) -> Json:
    return {name: value for name, value in one.items() if name != "case"}


def _compare(made: Json, screen: Json) -> None:
    """Every field of `person show --json` that is the reader's own, found in the document."""
    person = made["person"]
    for name in ("reference", "name", "organisation", "born", "born_year", "signs"):
        assert person[name] == screen[name], name
    assert _values(person["names"]) == _fields(screen["names"])
    assert _values(person["details"]) == _fields(screen["details"])
    assert _values(person["numbers"]) == _fields(screen["numbers"])
    assert _values(person["addresses"] + person["contacts"]) == _fields(screen["addresses"])
    assert [_case(one) for one in made["cases"]] == [_screen_case(one) for one in screen["cases"]]
    assert [one["case"] for one in made["cases"] if one["number"]] == [
        one["case"] for one in screen["cases"] if one["number"]
    ]
    heard = ("day", "at", "court", "room", "kind", "case", "state", "attended", "presence", "defence", "prosecution")
    told = [{**one, "court": one["court"]["name"], "case": one["case_number"] or ""} for one in made["hearings"]]
    assert [{name: one[name] for name in heard} for one in told] == screen["hearings"]
    assert [
        {
            **{name: one[name] for name in ("place", "since", "until", "now", "release", "record", "changes")},
            "status": one["text"], "source": _said(one["source"]),
        }
        for one in made["custody"]
    ] == screen["custody"]  # fmt: skip
    assert [{"text": one["text"], "now": one["now"], "source": _said(one["source"])} for one in made["warnings"]] == (
        screen["warnings"]
    )
    assert made["notes"] == screen["notes"]
    held = ("category", "owner", "text", "details", "summary", "day", "record")
    assert [{name: one[name] for name in held} for one in made["held"]] == screen["held"]
    assert made["withheld"] == screen["withheld"]
    assert made["timeline"] == screen["timeline"]
    assert [
        {"source": _said(one["source"]), "link": one["link"], "since": one["since"]} for one in made["records"]
    ] == (screen["records"])


def test_each_role_gets_field_by_field_what_its_screen_shows(record: Record) -> None:
    world = WholeWorld(record, 1)
    record.agency("TRACKER", name="This installation of Tracker")
    given = 0
    for reader in world.readers:
        for known in world.people[:3]:
            why = _refusal(record, reader, known.person, What.FILE)
            # Whoever may not take the file out as a sheet may not take it out as a document, and for the same reason.
            assert _refusal(record, reader, known.person, What.DOCUMENT) == why
            if why:
                continue
            made = _document(record, reader, known.person)
            given += 1
            assert faults(made, SCHEMA) == []
            card = FileService(record.units, reader).read(known.person)
            screen = _plain(shown(card))
            kept = zip(screen["notes"], card.notes, strict=True)
            screen["notes"] = [note for note, one in kept if not one.personal]
            _compare(made, screen)
    assert given > 10


def _refusal(record: Record, reader: Actor, person: UUID, what: What) -> str:
    try:
        OutputService(record.units, reader).text(Wanted(what, Form.JSON, person_id=person))
    except (NotFound, Refused) as refusal:
        return refusal.sentence
    return ""


def test_the_schema_names_the_words_that_there_are() -> None:
    person = SCHEMA["properties"]["person"]["properties"]
    for name, family in (
        ("names", NameKind), ("details", DetailKind), ("numbers", IdentifierKind), ("addresses", AddressKind),
    ):  # fmt: skip
        assert set(person[name]["items"]["properties"]["kind"]["enum"]) == {one.value for one in family}
    held = SCHEMA["properties"]["held"]["items"]["properties"]["category"]["enum"]
    assert set(held) == {one.value for one in Category} - {Category.PERSONAL_NOTE.value}
    notes = SCHEMA["properties"]["notes"]["items"]["properties"]["kind"]["enum"]
    assert set(notes) == {one.value for one in NoteKind} - {NoteKind.JUDGE_PERSONAL.value}


def test_what_is_withheld_stands_nowhere_in_the_document(record: Record) -> None:
    at = scene(record)
    record.agency("TRACKER", name="This installation of Tracker")
    police = record.agency("POL", AgencyKind.POLICE, "Police")
    record.put(
        Intelligence(
            person_id=at.person.person, owner_agency_id=police, recorded_at=record.clock.now(),
            received_on=at.today, text="INFORMANT",
        )
    )  # fmt: skip
    assert "INFORMANT" not in json.dumps(_document(record, at.clerk, at.person.person))


def test_a_new_file_is_private_written_over_nothing_and_in_the_log(record: Record, tmp_path: Path) -> None:
    at = scene(record)
    record.agency("TRACKER", name="This installation of Tracker")
    police = record.agency("POL", AgencyKind.POLICE, "Police")
    out = tmp_path / "file.json"
    service = OutputService(record.units, at.clerk, folder=tmp_path / "exports")
    wanted = Wanted(What.DOCUMENT, Form.JSON, person_id=at.person.person, recipient="POL")
    written = service.write(wanted, out=out)
    assert written.path == out
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    made = json.loads(out.read_text("utf-8"))
    assert made["sender"]["written_for"] == "POL"
    assert made["sender"]["installation"] != str(police)
    with pytest.raises(BadInput, match="is there already"):
        service.write(wanted, out=out)
    assert service.write(wanted).path.parent == tmp_path / "exports"
    events: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
    with record.units.raw("keeper") as connection:
        rows = connection.execute(sa.select(events.c.action, events.c.person_id, events.c.reason, events.c.rows)).all()
    assert [tuple(row) for row in rows] == [("export", at.person.person, "json, for POL", written.rows)] * 2
