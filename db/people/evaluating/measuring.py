"""Links beside the truth: precision, recall, persons as a whole, and how much is left for people to decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from db.cards.matching import CurvePoint, MatchReport
from db.people.evaluating.files import Truth
from db.people.matching.batch import Matched
from db.people.matching.links import Link
from db.people.scoring.weights import weights
from db.words.families.matching import Outcome

_LOWEST: Final = -12.0
_STEP: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Tried:
    """The records by place: their persons as they truly are, and which are unsound."""

    person: tuple[str, ...]
    unsound: frozenset[int]

    def right(self, link: Link) -> bool:
        return self.person[link.pair[0]] == self.person[link.pair[1]]

    def sound(self, link: Link) -> bool:
        return self.unsound.isdisjoint(link.pair)


def measure(
    matched: Matched, links: Sequence[Link], truth: Truth, *, between: bool = False, seconds: float = 0.0
) -> MatchReport:
    """All figures of one evaluation; with `between` true pairs are those of two systems."""
    records = matched.batch.records
    tried = _Tried(
        tuple(truth.person[known.ref] for known in records),
        frozenset(place for place, known in enumerate(records) if known.ref in truth.unsound),
    )
    true_pairs = _true_pairs(tried.person, [known.system for known in records] if between else None)
    automatic = [link for link in links if link.outcome is Outcome.AUTO]
    right = [link for link in automatic if tried.right(link)]
    sound = [link for link in automatic if tried.sound(link)]
    linked = _persons(len(records), (link.pair for link in automatic))
    asked = _questions(links, linked)
    agreed = [pair for pairs in asked.values() for pair in pairs if tried.person[pair[0]] == tried.person[pair[1]]]
    after = _persons(len(records), [*(link.pair for link in automatic), *agreed])
    found: dict[int, set[str]] = defaultdict(set)
    for place, person in enumerate(linked):
        found[person].add(tried.person[place])
    curve = _curve(links, tried, true_pairs)
    return MatchReport(
        records=len(records),
        persons=len(set(tried.person)),
        true_pairs=true_pairs,
        compared=len(matched.batch.alone),
        seconds=seconds,
        automatic=len(automatic),
        precision=_share(len(right), len(automatic)),
        precision_sound=_share(sum(map(tried.right, sound)), len(sound)),
        left_out=len(automatic) - len(sound),
        recall=_share(len(right), true_pairs),
        best=max(curve, key=lambda point: (point.f1, point.weight)),
        questions=len(asked),
        b_cubed=_b_cubed(linked, tried.person),
        b_cubed_after=_b_cubed(after, tried.person),
        mixed=sum(len(people) > 1 for people in found.values()),
        guards=_guards(links),
        curve=tuple(point for point in curve if _round(point.weight)),
        version=weights().version,
    )


def _true_pairs(person: Sequence[str], systems: Sequence[str] | None) -> int:
    """Pairs of records of one person; given systems, of one person in two of them."""
    whole = sum(count * (count - 1) // 2 for count in Counter(person).values())
    if systems is None:
        return whole
    inside = Counter(zip(person, systems, strict=True))
    return whole - sum(count * (count - 1) // 2 for count in inside.values())


def _curve(links: Iterable[Link], tried: _Tried, true_pairs: int) -> list[CurvePoint]:
    """Precision and recall at each weight that occurs, and at each whole one, the highest first."""
    ordered = sorted(links, key=lambda link: -link.weight)
    points: list[CurvePoint] = []
    count = right = at = 0
    marks = sorted({link.weight for link in ordered} | {float(each) for each in range(int(_LOWEST), 61)}, reverse=True)
    for mark in marks:
        while at < len(ordered) and ordered[at].weight >= mark:
            count += 1
            right += tried.right(ordered[at])
            at += 1
        points.append(CurvePoint(mark + 0.0, count, _share(right, count), _share(right, true_pairs)))
    return points


def _round(weight: float) -> bool:
    return weight % _STEP == 0 and weight >= _LOWEST


def _questions(links: Iterable[Link], linked: Sequence[int]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """What is asked, by the two persons it is about: several pairs between them are one question."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for link in links:
        here, there = linked[link.pair[0]], linked[link.pair[1]]
        if link.outcome is Outcome.REVIEW and here != there:
            found[min(here, there), max(here, there)].append(link.pair)
    return found


def _persons(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """The person of each record, named by one of its records, when these pairs are linked."""
    of = list(range(count))

    def first(place: int) -> int:
        while of[place] != place:
            of[place] = of[of[place]]
            place = of[place]
        return place

    for one, other in pairs:
        of[first(one)] = first(other)
    return [first(place) for place in range(count)]


def _b_cubed(found: Sequence[int], person: Sequence[str]) -> tuple[float, float, float]:
    """For each record how much of its found person is right, and how much of its true one was found."""
    sizes, true, both = Counter(found), Counter(person), Counter(zip(found, person, strict=True))
    count = len(found) or 1
    precision = sum(both[each] / sizes[each[0]] for each in zip(found, person, strict=True)) / count
    recall = sum(both[each] / true[each[1]] for each in zip(found, person, strict=True)) / count
    whole = precision + recall
    return precision, recall, 2 * precision * recall / whole if whole else 0.0


def _guards(links: Iterable[Link]) -> tuple[tuple[str, int], ...]:
    counted = Counter(guard.label for link in links for guard in link.guards)
    return tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0])))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
