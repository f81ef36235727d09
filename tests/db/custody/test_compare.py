"""What a prison record says in words, and what the next one says otherwise: only that, and all of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from db.custody.compare import changes, in_words, transfers
from db.custody.meaning import episode, is_prisoner, is_released, place
from db.tables.care import CustodySnapshot
from db.words.families.bail import CustodyStatus
from db.words.keys import uuid7

NOTHING = CustodySnapshot.model_construct().model_dump()


def said(**more: object) -> dict[str, Any]:
    return {
        **NOTHING, "status": "ACTIVE IN", "establishment_code": "QDI", "establishment": "Quarrydean (HMP)",
        "legal_status": "SENTENCED", "in_out": "IN", "conditional_on": date(2027, 3, 4), **more,
    }  # fmt: skip


def test_the_same_record_again_changed_nothing() -> None:
    assert changes(said(), said()) == ()


def test_prison_curfew_date_and_release_date_are_told_with_what_they_were() -> None:
    after = said(
        establishment_code="QWI", establishment="Wenbeck", hdced_on=date(2026, 11, 20), conditional_on=date(2027, 4, 4)
    )
    assert [one.words for one in changes(said(), after)] == [
        "prison: Quarrydean (HMP) -> Wenbeck",
        "release date: conditional release (CRD) 4 Mar 2027 -> conditional release (CRD) 4 Apr 2027",
        "HDC eligibility: none -> 20 Nov 2026",
    ]


def test_a_release_is_told_as_one_and_the_dates_of_the_sentence_are_no_news() -> None:
    gone = said(status="INACTIVE OUT", in_out="OUT", establishment_code="OUT", establishment="Outside")
    assert [one.words for one in changes(said(), gone)] == ["prison: Quarrydean (HMP) -> released"]
    assert is_released(gone)
    assert next(iter(in_words(gone))) == "not in prison by this record"


def test_out_at_court_is_still_a_prisoner() -> None:
    out = said(status="ACTIVE OUT", movement_type="CRT", in_out="OUT")
    assert is_prisoner(out)
    assert place(out) == "Quarrydean (HMP)"
    assert next(iter(in_words(out))) == "out at court"


def test_moves_between_prisons_are_counted_the_way_there_and_a_release_are_none() -> None:
    on_the_way = said(establishment_code="TRN", establishment="Transfer", status="ACTIVE OUT")
    gone = said(status="INACTIVE OUT", in_out="OUT", establishment_code="OUT", establishment="Outside")
    hull, leeds = said(establishment_code="HLI", establishment="HULL (HMP)"), said(establishment_code="LEI")
    by_name = said(establishment_code="", establishment="Hull")
    weeks = {
        0: [[], [hull], [hull, by_name], [hull, on_the_way], [hull, gone, leeds]],
        1: [[hull, leeds], [hull, on_the_way, leeds], [hull, on_the_way, leeds, gone, hull]],
        2: [[hull, leeds, hull], [hull, on_the_way, leeds, by_name]],
    }
    for count, told in weeks.items():
        for each in told:
            rows = [
                CustodySnapshot(**{**one, "id": uuid7(), "recorded_at": _at(place)}) for place, one in enumerate(each)
            ]
            assert transfers(rows[::-1]) == count


def _at(place: int) -> datetime:
    return datetime(2026, 11, 2, 8, 0, tzinfo=UTC) + timedelta(weeks=place)


def test_an_indeterminate_sentence_has_no_release_date_and_a_confirmed_one_is_still_said() -> None:
    life = said(indeterminate=True, confirmed_on=date(2027, 1, 1))
    found = episode(life)
    assert found is not None
    assert (found["status"], found["release_on"]) == (CustodyStatus.INDETERMINATE, None)
    assert "the record also confirms release on 1 Jan 2027" in list(in_words(life))


texts = st.sampled_from(["", "ACTIVE IN", "ACTIVE OUT", "INACTIVE OUT", "INACTIVE TRN", "odd"])
legal = st.sampled_from(["", "REMAND", "SENTENCED", "RECALL", "DEAD", "SOMETHING_NEW"])
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2130, 1, 1)))
flags = st.one_of(st.none(), st.booleans())
records = st.builds(
    said, status=texts, legal_status=legal, moved_on=days, received_on=days, conditional_on=days, tariff_on=days,
    movement_type=st.sampled_from(["", "REL", "ADM", "CRT"]), indeterminate=flags, recall=flags,
    restricted_patient=flags, establishment_code=st.sampled_from(["", "OUT", "TRN", "QDI"]),
)  # fmt: skip


@given(records)
def test_every_record_has_words_and_a_stay_without_an_end_is_of_a_prisoner(record: dict[str, Any]) -> None:
    assert all(in_words(record))
    assert changes(record, record) == ()
    found = episode(record)
    if found is not None:
        assert found["establishment"]
        assert (found["until"] is None) == is_prisoner(record)
        assert found["release_on"] is None or is_prisoner(record)
