"""The verdict on one person: log-odds over whole identities, with its reasons and warnings in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.cards.find import Band
from db.people.scoring.asked import Asked
from db.people.scoring.births import answer
from db.people.scoring.identity import Found, Identity, Near, Verdict, births_with
from db.people.scoring.names import NameAgrees
from db.people.scoring.numbers import answer_number, answer_telephone

_NOTHING = Found(0.0)
_ROUNDED = 1e-6
_AGAINST = frozenset({"born_far", "born_near", "year_differs", "birthday"})


def judge(asked: Asked, identity: Identity, near: Sequence[Near] = ()) -> Verdict:
    """How well a person answers the question. What the question leaves out, and what is not known, costs nothing."""
    name, place, birth, costs = _best_identity(asked, identity)
    found = [birth, *_beside(asked, identity)]
    differs = name is not None and name.differs
    numbers = [one for one in found if one.level == "number_exact"]
    warnings = [one.says for one in found if one.level == "number_conflict"]
    wrong = [number.typed.upper() for number in asked.numbers if number.mended and not number.canonical]
    warnings += [f"{typed}: its check letter is wrong" for typed in wrong]
    against = birth.level in _AGAINST
    if numbers and differs:
        warnings.append("another name")
    if numbers and against:
        warnings.append("born another day")
    if identity.merged_into:
        warnings.append(f"merged into {identity.merged_into}")
    weight = asked.weights.bits["prior"] + sum(one.bits for one in found) + sum(one.bits for one in costs)
    if name:
        weight += name.bits
    strong, possible = asked.weights.lookup
    against = against or differs or any(one.level == "number_conflict" for one in found)
    band = Band.POSSIBLE if weight >= possible else Band.WEAK
    if numbers or (weight >= strong and not against):
        band = Band.STRONG
    return Verdict(
        weight=weight,
        order=weight + sum(asked.weights.order[one.key] for one in near),
        band=band,
        reasons=_reasons(identity, place, name, [*found, *costs], near),
        warnings=tuple(dict.fromkeys(warnings)),
        name=place,
        agrees=not against,
    )


def _best_identity(asked: Asked, identity: Identity) -> tuple[NameAgrees | None, int | None, Found, tuple[Found, ...]]:
    """The name and date of birth that answer best together: what they say, which name, and what it costs."""
    if not asked.splits:
        births = [one.day for one in identity.births]
        return None, (0 if identity.names else None), _born(asked, births), ()
    bits = asked.weights.bits
    best: tuple[float, NameAgrees | None, int | None, Found, tuple[Found, ...]]
    best = (-1e9, None, None, _NOTHING, ())
    for place, known in enumerate(identity.names):
        born, costs = _birth_of(asked, identity, place)
        if place:
            costs = (*costs, Found(bits["alias"]))
        beside = born.bits + sum(one.bits for one in costs)
        name = asked.names.better(asked.splits, known, best[0] - beside - _ROUNDED)
        if name is None:
            continue
        total = name.bits + born.bits + sum(one.bits for one in costs)
        if total > best[0]:
            best = total, name, place, born, costs
    return best[1:]


def _birth_of(asked: Asked, identity: Identity, place: int) -> tuple[Found, tuple[Found, ...]]:
    """The date of birth that goes with a name; that of another identity of the person costs something."""
    if not asked.births or not identity.births:
        return _NOTHING, ()
    whole, others = births_with(identity, place)
    born = _born(asked, whole)
    if place and born.bits > 0 and any(one.with_name == place for one in identity.births):
        born = Found(born.bits, f"alias {born.says}", born.level)
    if others:
        mixed, cost = _born(asked, others), Found(asked.weights.bits["mixed"])
        if mixed.bits + cost.bits > born.bits:
            return Found(mixed.bits, f"{mixed.says}, given with another name", mixed.level), (cost,)
    return born, ()


def _born(asked: Asked, days: Sequence[date]) -> Found:
    """The best of several dates of birth; remembered, because a block of people shares its days."""
    best = _NOTHING
    for day in days if asked.births else ():
        found = asked.days.get(day)
        if found is None:
            found = max((answer(one, day, asked.weights.bits) for one in asked.births), key=lambda one: one.bits)
            asked.days[day] = found
        if best is _NOTHING or found.bits > best.bits:
            best = found
    return best


def _beside(asked: Asked, identity: Identity) -> list[Found]:
    """Numbers, home, telephone."""
    found: list[Found] = []
    bits = asked.weights.bits
    for place, number in enumerate(asked.numbers):
        one = answer_number(number, identity.numbers, bits)
        if place and one.level == "number_exact" and any(before.level == one.level for before in found):
            one = Found(bits["number_more"], one.says, one.level)
        found.append(one)
    if (asked.postcode or asked.outward) and identity.postcodes:
        found.append(_home(asked, identity.postcodes))
    if asked.telephone:
        found.append(answer_telephone(asked.telephone, identity.telephones, bits))
    return found


def _home(asked: Asked, known: Sequence[str]) -> Found:
    bits = asked.weights.bits
    if asked.postcode:
        if asked.postcode in known:
            return Found(bits["postcode_exact"], "postcode exact", "postcode_exact")
        if any(code[:-3] == asked.postcode[:-3] for code in known):
            return Found(bits["postcode_outward"], f"postcode begins {asked.postcode[:-3]}", "postcode_outward")
    elif any((f"{code[:-3]} {code[-3:]}").startswith(asked.outward) for code in known):
        return Found(bits["postcode_outward"], f"postcode begins {asked.outward}", "postcode_outward")
    return _NOTHING


def _reasons(
    identity: Identity, place: int | None, name: NameAgrees | None, found: Sequence[Found], near: Sequence[Near]
) -> tuple[str, ...]:
    """What agrees in words, the strongest first; by which name, and why this person is near."""
    said = [(one.bits, one.says) for one in found if one.says and one.level != "number_conflict"]
    if name:
        # A surname that agrees is said even where the forename does not, and the other way round.
        said += [(name.bits, says) for says in name.says]
        if not name.says:
            said.append((0.0, "no close match of the name"))
        if place:
            alias = identity.names[place].shown or identity.names[place].family.upper()
            said.append((name.bits - 0.1, f"alias {alias}"))
    said.sort(key=lambda one: -one[0])
    return (*dict.fromkeys(says for _, says in said), *(one.says for one in near))
