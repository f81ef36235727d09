"""What reading an identifier gives, and the check letter that the police numbers share."""

from __future__ import annotations

from dataclasses import dataclass

from db.words.families.people import IdentifierKind

# Twenty-three letters: no I, O or S, which are read as 1, 0 and 5.
CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"

WRONG_SHAPE = "wrong shape"
WRONG_LETTER = "right shape, wrong check letter"
PLACEHOLDER = "a placeholder, not a number of anybody"


@dataclass(frozen=True, slots=True)
class Parsed:
    """One reading of a raw identifier.

    `raw` is as it came and is always kept. `canonical` is set only when the number is valid; an
    invalid number is shown with its reason and links nobody. `placeholder` marks a valid number
    that systems give to many people, so that it must never match two of them.
    """

    kind: IdentifierKind
    raw: str
    canonical: str | None
    reason: str | None = None
    placeholder: bool = False

    @property
    def valid(self) -> bool:
        """Whether shape, check letter and, where one was given, the list agree."""
        return self.canonical is not None

    @property
    def wrong_letter(self) -> bool:
        """Whether only the check letter is wrong, as after a slip of one digit."""
        return self.reason == WRONG_LETTER


def check_letter(digits: str) -> str:
    """The letter for a string of digits: its value modulo 23 picks one of the 23 letters."""
    return CHECK_LETTERS[int(digits) % len(CHECK_LETTERS)]


def accepted(kind: IdentifierKind, raw: str, canonical: str, *, placeholder: bool = False) -> Parsed:
    """A valid reading."""
    return Parsed(kind, raw, canonical, placeholder=placeholder)


def refused(kind: IdentifierKind, raw: str, reason: str) -> Parsed:
    """A reading that did not succeed, and why."""
    return Parsed(kind, raw, None, reason)


def compact(raw: str) -> str:
    """Capitals, and no spaces at all: how every number is read."""
    return "".join(raw.split()).upper()
