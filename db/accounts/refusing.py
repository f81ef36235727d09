"""What is said at the door and of it: one sentence for every wrong proof, and the acts for the audit."""

from __future__ import annotations

from typing import Final

from db.accounts.gate import Answer, Factor, Verdict
from db.audit.acts import Deed
from db.words.errors import Refused
from db.words.refusals import CodeWanted, FactorToSetUp, PasswordToChoose, SignedInElsewhere

_WRONG: Final = "The user name or the password is wrong."
_UNTOLD: Final = frozenset({Verdict.FACTOR, Verdict.CHOOSE, Verdict.ENROL, Verdict.ELSEWHERE})
"""Steps on the way in: the next one is audited."""


def wrong() -> Refused:
    """Worded alike whatever was wrong."""
    return Refused(_WRONG, kept="", to_do="Type both again.")


def published() -> Refused:
    """A live home and a password of the demo."""
    return Refused(
        "This account has a password of the demo, which everybody knows; a live home refuses it.",
        kept="",
        to_do="Tell the administrator.",
    )


def explained(answer: Answer) -> Refused:
    """The refusal for a verdict that is not IN."""
    match answer.verdict:
        case Verdict.STATE:
            return Refused(f"This account is {answer.detail}.", kept="", to_do="Ask the administrator.")
        case Verdict.EXPIRED:
            who = answer.detail or "the administrator"
            return Refused("This account is expired.", kept="", to_do=f"Ask {who}, who authorised it, to extend it.")
        case Verdict.NETWORK:
            return Refused(
                f"This account may be used on these networks only: {answer.detail}.",
                kept="",
                to_do="Use a terminal there, or ask the administrator.",
            )
        case Verdict.OS_USER:
            return Refused(
                "This account is bound to another user of this machine.",
                kept="",
                to_do="Log in to the machine as yourself, or ask the administrator.",
            )
        case Verdict.CODE_OLD:
            return Refused(
                "This one-time code is older than a day.", kept="", to_do="Ask the administrator for another."
            )
        case Verdict.CHOOSE:
            return PasswordToChoose("The one-time code is right.", kept="", to_do="Choose a password.")
        case Verdict.ENROL:
            return FactorToSetUp(
                "This account needs a code generator besides the password.", kept="", to_do="Set one up now."
            )
        case Verdict.FACTOR:
            return CodeWanted("The password is right.", kept="", to_do="Type the code of your code generator.")
        case Verdict.FACTOR_WRONG:
            return Refused("The code is wrong, or was used already.", kept="", to_do="Wait for the next code.")
        case Verdict.ELSEWHERE if answer.since is not None:
            return SignedInElsewhere(answer.detail, answer.since)
    return wrong()


def deeds(answer: Answer, factor: Factor | None, pause: float) -> list[Deed]:
    """What the audit says of an answer; a step on the way in says nothing, the next one does."""
    if answer.verdict is Verdict.IN:
        acts = [Deed.SIGN_IN_AFTER_FAILURE if answer.failures else Deed.SIGN_IN]
        acts += [Deed.SESSION_TAKE_OVER] if answer.took_over else []
        return acts + ([Deed.FACTOR_RECOVERY] if factor is not None and factor.recovery else [])
    if answer.verdict in _UNTOLD:
        return []
    refused = [Deed.FACTOR_REFUSED if answer.verdict is Verdict.FACTOR_WRONG else Deed.SIGN_IN_REFUSED]
    counted = answer.verdict in (Verdict.WRONG, Verdict.FACTOR_WRONG)
    return refused + ([Deed.ACCOUNT_LOCKOUT] if counted and pause > 0 else [])
