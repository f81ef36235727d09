"""Records of people for matching: short to write in a test, all of them invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from db.people.matching.cleaning import name_of, numbers_of
from db.people.matching.known import Known
from db.people.scoring.identity import Identity, KnownBirth
from db.words.families.people import IdentifierKind, NameKind, Sex

PNC, OTHER_PNC, CRO = "1979/0163001B", "2003/0015427N", "065656/91H"
BORN = date(1986, 3, 14)


def held(
    ref: str = "A",
    *,
    family: str = "Hesketh",
    given: str = "Thomas",
    middle: str = "",
    born: date | None = BORN,
    pnc: str = "",
    cro: str = "",
    postcode: str = "",
    address: str = "",
    sentenced: Sequence[date] = (),
    aliases: Sequence[tuple[str, str, date | None]] = (),
    system: str = "COURT",
    native_id: str = "",
    cases: Sequence[str] = (),
    restricted: bool = False,
    sex: Sex | None = None,
) -> Known:
    """A record with one name, as some system holds it."""
    names = [name_of(family, given, middle)]
    births = [KnownBirth(born)] if born else []
    for last, first, own in aliases:
        names.append(name_of(last, first, kind=NameKind.ALIAS))
        births += [KnownBirth(own, len(names) - 1)] if own else []
    numbers = numbers_of([(IdentifierKind.PNC, pnc), (IdentifierKind.CRO, cro)])
    identity = Identity(
        names=tuple(names),
        births=tuple(births),
        numbers=tuple(numbers.sound),
        doubtful=tuple(numbers.doubtful),
        postcodes=(postcode.replace(" ", ""),) if postcode else (),
        addresses=(address,) if address else (),
        sentenced=tuple(sentenced),
        sex=sex,
    )
    return Known(ref, identity, system, native_id, frozenset(cases), restricted)


RECORDS = st.builds(
    held,
    family=st.sampled_from(["Hesketh", "Hesketh-Moss", "Moss", "Khan", "Kahn", "Lee"]),
    given=st.sampled_from(["Thomas", "Tom", "Tomas", "T", "Darren", "Darryl", "Lee", ""]),
    middle=st.sampled_from(["", "Paul", "P"]),
    born=st.sampled_from([None, BORN, date(1986, 3, 15), date(1986, 1, 1), date(1961, 3, 14)]),
    pnc=st.sampled_from(["", "", PNC, OTHER_PNC, "1979/0163002B"]),
    cro=st.sampled_from(["", "", CRO]),
    postcode=st.sampled_from(["", "L13 4AB", "L13 4AC", "M1 1AA"]),
    address=st.sampled_from(["", "4 mill lane", "9 mill lane"]),
    sentenced=st.sampled_from([(), (date(2020, 5, 5),)]),
    aliases=st.sampled_from([(), (("Moss", "Lee", None),), (("Khan", "Tom", date(1988, 8, 8)),)]),
    system=st.sampled_from(["COURT", "PRISON"]),
    native_id=st.sampled_from(["", "A1", "A2"]),
    cases=st.sampled_from([(), ("32AB0001126",)]),
    restricted=st.sampled_from([False, False, False, True]),
)


def numbered(records: Sequence[Known]) -> list[Known]:
    """The same records, each with a reference of its own."""
    return [
        Known(f"R{place:02}", known.identity, known.system, known.native_id, known.cases, known.restricted)
        for place, known in enumerate(records)
    ]
