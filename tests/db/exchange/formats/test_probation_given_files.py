"""The given files of probation and of the police record: every one is read, or set aside for its true reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import Code, DossierRecord, FileRefused, RefusedRecord
from db.words.families.exchange import FeedFormat

REFUSED = {"GET_offender_convictions_X980123.json": Code.UNKNOWN_FORMAT}
"""A list of nothing, which says nothing about anybody."""

ASIDE = {
    # A recorded question about documents: there is no such person.
    "GETOffenderDocumentListNotFound.json": [Code.NO_FACTS],
    # An address without a number of the person.
    "GetAddressesResponse.json": [Code.NO_KEY],
}
NAMED = {
    "GetOffenderResponse.json", "GetOffenderResponseLao.json", "GetOffenderResponseStatusActive.json",
    "GetOffendersResponse.json", "GET_offender_X980456.json", "GET_offender_all_X320741.json",
    "GET_offender_all_X980123.json", "offender.json",
}  # fmt: skip


@pytest.mark.shared_data
@pytest.mark.parametrize(("folder", "count"), [("ndelius", 16), ("police-record", 4)])
def test_every_given_file_is_read_or_set_aside_for_its_true_reason(
    shared_folder: Path, folder: str, count: int
) -> None:
    files = sorted((shared_folder / "data" / "feeds" / folder).glob("*.json"))
    assert len(files) == count
    for path in files:
        if path.name in REFUSED:
            with pytest.raises(FileRefused) as refused:
                recognise(path)
            assert refused.value.code is REFUSED[path.name]
            print(f"{path.name:60} refused: {refused.value.code}")
            continue
        form = recognise(path)
        assert form is (FeedFormat.PROBATION_RECORD if folder == "ndelius" else FeedFormat.POLICE_RECORD)
        records = list(read(path, form))
        aside = [record.code for record in records if isinstance(record, RefusedRecord)]
        whole = [record for record in records if isinstance(record, DossierRecord)]
        held = {each.table.__name__: len(each.rows) for record in whole for each in record.holdings if each.rows}
        print(f"{path.name:60} {len(whole)} {[str(code) for code in aside]} {held}")
        assert aside == ASIDE.get(path.name, [])
        assert bool(whole) is not bool(aside)
        assert all(not record.is_part for record in whole) is (path.name in NAMED or bool(aside))
