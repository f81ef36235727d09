"""One-time codes and choosing a password: once, for a day, never an earlier one, a judge's notes stay readable."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from db.accounts.codes import code_bytes, code_proof, new_code
from db.accounts.passwords import choose
from db.tables.sessions import PastCredential
from db.tables.users import Credential
from db.words.actor import Role
from db.words.errors import BadInput, Refused
from db.words.refusals import PasswordToChoose, TooSoon
from tests.support.door import PASSWORD, WRONG, House

NEW = "seven goats in a boat"
_credential: sa.Table = Credential.__table__  # type: ignore[attr-defined]
_past: sa.Table = PastCredential.__table__  # type: ignore[attr-defined]


def test_a_code_is_read_however_it_is_typed_and_nothing_else_is() -> None:
    code = new_code()
    assert (len(code), len(code_bytes(code)) * 8 >= 112) == (29, True)
    assert code_bytes(code) == code_bytes(code.lower().replace("-", " "))
    for typed in ("", "AAAA", code + "A", "AAAA-AAAA-AAAA-AAAA", "AAAA-AAAA-AAAA-AAAA-AAAA-AAA8", "ü" * 24):
        with pytest.raises(BadInput):
            code_bytes(typed)


def test_a_code_leads_to_a_password_and_the_password_leads_in(house: House) -> None:
    code = house.coded("j.moss")
    door = house.door()
    with pytest.raises(PasswordToChoose):
        door.admit("j.moss", code)
    choose(door, "j.moss", code.lower(), NEW)
    assert door.admit("j.moss", NEW).actor.user_name == "j.moss"
    with pytest.raises(Refused, match="wrong"):
        door.admit("j.moss", code)


def test_a_wrong_code_is_answered_as_a_wrong_password_and_counted(house: House) -> None:
    house.coded("j.moss")
    for typed in (new_code(), WRONG, "x"):
        with pytest.raises(Refused, match="password is wrong"):
            house.door().admit("j.moss", typed)
    with pytest.raises(TooSoon):
        house.door().admit("j.moss", WRONG)


def test_a_code_serves_for_a_day(house: House) -> None:
    code = house.coded("j.moss")
    house.times.pass_by(24 * 3600)
    with pytest.raises(Refused, match="older than a day"):
        house.door().admit("j.moss", code)
    with pytest.raises(Refused, match="older than a day"):
        choose(house.door(), "j.moss", code, NEW)


def test_a_password_that_breaks_a_rule_costs_no_try(house: House) -> None:
    code = house.coded("p.hale", Role.ADMINISTRATOR)
    for short in ("short", "fourteen chars", "aaaaaaaaaaaaaaaaaaaa"):
        with pytest.raises(BadInput):
            choose(house.door(), "p.hale", code, short)
    choose(house.door(), "p.hale", code, "plum harbour kettle nine")


def test_only_the_right_old_password_sets_a_new_one_and_guessing_it_waits(house: House) -> None:
    house.user()
    for _ in range(3):
        with pytest.raises(Refused, match="wrong"):
            choose(house.door(), "j.moss", WRONG, NEW)
    with pytest.raises(TooSoon):
        choose(house.door(), "j.moss", PASSWORD, NEW)
    house.times.pass_by(10)
    choose(house.door(), "j.moss", PASSWORD, NEW)
    house.door().admit("j.moss", NEW)


def test_none_of_the_last_passwords_is_chosen_again(house: House) -> None:
    house.user()
    choose(house.door(), "j.moss", PASSWORD, NEW)
    for old in (PASSWORD, NEW):
        with pytest.raises(BadInput, match="before"):
            choose(house.door(), "j.moss", NEW, old)


def test_a_judges_key_stays_the_same_key_under_a_new_password(house: House) -> None:
    house.user("h.judge", Role.JUDGE)
    before = house.door().admit("h.judge", PASSWORD).judge_key
    choose(house.door(), "h.judge", PASSWORD, NEW)
    assert house.door().admit("h.judge", NEW).judge_key == before


def test_a_judges_first_password_makes_the_key_and_a_reset_keeps_the_old_one_with_the_past(house: House) -> None:
    account = house.user("h.judge", Role.JUDGE)
    before = house.door().admit("h.judge", PASSWORD).judge_key
    proof, code = code_proof(account.id, now=house.units.clock.now())
    reset = {key: getattr(proof, key) for key in ("salt", "parameters", "verifier", "expires_at")}
    with house.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.update(_credential).where(_credential.c.user_id == account.id).values(reset))
    choose(house.door(), "h.judge", code, NEW)
    after = house.door().admit("h.judge", NEW).judge_key
    assert before is not None
    assert after is not None
    assert after.public != before.public
    with house.units.raw("keeper") as connection:
        kept = connection.execute(sa.select(_past.c.public_key, _past.c.wrapped_private_key)).one()
    assert bytes(kept.public_key) == before.public
    assert kept.wrapped_private_key is not None
