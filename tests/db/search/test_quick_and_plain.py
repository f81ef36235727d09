"""What the searches leave out early decides nothing: every reader finds the same when everything is read plainly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.access.guard import Guard
from db.access.questions import Question
from db.cards.searching import Convicted, Criterion, CrossBorder, Found, Mode, Offences, People, Query, Unfinalised
from db.demo.keys import key, user_key
from db.search import reading
from db.tables.base import table_of
from db.tables.cases import Charge, Plea, Result, Verdict
from db.tables.sharing import ExclusionEntry, Seal
from db.words.families.access import Exclusion
from db.words.families.charges import PleaKind, VerdictCategory
from db.words.families.places import AreaKind
from db.words.families.results import ResultCategory, ResultLevel, ResultState
from tests.support.areas_asked import Asked, written
from tests.support.databases import Database
from tests.support.power_made import made
from tests.support.record import Record

READERS = ("ppo", "police", "probation", "prison", "clerk")
LABELS = ("Imprisonment", "Withdrawn", "Conviction quashed on appeal", "Committed to Crown Court for sentence")


def _questions(on: date) -> tuple[Query, ...]:
    burglary, theft = Criterion("burglary"), Criterion("theft", 2)
    return (
        CrossBorder(area="NAT", as_of=on),
        CrossBorder(area="A", as_of=on, threshold=2, dates=1, border=AreaKind.PARTNERSHIP, alleged=True),
        Convicted(area="NAT", as_of=on),
        Convicted(area="A", as_of=on, month=on.replace(day=1) - timedelta(days=40)),
        Offences(area="NAT", as_of=on, wanted=(burglary, theft)),
        Offences(area="NAT", as_of=on, wanted=(burglary, theft), mode=Mode.ALL, months=12),
        Offences(area="A", as_of=on, wanted=(theft,), without=("robbery",), months=12),
        Unfinalised(area="NAT", as_of=on),
        People(area="NAT", as_of=on, wanted=(burglary,), without=("twoc",), months=12),
        People(area="A", as_of=on, without=("burglary",), months=6),
    )


@pytest.mark.parametrize("seed", range(3))
def test_every_reader_finds_the_same_when_everything_is_read(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    asked = Asked(database, written(tmp_path, made(seed)))
    draw = Random(seed)
    _more(asked, draw)
    asks = [(reader, query) for reader in READERS for query in _questions(asked.day)]
    quick = [_answer(asked, reader, query) for reader, query in asks]
    _read_everything(monkeypatch)
    plain = [_answer(asked, reader, query) for reader, query in asks]
    for ask, one, other in zip(asks, quick, plain, strict=True):
        assert one == other, ask
    assert sum(bool(found.rows or found.cannot_decide) for found in quick) >= len(asks) // 8
    asked.units.close()


def _answer(asked: Asked, reader: str, query: Query) -> Found:
    return asked.desk(reader).search.count(query)


def _read_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """No charge is left out and no text is kept: each question is a select of the session."""

    def ask(_: Guard, session: Session, question: Question, values: Mapping[str, Any]) -> Sequence[Any]:
        return session.execute(question.statement, values).all()

    def everything(unit: Any, people: Any, **_: object) -> Any:  # noqa: ANN401 - as the reading has them
        return crimes(unit, people)

    crimes = reading.crimes
    monkeypatch.setattr(Guard, "ask", ask)
    monkeypatch.setattr(reading, "crimes", everything)
    monkeypatch.setattr(reading, "convictable", lambda unit, people, _: crimes(unit, people))


def _more(asked: Asked, draw: Random) -> None:
    """Pleas, findings and results of every kind, dated and not, and rules about some of the cases and people."""
    c = table_of(Charge).c
    with asked.units.raw("keeper") as connection:
        charges = connection.execute(
            sa.select(c.id, c.person_id, c.source_record_id, c.defendant_case_id).order_by(c.id)
        ).all()
    record, now = Record(asked.units), asked.units.clock.now()

    def day() -> date | None:
        return None if draw.random() < 0.2 else asked.day - timedelta(days=draw.randint(-10, 80))

    rows: list[Any] = []
    for charge in charges:
        fact = {"person_id": charge.person_id, "source_record_id": charge.source_record_id, "recorded_at": now}
        if draw.random() < 0.4:
            rows.append(Plea(charge_id=charge.id, kind=draw.choice(tuple(PleaKind)[:4]), pleaded_on=day(), **fact))
        if draw.random() < 0.2:
            category = draw.choice(tuple(VerdictCategory))
            rows.append(Verdict(charge_id=charge.id, category=category, given_on=day(), **fact))
        rows += [
            Result(
                defendant_case_id=charge.defendant_case_id, charge_id=charge.id, external_id=f"{charge.id} {place}",
                level=ResultLevel.CHARGE, state=ResultState.SHARED, label=draw.choice(LABELS), ordered_on=day(),
                category=draw.choice(tuple(ResultCategory)), deleted=draw.random() < 0.1, **fact,
            )
            for place in range(draw.choice((0, 0, 1, 2)))
        ]  # fmt: skip
    record.put(*rows)
    _rules(asked, record, draw.sample([charge.id for charge in charges], 5))


def _rules(asked: Asked, record: Record, charges: list[UUID]) -> None:
    c, now = table_of(Charge).c, asked.units.clock.now()
    with asked.units.raw("keeper") as connection:
        people = list(connection.scalars(sa.select(c.person_id).where(c.id.in_(charges)).distinct()))
        offences = list(connection.scalars(sa.select(c.natural_key).where(c.id.in_(charges))))
    said = {"reason": "for the test of the rules", "set_at": now}
    for offence in offences:
        record.put(Seal(case_id=key("fixture", "case", offence), court_id=key("court", "B90LV"),
                        set_by_id=user_key("clerk-sealed"), **said))  # fmt: skip
    record.put(
        ExclusionEntry(person_id=people[0], owner_agency_id=key("agency", "POL"), user_id=user_key("police"),
                       kind=Exclusion.EXCLUDE, set_by_id=user_key("police"), **said)
    )  # fmt: skip
