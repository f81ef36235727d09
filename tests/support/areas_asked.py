"""A database made from a file of invented people, for the power searches; and the readers of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from db.cards.arrests import NewArrest
from db.cards.searching import Found, Query
from db.demo.build import build
from db.demo.fixture import read_fixture
from db.demo.fixture_rows import CODES, person_key
from db.demo.keys import key, user_key
from db.demo.users import USERS
from db.desk import Desk
from db.search.types import asked_type
from db.store.engine import make_engine
from db.unit import Units
from db.words.actor import Actor
from db.words.clock import Clock
from db.words.families.schemes import Outcome
from db.words.keys import uuid7
from tests.support.databases import Database

OWN = Path(__file__).parent.parent / "samples" / "power" / "dales.json"
_DAYS = ("date", "arrested_on", "charged_on", "decided_on")
WORKED = "data/power-search-fixture.json"


class Asked:
    """The people of a file in a database; `day` is that of the file."""

    def __init__(self, database: Database, path: Path) -> None:
        fixture = read_fixture(path)
        self.day = fixture.as_of
        self.units = Units(make_engine(database.url), Clock())
        build(self.units, fixture)

    def actor(self, name: str = "ppo") -> Actor:
        """A user of the demo by name."""
        user = next(user for user in USERS if user.name == name)
        return Actor(
            user_key(name), name, user.display, key("agency", user.agency), frozenset(user.roles), frozenset(),
            self.units.clock.today(), "test", uuid7(), every_court=not user.court,
        )  # fmt: skip

    def desk(self, name: str = "ppo") -> Desk:
        """What the user can do."""
        return Desk(self.units, self.actor(name))

    def enter(self, entries: Iterable[dict[str, Any]]) -> None:
        """Arrests and charges, entered by hand as the PPO officer does it."""
        arrests = self.desk().arrests
        for one in entries:
            days = [date.fromisoformat(one[name]) if one[name] else None for name in _DAYS]
            outcome = Outcome(one["outcome"]) if one["outcome"] else None
            code = CODES[asked_type(one["type"])]
            new = NewArrest(
                person_key(str(one["person"])), code, "", days[0], "", days[1], days[2], outcome, days[3],
                area=one["area"] or "",
            )  # fmt: skip
            arrests.enter(new)

    def found(self, query: Query, name: str = "ppo") -> Found:
        """What the user finds, on the day of the file unless the question says another."""
        return self.desk(name).search.run(replace(query, as_of=query.as_of or self.day))

    def counted(self, query: Query) -> Found:
        """The same as it is typed, by the PPO officer."""
        return self.desk().search.count(replace(query, as_of=query.as_of or self.day))


def names(found: Found) -> list[str]:
    """Surnames of the rows, in order."""
    return [row.name.partition(",")[0] for row in found.rows]


def undecided(found: Found) -> dict[str, tuple[str, ...]]:
    """What is missing, by surname of those who cannot be decided."""
    return {row.name.partition(",")[0]: row.missing for row in found.cannot_decide}


def column(found: Found, key: str) -> list[Any]:
    """The values of one column."""
    place = [each.key for each in found.columns].index(key)
    return [row.values[place] for row in found.rows]


def written(folder: Path, document: dict[str, Any]) -> Path:
    """A file of such a document."""
    path = folder / "people.json"
    path.write_text(json.dumps(document))
    return path
