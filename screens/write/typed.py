"""What the lines of a record's form mean: its category, its days, the case it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from db.words.dates import parse_loose, spell
from db.words.errors import BadInput
from db.words.families.access import Category
from db.words.families.held import WitnessKind
from db.words.text import fold


def category_of(text: str, known: Sequence[Category]) -> Category:
    """The one category whose words begin so; raises BadInput for none and for several."""
    typed = fold(text)
    exact = [kind for kind in known if typed in (fold(kind.label), fold(kind.value))]
    begun = exact or [kind for kind in known if any(word.startswith(typed) for word in _starts(kind))]
    if len(begun) == 1:
        return begun[0]
    if not begun:
        raise BadInput("Not one of the kinds below.")
    raise BadInput(f"{', '.join(kind.label for kind in begun[:3])}?")


def _starts(kind: Category) -> tuple[str, ...]:
    """The label from each of its words on: `drug tests and treatment`, `treatment`."""
    words = fold(kind.label).split()
    return tuple(" ".join(words[start:]) for start in range(len(words)))


def day_of(text: str, *, today: date) -> date | None:
    """A day typed loosely, None for an empty line; raises BadInput."""
    return parse_loose(text, today=today) if text else None


def day_words(text: str, *, today: date) -> str:
    """The day in full."""
    return spell(parse_loose(text, today=today))


def case_of(text: str, cases: Sequence[tuple[UUID, str]]) -> UUID | None:
    """The case whose number ends so, None for an empty line; raises BadInput for none and for several."""
    typed = "".join(text.split()).casefold()
    if not typed:
        return None
    found = [key for key, number in cases if "".join(number.split()).casefold().endswith(typed)]
    if len(found) == 1:
        return found[0]
    raise BadInput("No such case of this person." if not found else "Several cases end so.")


def witness_of(text: str) -> WitnessKind:
    """Victim or witness, by the first letters; raises BadInput."""
    typed = fold(text)
    found = [kind for kind in WitnessKind if typed and fold(kind.label).startswith(typed)]
    if len(found) != 1:
        raise BadInput("v victim, w witness")
    return found[0]
