"""Words that say what they or the next ones are: months, `born`, `room`, `today`, `mine`, `pnc`, `tel`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from db.cards.asked import PartKind
from db.people.box import births, figures, numbers, places, turned
from db.people.box.forced import force
from db.people.box.taken import Taken
from db.people.box.text import LABELS, Text

_DAYS = MappingProxyType({"today": 0, "tomorrow": 1, "yesterday": -1})
_WEEK = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_MOST = 6
Reader = Callable[[Taken, Text, int], int]


def keyword(taken: Taken, box: Text, at: int) -> int:
    """Take what begins with a word of meaning; 0 where it is a word like any other."""
    low = box.words[at].lower()
    if low.endswith(":"):
        kind = LABELS.get(low[:-1].rstrip("."))
        return _after(taken, box, at, kind, low[:-1].rstrip(".")) if kind else 0
    low = low.rstrip(".")
    if reader := _WORDS.get(low):
        return reader(taken, box, at)
    return _reference(taken, box, at) if len(low) <= _MOST and at + 1 < len(box.words) else 0


def _after(taken: Taken, box: Text, at: int, kind: PartKind, label: str) -> int:
    """What stands after a label that is a word of its own."""
    if at + 1 >= len(box.words):
        return 0
    used = force(taken, box, at + 1, kind, label=label)
    return used and used + 1


def _labels(taken: Taken, box: Text, at: int) -> int:
    """`pnc 81/34U`, `dob 3 apr 81`, `age 43`, `tel 07700 900123`: without a colon only before a figure or a month."""
    following = box.bare(at + 1)
    low = box.bare(at).lower()
    kind = LABELS[low]
    if not figures.FIGURE.search(following) and not (kind is PartKind.BORN and following.lower() in births.MONTHS):
        return 0
    if kind is PartKind.NUMBER and not following.isdecimal() and figures.dated(box, at + 1, taken.today)[0]:
        return 0  # somebody called Case, and a birth
    return _after(taken, box, at, kind, low)


def _room(taken: Taken, box: Text, at: int) -> int:
    """`room 2`, and `court 2` as rooms are called."""
    number = places.room_number(box.bare(at + 1))
    if not number:
        return 0
    taken.place(PartKind.ROOM, number, box.text(at, 2), (PartKind.NAME,))
    return 2


def _month(taken: Taken, box: Text, at: int) -> int:
    """`apr 81`, `April 3 1981`; without a figure it is a name, and may be a month."""
    read, count = figures.month_first(box, at, taken.today)
    if read is None or not count:
        return 0
    taken.dated(box.text(at, count), turned.or_a_name(read))
    return count


def _weekday(taken: Taken, box: Text, at: int) -> int:
    """`Wed 12 Mar 1980`: of a date in words the day of the week says nothing more; before another it is a name."""
    read, count = figures.dated(box, at + 1, taken.today)
    if read is None or count == 1 or not turned.falls_on(read, box.bare(at)):
        return 0
    taken.dated(box.text(at, count + 1), read)
    return count + 1


def _day(taken: Taken, box: Text, at: int) -> int:
    day = taken.today + timedelta(days=_DAYS[box.bare(at).lower()])
    taken.listed(box.typed[at], day, (PartKind.NAME,))
    return 1


def _mine(taken: Taken, box: Text, at: int) -> int:
    taken.mine = True
    taken.say(PartKind.MINE, box.typed[at], "mine", (PartKind.NAME,))
    return 1


def _about(taken: Taken, box: Text, at: int) -> int:
    """`about 43`, `circa 1981`."""
    bare = box.bare(at + 1)
    read = births.in_a_year(bare, taken.today, about=True, said=True) if len(bare) == 4 else None
    count = 1
    if read is None:
        read, count = figures.age(box, at + 1, taken.today)
    if read is None:
        return 0
    taken.dated(box.text(at, count + 1), read, kind=PartKind.AGE)
    return count + 1


def _aka(taken: Taken, box: Text, at: int) -> int:
    taken.leave(box.typed[at], "every name counts, whether main or other", (PartKind.NAME,))
    return 1


def _reference(taken: Taken, box: Text, at: int) -> int:
    """`GMP 4471`, `T 2025 4007`, `SF 83/50058Z`: letters that belong to the number after them."""
    head, following = box.bare(at), box.bare(at + 1)
    if not figures.FIGURE.search(following) or not head.isalpha():
        return 0
    count = 2
    if len(head) <= 2:
        words = [box.bare(place) for place in range(at, min(at + figures.MOST_WORDS, len(box.words)))]
        count = numbers.several(words)
    elif not (numbers.office(head) and numbers.is_piece(following, 2)) or figures.dated(box, at + 1, taken.today)[0]:
        return 0
    if count < 2:
        return 0
    text = " ".join(box.bare(place) for place in range(at, at + count))
    taken.number(box.text(at, count), *numbers.read(text), (PartKind.NAME,))
    return count


_WORDS: Mapping[str, Reader] = MappingProxyType(
    {
        **dict.fromkeys(numbers.NAMED, _labels),
        **dict.fromkeys(("b", "born", "dob", "d.o.b", "age", "aged", "postcode", "tel", "mob", "mobile"), _labels),
        **dict.fromkeys(("phone", "telephone"), _labels),
        **dict.fromkeys(("room", "rm", "courtroom", "court"), _room),
        **dict.fromkeys(births.MONTHS, _month),
        **dict.fromkeys((*_WEEK, *(day[:3] for day in _WEEK)), _weekday),
        **dict.fromkeys(_DAYS, _day),
        "mine": _mine,
        **dict.fromkeys(("about", "approx", "circa", "ca"), _about),
        **dict.fromkeys(("aka", "a.k.a", "alias"), _aka),
    }
)
