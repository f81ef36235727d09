"""Every given file beside the repository: which format each folder holds, and why what is not read is not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from db.exchange.oddities import Code, FileRefused
from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.words.families.exchange import FeedFormat

F = FeedFormat
FORMATS: dict[str, set[FeedFormat]] = {
    "bichard-aho": {F.NO_FACTS},
    "casefile-initiate": {F.CASE_INITIATION},
    "cath-lists": {F.PUBLISHED_LIST, F.NO_FACTS},
    "core-person": {F.NO_FACTS},
    "cp-court-list": {F.COMMON_PLATFORM_LIST},
    "cp-hearing-event": {F.COMMON_PLATFORM_HEARING},
    "cp-hearing-resulted": {F.COMMON_PLATFORM_HEARING},
    "cp-json-schema": set(),
    "cp-lifecycle-events": {F.COMMON_PLATFORM_EVENT},
    "cp-results-shared": {F.COMMON_PLATFORM_HEARING},
    "crown-pdda-list": {F.CROWN_LIST_JSON},
    "crown-xhibit-list": {F.CROWN_LIST, F.NO_FACTS},
    "legal-aid": {F.LEGAL_AID_CASE, F.LEGAL_AID_CSV, F.NO_FACTS},
    "libra-case": {F.LIBRA_CASE},
    "libra-court-list": {F.LIBRA_COURT_LIST, F.LIBRA_COURT_LIST_JSON},
    "ndelius": {F.PROBATION_RECORD, F.NO_FACTS},
    "police-record": {F.POLICE_RECORD, F.POLICE_NEW_CASE},
    "prison-api": {F.PRISONER, F.NO_FACTS},
    "prison-integration": {F.PRISONER, F.NO_FACTS},
    "prisoner-search": {F.PRISONER, F.NO_FACTS},
    "probation-court-ui": {F.NO_FACTS},
    "registers-out": {F.NO_FACTS},
    "registers-ref": {F.NO_FACTS},
    "sjp": {F.SINGLE_JUSTICE_CASE, F.NO_FACTS},
    "spi-new-case": {F.POLICE_NEW_CASE, F.NO_FACTS},
    "spi-resulted-case": {F.POLICE_RESULTED_CASE},
}
"""By folder; a folder of schemas holds no message."""

REFUSED = {
    "INDEX.csv": Code.UNKNOWN_FORMAT,  # the table of contents of the files, not one of them
    "invalid.json": Code.UNKNOWN_FORMAT,  # an empty object
    "GET_offender_convictions_X980123.json": Code.UNKNOWN_FORMAT,  # an empty list
    "commonPlatformMessageAttributes.json": Code.UNKNOWN_FORMAT,  # what travels beside a message is no message
}


def given(shared_folder: Path) -> list[Path]:
    return sorted(path for path in (shared_folder / "data" / "feeds").rglob("*") if path.is_file())


def is_schema(path: Path) -> bool:
    return path.parent.name == "cp-json-schema" or path.suffix == ".xsd" or path.name.startswith("schema__")


def gives(path: Path) -> tuple[FeedFormat | Code, Counter[str]]:
    """The format and its kinds of records, or the code of the refusal."""
    try:
        form = recognise(path)
        return form, Counter(type(record).__name__ for record in read(path, form))
    except FileRefused as refusal:
        return refusal.code, Counter()


@pytest.mark.shared_data
def test_every_folder_is_known(shared_folder: Path) -> None:
    assert {path.name for path in (shared_folder / "data" / "feeds").iterdir() if path.is_dir()} == set(FORMATS)


@pytest.mark.shared_data
def test_every_schema_is_refused_as_one(shared_folder: Path) -> None:
    schemas = [path for path in given(shared_folder) if is_schema(path)]
    assert len(schemas) > 100
    assert {gives(path)[0] for path in schemas} == {Code.SCHEMA}


@pytest.mark.shared_data
def test_every_other_file_is_read_as_its_folder_says(shared_folder: Path) -> None:
    for path in given(shared_folder):
        if is_schema(path):
            continue
        found, kinds = gives(path)
        print(f"{path.parent.name}/{path.name:80} {found:26} {dict(kinds)}")
        if path.name in REFUSED:
            assert found is REFUSED[path.name]
        else:
            assert found in FORMATS[path.parent.name], path.name
            assert kinds, path.name
