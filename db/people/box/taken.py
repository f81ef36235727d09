"""What has been taken from the box so far: one of each thing, the surest birth, and what was left and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from db.cards.asked import BirthKind, Number, Part, PartKind
from db.cards.find import Query
from db.people.box.births import Dated
from db.people.box.names import Word, settle
from db.words.dates import spell

_FIELDS = MappingProxyType(
    {
        PartKind.POSTCODE: "postcode",
        PartKind.PHONE: "telephone",
        PartKind.ROOM: "room",
        PartKind.COURT: "court",
    }
)


@dataclass(slots=True)
class Taken:
    """Filled from left to right; `query` settles what only the whole text can say."""

    today: date
    parts: list[Part | Word] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    born: Dated | None = None
    born_at: int = -1
    day: date | None = None
    postcode: str = ""
    outward: str = ""
    telephone: str = ""
    room: str = ""
    court: str = ""
    mine: bool = False

    def say(self, kind: PartKind, text: str, says: str, options: tuple[PartKind, ...] = ()) -> None:
        """One more part; every one can be left out."""
        self.parts.append(Part(kind, text, says, (*options, PartKind.UNREAD)))

    def leave(self, text: str, why: str, options: tuple[PartKind, ...] = ()) -> None:
        """A part that is of no use, and why."""
        self.parts.append(Part(PartKind.UNREAD, text, f"{text}: {why}", options))

    def cut(self, why: str) -> None:
        """What is not read at all."""
        self.parts.append(Part(PartKind.UNREAD, "", why))

    def dated(self, text: str, read: Dated, *, kind: PartKind = PartKind.BORN) -> None:
        """A birth or a day of hearings; of two births the surer stands."""
        if read.day is not None:
            self.listed(text, read.day, read.options)
        elif not read.births:
            self.leave(text, read.says, read.options)
        elif self.born is not None and self.born.rank >= read.rank:
            self.leave(text, "only one date of birth is read", (PartKind.NUMBER,))
        else:
            if self.born is not None:
                old = self.parts[self.born_at]
                self.parts[self.born_at] = Part(
                    PartKind.UNREAD, old.text, f"{old.text}: only one date of birth is read", (PartKind.NUMBER,)
                )
            self.born, self.born_at = read, len(self.parts)
            self.say(kind, text, read.says, read.options)

    def listed(self, text: str, day: date, options: tuple[PartKind, ...]) -> None:
        """The one day of hearings."""
        if self.day is not None:
            self.leave(text, "only one day at a time", options)
            return
        self.day = day
        self.say(PartKind.DAY, text, f"listed {spell(day)}", options)

    def number(self, text: str, number: Number, says: str, options: tuple[PartKind, ...] = ()) -> None:
        """One of several numbers."""
        self.numbers.append(number)
        self.say(PartKind.NUMBER, text, says, options)

    def place(self, kind: PartKind, value: str, text: str, options: tuple[PartKind, ...] = ()) -> None:
        """A postcode, a telephone, a room or a court: one of each."""
        name = _FIELDS[kind]
        if getattr(self, name) or (kind is PartKind.POSTCODE and self.outward):
            self.leave(text, f"only one {kind.label} at a time", options)
            return
        setattr(self, name, value)
        self.say(kind, text, f"{kind.label} {value}", options)

    def area(self, value: str, text: str, options: tuple[PartKind, ...]) -> None:
        """The beginning of a postcode."""
        if self.outward or self.postcode:
            self.leave(text, "only one postcode at a time", options)
            return
        self.outward = value
        self.say(PartKind.POSTCODE, text, f"postcode {value}…", options)

    def query(self, text: str) -> Query:
        """The question."""
        read, parts = settle(self.parts)
        births = self.born.births if self.born else ()
        first = births[0] if births and births[0].kind is not BirthKind.SLIP else None
        born = (first.first, first.last) if first and first.first and first.last else None
        return Query(
            text=text,
            parts=tuple(parts),
            names=read.words,
            family_first=read.family_first,
            born=born,
            day=self.day,
            numbers=tuple(self.numbers),
            postcode=self.postcode,
            sides=read.sides,
            units=read.units,
            quoted=read.quoted,
            births=births,
            outward=self.outward,
            telephone=self.telephone,
            room=self.room,
            court=self.court,
            mine=self.mine,
        )
