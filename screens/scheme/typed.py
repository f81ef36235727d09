"""What the lines of the register's forms mean: areas and agencies by code, strands, ranks and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from db.cards.schemes import Deregistration, NewRegistration, RegistrationEdit
from db.words.dates import parse_loose, spell
from db.words.errors import BadInput
from db.words.families.held import Strand
from db.words.text import fold

if TYPE_CHECKING:
    from db.cards.schemes import RegisterForm, RegistrationCard

_DAYS = frozenset({"on", "due", "police", "probation", "partnership", "informed"})


def words(name: str, text: str, *, today: date, form: RegisterForm | None) -> str:
    """What a line is understood as, for the echo beside it. Raises BadInput."""
    if name in _DAYS:
        return spell(parse_loose(text, today=today))
    if name == "strand":
        return strand_of(text).label
    if name == "rank":
        return f"rank {rank_of(text)}"
    if form is not None and name in ("area", "lead"):
        known = dict(form.areas if name == "area" else form.agencies)
        if text.upper() not in known:
            raise BadInput(f"One of: {', '.join(sorted(known))[:40]}")
        return known[text.upper()]
    return ""


def strand_of(text: str) -> Strand:
    """The strand whose words begin so. Raises BadInput."""
    begun = fold(text)
    found = [one for one in Strand if begun and (fold(one.label).startswith(begun) or one.value.startswith(begun))]
    if len(found) != 1:
        raise BadInput("prevent, catch or rehabilitate")
    return found[0]


def rank_of(text: str) -> int:
    """A whole number. Raises BadInput."""
    if not (text.isascii() and text.isdecimal()):
        raise BadInput("A rank is a number.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in a form; its readings raise BadInput with the first thing that cannot be read."""

    person: UUID
    said: Mapping[str, str]
    today: date
    stands: RegistrationCard | None = None

    @property
    def area(self) -> str:
        """The area that is typed, else that of the registration it is about."""
        return self.said.get("area", "") or (self.stands.area if self.stands else "")

    @property
    def seen(self) -> UUID | None:
        """The version that the form was filled from."""
        return self.stands.row_id if self.stands else None

    @property
    def text(self) -> str:
        """The longer text."""
        return self.said["text"]

    def day(self, name: str) -> date | None:
        """A day, None for an empty line."""
        typed = self.said.get(name, "")
        return parse_loose(typed, today=self.today) if typed else None

    def new(self) -> NewRegistration:
        """A nomination."""
        said = self.said
        if not said["area"]:
            raise BadInput("Which area is it?")
        return NewRegistration(
            person_id=self.person,
            area=said["area"],
            scheme=said["scheme"],
            strand=strand_of(said["strand"]),
            lead_agency=said["lead"],
            reasons=self.text,
            nominated_on=self.day("on") or self.today,
            nominated_by=said["by"],
            priority=said["priority"],
            rank=rank_of(said["rank"]) if said["rank"] else None,
            rank_why=said["rank_why"],
            lead=said["officer"],
            review_due=self.day("due"),
        )

    def edit(self) -> RegistrationEdit:
        """What of the registration is to be different; a day or rank that is emptied stays as it is."""
        said = self.said
        return RegistrationEdit(
            scheme=said["scheme"],
            strand=self._strand(),
            lead_agency=said["lead"] or None,
            lead=said["officer"],
            priority=said["priority"],
            rank=self._rank(),
            rank_why=said["rank_why"],
            review_due=self.day("due"),
            plan=self.text,
            police_agreed_on=self.day("police"),
            probation_agreed_on=self.day("probation"),
            partnership_agreed_on=self.day("partnership"),
        )

    def end(self) -> Deregistration:
        """The end of the registration."""
        return Deregistration(
            on=self.day("on") or self.today,
            why=self.said["why"],
            exit_plan=self.text,
            informed_on=self.day("informed"),
            police=self.day("police"),
            probation=self.day("probation"),
            partnership=self.day("partnership"),
        )

    def _strand(self) -> Strand | None:
        """What an older record called its strand stays until another is typed."""
        text = self.said["strand"]
        return None if not text or (self.stands and text == self.stands.strand_words) else strand_of(text)

    def _rank(self) -> int | None:
        rank = rank_of(self.said["rank"]) if self.said["rank"] else None
        return None if self.stands is not None and rank == self.stands.rank else rank
