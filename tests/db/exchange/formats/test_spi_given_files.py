"""The given SPI files beside the repository: every one is read, or set aside for its true reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import HearingRecord, RefusedRecord
from db.words.families.exchange import FeedFormat

FOLDERS = ("spi-new-case", "spi-resulted-case", "police-record")
NOT_SPI = {"CjseResponse.xml"}
"""What the exchange answers to a sender; it holds no case."""
ASIDE = {
    # A made-up court code where a court should be.
    "IndividualDefendantAllfields.xml": "no-court",
    "message__IndividualDefendantAllfields.xml": "no-court",
    "MDINoRequestId.xml": "no-court",
    # The message inside the envelope has an angle bracket too many.
    "expectedSpiOutOiPayload.xml": "broken",
}


@pytest.mark.shared_data
def test_every_given_message_is_read_or_set_aside_for_its_true_reason(shared_folder: Path) -> None:
    files = [path for name in FOLDERS for path in sorted((shared_folder / "data" / "feeds" / name).glob("*.xml"))]
    assert len(files) == 26
    for path in files:
        if path.name in NOT_SPI:
            continue
        form = recognise(path)
        new = path.parent.name == "spi-new-case" or "pnc-data" in path.name
        assert form is (FeedFormat.POLICE_NEW_CASE if new else FeedFormat.POLICE_RESULTED_CASE)
        records = list(read(path, form))
        kinds = Counter(type(record).__name__ for record in records)
        codes = [str(record.code) for record in records if isinstance(record, RefusedRecord)]
        print(f"{path.name:60} {form:20} {dict(kinds)} {codes}")
        if path.name in ASIDE:
            assert codes == [ASIDE[path.name]]
        else:
            assert codes == []
            assert all(isinstance(record, HearingRecord) for record in records)
            assert records
