"""A court's day as screens and commands see it: courts and rooms, the day strip, rows of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from db.cards.page import Page
from db.words.families.bail import BailStatus
from db.words.families.court import GONE, AttendanceState, Jurisdiction, ListingChange, ListingState


@dataclass(frozen=True, slots=True)
class RoomCard:
    """A courtroom by the name that lists give it."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class CourtCard:
    """A court with its rooms in order; `set_up` is false while only a feed knows it."""

    id: UUID
    code: str
    name: str
    jurisdiction: Jurisdiction
    set_up: bool
    rooms: tuple[RoomCard, ...] = ()

    def room(self, name: str) -> RoomCard | None:
        """The room of that name, in any case; None when the court has no such room."""
        return next((room for room in self.rooms if room.name.casefold() == name.casefold()), None)


@dataclass(frozen=True, slots=True)
class ListScope:
    """Which list: a court, one room or all of them, one day (London)."""

    court_id: UUID
    day: date
    room_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of the strip and how many rows stand on it."""

    day: date
    count: int


@dataclass(frozen=True, slots=True)
class Signs:
    """What a courtroom must know of a defendant at once."""

    youth: bool = False
    bail: BailStatus | None = None
    custody: str = ""
    interpreter: str = ""
    warnings: tuple[str, ...] = ()
    restrictions: tuple[str, ...] = ()
    restricted_case: bool = False
    warrant: bool = False

    @property
    def letters(self) -> str:
        """One letter each: `!` warning, Y youth, C in custody, B bail with conditions, U without, W warrant,
        I interpreter, R restricted."""
        held = bool(self.custody) or (self.bail is not None and self.bail.in_custody)
        free = {BailStatus.CONDITIONAL: "B", BailStatus.PRE_RELEASE: "B", BailStatus.UNCONDITIONAL: "U"}
        bail = "C" if held else free.get(self.bail, "") if self.bail else ""
        parts = (
            "!" if self.warnings else "", "Y" if self.youth else "", bail, "W" if self.warrant else "",
            "I" if self.interpreter else "", "R" if self.restrictions or self.restricted_case else "",
        )  # fmt: skip
        return "".join(parts)

    @property
    def words(self) -> tuple[tuple[str, bool], ...]:
        """Each sign in full, with whether it is an alert, heaviest first."""
        found = [(f"warning: {', '.join(self.warnings)}", True)] if self.warnings else []
        if self.youth:
            found.append(("youth", True))
        if self.custody:
            found.append((f"in custody: {self.custody}", False))
        elif self.bail is not None and self.bail is not BailStatus.NOT_APPLICABLE:
            found.append((self.bail.label, False))
        if self.warrant:
            found.append(("warrant outstanding", True))
        if self.restricted_case:
            found.append(("RESTRICTED CASE", True))
        found.extend((text, True) for text in self.restrictions)
        if self.interpreter:
            found.append((f"interpreter: {self.interpreter}", False))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Mark:
    """An attendance mark that counts; `own` when it was made in this sign-in, so that `u` undoes it."""

    id: UUID
    state: AttendanceState
    by: str
    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class ListRow:
    """One defendant on the list. `name` is in court form; `age` counts on the day of the list.

    `number` is the place on the list, `list_no` what the court's system calls the listing (`2nd`).
    `change` says what happened since the reader last looked, None when nothing; `added_by` names
    the clerk who added the row at the court; `withheld` stands in the place of charges that are not for the reader.
    """

    listing_id: UUID
    hearing_id: UUID
    defendant_case_id: UUID
    case_id: UUID
    person_id: UUID
    room: str
    starts_at: time | None
    number: str
    list_no: str
    case_no: str
    name: str
    born: date | None
    age: int | None
    charges: tuple[str, ...]
    signs: Signs
    mark: Mark | None
    last: str
    state: ListingState
    change: ListingChange | None = None
    added_by: str = ""
    withheld: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether the row was vacated, cancelled or moved away, and is shown at the end only."""
        return self.state in GONE


@dataclass(frozen=True, slots=True)
class DayList:
    """A list opened on purpose: where, the strip around the day, the first page, and the look before."""

    scope: ListScope
    court: CourtCard
    strip: tuple[DayCount, ...]
    page: Page[ListRow]
    looked_before: datetime | None
    today: date
    refusal: str

    @property
    def room_name(self) -> str:
        """The room, or all of them."""
        rooms = {room.id: room.name for room in self.court.rooms}
        return rooms.get(self.scope.room_id, "all rooms") if self.scope.room_id else "all rooms"


@dataclass(frozen=True, slots=True)
class Called:
    """The next or previous defendant of a list, and the place in it: `place` of `of`, from 1."""

    listing_id: UUID
    person_id: UUID
    case_id: UUID
    hearing_id: UUID
    place: int
    of: int
