"""The form of a contact: entered or changed, by an administrator or an authoriser of the area; saving confirms it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.contacts import ContactEdit, ContactQuery, NewContact
from db.words.errors import BadInput
from db.words.families.schemes import ContactKind
from db.words.text import fold
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.form import FormLine

if TYPE_CHECKING:
    from db.cards.contacts import ContactCard, ContactForm
    from db.desk import Desk

CHANGE = "change"
"""`Place.kind` of a change; `Place.cursor` is then the id of the contact, else the code of the area."""
_LINES = (
    ("kind", "Kind", "authoriser, police, probation ..."),
    ("name", "Name", "who it is"),
    ("area", "Area", "the code of an area that you keep"),
    ("agency", "Agency", "its code, or nothing"),
    ("phone", "Telephone", "0151 496 0100"),
    ("email", "Mail", "name@agency.example"),
    ("hours", "Hours", "when they can be reached"),
    ("pair", "Counterpart", "the same at another agency"),
)


class ContactScreen(FormScreen):
    """Eight lines; what each was understood as stands beside it."""

    PLACE = "scheme.contact"
    TITLE = "Contact"
    HELP: ClassVar[str] = (
        "Somebody to call: what for, who, of which area, how. A telephone number or an address for mail is wanted. "
        "The counterpart does the same for another agency: a part of the name, with words of the kind or the area "
        "where several are called so; an empty line takes it away. Saving counts as confirming the entry today. "
        "Administrators keep every contact, an area's authorisers those of their areas."
    )
    CSS = "ContactScreen #about { height: auto; padding: 1 0 0 0; }"

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.form: ContactForm | None = None
        self.stands: ContactCard | None = None
        self._every: tuple[ContactCard, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The lines, and the kinds there are."""
        for name, label, hint in _LINES:
            yield FormLine(label, id=name, reads=self._reader(name), hint=hint)
        kinds = ", ".join(kind.label for kind in ContactKind)
        yield Static(Content(f"Kinds: {kinds}.\nF10 saves and confirms the entry today."), id="about")

    def on_mount(self) -> None:
        """What may be entered; of a change also what stands."""
        self._line("name" if self._changes else "kind").enter()
        self.ask(self.desk.contacts.form, self._take_form, slot="form")
        self.ask(partial(self.desk.contacts.find, ContactQuery()), self._take_every, slot="every")

    @property
    def title_words(self) -> str:
        """A new one, or whose entry is changed."""
        if not self._changes:
            return "Contacts > New"
        return f"Contacts > {self.stands.name}" if self.stands else "Contacts > Change"

    def why_not(self, action_id: str) -> str:
        """For whom the form is."""
        if action_id == "save" and self.form is not None and self.form.refusal:
            return self.form.refusal
        return super().why_not(action_id)

    def act_save(self) -> None:
        """F10."""
        if self.form is None or (self._changes and self.stands is None):
            self.refuse("The form is not read yet.")
            return
        try:
            new = self._wanted()
        except BadInput as problem:
            wrong = next((name for name, *_ in _LINES if self._line(name).problem), "")
            if wrong:
                self._line(wrong).enter()
            self.error(problem)
            return
        if self.stands is None:
            self.act(partial(self.desk.contacts.add, new), partial(self._done_with, "entered"))
        else:
            edit = _edit(self.stands, new)
            if edit == ContactEdit():
                self.refuse("Nothing about this contact would be different; k on the list confirms it.")
                return
            self.act(partial(self.desk.contacts.change, self.stands.id, edit), partial(self._done_with, "changed"))

    # -- private -----------------------------------------------------------------------------------

    @property
    def _changes(self) -> bool:
        return self.place.kind == CHANGE

    def _line(self, name: str) -> FormLine:
        return self.query_one(f"#{name}", FormLine)

    def _reader(self, name: str) -> Callable[[str], str]:
        readers: dict[str, Callable[[str], str]] = {
            "kind": lambda text: _kind(text).label, "area": self._area_words, "agency": self._agency_words,
            "pair": lambda text: _words(self._pair(text)) if self._every else "",
        }  # fmt: skip
        return readers.get(name, lambda _: "")

    def _area_words(self, text: str) -> str:
        known = dict(self.form.areas) if self.form else {}
        if self.form is not None and text.upper() not in known:
            raise BadInput(f"One of: {', '.join(sorted(known))}")
        return known.get(text.upper(), "")

    def _agency_words(self, text: str) -> str:
        known = dict(self.form.agencies) if self.form else {}
        if self.form is not None and text.upper() not in known:
            raise BadInput("no such agency")
        return known.get(text.upper(), "")

    def _pair(self, text: str) -> ContactCard:
        """The one contact whose words the line names. Raises BadInput."""
        mine = self.stands.id if self.stands else None
        words = fold(text).split()
        found = [one for one in self._every if one.id != mine and all(word in _searched(one) for word in words)]
        exact = [one for one in found if fold(one.name) == fold(text)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        raise BadInput(f"{len(found)} contacts fit" if found else "no such contact")

    def _wanted(self) -> NewContact:
        said = {name: self._line(name).text for name, *_ in _LINES}
        if not said["name"]:
            raise BadInput("A contact needs a name.")
        if not said["area"]:
            raise BadInput("Which area is it?")
        self._area_words(said["area"])
        pair = self._pair(said["pair"]).id if said["pair"] else None
        return NewContact(
            _kind(said["kind"]), said["name"], said["area"].upper(), said["agency"].upper(), said["phone"],
            said["email"], said["hours"], pair,
        )  # fmt: skip

    def _done_with(self, done: str, card: ContactCard) -> None:
        self.saved(f"{card.name} is {done} and confirmed today.")

    def _take_form(self, form: ContactForm) -> None:
        self.form = form
        if form.refusal:
            self.refuse(form.refusal)
        elif not self._changes:
            codes = [code for code, _ in form.areas]
            first = self.place.cursor if self.place.cursor in codes else codes[0] if len(codes) == 1 else ""
            self.fill({"area": first})
        self.refresh_frame()

    def _take_every(self, cards: tuple[ContactCard, ...]) -> None:
        self._every = cards
        if not self._changes:
            return
        wanted = UUID(self.place.cursor) if self.place.cursor else None
        self.stands = next((one for one in cards if one.id == wanted), None)
        if self.stands is None:
            self.refuse("This contact is on the directory no more.")
            return
        one = self.stands
        pair = next((other.name for other in cards if other.id == one.counterpart_id), "")
        self.fill(
            {"kind": one.kind.label, "name": one.name, "area": one.area, "agency": one.agency, "phone": one.phone,
             "email": one.email, "hours": one.hours, "pair": pair}
        )  # fmt: skip
        self.refresh_frame()


def _kind(text: str) -> ContactKind:
    """The kind whose words begin so. Raises BadInput."""
    begun = fold(text)
    found = [one for one in ContactKind if begun and begun in (fold(one.label), one.value)]
    found = found or [
        one for one in ContactKind if begun and (fold(one.label).startswith(begun) or one.value.startswith(begun))
    ]
    if len(found) != 1:
        raise BadInput(" or ".join(one.label for one in found) if found else "One of the kinds below.")
    return found[0]


def _searched(one: ContactCard) -> str:
    return fold(f"{one.name} {one.kind.label} {one.area} {one.agency}")


def _words(one: ContactCard) -> str:
    return f"{one.name}, {one.kind.label}, {one.area}"


def _edit(stands: ContactCard, new: NewContact) -> ContactEdit:
    """Only what differs from what was read, so that what somebody else changed meanwhile is kept."""
    edit = ContactEdit()
    for name in ("kind", "name", "area", "agency", "phone", "email", "hours"):
        if getattr(new, name) != getattr(stands, name):
            edit = replace(edit, **{name: getattr(new, name)})
    if new.counterpart != stands.counterpart_id:
        edit = replace(edit, counterpart=new.counterpart, alone=new.counterpart is None)
    return edit
