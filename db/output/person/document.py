"""The document of one person's file: what the screen shows, nothing else, each thing with its parts and its source."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from db.cards.file import FileCard
from db.file.facts import Facts
from db.output.person.cases import cases, hearings, other_results
from db.output.person.identity import identity, source
from db.output.person.sender import Sender
from db.output.person.state import custody, held, notes, warnings

FORMAT: Final = "tracker-person"
VERSION: Final = 1
Json = dict[str, Any]


def document(card: FileCard, facts: Facts, *, sender: Sender, relayed: frozenset[UUID], now: datetime) -> Json:
    """The whole file, as docs/export.md words it; `relayed` are held records that came from another Tracker.

    What the card withholds has no place in it: every list is the card's own, the rows only take its words apart.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "written_at": now,
        "sender": {
            "installation": sender.installation, "agency": sender.agency, "agency_name": sender.agency_name,
            "written_for": sender.recipient,
        },
        "person": {
            "reference": card.public_ref,
            "name": card.name,
            "organisation": card.organisation,
            "born": card.born,
            "born_year": card.born.year if card.born else int(card.born_year) if card.born_year else None,
            "limited": facts.person.restricted_level > 0,
            "signs": [{"text": sign.text, "alert": sign.alert} for sign in card.vital.signs],
            **identity(card, facts),
        },
        "cases": cases(card, facts),
        "results": other_results(card, facts),
        "hearings": hearings(card, facts),
        "custody": custody(card, facts),
        "warnings": warnings(card, facts),
        "held": held(card, relayed),
        "withheld": [{"category": one.category.value, "owner": one.owner} for one in card.held.withheld],
        "notes": notes(card),
        "timeline": [{"day": one.day, "at": one.at, "text": one.text} for one in card.timeline],
        "records": [
            {"source": source(one.source), "number": one.number, "link": one.link, "since": one.since}
            for one in card.records
        ],
    }  # fmt: skip


def entries(made: Json) -> int:
    """How many things it tells: what the log counts as rows."""
    person = made["person"]
    told = [person[name] for name in ("names", "details", "numbers", "addresses", "contacts")]
    told += [made[name] for name in ("hearings", "custody", "warnings", "held", "notes", "results")]
    charges = sum(1 + len(case["charges"]) for case in made["cases"])
    return charges + sum(map(len, told))


def as_document(made: Json) -> str:
    """The text of it: moments and days ISO, ids as text, everything outside ASCII escaped."""
    return json.dumps(made, indent=1, default=_plain) + "\n"


def _plain(value: object) -> str:
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if callable(isoformat) else str(value)
