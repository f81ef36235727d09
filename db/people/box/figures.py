"""Words with a figure in them: dates, ages, postcodes, telephones, rooms and numbers, the surest reading first."""

from __future__ import annotations

import re
from datetime import date

from db.cards.asked import PartKind
from db.people.box import births, numbers, places
from db.people.box.births import Dated
from db.people.box.taken import Taken
from db.people.box.text import Text

FIGURE = re.compile(r"[0-9]")
MOST_WORDS = 6
"""Words of one number at most."""
_BORN = re.compile(r"(?:b|born|dob|d\.o\.b)([.'\u2019]*)(?=[0-9?/])", re.ASCII | re.IGNORECASE)
_AGE = re.compile(r"([0-9]{1,3})(?:yo|y/o|yrs?|ys?|ish|years?)", re.ASCII | re.IGNORECASE)
_AGE_WORDS = frozenset({"yo", "y/o", "yr", "yrs", "year", "years", "ys"})
_ABOUT = re.compile(r"(?:~|c\.?|ca\.?|circa)(?=[0-9])", re.ASCII | re.IGNORECASE)
_DIALLED = re.compile(r"[+(]?[0-9][0-9()-]*")
_APOSTROPHES = "'\u2019`"
_LETTER = re.compile(r"[A-Za-z]")


def take(taken: Taken, box: Text, at: int) -> int:
    """Take the part that begins with this word; how many words that was."""
    bare = box.bare(at)
    for way in (_birth, _place, _listed_number):
        if count := way(taken, box, at, bare):
            return count
    _left(taken, box.words[at], bare)
    return 1


def dated(box: Text, at: int, today: date) -> tuple[Dated | None, int]:
    """The date that begins with this word, and how many words it takes: `3/4/81`, `3rd of April 1981`, `3 4 81`."""
    bare = box.bare(at)
    if not bare:
        return None, 0
    if day := births.ordinal(bare):
        month = at + (2 if box.bare(at + 1).lower() == "of" else 1)
        if read := births.with_month(day, box.bare(month), year := _year(box, month + 1), today):
            return read, month + (1 if year else 0) - at + 1
        second, third = box.bare(at + 1), box.bare(at + 2)
        whole = bare.isdecimal() and second.isdecimal() and len(second) <= 2 and third.isdecimal()
        if whole and len(third) in (2, 4) and (read := births.in_figures(f"{bare}/{second}/{third}", today)):
            return read, 3
    return births.in_figures(bare, today) or births.in_words(bare, today), 1


def month_first(box: Text, at: int, today: date) -> tuple[Dated | None, int]:
    """The date that begins with the name of a month: `apr 81`, `April 3 1981`, `april 3rd`."""
    month, day = box.bare(at), births.ordinal(box.bare(at + 1))
    if day and (year := _year(box, at + 2)) and (read := births.with_month(day, month, year, today)):
        return read, 3
    if year := _year(box, at + 1):
        return births.with_month("", month, year, today), 2
    return (births.with_month(day, month, "", today), 2) if day else (None, 0)


def said_birth(box: Text, at: int, today: date) -> tuple[Dated | None, int]:
    """What follows `b`, `born` or `dob`: a date, or a year of two or four figures."""
    bare = box.bare(at).lstrip(_APOSTROPHES)
    if (born := _BORN.match(bare)) and bare[born.end() :].isdecimal():
        bare = bare[born.end() :]
    if bare.isdecimal() and len(bare) in (2, 4) and (at + 1 >= len(box.words) or not _goes_on(box, at, today)):
        return births.in_a_year(bare, today, said=True), 1
    read, count = dated(box, at, today)
    return (read, count) if read else month_first(box, at, today)


def age(box: Text, at: int, today: date) -> tuple[Dated | None, int]:
    """An age: `43`, `43yo`, `43 years old`."""
    bare = box.bare(at)
    match = _AGE.fullmatch(bare)
    read = births.aged(match[1] if match else bare, today)
    if read is None:
        return None, 0
    count = 1 + (not match and box.bare(at + 1).lower() in _AGE_WORDS)
    return read, count + (box.bare(at + count).lower() == "old")


def _goes_on(box: Text, at: int, today: date) -> bool:
    return dated(box, at, today)[1] > 1


def _year(box: Text, at: int) -> str:
    """A year of four figures, or of two (`81`, `'81`); empty when no year stands there."""
    bare = box.bare(at).lstrip(_APOSTROPHES)
    return bare if bare.isdecimal() and bare.isascii() and len(bare) in (2, 4) else ""


# -- births ----------------------------------------------------------------------------------------


def _birth(taken: Taken, box: Text, at: int, bare: str) -> int:
    """A date, a year, an age, with or without `b.` before it."""
    today = taken.today
    read, count = dated(box, at, today)
    if read is None and bare.isdecimal():
        read, count = births.in_a_year(bare, today), 1
    if read is None:
        read, count = _marked(box, at, bare, today)
    if read is None or not count:
        return 0
    text = box.text(at, count)
    kind = PartKind.AGE if read.says.startswith("aged") else PartKind.BORN
    taken.dated(text, read, kind=kind)
    if len(bare) == 8 and bare.isdecimal() and taken.born is read:
        # Eight figures are a day and may be a case number too; both are looked for.
        taken.number(text, *numbers.read(bare))
    return count


def _marked(box: Text, at: int, bare: str, today: date) -> tuple[Dated | None, int]:
    """`b.1981`, `b3/4/81`, `'81`, `~43`, `~1981`, `43yo`, `43 years old`."""
    if bare[0] in _APOSTROPHES:
        return births.in_a_year(bare[1:], today, said=True), 1
    if about := _ABOUT.match(bare):
        rest = bare[about.end() :]
        if len(rest) == 4:
            return births.in_a_year(rest, today, about=True, said=True), 1
        return (births.aged(rest, today), 1) if bare[0] == "~" or "." in about[0] else (None, 0)
    if born := _BORN.match(bare):
        rest = bare[born.end() :]
        loose = not born[1] and len(born[0]) == 1  # `b81` is a postcode's beginning, `b123456` a number
        if rest.isdecimal():
            return births.in_a_year(rest, today, said=not loose) or (
                None if loose else births.in_figures(rest, today)
            ), 1
        return births.in_figures(rest, today), 1
    if _AGE.fullmatch(bare) or (bare.isdecimal() and box.bare(at + 1).lower() in _AGE_WORDS):
        return age(box, at, today)
    return None, 0


# -- places ----------------------------------------------------------------------------------------


def _place(taken: Taken, box: Text, at: int, bare: str) -> int:
    """A postcode or its beginning, a room, a court's code, a telephone."""
    typed = box.words[at]
    if _LETTER.match(bare):
        postcode, count = places.whole_postcode(bare, box.bare(at + 1))
        if count:
            taken.place(PartKind.POSTCODE, postcode, box.text(at, count), (PartKind.NUMBER,))
            return count
        if room := places.room(bare):
            taken.place(PartKind.ROOM, room, typed, (PartKind.NAME,))
            return 1
        if code := places.court_code(bare):
            taken.place(PartKind.COURT, code, typed, (PartKind.NUMBER,))
            return 1
        if begun := places.outward(bare):
            sector = box.bare(at + 1)
            lone = len(sector) == 1 and sector.isdecimal() and dated(box, at + 1, taken.today)[0] is None
            count = 2 if lone else 1
            year = (PartKind.BORN,) if _BORN.match(bare) and len(bare) == 3 else ()
            options = () if lone else (*year, PartKind.NAME)
            taken.area(f"{begun} {sector}" if lone else begun, box.text(at, count), options)
            return count
        return 0
    return _telephone(taken, box, at) if typed[0] in "0+(" else 0


def _telephone(taken: Taken, box: Text, at: int) -> int:
    """Words of figures that are one telephone number together; the fewest that are whole."""
    most = dialled(box, at)
    for count in range(1, most + 1):
        text = "".join(box.words[at : at + count])
        # A number abroad may end in several places: all its words are meant.
        if places.is_telephone(text) and (count == most or not text.startswith(("+", "(+", "00"))):
            number = (PartKind.NUMBER,) if text.isdecimal() else ()
            taken.place(PartKind.PHONE, places.telephone(text), box.text(at, count), number)
            return count
    return 0


def dialled(box: Text, at: int) -> int:
    """How many words from here on are only figures, as a telephone number is written."""
    end = at
    while end < min(at + MOST_WORDS, len(box.words)) and not box.quoted[end] and _DIALLED.fullmatch(box.words[end]):
        end += 1
    return end - at


# -- numbers ---------------------------------------------------------------------------------------


def _listed_number(taken: Taken, box: Text, at: int, bare: str) -> int:
    """A number of a person or a case, in one word or several."""
    words = [box.bare(place) for place in range(at, min(at + MOST_WORDS, len(box.words)))]
    count = numbers.several(words, whole=len(words) == len(box.words))
    text = bare if count == 1 else " ".join(box.bare(place) for place in range(at, at + count))
    if not numbers.is_piece(text.replace(" ", "")):
        return 0
    taken.number(box.text(at, count), *numbers.read(text), _options(text, taken.today) if count == 1 else ())
    return count


def _options(text: str, today: date) -> tuple[PartKind, ...]:
    """What else a number in one word may be."""
    if not text.isdecimal():
        return (PartKind.NAME,) if _LETTER.search(text) else ()
    if len(text) > numbers.FEWEST:
        return (PartKind.PHONE,)
    return (PartKind.BORN,) if births.in_a_year(text, today, said=True) else ()


def _left(taken: Taken, typed: str, bare: str) -> None:
    """What has a figure and is nothing yet."""
    if bare.isdecimal() and len(bare) == 2:
        taken.leave(typed, f"too short for a number; b {bare} is a year, ~{bare} an age", (PartKind.BORN, PartKind.AGE))
    elif len(bare) < numbers.FEWEST:
        taken.leave(typed, "too short for a number", (PartKind.NAME,))
    else:
        taken.leave(typed, "no number that can be looked for", (PartKind.NAME,))
