"""Court applications of Common Platform, carried as cases: bail variations, breaches, declarations."""

from __future__ import annotations

from db.exchange.carried import ABSENT, Absent, Text
from db.exchange.formats.common_platform.people import Context, defendant
from db.exchange.formats.common_platform.results import results
from db.exchange.formats.fields import Fields
from db.exchange.formats.json_fields import raw_of
from db.exchange.oddities import Code
from db.exchange.records import CaseRecord, DefendantRecord, PartyRecord, RefusedRecord
from db.words.families.court import CaseKind


def applications(hearing: Fields, context: Context) -> tuple[tuple[CaseRecord, ...], tuple[RefusedRecord, ...]]:
    """The applications of the hearing, and those refused because they have no id."""
    cases: list[CaseRecord] = []
    refused: list[RefusedRecord] = []
    for item in hearing.many("courtApplications"):
        key = item.word("id")
        if key is None:
            number = item.word("applicationReference")
            reason = "the application has no id"
            refused.append(RefusedRecord(item.at, Code.NO_KEY, reason, raw_of(item), None, number))
        else:
            cases.append(_application(item, key, context))
    return tuple(cases), tuple(refused)


def _application(item: Fields, key: str, context: Context) -> CaseRecord:
    kind = item.child("type")
    sides = _sides(item)
    return CaseRecord(
        case_key=key,
        kind=CaseKind.APPLICATION,
        case_no=item.word("applicationReference"),
        status=item.text("applicationStatus"),
        application_type=_first(kind, ("type", "applicationType")),
        application_code=_first(kind, ("code", "applicationCode")),
        received_on=item.day("applicationReceivedDate"),
        extra=item.block("applicationParticulars"),
        linked=_linked(item),
        parties=tuple(party for role, side in sides if (party := _party(role, side)) is not None),
        results=results(item),
        defendants=_defendants(sides, context),
    )


def _sides(item: Fields) -> tuple[tuple[str, Fields], ...]:
    """Applicant, subject, respondents and third parties, in the order in which one would name them."""
    single = ((role, item.child(role)) for role in ("applicant", "subject"))
    several = (
        (role, side)
        for role, name in (("respondent", "respondents"), ("third-party", "thirdParties"))
        for side in item.many(name)
    )
    return tuple((role, side) for role, side in single if side is not None) + tuple(several)


def _party(role: str, side: Fields) -> PartyRecord | None:
    """The side by name; older messages wrap it in `partyDetails`."""
    side = side.child("partyDetails") or side
    master = side.child("masterDefendant")
    native = master.word("masterDefendantId") if master else None
    described = defendant(master, Context()) if master else None
    if isinstance(described, DefendantRecord):
        name = _name_of(described)
        return PartyRecord(role, name, native, described.is_organisation)
    organisation = side.child("organisation") or side.child("prosecutingAuthority")
    if organisation is not None:
        name = organisation.word("name") or organisation.word("prosecutionAuthorityCode") or ""
        if name:
            return PartyRecord(role, name, is_organisation=True)
    details = side.child("personDetails")
    parts = (details.word("firstName"), details.word("lastName")) if details else ()
    name = " ".join(filter(None, parts))
    return PartyRecord(role, name) if name else None


def _name_of(described: DefendantRecord) -> str:
    if isinstance(described.organisation, str):
        return described.organisation
    return " ".join(part for part in (described.given, described.family) if isinstance(part, str))


def _defendants(sides: tuple[tuple[str, Fields], ...], context: Context) -> tuple[DefendantRecord, ...]:
    """The people of the application that are defendants elsewhere, each once; the subject comes first.

    A subject who is only a person here counts too, by the id of the party: that person is in court.
    """
    found: dict[str, DefendantRecord] = {}
    ordered = sorted(sides, key=lambda pair: pair[0] != "subject")
    for role, side in ordered:
        master = side.child("masterDefendant")
        item = master or (side if role == "subject" and side.child("personDetails") else None)
        if item is None:
            continue
        described = defendant(item, context)
        if isinstance(described, DefendantRecord):
            found.setdefault(described.native_id or "", described)
        else:
            item.odd(*described)
    return tuple(found.values())


def _linked(item: Fields) -> tuple[str, ...] | Absent:
    """Ids of the cases that the application belongs to."""
    cases = item.items("courtApplicationCases")
    if isinstance(cases, Absent):
        return ABSENT
    return tuple(dict.fromkeys(filter(None, (case.word("prosecutionCaseId") for case in cases))))


def _first(holder: Fields | None, names: tuple[str, ...]) -> Text:
    if holder is None:
        return ABSENT
    return next((holder.text(name) for name in names if holder.has(name)), ABSENT)
