"""The registrations of one person as a prolific offender: what stands, what ended, and what was said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.cards.borders import border_lines
from db.cards.scheme_lines import registration_lines
from db.words.dates import short
from screens.frame.base import BaseScreen
from screens.frame.lines import Sign, fitted
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place

if TYPE_CHECKING:
    from db.cards.actions import ActionCard
    from db.cards.borders import BorderView
    from db.cards.person import VitalCard
    from db.cards.schemes import PersonRegister
    from db.desk import Desk

_ON_ONE = frozenset({"ppo.change", "ppo.review", "ppo.deregister", "ppo.withdraw"})


class PersonRegisterScreen(BaseScreen):
    """Read again when something of it changes; the letters lead to the forms."""

    PLACE = "scheme.person"
    TITLE = "Registrations"
    HELP: ClassVar[str] = (
        "Every registration of this person as a prolific offender that you read in full, ended ones too, and below "
        "them what was changed when and by whom. + nominates the person in an area, v notes a review, e changes rank, "
        "strand, lead or plan and records who agreed to the end, d deregisters, a enters an arrest or charge, z takes "
        "back what was entered by mistake, b shows by area where the offences lie, at home or across the border, j "
        "leads to what each partner does about the person and by when. Nothing is lost: each change is another version."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(place)
        self.desk = desk
        self.card: PersonRegister | None = None
        self.borders: BorderView | None = None
        self.refusal = ""
        self.actions: tuple[ActionCard, ...] = ()

    def compose_body(self) -> ComposeResult:
        """Lines to scroll."""
        with VerticalScroll(id="registrations"):
            yield Static(markup=False)

    def on_mount(self) -> None:
        """One consultation."""
        self.query_one("#registrations").focus()
        person = self.place.person
        if person is None:
            self.refuse("No person is in hand; / finds one.")
            return
        self.ask(partial(self.desk.file.vital, person), self._show_vital, slot="vital")
        self.ask(lambda: self.desk.register.form().refusal, self._may, slot="form")
        self.ask(partial(self.desk.register.of_person, person), self._show_card, says="Reading", slot="read")

    def why_not(self, action_id: str) -> str:
        """For whom the register is, and whether something stands to be changed."""
        if action_id == "ppo.register" or action_id in _ON_ONE:
            if self.refusal:
                return f"{self.refusal[:1].upper()}{self.refusal[1:]}"
            if self.card is None:
                return "The registrations are not read yet."
        if action_id == "ppo.borders" and self.card is None:
            return "The registrations are not read yet."
        if action_id in _ON_ONE and self.card is not None and not self._active:
            return "No registration of your agency stands."
        return super().why_not(action_id)

    def act_ppo_register(self) -> None:
        """+."""
        self._form("register")

    def act_ppo_change(self) -> None:
        """e."""
        self._form("change")

    def act_ppo_review(self) -> None:
        """v."""
        self._form("review")

    def act_ppo_deregister(self) -> None:
        """d."""
        self._form("deregister")

    def act_ppo_arrest(self) -> None:
        """a: for police and prosecution."""
        self.post_message(PlaceOpened(Place("scheme.arrest", person=self.place.person)))

    def act_ppo_actions(self) -> None:
        """j: what the partners do."""
        self.post_message(PlaceOpened(Place("scheme.actions", person=self.place.person)))

    def act_ppo_borders(self) -> None:
        """b: where the offences lie; once more for the registrations."""
        if self.borders is not None:
            self._leave_borders()
        elif self.place.person is not None:
            self.ask(
                partial(self.desk.search.borders, self.place.person), self._show_borders, says="Reading", slot="borders"
            )

    def act_back(self) -> None:
        """Esc leads from the borders to the registrations, from there away."""
        if self.borders is None or self.status.holds_error:
            super().act_back()
        else:
            self._leave_borders()

    def act_ppo_withdraw(self) -> None:
        """z: what was entered by mistake."""
        person, active = self.place.person, self._active
        if person is None or not active:
            return
        area = active[0]
        self.confirm(
            f"Withdraw the registration in {area}, entered by mistake? It stays in the history alone.",
            lambda: self.act(
                partial(self.desk.registering.withdraw, person, area=area), lambda _: self._again("Withdrawn.")
            ),
        )

    def records_changed(self, keys: frozenset[str]) -> None:
        """Somebody changed a registration."""
        if self.card is not None:
            self._again("")
        if self.borders is not None and self.place.person is not None:
            self.ask(partial(self.desk.search.read_borders, self.place.person), self._still_borders, slot="borders")

    def on_screen_resume(self) -> None:
        """Back from a form."""
        if self.card is not None:
            self._again("")

    @property
    def _active(self) -> list[str]:
        """Areas of the own agency's registrations that stand."""
        cards = self.card.registrations if self.card else ()
        return [one.area for one in cards if one.own and one.deregistered_on is None]

    def _form(self, kind: str) -> None:
        area = next(iter(self._active), "") if kind != "register" else ""
        self.post_message(PlaceOpened(Place("scheme.entry", person=self.place.person, kind=kind, cursor=area)))

    def _again(self, said: str) -> None:
        if said:
            self.say(said)
        if self.place.person is not None:
            self.ask(partial(self.desk.register.read_person, self.place.person), self._show_card, slot="read")

    def _may(self, refusal: str) -> None:
        self.refusal = refusal
        self.refresh_frame()

    def _show_vital(self, vital: VitalCard) -> None:
        self.show_person(vital.label, [Sign(sign.text, alert=sign.alert) for sign in vital.signs])

    def _show_card(self, card: PersonRegister) -> None:
        self.card = card
        self._show_rows()
        self.ask(partial(self.desk.actions.read, card.person_id), self._show_actions, slot="actions")

    def _show_actions(self, found: tuple[ActionCard, ...]) -> None:
        self.actions = found
        self._show_rows()

    def _show_borders(self, view: BorderView) -> None:
        self.borders = view
        self._show_rows()

    def _still_borders(self, view: BorderView) -> None:
        if self.borders is not None:
            self._show_borders(view)

    def _leave_borders(self) -> None:
        self.borders = None
        self._show_rows()

    def _show_rows(self) -> None:
        """The registrations, or the borders while they are looked at."""
        if self.card is None:
            return
        width = max(40, self.size.width - 4)
        open_ones = [one for one in self.actions if one.done_on is None]
        late = sum(one.overdue_at(self.host.clock.today()) for one in open_ones)
        rows = _lines(self.card, open_ones, late) if self.borders is None else _borders(self.card, self.borders)
        self.query_one("#registrations Static", Static).update(
            Content("\n".join(fitted(row, width * 4) for row in rows))
        )
        self.refresh_frame()


def _lines(card: PersonRegister, open_ones: Sequence[ActionCard], late: int) -> Iterator[str]:
    yield f"{card.name}  {card.reference}"
    if not card.registrations:
        yield "No registration that you read in full. + nominates the person."
    for one in card.registrations:
        state = f"ended {short(one.deregistered_on)}" if one.deregistered_on else "registered"
        yield ""
        yield f"{one.area} {one.area_name}: {state}"
        yield from (f"  {text}" for text in registration_lines(one))
    if open_ones:
        yield ""
        yield f"Joint actions: {len(open_ones)} open{f', {late} overdue' if late else ''}; j shows them all"
        yield from (f"  by {short(one.due):<12} {one.what} ({one.owner})" for one in open_ones[:5] if one.due)
    if card.changes:
        yield ""
        yield "What was done"
    for change in card.changes:
        by = f" ({change.by})" if change.by else ""
        yield f"  {short(change.on):<12} {change.area:<8} {'; '.join(change.what)}{by}"


def _borders(card: PersonRegister, view: BorderView) -> Iterator[str]:
    yield f"{card.name}  {card.reference}"
    yield ""
    yield from border_lines(view)
