"""The police's number of a defendant in a case, the arrest summons number, where it tells one from another."""

from __future__ import annotations

from db.exchange.defendant_records import DefendantRecord
from db.words.families.people import IdentifierKind
from db.words.identifiers.police import parse_asn


def summons_number(defendant: DefendantRecord) -> str | None:
    """The number, where it passes its check and is not one that many share; it holds inside its case alone."""
    for kind, raw in defendant.identifiers:
        parsed = parse_asn(raw) if kind is IdentifierKind.ASN and raw else None
        if parsed is not None and not parsed.placeholder and parsed.canonical:
            return parsed.canonical
    return None
