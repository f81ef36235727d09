"""Events in the life of a hearing that Common Platform sends alone: a verdict, and counsel who come and go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.exchange.formats.common_platform.charges import charges
from db.exchange.formats.json_fields import JsonFields
from db.exchange.oddities import Code
from db.exchange.records import OffenceRecord, Record, RefusedRecord
from db.words.families.exchange import System

_ADVOCATES: Final = ("defenceCounsel", "prosecutionCounsel", "respondentCounsel", "applicantCounsel")
_COUNSEL = (
    "who appears for whom in a hearing: Tracker takes counsel from the hearing's own event, which names all of them"
)


def is_event(content: object) -> bool:
    """A message that names its hearing and carries a verdict, counsel, or the id of counsel who left."""
    if not isinstance(content, dict) or not isinstance(content.get("hearingId"), str):
        return False
    others = set(content) - {"hearingId"}
    return others == {"id"} or (len(others) == 1 and bool(others & {"verdict", *_ADVOCATES}))


def read_event(message: object, *, raw: bytes, at: str) -> Iterator[Record]:
    """The one record of the event."""
    event = JsonFields(message, at, [])
    verdict = event.child("verdict")
    if verdict is None:
        yield RefusedRecord(event.at, Code.NO_FACTS, _COUNSEL, raw)
        return
    key = verdict.word("offenceId")
    if key is None:
        yield RefusedRecord(verdict.at, Code.NO_KEY, "the verdict names no offence", raw)
        return
    # The offence as an event of the whole hearing would write it, so that one reader knows verdicts.
    body = verdict.members if isinstance(verdict, JsonFields) else {}
    found = charges(JsonFields({"offences": [{"id": key, "verdict": body}]}, at, event.oddities), shadow=None)
    for charge in found if isinstance(found, tuple) else ():
        yield OffenceRecord(
            System.COMMON_PLATFORM, event.at, raw, event.word("hearingId") or "", charge, tuple(event.oddities)
        )
