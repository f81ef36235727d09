"""Neutral records of who somebody is: names, numbers, details, address, and how a message places a defendant."""

from __future__ import annotations

from dataclasses import dataclass

from db.exchange.carried import ABSENT, Absent, Day, Flag, Maybe, Text, Whole
from db.exchange.charge_records import ChargeRecord, RestrictionRecord, ResultRecord
from db.words.families.people import IdentifierKind, Sex


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """An address as sent: lines in order without the empty ones."""

    lines: tuple[str, ...] = ()
    postcode: str | None = None


@dataclass(frozen=True, slots=True)
class AliasRecord:
    """Another name of a defendant, or of the organisation that is one."""

    title: Text = ABSENT
    given: Text = ABSENT
    middle: Text = ABSENT
    family: Text = ABSENT
    organisation: Text = ABSENT
    born: Day = ABSENT


@dataclass(frozen=True, slots=True)
class GuardianRecord:
    """Parent, guardian or local authority of a youth."""

    name: str
    kind: Text = ABSENT
    address: Maybe[AddressRecord] = ABSENT


@dataclass(frozen=True, slots=True)
class DefendantRecord:
    """One defendant as this message describes him or her; identifiers are raw, the loader judges them.

    `native_id` is what linking by native identity uses: Common Platform's master defendant id, else
    its defendant id; LIBRA's `c_id` where sent. LIBRA's natural key is made by the loader of court,
    case number, name and date of birth.
    """

    native_id: str | None
    defendant_id: Text = ABSENT
    master_id: Text = ABSENT
    is_organisation: bool = False
    organisation: Text = ABSENT
    title: Text = ABSENT
    given: Text = ABSENT
    middle: Text = ABSENT
    family: Text = ABSENT
    name_as_sent: Text = ABSENT
    aliases: tuple[AliasRecord, ...] | Absent = ABSENT
    dob: Day = ABSENT
    age: Whole = ABSENT
    birth_year: Whole = ABSENT
    sex: Maybe[Sex] = ABSENT
    ethnicity_self: Text = ABSENT
    ethnicity_observed: Text = ABSENT
    nationalities: tuple[str, ...] | Absent = ABSENT
    language: Text = ABSENT
    interpreter: Text = ABSENT
    disability: Text = ABSENT
    requirements: Text = ABSENT
    occupation: Text = ABSENT
    address: Maybe[AddressRecord] = ABSENT
    phones: tuple[str, ...] | Absent = ABSENT
    emails: tuple[str, ...] | Absent = ABSENT
    identifiers: tuple[tuple[IdentifierKind, str | None], ...] = ()
    list_no: Text = ABSENT
    list_sequence: Whole = ABSENT
    slot: Text = ABSENT
    is_youth: Flag = ABSENT
    previous_convictions: Whole = ABSENT
    bail_status: Text = ABSENT
    bail_description: Text = ABSENT
    bail_conditions: Text = ABSENT
    bail_reasons: Text = ABSENT
    police_bail_status: Text = ABSENT
    custody_time_limit: Day = ABSENT
    establishment_code: Text = ABSENT
    establishment: Text = ABSENT
    guardian: Maybe[GuardianRecord] = ABSENT
    concluded: Flag = ABSENT
    off_public_list: Flag = ABSENT
    restrictions: tuple[RestrictionRecord, ...] | Absent = ABSENT
    warned_for: Day = ABSENT
    results: tuple[ResultRecord, ...] | Absent = ABSENT
    charges: tuple[ChargeRecord, ...] | Absent = ABSENT
