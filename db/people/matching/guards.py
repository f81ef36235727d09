"""What forbids a link without a person, however heavy the evidence."""

from __future__ import annotations

from datetime import date
from typing import Final

from db.people.matching.known import Known
from db.people.scoring.pairs import Compared
from db.words.families.matching import Guard
from db.words.families.people import IdentifierKind
from db.words.heard.frequency import listed

GENERATION: Final = 15
"""Years between two people of one name and home that may be parent and child."""
HARD: Final = frozenset(
    {
        Guard.PNC_CONFLICT,
        Guard.CRO_CONFLICT,
        Guard.NUMBER_CONFLICT,
        Guard.TWIN,
        Guard.PARENT_AND_CHILD,
        Guard.CO_DEFENDANTS,
        Guard.TWO_OF_ONE_SOURCE,
        Guard.KEPT_APART,
        Guard.RESTRICTED,
    }
)
"""Guards that no third record outweighs: two such records never become one person without somebody."""
OUTWEIGHED: Final = frozenset({Guard.TWIN, Guard.PARENT_AND_CHILD})
"""Of the hard ones those that a number settles: not twins, where a third record ties both to one number."""
_CONFLICTS: Final = {IdentifierKind.PNC: Guard.PNC_CONFLICT, IdentifierKind.CRO: Guard.CRO_CONFLICT}
_BESIDE: Final = ("number_exact", "postcode_exact", "postcode_outward", "address", "sentenced", "telephone")
_HOMES: Final = frozenset({"postcode_exact", "address_exact", "address_more", "address_elsewhere"})
_SLIPS: Final = frozenset({"one_edit", "sounds"})
_TWINS: Final = frozenset({"differs", "resembles", "sounds", "sounds_far", "one_edit", "two_edits", "spelling"})
_SURNAMES: Final = frozenset({"exact", "spaced", "spelling", "sounds", "half", "one_edit"})
_NAMED: Final = frozenset({"exact", "spaced", "spelling", "nickname", "initial", "middle_as_first"})


def guards_of(pair: Compared, one: Known, other: Known, *, apart: bool = False) -> tuple[Guard, ...]:
    """Everything that forbids the link of two compared records; `apart` says that somebody decided against it."""
    found = []
    levels = {each.level for each in pair.beside}
    if "number_conflict" in levels:
        found += _conflicts(one, other)
    if pair.shared and pair.name.differs and pair.born.bits < 0:
        found.append(Guard.SAME_NUMBER_ANOTHER_PERSON)
    if not any(each.bits > 0 and each.level.startswith(_BESIDE) for each in pair.beside):
        found.append(Guard.NAME_AND_BIRTH_ONLY)
    if not pair.shared and pair.born.level == "born_exact":
        found += _twin(pair, one, other)
    if levels & _HOMES and not pair.shared and pair.name.given.level in _NAMED and _generation(one, other):
        found.append(Guard.PARENT_AND_CHILD)
    if one.cases & other.cases:
        found.append(Guard.CO_DEFENDANTS)
    if one.system == other.system and one.native_id and other.native_id and one.native_id != other.native_id:
        found.append(Guard.TWO_OF_ONE_SOURCE)
    if apart:
        found.append(Guard.KEPT_APART)
    if one.restricted or other.restricted:
        found.append(Guard.RESTRICTED)
    return tuple(found)


def _conflicts(one: Known, other: Known) -> list[Guard]:
    """The kinds of number of which the two have different ones."""
    found = []
    for kind in dict.fromkeys(kind for kind, _ in one.identity.numbers):
        here = {value for of, value in one.identity.numbers if of is kind}
        there = {value for of, value in other.identity.numbers if of is kind}
        if there and not here & there:
            found.append(_CONFLICTS.get(kind, Guard.NUMBER_CONFLICT))
    return list(dict.fromkeys(found))


def _twin(pair: Compared, one: Known, other: Known) -> list[Guard]:
    """Whether a person of the same surname and day of birth may be the other's twin.

    Twins are given names that are alike, or one name in two spellings, and share their initials; a forename that is
    another's with a slip is no name by itself.
    """
    family, given = pair.name.family.level, pair.name.given.level
    if pair.name.order.level and given in _SURNAMES:
        given = family
    elif family not in _SURNAMES:
        return []
    if given in {"", "initial"}:
        return [Guard.PERHAPS_TWIN]
    if given not in _TWINS:
        return []
    left, right = one.identity.names[pair.places[0]].given, other.identity.names[pair.places[1]].given
    names = listed(left, "given") + listed(right, "given")
    if names == 2 or given in {"differs", "spelling"}:
        return [Guard.TWIN]
    return [] if given in _SLIPS else [Guard.PERHAPS_TWIN if names else Guard.TWIN]


def _generation(one: Known, other: Known) -> bool:
    here, there = _days(one), _days(other)
    return bool(here and there) and min(abs(a.year - b.year) for a in here for b in there) >= GENERATION


def _days(known: Known) -> list[date]:
    return [birth.day for birth in known.identity.births if not birth.with_name]
