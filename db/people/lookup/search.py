"""One search: candidates by the index, facts for the best of them, verdicts, and hits in order."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection

from db.access.limited import limited_by_number
from db.access.summaries import birth_years
from db.cards.find import Band, Hit, Page, Query
from db.people.here import Here
from db.people.lookup import by_day, by_number, by_place
from db.people.lookup.candidates import Candidates
from db.people.lookup.facts import Facts, gather, next_hearings
from db.people.lookup.hits import CASE_NUMBER, case_hit, hearing_hit, limited_hit, person_hit
from db.people.lookup.looking import Found, Look
from db.people.lookup.probes import By
from db.people.lookup.quick import Quick
from db.people.lookup.ranked import against, not_all_of_one_name, order
from db.people.lookup.statements import COUNTED, MOST, Statements
from db.people.lookup.today import NamesToday
from db.people.scoring.among import warn_among
from db.people.scoring.asked import Asked
from db.people.scoring.identity import Near, Verdict
from db.people.scoring.judge import judge

AHEAD = 100.0
"""So much in front of all that are only alike: whoever is on a list today is judged."""
_NEAREST = 5
_MORE = 20
"""So many more than are asked for are looked for, so that small numbers are counted."""
_NAMES = 10
"""Names of one person, at most, that are looked at."""
_WARNED = 20
"""Hits that are compared with one another."""


@dataclass(frozen=True, slots=True)
class Asking:
    """For whom is asked: the statements of the standing, what candidates are looked for with, and who sits where."""

    statements: Statements
    look: Look
    here: Here


@dataclass
class _Gathered:
    """What one search has come upon."""

    people: Found = field(default_factory=Found)
    numbered: set[UUID] = field(default_factory=set)
    through_case: dict[UUID, str] = field(default_factory=dict)
    first: list[Hit] = field(default_factory=list)


class Search:
    """Answers one question on one connection."""

    def __init__(self, connection: Connection, asking: Asking, query: Query, today: date) -> None:
        self._connection = connection
        self._asking = asking
        self._statements = asking.statements
        self._query = query
        self._asked = Asked.of(query)
        self._candidates = Candidates(connection, asking.look, query, self._asked)
        self._today = today

    def page(self, limit: int) -> Page:
        """The best `limit` hits of all that answer."""
        began = time.perf_counter()
        query, found = self._query, _Gathered()
        if query.numbers:
            self._by_number(found)
        of_day = by_day.asked(query)
        hits = self._of_day(found) if of_day else self._of_facts(found, limit)
        ordered = [*found.first, *hits]
        total = len(ordered) if of_day else max(len(ordered), len(found.people.order) + len(found.first))
        nearest = self._nearest() if query.names and not ordered else ()
        spent = round((time.perf_counter() - began) * 1000)
        return Page(
            query,
            hits=tuple(ordered[:limit]),
            total=total,
            complete=found.people.complete,
            milliseconds=spent,
            nearest=nearest,
        )

    def _nearest(self) -> tuple[str, ...]:
        """Names that this reader may see, of which a word is near to a typed one."""
        found = _Gathered()
        self._candidates.nearest(found.people, few=_NEAREST)
        ranked = sorted(found.people.order, key=lambda person: -found.people.order[person])[:_NEAREST]
        known = self._gather(ranked)
        return tuple(dict.fromkeys(known[person].shown for person in ranked if person in known))

    def count(self) -> int | None:
        """How many people answer, up to `COUNTED`; None when there are more than that."""
        found = Found()
        self._candidates.find(found, few=COUNTED, people=self._emergencies())
        return len(found.order) if found.complete else None

    def _quick(self) -> Quick:
        return Quick(self._query, self._asked.weights.bits)

    def _names(self, people: Collection[UUID]) -> Sequence[Any]:
        """The names of these people, as `By.PEOPLE` gives them."""
        asked = self._asking.look.probes.names(By.PEOPLE)
        return asked.rows(self._connection, people=sorted(people), few=_NAMES * MOST)

    def _emergencies(self) -> Collection[UUID]:
        """People under emergency access matter by no scope of the reader."""
        return self._statements.standing.emergency

    # -- candidates -------------------------------------------------------------------------------

    def _by_facts(self, found: _Gathered, limit: int) -> None:
        """By the part of the question that fewest people answer; the rest is judged from their facts."""
        query, candidates = self._query, self._candidates
        if query.postcode or query.outward or query.telephone:
            places = self._statements.places
            there = by_place.take(self._connection, places, query, self._quick(), into=found.people)
            if there or not (query.names or query.births):
                return
        candidates.find(found.people, few=limit + _MORE, people=self._emergencies())
        if query.names:
            self._listed_today(found, candidates)

    def _listed_today(self, found: _Gathered, candidates: Candidates) -> None:
        """Who is on a list today is among the judged, however many others have such a name, or a nearer one."""
        if not self._statements.standing.actor.every_court:
            candidates.take_named(found.people, self._names_today().rows[:MOST], MOST, ahead=AHEAD)
        elif not found.people.complete:
            for way in candidates.ways():
                candidates.take_named(found.people, self._begun_today(*way), MOST, ahead=AHEAD)

    def _names_today(self) -> NamesToday:
        kept = self._asking.look.kept
        if kept.today is None:
            kept.today = NamesToday.of(self._rows("names_today", today=self._today))
        return kept.today

    def _begun_today(self, family: str, given: str) -> Sequence[Any]:
        names = self._names_today()
        if len(names.rows) <= MOST:
            return names.begun(family, given)
        sizes = {"family_size": len(family), "given_size": len(given)}
        return self._rows("names_today_begun", family=family, given=given, today=self._today, **sizes)

    def _by_number(self, found: _Gathered) -> None:
        """People by their numbers or a piece of one; cases and hearings by theirs, and with them their defendants."""
        query, standing = self._query, self._statements.standing
        numbered = by_number.look(self._connection, self._statements.numbers, query.numbers)
        found.numbered = numbered.exact
        found.people.complete = numbered.complete
        for person, far in numbered.pieces.items():
            found.people.take(person, far - AHEAD if query.names else far)
        if query.names and numbered.pieces:
            self._candidates.take_named(found.people, self._names(numbered.pieces), by_number.MOST, ahead=AHEAD)
        typed = sorted({form for one in query.numbers for form in by_number.spelled(one)})
        canonical = [form for one in query.numbers for form in (*one.canonical, *one.mended)]
        limited = limited_by_number(self._connection, standing, raw=typed, forms=canonical)
        if limited:
            found.first.append(limited_hit(limited, standing.actor.agency_id))
        if numbered.cases:
            self._through_cases(found, numbered.cases)
        if listed := self._rows("by_hearing_number", typed=sorted({*typed, *(form for _, form in canonical)})):
            self._hearings(found, listed)

    def _through_cases(self, found: _Gathered, cases: Sequence[Any]) -> None:
        numbers = {row[0]: row[1] or row[2] for row in cases}
        defendants = self._rows("defendants", ids=list(numbers))
        for case, person in defendants:
            found.through_case[person] = f"defendant in case {numbers[case]}"
        known = self._gather({person for _, person in defendants})
        for row in cases:
            people = [known[person] for case, person in defendants if case == row[0] and person in known]
            found.first.append(case_hit(row, people))

    # -- hits -------------------------------------------------------------------------------------

    def _of_day(self, found: _Gathered) -> list[Hit]:
        """The hearings of a day, in the room or court named, of those who answer the rest of the question."""
        query = self._query
        day = query.day or self._today
        rows = by_day.rows_of(self._rows, query, self._statements.standing.actor, day)
        found.people.complete = len(rows) < MOST
        if query.names and not found.people.complete:
            people = Found()
            self._candidates.find(people, few=COUNTED, people=self._emergencies())
            rows = by_day.among(self._rows("day_of_people", day=day, ids=list(people.order)), query)
            found.people.complete = people.complete
        elif query.names:
            rows = by_day.of_name(rows, self._names, self._quick())
        hits: list[Hit] = []
        self._hearings(found, rows, hits)
        return hits

    def _hearings(self, found: _Gathered, rows: Sequence[Any], into: list[Hit] | None = None) -> None:
        hearings = next_hearings(rows)
        known = self._gather({row[1] for row in rows})
        target = found.first if into is None else into
        narrowed = bool(self._query.names or self._query.births)
        if into is not None:
            rows = by_day.of_birth(rows, known, self._query)
        for row in rows:
            if (facts := known.get(row[1])) is None:
                continue
            verdict = judge(self._asked, facts.identity)
            if into is None or verdict.agrees:
                told = replace(verdict, reasons=verdict.reasons if narrowed else ())
                target.append(hearing_hit(hearings[row[0]], row[7], facts, told, self._today))

    def _of_facts(self, found: _Gathered, limit: int) -> list[Hit]:
        """Who answers everything asked; where nobody does, who answers a part of it, with a warning."""
        query, people = self._query, found.people
        if query.names or query.births or query.postcode or query.outward or query.telephone:
            self._by_facts(found, limit)
        certain = found.numbered | set(found.through_case)
        ranked = sorted(people.order, key=lambda person: (-people.order[person], person))
        first = dict.fromkeys((*sorted(certain), *ranked[:limit], *sorted(people.apart)))
        chosen = list(first)[: limit + len(certain) + len(people.apart)]
        known = self._gather(chosen)
        judged = [(facts, self._judged(facts, found)) for facts in known.values()]
        whole = [(facts, verdict) for facts, verdict in judged if verdict.agrees or facts.person in certain]
        judged = whole or judged
        for person in set(known) - {facts.person for facts, _ in judged}:
            people.order.pop(person, None)
        judged.sort(key=order)
        return self._warned(not_all_of_one_name(judged)[:limit])

    def _judged(self, facts: Facts, found: _Gathered) -> Verdict:
        verdict = judge(self._asked, facts.identity, self._near(facts))
        if facts.listed_today and not self._query.names and "date of birth exact" in verdict.reasons:
            # Among those on today's lists a day of birth names one person.
            verdict = replace(verdict, band=Band.STRONG)
        if through_case := found.through_case.get(facts.person):
            reasons, order = (through_case, *verdict.reasons), verdict.order + CASE_NUMBER / 20
            return replace(verdict, reasons=reasons, order=order)
        if facts.person in found.numbered and verdict.band is not Band.STRONG and not self._query.names:
            number = next((f"{kind.label} {value}" for kind, value in facts.numbers), "number")
            return replace(verdict, reasons=verdict.reasons or (number,))
        return verdict

    def _near(self, facts: Facts) -> tuple[Near, ...]:
        """Why this may be who is meant now."""
        here = self._asking.here
        near = here.near(facts.person, followed=facts.followed)
        if facts.listed_today is None or facts.listed_at is None:
            return near
        actor, (court, code) = self._statements.standing.actor, facts.listed_at
        own = court in actor.courts or (actor.every_court and not here.court)
        where = facts.listed_today
        return (here.listed(court=where.court, code=code, room=where.room, own=own), *near)

    def _warned(self, judged: Sequence[tuple[Facts, Verdict]]) -> list[Hit]:
        """What the hits make doubtful about one another is added to each."""
        warnings = warn_among([facts.identity for facts, _ in judged[:_WARNED]])
        hits = []
        for place, (facts, verdict) in enumerate(judged):
            more = [*verdict.warnings, *against(self._asked, facts, verdict)]
            more += warnings[place] if place < len(warnings) else ()
            if len(facts.births) > 1:
                more.append("more than one date of birth")
            if facts.deceased:
                more.append("recorded as deceased")
            told = replace(verdict, warnings=tuple(dict.fromkeys(more)))
            hits.append(person_hit(facts, told, self._today))
        return hits

    def _gather(self, persons: Iterable[UUID]) -> Mapping[UUID, Facts]:
        wanted = bool(self._query.postcode or self._query.outward or self._query.telephone)
        ids = list(persons)
        kept = self._asking.look.kept.facts[wanted]
        new = gather(self._rows, [person for person in ids if person not in kept], today=self._today, homes=wanted)
        if new and self._statements.births_in_part:
            years = birth_years(self._connection, self._statements.standing, new)
            for person, one in new.items():
                new[person] = one if one.births else replace(one, born_year=years.get(person, ""))
        kept.update(new)
        return {person: kept[person] for person in ids if person in kept}

    def _rows(self, statement: str, **values: object) -> Sequence[Any]:
        return self._statements.rows(self._connection, statement, **values)
