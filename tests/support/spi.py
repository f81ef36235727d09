"""SPI messages written on the spot: new cases and resulted cases, wholly invented, in every envelope."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from db.words.identifiers.parsed import check_letter

LIBRA = "http://www.dca.gov.uk/xmlschemas/libra"
BS7666 = "http://www.govtalk.gov.uk/people/bs7666"
URN = "31KL2600417"


def asn(serial: int, *, year: str = "26", force: str = "31") -> str:
    """A good arrest summons number of this serial."""
    number = f"{serial:011}"
    return f"{year}{force}KL00{number}{check_letter(f'{force}00{year}{number}')}"


def tag(name: str, value: str) -> str:
    """An element, or nothing for no value."""
    return f"<{name}>{escape(value)}</{name}>" if value else ""


@dataclass(frozen=True)
class Person:
    """Somebody who stands accused."""

    given: str = "Branok"
    family: str = "TREVANION"
    born: str = "1991-02-17"
    summons: str = asn(1)
    pnc: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    company: str = ""
    more: str = ""
    """Elements of a new case behind the ethnicity."""
    bail: str = ""
    conditions: str = ""
    town: str = "Pendrift"

    def base(self) -> str:
        """What both messages say of a person."""
        return (
            "<PersonDefendant><BasePersonDetails><PersonName><PersonTitle>Mr</PersonTitle>"
            f"{tag('PersonGivenName1', self.given)}{tag('PersonFamilyName', self.family)}</PersonName>"
            f"{tag('Birthdate', self.born)}<Gender>1</Gender></BasePersonDetails>"
            f"{tag('PNCidentifier', self.pnc)}{tag('BailConditions', self.conditions)}</PersonDefendant>"
        )

    def address(self) -> str:
        """A BS7666 address: the numbers stand in their columns."""
        return (
            f'<Address xmlns:b="{BS7666}"><b:PAON>  14B</b:PAON><b:StreetDescription>Ropewalk</b:StreetDescription>'
            f"<b:Town>{self.town}</b:Town><b:PostCode>ZZ9 7QX</b:PostCode></Address>"
        )


@dataclass(frozen=True)
class Offence:
    """A charge, and what the court made of it."""

    sequence: int = 1
    code: str = "TH68010"
    wording: str = "Between 3 May 2026 and 4 May 2026 at Pendrift stole a crab pot."
    plea: str = ""
    finding: str = ""
    convicted: str = ""
    final: str = "N"
    results: tuple[str, ...] = ()
    victim: str = ""
    place: str = "Pendrift harbour"

    def base(self) -> str:
        """What both messages say of an offence."""
        return (
            f"<BaseOffenceDetails><OffenceSequenceNumber>{self.sequence:03}</OffenceSequenceNumber>"
            f"{tag('OffenceCode', self.code)}{tag('OffenceWording', self.wording)}<OffenceTiming>"
            "<OffenceDateCode>4</OffenceDateCode><OffenceStart><OffenceDateStartDate>2026-05-03</OffenceDateStartDate>"
            "</OffenceStart><OffenceEnd><OffenceEndDate>2026-05-04</OffenceEndDate></OffenceEnd></OffenceTiming>"
            "<ChargeDate>2026-05-09</ChargeDate><ArrestDate>2026-05-08</ArrestDate>"
            f"{tag('LocationOfOffence', self.place)}</BaseOffenceDetails>"
        )


def result(code: str = "1015", text: str = "Fined.", inner: str = "") -> str:
    """A result of an offence."""
    return f"<Result>{tag('ResultCode', code)}<ResultText>{escape(text)}</ResultText>{inner}</Result>"


def new_case(
    *people: Person,
    urn: str = URN,
    offences: tuple[Offence, ...] = (Offence(),),
    on: str = "2026-06-02",
    at: str = "10:00:00",
    court: str = "B99ZZ01",
    marker: str = "",
) -> str:
    """A NewCaseMessage, bare."""
    return (
        f'<NewCaseMessage xmlns="{LIBRA}" Flow="NewCasesFromThePolice" Interface="LibraStandardProsecutorPolice" '
        f'SchemaVersion="0.6g"><Case>{tag("PTIURN", urn)}<OriginatingOrganisation>031KL00</OriginatingOrganisation>'
        f"<CaseInitiation>C</CaseInitiation>{tag('CaseMarker', marker)}<InitialHearing>"
        f"{tag('CourtHearingLocation', court)}{tag('DateOfHearing', on)}{tag('TimeOfHearing', at)}</InitialHearing>"
        "<OtherPartyOfficerInCase><OfficerName><PersonGivenName1>Senara</PersonGivenName1>"
        "<PersonFamilyName>Quick</PersonFamilyName></OfficerName><PoliceOfficerRank>DC</PoliceOfficerRank>"
        "<PoliceWorkerReferenceNumber>4417</PoliceWorkerReferenceNumber>"
        "<PoliceWorkerLocationCode>031KL00</PoliceWorkerLocationCode></OtherPartyOfficerInCase>"
        + "".join(_accused(each, offences) for each in people or (Person(),))
        + "</Case></NewCaseMessage>"
    )


def _accused(who: Person, offences: tuple[Offence, ...]) -> str:
    charges = "".join(f"<Offence>{each.base()}{each.victim}</Offence>" for each in offences)
    if who.company:
        body = (
            f"<PoliceCorporateDefendant><OrganisationName><OrganisationName>{escape(who.company)}</OrganisationName>"
            f"</OrganisationName>{who.address()}</PoliceCorporateDefendant>"
        )
    else:
        aliases = "".join(
            f"<Alias>{tag('PersonGivenName1', given)}{tag('PersonFamilyName', family)}</Alias>"
            for given, family in who.aliases
        )
        body = (
            f"<PoliceIndividualDefendant>{who.base()}{who.address()}{who.more}{tag('CustodyStatus', who.bail)}"
            "<LanguageOptions><DocumentationLanguage>E</DocumentationLanguage><HearingLanguage>W</HearingLanguage>"
            f"</LanguageOptions>{aliases}</PoliceIndividualDefendant>"
        )
    return f"<Defendant>{tag('ProsecutorReference', who.summons)}{body}{charges}</Defendant>"


def resulted(
    *cases: tuple[Person, tuple[Offence, ...]],
    urn: str = URN,
    on: str = "2026-06-02",
    at: str = "10:00:00",
    court: str = "B99ZZ01",
    psa: str = "",
) -> str:
    """A ResultedCaseMessage, bare: a case for each defendant."""
    return (
        f'<ResultedCaseMessage xmlns="{LIBRA}" Flow="ResultedCasesForThePolice" '
        'Interface="LibraStandardProsecutorPolice" SchemaVersion="0.6g"><Session><CourtHearing><Hearing>'
        f"{tag('CourtHearingLocation', court)}{tag('DateOfHearing', on)}{tag('TimeOfHearing', at)}</Hearing>"
        f"{tag('PSAcode', psa)}</CourtHearing>"
        + "".join(_resulted(who, offences, urn) for who, offences in cases or ((Person(), (Offence(),)),))
        + "</Session></ResultedCaseMessage>"
    )


def _resulted(who: Person, offences: tuple[Offence, ...], urn: str) -> str:
    charges = "".join(
        f"<Offence>{each.base()}<InitiatedDate>2026-05-09</InitiatedDate>{tag('Plea', each.plea)}"
        f"<ModeOfTrial>01</ModeOfTrial>{tag('FinalDisposalIndicator', each.final)}"
        f"{tag('ConvictionDate', each.convicted)}{tag('Finding', each.finding)}{''.join(each.results)}</Offence>"
        for each in offences
    )
    return (
        f"<Case>{tag('PTIURN', urn)}<Defendant>{tag('ProsecutorReference', who.summons)}<CourtIndividualDefendant>"
        f"{who.base()}{tag('BailStatus', who.bail or 'U')}<Address><SimpleAddress>"
        f"<AddressLine1>14B Ropewalk</AddressLine1><AddressLine2>{who.town}</AddressLine2></SimpleAddress></Address>"
        f"<PresentAtHearing>Y</PresentAtHearing></CourtIndividualDefendant>{charges}</Defendant></Case>"
    )


def route(message: str, *, sent: str = "2026-05-20T09:00:00Z", times: int = 1) -> str:
    """The message escaped `times` over in the envelope of the criminal justice exchange."""
    day, _, clock = sent.partition("T")
    for _again in range(times):
        message = escape(message)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><RouteData xmlns="http://schemas.cjse.gov.uk/common/operations" '
        'xmlns:e="http://schemas.cjse.gov.uk/common/businessentities"><DataStream>'
        f"<e:Dated>{day}</e:Dated><e:Timed>{clock}</e:Timed><e:DataStreamContent>{message}</e:DataStreamContent>"
        "</DataStream></RouteData>"
    )


def deliver(message: str, *, sent: str = "2026-06-02T16:00:00Z") -> str:
    """The message as markup in a delivery of the court's results."""
    return (
        '<DeliverRequest xmlns="http://schemas.cjse.gov.uk/messages/deliver/2006-05" '
        'xmlns:mm="http://schemas.cjse.gov.uk/messages/metadata/2006-05"><mm:MessageMetadata>'
        f"<mm:CreationDateTime>{sent}</mm:CreationDateTime></mm:MessageMetadata><Message>{message}</Message>"
        "</DeliverRequest>"
    )
