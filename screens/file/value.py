"""Which value of which field a line of the file shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.cards.file import FileCard
    from db.cards.person import ValueCard
    from screens.file.line import Line


def value_at(card: FileCard, line: Line) -> tuple[str, ValueCard] | None:
    """The key of the field and the value; a line that shows a field as a whole stands for its first value."""
    for field in (*card.names, *card.details, *card.numbers, *card.addresses):
        if field.key == line.history and field.best is not None:
            shown = (value for value in field.values if value.id and str(value.id) in line.key)
            return field.key, next(shown, field.best)
    return None
