"""What stands around the hits: the panel for nothing found, and what is known of the hit under the cursor."""

from __future__ import annotations

from datetime import date

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from db.cards.find import Hit, Page
from db.words.text import visible
from screens.find.shown import detail, facts_of, nothing
from screens.frame.lines import fitted


class Nothing(Static, can_focus=True):
    """Stands where the hits would be: what was understood and what to do."""

    def show(self, page: Page) -> None:
        """Say it of this answer."""
        said = Content("\n".join(visible(line) for line in nothing(page).splitlines()))
        if said != self.content:
            self.update(said, layout=False)  # it fills the place of the hits, whatever it says


class HitLines(Static):
    """Vital facts of the hit under the cursor: those that tell two namesakes apart."""

    def show(self, hit: Hit | None, today: date) -> str:
        """Paint them; answers the first line, for who is read to."""
        width = max(20, self.app.size.width - 2)
        lines = detail(hit, today) if hit else ("", "", "")
        shown = Content("\n".join(fitted(line, width) for line in lines))
        if shown != self.content:
            # Lines of a fixed height: a key must not have the whole screen laid out anew.
            self.update(shown, layout=False)
        return lines[0]


class HitPanel(Static):
    """The same beside the hits where a terminal is wide: field by field, wrapped and never cut, and why it is a hit."""

    def show(self, hit: Hit | None, today: date, *, names: str = "") -> None:
        """Paint them; `names` are the other names, once they are read."""
        if hit is None:
            self.update("", layout=False)
            return
        facts = {**facts_of(hit, today, names=names), hit.band.heading: "; ".join(hit.why)}
        lines = [Content.assemble((f"{field}  ", "bold"), visible(value)) for field, value in facts.items() if value]
        self.update(Content("\n").join(lines), layout=False)


def stand(part: Widget, *, here: bool) -> None:
    """Show it or not; said again, it would have the whole screen laid out anew."""
    if part.display != here:
        part.display = here
