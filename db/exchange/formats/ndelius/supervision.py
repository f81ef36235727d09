"""Who supervises, what the risk is said to be, and which appointments were kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from db.exchange.carried import known
from db.exchange.dossiers import Holding
from db.exchange.formats.fields import Fields
from db.exchange.formats.ndelius.subject import described, person_named, standing
from db.exchange.oddities import Code
from db.tables.care import Marker
from db.tables.held import Compliance, RiskAssessment, SupervisionAssignment
from db.words.families.court import MarkerKind
from db.words.families.held import ComplianceKind

_SAFETY: Final = (
    (MarkerKind.SELF_HARM, ("self harm", "self-harm", "suicid")),
    (MarkerKind.DOMESTIC_ABUSE, ("domestic",)),
    (MarkerKind.WEAPONS, ("weapon", "firearm", "knife")),
    (MarkerKind.ESCAPE, ("escape", "abscond")),
    (MarkerKind.VIOLENCE, ("risk to staff", "risk to prisoner", "hostage", "violen", "assault")),
    (MarkerKind.VULNERABLE, ("vulnerab",)),
)
_REGISTER: Final = "register"
_MAPPA: Final = "MAPPA"
_NOT_COLOURED: Final = "not given"
_KINDS: Final = (
    (ComplianceKind.BREACH, ("breach",)),
    (ComplianceKind.UNPAID_WORK, ("unpaid work",)),
    (ComplianceKind.PROGRAMME, ("programme",)),
)


def managers(item: Fields) -> Holding:
    """The teams and officers that supervise now; a prison's own offender manager is not one of them."""
    rows = []
    for manager in standing(item.items("offenderManagers")):
        if manager.flag("active") is True and manager.flag("isPrisonOffenderManager") is not True:
            rows += _assignment(manager, manager.child("staff") or manager.child("trustOfficer"), "fromDate")
    return Holding(SupervisionAssignment, tuple(rows))


def community_manager(item: Fields) -> Iterator[Holding]:
    """The manager of the other interface; without a day there is nothing to begin from, so it is left out."""
    manager = item.child("communityManager")
    if manager is not None and manager.has("startDate"):
        yield Holding(SupervisionAssignment, tuple(_assignment(manager, manager, "startDate")))


def _assignment(manager: Fields, staff: Fields | None, since: str) -> list[Mapping[str, Any]]:
    """Nothing where neither team nor officer is more than a place holder."""
    team = manager.child("team")
    named = "" if team is None or _is_empty(team) else team.word("code") or team.word("description") or ""
    officer = person_named(staff)
    starts_on = known(manager.day(since))
    if not (named or officer):
        return []
    if starts_on is None:
        manager.odd(Code.NO_DATE, "the manager has no first day, and was left out", since)
        return []
    return [{"team": named, "officer": officer, "starts_on": starts_on, "ends_on": known(manager.day("toDate"))}]


def _is_empty(team: Fields) -> bool:
    code, said = (team.word("code") or "").upper(), (team.word("description") or "").casefold()
    return code.endswith("UAT") or said.startswith("unallocated")


def registrations(item: Fields) -> Iterator[Holding]:
    """Entries of probation's registers: what concerns the safety of staff as warnings, the rest as risk."""
    markers, risks = [], []
    for entry in standing(item.items("registrations")):
        if entry.flag("active") is False:
            continue
        kind = _safety(described(entry, "register"), described(entry, "type"))
        if kind is not None or entry.flag("warnUser") is True:
            markers.append(_marker(entry, kind or MarkerKind.OTHER))
        else:
            risks += _risk(entry)
    yield Holding(Marker, tuple(markers))
    yield Holding(RiskAssessment, tuple(risks), {"tool": _REGISTER})


def dynamic_risks(item: Fields) -> Iterator[Holding]:
    """The same from the other interface, where each is a code with a description."""
    markers, risks = [], []
    for entry in item.many("dynamicRisks"):
        kind = _safety(described(entry, "description", "code"))
        if kind is not None:
            markers.append(_marker(entry, kind))
        else:
            risks += _risk(entry)
    yield Holding(Marker, tuple(markers))
    yield Holding(RiskAssessment, tuple(risks), {"tool": _REGISTER})


def _safety(*words: str) -> MarkerKind | None:
    said = " ".join(words).casefold()
    return next((kind for kind, marks in _SAFETY if any(mark in said for mark in marks)), None)


def _marker(entry: Fields, kind: MarkerKind) -> Mapping[str, Any]:
    return {
        "kind": kind,
        "level": entry.word("riskColour") or "",
        "text": described(entry, "type", "description", "register"),
        "valid_from": known(entry.day("startDate")),
        "valid_to": known(entry.day("endDate")),
        "review_on": _review(entry),
    }


def _risk(entry: Fields) -> list[Mapping[str, Any]]:
    since = known(entry.day("startDate"))
    if since is None:
        entry.odd(Code.NO_DATE, "the registration has no first day, and was left out", "startDate")
        return []
    return [
        {
            "score": described(entry, "type", "description", "register"),
            "band": entry.word("riskColour") or _NOT_COLOURED,
            "assessed_on": since,
            "review_on": _review(entry),
            "narrative": known(entry.block("notes")) or "",
        }
    ]


def _review(entry: Fields) -> date | None:
    return known(entry.day("nextReviewDate")) or known(entry.day("reviewDate"))


def mappa(item: Fields) -> Iterator[Holding]:
    """The level at which agencies manage the person together."""
    detail = item.child("mappaDetail")
    if not item.has("mappaDetail"):
        return
    rows: list[Mapping[str, Any]] = []
    since = known(detail.day("startDate")) if detail else None
    if detail is not None and since is not None:
        level, category = (detail.word(f"{name}Description") or detail.word(name) for name in ("level", "category"))
        rows.append(
            {
                "score": category or "",
                "band": level or _NOT_COLOURED,
                "assessed_on": since,
                "review_on": known(detail.day("reviewDate")),
                "narrative": known(detail.block("notes")) or "",
            }
        )
    yield Holding(RiskAssessment, tuple(rows), {"tool": _MAPPA})


def contacts(items: Iterable[Fields]) -> Iterator[Holding]:
    """Appointments with an outcome; a page of contacts says nothing of those on other pages."""
    rows: dict[str, Mapping[str, Any]] = {}
    for contact in items:
        reference, on = contact.word("id"), known(contact.day("contactDate"))
        outcome = described(contact, "outcome").casefold()
        if reference and on and outcome:
            rows[reference] = _appointment(contact, on, outcome)
    for reference, row in rows.items():
        yield Holding(Compliance, (row,), {"reference": reference})


def _appointment(contact: Fields, on: date, outcome: str) -> Mapping[str, Any]:
    what = described(contact, "type", "description")
    bad = any(word in outcome for word in ("unacceptable", "failed", "fail to", "not complied", "refused"))
    good = any(word in outcome for word in ("acceptable", "complied", "attended"))
    return {
        "kind": next((kind for kind, marks in _KINDS if any(mark in what.casefold() for mark in marks)), _PLAIN),
        "requirement": what,
        "happened_on": on,
        "attended": _attended(outcome),
        "acceptable": False if bad else True if good else None,
        "narrative": known(contact.block("notes")) or "",
    }


def _attended(outcome: str) -> bool | None:
    if "absence" in outcome or "failed to attend" in outcome or "did not attend" in outcome:
        return False
    return True if "attended" in outcome else None


_PLAIN: Final = ComplianceKind.APPOINTMENT
