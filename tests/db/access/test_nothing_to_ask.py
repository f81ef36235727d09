"""What is answered without a look at the record: refused accounts, roles without case data, questions too vague."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from db.access import decisions
from db.access.criteria import visible
from db.access.decisions import PersonFact, RecordFact
from db.access.exact import Wanted, exactly_one
from db.access.limited import limited_by_number
from db.access.partial import CHARGES_LINE, why_no_charges
from db.access.reader import Present
from db.access.session_reader import SessionReader
from db.access.standing import Standing, make_standing
from db.store.engine import make_engine
from db.tables.places import Court
from db.tables.system import Relevance
from db.words.actor import Actor, Role
from db.words.errors import Refused
from db.words.families.access import Category, Outcome
from db.words.families.people import IdentifierKind
from db.words.families.places import AgencyKind

ME, AGENCY, PERSON = (UUID(int=number) for number in range(1, 4))
WHY = "The account is suspended."


def _standing(role: Role, kind: AgencyKind = AgencyKind.COURT, *, refusal: str = "") -> Standing:
    actor = Actor(ME, "j", "J", AGENCY, frozenset({role}), frozenset(), date(2026, 3, 12), "t", UUID(int=9))
    return make_standing(actor, kind, refusal=refusal, emergency=[PERSON])


def test_an_account_that_may_do_nothing_gets_no_person_and_no_record_whatever_else_holds() -> None:
    refused = _standing(Role.CLERK, refusal=WHY)
    who = PersonFact(PERSON)
    for decided in (
        decisions.person(refused, who),
        decisions.record(refused, who, RecordFact(Category.SAFETY, owner=AGENCY)),
    ):
        assert (decided.outcome, decided.reason) == (Outcome.ABSENT, f"U: {WHY}")


def test_what_the_house_keeps_for_itself_is_read_by_no_rule() -> None:
    with pytest.raises(Refused, match="not read this way"):
        visible(Present(_standing(Role.CLERK)), Relevance)


def test_what_stands_open_is_every_row_for_a_reader_of_any_kind() -> None:
    for reader in (Present(_standing(Role.AUDITOR, refusal=WHY)), SessionReader()):
        assert visible(reader, Court).compare(sa.true())


@pytest.mark.parametrize("standing", [_standing(Role.CLERK, refusal=WHY), _standing(Role.AUDITOR)])
def test_nobody_without_case_data_learns_of_limited_access_by_a_number(sqlite_url: str, standing: Standing) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        told = limited_by_number(connection, standing, raw=["X123456"], forms=[(IdentifierKind.CRN, "X123456")])
    engine.dispose()
    assert told == ""


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(names=(("smith", "john"),)), Wanted(born="1980-03-12")])
def test_a_name_or_a_birth_alone_names_nobody_exactly(sqlite_url: str, wanted: Wanted) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        assert exactly_one(connection, _standing(Role.CLERK), wanted) is None
    engine.dispose()


def test_where_no_charge_comes_out_the_reason_is_the_youth_court_or_the_sharing_or_there_is_none() -> None:
    clerk, drugs = _standing(Role.CLERK), _standing(Role.DRUG_WORKER, AgencyKind.DRUG)
    youth_court = _standing(Role.YOT_WORKER, AgencyKind.YOT)
    assert why_no_charges(clerk, youth=True) == decisions.YOUTH_LINE
    assert why_no_charges(youth_court, youth=True) == why_no_charges(clerk, youth=False) == ""
    assert why_no_charges(drugs, youth=False) == CHARGES_LINE
