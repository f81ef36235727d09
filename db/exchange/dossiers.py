"""What a reader of an agency's system hands on: everything its record says of one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel

from db.exchange.carried import ABSENT, Absent, known
from db.exchange.defendant_records import DefendantRecord
from db.exchange.oddities import Problem
from db.words.families.exchange import System


@dataclass(frozen=True, slots=True)
class Holding:
    """Everything the record says in one family of facts: what it lacks has ended.

    `rows` are columns of `table` (a fact or a held record) without person, source and owner; `among` narrows the
    family: one kind of detail, or one number where the message has a part of the family. A family of which the
    message says nothing has no Holding.
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
class LimitRecord:
    """Limited access as the agency's system keeps it: whether there is any, and the lists of its users by name.

    `away` are kept away from the person, `only` alone may come near; ABSENT where the message has no list.
    """

    limited: bool
    away: tuple[str, ...] | Absent = ABSENT
    only: tuple[str, ...] | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """One person as one system of an agency knows them: prison, probation, police.

    `key` is the system's own number, which a repeat is recognised by; `former_keys` are numbers that were merged
    into it. `person` says who it is: its case fields (bail, charges, list) are not read. `said_at` is when the
    message was written, where it says so: an older message changes nothing. `also` are further numbers by which
    the system knows the same person. A part (`is_part`) comes under one of these numbers and names nobody: it waits
    with a person of its own until a record with the number is there.
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
    also: tuple[str, ...] = ()
    is_part: bool = False
    limits: LimitRecord | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def names_nobody(self) -> bool:
        """Whether it gives no name and is no part: it is set aside where nobody is on record under its number."""
        said = self.person
        told = any(map(known, (said.given, said.middle, said.family, said.organisation)))
        return not (self.is_part or told)
