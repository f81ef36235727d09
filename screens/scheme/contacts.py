"""Contacts: whom to call, narrowed as one types; of a person, those of the person's area come first."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from db.cards.contacts import ContactQuery
from db.words.dates import short
from db.words.families.schemes import ContactKind
from db.words.text import fold
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign, fitted
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place
from screens.parts.box import SearchBox
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table

if TYPE_CHECKING:
    from datetime import date

    from db.cards.contacts import AreaGap, ContactCard
    from db.cards.person import VitalCard
    from db.desk import Desk

COLUMNS = (
    Column("Kind", 16), Column("Name"), Column("Area", 8), Column("Agency", 7), Column("Telephone", 16),
    Column("Mail", 26, wide=True), Column("Confirmed", 12, wide=True),
)  # fmt: skip
_SHOWN = (
    ContactKind.AUTHORISER, ContactKind.COORDINATOR, ContactKind.POLICE, ContactKind.CPS, ContactKind.PROBATION,
    ContactKind.PRISON, ContactKind.TRAINER,
)  # fmt: skip
_HEADS = ("Author", "Coord.", "Police", "CPS", "Probat", "Prison", "Train.")
GAPS = (
    Column("Area", 8), Column("Name"), *(Column(head, 6, right=True) for head in _HEADS),
    Column("Stale", 5, right=True),
)  # fmt: skip
_NOBODY = Empty("No contact fits.", "Esc empties the box; + enters a contact.")


class ContactsScreen(BaseScreen):
    """A line to type in, the contacts, the one under the cursor in full; g shows areas by kinds with their gaps."""

    PLACE = "scheme.contacts"
    TITLE = "Contacts"
    HELP: ClassVar[str] = (
        "Whom to call, in every area. Type a part of a name, a kind (authoriser, trainer, probation ...), an area's "
        "or an agency's code, or stale; several words narrow. Down goes to the list. Of a person, the people of the "
        "area where they are registered come first. ! marks an entry that nobody confirmed for half a year. + enters "
        "a contact, e changes the one under the cursor, k confirms it, d ends it, for administrators and the area's "
        "authorisers. g shows each area with what nobody stands for; + there enters a contact of that area."
    )
    CSS = """
    ContactsScreen #find-contact { height: 1; background: $raised; }
    ContactsScreen Table { height: 1fr; }
    ContactsScreen #whole { height: 3; padding: 0 1; }
    """

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.cards: dict[str, ContactCard] = {}
        self.grid = place.kind == "gaps"
        self.refusal = ""
        self._every: tuple[ContactCard, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The box, the list, the one under the cursor; and the areas."""
        yield SearchBox(id="find-contact", placeholder="name, kind, area or agency; Down goes to the contacts")
        yield Table(COLUMNS, id="contacts", empty=_NOBODY)
        yield Table(GAPS, id="gaps", empty=Empty("There is no partnership or force area yet."), counts=False)
        yield Static(markup=False, id="whole")

    def on_mount(self) -> None:
        """All of them, or those of a person."""
        typed, self.desk.contacts.typed = self.desk.contacts.typed.strip(), ""
        self.query_one(SearchBox).value = typed
        self._show_grid()
        self.ask(lambda: self.desk.contacts.form().refusal, self._may, slot="may")
        if self.place.person is not None:
            self.ask(partial(self.desk.file.vital, self.place.person), self._show_vital, slot="vital")
        if typed and self.place.cursor:
            self.query_one("#contacts").focus()
        self._read()

    def come_back(self, place: Place) -> None:
        """Asked for again: with what was typed in the find box, the cursor on the contact that was chosen."""
        typed, self.desk.contacts.typed = self.desk.contacts.typed.strip(), ""
        if typed:
            self.place, self.grid = replace(self.place, cursor=place.cursor, person=None), False
            self.query_one(SearchBox).value = typed
            self._show_grid()
            self._read()

    @property
    def title_words(self) -> str:
        """Whose contacts, or the gaps."""
        return "Contacts by area" if self.grid else "Contacts"

    @on(SearchBox.Asked)
    def narrow(self, message: SearchBox.Asked) -> None:
        """As one types: everything is in memory."""
        self._fill(message.text)

    @on(SearchBox.HitsWanted)
    def to_contacts(self) -> None:
        """Down or Enter."""
        self.query_one("#contacts", Table).focus()

    @on(Table.Moved)
    def show_whole(self) -> None:
        """What a narrow terminal cuts off."""
        one, width = self._chosen, max(40, self.size.width - 2)
        rows = [] if one is None else _whole(one)
        self.query_one("#whole", Static).update(Content("\n".join(fitted(row, width) for row in rows)))
        self.refresh_frame()

    def why_not(self, action_id: str) -> str:
        """Who keeps the entry under the cursor."""
        if action_id == "contact.add":
            return self.refusal
        if action_id in ("contact.confirm", "contact.end", "contact.change"):
            one = self._chosen
            if one is None or self.grid:
                return "No contact is under the cursor."
            return "" if one.own else "Administrators and the area's authorisers keep this contact."
        return super().why_not(action_id)

    def act_contact_add(self) -> None:
        """+: of the area under the cursor, where areas are shown."""
        area = self.query_one("#gaps", Table).cursor_key if self.grid else ""
        self.post_message(PlaceOpened(Place("scheme.contact", kind="add", cursor=area)))

    def act_contact_change(self) -> None:
        """e."""
        one = self._chosen
        if one is not None:
            self.post_message(PlaceOpened(Place("scheme.contact", kind="change", cursor=str(one.id))))

    def on_screen_resume(self) -> None:
        """Back from the form."""
        if self._every:
            self._read()

    def act_contact_confirm(self) -> None:
        """k."""
        one = self._chosen
        if one is not None:
            work = partial(self.desk.contacts.confirm, one.id)
            self.act(work, lambda card: self._again(f"{card.name} is confirmed today."))

    def act_contact_end(self) -> None:
        """d."""
        one = self._chosen
        if one is not None:
            self.confirm(
                f"Take {one.name}, {one.kind.label}, off the directory?",
                lambda: self.act(
                    partial(self.desk.contacts.end, one.id), lambda card: self._again(f"{card.name} is ended.")
                ),
            )

    def act_contact_gaps(self) -> None:
        """g: areas by kinds, and back."""
        self.grid = not self.grid
        self._show_grid()
        self._read()

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody changed the directory."""
        self._read()

    def here(self) -> Place:
        """With the grid and the cursor."""
        if not self.is_mounted:
            return self.place
        cursor = self.query_one("#contacts", Table).cursor_key
        return replace(self.place, kind="gaps" if self.grid else "", cursor=cursor)

    # -- private -----------------------------------------------------------------------------------

    @property
    def _chosen(self) -> ContactCard | None:
        return self.cards.get(self.query_one("#contacts", Table).cursor_key)

    def _show_grid(self) -> None:
        self.query_one("#contacts").display = not self.grid
        self.query_one("#find-contact").display = not self.grid
        self.query_one("#whole").display = not self.grid
        self.query_one("#gaps").display = self.grid
        if self.grid:
            self.query_one("#gaps").focus()
        elif self.place.person is None:
            self.query_one(SearchBox).focus()
        else:
            self.query_one("#contacts").focus()
        self.refresh_frame()

    def _read(self) -> None:
        if self.grid:
            self.ask(self.desk.contacts.gaps, self._fill_grid, slot="gaps")
        elif self.place.person is not None:
            self.ask(partial(self.desk.contacts.for_person, self.place.person), self._take, slot="contacts")
        else:
            self.ask(partial(self.desk.contacts.find, ContactQuery()), self._take, slot="contacts")

    def _again(self, said: str) -> None:
        self.say(said)
        self._read()

    def _take(self, cards: tuple[ContactCard, ...]) -> None:
        self._every = cards
        self._fill(self.query_one(SearchBox).value)

    def _fill(self, typed: str) -> None:
        words = fold(typed).split()
        today = self.host.clock.today()
        found = [one for one in self._every if all(word in _searched(one, today) for word in words)]
        self.cards = {str(one.id): one for one in found}
        rows = [
            Row(key, (one.kind.label, one.name, one.area, one.agency, one.phone, one.email, short(one.confirmed_on)),
                sign="!" if one.stale_at(today) else "")
            for key, one in self.cards.items()
        ]  # fmt: skip
        self.query_one("#contacts", Table).fill(Page(rows, total=len(rows)), cursor=self.place.cursor, anew=True)
        self.show_whole()

    def _fill_grid(self, found: tuple[AreaGap, ...]) -> None:
        rows = [_gap_row(one) for one in found]
        self.query_one("#gaps", Table).fill(Page(rows, total=len(rows)), anew=True)
        alone = sum(one.no_authoriser for one in found)
        self.say(f"{alone} of {len(found)} areas have no authoriser." if alone else "Every area has an authoriser.")

    def _may(self, refusal: str) -> None:
        self.refusal = refusal
        self.refresh_frame()

    def _show_vital(self, vital: VitalCard) -> None:
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])


def _gap_row(one: AreaGap) -> Row:
    counts = [str(one.kinds.get(kind, 0) or "none") for kind in _SHOWN]
    cells = (one.area, one.area_name, *counts, str(one.stale or ""))
    return Row(one.area, cells, sign="!" if one.no_authoriser else "")


def _searched(one: ContactCard, today: date) -> str:
    kind, stale = f"{one.kind.label} {one.kind.value}", " stale" if one.stale_at(today) else ""
    return fold(f"{one.name} {kind} {one.area} {one.area_name} {one.agency} {one.agency_name}{stale}")


def _whole(one: ContactCard) -> list[str]:
    where = f"{one.area} {one.area_name}{f', {one.agency_name}' if one.agency_name else ''}"
    pair = f"; with {one.counterpart}" if one.counterpart else ""
    return [f"{one.name}, {one.kind.label}: {where}{pair}", one.reach, f"confirmed {short(one.confirmed_on)}"]
