"""Police and prosecution enter arrests, charges and outcomes of registered people; the file shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from db.cards.arrests import NewArrest
from db.tables.past import PastCharge
from db.words.actor import Role
from db.words.errors import BadInput, Refused
from db.words.families.access import Category
from db.words.families.schemes import Outcome
from tests.support.record import Known
from tests.support.schemes import Schemes

DAY = timedelta(days=1)


@pytest.fixture
def addy(at: Schemes) -> Known:
    """Somebody who is registered."""
    known = at.person("ADDY")
    at.registered(known, "LPL")
    return known


def new(at: Schemes, addy: Known) -> NewArrest:
    """An arrest nine days ago, charged the day after."""
    return NewArrest(addy.person, "th68010", offence_on=at.ago(10), arrested_on=at.ago(9), charged_on=at.ago(8))


def test_an_arrest_becomes_a_record_of_the_agency_and_its_outcome_another_version(at: Schemes, addy: Known) -> None:
    desk = at.desk()
    assert desk.arrests.enter(new(at, addy), dry_run=True).title.startswith("Theft from")
    assert at.count(PastCharge) == 0
    card = desk.arrests.enter(new(at, addy))
    (line,) = desk.file.read(addy.person).held.of(Category.CASE)
    assert "arrested" in line.text
    assert "charged" in line.text
    done = desk.arrests.outcome(card.id, Outcome.CONVICTED, at.today)
    (stands,) = desk.arrests.of(addy.person)
    assert (stands.id, stands.outcome, stands.decided_on, stands.own) == (done.id, "convicted", at.today, True)
    assert at.count(PastCharge) == 2
    with pytest.raises(Refused, match="Another version"):
        desk.arrests.outcome(card.id, Outcome.ACQUITTED, at.today)


def test_police_and_prosecution_enter_them_and_only_about_registered_people(at: Schemes, addy: Known) -> None:
    prosecutor = at.desk(at.user("s.v", "CPS", Role.PROSECUTOR))
    assert prosecutor.arrests.refusal() == ""
    irving = at.person("IRVING")
    with pytest.raises(Refused, match="no registration"):
        at.desk().arrests.enter(replace(new(at, addy), person_id=irving.person))
    with pytest.raises(Refused, match="police and prosecution"):
        at.desk(at.probation).arrests.enter(new(at, addy))
    card = at.desk().arrests.enter(new(at, addy))
    officer = at.desk(at.user("o.other", "PROB", Role.PPO_OFFICER))
    with pytest.raises(Refused, match="Another agency"):
        officer.arrests.outcome(card.id, Outcome.ACQUITTED, at.today)


def test_days_come_in_their_order_and_an_offence_is_named(at: Schemes, addy: Known) -> None:
    good = new(at, addy)
    for wrong, said in (
        (replace(good, code="XX00000"), "has no XX00000"), (replace(good, code="", title=" "), "line of words"),
        (replace(good, arrested_on=None, charged_on=None), "On which day"),
        (replace(good, charged_on=at.ago(10)), "in this order"), (replace(good, charged_on=at.today + DAY), "not come"),
        (replace(good, outcome=Outcome.CONVICTED), "has its day"), (replace(good, decided_on=at.today), "has its day"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=said):
            at.desk().arrests.enter(wrong)
    assert at.desk().arrests.enter(replace(good, code="", title="Burglary, back door")).title == "Burglary, back door"
