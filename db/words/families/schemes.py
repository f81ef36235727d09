"""Words of schemes for prolific offenders: kinds of contact, outcomes, and what areas are compared by."""

from __future__ import annotations

from db.words.families.worded import Worded


class ContactKind(Worded):
    """What somebody is called for."""

    AUTHORISER = "authoriser", "authoriser"
    TRAINER = "trainer", "trainer"
    COORDINATOR = "ppo_coordinator", "PPO coordinator"
    POLICE = "police", "police"
    CPS = "cps", "Crown Prosecution Service"
    PROBATION = "probation", "probation"
    PRISON = "prison", "prison"
    COURT = "court", "court"
    YOT = "yot", "youth offending team"
    SHARING_LEAD = "sharing_lead", "sharing lead"
    OTHER = "other", "other"


class Outcome(Worded):
    """What became of an arrest or a charge."""

    NO_FURTHER_ACTION = "no_further_action", "no further action"
    CAUTIONED = "cautioned", "cautioned"
    CONVICTED = "convicted", "convicted"
    ACQUITTED = "acquitted", "acquitted"
    DISCONTINUED = "discontinued", "discontinued"
    WITHDRAWN = "withdrawn", "withdrawn"
    DISMISSED = "dismissed", "dismissed"


class Measure(Worded):
    """What areas are compared by."""

    ACTIVE = "active", "registered at mid-quarter"
    TWICE = "twice", "registered in several areas, counted once"
    NOMINATED = "nominated", "nominated"
    DEREGISTERED = "deregistered", "deregistered"
    CUSTODY = "custody", "in custody at mid-quarter"
    CONVICTED = "convicted", "people convicted"
    CONVICTIONS = "convictions", "convictions"
    OVERDUE = "overdue", "reviews overdue"
