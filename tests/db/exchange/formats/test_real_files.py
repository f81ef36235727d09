"""The real files beside the repository: every one is read, or refused for a reason that is known."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import Code, FileRefused

FOLDERS = ("libra-court-list", "libra-case", "cp-hearing-event", "cp-hearing-resulted", "cp-results-shared")
REFUSED = {"commonPlatformMessageAttributes.json": Code.UNKNOWN_FORMAT}
"""The attributes that travel beside a message are no message."""

NOT_A_ROW = {"court-application-invalid.json", "valid.json", "with_court_application_required_only.json"}
"""Without id, court or sitting day: their hearing is in quarantine as a whole."""


@pytest.mark.shared_data
def test_every_real_file_is_read_or_refused_for_a_known_reason(shared_folder: Path) -> None:
    files = [path for name in FOLDERS for path in sorted((shared_folder / "data" / "feeds" / name).iterdir())]
    assert len(files) == 37
    for path in files:
        if path.name in REFUSED:
            with pytest.raises(FileRefused) as refused:
                recognise(path)
            print(f"{path.name:95} refused: {refused.value.code}")
            assert refused.value.code is REFUSED[path.name]
            continue
        form = recognise(path)
        kinds = Counter(type(record).__name__ for record in read(path, form))
        print(f"{path.name:95} {form:25} {dict(kinds)}")
        empty = path.name == "request-B10JQ01.xml" or path.name in NOT_A_ROW | {"hearing-invalid.json"}
        assert (kinds["HearingRecord"] > 0) is not empty
