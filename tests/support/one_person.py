"""One invented person as five systems know him, and a near namesake in prison: their files, written on the spot."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any, Final

from tests.support.feeds import CourtList, Row
from tests.support.spi import Person, asn, new_case

FAMILY: Final = "Tremellen"
GIVEN: Final = "Jowan"
BORN: Final = date(1988, 11, 9)
PNC: Final = "2008/0123457N"
CRO: Final = "041277/08T"
NOMS: Final = "A4417QK"
CRN: Final = "E417703"
SUMMONS: Final = asn(417)
CASE_NO: Final = "2600004417"
URN: Final = "31KL2600417"
SPI_URN: Final = "31KL2600533"
NAMESAKE_BORN: Final = date(1988, 9, 11)
NAMESAKE_PNC: Final = "2010/0004410V"
NAMESAKE_NOMS: Final = "A5528WE"


def admitted(day: date) -> date:
    """When he came to the prison that holds him on `day`."""
    return day - timedelta(days=20)


def release(day: date) -> date:
    """When the prison lets him go."""
    return day + timedelta(days=90)


def files(day: date, *, court: str = "B99ZZ", room: str = "01") -> dict[str, str]:
    """The files by system: he is listed on `day`, the police's new case comes up a week later."""
    return {
        "libra": _libra(day, court, room),
        "common_platform": json.dumps(_hearing(day, court, room)),
        "spi": new_case(
            Person(given=GIVEN, family=FAMILY.upper(), born=BORN.isoformat(), summons=SUMMONS),
            urn=SPI_URN, on=(day + timedelta(days=7)).isoformat(), court=court + room,
        ),
        "prison": json.dumps({"extractedAt": f"{day}T01:00:00Z", "content": [_prisoner(day), _namesake(day)]}),
        "probation": json.dumps(_offender()),
    }  # fmt: skip


def _libra(day: date, court: str, room: str) -> str:
    """The court's list: name, date of birth and PNC, no address."""
    row = Row(
        caseno=CASE_NO, c_id="4417", h_id="4418", given=GIVEN, family=FAMILY.upper(), born=f"{BORN:%d/%m/%Y}", pnc=PNC
    )
    printed = day - timedelta(days=1)
    return CourtList(
        (row,), on=f"{day:%d/%m/%Y}", printed=f"{printed:%d/%m/%Y}", court=court, room=room
    ).xml()  # fmt: skip


def _hearing(day: date, court: str, room: str) -> dict[str, Any]:
    """A hearing of another case: PNC, arrest summons number, home, and a name that he also uses."""
    key = "00000000-0000-4000-8000-0000000044{:02}".format
    person = {
        "title": "Mr", "firstName": GIVEN, "middleName": "Petroc", "lastName": FAMILY,
        "dateOfBirth": BORN.isoformat(), "gender": "MALE",
        "address": {"address1": "14B Ropewalk", "address2": "Pendrift", "postcode": "ZZ9 7QX"},
        "contact": {"mobile": "07700900417"},
    }  # fmt: skip
    offence = {
        "id": key(5), "offenceCode": "CJ88116", "offenceTitle": "Possess an article with a blade in a public place",
        "wording": "On 3 May had a gutting knife on the quay", "startDate": "2026-05-03", "count": 1, "orderIndex": 1,
    }  # fmt: skip
    defendant = {
        "id": key(4), "masterDefendantId": key(3), "prosecutionCaseId": key(2), "pncId": PNC,
        "aliases": [{"firstName": "Joe", "lastName": "Tremellin"}],
        "personDefendant": {
            "personDetails": person, "arrestSummonsNumber": SUMMONS,
            "bailStatus": {"id": key(6), "code": "C", "description": "Custody"},
        },
        "offences": [offence],
    }  # fmt: skip
    case = {
        "id": key(2), "caseStatus": "ACTIVE", "initiationCode": "C", "defendants": [defendant],
        "prosecutionCaseIdentifier": {
            "caseURN": URN, "prosecutionAuthorityCode": "INVPF", "prosecutionAuthorityName": "Invented Shire Police",
        },
    }  # fmt: skip
    return {
        "hearing": {
            "id": key(1), "jurisdictionType": "MAGISTRATES", "type": {"id": key(7), "description": "First hearing"},
            "courtCentre": {
                "id": key(8), "code": f"{court}00", "courtHearingLocation": court + room, "roomId": key(9),
                "roomName": f"Courtroom {room}",
            },
            "hearingDays": [{"sittingDay": f"{day}T14:00:00.000Z", "listingSequence": 0}],
            "prosecutionCases": [case],
        }
    }  # fmt: skip


def _prisoner(day: date) -> dict[str, Any]:
    """The prison's record of him: PNC, CRO, an alias with a day of its own, and a sentence that he serves."""
    return {
        "prisonerNumber": NOMS, "pncNumber": PNC, "croNumber": CRO, "firstName": GIVEN.upper(),
        "middleNames": "PETROC", "lastName": FAMILY.upper(), "dateOfBirth": BORN.isoformat(), "gender": "Male",
        "status": "ACTIVE IN", "inOutStatus": "IN", "prisonId": "QDI", "prisonName": "Quarrydean (HMP)",
        "legalStatus": "SENTENCED", "lastMovementTypeCode": "ADM",
        "lastMovementDate": admitted(day).isoformat(),
        "conditionalReleaseDate": release(day).isoformat(),
        "aliases": [{"firstName": "JOHN", "lastName": "TREMAYNE", "dateOfBirth": "1987-11-09"}],
    }  # fmt: skip


def _namesake(day: date) -> dict[str, Any]:
    """Another prisoner of the same name, born two months before, with numbers of his own."""
    return {
        **_prisoner(day), "prisonerNumber": NAMESAKE_NOMS, "pncNumber": NAMESAKE_PNC, "croNumber": None,
        "middleNames": None, "dateOfBirth": NAMESAKE_BORN.isoformat(), "prisonId": "QWI", "prisonName": "Wenbeck (HMP)",
        "aliases": [],
    }  # fmt: skip


def _offender() -> dict[str, Any]:
    """Probation's record: no number of the police and an earlier home, so that only a human can say who it is."""
    return {
        "offenderId": 7304417, "title": "Mr", "firstName": GIVEN, "surname": FAMILY, "dateOfBirth": BORN.isoformat(),
        "gender": "Male", "otherIds": {"crn": CRN},
        "contactDetails": {
            "addresses": [
                {
                    "from": "2021-03-01", "addressNumber": "2", "streetName": "Capstan Row", "town": "Pendrift",
                    "postcode": "ZZ9 4AB", "status": {"code": "M", "description": "Main"},
                }
            ]
        },
        "offenderManagers": [
            {
                "staff": {"code": "N91A014", "forenames": "Beca", "surname": "Lloyd"},
                "team": {"code": "N91RIV", "description": "Riverside"},
                "probationArea": {"code": "N91", "description": "Overstoke and Vale"},
                "fromDate": "2025-01-06", "active": True, "softDeleted": False,
            }
        ],
        "softDeleted": False, "currentRestriction": False, "currentExclusion": False,
    }  # fmt: skip
