"""Reads words as what they are said to be, by a label (`name:may`, `dob 3/4/81`) or by a correction."""

from __future__ import annotations

from typing import TypeAlias

from db.cards.asked import PartKind
from db.people.box import births, figures, numbers, places
from db.people.box.births import Dated
from db.people.box.names import NAME_KINDS, word
from db.people.box.taken import Taken
from db.people.box.text import Text
from db.words.dates import parse_loose
from db.words.errors import BadInput

_Span: TypeAlias = tuple[int, int]
"""Where the text of a part begins, its label included, and how many words are meant, 0 for as many as fit."""
_BORN = frozenset({PartKind.BORN, PartKind.SWAPPED, PartKind.AGE, PartKind.DAY})


def force(taken: Taken, box: Text, at: int, kind: PartKind, *, count: int = 0, label: str = "") -> int:
    """Take the words from `at` on as that kind; how many were, 0 where they cannot be it.

    With a count so many are meant, with a label as many as fit. A label that is a word of its own is the one before.
    """
    start = at - 1 if label and not box.labels[at] else at
    if kind in NAME_KINDS:
        used = _names(taken, box, at, count or 1, kind)
    elif kind in _BORN:
        used = _date(taken, box, at, kind, (start, count))
    elif kind is PartKind.NUMBER:
        used = _number(taken, box, at, label, (start, count))
    elif kind in (PartKind.POSTCODE, PartKind.PHONE, PartKind.ROOM, PartKind.COURT):
        used = _place(taken, box, at, kind, (start, count))
    else:
        used = count or 1
        _set_aside(taken, box.text(start, used), kind)
    return used


def _set_aside(taken: Taken, text: str, kind: PartKind) -> None:
    if kind is PartKind.MINE:
        taken.mine = True
        taken.say(kind, text, kind.label, (PartKind.NAME,))
    elif kind is PartKind.TITLE:
        taken.say(kind, text, f"title {text} left out", (PartKind.NAME,))
    else:
        taken.leave(text, "left out", (PartKind.NAME,))


def _names(taken: Taken, box: Text, at: int, count: int, kind: PartKind) -> int:
    """Words of a name; of several, those with a figure are read as ever (`april 81`)."""
    used = 0
    while used < count:
        place = at + used
        if count > 1 and figures.FIGURE.search(box.words[place]):
            used += figures.take(taken, box, place)
            continue
        one = word(box.words[place], kind, quoted=box.quoted[place], typed=box.typed[place])
        if one is None:
            return used
        one.comma = box.commas[place]
        taken.parts.append(one)
        used += 1
    return used


def _date(taken: Taken, box: Text, at: int, kind: PartKind, span: _Span) -> int:
    today, (start, count) = taken.today, span
    if kind is PartKind.AGE:
        read, used = figures.age(box, at, today)
    else:
        read, used = figures.said_birth(box, at, today)
        if read is None and kind is PartKind.BORN:
            read, used = births.any_day_of(box.bare(at)), 1
        read = _as(kind, read)
        if read is None and kind is PartKind.DAY:
            read, used = _day(" ".join(box.words[at : at + (count or 1)]), taken), count or 1
    if read is None or used < count:
        return 0
    taken.dated(box.text(start, at + used - start), read, kind=kind)
    return used


def _as(kind: PartKind, read: Dated | None) -> Dated | None:
    if read is None:
        return None
    if kind is PartKind.BORN:
        return births.born_then(read)
    return births.the_other_way(read) if kind is PartKind.SWAPPED else births.heard_on(read)


def _day(text: str, taken: Taken) -> Dated | None:
    try:
        return births.hearings_of(parse_loose(text, today=taken.today))
    except BadInput:
        return None


def _number(taken: Taken, box: Text, at: int, label: str, span: _Span) -> int:
    start, count = span
    words = [box.bare(place) for place in range(at, min(at + (count or figures.MOST_WORDS), len(box.words)))]
    used = count or numbers.several(words)
    text = " ".join(words[:used])
    least = 1 if label else numbers.FEWEST
    if not numbers.is_piece(text.replace(" ", ""), least) or not figures.FIGURE.search(text):
        return 0
    number, says = numbers.read(text, numbers.NAMED.get(label, ()))
    taken.number(box.text(start, at + used - start), number, says, (PartKind.NAME,))
    return used


def _place(taken: Taken, box: Text, at: int, kind: PartKind, span: _Span) -> int:
    """A postcode, a telephone, a room or a court: of several words a postcode and a telephone."""
    start, count = span
    following = box.bare(at + 1) if count != 1 else ""
    value, used = box.words[at], 1
    if kind is PartKind.POSTCODE:
        value, used = places.whole_postcode(box.bare(at), following)
        if not used and (begun := places.outward(box.bare(at))):
            used = 2 if len(following) == 1 and following.isdecimal() else 1
            taken.area(f"{begun} {following}" if used == 2 else begun, box.text(start, at + used - start), ())
            return used
    elif kind is PartKind.PHONE:
        used = count or figures.dialled(box, at)
        value = places.telephone("".join(box.words[at : at + used]))
    elif kind is PartKind.ROOM:
        value = places.room_number(box.bare(at)) or places.room(box.bare(at))
    if not value.lstrip("+") or used < count:
        return 0
    taken.place(kind, value, box.text(start, at + used - start), (PartKind.NAME,))
    return used
