"""The sitting that results adjourn to: a row of that day's list, said to be of the result, until a list has its own."""

from __future__ import annotations

from dataclasses import replace

from db.exchange.carried import ABSENT
from db.exchange.loading.cases import make_relevant
from db.exchange.loading.hearings import Placed, leave_all, sync_days, sync_hearing
from db.exchange.loading.keys import case_key
from db.exchange.loading.places import Places
from db.exchange.loading.sync import Sync
from db.exchange.oddities import Problem
from db.exchange.records import CaseRecord, HearingRecord
from db.words.dates import short
from db.words.families.court import Jurisdiction

_CROWN = "C"


def foresee(sync: Sync, record: HearingRecord, placed: Placed, *, places: Places, problems: list[Problem]) -> None:
    """List the defendants on the days that the results adjourn to, and take back what they adjourned to before."""
    if not record.ahead_key:
        return
    if not record.ahead:
        known = sync.known.hearings.get((str(record.system), record.ahead_key))
        if known is not None:
            leave_all(sync, known)
        return
    sat_on = max(day.on for day in record.days)
    crown = (record.ahead[0].court_code or "").startswith(_CROWN)
    jurisdiction = Jurisdiction.CROWN if crown else Jurisdiction.MAGISTRATES
    ahead = replace(
        record,
        hearing_key=record.ahead_key,
        jurisdiction=jurisdiction,
        hearing_type=f"adjourned to, by the result of {short(sat_on)}",
        days=record.ahead,
        cases=tuple(_without_results(case) for case in record.cases),
    )
    courts = [places.court(str(record.system), day, jurisdiction, problems, record.at) for day in ahead.days]
    hearing = sync_hearing(sync, ahead, courts[0])
    for court_id in dict.fromkeys(courts):
        for _, defendant in placed:
            for case in record.cases:
                make_relevant(sync, defendant, sync.known.cases[case_key(record.system, case)], court_id, ahead)
    sync_days(sync, ahead, hearing, placed, places=places, problems=problems)


def _without_results(case: CaseRecord) -> CaseRecord:
    """The court decided on another day than the one that is foreseen."""
    return replace(case, defendants=tuple(replace(one, charges=ABSENT) for one in case.defendants))
