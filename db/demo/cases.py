"""The demo's cases: charges, pleas, verdicts, results with prompts, bail, warrants, restrictions, links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from db.demo import names
from db.demo.keys import key
from db.demo.maker import CourtOf, Maker
from db.demo.people import SYSTEM, DemoPerson
from db.exchange.loading.rows import Pending
from db.tables.cases import (
    Bail,
    Case,
    CaseLink,
    Charge,
    DefendantCase,
    Plea,
    ReportingRestriction,
    Result,
    ResultPrompt,
    Verdict,
    Warrant,
)
from db.words.families.bail import BailStatus, WarrantKind
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.court import (
    CaseKind,
    CaseLinkKind,
    CaseStatus,
    Jurisdiction,
    RestrictionKind,
)
from db.words.families.results import ResultCategory, ResultLevel, ResultState


@dataclass(frozen=True, slots=True)
class DemoCase:
    """A case of the demo with its first defendant's place in it."""

    number: int
    id: UUID
    court: UUID
    defendants: tuple[tuple[DemoPerson, UUID], ...]


def make_case(maker: Maker, number: int, *, at: CourtOf, people: list[DemoPerson], done: bool) -> DemoCase:
    """One case against one or more people; `done` for a case that ended with a sentence."""
    pending, draw, now, court = maker.pending, maker.draw, maker.now, at.id
    case = key("case", number)
    began = now - timedelta(days=draw.randrange(200, 900) if done else draw.randrange(3, 90))
    crown = at.jurisdiction is Jurisdiction.CROWN
    pending.insert(
        Case,
        id=case,
        natural_key=f"{SYSTEM}:{number}",
        kind=CaseKind.PROSECUTION,
        system=SYSTEM,
        court_id=court,
        jurisdiction=at.jurisdiction,
        urn=f"13ZD{1_000_000 + number:07d}",
        case_no=f"T2026{1000 + number % 9000}" if crown else f"26{10_000_000 + number:08d}",
        authority_code="POL",
        authority_name="Northbridge Police",
        initiation=draw.choice(("C", "C", "Q", "S")),
        received_at=began,
        status=CaseStatus.CLOSED if done else CaseStatus.ACTIVE,
    )
    offences = draw.sample(names.OFFENCES, k=draw.choice((1, 1, 1, 2, 2, 3)))
    places = tuple(
        (person, _defendant(maker, case, person, number=number, began=began, done=done)) for person in people
    )
    for person, place in places:
        for sequence, offence in enumerate(offences, 1):
            _charge(
                maker, (number, person.number, sequence), offence, person=person, place=place, began=began, done=done
            )
    return DemoCase(number, case, court, places)


def link(pending: Pending, one: DemoCase, other: DemoCase, number: str) -> None:
    """Say that two cases belong together."""
    pending.insert(
        CaseLink, id=key("link", one.number, other.number), case_id=one.id, other_reference=number,
        other_id=other.id, kind=CaseLinkKind.LINKED,
    )  # fmt: skip


def _defendant(maker: Maker, case: UUID, person: DemoPerson, *, number: int, began: datetime, done: bool) -> UUID:
    pending, draw, now = maker.pending, maker.draw, maker.now
    place = key("defendant", number, person.number)
    common = _common(person, began)
    youth = person.born is not None and (began.date() - person.born).days < 18 * 365.25
    limit = now.date() + timedelta(days=draw.randrange(10, 56)) if person.in_custody and not done else None
    pending.insert(
        DefendantCase, id=place, case_id=case, defendant_ref=str(number), youth_at_first_hearing=youth,
        custody_time_limit=limit, concluded=done, **common,
    )  # fmt: skip
    if not person.is_organisation and not done:
        _bail(pending, draw, place, person, common)
    if youth:
        pending.insert(
            ReportingRestriction, id=key("restriction", place), case_id=case, kind=RestrictionKind.YOUTH,
            statute="Children and Young Persons Act 1933, s.49", text="No report may identify the defendant",
            ordered_on=began.date(), **common,
        )  # fmt: skip
    if person.number % 37 == 8 and not done:
        pending.insert(
            Warrant, id=key("warrant", place), defendant_case_id=place, kind=WarrantKind.FAILED_TO_APPEAR,
            issued_on=began.date() + timedelta(days=2), **common,
        )  # fmt: skip
    return place


def _bail(pending: Pending, draw: Random, place: UUID, person: DemoPerson, common: dict[str, Any]) -> None:
    status, conditions = BailStatus.UNCONDITIONAL, ""
    if person.in_custody:
        status = BailStatus.CUSTODY
    elif draw.random() < 0.5:
        status = BailStatus.CONDITIONAL
        conditions = draw.choice(
            (
                "Reside at the address on the charge sheet; curfew 19:00 to 07:00",
                "Not to contact the complainant directly or indirectly",
                "Not to enter Castle Fold town centre; report to police on Mondays",
            )
        )
    pending.insert(
        Bail, id=key("bail", place), defendant_case_id=place, status=status, raw=status.value, conditions=conditions,
        **common,
    )  # fmt: skip


def _charge(
    maker: Maker,
    numbers: tuple[int, int, int],
    offence: tuple[str, str, str, str],
    *,
    person: DemoPerson,
    place: UUID,
    began: datetime,
    done: bool,
) -> None:
    pending, draw = maker.pending, maker.draw
    code, title, mode, section = offence
    charge = key("charge", *numbers)
    on = began.date() - timedelta(days=draw.randrange(1, 40))
    common = _common(person, began)
    pending.insert(
        Charge,
        id=charge,
        defendant_case_id=place,
        natural_key=f"seq:{numbers[2]}",
        sequence=numbers[2],
        code=code,
        title=title,
        wording=f"On {on:%d/%m/%Y} at {draw.choice(names.TOWNS)}: {title.lower()}",
        legislation=f"Contrary to {section}",
        mode=mode,
        offence_from=on,
        charged_on=began.date(),
        convicted_on=began.date() + timedelta(days=30) if done else None,
        concluded=done,
        **common,
    )
    if not done and draw.random() < 0.4:
        return
    guilty = done or draw.random() < 0.5
    pending.insert(
        Plea, id=key("plea", charge), charge_id=charge, kind=PleaKind.GUILTY if guilty else PleaKind.NOT_GUILTY,
        raw="G" if guilty else "NG", pleaded_on=min(began + timedelta(days=14), maker.now).date(), **common,
    )  # fmt: skip
    if done:
        _sentence(maker, charge, place, person=person, began=began)


_SENTENCES = (
    ("1116", "Community order", "Community order", (("End date", 365), ("Unpaid work", "100 hours"))),
    ("1015", "Fine", "Fined £120", (("Amount of fine", "£120.00"),)),
    ("1002", "Imprisonment", "Committed to prison for 12 weeks", (("Imprisonment period", "12 Weeks"),)),
    ("1115", "Suspended sentence order", "8 weeks suspended for 12 months", (("Operational period", "12 Months"),)),
    ("1017", "Conditional discharge", "Conditional discharge for 12 months", (("Period", "12 Months"),)),
)


def _sentence(maker: Maker, charge: UUID, place: UUID, *, person: DemoPerson, began: datetime) -> None:
    pending, draw, on = maker.pending, maker.draw, began.date() + timedelta(days=30)
    common = _common(person, began + timedelta(days=30))
    pending.insert(
        Verdict, id=key("verdict", charge), charge_id=charge, category=VerdictCategory.GUILTY, code="G",
        description="Guilty plea accepted", given_on=on, **common,
    )  # fmt: skip
    code, label, text, prompts = draw.choice(_SENTENCES)
    result = key("result", charge)
    pending.insert(
        Result, id=result, defendant_case_id=place, charge_id=charge, external_id=str(result),
        level=ResultLevel.CHARGE, state=ResultState.SHARED, category=ResultCategory.FINAL, code=code, label=label,
        text=text, ordered_on=on, shared_at=began + timedelta(days=30), **common,
    )  # fmt: skip
    for sequence, (name, value) in enumerate(prompts, 1):
        shown = (on + timedelta(days=value)).isoformat() if isinstance(value, int) else value
        pending.insert(
            ResultPrompt, id=key("prompt", result, sequence), result_id=result, person_id=person.id,
            sequence=sequence, label=name, value=shown, kind="DATE" if isinstance(value, int) else "TXT",
        )  # fmt: skip


def _common(person: DemoPerson, recorded: datetime) -> dict[str, Any]:
    return {"person_id": person.id, "source_record_id": person.source, "recorded_at": recorded}
