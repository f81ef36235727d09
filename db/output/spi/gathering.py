"""Gathers what the police are told of one defendant's hearing: what the record says, and nothing the reader may not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlmodel import SQLModel, col, select

from db.output.spi.codes import bail_code, finding_code, mode_code, plea_code
from db.output.spi.outcomes import result_out
from db.output.spi.values import OffenceOut, ResultedOut, ResultOut
from db.reference.courts import court_by_code
from db.reference.offences import charge_title
from db.tables.cases import Bail, Case, Charge, DefendantCase, Plea, Result, ResultPrompt, Verdict
from db.tables.hearings import Attendance, Listing
from db.tables.people import Address, Identifier, PersonDetail, PersonName
from db.tables.places import Court, CourtRoom
from db.unit import Unit
from db.words.errors import BadInput
from db.words.families.court import AttendanceState, Presence
from db.words.families.people import DetailKind, IdentifierKind, NameKind
from db.words.families.results import ResultState

T = TypeVar("T", bound=SQLModel)
NO_AREA: Final = "0000"
UNTIMED: Final = time(0)
ON_OR_BEFORE: Final = "6"
_PRESENT: Final = {
    AttendanceState.PRESENT: "Y", AttendanceState.VIDEO: "Y", AttendanceState.ABSENT: "N", AttendanceState.EXCUSED: "N",
}  # fmt: skip
_TOLD: Final = {Presence.PERSON: "Y", Presence.VIDEO: "Y", Presence.ABSENT: "N", Presence.LAWYER: "A"}


def gathered(unit: Unit, listing: Listing, defendant: DefendantCase, case: Case) -> ResultedOut:
    """The defendant's part of the hearing. Raises BadInput that names everything which is missing."""
    people = _Who(unit, defendant)
    offences = _offences(unit, defendant, listing)
    court, room = unit.get(Court, listing.court_id), unit.get(CourtRoom, listing.room_id)
    missing = [
        words
        for words, there in (
            ("the case has no URN", bool(case.urn)),
            ("the defendant has no arrest summons number", bool(people.summons)),
            ("the court has no code", len(court.code) == 5 and court.code.isalnum()),
            ("no result of this hearing is shared", bool(offences)),
        )
        if not there
    ]
    if missing:
        raise BadInput(f"The police cannot be told of this hearing: {', '.join(missing)}.", kept="Nothing was written.")
    listed = court_by_code(court.code)
    bail = _newest(unit, Bail, col(Bail.defendant_case_id) == defendant.id)
    name = people.name
    return ResultedOut(
        court=court.code + (room.name if len(room.name) == 2 and room.name.isalnum() else "00"),
        area=listed.lja if listed and listed.lja and len(listed.lja) == 4 else NO_AREA,
        on=listing.sitting_on,
        at=listing.starts_at or UNTIMED,
        urn=case.urn,
        summons=people.summons,
        family=name.family if name else "",
        is_organisation=bool(name and name.is_organisation),
        title=name.title if name else "",
        given=tuple(filter(None, (name.given, *name.middle.split()))) if name else (),
        born=people.born,
        sex=people.details.get(DetailKind.SEX, ""),
        pnc=people.pnc,
        conditions=";".join(bail.conditions.splitlines()) if bail else "",
        bail=bail_code(bail.status) if bail else "",
        address=people.address,
        present=_present(unit, listing),
        offences=offences,
    )


class _Who:
    """The defendant as the record of this case gives them."""

    def __init__(self, unit: Unit, defendant: DefendantCase) -> None:
        own = defendant.source_record_id
        names = _live(unit, PersonName, col(PersonName.source_record_id) == own)
        self.name = next((one for one in names if one.kind is NameKind.PRIMARY), None)
        details = _live(unit, PersonDetail, col(PersonDetail.source_record_id) == own)
        self.details = {one.kind: one.value for one in details}
        born = self.details.get(DetailKind.DATE_OF_BIRTH, "")
        self.born = date.fromisoformat(born) if len(born) == 10 else None
        numbers = _live(unit, Identifier, col(Identifier.source_record_id) == own)
        self.summons = _number(numbers, IdentifierKind.ASN)
        self.pnc = _number(numbers, IdentifierKind.PNC).replace("/", "")
        found = next(iter(_live(unit, Address, col(Address.source_record_id) == own)), None)
        self.address = tuple(filter(None, (*found.lines.splitlines(), found.postcode))) if found else ()


def _number(numbers: Sequence[Identifier], kind: IdentifierKind) -> str:
    """A number that passes its check before one that does not."""
    own = sorted((one for one in numbers if one.kind is kind), key=lambda one: not one.valid)
    return (own[0].canonical or own[0].raw) if own else ""


def _offences(unit: Unit, defendant: DefendantCase, listing: Listing) -> tuple[OffenceOut, ...]:
    """Charges with results of this hearing; what is decided of the defendant as a whole stands with the first."""
    charges = _live(unit, Charge, col(Charge.defendant_case_id) == defendant.id)
    charges = sorted(charges, key=lambda one: (one.sequence == 0, one.sequence, one.natural_key))
    shared = [
        one
        for one in _live(unit, Result, col(Result.defendant_case_id) == defendant.id)
        if one.hearing_id == listing.hearing_id and one.state is ResultState.SHARED and not one.deleted
    ]
    prompts = _prompts(unit, [one.id for one in shared])
    told: dict[UUID | None, list[ResultOut]] = {}
    for one in shared:
        told.setdefault(one.charge_id, []).append(result_out(one, prompts.get(one.id, ())))
    of_all = told.pop(None, [])
    found = []
    for charge in charges:
        results = told.get(charge.id, [])
        if of_all and (results or (not told and charge is charges[0])):
            results, of_all = [*results, *of_all], []
        if results:
            found.append(_offence(unit, charge, results, listing.sitting_on))
    return tuple(found)


def _offence(unit: Unit, charge: Charge, results: Sequence[ResultOut], on: date) -> OffenceOut:
    plea = _newest(unit, Plea, col(Plea.charge_id) == charge.id)
    verdict = _newest(unit, Verdict, col(Verdict.charge_id) == charge.id)
    started = charge.offence_from
    begun = charge.charged_on or charge.laid_on or on
    return OffenceOut(
        sequence=min(charge.sequence, 999),
        code=charge.code,
        wording=charge.wording or charge_title(charge.title, charge.code),
        # A day must be given: where none is on record, it was on or before the day of the charge.
        date_code=charge.date_code if started and charge.date_code else ("1" if started else ON_OR_BEFORE),
        starts=started or begun,
        ends=charge.offence_to,
        initiated=charge.laid_on or begun,
        charged=charge.charged_on,
        arrested=charge.arrested_on,
        place=charge.place,
        plea=plea_code(plea.kind if plea else None),
        mode=mode_code(charge.mode),
        final=charge.concluded,
        convicted=charge.convicted_on,
        finding=finding_code(verdict.category if verdict else None),
        results=tuple(results),
    )


def _prompts(unit: Unit, results: Sequence[UUID]) -> dict[UUID, tuple[ResultPrompt, ...]]:
    p = ResultPrompt
    rows = unit.session.exec(select(p).where(col(p.result_id).in_(results)).order_by(col(p.sequence))).all()
    found: dict[UUID, tuple[ResultPrompt, ...]] = {}
    for row in rows:
        found[row.result_id] = (*found.get(row.result_id, ()), row)
    return found


def _present(unit: Unit, listing: Listing) -> str:
    """A clerk's mark, else what the court's own system told."""
    a = Attendance
    row = unit.session.exec(
        select(a)
        .where(a.listing_id == listing.id, col(a.undone_at).is_(None))
        .order_by(col(a.marked_at).desc(), col(a.id).desc())
    ).first()
    if row is not None:
        return _PRESENT[row.state]
    return _TOLD[listing.presence] if listing.presence is not None else ""


def _live(unit: Unit, model: type[T], *where: Any) -> Sequence[T]:  # noqa: ANN401 - conditions over columns
    table: Any = model
    query = select(model).where(*where, col(table.ended_at).is_(None)).order_by(col(table.recorded_at), col(table.id))
    return unit.session.exec(query).all()


def _newest(unit: Unit, model: type[T], *where: Any) -> T | None:  # noqa: ANN401 - conditions over columns
    return next(reversed(_live(unit, model, *where)), None)
