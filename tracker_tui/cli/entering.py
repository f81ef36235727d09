"""Signing in on the command line: what the door asks for besides a password is asked for here, or told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.words.refusals import CodeWanted, FactorToSetUp, PasswordToChoose
from tracker_tui.cli.asking import ask, can_ask, new_password
from tracker_tui.cli.output import talk

if TYPE_CHECKING:
    from db.keeper.admitted import Admitted
    from db.keeper.installation import Installation


def enter(installation: Installation, user: str, password: str) -> Admitted:
    """Sign in, asking for a code, a first password or a code generator where the account needs one.

    Raises what the door raises where nobody sits at the terminal.
    """
    try:
        return installation.sign_in(user, password)
    except CodeWanted:
        if not can_ask():
            raise
        code = ask(f"Code of {user}'s code generator, or a recovery code: ", instead="")
        return installation.sign_in(user, password, code=code)
    except PasswordToChoose as wanted:
        if not can_ask():
            raise
        talk(wanted.sentence)
        chosen = new_password(user, instead="")
        installation.door.choose_password(user, password, chosen)
        return enter(installation, user, chosen)
    except FactorToSetUp as wanted:
        if not can_ask():
            raise
        talk(wanted.sentence)
        return _set_up(installation, user, password)


def _set_up(installation: Installation, user: str, password: str) -> Admitted:
    """The secret and the recovery codes are shown this once, on the terminal alone."""
    enrolment = installation.door.begin_factor(user)
    talk("Put this into an authenticator app (six digits, every 30 seconds):")
    talk(f"  {enrolment.spelled}")
    talk(f"  {enrolment.address}")
    talk("Recovery codes, each good once, to be kept on paper:")
    for code in enrolment.recovery:
        talk(f"  {code}")
    code = ask("The code that the app shows now: ", instead="")
    installation.door.finish_factor(enrolment, password, code=code)
    return installation.sign_in(user, password, code=code)
