"""Writes the people, registrations, cases and prison downloads of a fixture as the record would have them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from db.access.deriving import derived
from db.access.relevance import listed, own_record
from db.custody.meaning import episode
from db.demo.fixture import Fixture, FixtureBatch, FixtureOffence, FixturePerson, FixtureRegistration, FixtureStay
from db.demo.held import relevant
from db.demo.keys import key, user_key
from db.demo.maker import CourtOf, Maker
from db.exchange.loading.rows import Model, blank
from db.people.linking import public_ref
from db.reference.offences import offence_by_code
from db.search.status import Status
from db.search.types import UNLAWFUL_TAKING, asked_type, is_known
from db.tables.care import CustodyEpisode, CustodySnapshot
from db.tables.cases import Case, Charge, DefendantCase, Result, Verdict
from db.tables.hearings import Hearing, HearingDay, Listing
from db.tables.held import PpoRegistration
from db.tables.people import Fact, Person, PersonDetail, PersonName, SourceRecord
from db.tables.system import FeedBatch
from db.tables.users import UserArea
from db.words.clock import LONDON
from db.words.families.charges import VerdictCategory
from db.words.families.court import CaseKind, CaseStatus, HearingStatus, ListingState
from db.words.families.exchange import BatchState, FeedFormat, System
from db.words.families.people import DetailKind, LinkState, NameKind
from db.words.families.results import ResultCategory, ResultLevel, ResultState
from db.words.names import split_libra_name
from db.words.text import fold

SYSTEM: Final = "fixture"
READERS: Final = ("ppo", "police", "intelligence", "probation", "probation-manager", "prison", "yot")
"""Users of the demo who see registrations by their area: they work in every area of the file."""
CODES: Final = {
    "burglary": "TH68036", "theft": "TH68020", "robbery": "TH68023", UNLAWFUL_TAKING: "TH68050",
    "violence": "OF61102", "damage": "CD71039", "drugs": "MD71230", "fraud": "FA06001", "motoring": "RT88191",
}  # fmt: skip
_ENDINGS: Final = {
    Status.DISMISSED: "Dismissed",
    Status.WITHDRAWN: "Withdrawn",
    Status.CAUTIONED: "Caution",
    Status.SET_ASIDE: "Conviction set aside",
}
_GUILTY: Final = frozenset({Status.CONVICTED, Status.SENTENCED, Status.SET_ASIDE})
_LIFE: Final = frozenset({"life", "ipp", "indeterminate", "indeterminate_sentence"})


@dataclass(frozen=True, slots=True)
class _Writer:
    """Where the rows go: the court of the cases, its room, and when everything was recorded."""

    maker: Maker
    court: CourtOf
    room: UUID

    def insert(self, model: Model, name: str, *keys: object, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - columns
        """One row with a key of its own kind and names."""
        return self.maker.pending.insert(model, id=key(SYSTEM, name, *keys), **values)

    def fact(self, person: str, **values: Any) -> dict[str, Any]:  # noqa: ANN401 - columns
        """What every fact of the police's record of a person has."""
        common = {"person_id": person_key(person), "source_record_id": key(SYSTEM, "record", person)}
        return {**common, "recorded_at": self.maker.now, **values}


def person_key(number: str) -> UUID:
    """The key of a person by the file's number."""
    return key(SYSTEM, "person", number)


def make_fixture(maker: Maker, fixture: Fixture, *, court: CourtOf, room: UUID) -> None:
    """Everything of the file, and the areas of those who read it."""
    to = _Writer(maker, court, room)
    for one in fixture.people:
        _person(to, one)
    for place, registration in enumerate(fixture.registrations):
        _registration(to, place, registration)
    for offence in fixture.offences:
        _case(to, offence, fixture.as_of)
    _downloads(to, fixture)
    for name in READERS:
        for area in fixture.areas:
            if not area.parent:
                to.insert(UserArea, "works", name, area.code, user_id=user_key(name), area_id=key("area", area.code))


def _person(to: _Writer, one: FixturePerson) -> None:
    who, now = person_key(one.id), to.maker.now
    to.maker.pending.insert(Person, id=who, public_ref=public_ref(who), created_at=now)
    _record(to, "record", one.id, agency="POL", system=SYSTEM, external=one.id)
    parts = split_libra_name(one.name)
    to.insert(
        PersonName, "name", one.id, kind=NameKind.PRIMARY, title=parts.title, family=parts.family, given=parts.given,
        middle=parts.middle, family_folded=fold(parts.family), given_folded=fold(parts.given), **to.fact(one.id),
    )  # fmt: skip
    if one.born:
        kind = DetailKind.DATE_OF_BIRTH
        to.insert(PersonDetail, "born", one.id, kind=kind, value=one.born.isoformat(), **to.fact(one.id))


def _record(to: _Writer, name: str, person: str, *, agency: str, system: str, external: str, **more: Any) -> None:  # noqa: ANN401
    record, owner = key(SYSTEM, name, person), to.maker.agencies[agency]
    to.insert(
        SourceRecord, name, person, agency_id=owner, system=system, external_id=external,
        person_id=person_key(person), link_state=LinkState.CONFIRMED, decided_at=to.maker.now, reasons="fixture",
        **more,
    )  # fmt: skip
    relevant(to.maker, own_record(person_key(person), owner, record))


def _registration(to: _Writer, place: int, one: FixtureRegistration) -> None:
    row = to.insert(
        PpoRegistration, "ppo", place, person_id=person_key(one.person), owner_agency_id=to.maker.agencies["POL"],
        area_id=key("area", one.area), scheme=f"{one.area} scheme", nominated_on=one.since, deregistered_on=one.until,
        lead=one.lead, plan=one.plan, recorded_at=to.maker.now,
    )  # fmt: skip
    for due in derived(PpoRegistration, SimpleNamespace(**row)):
        relevant(to.maker, due)


def _case(to: _Writer, one: FixtureOffence, as_of: date) -> None:
    """A case for each offence, so that each has hearings of its own."""
    case, place, charge = (key(SYSTEM, name, one.id) for name in ("case", "defendant", "charge"))
    now = to.maker.now
    to.insert(
        Case, "case", one.id, natural_key=f"{SYSTEM}:{one.id}", kind=CaseKind.PROSECUTION, system=SYSTEM,
        court_id=to.court.id, jurisdiction=to.court.jurisdiction, case_no=f"F{one.id}", received_at=now,
        status=CaseStatus.ACTIVE,
    )  # fmt: skip
    to.insert(DefendantCase, "defendant", one.id, case_id=case, **to.fact(one.person))
    code, title = _offence(one.type)
    to.insert(
        Charge, "charge", one.id, defendant_case_id=place, natural_key=one.id, sequence=1, code=code, title=title,
        offence_from=one.first, offence_to=one.last, area_id=key("area", one.area) if one.area else None,
        charged_on=one.charged_on, convicted_on=one.convicted_on if one.status in _GUILTY else None,
        alleged=one.status is Status.ALLEGED, discontinued=one.status is Status.DISCONTINUED,
        concluded=one.status.is_final, **to.fact(one.person),
    )  # fmt: skip
    _outcome(to, one, place, charge)
    for day in one.hearings:
        _hearing(to, one, day, place)
    first = min((*one.hearings, as_of))
    relevant(to.maker, listed(person_key(one.person), to.court.id, case, first_hearing=first))


def _offence(word: str) -> tuple[str, str]:
    """Code and title for the file's word; a word that is no type of ours is the title."""
    if not word:
        return "", ""
    found = offence_by_code(word) or (offence_by_code(CODES.get(asked_type(word), "")) if is_known(word) else None)
    return (found.code, found.title) if found else ("", word)


def _outcome(to: _Writer, one: FixtureOffence, place: UUID, charge: UUID) -> None:
    guilt = VerdictCategory.GUILTY if one.status in _GUILTY else None
    if one.status is Status.ACQUITTED:
        guilt = VerdictCategory.NOT_GUILTY
    if guilt is not None:
        on = one.convicted_on if one.status in _GUILTY else None
        to.insert(
            Verdict, "verdict", one.id, charge_id=charge, category=guilt, description=guilt.label, given_on=on,
            **to.fact(one.person),
        )  # fmt: skip
    label = "Sentenced" if one.status is Status.SENTENCED else _ENDINGS.get(one.status)
    if label is not None:
        to.insert(
            Result, "result", one.id, defendant_case_id=place, charge_id=charge, external_id=f"{one.id}-1",
            level=ResultLevel.CHARGE, state=ResultState.SHARED, category=ResultCategory.FINAL, label=label,
            **to.fact(one.person),
        )  # fmt: skip


def _hearing(to: _Writer, one: FixtureOffence, day: date, place: UUID) -> None:
    hearing = to.insert(
        Hearing, "hearing", one.id, day, system=SYSTEM, external_id=f"{one.id}-{day}", kind="Hearing",
        jurisdiction=to.court.jurisdiction, court_id=to.court.id, status=HearingStatus.LISTED,
    )["id"]  # fmt: skip
    common = {"court_id": to.court.id, "room_id": to.room, "sitting_on": day, "starts_at": time(10)}
    sitting = to.insert(HearingDay, "sitting", one.id, day, hearing_id=hearing, minutes=15, **common)["id"]
    to.insert(
        Listing, "listing", one.id, day, hearing_day_id=sitting, hearing_id=hearing, defendant_case_id=place,
        person_id=person_key(one.person), state=ListingState.LISTED, changed_at=to.maker.now, **common,
    )  # fmt: skip


def _downloads(to: _Writer, fixture: Fixture) -> None:
    """The files, and what each said of a person from the first that said so to the one that did not."""
    for batch in fixture.batches:
        content = hashlib.sha256(f"{SYSTEM}/{batch.id}".encode()).digest()
        to.insert(
            FeedBatch, "batch", batch.id, agency_id=to.maker.agencies["PRIS"], format=FeedFormat.PRISONER_CSV,
            file_name=f"{batch.id}.csv", file_hash=content, taken_at=_noon(batch.taken),
            taken_by_id=user_key("prison"), finished_at=_noon(batch.taken),
            read=len(batch.stays), held=len(batch.stays),
            state=BatchState.ACCEPTED if batch.accepted else BatchState.REFUSED,
        )  # fmt: skip
    accepted = [batch for batch in fixture.batches if batch.accepted]
    for person in dict.fromkeys(stay.person for batch in accepted for stay in batch.stays):
        told = [next((stay for stay in batch.stays if stay.person == person), None) for batch in accepted]
        _stays(to, person, accepted, told)


def _stays(to: _Writer, person: str, batches: Sequence[FixtureBatch], told: Sequence[FixtureStay | None]) -> None:
    last = max(place for place, stay in enumerate(told) if stay is not None)
    number = f"A{int(hashlib.sha256(person.encode()).hexdigest(), 16) % 9000 + 1000}FX-{person}"
    _record(
        to, "prison", person, agency="PRIS", system=System.PRISON, external=number,
        last_batch_id=key(SYSTEM, "batch", batches[last].id),
    )  # fmt: skip
    common = {"person_id": person_key(person), "source_record_id": key(SYSTEM, "prison", person)}
    stays: list[tuple[FixtureBatch, dict[str, Any], datetime | None]] = []
    for begun, ended, said in _runs(batches, [None if one is None else _said(one) for one in told]):
        at, until = _noon(begun.taken), _noon(ended.taken) if ended else None
        batch = key(SYSTEM, "batch", begun.id)
        row = to.insert(
            CustodySnapshot, "snapshot", person, begun.id, batch_id=batch, recorded_at=at, ended_at=until, **common,
            **said,
        )  # fmt: skip
        stays.append((begun, row, until))
    for place, (begun, row, _) in enumerate(stays):
        stay = episode(row)
        until = _noon(stays[place + 1][0].taken) if place + 1 < len(stays) else None
        if stay is not None:
            to.insert(
                CustodyEpisode, "stay", person, begun.id, recorded_at=row["recorded_at"], ended_at=until, **common,
                **stay,
            )  # fmt: skip


def _runs(
    batches: Sequence[FixtureBatch], told: Sequence[dict[str, Any] | None]
) -> Iterator[tuple[FixtureBatch, FixtureBatch | None, dict[str, Any]]]:
    """What was said with the first file that said it, and the file that did not say it any more."""
    begun: FixtureBatch | None = None
    standing: dict[str, Any] | None = None
    for batch, said in zip(batches, told, strict=True):
        if said == standing:
            continue
        if begun is not None and standing is not None:
            yield begun, batch, standing
        begun, standing = batch, said
    if begun is not None and standing is not None:
        yield begun, None, standing


def _said(stay: FixtureStay) -> dict[str, Any]:
    """Columns of a custody record."""
    life = stay.status.casefold() in _LIFE
    return {
        **{name: value for name, value in blank(CustodySnapshot).items() if name not in _OTHERWISE},
        "status": "ACTIVE IN", "in_out": "IN", "establishment": stay.establishment,
        "legal_status": "SENTENCED" if life else stay.status.upper().replace(" ", "_"), "indeterminate": life,
        "recall": stay.status.casefold() == "recall", "restricted_patient": False, **stay.days,
    }  # fmt: skip


_OTHERWISE: Final = frozenset({*Fact.model_fields, "batch_id"})


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON)
