"""Words of agencies, areas and the state of accounts."""

from __future__ import annotations

from db.words.families.worded import Worded


class AgencyKind(Worded):
    """What an agency is; the columns of the sharing matrix are made from it."""

    COURT = "court", "court"
    JUDICIARY = "judiciary", "judiciary"
    POLICE = "police", "police"
    CPS = "cps", "Crown Prosecution Service"
    PROBATION = "probation", "probation"
    DRUG = "drug", "drug service"
    VOLUNTARY = "voluntary", "voluntary sector"
    PRISON = "prison", "prison"
    YOT = "yot", "youth offending team"
    DEFENCE = "defence", "defence"
    BOARD = "board", "criminal justice board"
    PROGRAMME = "programme", "programme"


class AreaKind(Worded):
    """What an area is."""

    WARD = "ward", "ward"
    PARTNERSHIP = "cdrp", "community safety partnership"
    FORCE = "force", "police force area"
    REGION = "region", "region"
    NATIONAL = "national", "national"


class UserState(Worded):
    """Whether an account may sign in."""

    REQUESTED = "requested", "requested"
    ACTIVE = "active", "active"
    SUSPENDED = "suspended", "suspended"
    CLOSED = "closed", "closed"
