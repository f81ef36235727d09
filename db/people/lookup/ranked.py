"""The order of the judged, and what speaks against one who is shown although not everything answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from db.people.lookup.facts import Facts
from db.people.scoring.asked import Asked
from db.people.scoring.identity import Verdict

_PAGE: Final = 10
_OTHERS: Final = 3


def against(asked: Asked, facts: Facts, verdict: Verdict) -> Iterator[str]:
    """What was asked for and is not there, of who is shown although."""
    if verdict.agrees:
        return
    identity = facts.identity
    if asked.splits and asked.names.best(asked.splits, identity.names[verdict.name or 0]).differs:
        yield "another name"
    if asked.births and not any(one.fits(known.day) for one in asked.births for known in identity.births):
        yield "born another day" if identity.births else "date of birth not known"


def order(one: tuple[Facts, Verdict]) -> tuple[object, ...]:
    """The best first; among equals by name and birth."""
    facts, verdict = one
    return (-round(verdict.order, 1), facts.shown, min(facts.births, default=date.max), str(facts.person))


def not_all_of_one_name(judged: list[tuple[Facts, Verdict]]) -> list[tuple[Facts, Verdict]]:
    """Where more than a page bear the first name, the last places of the page are for the best of other names."""
    of_first = [place for place, one in enumerate(judged) if _named(one) == _named(judged[0])]
    if len(of_first) <= _PAGE or judged[0][1].name is None:
        return judged
    others = [place for place in range(len(judged)) if place not in of_first][:_OTHERS]
    front = [*of_first[: _PAGE - len(others)], *others]
    return [judged[place] for place in (*front, *(place for place in range(len(judged)) if place not in front))]


def _named(one: tuple[Facts, Verdict]) -> tuple[str, str]:
    """By which name somebody answers; of several forenames by the first."""
    facts, verdict = one
    name = facts.identity.names[verdict.name or 0]
    return name.family, name.given.partition(" ")[0]
