"""The form of a sharing rule: typed in words, read back, and what changes for whom before it is saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from db.cards.sharing import RuleTerms
from db.words.dates import parse_loose, spell
from db.words.errors import BadInput, TrackerError
from db.words.families.access import Recipient
from db.words.families.sharing import read_category, read_level, read_purpose, read_recipient, role_label
from screens.frame.form import FormScreen
from screens.frame.place import Place
from screens.parts.form import FormLine
from screens.parts.painted import EDGE
from screens.parts.rows import Column, Empty, Page, Row
from screens.parts.table import Table
from screens.share.lines import whole

if TYPE_CHECKING:
    from datetime import date

    from db.cards.sharing import PreviewCard, RequestCard, RuleCard
    from db.desk import Desk

CHANGE, ANSWER = "change", "answer"
"""`Place.kind` of a change and of an answer; `Place.cursor` is then the id of the rule or the request."""
_LINES = ("category", "whom", "level", "purpose", "from", "until", "agreement")
_SETTLES = 0.3


class RuleScreen(FormScreen):
    """Seven lines, and below them what the rule would change; F10 saves after a typed y."""

    PLACE = "share.rule"
    TITLE = "Sharing rule"
    HELP: ClassVar[str] = (
        "One rule: what, for whom, how much, for what purpose, from when to when. Whom is written as user NAME, "
        "judge at B01LY, court B01LY, role judge, agency CODE, kind police or all. The most specific rule that holds "
        "wins; of two that rank alike the one that gives less. Below stands what would change for whom; nothing is "
        "saved before F10 and a typed y."
    )

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk, place)
        self.key = UUID(place.cursor) if place.cursor else None
        self.card: PreviewCard | None = None

    def compose_body(self) -> ComposeResult:
        """The lines, what was asked, the preview."""
        yield Static(id="asked", markup=False)
        yield FormLine("What", id="category", reads=lambda text: read_category(text).label, hint="treatment")
        yield FormLine("For whom", id="whom", reads=_whom_words, hint="judge at B01LY")
        yield FormLine("How much", id="level", reads=lambda text: read_level(text).label, hint="summary")
        yield FormLine("Purpose", id="purpose", reads=lambda text: read_purpose(text).label, hint="any")
        yield FormLine("From", id="from", reads=self._day_words, hint="today")
        yield FormLine("Last day", id="until", reads=self._day_words, hint="+90, or leave it open")
        yield FormLine("Agreement", id="agreement", reads=lambda _: "", hint="what it rests on")
        yield Table((Column("What would change"),), id="preview", empty=Empty("Fill in the lines."), counts=False)

    def on_mount(self) -> None:
        """What is changed or answered is read first."""
        self.query_one("#asked").display = False
        self.line("category").enter()
        if self.key is not None and self.place.kind == CHANGE:
            self.ask(partial(self.desk.sharing.show, self.key), self._show_rule, slot="first")
        elif self.key is not None and self.place.kind == ANSWER:
            self.ask(partial(self.desk.share_requests.show, self.key), self._show_request, slot="first")

    @property
    def title_words(self) -> str:
        """A new rule, a change, or an answer."""
        return {CHANGE: "Change a rule", ANSWER: "Answer a request"}.get(self.place.kind, "New rule")

    def line(self, name: str) -> FormLine:
        """A line of the form."""
        return self.query_one(f"#{name}", FormLine)

    @on(Input.Changed)
    def look(self) -> None:
        """A moment after the last key."""
        self.set_timer(_SETTLES, self._preview)

    def act_save(self) -> None:
        """F10: what changes for whom once more, and a typed y."""
        try:
            terms = self._terms()
        except BadInput as problem:
            missing = (name for name in _LINES[:3] if not self.line(name).text)
            wrong = next((name for name in _LINES if self.line(name).problem), "") or next(missing, "")
            if wrong:
                self.line(wrong).enter()
            self.error(problem)
            return
        self.ask(
            self._previewing(terms), partial(self._confirm, terms), says="Looking what changes", slot="save",
            refused=partial(self._refused, terms),
        )  # fmt: skip

    # -- private ----------------------------------------------------------------------------------

    def _refused(self, terms: RuleTerms, problem: TrackerError) -> None:
        """Why not; a day that cannot be has the keys."""
        today = self.host.clock.today()
        first = terms.starts_on or today
        if first < today:
            self.line("from").enter()
        elif terms.not_after is not None and terms.not_after < first:
            self.line("until").enter()
        self.error(problem)

    def _day_words(self, text: str) -> str:
        return spell(self._day(text))

    def _day(self, text: str) -> date:
        return parse_loose(text, today=self.host.clock.today())

    def _terms(self) -> RuleTerms:
        """What the lines say; raises BadInput with what is missing."""
        said = dict(zip(_LINES, self._typed(), strict=True))
        if not said["category"] or not said["whom"] or not said["level"]:
            raise BadInput("A rule says what, for whom and how much.", to_do="Fill in the first three lines.")
        recipient, name, word = read_recipient(said["whom"])
        first, last = (self._day(said[one]) if said[one] else None for one in ("from", "until"))
        return RuleTerms(
            read_category(said["category"]), read_level(said["level"]), recipient, name, word,
            read_purpose(said["purpose"]), first, last, said["agreement"],
        )  # fmt: skip

    def _typed(self) -> tuple[str, ...]:
        return tuple(self.line(name).text for name in _LINES)

    def _previewing(self, terms: RuleTerms) -> partial[PreviewCard]:
        replaces = self.key if self.place.kind == CHANGE else None
        return partial(self.desk.sharing_effect.preview, terms, replaces=replaces)

    def _preview(self) -> None:
        if not self.is_mounted:
            return
        try:
            terms = self._terms()
        except BadInput as problem:
            self._say_why(problem)
            return
        self.ask(self._previewing(terms), self._show_preview, says="Looking", slot="preview", refused=self._say_why)

    def _show_preview(self, card: PreviewCard) -> None:
        self.card = card
        texts = [*(f"  {line.words}" for line in card.lines), *card.notes]
        rows = whole((Row(f"{number}", (text,)) for number, text in enumerate(texts)), self.size.width - EDGE - 2)
        self.query_one("#preview", Table).fill(Page(tuple(rows)), anew=True)

    def _say_why(self, problem: TrackerError) -> None:
        table = self.query_one("#preview", Table)
        table.empty = Empty(problem.happened, problem.to_do)
        table.fill(Page(()), anew=True)

    def _confirm(self, terms: RuleTerms, card: PreviewCard) -> None:
        self._show_preview(card)
        users, people = sum(line.users for line in card.lines), max((line.people for line in card.lines), default=0)
        of = f"of {people:,} {'person' if people == 1 else 'people'} at most"
        gets = "1 user gets" if users == 1 else f"{users:,} users get"
        changes = f"It changes what {gets}, {of}." if users else card.notes[-1]
        self.confirm(f"Share {card.words}? {changes} u undoes it.", partial(self._save, terms))

    def _save(self, terms: RuleTerms) -> None:
        desk, key = self.desk, self.key
        if self.place.kind == CHANGE and key is not None:
            self.act(partial(desk.sharing.change, key, terms), lambda _: self.saved("The rule is changed."))
        elif self.place.kind == ANSWER and key is not None:
            self.act(
                partial(desk.share_requests.grant, key, terms, answer=terms.agreement),
                lambda _: self.saved("The request is answered; the rule counts."),
            )
        else:
            self.act(partial(desk.sharing.add, terms), lambda _: self.saved("The rule counts."))

    def _show_rule(self, card: RuleCard) -> None:
        terms, today = card.terms, self.host.clock.today()
        first = terms.starts_on if terms.starts_on and terms.starts_on > today else None
        self._put(
            terms.category.value, _whom_typed(terms), terms.level.value, terms.purpose.value,
            f"{first:%d/%m/%Y}" if first else "", f"{terms.not_after:%d/%m/%Y}" if terms.not_after else "",
            terms.agreement,
        )  # fmt: skip
        if card.loses_to:
            asked = self.query_one("#asked", Static)
            asked.display = True
            asked.update(Content(f"Now {card.state_words}."))

    def _show_request(self, card: RequestCard) -> None:
        asked = self.query_one("#asked", Static)
        asked.display = True
        asked.update(Content(f"{card.words}: {card.reason}"))
        self._put(card.category.value, f"user {card.asked_by}", "summary", "", "", "+28", "")
        self.line("level").enter()

    def _put(self, *texts: str) -> None:
        self.fill(dict(zip(_LINES, texts, strict=True)))


def _whom_words(text: str) -> str:
    recipient, name, word = read_recipient(text)
    role = role_label(word)
    return {Recipient.ROLE_AT_COURT: f"{role} at {name}"}.get(recipient, f"{recipient.label} {name or role}".strip())


def _whom_typed(terms: RuleTerms) -> str:
    """The recipient as it is typed."""
    match terms.recipient:
        case Recipient.ROLE_AT_COURT:
            return f"{role_label(terms.word)} at {terms.name}"
        case Recipient.ROLE:
            return f"role {role_label(terms.word)}"
        case Recipient.AGENCY_KIND:
            return f"kind {terms.word}"
        case Recipient.ALL:
            return "all"
    return f"{terms.recipient.value} {terms.name}"
