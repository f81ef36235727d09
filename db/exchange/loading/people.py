"""Loads a person of an agency's own list: its source record, what it says of the person, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from db.access.relevance import own_record
from db.exchange.carried import Absent, known
from db.exchange.loading.identity import DERIVED, FIRST, take_over
from db.exchange.loading.rows import Model, RowDict
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Code, Problem
from db.exchange.person_records import PersonRecord
from db.people.linking import provisional
from db.tables.people import Address, Identifier, Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import Relevance
from db.words.families.people import AddressKind, DetailKind, IdentifierKind, LinkState, NameKind
from db.words.identifiers.recognise import parse
from db.words.text import fold

Values = dict[str, Any]
Family = tuple[Model, dict[str, Any], list[Values]]
"""A table, what narrows it to one family of facts, and the facts that the record wants in it."""
NO_NAME: Final = Problem("", Code.NO_NAME, "nobody is on record under this number, and it gives no name")
AGAIN: Final = "this person_id comes again further down, and the last row counts"


def load_person(sync: Sync, record: PersonRecord, problems: list[Problem], *, number: int) -> UUID | None:
    """Bring the record's person up to date; None, with the problem, where it is one for quarantine.

    `number` is the record's place in its file: of several rows under one number only the last is loaded.
    """
    key = (str(record.system), record.key)
    found = sync.known.sources.get(key)
    if sync.rows.last.get(record.key, number) != number:
        problems.append(Problem(record.at, Code.SAID_AGAIN, AGAIN))
        spoken_of: UUID = found["person_id"] if found is not None else NOBODY
        return spoken_of
    if found is not None:
        take_over(sync, found)
        common = {"person_id": found["person_id"], "source_record_id": found["id"]}
        for model, among, wanted in _families(record, problems, _standing(sync, found["id"])):
            sync.facts(model, found["id"], wanted, common=common, among=among)
        person_id: UUID = found["person_id"]
        return person_id
    if not (known(record.given) or known(record.middle) or known(record.family)):
        problems.append(Problem(record.at, NO_NAME.code, NO_NAME.reason))
        return None
    return _new(sync, record, problems)


NOBODY: Final = UUID(int=0)
"""Stands for the person of a row that another row of the file speaks for, before that one is loaded."""


def _new(sync: Sync, record: PersonRecord, problems: list[Problem]) -> UUID:
    """A source record with a person of its own: the same number in another agency's list is somebody else."""
    pending, agency_id, batch_id = sync.pending, sync.known.agency_id, sync.batch_id
    person_id: UUID = pending.insert(Person, **provisional(sync.now))["id"]
    system = str(record.system)
    source = pending.insert(
        SourceRecord,
        agency_id=agency_id,
        system=system,
        external_id=record.key,
        person_id=person_id,
        link_state=LinkState.PROVISIONAL,
        decided_at=sync.now,
        reasons=FIRST,
        first_batch_id=batch_id,
        last_batch_id=batch_id,
    )
    sync.known.sources[(system, record.key)] = source
    sync.known.source_by_id[source["id"]] = source
    mine = own_record(person_id, agency_id, source["id"])
    pending.insert(Relevance, batch_id=batch_id, **{name: getattr(mine, name) for name in DERIVED})
    common = {"person_id": person_id, "source_record_id": source["id"], "recorded_at": sync.now}
    for model, among, wanted in _families(record, problems, {}):
        if wanted:
            rows = sync.known.facts[(model, source["id"])]
            rows.extend(pending.insert(model, **common, **among, **values) for values in wanted)
    sync.began = sync.altered = True
    sync.touch("person", person_id, person=person_id)
    return person_id


def _standing(sync: Sync, source_id: UUID) -> RowDict:
    """The main name as it stands, which a file without some of the columns leaves as it is."""
    names = sync.known.facts[(PersonName, source_id)]
    return next((row for row in names if row["kind"] is NameKind.PRIMARY and row["ended_at"] is None), {})


def _families(record: PersonRecord, problems: list[Problem], standing: RowDict) -> Iterator[Family]:
    """What the record carries; a column that the file does not have says nothing."""
    parts = (record.family, record.given, record.middle)
    if not all(isinstance(part, Absent) for part in parts):
        family, given, middle = (
            standing.get(name, "") if isinstance(part, Absent) else part or ""
            for name, part in zip(("family", "given", "middle"), parts, strict=True)
        )
        yield PersonName, {"kind": NameKind.PRIMARY}, [_name(family, given, middle)]
    if not isinstance(record.others, Absent):
        aliases = [{**_name(one.family, one.given, one.middle), "born_with_it": one.born} for one in record.others]
        yield PersonName, {"kind": NameKind.ALIAS}, aliases
    if not isinstance(record.dob, Absent):
        born = [{"value": record.dob.isoformat()}] if record.dob is not None else []
        yield PersonDetail, {"kind": DetailKind.DATE_OF_BIRTH}, born
    if not isinstance(record.sex, Absent):
        yield PersonDetail, {"kind": DetailKind.SEX}, [{"value": str(record.sex)}] if record.sex is not None else []
    for kind, raw in ((IdentifierKind.PNC, record.pnc), (IdentifierKind.CRO, record.cro)):
        if not isinstance(raw, Absent):
            yield Identifier, {"kind": kind}, [number_of(kind, raw, problems, record.at)] if raw else []
    if not isinstance(record.postcode, Absent):
        home = [{"lines": "", "postcode": record.postcode.upper()}] if record.postcode else []
        yield Address, {"kind": AddressKind.HOME}, home


def _name(family: str, given: str, middle: str) -> Values:
    return {
        "family": family,
        "given": given,
        "middle": middle,
        "family_folded": fold(family),
        "given_folded": fold(given),
    }


def number_of(kind: IdentifierKind, raw: str, problems: list[Problem], at: str) -> Values:
    """A number as it came, with how it reads; one that nobody can read is flagged."""
    parsed = parse(kind, raw)
    if parsed is None or parsed.valid:
        return {"raw": raw, "canonical": parsed.canonical if parsed else None, "valid": True, "problem": ""}
    reason = parsed.reason or ""
    problems.append(Problem(at, Code.ODD_IDENTIFIER, f"{kind.label}: {reason}; kept as it came"))
    return {"raw": raw, "canonical": parsed.canonical, "valid": False, "problem": reason}
