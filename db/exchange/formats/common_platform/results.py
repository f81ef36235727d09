"""Judicial results of Common Platform: a tree of shared results with prompts, re-shared when amended."""

from __future__ import annotations

from db.exchange.carried import ABSENT, Absent, Maybe
from db.exchange.charge_records import NextHearingRecord, PromptRecord, RestrictionRecord, ResultRecord
from db.exchange.formats.fields import Fields
from db.exchange.formats.moments import moment_from
from db.exchange.oddities import Code

_COURT_CODE_LENGTH = 5


def results(holder: Fields, name: str = "judicialResults") -> tuple[ResultRecord, ...] | Absent:
    """The results in the field, deleted ones included and marked."""
    items = holder.items(name)
    if isinstance(items, Absent):
        return ABSENT
    return tuple(result(item) for item in items)


def result(item: Fields) -> ResultRecord:
    """One result. `text` repeats its children's; the tree is in root and parent."""
    return ResultRecord(
        external_id=item.text("judicialResultId"),
        root_id=item.text("rootJudicialResultId"),
        parent_id=item.text("parentJudicialResultId"),
        type_id=item.text("judicialResultTypeId"),
        code=item.text("cjsCode"),
        label=item.text("label"),
        text=item.block("resultText"),
        category=item.text("category"),
        level=item.text("level"),
        ordered_on=item.day("orderedDate"),
        prompts=_prompts(item),
        post_hearing_custody=item.text("postHearingCustodyStatus"),
        next_hearing=_next_hearing(item),
        new_amendment=item.flag("isNewAmendment"),
        amended_on=item.day("amendmentDate"),
        amendment_reason=item.text("amendmentReason"),
        last_shared=item.text("lastSharedDateTime"),
        deleted=item.flag("isDeleted"),
        convicted=item.flag("isConvictedResult"),
        adjournment=item.flag("isAdjournmentResult"),
        terminates=item.flag("terminatesOffenceProceedings"),
        as_prompt=item.flag("publishedAsAPrompt"),
        rolled_up=item.flag("rollUpPrompts"),
    )


def restrictions(holder: Fields) -> tuple[RestrictionRecord, ...] | Absent:
    """Reporting restrictions; while one stands the name is hidden on public output."""
    items = holder.items("reportingRestrictions")
    if isinstance(items, Absent):
        return ABSENT
    return tuple(
        RestrictionRecord(
            label=item.word("label") or "Reporting restriction",
            external_id=item.text("id"),
            ordered_on=item.day("orderedDate"),
            result_id=item.text("judicialResultId"),
        )
        for item in items
    )


def court_code(centre: Fields) -> tuple[str, str | None] | None:
    """The court's five characters and the room's two, of the code or else of the hearing location."""
    for name in ("code", "courtHearingLocation"):
        text = centre.word(name)
        if text and text.isascii() and text.isalnum() and len(text) in {5, 7}:
            return text[:_COURT_CODE_LENGTH].upper(), text[_COURT_CODE_LENGTH:] or None
        if text:
            centre.odd(Code.ODD_VALUE, f"{name} is not a court code", name)
    return None


def _prompts(item: Fields) -> tuple[PromptRecord, ...] | Absent:
    prompts = item.items("judicialResultPrompts")
    if isinstance(prompts, Absent):
        return ABSENT
    return tuple(
        PromptRecord(
            label=prompt.word("label") or prompt.word("promptReference") or "",
            value=text if isinstance(text := prompt.block("value"), str) else "",
            kind=prompt.text("type"),
            reference=prompt.text("promptReference"),
        )
        for prompt in prompts
    )


def _next_hearing(item: Fields) -> Maybe[NextHearingRecord]:
    if not item.has("nextHearing"):
        return ABSENT
    following = item.child("nextHearing")
    if following is None:
        return None
    centre = following.child("courtCentre")
    code = court_code(centre) if centre else None
    kind = following.child("type")
    text = following.word("listedStartDateTime")
    start = moment_from(text) if text else None
    if text and start is None:
        following.odd(Code.ODD_DATE, "listedStartDateTime is not a date and time", "listedStartDateTime")
    minutes = following.text("estimatedMinutes")
    stated = following.text("estimatedDuration")
    return NextHearingRecord(
        court_code=code[0] if code else ABSENT,
        court_name=centre.text("name") if centre else ABSENT,
        room=centre.text("roomName") if centre else ABSENT,
        on=start.date() if start else ABSENT,
        start=start.time() if start else ABSENT,
        kind=kind.text("description") if kind else ABSENT,
        duration=stated if isinstance(stated, str) or not isinstance(minutes, str) else f"{minutes} minutes",
        reason=following.text("adjournmentReason"),
        date_to_be_fixed=following.flag("dateToBeFixed"),
    )
