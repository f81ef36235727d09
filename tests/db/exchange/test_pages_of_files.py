"""Files on record come page by page, the newest first."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.desk import Desk
from db.exchange import service
from db.unit import Units
from db.words.actor import Role
from db.words.families.places import AgencyKind
from tests.support.record import Record


def test_files_go_on_from_a_page_in_their_order(
    units: Units, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "LIMIT", 2)
    feeds = Desk(units, record.user("clerk", record.agency("HMPPS", AgencyKind.PRISON), Role.PRISON_OFFICER)).feeds
    for number in range(5):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"prisonerNumber,lastName,status\nK000{number}AB,ADDY,ACTIVE IN\n")
        assert [outcome.refused for outcome in feeds.import_paths([path])] == [""]
    page = feeds.list()
    seen = [card.file for card in page.items]
    while page.after:
        page = feeds.list(page.after)
        seen += [card.file for card in page.items]
    assert seen == [f"{number}.csv" for number in (4, 3, 2, 1, 0)]
