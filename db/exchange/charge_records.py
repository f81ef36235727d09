"""Neutral records of charges, their results and restrictions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from db.exchange.carried import ABSENT, Absent, Day, Flag, Maybe, Text, Whole


@dataclass(frozen=True, slots=True)
class RestrictionRecord:
    """A reporting restriction: the name is hidden on public output while it stands."""

    label: str
    external_id: Text = ABSENT
    ordered_on: Day = ABSENT
    result_id: Text = ABSENT


@dataclass(frozen=True, slots=True)
class PromptRecord:
    """One typed detail of a result; dates in `value` stay dd/MM/yyyy as sent."""

    label: str
    value: str
    kind: Text = ABSENT
    reference: Text = ABSENT


@dataclass(frozen=True, slots=True)
class NextHearingRecord:
    """Where a result sends the case next; date and time are London's."""

    court_code: Text = ABSENT
    court_name: Text = ABSENT
    room: Text = ABSENT
    on: Day = ABSENT
    start: Maybe[time] = ABSENT
    kind: Text = ABSENT
    duration: Text = ABSENT
    reason: Text = ABSENT
    date_to_be_fixed: Flag = ABSENT


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """One shared result; matched again by `external_id`, its family by `root_id`, never by position."""

    external_id: Text = ABSENT
    root_id: Text = ABSENT
    parent_id: Text = ABSENT
    type_id: Text = ABSENT
    code: Text = ABSENT
    label: Text = ABSENT
    text: Text = ABSENT
    category: Text = ABSENT
    level: Text = ABSENT
    ordered_on: Day = ABSENT
    prompts: tuple[PromptRecord, ...] | Absent = ABSENT
    post_hearing_custody: Text = ABSENT
    next_hearing: Maybe[NextHearingRecord] = ABSENT
    new_amendment: Flag = ABSENT
    amended_on: Day = ABSENT
    amendment_reason: Text = ABSENT
    last_shared: Text = ABSENT
    deleted: Flag = ABSENT
    convicted: Flag = ABSENT
    adjournment: Flag = ABSENT
    terminates: Flag = ABSENT
    as_prompt: Flag = ABSENT
    rolled_up: Flag = ABSENT


@dataclass(frozen=True, slots=True)
class ChargeRecord:
    """One charge of one defendant; `key` is stable inside its system and its defendant."""

    key: str
    external_id: Text = ABSENT
    sequence: Whole = ABSENT
    code: Text = ABSENT
    title: Text = ABSENT
    wording: Text = ABSENT
    legislation: Text = ABSENT
    max_penalty: Text = ABSENT
    facts: Text = ABSENT
    welsh_title: Text = ABSENT
    welsh_wording: Text = ABSENT
    started_on: Day = ABSENT
    ended_on: Day = ABSENT
    date_code: Text = ABSENT
    place: Text = ABSENT
    arrested_on: Day = ABSENT
    charged_on: Day = ABSENT
    laid_on: Day = ABSENT
    convicted_on: Day = ABSENT
    acquitted_on: Day = ABSENT
    custody_time_limit: Day = ABSENT
    count: Whole = ABSENT
    listing_no: Whole = ABSENT
    mode: Text = ABSENT
    allocation: Text = ABSENT
    plea: Text = ABSENT
    plea_on: Day = ABSENT
    indicated_plea: Text = ABSENT
    indicated_plea_on: Day = ABSENT
    verdict_code: Text = ABSENT
    verdict_category: Text = ABSENT
    verdict: Text = ABSENT
    verdict_on: Day = ABSENT
    alternative_code: Text = ABSENT
    alternative_title: Text = ABSENT
    adjourned_to: Day = ABSENT
    adjournment_reason: Text = ABSENT
    alcohol_method: Text = ABSENT
    alcohol_amount: Text = ABSENT
    concluded: Flag = ABSENT
    discontinued: Flag = ABSENT
    shadow_listed: Flag = ABSENT
    results: tuple[ResultRecord, ...] | Absent = ABSENT
    restrictions: tuple[RestrictionRecord, ...] | Absent = ABSENT
