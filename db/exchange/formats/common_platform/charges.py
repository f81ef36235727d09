"""Offences of Common Platform: charge, plea, verdict, results and restrictions of one defendant."""

from __future__ import annotations

from db.exchange.carried import ABSENT, Absent, Day, Flag, Text
from db.exchange.charge_records import ChargeRecord
from db.exchange.formats.common_platform.results import restrictions, results
from db.exchange.formats.fields import Fields
from db.exchange.oddities import Code


def charges(defendant: Fields, *, shadow: frozenset[str] | None) -> tuple[ChargeRecord, ...] | Absent:
    """The charges in order. `shadow` holds the ids of shadow-listed offences; None: not said."""
    offences = defendant.items("offences")
    if isinstance(offences, Absent):
        return ABSENT
    return tuple(_charge(offence, shadow, number) for number, offence in enumerate(offences, start=1))


def _charge(offence: Fields, shadow: frozenset[str] | None, number: int) -> ChargeRecord:
    key = offence.word("id")
    if key is None:
        offence.odd(Code.NO_KEY, "the offence has no id; its place in the message stands for it")
        key = f"pos:{number}"
    plea, indicated = offence.child("plea"), offence.child("indicatedPlea")
    verdict = offence.child("verdict")
    verdict_type = verdict.child("verdictType") if verdict else None
    lesser = verdict.child("lesserOrAlternativeOffence") if verdict else None
    allocation, limit = offence.child("allocationDecision"), offence.child("custodyTimeLimit")
    return ChargeRecord(
        key=key,
        sequence=offence.whole("orderIndex"),
        code=offence.text("offenceCode"),
        title=offence.text("offenceTitle"),
        wording=offence.text("wording"),
        legislation=offence.text("offenceLegislation"),
        max_penalty=offence.text("maxPenalty"),
        welsh_title=offence.text("offenceTitleWelsh"),
        welsh_wording=offence.text("wordingWelsh"),
        started_on=offence.day("startDate"),
        ended_on=offence.day("endDate"),
        arrested_on=offence.day("arrestDate"),
        charged_on=offence.day("chargeDate"),
        laid_on=offence.day("laidDate") if offence.has("laidDate") else offence.day("dateOfInformation"),
        convicted_on=offence.day("convictionDate"),
        acquitted_on=_acquitted_on(offence),
        custody_time_limit=limit.day("timeLimit") if limit else ABSENT,
        count=offence.whole("count"),
        listing_no=offence.whole("listingNumber"),
        mode=offence.text("modeOfTrial"),
        allocation=_of(allocation, "motReasonDescription"),
        plea=_of(plea, "pleaValue"),
        plea_on=plea.day("pleaDate") if plea else ABSENT,
        indicated_plea=_of(indicated, "indicatedPleaValue"),
        indicated_plea_on=indicated.day("indicatedPleaDate") if indicated else ABSENT,
        verdict_code=_verdict_code(verdict_type),
        verdict_category=_verdict_category(verdict_type),
        verdict=_of(verdict_type, "description"),
        verdict_on=verdict.day("verdictDate") if verdict else ABSENT,
        alternative_code=_of(lesser, "offenceCode"),
        alternative_title=_of(lesser, "offenceTitle"),
        alcohol_method=_of(offence.child("offenceFacts"), "alcoholReadingMethodCode"),
        alcohol_amount=_of(offence.child("offenceFacts"), "alcoholReadingAmount"),
        concluded=offence.flag("proceedingsConcluded"),
        discontinued=offence.flag("isDiscontinued"),
        shadow_listed=_shadow(offence, key, shadow),
        results=results(offence),
        restrictions=restrictions(offence),
    )


def _of(holder: Fields | None, name: str) -> Text:
    return holder.text(name) if holder else ABSENT


def _acquitted_on(offence: Fields) -> Day:
    """`aquittalDate` is how the messages spell it; the right spelling is read too."""
    return offence.day("aquittalDate") if offence.has("aquittalDate") else offence.day("acquittalDate")


def _verdict_code(kind: Fields | None) -> Text:
    """The code that courts of all systems share comes before Common Platform's own."""
    if kind is None:
        return ABSENT
    return kind.text("cjsVerdictCode") if kind.word("cjsVerdictCode") else kind.text("verdictCode")


def _verdict_category(kind: Fields | None) -> Text:
    """`categoryType` is the code (GUILTY_BUT_OF_ALTERNATIVE ...), `category` its words."""
    if kind is None:
        return ABSENT
    return kind.text("categoryType") if kind.word("categoryType") else kind.text("category")


def _shadow(offence: Fields, key: str, shadow: frozenset[str] | None) -> Flag:
    if offence.has("shadowListed"):
        return offence.flag("shadowListed")
    return ABSENT if shadow is None else key in shadow
