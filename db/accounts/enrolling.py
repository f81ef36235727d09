"""Setting up a code generator at the door: shown once, shown to work, kept, with ten recovery codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.accounts import second_factor
from db.accounts.second_factor import Enrolment
from db.accounts.sign_in import account_name
from db.audit.acts import Deed
from db.words.errors import Conflict

if TYPE_CHECKING:
    from db.accounts.sign_in import SignIn


def begin(door: SignIn, user_name: str) -> Enrolment:
    """A new secret and recovery codes to show; nothing is kept yet. Raises Misconfigured without the home's key."""
    door.key_for_factors()
    return second_factor.begin(account_name(user_name))


def finish(door: SignIn, enrolment: Enrolment, password: str, *, code: str) -> None:
    """Keep it, once a code shows that the app has the secret; the same code then still signs in.

    Raises BadInput for a wrong code, Refused for a wrong password, Conflict where there is a generator already.
    """
    attempt, past = door.proven(enrolment.user_name, password)
    user_id = past.account.user_id
    seconds = door.units.clock.now().timestamp()
    key = door.key_for_factors()
    factor = second_factor.finished(enrolment, code, user_id=user_id, key=key, seconds=seconds)
    with door.units.raw("sign-in", writes=True) as connection:
        done = door.gate.enrol(connection, attempt.id, factor)
        if done:
            door.note(connection, past.account, Deed.FACTOR_ENABLE)
    if not done:
        raise Conflict("This account has a code generator already.", to_do="An administrator can reset it.")
