"""Finding without a database: each text is answered with hits that were made beforehand."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from datetime import time as wall
from types import SimpleNamespace
from uuid import UUID, uuid5

from db.cards.asked import PartKind
from db.cards.find import Band, Hit, HitKind, NextHearing, Page
from db.people.box.reading import parse
from db.words.families.people import Sex

TODAY = date(2026, 11, 22)
_SPACE = UUID(int=7)


def made_hit(number: int, text: str) -> Hit:
    """The hit of this place in the answer to a text: the record is the same, its reasons follow the text."""
    hearing = NextHearing(
        uuid5(_SPACE, "l"), uuid5(_SPACE, "h"), uuid5(_SPACE, "c"), "Overstoke", "02", TODAY, wall(10, 30)
    )
    return Hit(
        HitKind.PERSON,
        uuid5(_SPACE, str(number)),
        f"SMITH, {text.title()} {number}",
        50 - number,
        Band.POSSIBLE if number else Band.STRONG,
        (f"surname begins {text.upper()[:5]}", "forename sounds like JEAN", f"room 0{number % 10} today"),
        person=uuid5(_SPACE, f"p{number}"),
        matched="" if number % 3 else f"LEE, K{number}",
        born=date(1950 + number, 3, 12),
        sex=Sex.MALE,
        pnc="79/163001B",
        next_hearing=hearing,
    )


class MadeHits:
    """What the find screen asks of a desk: `people` and `actor`; `pause` is how long each question takes.

    `nearest` are the names that stand near to what nobody bears.
    """

    def __init__(self, *, hits: int = 40, pause: float = 0.0, nearest: tuple[str, ...] = ()) -> None:
        self.people, self.actor = self, SimpleNamespace(today=TODAY)
        self.links = SimpleNamespace(refusal=lambda: "Nobody is joined here.")
        self.contacts = SimpleNamespace(typed="", matching=lambda text: ())
        self.hits, self.pause, self.nearest = hits, pause, nearest
        self.asked: list[str] = []
        self._made: dict[str, Page] = {}

    def make(self, text: str) -> Page:
        """The answer to this text, made once."""
        if text not in self._made:
            query = parse(text, today=TODAY, corrections={})
            hits = tuple(made_hit(number, text) for number in range(self.hits)) if query.asks else ()
            self._made[text] = Page(query, text, hits, len(hits), nearest=() if hits else self.nearest)
        return self._made[text]

    def find(self, text: str, *, limit: int, corrections: Mapping[str, PartKind]) -> Page:
        """After the pause, what was made."""
        self.asked.append(text)
        time.sleep(self.pause)
        return self.make(text)

    def count(self, page: Page) -> Page:
        """Everything was counted."""
        return page

    def settled(self, page: Page) -> None:
        """Nobody notes it."""

    def aliases(self, person: UUID) -> tuple[()]:
        """No other names."""
        return ()
