"""Corrections for one actor: recorded beside what an agency sent, ended, and those listed that a source contradicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID

from sqlmodel import select

from db.access import correcting_rules
from db.audit.chain import Act
from db.cards.corrections import CorrectionCard, CorrectionForm
from db.cards.page import Page
from db.file import identity
from db.file.corrected import MODELS, kind_of, newest, said_of
from db.file.corrections import TEXTS, label_of, standing
from db.file.facts import origins
from db.file.typed_facts import columns, hint
from db.people.linking import record_of_corrections, surviving
from db.people.shown import Claim, heading, weight
from db.tables.people import Correctable, PersonName, SourceRecord
from db.unit import Unit, Units
from db.words.actor import Actor
from db.words.errors import BadInput, NotFound, Refused
from db.words.families.access import AuditOperation
from db.words.families.people import LinkState
from db.words.text import clean, fold

LONGEST_WHY: Final = 500


class CorrectionService:
    """Reads, records and ends corrections; a source's own row is never touched."""

    def __init__(self, units: Units, actor: Actor) -> None:
        self._units = units
        self._actor = actor

    def form(self, person_id: UUID, key: str, value: UUID | None = None) -> CorrectionForm:
        """What may be corrected in the field `key`: the value with this id, else the one that is shown.

        Raises NotFound for somebody who is not for this actor, and for a field without a value.
        """
        with self._units.read(self._actor) as unit:
            person = surviving(unit, person_id)
            _, rows = _rows(unit, person.id, key)
            row = _chosen(unit, person.id, rows, value)
            return self._form(unit, key, row, rows)

    def correct(self, person_id: UUID, key: str, text: str, *, why: str, value: UUID | None = None) -> CorrectionForm:
        """Record what the field should say, and why; what the source sent stays beside it.

        One of the own agency about the same value is replaced. Raises BadInput without a reason, for what the field
        cannot say, and for what stands there already; Refused for roles that only read; NotFound as `form`.
        """
        reason = _reason(why)
        _insist(self._actor)
        with self._units.act(self._actor) as unit:
            person = surviving(unit, person_id)
            model, rows = _rows(unit, person.id, key)
            row = _chosen(unit, person.id, rows, value)
            source, before = _beside(unit, row, rows)
            values = columns(model, source, text, today=self._units.clock.today())
            record = record_of_corrections(unit, person, source.source_record_id)
            made = model(
                person_id=person.id, source_record_id=record.id, recorded_at=unit.now,
                recorded_by_id=self._actor.user_id, corrects_id=source.id, why=reason, **values,
            )  # fmt: skip
            _insist_new(TEXTS[model], made, source, before)
            if before is not None:
                before.ended_at, before.ended_by_id = unit.now, self._actor.user_id
            unit.add(made)
            table = str(model.__tablename__)
            unit.audit(Act(AuditOperation.ALTERATION, "fact.correct", table, made.id, person.id))
            unit.session.flush()
            everything = [*rows, made]
            return self._form(unit, key, made, everything)

    def check(self, person_id: UUID, key: str, text: str, *, why: str, value: UUID | None = None) -> CorrectionForm:
        """What `correct` would be about; raises what it raises, and writes nothing."""
        _reason(why)
        _insist(self._actor)
        with self._units.read(self._actor) as unit:
            person = surviving(unit, person_id)
            model, rows = _rows(unit, person.id, key)
            row = _chosen(unit, person.id, rows, value)
            source, before = _beside(unit, row, rows)
            values = columns(model, source, text, today=self._units.clock.today())
            _insist_new(TEXTS[model], model(**values), source, before)
            return self._form(unit, key, row, rows)

    def end(self, person_id: UUID, key: str, value: UUID | None = None) -> None:
        """End the correction of a field: what the source says is shown again; the correction stays in the history.

        Raises NotFound where none stands, Refused for another agency's.
        """
        _insist(self._actor)
        with self._units.act(self._actor) as unit:
            person = surviving(unit, person_id)
            model, rows = _rows(unit, person.id, key)
            row = _correction(unit, rows, _chosen(unit, person.id, rows, value))
            decided = correcting_rules.ends(self._actor, unit.get(SourceRecord, row.source_record_id).agency_id)
            if not decided.allowed:
                raise Refused(f"This is {decided.reason}.")
            row.ended_at, row.ended_by_id = unit.now, self._actor.user_id
            table = str(model.__tablename__)
            unit.audit(Act(AuditOperation.ALTERATION, "fact.correct_end", table, row.id, person.id))

    def standing(self, *, differing: bool = False) -> Page[CorrectionCard]:
        """Corrections that this actor may see, those first that a source has contradicted since; at most 200.

        `differing` leaves only these.
        """
        with self._units.read(self._actor) as unit:
            return standing(unit, differing=differing)

    def _form(self, unit: Unit, key: str, row: Correctable, rows: Sequence[Correctable]) -> CorrectionForm:
        text, person = TEXTS[type(row)], row.person_id
        source, correction = _beside(unit, row, rows)
        shown_one = correction or (row if row.corrects_id is not None else None)
        said = said_of(shown_one, rows, text, moment=unit.now) if shown_one is not None else None
        origin = origins(unit, person).get(source.source_record_id)
        may = correcting_rules.corrects(self._actor)
        return CorrectionForm(
            person_id=person, key=key, label=label_of(key, source), fact=source.id,
            source=origin.card.words if origin else "source not known",
            said=said.then if said else text(source), now=said.now if said else "",
            corrected=text(shown_one) if shown_one is not None else "",
            why=(shown_one.why or "") if shown_one is not None else "",
            correction=shown_one.id if shown_one is not None else None,
            hint=hint(source), refusal="" if may.allowed else f"{may.reason[:1].upper()}{may.reason[1:]}.",
        )  # fmt: skip


def correctable(key: str) -> bool:
    """Whether a field of this key may be corrected here."""
    return key.partition(":")[0] in MODELS and bool(key.partition(":")[2])


def _rows(unit: Unit, person: UUID, key: str) -> tuple[type[Correctable], list[Correctable]]:
    """The table of a field, and every row of the field that the reader gets, ended ones too."""
    family, _, which = key.partition(":")
    model = MODELS.get(family)
    if model is None:
        raise NotFound("This is corrected in the system that keeps it.", kept="", to_do="")
    rows = unit.session.exec(select(model).where(model.person_id == person)).all()
    return model, [row for row in rows if kind_of(row) == which]


def _chosen(unit: Unit, person: UUID, rows: Sequence[Correctable], value: UUID | None) -> Correctable:
    """The row with this id, or the one that is shown."""
    standing = [row for row in rows if row.ended_at is None]
    if value is not None:
        standing = [row for row in standing if row.id == value]
    if not standing:
        raise NotFound("There is no such value to correct.", kept="", to_do="")
    states = {key: origin.record.link_state for key, origin in origins(unit, person).items()}

    def claim(row: Correctable) -> Claim:
        state = states.get(row.source_record_id, LinkState.PROVISIONAL)
        return weight(state, row.recorded_at, row.id, corrects=row.corrects_id is not None)

    names = [row for row in standing if isinstance(row, PersonName)]
    if names:
        return heading([(claim(row), identity.parts(row), row) for row in names])
    return max(standing, key=claim)


def _beside(unit: Unit, row: Correctable, rows: Sequence[Correctable]) -> tuple[Correctable, Correctable | None]:
    """What the source says now in the place of this row, and the own agency's correction that stands beside it."""
    source = row
    if row.corrects_id is not None:
        found = next((one for one in rows if one.id == row.corrects_id), None)
        if found is None:
            raise NotFound("What this corrects is not to be seen.", kept="", to_do="")
        source = found if found.ended_at is None else newest(found, rows, moment=unit.now) or found
    own = [
        one
        for one in rows
        if one.corrects_id is not None and one.ended_at is None
        and one.recorded_by_id is not None
        and _of_source(one, source, rows)
        and unit.get(SourceRecord, one.source_record_id).agency_id == unit.actor.agency_id
    ]  # fmt: skip
    return source, max(own, key=lambda one: one.recorded_at, default=None)


def _of_source(correction: Correctable, source: Correctable, rows: Sequence[Correctable]) -> bool:
    """Whether a correction is of this value, or of the one that it came in the place of."""
    corrected = next((one for one in rows if one.id == correction.corrects_id), None)
    if corrected is None:
        return False
    return corrected.id == source.id or (
        corrected.ended_at is not None and corrected.source_record_id == source.source_record_id
    )


def _correction(unit: Unit, rows: Sequence[Correctable], row: Correctable) -> Correctable:
    if row.corrects_id is not None:
        return row
    _, own = _beside(unit, row, rows)
    if own is None:
        raise NotFound("No correction stands here.", kept="", to_do="")
    return own


def _insist(actor: Actor) -> None:
    decided = correcting_rules.corrects(actor)
    if not decided.allowed:
        raise Refused(f"Nothing was corrected: {decided.reason}.")


def _insist_new(text: Callable[[Any], str], made: Correctable, source: Correctable, before: Correctable | None) -> None:
    """A correction says something that neither the source nor the present correction of the same value says."""
    if before is not None and before.corrects_id == source.id and fold(text(before)) == fold(text(made)):
        raise BadInput("This is what the correction says already.")
    if fold(text(source)) == fold(text(made)) and before is None:
        raise BadInput("This is what the source says already.")


def _reason(why: str) -> str:
    said = clean(why)
    if not said:
        raise BadInput("A correction wants its reason.", to_do="Say in a few words why, and from whom you know.")
    if len(said) > LONGEST_WHY:
        raise BadInput(f"A reason has at most {LONGEST_WHY} characters; this one has {len(said)}.")
    return said
