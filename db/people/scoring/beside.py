"""What stands beside name and birth on two records: homes, days of sentence, traits, sex, telephones."""

from __future__ import annotations

from collections.abc import Mapping

from db.people.scoring.identity import Found, Identity
from db.people.scoring.numbers import compare_postcodes

_SEXES = {"M", "F"}


def compare_beside(one: Identity, other: Identity, bits: Mapping[str, float]) -> list[Found]:
    """What else the two records share, or have otherwise; which is which does not matter."""
    found = []
    if (one.postcodes and other.postcodes) or (one.addresses and other.addresses):
        found += _homes(one, other, bits)
    if one.sentenced and other.sentenced:
        found += _sentences(one, other, bits)
    if one.telephones and set(one.telephones) & set(other.telephones):
        found.append(Found(bits["telephone_exact"], "telephone exact", "telephone_exact"))
    if one.sex and other.sex and one.sex is not other.sex and {one.sex.value, other.sex.value} == _SEXES:
        found.append(Found(bits["sex_differs"], "recorded as of the other sex", "sex_differs"))
    if one.traits and other.traits:
        found += _traits(one, other, bits)
    return found


def _homes(one: Identity, other: Identity, bits: Mapping[str, float]) -> list[Found]:
    """Postcode and first line: beside a postcode that agrees the line says little more."""
    code = compare_postcodes(one.postcodes, other.postcodes, bits, lookup=False)
    if not one.addresses or not other.addresses:
        return [code]
    same = set(one.addresses) & set(other.addresses)
    if not same:
        if code.level != "postcode_exact":
            return [code]
        return [code, Found(bits["address_differs"], "another house of the same postcode", "address_differs")]
    level = {"postcode_exact": "address_more", "postcode_outward": "address_more"}.get(code.level, "address_exact")
    if code.level == "postcode_differs":
        level = "address_elsewhere"
    says = "address exact" if level != "address_elsewhere" else "same first line of the address, another postcode"
    return [code, Found(bits[level], says, level)]


def _sentences(one: Identity, other: Identity, bits: Mapping[str, float]) -> list[Found]:
    shared = sorted(set(one.sentenced) & set(other.sentenced))
    if not shared:
        return []
    level = "sentenced_more" if len(shared) > 1 else "sentenced_exact"
    days = ", ".join(f"{day:%d %b %Y}" for day in shared[:2])
    return [Found(bits[level], f"sentenced on the same day ({days})", level)]


def _traits(one: Identity, other: Identity, bits: Mapping[str, float]) -> list[Found]:
    found = []
    there = dict(other.traits)
    for kind, value in one.traits:
        if kind in there:
            same = there[kind] == value
            level = f"{kind}_{'exact' if same else 'differs'}"
            found.append(Found(bits[level], f"{kind} agrees" if same else "", level))
    return found
