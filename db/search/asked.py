"""The statements of the searches, each written once: who is registered, charges, what became of them, downloads."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from db.access.questions import Among, Question
from db.tables import cases
from db.tables.base import Moment
from db.tables.care import CustodySnapshot
from db.tables.cases import Charge, Result, Verdict
from db.tables.held import PpoRegistration
from db.tables.past import PastCharge
from db.tables.people import Person, SourceRecord
from db.words.families.charges import PleaKind
from db.words.families.results import ResultCategory

_FIRST, _LAST, _DAY = (sa.bindparam(name, type_=sa.Date()) for name in ("first", "last", "day"))
CHARGE_COLUMNS: Final = (
    "id", "person_id", "natural_key", "code", "title", "alleged", "discontinued", "concluded", "convicted_on",
    "offence_from", "offence_to", "area_id", "charged_on", "defendant_case_id", "adjourned_to",
)  # fmt: skip
ENTERED_COLUMNS: Final = (
    "id", "person_id", "owner_agency_id", "code", "title", "state", "decided_on", "convicted_on", "offence_from",
    "offence_to", "area_id", "charged_on", "recorded_at",
)  # fmt: skip


def _columns(model: Any, names: tuple[str, ...]) -> list[Any]:  # noqa: ANN401 - a mapped class
    return [col(getattr(model, name)) for name in names]


def _choose(*columns: Any) -> sa.Select[Any]:  # noqa: ANN401 - columns
    return sa.select(*columns)


def _touching(model: Any) -> sa.ColumnElement[bool]:  # noqa: ANN401 - a table of charges
    """Which rows lie in the window with any of their days, or have no day; a range that is upside down may."""
    first, last = col(model.offence_from), col(model.offence_to)
    return sa.or_(
        sa.and_(first.is_(None), last.is_(None)),
        sa.and_(last.is_(None), first.between(_FIRST, _LAST)),
        sa.and_(first.is_(None), last.between(_FIRST, _LAST)),
        sa.and_(first <= _LAST, last >= _FIRST),
        first > last,
    )


# -- registrations -------------------------------------------------------------------------------


def _active(r: Any) -> tuple[sa.ColumnElement[bool], ...]:  # noqa: ANN401 - the table or an alias
    """Which registrations stand on the day."""
    since = sa.or_(r.deregistered_on.is_(None), r.deregistered_on > _DAY)
    return r.ended_at.is_(None), r.nominated_on <= _DAY, since


_REGISTERED: Final = ("person_id", "area_id", "nominated_on", "lead", "plan")


def _registered() -> sa.Select[Any]:
    """Of everybody who has a registration in one of the areas, every registration."""
    r, here = PpoRegistration, aliased(PpoRegistration)
    whose: list[Any] = [here.person_id]
    within = sa.select(*whose).where(Among(here.area_id, "areas"), *_active(here))
    return sa.select(*_columns(r, _REGISTERED)).where(col(r.person_id).in_(within), *_active(r))


def _of_people() -> sa.Select[Any]:
    r = PpoRegistration
    return sa.select(*_columns(r, _REGISTERED)).where(Among(r.person_id, "people"), *_active(r))


REGISTERED: Final = Question(_registered)
OF_PEOPLE: Final = Question(_of_people)

# -- charges -------------------------------------------------------------------------------------


def _charges() -> sa.Select[Any]:
    c = Charge
    return sa.select(*_columns(c, CHARGE_COLUMNS)).where(Among(c.person_id, "people"), col(c.ended_at).is_(None))


def _entered() -> sa.Select[Any]:
    c = PastCharge
    standing = col(c.ended_at).is_(None), col(c.source_record_id).is_(None)
    return sa.select(*_columns(c, ENTERED_COLUMNS)).where(Among(c.person_id, "people"), *standing)


def _some_charges() -> sa.Select[Any]:
    return _charges().where(Among(Charge.id, "charges"))


CHARGES: Final = Question(_charges)
CHARGES_IN: Final = Question(lambda: _charges().where(_touching(Charge)))
SOME_CHARGES: Final = Question(_some_charges)
ENTERED: Final = Question(_entered)
ENTERED_IN: Final = Question(lambda: _entered().where(_touching(PastCharge)))

# -- what became of them -------------------------------------------------------------------------


def _pleas() -> sa.Select[Any]:
    p = cases.Plea
    wanted = sa.select(*_columns(p, ("charge_id", "kind", "pleaded_on")))
    return wanted.where(Among(p.charge_id, "charges"), col(p.ended_at).is_(None)).order_by(
        col(p.recorded_at), col(p.id)
    )


def _verdicts() -> sa.Select[Any]:
    v = Verdict
    wanted = sa.select(*_columns(v, ("charge_id", "category", "given_on")))
    return wanted.where(Among(v.charge_id, "charges"), col(v.ended_at).is_(None)).order_by(
        col(v.recorded_at), col(v.id)
    )


def _results() -> sa.Select[Any]:
    r = Result
    wanted = sa.select(*_columns(r, ("charge_id", "label", "category", "ordered_on")))
    standing = Among(r.charge_id, "charges"), col(r.ended_at).is_(None), col(r.deleted).is_(False)
    return wanted.where(*standing).order_by(col(r.recorded_at), col(r.id))


PLEAS, VERDICTS, RESULTS = Question(_pleas), Question(_verdicts), Question(_results)

# -- charges that may be a conviction of the window: a superset, by what a record says of its charges ---------------


def _convicted() -> sa.Select[Any]:
    c = Charge
    found = col(c.convicted_on).between(_FIRST, _LAST)
    return _choose(col(c.id)).where(Among(c.person_id, "people"), col(c.ended_at).is_(None), found)


def _pleaded() -> sa.Select[Any]:
    p = cases.Plea
    when = sa.or_(col(p.pleaded_on).is_(None), col(p.pleaded_on).between(_FIRST, _LAST))
    standing = Among(p.person_id, "people"), col(p.ended_at).is_(None), col(p.kind).in_(_PLEADS)
    return _choose(col(p.charge_id).label("id")).where(*standing, when)


def _found_guilty() -> sa.Select[Any]:
    v = Verdict
    when = sa.or_(col(v.given_on).is_(None), col(v.given_on).between(_FIRST, _LAST))
    return _choose(col(v.charge_id).label("id")).where(Among(v.person_id, "people"), col(v.ended_at).is_(None), when)


def _sentenced() -> sa.Select[Any]:
    """A charge that was dealt with from the window's first day on, or that nobody knows when: it may have no day."""
    r = Result
    undated = sa.and_(col(r.ordered_on).is_(None), col(r.category) == ResultCategory.FINAL)
    standing = col(r.ended_at).is_(None), col(r.deleted).is_(False), col(r.charge_id).is_not(None)
    when = sa.or_(undated, col(r.ordered_on) >= _FIRST)
    return _choose(col(r.charge_id).label("id")).where(Among(r.person_id, "people"), *standing, when)


_PLEADS: Final = (PleaKind.GUILTY, PleaKind.GUILTY_SJP, PleaKind.INDICATED_GUILTY)
MAY_BE_CONVICTIONS: Final = tuple(map(Question, (_convicted, _pleaded, _found_guilty, _sentenced)))

# -- names, and who is held ----------------------------------------------------------------------


def _refs() -> sa.Select[Any]:
    return _choose(col(Person.id), col(Person.public_ref)).where(Among(Person.id, "people"))


def _snapshots() -> sa.Select[Any]:
    """Records that stood at a moment or came after it."""
    s = CustodySnapshot
    columns = [*_columns(s, tuple(s.model_fields)), col(SourceRecord.external_id), col(SourceRecord.last_batch_id)]
    since = sa.or_(col(s.ended_at).is_(None), col(s.ended_at) > sa.bindparam("since", type_=Moment()))
    joined = sa.select(*columns).join(SourceRecord, col(SourceRecord.id) == col(s.source_record_id))
    return joined.where(Among(s.person_id, "people"), since).order_by(col(s.recorded_at), col(s.id))


REFS, SNAPSHOTS = Question(_refs), Question(_snapshots)
