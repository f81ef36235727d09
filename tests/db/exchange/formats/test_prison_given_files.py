"""The given files of the prison beside the repository: every one becomes records, or is set aside with the reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import Code, DossierRecord, RefusedRecord
from db.words.families.exchange import FeedFormat

FOLDERS = ("prison-api", "prison-integration", "prisoner-search")
ASIDE = {
    "discharged_from_court.json": Code.NO_KEY,
    "offence-history-by-bookingids.json": Code.NO_KEY,
    "offender_offences.json": Code.NO_KEY,
    "person-sentence-key-dates-redacted.json": Code.NO_KEY,
    "SentencedCourtCasesResponse.json": Code.NO_FACTS,
}
"""Nobody is named in them, or the courts' own feeds bring the same."""
SEVERAL = {"GetPrisonersResponse.json": 4, "prisoners_multiple.json": 2}


@pytest.mark.shared_data
def test_every_given_file_of_the_prison_is_read_or_set_aside_for_its_reason(shared_folder: Path) -> None:
    files = [path for name in FOLDERS for path in sorted((shared_folder / "data" / "feeds" / name).iterdir())]
    assert len(files) == 30
    for path in files:
        assert recognise(path) is FeedFormat.PRISONER
        found = list(read(path, FeedFormat.PRISONER))
        kinds = Counter(type(record).__name__ for record in found)
        print(f"{path.parent.name}/{path.name:60} {dict(kinds)}")
        aside = {record.code for record in found if isinstance(record, RefusedRecord)}
        assert aside == ({ASIDE[path.name]} if path.name in ASIDE else set()), path.name
        people = [record for record in found if isinstance(record, DossierRecord)]
        assert len(people) == (0 if path.name in ASIDE else SEVERAL.get(path.name, 1)), path.name
        assert not any(record.problems for record in people), path.name
