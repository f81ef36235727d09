"""What a reader of an agency's system hands on: everything its record says of one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from db.exchange.defendant_records import DefendantRecord
from db.exchange.oddities import Problem
from db.words.families.exchange import System


@dataclass(frozen=True, slots=True)
class Holding:
    """Everything the record says in one family of facts: what it lacks has ended.

    `rows` are columns of `table` (a fact or a held record) without person, source and owner; `among` narrows the
    family (one kind of detail, say). A family of which the message says nothing has no Holding.
    """

    table: type[SQLModel]
    rows: tuple[Mapping[str, Any], ...]
    among: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustodyRecord:
    """What the record says of custody: columns of the custody snapshot.

    `whole`: the record is complete, so what it lacks has ended; else only the columns that it carries are said.
    """

    said: Mapping[str, Any]
    whole: bool


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """One person as one system of an agency knows them: prison, probation, police.

    `key` is the system's own number, which a repeat is recognised by; `former_keys` are numbers that were merged
    into it. `person` says who it is: its case fields (bail, charges, list) are not read. `said_at` is when the
    message was written, where it says so: an older message changes nothing.
    """

    system: System
    at: str
    raw: bytes
    key: str
    person: DefendantRecord
    said_at: datetime | None = None
    former_keys: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    custody: CustodyRecord | None = None
    problems: tuple[Problem, ...] = ()
