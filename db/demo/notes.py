"""The demo's notes of every kind: two judges' personal ones sealed, the others as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from db.demo.cases import DemoCase
from db.demo.credentials import CREDENTIALS
from db.demo.keys import key, user_key
from db.exchange.loading.rows import Pending
from db.notes.sealing import NotePlace, seal
from db.tables.notes import Note, NoteKey
from db.words.families.notes import NoteKind

# Author, agency, kind, text.
_TEXTS: Final = (
    ("judge", "JUD", NoteKind.JUDGE_PERSONAL, "Promised to keep his appointments; wants me to see the certificates."),
    ("judge", "JUD", NoteKind.JUDGE_PERSONAL, "Candid today. If the course is finished, consider lifting the curfew."),
    ("judge2", "JUD", NoteKind.JUDGE_PERSONAL, "Mother in court both times. Ask about the tenancy."),
    ("clerk", "HMCTS", NoteKind.HEARING, "Interpreter arrived at 10:40; case called second time."),
    ("clerk", "HMCTS", NoteKind.SHARED, "New address given in court, to be checked by police before release on bail."),
    ("adviser", "HMCTS", NoteKind.AGENCY, "Legal aid form is unsigned; duty solicitor told."),
    ("probation", "PROB", NoteKind.AGENCY, "Kept both appointments this week; travel warrant issued."),
    ("probation", "PROB", NoteKind.SHARED, "Report will be ready two days before the hearing."),
    ("police", "POL", NoteKind.AGENCY, "Officer in the case on leave until the 14th."),
    ("drugs", "DRUG", NoteKind.AGENCY, "Assessment booked; first session on Tuesday."),
)


def make_notes(
    pending: Pending, cases: Sequence[DemoCase], *, agencies: dict[str, UUID], now: datetime, chains: dict[str, UUID]
) -> None:
    """A note on every sixth of the cases, every kind in turn; all of them on the first, which trainers show."""
    for order, case in enumerate(cases[::6]):
        person, _ = case.defendants[0]
        if person.is_organisation:
            continue
        for offset in range(len(_TEXTS)) if order == 0 else (0, 3) if order % 2 else (0,):
            author, agency, kind, text = _TEXTS[(order + offset) % len(_TEXTS)]
            note = key("note", case.number, offset)
            row = pending.insert(
                Note,
                id=note,
                kind=kind,
                person_id=person.id,
                case_id=case.id,
                author_id=user_key(author),
                owner_agency_id=agencies[agency],
                body=text,
                written_at=now - timedelta(days=2 + (order + offset * 11) % 60, hours=order % 7),
                audit_session=chains[author],
            )
            if kind is NoteKind.JUDGE_PERSONAL:
                _seal(pending, row, author, text)


def _seal(pending: Pending, row: dict[str, object], author: str, text: str) -> None:
    note, judge = UUID(str(row["id"])), user_key(author)
    place = NotePlace(note, judge, UUID(str(row["person_id"])))
    sealed = seal(text, place=place, owner_public=bytes.fromhex(CREDENTIALS[author][2]))
    row.update(body=None, sealed=sealed.body)
    pending.insert(
        NoteKey, id=key("note key", note), note_id=note, holder_id=judge, given_by_id=judge, wrapped=sealed.keys
    )
