"""Write an invented LIBRA court list of any length: `python bench/make_court_list.py --cases 745 --out FILE`.

Every name, number and address is made up here; the same arguments give the same file. `--sessions`
spreads the rows over rooms; the file is written row by row, so a million rows need no memory.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TextIO
from xml.sax.saxutils import escape

_GIVEN: Final = (
    "Aled Bronwen Callum Darcey Emrys Farida Gethin Hollis Imogen Jarek Keziah Lowri Marlon Nerys Osian "
    "Priya Quentin Rhiannon Saskia Tamsin Ursula Vikram Wendell Xanthe Yusuf Zelda Anwen Bertram Cerys Dorian"
).split()
_FAMILY: Final = (
    "ASHBOURNE BELLWEATHER COLDHARBOUR DRINKWATER ELDERFIELD FAIRWEATHER GREENHALGH HOLLOWAY ILLINGWORTH "
    "JESSOP KILBRIDE LONGSTAFF MERRIWEATHER NETTLESHIP OAKENSHAW PENHALIGON QUARMBY RAVENSCROFT STANYFORTH "
    "THISTLEWOOD UNDERWOOD VAVASOUR WINTERBOTTOM YARDLEY O'DRISCOLL McALLISTER ST-CLAIR ABARA OKONJO"
).split()
_STREETS: Final = ("Foundry Lane", "Mill Bank", "Chapel Row", "Quay Street", "Orchard Rise", "Tannery Close")
_TOWNS: Final = ("Netherby", "Langwick", "Overstoke", "Haverfield", "Castle Moor")
_OFFENCES: Final = (
    (
        "TH68010",
        "Theft from a shop",
        "stole goods to the value of £{value}.00 belonging to Marlowe Stores",
        "Contrary to section 1(1) and 7 of the Theft Act 1968.",
    ),
    (
        "CJ88116",
        "Common assault",
        "assaulted a person known to the defendant by beating",
        "Contrary to section 39 of the Criminal Justice Act 1988.",
    ),
    (
        "RT88191",
        "Use a motor vehicle without third party insurance",
        "used a motor vehicle, namely a van of index NX{value}ABC, on a road without a policy in force",
        "Contrary to section 143 of the Road Traffic Act 1988 and Schedule 2 to the Offenders Act 1988.",
    ),
    (
        "PO86009",
        "Use threatening words or behaviour",
        "used towards another threatening words or behaviour, intending that person to fear violence",
        "Contrary to section 4(1) and (4) of the Public Order Act 1986.",
    ),
)
_PNC_LETTERS: Final = "ZABCDEFGHJKLMNPQRTUVWXY"


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", "--rows", type=int, default=745, help="rows of the list")
    parser.add_argument("--sessions", type=int, default=1, help="sessions (rooms) to spread them over")
    parser.add_argument("--date", type=date.fromisoformat, default=date(2026, 3, 2), help="day of hearing")
    parser.add_argument("--court", default="B99ZZ", help="court code of five characters")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other people")
    parser.add_argument("--out", type=Path, required=True, help="file to write")
    given = parser.parse_args()
    with given.out.open("w", encoding="utf-8", newline="\n") as out:
        write_list(
            out,
            cases=given.cases,
            sessions=given.sessions,
            day=given.date,
            court=given.court,
            seed=given.seed,
        )


def write_list(out: TextIO, *, cases: int, sessions: int = 1, day: date, court: str = "B99ZZ", seed: int = 1) -> None:
    """Write a list of `cases` rows; row n is the same whatever the number of rows."""
    out.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ns35:ExternalDocumentRequest xmlns:ns35="http://www.justice.gov.uk/magistrates/external/'
        'ExternalDocumentRequest">\n<documents><document><info>\n'
        f"<source_file_name>1_{day:%d%m%Y}_2999_{court}00_ADULT_COURT_LIST_DAILY</source_file_name>\n"
        f"</info><data><job><printdate>{day:%d/%m/%Y}</printdate><sessions>\n"
    )
    share = -(-cases // max(sessions, 1))
    for session in range(max(sessions, 1)):
        rows = range(session * share, min((session + 1) * share, cases))
        out.writelines(_session(rows, day=day, court=court, room=session + 1, seed=seed))
    out.write("</sessions></job></data></document></documents></ns35:ExternalDocumentRequest>\n")


def _session(rows: range, *, day: date, court: str, room: int, seed: int) -> Iterator[str]:
    yield (
        f"<session><ou_code>{court}00</ou_code><s_id>{5000 + room}</s_id><doh>{day:%d/%m/%Y}</doh>"
        "<lja>Invented Shire Magistrates' Court</lja><panel>Adult Panel</panel>"
        f"<court>Invented Shire Magistrates' Court</court><room>{room:02d}</room>"
        "<sstart>10:00</sstart><send>16:30</send><blocks><block>\n"
        "<sb_id>1</sb_id><bstart>10:00</bstart><bend>16:30</bend><desc>First Hearings Slot</desc><cases>\n"
    )
    for row in rows:
        yield _case(row, day=day, seed=seed)
    yield "</cases></block></blocks></session>\n"


def _case(row: int, *, day: date, seed: int) -> str:
    dice = random.Random(seed * 1_000_000_007 + row)  # invented data, not a secret
    given, middle, family = dice.choice(_GIVEN), dice.choice(_GIVEN), dice.choice(_FAMILY)
    title, sex = dice.choice((("Mr", "M"), ("Ms", "F"), ("Mrs", "F"), ("Mr", "N")))
    born = day - timedelta(days=dice.randint(18 * 366, 80 * 365))
    street = f"{dice.randint(1, 250)} {dice.choice(_STREETS)}"
    offences = "".join(_offence(number, row, dice, day) for number in range(1, dice.choice((2, 2, 3, 4, 6)) + 1))
    return (
        f"<case>\n<c_id>{9_000_000 + row}</c_id>\n<h_id>{7_000_000 + row}</h_id>\n<valid>Y</valid>\n"
        f"<caseno>{2_600_000_000 + row:010d}</caseno>\n<type>C</type>\n<prov/>\n<urn/>\n<asn/>\n"
        f"<marker/>\n<linked/>\n<def_name>{title} {given} {escape(family)}</def_name>\n"
        f"<def_name_elements><title>{title}</title><forename1>{given}</forename1>"
        f"<forename2>{middle}</forename2><forename3/><surname>{escape(family)}</surname></def_name_elements>\n"
        f"<def_type>P</def_type>\n<def_sex>{sex}</def_sex>\n<def_dob>{born:%d/%m/%Y}</def_dob>\n"
        f"<def_age>{(day - born).days // 365}</def_age>\n<pnc_id>{_pnc(dice)}</pnc_id>\n<cro_number/>\n"
        f"<def_addr><line1>{street}</line1><line2>{dice.choice(_TOWNS)}</line2><line3/><line4/><line5/>"
        f"<pcode>ZZ{dice.randint(1, 99)} {dice.randint(1, 9)}QX</pcode></def_addr>\n"
        "<nationality_1>British</nationality_1>\n<nationality_2/>\n<inf>POL01</inf>\n"
        f"<cseq>{row + 1}</cseq>\n<listno>{dice.choice(('1st', '2nd', '3rd'))}</listno>\n"
        f"<bailcond/>\n<addinfo/>\n<offences>\n{offences}</offences>\n</case>\n"
    )


def _offence(number: int, row: int, dice: random.Random, day: date) -> str:
    code, title, wording, legislation = dice.choice(_OFFENCES)
    done = day - timedelta(days=dice.randint(20, 400))
    words = wording.format(value=dice.randint(10, 99))
    town = dice.choice(_TOWNS)
    return (
        f"<offence><oseq>{number}</oseq><co_id>{8_000_000 + row * 10 + number}</co_id><code>{code}</code>"
        f"<maxpen>EW: 6M &amp;/or Ultd Fine</maxpen><title>{title}</title><alm/><ala/>"
        f"<sum>On {done:%d/%m/%Y} at {town} in the county of Invented Shire {words}, and did so in the\n"
        f"            sight of others who were there at the time.</sum><as>{legislation}</as>"
        f"<sof>At {dice.randint(6, 22):02d}:15 the defendant was seen at {town}. Officers attended, took the "
        "accounts of two people who had been present, and later spoke to the defendant, who was told of "
        "the allegation and made no reply to it at that time or afterwards when asked once more by an "
        "officer of another station, who had come to take the statements of both witnesses.</sof>"
        f"<plea>{dice.choice(('', 'G', 'NG'))}</plea><pleadate/><convdate/><adjdate/><adjreason/></offence>\n"
    )


def _pnc(dice: random.Random) -> str:
    """A PNC number of the form with slash, its check letter by modulus 23."""
    year, serial = dice.randint(1990, 2025), dice.randint(1, 499_999)
    return f"{year}/{serial:07d}{_PNC_LETTERS[int(f'{year % 100:02d}{serial:07d}') % 23]}"


if __name__ == "__main__":
    main()
