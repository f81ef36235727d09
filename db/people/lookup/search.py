"""One search: candidates by index, facts for the best of them, verdicts, and hits in order."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.engine import Connection

from db.access.limited import limited_by_number
from db.access.summaries import birth_years
from db.cards.find import Hit, Page, Query
from db.people.lookup.facts import gather, next_hearings
from db.people.lookup.hits import case_hit, hearing_hit, limited_hit, person_hit
from db.people.lookup.score import CASE_NUMBER, EXACT_NUMBER, LISTED, Facts, judge, match_name
from db.people.lookup.statements import COUNTED, LAST, MOST, Statements
from db.words.identifiers.parsed import compact
from db.words.text import fold


@dataclass
class _Found:
    """Candidates with how well their name answers, before their facts are read."""

    scores: dict[UUID, int] = field(default_factory=dict)
    complete: bool = True
    through_case: dict[UUID, str] = field(default_factory=dict)
    first: list[Hit] = field(default_factory=list)

    def take(self, person: UUID, score: int) -> None:
        if score > self.scores.get(person, -1):
            self.scores[person] = score


class Search:
    """Answers one question on one connection, for the actor of the statements."""

    def __init__(self, connection: Connection, statements: Statements, query: Query, today: date) -> None:
        self._connection = connection
        self._statements = statements
        self._query = query
        self._today = today
        self._few = 0

    def page(self, limit: int) -> Page:
        """The best `limit` hits of all that answer."""
        began = time.perf_counter()
        self._few = 2 * limit  # candidates in each word order: what is looked at beyond is counted later
        query, found = self._query, _Found()
        if query.numbers:
            self._by_number(found)
        hits = self._of_day(found) if query.day else self._of_facts(found, limit)
        ordered = [*found.first, *hits]
        total = len(ordered) if query.day else max(len(ordered), len(found.scores) + len(found.first))
        spent = round((time.perf_counter() - began) * 1000)
        return Page(query, hits=tuple(ordered[:limit]), total=total, complete=found.complete, milliseconds=spent)

    def count(self) -> int | None:
        """How many people answer, up to `COUNTED`; None when there are more than that."""
        found = _Found()
        if not self._query.names:
            persons = self._rows("born_counted", **self._born())
            return len(set(persons)) if len(persons) <= COUNTED else None
        for way in _ways(self._query):
            rows = self._named(way, with_birth=self._query.born is not None, counted=True)
            if len(rows) > COUNTED:
                return None
            self._take_names(found, way, rows)
        return len(found.scores)

    # -- candidates -------------------------------------------------------------------------------

    def _by_facts(self, found: _Found) -> None:
        """By the part of the question that fewest people answer; the rest is judged from their facts."""
        query = self._query
        if query.postcode:
            bare = query.postcode.replace(" ", "")
            self._take_persons(found, self._rows("postcode", postcodes=[query.postcode, bare]))
        elif query.born and query.born[0] == query.born[1]:
            self._take_persons(found, self._rows("born", **self._born()))
        elif query.born and not query.names:
            self._take_persons(found, self._rows("born_few", few=self._few + 1, **self._born()), most=self._few)
        elif query.names:
            self._by_name(found, with_birth=query.born is not None)

    def _take_persons(self, found: _Found, rows: Sequence[Any], *, most: int = MOST) -> None:
        found.complete = found.complete and len(rows) <= most
        for (person,) in rows[:most]:
            found.take(person, 0)

    def _by_name(self, found: _Found, *, with_birth: bool) -> None:
        for way in _ways(self._query):
            rows = self._named(way, with_birth=with_birth)
            found.complete = found.complete and len(rows) <= self._few
            self._take_names(found, way, rows[: self._few])

    def _named(self, way: Mapping[str, str | int], *, with_birth: bool, counted: bool = False) -> Sequence[Any]:
        name = f"{way['by']}{'_born' if with_birth else ''}{'_counted' if counted else ''}"
        return self._rows(name, few=self._few + 1, **way, **(self._born() if with_birth else {}))

    def _listed_first(self, found: _Found) -> None:
        """Who is on a list today is among the judged, however many others have such a name or birth."""
        if self._query.born:
            for (person,) in self._rows("born_today", today=self._today, **self._born()):
                found.take(person, LISTED)
        for way in _ways(self._query) if self._query.names else ():
            self._take_names(found, way, self._rows("names_today", today=self._today, **way), ahead=LISTED)

    def _take_names(self, found: _Found, way: Mapping[str, Any], rows: Iterable[Any], *, ahead: int = 0) -> None:
        """With one or two words the index has compared everything: whole words are put before beginnings."""
        family_typed, given_typed, few = way["family"], way["given"], len(self._query.names) <= 2
        for person, family, given, middle in rows:
            if few:
                found.take(person, 1 + 2 * (family == family_typed) + (given == given_typed) + ahead)
            elif matched := match_name(self._query, family, given, fold(middle)):
                found.take(person, matched.score + ahead)

    def _born(self) -> dict[str, str]:
        first, last = self._query.born or (self._today, self._today)
        return {"born": first.isoformat(), "born_end": last.isoformat()}

    def _by_number(self, found: _Found) -> None:
        """People by their numbers; cases and hearings by theirs, and with them their defendants."""
        query = self._query
        typed = sorted({form for one in query.numbers for form in (one.typed, one.typed.upper(), compact(one.typed))})
        canonical = [form for one in query.numbers for form in one.canonical]
        rows = [*self._rows("number_raw", raw=typed)]
        if canonical:
            rows += self._rows("number", forms=canonical)
        for (person,) in rows:
            found.take(person, EXACT_NUMBER)
        limited = limited_by_number(self._connection, self._statements.standing, raw=typed, forms=canonical)
        if limited:
            found.first.append(limited_hit(limited, self._statements.standing.actor.agency_id))
        spelled = sorted({*typed, *(form for _, form in canonical)})
        cases = self._rows("cases", typed=spelled)
        listed = self._rows("by_hearing_number", typed=spelled)
        if cases:
            self._through_cases(found, cases)
        if listed:
            self._hearings(found, listed)

    def _through_cases(self, found: _Found, cases: Sequence[Any]) -> None:
        numbers = {row[0]: row[1] or row[2] for row in cases}
        defendants = self._rows("defendants", ids=list(numbers))
        for case, person in defendants:
            found.through_case[person] = f"defendant in case {numbers[case]}"
            found.take(person, CASE_NUMBER)
        known = self._gather({person for _, person in defendants}, found)
        for row in cases:
            people = [known[person] for case, person in defendants if case == row[0] and person in known]
            found.first.append(case_hit(row, people))

    # -- hits -------------------------------------------------------------------------------------

    def _of_day(self, found: _Found) -> list[Hit]:
        """The hearings of a day, of those whose name answers when one was typed."""
        rows = self._rows("day", day=self._query.day)
        found.complete = len(rows) < MOST
        hits: list[Hit] = []
        self._hearings(found, rows, hits)
        return hits

    def _hearings(self, found: _Found, rows: Sequence[Any], into: list[Hit] | None = None) -> None:
        hearings = next_hearings(rows)
        known = self._gather({row[1] for row in rows}, found)
        target = found.first if into is None else into
        for row in rows:
            facts = known.get(row[1])
            if facts is None:
                continue
            verdict = judge(self._query, facts)
            if into is None or verdict.answers:
                target.append(hearing_hit(hearings[row[0]], row[7], facts, verdict, self._today))

    def _of_facts(self, found: _Found, limit: int) -> list[Hit]:
        """Who answers everything asked; where nobody does, who answers a part of it, with a warning."""
        query = self._query
        self._by_facts(found)
        if len(found.scores) > limit or not found.complete:
            self._listed_first(found)
        whole, part = self._judged(found, limit)
        if not whole and query.names and (query.births or query.postcode or query.outward):
            self._by_name(found, with_birth=False)
            whole, part = self._judged(found, limit)
        shown = whole or part
        if len(found.scores) <= limit:  # all were judged: only those who are shown count
            found.scores = {hit.person: hit.score for hit in shown if hit.person}
        return sorted(shown, key=_order)

    def _judged(self, found: _Found, limit: int) -> tuple[list[Hit], list[Hit]]:
        """Hits of the likeliest candidates: those who answer everything, and those who answer a part."""
        ranked = sorted(found.scores, key=lambda person: -found.scores[person])[:limit]
        known = self._gather(ranked, found)
        whole: list[Hit] = []
        part: list[Hit] = []
        for facts in known.values():
            verdict = judge(self._query, facts)
            if verdict.why:
                (whole if verdict.answers else part).append(person_hit(facts, verdict, self._today))
        return whole, part

    def _gather(self, persons: Iterable[UUID], found: _Found) -> Mapping[UUID, Facts]:
        wanted = bool(self._query.postcode or self._query.outward)
        ids = list(persons)
        known = gather(self._rows, ids, today=self._today, through=found.through_case, postcodes=wanted)
        if not self._statements.births_in_part or not known:
            return known
        years = birth_years(self._connection, self._statements.standing, ids)
        return {
            person: one if one.births else replace(one, born_year=years.get(person, ""))
            for person, one in known.items()
        }

    def _rows(self, statement: str, **values: object) -> Sequence[Any]:
        return self._connection.execute(getattr(self._statements, statement), values).all()


def _order(hit: Hit) -> tuple[object, ...]:
    """The best first; among equals those on today's list, then by name and birth."""
    return (-hit.score, not hit.listed_today, hit.label, hit.born or date.max, str(hit.id))


def _ways(query: Query) -> list[Mapping[str, str | int]]:
    """Every way that the typed words can stand as surname and forename, as values of the statements.

    `by` names the statement: the longer of the two words is the one that the index is asked for.
    """
    pairs: list[tuple[str, str]] = []
    words, cut = query.names, query.family_first
    if cut:
        pairs += [(" ".join(words[:cut]), words[cut]), ("".join(words[:cut]), words[cut])]
    elif len(words) == 1:
        pairs += [(words[0], ""), ("", words[0])]
    else:
        for cut in range(1, len(words)):
            pairs += [(" ".join(words[:cut]), words[cut]), (" ".join(words[-cut:]), words[0])]
            if cut > 1:
                pairs += [("".join(words[:cut]), words[cut]), ("".join(words[-cut:]), words[0])]
        pairs += [(" ".join(words), ""), ("".join(words), "")]
    return [_way(family, given) for family, given in dict.fromkeys(pairs)]


def _way(family: str, given: str) -> Mapping[str, str | int]:
    by, first = ("family", family) if len(family) >= len(given) else ("given", given)
    # One letter alone is somebody's whole name; what begins with it is for the next key.
    end = first if len(first) == 1 and not (family and given) else first + LAST
    sizes = {"family_size": len(family), "given_size": len(given)}
    return {"by": f"by_{by}", "family": family, "given": given, "first": first, "first_end": end, **sizes}
