"""Reads words as what they are said to be, by a label (`name:may`, `dob 3/4/81`) or by a correction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.cards.asked import PartKind
from db.people.box import figures, numbers, places, turned
from db.people.box.births import Dated
from db.people.box.names import NAME_KINDS, word
from db.people.box.taken import Taken
from db.people.box.text import LABELS, Text
from db.words.dates import parse_loose
from db.words.errors import BadInput

_BORN = frozenset({PartKind.BORN, PartKind.SWAPPED, PartKind.AGE, PartKind.DAY})
_PLACES = frozenset({PartKind.POSTCODE, PartKind.PHONE, PartKind.ROOM, PartKind.COURT})


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of some words: where the text of their part begins, its label included, and how many are meant.

    With 0 as many as fit.
    """

    kind: PartKind
    start: int
    count: int = 0
    label: str = ""


def force(taken: Taken, box: Text, at: int, kind: PartKind, *, count: int = 0, label: str = "") -> int:
    """Take the words from `at` on as that kind; how many were, 0 where they cannot be it.

    With a count so many are meant, with a label as many as fit. A label that is a word of its own is the one before.
    """
    if label:
        return _force(taken, box, at, _Told(kind, at if box.labels[at] else at - 1, count, label))
    head = box.words[at].lower().rstrip(".:")
    if count > 1 and kind not in NAME_KINDS and head in LABELS:
        used = _force(taken, box, at + 1, _Told(kind, at, count - 1, head))
        return used and used + 1
    return _force(taken, box, at, _Told(kind, at, count))


def _force(taken: Taken, box: Text, at: int, told: _Told) -> int:
    if told.kind in NAME_KINDS:
        return _names(taken, box, at, told)
    if told.kind in _BORN:
        return _date(taken, box, at, told)
    if told.kind is PartKind.NUMBER:
        return _number(taken, box, at, told)
    if told.kind in _PLACES:
        return _place(taken, box, at, told)
    used = told.count or 1
    _set_aside(taken, box.text(told.start, at + used - told.start), told.kind)
    return used


def _set_aside(taken: Taken, text: str, kind: PartKind) -> None:
    if kind is PartKind.MINE:
        taken.mine = True
        taken.say(kind, text, kind.label, (PartKind.NAME,))
    elif kind is PartKind.TITLE:
        taken.say(kind, text, f"title {text} left out", (PartKind.NAME,))
    else:
        taken.leave(text, "left out", (PartKind.NAME,))


def _names(taken: Taken, box: Text, at: int, told: _Told) -> int:
    """Words of a name; of several, those with a figure are read as ever (`april 81`), a label is left out."""
    count = told.count or 1
    used = 1 if count > 1 and box.words[at].endswith(":") else 0
    while used < count:
        place = at + used
        if count > 1 and not box.quoted[place] and figures.FIGURE.search(box.words[place]):
            used += figures.take(taken, box, place)
            continue
        one = word(box.words[place], told.kind, quoted=box.quoted[place], typed=box.typed[place])
        if one is None:
            return used
        one.comma = box.commas[place]
        taken.parts.append(one)
        used += 1
    return used


def _date(taken: Taken, box: Text, at: int, told: _Told) -> int:
    today, kind, start, count = taken.today, told.kind, told.start, told.count
    if kind is PartKind.AGE:
        read, used = figures.age(box, at, today)
    else:
        read, used = figures.said_birth(box, at, today)
        if read is None and kind is PartKind.BORN:
            read, used = turned.any_day_of(box.bare(at)), 1
        read = _as(kind, read)
        if read is None and kind is PartKind.DAY:
            read, used = _day(" ".join(box.words[at : at + (count or 1)]), taken), count or 1
    if read is None or used < count:
        return 0
    if start == at and len(box.bare(at)) == 2 and box.bare(at).isdecimal():
        read = replace(read, options=(PartKind.BORN if kind is PartKind.AGE else PartKind.AGE,))
    taken.dated(box.text(start, at + used - start), read, kind=kind)
    return used


def _as(kind: PartKind, read: Dated | None) -> Dated | None:
    if read is None:
        return None
    if kind is PartKind.BORN:
        return turned.born_then(read)
    return turned.the_other_way(read) if kind is PartKind.SWAPPED else turned.heard_on(read)


def _day(text: str, taken: Taken) -> Dated | None:
    try:
        return turned.hearings_of(parse_loose(text, today=taken.today))
    except BadInput:
        return None


def _number(taken: Taken, box: Text, at: int, told: _Told) -> int:
    start, count, label = told.start, told.count, told.label
    words = [box.bare(place) for place in range(at, min(at + (count or figures.MOST_WORDS), len(box.words)))]
    used = count or numbers.several(words)
    text = " ".join(words[:used])
    least = 1 if label else numbers.FEWEST
    if not numbers.is_piece(text.replace(" ", ""), least) or not figures.FIGURE.search(text):
        return 0
    number, says = numbers.read(text, numbers.NAMED.get(label, ()))
    # A label without a colon may be a name (Case, Prison).
    lettered = not box.typed[start].endswith(":") if start < at else used == 1 and not text.isdecimal()
    taken.number(box.text(start, at + used - start), number, says, (PartKind.NAME,) if lettered else ())
    return used


def _place(taken: Taken, box: Text, at: int, told: _Told) -> int:
    """A postcode, a telephone, a room or a court: of several words a postcode and a telephone."""
    kind, start, count = told.kind, told.start, told.count
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
    name = start == at and not figures.FIGURE.fullmatch(value[:1])
    taken.place(kind, value, box.text(start, at + used - start), (PartKind.NAME,) if name else ())
    return used
