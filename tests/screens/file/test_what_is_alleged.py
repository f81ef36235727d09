"""The case screen says when and where an offence is alleged, and what the prosecutor gave of the past."""

from __future__ import annotations

from datetime import date

import pytest

from db.cards.case import CaseCard, CaseCharge, CaseDefendant
from db.cards.day import Signs
from db.words.families.court import CaseKind, CaseStatus
from db.words.keys import uuid7
from screens.file.case_lines import case_lines


def texts(*, alleged: str = "", convictions: int | None = None) -> list[str]:
    charge = CaseCharge(uuid7(), 1, "TH68001", "Theft", "", "", "", (), "", alleged)
    one = CaseDefendant(
        uuid7(), uuid7(), "MARCHBANK, Sioned", None, None, Signs(), (charge,), previous_convictions=convictions
    )
    card = CaseCard(
        uuid7(), "61QT0048126", "", CaseKind.PROSECUTION, "", CaseStatus.ACTIVE, "Common Platform", "", "charge", "",
        date(2026, 2, 20), (), (), (one,), (), (),
    )  # fmt: skip
    return [line.text.strip() for line in case_lines(card)]


def test_when_and_where_stand_under_the_charge() -> None:
    found = texts(alleged="on or about 12 Mar 2026, Mill Lane")
    assert found[found.index("1 Theft") + 1] == "on or about 12 Mar 2026, Mill Lane"


@pytest.mark.parametrize(("many", "words"), [(1, "1 previous conviction"), (4, "4 previous convictions")])
def test_the_number_is_said_to_be_the_prosecutors(many: int, words: str) -> None:
    assert f"{words}, as the prosecutor gave" in texts(convictions=many)


@pytest.mark.parametrize("many", [None, 0])
def test_nothing_is_said_where_nothing_was_given(many: int | None) -> None:
    assert not any("conviction" in text for text in texts(convictions=many))
