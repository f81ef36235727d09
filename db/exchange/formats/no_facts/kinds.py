"""Every kind of message that is known and no source of facts: by which members it is told, what it is, what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

Members = Mapping[str, object]
_FAILED: Final = 400
_OF_PEOPLE: Final = {"prisonerNumber", "offenderNo", "bookingId", "firstName", "lastName", "surname", "crn"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message; `reason` is one sentence: what it is, and what to do."""

    fits: Callable[[Members], bool]
    reason: str


def _has(*names: str) -> Callable[[Members], bool]:
    return lambda members: all(name in members for name in names)


def _is_place(*names: str) -> Callable[[Members], bool]:
    """An entry of a register of places; what names a person says in which place he or she is."""
    return lambda members: all(name in members for name in names) and _OF_PEOPLE.isdisjoint(members)


def _is_stub(members: Members) -> bool:
    request, response = members.get("request"), members.get("response")
    named = isinstance(request, dict) and ("method" in request or "urlPathPattern" in request or "url" in request)
    return named and isinstance(response, dict) and ("status" in response or "jsonBody" in response)


def _is_register(members: Members) -> bool:
    cases = members.get("cases")
    first = cases[0] if isinstance(cases, list) and cases else None
    return "registerDate" in members and isinstance(first, dict) and "caseReference" in first


def _is_informants(members: Members) -> bool:
    venue = members.get("hearingVenue")
    return isinstance(venue, dict) and "courtSessions" in venue


def _is_refusal(members: Members) -> bool:
    status = members.get("status")
    return isinstance(status, int) and status >= _FAILED and ("developerMessage" in members or "userMessage" in members)


def _is_errors(members: Members) -> bool:
    errors = members.get("errorDetail")
    first = errors[0] if isinstance(errors, list) and errors else None
    return isinstance(first, dict) and "errorType" in first and "errorCode" in first


def _is_concluded(members: Members) -> bool:
    concluded = members.get("prosecutionConcluded")
    first = concluded[0] if isinstance(concluded, list) and concluded else None
    return isinstance(first, dict) and "prosecutionCaseId" in first


KINDS: Final = (
    Kind(
        _has("cprUUID", "identifiers"),
        "a core person record joins what other systems know and adds nothing of its own: import their own feeds",
    ),
    Kind(
        _is_stub,
        "a recorded answer of a service, made for testing a screen of probation: import the service's own feed",
    ),
    Kind(
        _is_register,
        "a court register that a court sends to prisons or youth offending teams: its facts come with the hearing",
    ),
    Kind(
        _is_informants,
        "an informant register that a court sends to a prosecutor: its facts come with the hearing",
    ),
    Kind(
        _has("decisionId", "offenceDecisions"),
        "a single justice's decision names nobody: its results come with the hearing event of the same case",
    ),
    Kind(
        _is_concluded,
        "a notice that a case is concluded names nobody: the hearing event of the same case says so too",
    ),
    Kind(
        _has("resultSetCode", "terminalEntries"),
        "an entry of the list of results is reference data: use tracker reference update",
    ),
    Kind(
        _has("resultTitle", "registerText"),
        "an entry of the list of results is reference data: use tracker reference update",
    ),
    Kind(
        _is_place("courtId", "courtName"), "an entry of the register of courts is reference data: set courts up instead"
    ),
    Kind(
        _is_place("courtId", "buildingName"), "a building of the register of courts is reference data: nothing is to do"
    ),
    Kind(
        _is_place("prisonId", "prisonName"), "an entry of the register of prisons is reference data: nothing is to do"
    ),
    Kind(
        _is_errors,
        "the exchange's list of what is wrong with a message that was sent to it: whoever sent that mends it",
    ),
    Kind(_is_refusal, "the answer of a service that refused a question: ask it again for what was wanted"),
)

ANSWER: Final = "the exchange's answer to whoever sent it a message: it tells of that message's arrival, and of no case"
HEARING_OUTCOME: Final = (
    "an annotated hearing outcome is a court's result with another system's remarks: "
    "import the resulted case that it was made from"
)


def kind_of(value: object) -> Kind | None:
    """The kind of a message or of an entry of a list; None where it is none of these."""
    if not isinstance(value, dict):
        return None
    return next((kind for kind in KINDS if kind.fits(value)), None)
