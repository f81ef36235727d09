"""What leads from the file of a person to pages about the file itself."""

from __future__ import annotations

from screens.frame.base import BaseScreen
from screens.frame.messages import PlaceOpened
from screens.frame.place import Place


class AboutTheFile(BaseScreen):
    """A screen of one person, `place.person`."""

    def act_who(self) -> None:
        """Who has seen this file."""
        self.post_message(PlaceOpened(Place("review.seen", person=self.place.person)))

    def act_alias_add(self) -> None:
        """Another name."""
        self.post_message(PlaceOpened(Place("file.alias", person=self.place.person, hearing=self.place.hearing)))

    def act_links_open(self) -> None:
        """The records that make up the file, and what was decided about them."""
        self.post_message(PlaceOpened(Place("file.links", person=self.place.person)))
