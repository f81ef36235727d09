"""Words of people: kinds of names, details, addresses, identifiers and links."""

from __future__ import annotations

from db.words.families.worded import Worded, key


class NameKind(Worded):
    """How somebody came by a name."""

    PRIMARY = "primary", "name"
    ALIAS = "alias", "also known as"
    NICKNAME = "nickname", "nickname"
    MAIDEN = "maiden", "maiden name"
    SPELLING = "spelling", "other spelling"


class Sex(Worded):
    """As the court list writes it: N is not known, never female."""

    MALE = "M", "male"
    FEMALE = "F", "female"
    NOT_KNOWN = "N", "not known"
    NOT_SPECIFIED = "NS", "not specified"


class DetailKind(Worded):
    """Single facts about a person."""

    DATE_OF_BIRTH = "date_of_birth", "born"
    AGE_GIVEN = "age_given", "age as given"
    SEX = "sex", "sex"
    ETHNICITY_SELF = "ethnicity_self", "ethnicity (self-defined)"
    ETHNICITY_OBSERVED = "ethnicity_observed", "ethnicity (observed)"
    NATIONALITY = "nationality", "nationality"
    SECOND_NATIONALITY = "second_nationality", "second nationality"
    LANGUAGE = "language", "language"
    INTERPRETER = "interpreter", "interpreter"
    DISABILITY = "disability", "disability"
    OCCUPATION = "occupation", "occupation"
    GUARDIAN = "guardian", "parent or guardian"
    YOUTH = "youth", "youth as given"


class AddressKind(Worded):
    """What an address is."""

    HOME = "home", "home"
    BAIL = "bail", "bail"
    WORK = "work", "work"
    GUARDIAN = "guardian", "parent or guardian"
    POSTAL = "postal", "postal"
    SECOND = "second", "second address"
    PREVIOUS = "previous", "earlier"


class IdentifierKind(Worded):
    """Numbers that systems know people and cases by."""

    PNC = "PNC", "PNC number"
    CRO = "CRO", "CRO number"
    ASN = "ASN", "arrest/summons number"
    NOMS = "NOMS", "NOMS number"
    CRN = "CRN", "probation CRN"
    URN = "URN", "case URN"
    PTI_URN = "PTI_URN", "police URN"
    LIBRA_CASE = "LIBRA_CASE", "court case number"
    CROWN_CASE = "CROWN_CASE", "Crown Court case number"
    LIBRA_DEFENDANT = "LIBRA_DEFENDANT", "LIBRA defendant"
    CP_DEFENDANT = "CP_DEFENDANT", "Common Platform defendant"
    CP_MASTER_DEFENDANT = "CP_MASTER_DEFENDANT", "Common Platform master defendant"
    COURT_OU = "COURT_OU", "court code"
    POLICE_FORCE = "POLICE_FORCE", "police force"
    PSA = "PSA", "local justice area code"
    CCR = "CCR", "PNC court case reference"
    NI = "NI", "National Insurance number"
    DRIVER = "driver", "driver number"
    LOCAL = "local", "local number"


class LinkState(Worded):
    """How a source record came to its person."""

    PROVISIONAL = "provisional", "not linked"
    AUTO = "auto", "linked by rule"
    CONFIRMED = "confirmed", "confirmed"
    REJECTED = "rejected", "rejected"
    QUEUED = "queued", "waiting for a decision"


_SEX = {
    **dict.fromkeys(("m", "male", "1"), Sex.MALE),
    **dict.fromkeys(("f", "female", "2"), Sex.FEMALE),
    **dict.fromkeys(("n", "u", "0", "not_known", "unknown", "not_known_not_recorded"), Sex.NOT_KNOWN),
    **dict.fromkeys(("ns", "9", "not_specified", "not_specified_indeterminate"), Sex.NOT_SPECIFIED),
}


def sex_from(raw: str) -> Sex | None:
    """The sex behind a word or code of courts, police, probation or prisons; None when it is neither."""
    return _SEX.get(key(raw))
