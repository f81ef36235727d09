"""The one registry of actions: what is not in it cannot be bound, shown in help or put in the footer."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from db.words.actor import Role
from screens.actions.action import Action, Group
from screens.actions.feeds import FEEDS
from screens.actions.links import LINKS
from screens.actions.menu import MENU
from screens.actions.schemes import SCHEMES
from screens.actions.searching import SEARCHING
from screens.actions.weekly import WEEKLY

__all__ = ["ACTIONS", "QUESTIONS", "Action", "Group", "in_words", "keys_of", "page", "reaches_into_text", "spoken"]
QUESTIONS = frozenset({"review.match", "review.decisions"})
"""Screens that ask: their own letters answer, and those that count everywhere do not count there."""
_FILE = ("file.person", "file.bench", "file.case")
_PERSON = ("file.person", "file.bench")
_LISTED = ("day.list", *_FILE, "find.", "scheme.register")

# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("go.list", ("f2",), "List", "Today's list for a court and room.", Group.PLACES, rank=30,
           opens="day.list"),
    Action("go.find", ("f3", "slash"), "Find", "Find a person: name, number, date of birth.", Group.PLACES,
           rank=20, opens="find.box"),
    Action("go.file", ("f4",), "File", "The file of the person in hand.", Group.PLACES, rank=35),
    Action("go.bench", ("f5",), "Bench", "The bench summary of the person in hand.", Group.PLACES, rank=36),
    Action("note.new", ("f6", "n"), "Note", "Write a note about the person in hand.", Group.PLACES,
           rank=25),
    Action("go.more", ("f9",), "More", "More places: accounts, requests, the log; each by a letter.", Group.PLACES,
           rank=38, opens="start.more"),
    *MENU,
    *SCHEMES,
    *WEEKLY,
    *SEARCHING,
    *LINKS,
    *FEEDS,
    Action("share.add", ("plus",), "Add", "Add a sharing rule; what changes for whom is shown first.", Group.RECORD,
           places=("share.seat",), rank=20),
    Action("share.change", ("e",), "Change", "Change the sharing rule; the old one stays in the history.",
           Group.RECORD, places=("share.seat",), rank=21),
    Action("share.end", ("d",), "End", "End the sharing rule now.", Group.RECORD, places=("share.seat",), rank=22),
    Action("share.ask", ("r",), "Ask owner", "Ask the owner for what is withheld.", Group.RECORD,
           places=_PERSON, rank=54),
    Action("emergency.open", ("exclamation_mark",), "Emergency", "Emergency access to one person, with a reason.",
           Group.RECORD, opens="review.open"),
    Action("emergency.close", ("z",), "Close", "Close this emergency access before its time.", Group.RECORD,
           places=("file.emergency",), rank=20),
    Action("emergency.justified", ("k",), "Justified", "This emergency access was justified; say why.", Group.RECORD,
           places=("review.emergency",), rank=20),
    Action("emergency.not_justified", ("d",), "Not justified", "This emergency access was not justified; say why.",
           Group.RECORD, places=("review.emergency",), rank=21),
    Action("match.same", ("y",), "Same", "The two are the same person: one file from now on.", Group.RECORD,
           places=("review.match",), rank=20),
    Action("match.apart", ("n",), "Differ", "The two are different people; no rule says otherwise.",
           Group.RECORD, places=("review.match",), rank=21),
    Action("match.none", ("0",), "None", "It is nobody of those who are named.", Group.RECORD,
           places=("review.match",), rank=22),
    Action("match.later", ("l",), "Later", "Ask again tomorrow.", Group.RECORD, places=("review.match",), rank=23),
    Action("match.next", ("right_square_bracket", "left_square_bracket"), "Next", "The next who may be meant.",
           Group.MOVING, places=("review.match",), rank=24),
    Action("save", ("f10", "ctrl+o"), "Save", "Save what is typed on this screen.", Group.ANYWHERE, rank=10,
           places=("find.power", "write.note", "write.record", "write.witness", "day.add", "file.alias", "file.correct",
                   "admin.change", "share.rule", "share.ask", "scheme.entry", "scheme.arrest", "scheme.contact",
                   "scheme.action", "scheme.cohort_make",
                   "admin.weekly_ask")),
    Action("help.open", ("f1", "ctrl+g"), "Help", "What this screen is for, and its keys.", Group.ANYWHERE,
           before_sign_in=True),
    Action("palette.open", ("ctrl+p", "colon"), "All", "Every action that is possible here, by name.",
           Group.ANYWHERE, before_sign_in=True),
    Action("cover.lock", ("ctrl+l",), "Cover", "Blank the screen at once and lock it.", Group.ANYWHERE,
           rank=80),
    Action("defendant.next", ("ctrl+n",), "Next defendant", "The defendant who is called next.",
           Group.ANYWHERE, places=("day.list", *_FILE), rank=60),
    Action("copy", ("ctrl+c",), "Copy", "Copy the selected text, or the message on the status line.",
           Group.ANYWHERE, before_sign_in=True),
    Action("password.change", (), "Password", "Choose another password; you sign in again with the new one.",
           Group.ANYWHERE, opens="start.password"),
    Action("account.ask", (), "Ask for an account", "For somebody who has none: the authoriser of the area answers.",
           Group.ANYWHERE, places=("start.sign_in",), before_sign_in=True),
    Action("quit", ("ctrl+q",), "Quit", "Leave Tracker; what is typed is kept as a draft.", Group.ANYWHERE,
           rank=90, before_sign_in=True),
    Action("theme.change", (), "Colours", "The next of the colour schemes; the choice is kept.",
           Group.ANYWHERE, before_sign_in=True),
    Action("alias.add", ("a",), "Alias", "Add another name that the person uses.", Group.RECORD,
           places=("file.person", "find.box"), rank=45),
    Action("match.propose", ("m",), "Same person?", "Propose the two marked as the same person, with a reason.",
           Group.RECORD, places=("find.box",), rank=46),
    Action("follow", ("s",), "Follow", "Follow this person, or stop following.", Group.RECORD,
           places=_PERSON, rank=55),
    Action("history", ("h",), "History", "Where this line comes from, and what stood there before.", Group.RECORD,
           places=("file.person",), rank=56),
    Action("who", ("w",), "Who", "Who has seen this file, and what you see of it by which rule.", Group.RECORD,
           places=_PERSON, rank=57),
    Action("undo", ("u",), "Undo", "Undo what was saved in this sign-in; an entry stays in the record.",
           Group.RECORD, places=("day.list", *_FILE, "find.box", "share.seat", "review.match", "file.links"), rank=50),
    Action("print", ("p",), "Print", "Print the list (court, public, for publication) or the file as text.",
           Group.RECORD, places=("day.list", "file.emergency", *_PERSON), rank=58),
    Action("export", ("x",), "Export", "Export the list, what was found, or the file as CSV, JSON or text.",
           Group.RECORD, places=("day.list", "find.box", "find.power", "file.emergency", *_PERSON), rank=59),
    Action("note.kind", ("ctrl+t",), "Kind", "Choose who the note is for.", Group.ANYWHERE,
           places=("write.note",), rank=12),
    Action("find.reading", ("ctrl+t",), "Reading", "Read a part of what is typed another way.", Group.ANYWHERE,
           places=("find.box",), rank=18),
    Action("draft.back", ("ctrl+r",), "Draft back", "Go on with the other unsaved text about this person.",
           Group.ANYWHERE, places=("write.note",), rank=14),
    Action("note.edit", ("e",), "Correct", "Correct your own note, a record of your agency, or what a source sent.",
           Group.RECORD, places=("file.person", "file.case"), rank=51),
    Action("note.withdraw", ("d",), "Withdraw", "Withdraw the note that is being corrected (after ^T).",
           Group.RECORD, places=("write.note",)),
    Action("note.hand_over", ("g",), "Hand over", "Hand a personal note of your own over to another judge.",
           Group.RECORD, places=_PERSON, rank=53),
    Action("account.change", ("e",), "Change", "Change roles, courts, areas, team and networks of the account.",
           Group.RECORD, places=("admin.user",), rank=20),
    Action("account.suspend", ("d",), "Suspend", "Suspend the account, or let it in again.", Group.RECORD,
           places=("admin.user",), rank=21),
    Action("account.code", ("g",), "Give code", "Give a one-time code for a forgotten password.", Group.RECORD,
           places=("admin.user",), rank=22),
    Action("account.extend", ("b",), "Last day", "Set the last day of the account.", Group.RECORD,
           places=("admin.user",), rank=23),
    Action("account.close", ("z",), "Close", "Close the account for good.", Group.RECORD, places=("admin.user",),
           rank=24),
    Action("account.authorise", ("g",), "Authorise", "Authorise the request; shows a one-time code once.",
           Group.RECORD, places=("admin.requests",), rank=20),
    Action("account.refuse", ("d",), "Refuse", "Refuse the request with a reason.", Group.RECORD,
           places=("admin.requests",), rank=21),
    Action("account.keep", ("k",), "Keep", "Keep the account as it is for another year.", Group.RECORD,
           places=("admin.review",), rank=20),
    Action("defendant.add", ("plus",), "Add",
           "Add a defendant to the list who came overnight or on a warrant.", Group.RECORD,
           places=("day.list",), rank=28),
    Action("case.restrict", ("z",), "Restrict",
           "Restrict this case to named roles of its court, or lift the restriction.", Group.RECORD,
           places=("file.case",), rank=58),
    Action("record.add", ("plus",), "Add record",
           "Enter a record of your agency; on a case, a victim or a witness.", Group.RECORD,
           places=("file.person", "file.case"), rank=54),
    Action("attendance.mark", ("t",), "Attendance",
           "Mark attendance: p present, v by video, a absent, e excused.", Group.RECORD,
           places=("day.list", *_PERSON), rank=27),
    Action("court.switch", ("o",), "Other court", "Show another court or room.", Group.RECORD,
           places=("day.list",), rank=42),
    Action("court.next", ("k",), "Next court", "The list of your next court, at once.", Group.RECORD,
           places=("day.list",), rank=44),
    Action("room.choose", tuple("0123456789"), "Rooms", "The list of a room of this court by its number; 0 for all.",
           Group.RECORD, places=("day.list",), rank=48, shown_as="0-9"),
    Action("list.filter", ("f",), "Filter", "Leave only rows whose name or case number fits what you type.",
           Group.RECORD, places=("day.list", "write.hand_over", "review.decisions"), rank=43),
    Action("case.open", ("v",), "Case", "View the case: all defendants, charges, hearings.", Group.RECORD,
           places=("day.list",), rank=52),
    Action("day.previous", ("left_square_bracket",), "Day before", "The day before.", Group.MOVING,
           places=("day.list",), rank=46),
    Action("day.next", ("right_square_bracket",), "Day after", "The day after.", Group.MOVING,
           places=("day.list",), rank=47),
    Action("person.previous", ("left_square_bracket",), "Previous", "The defendant listed before this one.",
           Group.MOVING, places=_FILE, rank=62),
    Action("person.next", ("right_square_bracket",), "Next", "The defendant who is called next.",
           Group.MOVING, places=_FILE, rank=61),
    Action("as_at", ("at",), "As at", "The record as it stood on a date.", Group.MOVING,
           places=("file.person",), rank=70),
    Action("section", tuple("123456789"), "Sections", "Go to a section of this page by its number.",
           Group.MOVING, places=(*_FILE, "share.seat", "file.emergency"), rank=65, shown_as="1-9"),
    Action("mark", ("space",), "Mark", "Mark this row, or take the mark away.", Group.MOVING,
           places=("day.list", "find.box"), by_part=True),
    Action("open", ("enter",), "Open", "Open the row under the cursor.", Group.MOVING,
           places=(*_LISTED, "write.hand_over", "start.more", "admin.users", "admin.review", "admin.weekly",
                   "admin.weekly_rows", "share.", "review.match",
                   "review.corrections", "review.quarantine", "scheme.cohorts", "scheme.cohort"),
           rank=15,
           by_part=True),
    Action("back", ("escape",), "Back",
           "Close a message, leave a field, go back. A note is kept, a form asks what becomes of it.",
           Group.MOVING, rank=85, before_sign_in=True),
    Action("last", ("minus",), "Last screen", "The screen before this one, and back again.", Group.MOVING),
    Action("field.next", ("tab",), "Next field", "The next field; Shift+Tab the one before.", Group.MOVING,
           by_part=True, before_sign_in=True),
    Action("help.keys", ("question_mark",), "Keys", "The keys that count here.", Group.MOVING),
)
# fmt: on

_SPOKEN = {
    "slash": "/", "colon": ":", "plus": "+", "minus": "-", "at": "@", "question_mark": "?", "exclamation_mark": "!",
    "left_square_bracket": "[", "right_square_bracket": "]", "escape": "Esc", "enter": "Enter",
    "tab": "Tab", "space": "Space",
}  # fmt: skip


def spoken(key: str) -> str:
    """A key as a clerk reads it: `f2` -> F2, `ctrl+p` -> ^P, `left_square_bracket` -> [."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    if len(key) > 1 and key[0] == "f" and key[1:].isdecimal():
        return key.upper()
    return _SPOKEN.get(key, key)


def in_words(roles: Iterable[Role]) -> str:
    """Roles as a clerk reads them: `administrator or authoriser`."""
    return " or ".join(role.value.replace("_", " ").replace(".", " ") for role in roles)


def reaches_into_text(key: str) -> bool:
    """Whether a key acts while a text field has the focus: F and Ctrl keys do, letters and signs do not."""
    return key.startswith("ctrl+") or (len(key) > 1 and key[0] == "f" and key[1:].isdecimal())


def keys_of(action: Action, keys: Iterable[str] = ()) -> str:
    """The keys of an action in words, `F3 or /`; `keys` overrides the registry's (a user's own)."""
    return action.shown_as or " or ".join(spoken(key) for key in (tuple(keys) or action.keys)) or "palette only"


def page() -> str:
    """docs/keys.md: every action with its keys and the screens where it counts."""
    return "\n".join(_page_lines()) + "\n"


def _page_lines() -> Iterator[str]:
    yield "# Keys"
    yield ""
    yield "Made from the registry in `screens/keys.py` by `python -m screens.keys --write docs/keys.md`."
    yield "Letters count outside text fields only, as capitals too. Keys can be changed by id: see the"
    yield "`keys` table of `tracker.toml`."
    for group in Group:
        yield from ("", f"## {group.value}", "", "| Key | Does | Where | Id |", "|---|---|---|---|")
        for action in ACTIONS:
            if action.group is group:
                where = ", ".join(one + "*" if one.endswith(".") else one for one in action.places)
                does = f"{action.label}. {action.help}"
                yield f"| {keys_of(action)} | {does} | {where or 'everywhere'} | `{action.id}` |"


def main(arguments: list[str]) -> int:
    """`--write FILE` writes the page, `--check FILE` exits 1 when the file is out of date."""
    match arguments:
        case ["--write", name]:
            Path(name).write_text(page(), encoding="utf-8")
            return 0
        case ["--check", name]:
            return int(Path(name).read_text(encoding="utf-8") != page())
    sys.stderr.write("usage: python -m screens.keys --write FILE | --check FILE\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
