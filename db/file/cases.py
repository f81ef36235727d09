"""The person's cases with their charges, pleas, findings and results, and the rows of lists they stand on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from db.access.partial import why_no_charges
from db.cards.file import BailLine, CaseLine, ChargeLine, HearingLine, ResultLine
from db.file.facts import Facts, Sitting
from db.file.vital import stands
from db.reference.offences import charge_title
from db.tables.cases import Bail, Case, Charge, DefendantCase, Plea, Result, Verdict
from db.tables.people import Fact
from db.words.clock import LONDON
from db.words.dates import age_on, feed_date
from db.words.errors import BadInput
from db.words.families.court import CaseStatus, ListingState
from db.words.families.results import ResultCategory

F = TypeVar("F", bound=Fact)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_A_WEEK = timedelta(days=7)
_END_LABELS = ("end date", "until", "disqualification period end", "expiry")


def cases(facts: Facts, born: date | None) -> tuple[CaseLine, ...]:
    """Cases that go on first, then the newest; one case stands once, however many records name it."""
    charges = _by(facts.now(facts.charges), lambda one: one.defendant_case_id)
    bail = _by(facts.now(facts.bail), lambda one: one.defendant_case_id)
    parts = _Parts(facts, born)
    lines: dict[UUID, CaseLine] = {}
    for one in facts.now(facts.defendant_cases):
        case = facts.cases.get(one.case_id)
        if one.joined_id is not None:
            continue
        if case is None:
            lines.setdefault(one.case_id, _youths(facts, one))
            continue
        line = _case(
            facts,
            one,
            case,
            charges=tuple(parts.charge(each) for each in sorted(charges.get(one.id, ()), key=_place)),
            bail=tuple(_bail(facts, each, case.id) for each in bail.get(one.id, ())),
        )
        known = lines.get(case.id)
        if known is not None:
            line = replace(known, charges=known.charges + line.charges, bail=known.bail + line.bail)
        lines[case.id] = line
    received = {case.id: case.received_at for case in facts.cases.values()}
    newest = sorted(lines.values(), key=lambda line: received.get(line.id, _LONG_AGO), reverse=True)
    return tuple(sorted(newest, key=is_over))


def is_over(case: CaseLine) -> bool:
    """Whether nothing more is to come in the case for this defendant."""
    return case.concluded or case.status == CaseStatus.CLOSED.label


def number_of(case: Case) -> str:
    """The number by which the case's court knows it."""
    return case.case_no or case.urn or "no number"


def hearings(facts: Facts) -> tuple[HearingLine, ...]:
    """Every list row of the person, the latest day first; rows joined with a feed's row are left out."""
    by_defendant = {one.id: one for one in facts.defendant_cases}
    lines = (_hearing(facts, one, by_defendant.get(one.listing.defendant_case_id)) for one in facts.sittings)
    kept = [line for line in lines if line is not None]
    return tuple(sorted(kept, key=lambda line: (line.day, str(line.at or "")), reverse=True))


def first_hearing(lines: Iterable[HearingLine]) -> date | None:
    """The earliest day in court that still stands."""
    return min((one.day for one in lines if one.stands), default=None)


class _Parts:
    """Pleas, findings and results by their charge, so that no charge looks through all of them."""

    def __init__(self, facts: Facts, born: date | None) -> None:
        self._facts = facts
        self._born = born
        self._pleas = _by(facts.now(facts.pleas), lambda one: one.charge_id)
        self._verdicts = _by(facts.now(facts.verdicts), lambda one: one.charge_id)
        standing = [one for one in facts.now(facts.results) if not one.deleted]
        self._results = _by((one for one in standing if one.charge_id), lambda one: one.charge_id or one.id)

    def charge(self, row: Charge) -> ChargeLine:
        """One charge with all that hangs on it."""
        plea = next(iter(self._pleas.get(row.id, ())), None)
        verdict = next(iter(self._verdicts.get(row.id, ())), None)
        age = age_on(self._born, row.offence_from) if self._born and row.offence_from else None
        return ChargeLine(
            id=row.id,
            sequence=row.sequence,
            code=self._facts.text_then(row.id, "code", row.code),
            title=charge_title(self._facts.text_then(row.id, "title", row.title), row.code),
            offence_from=row.offence_from,
            offence_to=row.offence_to,
            plea=plea_words(plea),
            pleaded_on=plea.pleaded_on if plea else None,
            verdict=verdict_words(verdict),
            found_on=verdict.given_on if verdict else row.convicted_on,
            results=tuple(self.result(one) for one in self._results.get(row.id, ())),
            age_at_offence=age,
            over=row.concluded or row.discontinued,
            source=self._facts.source(row),
        )

    def result(self, row: Result) -> ResultLine:
        """One result; its end is the first prompt that names one and can be read."""
        final = row.category in (None, ResultCategory.FINAL)
        return ResultLine(
            row.id,
            row.label,
            row.text,
            row.ordered_on,
            self._until(row),
            amended=row.amends_id is not None,
            final=final,
        )

    def _until(self, row: Result) -> date | None:
        for prompt in self._facts.prompts.get(row.id, ()):
            if any(word in prompt.label.casefold() for word in _END_LABELS):
                try:
                    return feed_date(prompt.value)
                except BadInput:
                    continue
        return None


def result_lines(facts: Facts) -> tuple[ResultLine, ...]:
    """Every result in force, on charges, defendant and case, the newest first."""
    parts = _Parts(facts, None)
    standing = [parts.result(one) for one in facts.now(facts.results) if not one.deleted]
    return tuple(sorted(standing, key=lambda one: one.ordered_on or date.min, reverse=True))


def plea_words(plea: Plea | None) -> str:
    """The plea in words, as it came where it is no plea we know."""
    if plea is None:
        return ""
    return plea.kind.label if plea.kind else plea.raw


def verdict_words(verdict: Verdict | None) -> str:
    """The finding in words."""
    if verdict is None:
        return ""
    return verdict.category.label if verdict.category else verdict.description or verdict.code


def _case(
    facts: Facts, row: DefendantCase, case: Case, *, charges: tuple[ChargeLine, ...], bail: tuple[BailLine, ...]
) -> CaseLine:
    court = facts.courts.get(case.court_id) if case.court_id else None
    links = tuple(f"{one.kind.label}: {one.other_reference}" for one in facts.links.get(case.id, ()))
    return CaseLine(
        id=case.id,
        defendant_case_id=row.id,
        number=number_of(case),
        urn=case.urn,
        court=court.name if court else "",
        kind=case.application_type or case.kind.label,
        status=case.status.label,
        restricted=case.sealed,
        youth_at_first_hearing=bool(row.youth_at_first_hearing),
        concluded=row.concluded,
        custody_time_limit=row.custody_time_limit,
        charges=charges,
        bail=bail,
        links=links,
        source=facts.source(row),
        added_here_by=facts.user(row.added_by_id),
        withheld="" if charges else _why_no_charges(facts, row),
        warned_for=_warned_for(facts, row),
    )


def _warned_for(facts: Facts, row: DefendantCase) -> date | None:
    """The week that a list warned the case for, until it is over or a day from it on is named."""
    week = row.warned_for
    if week is None or (facts.moment - _A_WEEK).astimezone(LONDON).date() >= week:
        return None
    own = (one.listing for one in facts.sittings if one.listing.defendant_case_id == row.id)
    named = any(listing.sitting_on >= week and listing.state is not ListingState.JOINED for listing in own)
    return None if named else week


def _youths(facts: Facts, row: DefendantCase) -> CaseLine:
    """A youth court record that the reader may know of, and no more (sharing rule H3)."""
    return CaseLine(
        id=row.case_id, defendant_case_id=row.id, number="", urn="", court="", kind="", status="", restricted=False,
        youth_at_first_hearing=True, concluded=False, custody_time_limit=None, charges=(), bail=(), links=(),
        source=facts.source(row), withheld=_why_no_charges(facts, row),
    )  # fmt: skip


def _why_no_charges(facts: Facts, row: DefendantCase) -> str:
    if facts.standing is None:
        return ""
    return why_no_charges(facts.standing, youth=bool(row.youth_at_first_hearing))


def _bail(facts: Facts, row: Bail, case_id: UUID) -> BailLine:
    return BailLine(
        id=row.id,
        case_id=case_id,
        text=bail_words(row),
        conditions=" ".join(row.conditions.split()),
        since=row.valid_from,
        held=bool(row.status and row.status.in_custody),
        rank=row.status.ranking if row.status else 99,
        source=facts.source(row),
    )


def _hearing(facts: Facts, one: Sitting, defendant: DefendantCase | None) -> HearingLine | None:
    listing = one.listing
    case = facts.cases.get(defendant.case_id) if defendant else None
    if listing.state is ListingState.JOINED:
        return None
    return HearingLine(
        listing_id=listing.id,
        hearing_id=listing.hearing_id,
        case_id=defendant.case_id if defendant else None,
        day=listing.sitting_on,
        at=listing.starts_at,
        court_id=one.court.id,
        court=one.court.name,
        room=one.room.name,
        kind=one.hearing.kind,
        case_no=number_of(case) if case else "",
        state=listing.state.label,
        stands=stands(one),
        attended=one.attendance.state.label if one.attendance else "",
        mark_id=one.attendance.id if one.attendance else None,
        added_here_by=facts.user(listing.added_by_id),
        presence=listing.presence.label if listing.presence else "",
        defence=listing.defence,
        prosecution=listing.prosecution,
    )


def _place(row: Charge) -> tuple[int, int, str]:
    return (row.count_no or 0, row.sequence, row.natural_key)


def _by(rows: Iterable[F], key: Callable[[F], UUID]) -> dict[UUID, list[F]]:
    found: dict[UUID, list[F]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)


def bail_words(row: Bail) -> str:
    """The status of bail in words; a court list may send conditions without saying which bail they belong to."""
    return row.status.label if row.status else row.raw or "bail conditions"
