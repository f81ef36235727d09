"""Refusals at the door that say what is wanted next: the screen and the command line ask for it and try again."""

from __future__ import annotations

from datetime import datetime

from db.words.errors import Refused, TryLater


class TooSoon(TryLater):
    """After wrong tries nobody is let in for a while, with the right password neither."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        whole = max(1, round(seconds))
        told = f"{whole} seconds" if whole < 100 else f"{round(whole / 60)} minutes"
        super().__init__(
            "There were too many wrong tries.",
            kept="",
            to_do=f"Wait {told}, then try again; an administrator can end the wait.",
        )


class WrongPassword(Refused):
    """The password of whoever is signed in already, wrong: it is typed once more where it was asked for."""

    def __init__(self) -> None:
        super().__init__("That password is wrong.", kept="", to_do="Type it again.")


class PasswordToChoose(Refused):
    """The one-time code was right: now a password has to be chosen."""


class FactorToSetUp(Refused):
    """The password was right, but this account needs a code generator and has none yet."""


class CodeWanted(Refused):
    """The password was right: now the code of the code generator, or a recovery code."""


class SignedInElsewhere(Refused):
    """The user is signed in at another terminal, which may be taken over from."""

    def __init__(self, terminal: str, since: datetime) -> None:
        self.terminal = terminal
        self.since = since
        super().__init__(
            f"You are signed in at {terminal} already.",
            kept="",
            to_do="Take over from there, or sign out there first.",
        )
