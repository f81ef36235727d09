"""Every example of the shared list of identifiers comes out as the list says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from db.reference.courts import check_court, check_lja
from db.reference.forces import check_force
from db.words.identifiers.cases import parse_libra_case, parse_pti_urn, parse_urn
from db.words.identifiers.persons import parse_crn, parse_noms
from db.words.identifiers.police import parse_asn, parse_ccr, parse_cro, parse_pnc

pytestmark = pytest.mark.shared_data

READERS = {
    "ASN": parse_asn,
    "ASN_DUMMY": parse_asn,
    "CASE_URN": parse_urn,
    "COURT_OU": check_court,
    "CRN": parse_crn,
    "CRO": parse_cro,
    "LIBRA_CASE_NO": parse_libra_case,
    "NOMS_NUMBER": parse_noms,
    "PNC_CCR": parse_ccr,
    "PNC_ID": parse_pnc,
    "POLICE_FORCE": check_force,
    "PSA_LJA_CODE": check_lja,
    "PTI_URN": parse_pti_urn,
}


def test_every_shared_example_comes_out_as_the_list_says(shared_folder: Path) -> None:
    with (shared_folder / "data" / "identifiers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = []
    for row in rows:
        parsed = READERS[row["type"]](row["value"])
        expected = row["canonical"] if row["verdict"] == "valid" else None
        if parsed.canonical != expected:
            wrong.append(f"{row['type']} {row['value']}: {parsed.canonical} ({parsed.reason}), not {expected}")
        if row["type"] == "ASN_DUMMY" and not parsed.placeholder:
            wrong.append(f"{row['value']}: not marked as a placeholder")
    assert len(rows) > 300
    assert not wrong, "\n".join(wrong)
