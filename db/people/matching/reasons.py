"""What two records say for and against being of one person, field by field in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.people.scoring.identity import Found
from db.people.scoring.pairs import Compared

_FIELDS: Final = {
    "number": "number", "postcode": "home", "address": "home", "sentenced": "sentence", "telephone": "telephone",
    "sex": "sex", "birthplace": "birthplace", "occupation": "occupation",
}  # fmt: skip
_AGAINST: Final = {
    "born_near": "born up to five years apart",
    "born_far": "born more than five years apart",
    "postcode_differs": "another postcode",
    "birthplace_differs": "another place of birth",
    "occupation_differs": "another occupation",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One field: how the two agree in it, in words and in bits."""

    field: str
    says: str
    bits: float
    level: str = ""

    @property
    def text(self) -> str:
        """`surname exact +9.5`, for a log or a table; a screen shows the words alone."""
        return f"{self.says} {self.bits:+.1f}"


def reasons_of(pair: Compared) -> tuple[Reason, ...]:
    """Every field that says something, the heaviest first."""
    name = pair.name
    found = [
        _reason("surname", name.family, "another surname"),
        _reason("forenames", name.given, "another forename"),
        _reason("names", name.order, ""),
        _reason("date of birth", pair.born, ""),
        *(_reason(_FIELDS[each.level.partition("_")[0]], each, "") for each in pair.beside if each.level),
    ]
    if pair.costs:
        says = "by an alias" if any(pair.places) else "name and date of birth of two identities"
        found.append(Reason("names", says, pair.costs, "alias"))
    if pair.twin:
        found.append(Reason("names", "possible twin", pair.twin_costs, "twin"))
    said = [each for each in found if each.says]
    return tuple(sorted(said, key=lambda each: (-abs(each.bits), each.field, each.says)))


def _reason(field: str, found: Found, other: str) -> Reason:
    says = found.says or _AGAINST.get(found.level, "") or (other if found.level == "differs" else "")
    return Reason(field, says, found.bits, found.level)
