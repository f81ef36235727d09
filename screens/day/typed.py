"""What the form for adding a defendant means: names, dates, charges, times and rooms out of typed lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.cards.day import RoomCard
from db.words.dates import age_on, parse_loose, short
from db.words.errors import BadInput
from db.words.families.court import Arrival
from db.words.names import NameParts, display, split_libra_name
from db.words.times import parse_time

_ARRIVALS = {
    "o": Arrival.OVERNIGHT,
    "overnight": Arrival.OVERNIGHT,
    "w": Arrival.WARRANT,
    "warrant": Arrival.WARRANT,
    "on a warrant": Arrival.WARRANT,
    "x": Arrival.OTHER,
    "otherwise": Arrival.OTHER,
}


def name_of(text: str) -> NameParts:
    """A name as typed; the echo shows how it came apart."""
    return split_libra_name(text)


def name_words(text: str) -> str:
    """The name in court form."""
    return display(name_of(text))


def birth_of(text: str, today: date) -> date | None:
    """A date of birth, None for an empty line; raises BadInput."""
    return parse_loose(text, today=today, past=True) if text else None


def birth_words(text: str, today: date) -> str:
    """The date in full with the age."""
    born = parse_loose(text, today=today, past=True)
    return f"{short(born)}, age {age_on(born, today)}"


def charges_of(text: str) -> tuple[str, ...]:
    """Charges parted by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def charges_words(text: str) -> str:
    """How many they are."""
    many = len(charges_of(text))
    return "1 charge (; begins another)" if many == 1 else f"{many} charges, parted by ;"


def arrival_of(text: str) -> Arrival:
    """Overnight unless another way is typed; raises BadInput."""
    wanted = text.casefold() or "o"
    found = _ARRIVALS.get(wanted)
    if found is None:
        raise BadInput("o overnight, w warrant, x other")
    return found


def arrival_words(text: str) -> str:
    """The way in words."""
    return arrival_of(text).label


def time_words(text: str) -> str:
    """The time of day."""
    return f"{parse_time(text):%H:%M}"


def room_of(text: str, rooms: Sequence[RoomCard]) -> RoomCard:
    """The room of that name, else the only one that its name ends with; raises BadInput."""
    wanted = text.casefold()
    exact = [room for room in rooms if room.name.casefold() == wanted]
    close = exact or [room for room in rooms if room.name.casefold().endswith(wanted)]
    if not text or len(close) != 1:
        raise BadInput(f"Rooms: {', '.join(room.name for room in rooms)}")
    return close[0]
