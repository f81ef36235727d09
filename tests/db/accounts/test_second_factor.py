"""Code generators: RFC 6238's own examples, each code once, recovery codes once, never without the home's key."""

from __future__ import annotations

import pytest

from db.accounts import totp
from db.accounts.admitted import Terminal
from db.accounts.enrolling import begin, finish
from db.accounts.gate import SCREEN
from db.accounts.second_factor import Enrolment
from db.accounts.sign_in import SignIn
from db.tables.sessions import SignInRule
from db.words.actor import Role
from db.words.errors import BadInput, Conflict, Misconfigured, Refused
from db.words.refusals import CodeWanted, FactorToSetUp, SignedInElsewhere, TooSoon
from tests.support.door import PASSWORD, WRONG, House

ADMIN = "p.hale"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    secret = b"12345678901234567890"
    assert totp.code_at(secret, seconds // 30) == code
    assert totp.step_of(secret, f" {code[:3]} {code[3:]}", seconds=seconds) == seconds // 30
    assert totp.step_of(secret, code, seconds=seconds + 30) == seconds // 30
    assert totp.step_of(secret, code, seconds=seconds - 30) == seconds // 30
    assert totp.step_of(secret, code, seconds=seconds + 60) == 0
    assert totp.step_of(secret, "ü", seconds=seconds) == 0


def test_the_secret_is_shown_as_apps_take_it() -> None:
    shown = Enrolment("j moss@x", b"12345678901234567890", ())
    assert shown.spelled == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
    assert shown.address.startswith("otpauth://totp/Tracker:j%20moss%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&")
    assert "GEZD" not in repr(shown)


def _code(house: House, enrolment: Enrolment, *, later: int = 0) -> str:
    return totp.code_at(enrolment.secret, int(house.units.clock.now().timestamp()) // 30 + later)


def _enrolled(house: House, door: SignIn) -> Enrolment:
    house.user(ADMIN, Role.ADMINISTRATOR)
    enrolment = begin(door, ADMIN)
    finish(door, enrolment, PASSWORD, code=_code(house, enrolment))
    return enrolment


def test_an_administrator_sets_one_up_before_anything_else(house: House) -> None:
    door = house.door()
    house.user(ADMIN, Role.ADMINISTRATOR)
    with pytest.raises(FactorToSetUp):
        door.admit(ADMIN, PASSWORD)
    enrolment = begin(door, ADMIN)
    assert len(set(enrolment.recovery)) == 10
    with pytest.raises(BadInput):
        finish(door, enrolment, PASSWORD, code="000000" if _code(house, enrolment) != "000000" else "111111")
    with pytest.raises(Refused, match="wrong"):
        finish(door, enrolment, WRONG, code=_code(house, enrolment))
    finish(door, enrolment, PASSWORD, code=_code(house, enrolment))
    with pytest.raises(Conflict):
        finish(door, enrolment, PASSWORD, code=_code(house, enrolment))
    with pytest.raises(CodeWanted):
        door.admit(ADMIN, PASSWORD)
    assert door.admit(ADMIN, PASSWORD, code=_code(house, enrolment)).actor.has(Role.ADMINISTRATOR)


def test_each_code_leads_in_once_and_a_wrong_one_is_counted(house: House) -> None:
    door = house.door()
    enrolment = _enrolled(house, door)
    code = _code(house, enrolment)
    door.admit(ADMIN, PASSWORD, code=code)
    with pytest.raises(Refused, match="used already"):
        door.admit(ADMIN, PASSWORD, code=code)
    with pytest.raises(Refused, match="used already"):
        door.admit(ADMIN, PASSWORD, code=_code(house, enrolment, later=-1))
    house.times.pass_by(30)
    with pytest.raises(CodeWanted):
        door.admit(ADMIN, WRONG[:0] + PASSWORD)
    with pytest.raises(Refused, match="code is wrong"):
        door.admit(ADMIN, PASSWORD, code="12 34")
    with pytest.raises(TooSoon):
        door.admit(ADMIN, PASSWORD, code=_code(house, enrolment))
    house.times.pass_by(30)
    door.admit(ADMIN, PASSWORD, code=_code(house, enrolment))


def test_a_recovery_code_stands_for_a_lost_generator_once(house: House) -> None:
    door = house.door()
    enrolment = _enrolled(house, door)
    door.admit(ADMIN, PASSWORD, code=enrolment.recovery[3].lower())
    with pytest.raises(Refused, match="code is wrong"):
        door.admit(ADMIN, PASSWORD, code=enrolment.recovery[3])
    with pytest.raises(Refused, match="code is wrong"):
        door.admit(ADMIN, PASSWORD, code="nothing 0189 like it")
    house.times.pass_by(60)
    door.admit(ADMIN, PASSWORD, code=enrolment.recovery[4])


def test_the_question_about_another_terminal_spends_no_code(house: House) -> None:
    enrolment = _enrolled(house, house.door())
    house.door("office").admit(ADMIN, PASSWORD, kind=SCREEN, code=enrolment.recovery[0])
    for code in (_code(house, enrolment), enrolment.recovery[1]):
        with pytest.raises(SignedInElsewhere):
            house.door().admit(ADMIN, PASSWORD, kind=SCREEN, code=code)
    with pytest.raises(Refused, match="code is wrong"):
        house.door().admit(ADMIN, PASSWORD, kind=SCREEN, code="000 00")
    code = _code(house, enrolment)
    house.door().admit(ADMIN, PASSWORD, kind=SCREEN, code=code, take_over=True)
    house.door("office").admit(ADMIN, PASSWORD, kind=SCREEN, code=enrolment.recovery[1], take_over=True)


def test_whoever_comes_from_outside_needs_one_whatever_the_role(house: House) -> None:
    house.user()
    house.door().admit("j.moss", PASSWORD)
    with pytest.raises(FactorToSetUp):
        house.door(network_class="remote").admit("j.moss", PASSWORD)


def test_a_home_may_decide_against_it_and_the_decision_is_kept(house: House) -> None:
    boss = house.user(ADMIN, Role.ADMINISTRATOR)
    now = house.units.clock.now()
    house.record.put(SignInRule(name="second_factor", value="off", decided_by_id=boss.id, decided_at=now))
    assert house.door().admit(ADMIN, PASSWORD).actor.has(Role.ADMINISTRATOR)


def test_a_terminal_without_the_homes_key_checks_no_code(house: House) -> None:
    _enrolled(house, house.door())
    bare = SignIn(house.units, Terminal("office"), ticks=house.times.monotonic)
    with pytest.raises(Misconfigured, match="key"):
        bare.admit(ADMIN, PASSWORD, code="123456")
    with pytest.raises(Misconfigured, match="key"):
        begin(bare, ADMIN)


def test_another_key_opens_no_secret(house: House) -> None:
    from db.store.boxes import Unreadable

    _enrolled(house, house.door())
    other = SignIn(house.units, Terminal("office"), site_key=lambda: b"o" * 32, ticks=house.times.monotonic)
    with pytest.raises(Unreadable):
        other.admit(ADMIN, PASSWORD, code="123456")
