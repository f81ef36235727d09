"""What accounts do without: hints, questions, passwords that run out, ways past a factor or a new password."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.accounts.codes import code_proof
from db.accounts.enrolling import begin, finish
from db.accounts.passwords import choose
from db.accounts.second_factor import Enrolment
from db.accounts.totp import STEP_SECONDS, code_at
from db.accounts.verifier import CURRENT, Params, derive, new_salt, verifier_of
from db.tables.registry import metadata
from db.tables.users import Credential
from db.words.actor import Role
from db.words.errors import Refused
from db.words.refusals import CodeWanted
from tests.support.door import PASSWORD, House

NEW = "seven goats in a boat"
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]


def test_an_account_keeps_no_hint_and_no_question() -> None:
    kept = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    asked = [
        name
        for name in kept
        if any(word in name for word in ("hint", "question", "mother", "reminder", "security_answer"))
    ]
    assert not asked


def test_a_password_does_not_run_out_by_age(house: House) -> None:
    house.user()
    house.times.pass_by(3 * 366 * 86_400)
    assert house.door().admit("j.moss", PASSWORD).actor.user_name == "j.moss"


def test_a_reset_leaves_the_second_factor_in_force(house: House) -> None:
    """The reset's code leads to another password, and that alone does not lead in."""
    account = house.user("r.admin", Role.ADMINISTRATOR)
    door = house.door()
    enrolment = begin(door, "r.admin")
    finish(door, enrolment, PASSWORD, code=_code(house, enrolment))
    proof, code = code_proof(account.id, now=house.units.clock.now())
    changed = {name: getattr(proof, name) for name in ("salt", "parameters", "verifier", "expires_at")}
    with house.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(_credential).where(_credential.c.user_id == account.id).values(**changed))
    choose(door, "r.admin", code, NEW)
    with pytest.raises(CodeWanted):
        door.admit("r.admin", NEW)


def test_the_same_password_under_new_parameters_ends_no_sign_in(house: House) -> None:
    account = house.user()
    salt, weaker = new_salt(), Params(time_cost=2, memory_kib=19_456)
    verifier = verifier_of(derive(PASSWORD, salt, weaker).sign_in_key)
    changed = {"salt": salt, "parameters": weaker.written(), "verifier": verifier}
    with house.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(_credential).where(_credential.c.user_id == account.id).values(**changed))
    known = house.door().admit("j.moss", PASSWORD)
    with house.units.raw("keeper") as connection:
        kept = connection.execute(sa.select(_credential.c.parameters).where(_credential.c.user_id == account.id))
        assert kept.scalar_one() == CURRENT.written()
    with house.units.read(known.actor) as unit:
        assert unit.actor.user_name == "j.moss"


def test_another_password_ends_the_other_sign_ins(house: House) -> None:
    house.user()
    known = house.door("dock 1").admit("j.moss", PASSWORD)
    with house.units.read(known.actor):
        pass
    choose(house.door("dock 2"), "j.moss", PASSWORD, NEW)
    with pytest.raises(Refused, match="another password was chosen"), house.units.read(known.actor):
        pass
    assert house.door("dock 1").admit("j.moss", NEW).actor.user_name == "j.moss"


def _code(house: House, enrolment: Enrolment) -> str:
    return code_at(enrolment.secret, int(house.units.clock.now().timestamp()) // STEP_SECONDS)
