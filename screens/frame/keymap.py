"""The keys in force: the registry, changed by the user's own table, with every clash named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from screens.keys import ACTIONS, QUESTIONS, Action, keys_of, reaches_into_text, spoken

_NOT_SENT = {f"ctrl+{letter}" for letter in "bhijmsz"} | {"ctrl+left_square_bracket", "f11", "f12"}
_WRITTEN = {
    "/": "slash", ":": "colon", "+": "plus", "-": "minus", "@": "at", "?": "question_mark",
    "[": "left_square_bracket", "]": "right_square_bracket", "*": "asterisk", "!": "exclamation_mark",
    ">": "greater_than_sign", "esc": "escape",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keymap:
    """Actions with the keys in force, and what was wrong with the user's own table (plain sentences).

    `twins` is set once F1 or F10 was tried in vain: the footer then names ^G and ^O.
    """

    keys: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()
    actions: tuple[Action, ...] = field(default=ACTIONS)
    twins: bool = False
    _at: dict[str, tuple[Action, ...]] = field(init=False, default_factory=dict, compare=False, repr=False)

    def at(self, place: str) -> tuple[Action, ...]:
        """The actions of one screen, in the order of the registry."""
        if place not in self._at:
            self._at[place] = tuple(action for action in self.actions if action.counts_at(place))
        return self._at[place]

    def keys_for(self, action: Action) -> tuple[str, ...]:
        """The keys in force for an action, in Textual's names; may be empty."""
        return self.keys.get(action.id, action.keys)

    def spoken_for(self, action: Action) -> str:
        """The keys in force as a clerk reads them."""
        own = self.keys_for(action)
        return keys_of(action) if own == action.keys else " or ".join(map(spoken, own)) or "palette only"

    def bound_at(self, place: str) -> dict[str, Action]:
        """Key -> action on one screen; letters stand in both cases, because Caps Lock may be on."""
        bound: dict[str, Action] = {}
        here = self.at(place)
        # A question owns its letters.
        for action in sorted(here, key=lambda action: not action.places) if place in QUESTIONS else here:
            for key in self.keys_for(action):
                for form in {key, key.upper()} if len(key) == 1 else {key}:
                    bound.setdefault(form, action)
        return bound

    def named(self, action_id: str) -> Action:
        """The action with this id; KeyError when the registry has none."""
        return next(action for action in self.actions if action.id == action_id)


def make_keymap(own: Mapping[str, str] | None = None, *, actions: tuple[Action, ...] = ACTIONS) -> Keymap:
    """The registry's keys with the user's own laid over them.

    `own` maps action ids to keys parted by commas (`"go.list" = "f7, l"`). What cannot be used, or
    clashes, is left at the registry's key and told in `problems`.
    """
    keys = {action.id: action.keys for action in actions}
    known = {action.id: action for action in actions}
    problems: list[str] = []
    for action_id, wanted in (own or {}).items():
        action = known.get(action_id)
        if action is None:
            problems.append(f"Keys: there is no action called {action_id}; the line is ignored.")
            continue
        names = tuple(_name(part) for part in wanted.split(",") if part.strip())
        problem = _unusable(action, names) or _clash(action, names, keys, actions)
        if problem:
            problems.append(problem)
        else:
            keys[action_id] = names
    problems.extend(clashes(keys, actions))
    return Keymap(keys=keys, problems=tuple(problems), actions=actions)


def clashes(keys: Mapping[str, tuple[str, ...]], actions: tuple[Action, ...]) -> list[str]:
    """Every key that two actions hold in one place, each sentence naming both."""
    found: list[str] = []
    for index, action in enumerate(actions):
        problem = _clash(action, keys[action.id], keys, actions[:index])
        if problem:
            found.append(problem)
    return found


def _name(written: str) -> str:
    key = written.strip().lower()
    if key.startswith("^") and len(key) > 1:
        key = "ctrl+" + key[1:]
    return _WRITTEN.get(key, key)


def _unusable(action: Action, names: tuple[str, ...]) -> str:
    for key in names:
        if key in _NOT_SENT or "alt+" in key:
            return f"Keys: {spoken(key)} for '{action.label}' is not sent by every terminal; not changed."
        if len(key) > 1 and not reaches_into_text(key) and key not in _WRITTEN.values():
            return f"Keys: '{key}' for '{action.label}' is not the name of a key; not changed."
    return ""


def _clash(
    action: Action, names: tuple[str, ...], keys: Mapping[str, tuple[str, ...]], others: tuple[Action, ...]
) -> str:
    for other in others:
        if other.id == action.id or not _share_a_place(action, other):
            continue
        both = {key.lower() for key in names} & {key.lower() for key in keys[other.id]}
        if both and _one_asks(action, other):
            both = {key for key in both if len(key) > 1}
        if both:
            key = spoken(min(both))
            return f"Keys: {key} is asked for by '{action.label}' and by '{other.label}'; it stays as it was."
    return ""


def _share_a_place(one: Action, other: Action) -> bool:
    if one.before_sign_in and other.before_sign_in:
        return True
    if not one.places or not other.places:
        return True
    return any(one.counts_at(place) or other.places == one.places for place in other.places) or any(
        other.counts_at(place) for place in one.places
    )


def _one_asks(one: Action, other: Action) -> bool:
    """Whether one of them answers a question, and the other counts everywhere: the letters there are the first's."""
    return any(
        not everywhere.places and bool(asks.places) and QUESTIONS.issuperset(asks.places)
        for everywhere, asks in ((one, other), (other, one))
    )
