"""Who stands on a row of Common Platform's court list: defendants, or the parties of an application."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from db.exchange.carried import ABSENT, Absent, Flag, Text
from db.exchange.formats.common_platform.people import Context, defendant
from db.exchange.formats.common_platform.results import restrictions
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code
from db.exchange.records import ChargeRecord, DefendantRecord, RestrictionRecord

_OFF_LIST: Final = RestrictionRecord("Offence not to be shown on the court list")
Refusal = tuple[str, Code, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """A person of the row, and the id of the case where the list carries it."""

    person: DefendantRecord
    case_key: str | None = None


def listed_people(hearing: Fields, *, week: date | None, by: date) -> tuple[tuple[Listed, ...], tuple[Refusal, ...]]:
    """The defendants, else whom an application is about; and those who cannot be known, with the reason."""
    found: list[Listed] = []
    refused: list[Refusal] = []
    items = hearing.many("defendants")
    for item in items or _parties(hearing):
        person = _described(item, by) if items else _party(item)
        if isinstance(person, DefendantRecord):
            listed = replace(
                person,
                off_public_list=_off_list(hearing, item),
                slot=_slot(hearing),
                warned_for=week or ABSENT,
            )
            found.append(Listed(listed, item.word("prosecutionCaseId")))
        else:
            refused.append((item.at, *person))
    if not found and not refused:
        refused.append((hearing.at, Code.NO_NAME, "the hearing names nobody"))
    return tuple(found), tuple(refused)


def _parties(hearing: Fields) -> tuple[Fields, ...]:
    """Of an application: its subject, the parties that are defendants, else who applies."""
    single = (hearing.child("subject"), hearing.child("applicant"))
    parties = (*(one for one in single if one is not None), *hearing.many("respondents"))
    subject = hearing.child("subject")
    if subject is not None:
        return (subject,)
    accused = tuple(one for one in parties if "DEFENDANT" in (one.word("courtApplicationPartyType") or "").upper())
    return accused or parties[:1]


def _described(item: Fields, by: date) -> DefendantRecord | tuple[Code, str]:
    if item.child("personDefendant") is None and item.child("legalEntityDefendant") is None:
        found = _flat(item, by)
    else:
        found = defendant(item, Context(by=by))
    if not isinstance(found, DefendantRecord):
        return found
    return replace(
        found,
        custody_time_limit=item.day("custodyTimeLimit") if item.has("custodyTimeLimit") else found.custody_time_limit,
        requirements=item.text("specificRequirements") if item.has("specificRequirements") else found.requirements,
        charges=_charges(item),
    )


def _flat(item: Fields, by: date) -> DefendantRecord | tuple[Code, str]:
    """Lists that are asked for have names and date of birth without an object around them."""
    found = _party(item)
    if isinstance(found, DefendantRecord) and not found.is_organisation:
        return replace(found, dob=item.birthday("dateOfBirth", by=by))
    return found


def _party(item: Fields) -> DefendantRecord | tuple[Code, str]:
    master, own = item.word("masterDefendantId"), item.word("id")
    if master is None and own is None:
        return Code.NO_KEY, "the defendant has neither masterDefendantId nor id"
    ids = DefendantRecord(
        native_id=master or own, defendant_id=item.text("id"), master_id=item.text("masterDefendantId")
    )
    organisation = item.word("organisationName")
    if organisation:
        return replace(ids, is_organisation=True, organisation=organisation)
    if not (item.word("lastName") or item.word("firstName")):
        return Code.NO_NAME, "the defendant has no name"
    if item.word("lastName") is None:
        item.odd(Code.NO_FAMILY_NAME, "the defendant has no family name")
    return replace(ids, given=item.text("firstName"), family=item.text("lastName"))


def _off_list(hearing: Fields, item: Fields) -> Flag:
    """Not for the public list, where the hearing or the defendant says so."""
    said = (hearing.flag("restrictFromCourtList"), item.flag("restrictFromCourtList"))
    if True in said:
        return True
    return ABSENT if all(isinstance(each, Absent) for each in said) else False


def _slot(hearing: Fields) -> Text:
    words = (hearing.word("publicListNote"), "video link" if hearing.flag("hasVideoLink") is True else None)
    return ", ".join(filter(None, words)) or None


def _charges(item: Fields) -> tuple[ChargeRecord, ...] | Absent:
    offences = item.items("offences")
    if isinstance(offences, Absent):
        return ABSENT
    return tuple(_charge(offence, number) for number, offence in enumerate(offences, 1))


def _charge(offence: Fields, number: int) -> ChargeRecord:
    key = offence.word("id")
    if key is None:
        offence.odd(Code.NO_KEY, "the offence has no id; its place in the message stands for it")
        key = f"pos:{number}"
    statement = offence.child("statementOfOffence")
    count = offence.whole("count")
    return ChargeRecord(
        key=key,
        sequence=offence.whole("orderIndex"),
        code=offence.text("offenceCode"),
        title=statement.text("title") if statement else offence.text("offenceTitle"),
        wording=offence.text("offenceWording") if offence.has("offenceWording") else offence.text("wording"),
        legislation=statement.text("legislation") if statement else offence.text("offenceLegislation"),
        welsh_title=statement.text("welshTitle") if statement else ABSENT,
        started_on=offence.day("startDate"),
        ended_on=offence.day("endDate"),
        count=count or ABSENT,
        shadow_listed=offence.flag("shadowListed"),
        restrictions=_restrictions(offence),
    )


def _restrictions(offence: Fields) -> tuple[RestrictionRecord, ...] | Absent:
    said, off = restrictions(offence), offence.flag("restrictFromCourtList")
    if off is True:
        return (*(() if isinstance(said, Absent) else said), _OFF_LIST)
    return said
