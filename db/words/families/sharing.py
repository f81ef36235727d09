"""Words of sharing rules as their keepers see them: what became of a rule, and the words typed for its parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar

from db.words.actor import Role
from db.words.errors import BadInput
from db.words.families.access import Category, Level, Purpose, Recipient
from db.words.families.places import AgencyKind
from db.words.families.worded import Worded, key
from db.words.text import clean

T = TypeVar("T", bound=Worded)


class RuleState(Worded):
    """What became of a sharing rule."""

    IN_FORCE = "in_force", "in force"
    LATER = "later", "begins later"
    OVER = "over", "has run out"
    ENDED = "ended", "ended"


_LEVELS: Final = {"nothing": Level.NONE, "exists": Level.EXIST, "everything": Level.FULL, "all": Level.FULL}
_EVERYBODY: Final = frozenset({"all", "everybody", "everyone"})
_FORMS: Final = (
    "Write 'user NAME', 'judge at B01LY', 'court B01LY', 'role judge', 'agency CODE', 'kind police' or 'all'."
)


def read_category(text: str) -> Category:
    """The category that a word or its beginning names. Raises BadInput, which offers those that can be shared."""
    return _one_of(Category, text, "category", unoffered=Category.PERSONAL_NOTE)


def read_level(text: str) -> Level:
    """The level that a word names: nothing, exist, summary, full. Raises BadInput."""
    return _LEVELS.get(key(text)) or _one_of(Level, text, "level")


def read_purpose(text: str) -> Purpose:
    """The purpose that a word names; any purpose when nothing is typed. Raises BadInput."""
    return _one_of(Purpose, text, "purpose") if clean(text) else Purpose.ANY


def read_recipient(text: str) -> tuple[Recipient, str, str]:
    """Whom a rule is for: the kind of recipient, the name of a user, court or agency, and the role or kind.

    Reads `user j.moss`, `judge at B01LY`, `court B01LY`, `role judge`, `agency PROB`, `kind police`, `all`.
    Raises BadInput.
    """
    words = clean(text).split()
    folded = [word.casefold() for word in words]
    if len(folded) == 1 and folded[0] in _EVERYBODY:
        return Recipient.ALL, "", ""
    if "at" in folded[1:-1]:
        place = folded.index("at", 1)
        return Recipient.ROLE_AT_COURT, " ".join(words[place + 1 :]).upper(), read_role(" ".join(words[:place])).value
    if len(words) < 2:
        raise BadInput(f"'{clean(text)}' is no recipient.", to_do=_FORMS)
    rest = " ".join(words[1:])
    match folded[0]:
        case "user":
            return Recipient.USER, rest.casefold(), ""
        case "court":
            return Recipient.COURT, rest.upper(), ""
        case "agency":
            return Recipient.AGENCY, rest.upper(), ""
        case "role":
            return Recipient.ROLE, "", read_role(rest).value
        case "kind":
            return Recipient.AGENCY_KIND, "", _one_of(AgencyKind, rest, "kind of agency").value
    raise BadInput(f"'{clean(text)}' is no recipient.", to_do=_FORMS)


def read_role(text: str) -> Role:
    """The role that a word names, also in the plural. Raises BadInput."""
    wanted = key(text)
    for role in Role:
        if key(role.value) in (wanted, wanted.removesuffix("s")):
            return role
    raise BadInput(f"'{clean(text)}' is no role.", to_do="Roles are, for one: judge, clerk, probation_officer.")


def role_label(role: str) -> str:
    """A role as a reader has it: `probation officer`."""
    return role.replace("_", " ").replace(".", " ")


def _one_of(family: type[T], text: str, what: str, *, unoffered: T | None = None) -> T:
    """The one word of a family whose stored value or label this is, or begins so."""
    wanted = key(text)
    members: Iterable[T] = tuple(family)
    if wanted:
        same = [one for one in members if wanted in (key(one.value), key(one.label))]
        begun = [one for one in members if key(one.value).startswith(wanted) or key(one.label).startswith(wanted)]
        found = same or begun
        if len(found) == 1:
            return found[0]
    choice = ", ".join(one.value for one in members if one is not unoffered)
    raise BadInput(f"'{clean(text)}' is no {what}.", to_do=f"Choose one of: {choice}.")
