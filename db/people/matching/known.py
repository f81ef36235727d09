"""One record as it is matched: the identity it describes, whose record it is, and what may forbid a link."""

from __future__ import annotations

from dataclasses import dataclass

from db.people.scoring.identity import Identity


@dataclass(frozen=True, slots=True)
class Known:
    """A source record, or all that is known of a person, as one side of a comparison.

    `ref` tells records apart and is what a result names. `native_id` is the number under which `system` knows the
    person, empty where the system numbers appearances and not people. `cases` are keys of cases in which the record
    is one defendant. A `restricted` record is linked by people alone.
    """

    ref: str
    identity: Identity
    system: str = ""
    native_id: str = ""
    cases: frozenset[str] = frozenset()
    restricted: bool = False
