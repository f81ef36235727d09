"""What a sharing lead types for the parts of a rule is read, or it is said how to write it."""

from __future__ import annotations

import pytest

from db.words.errors import BadInput
from db.words.families.access import Category, Level, Purpose, Recipient
from db.words.families.sharing import read_category, read_level, read_purpose, read_recipient


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("user J.Moss", (Recipient.USER, "j.moss", "")),
        ("judges at b01ly", (Recipient.ROLE_AT_COURT, "B01LY", "judge")),
        ("probation officer at B01LY", (Recipient.ROLE_AT_COURT, "B01LY", "probation_officer")),
        ("court B01LY", (Recipient.COURT, "B01LY", "")),
        ("role legal adviser", (Recipient.ROLE, "", "legal_adviser")),
        ("agency prob", (Recipient.AGENCY, "PROB", "")),
        ("kind Crown Prosecution Service", (Recipient.AGENCY_KIND, "", "cps")),
        ("everybody", (Recipient.ALL, "", "")),
    ],
)
def test_a_recipient_is_read_as_a_lead_writes_it(text: str, read: tuple[Recipient, str, str]) -> None:
    assert read_recipient(text) == read


@pytest.mark.parametrize("text", ["", "judge", "at B01LY", "friend of mine", "role emperor", "kind bakery"])
def test_what_is_no_recipient_says_how_to_write_one(text: str) -> None:
    with pytest.raises(BadInput) as problem:
        read_recipient(text)
    assert problem.value.to_do


def test_parts_of_a_rule_are_read_by_their_beginnings() -> None:
    assert (read_category("treat"), read_category("risk")) == (Category.TREATMENT, Category.RISK)
    assert (read_level("nothing"), read_level("Everything"), read_level("summ")) == (
        Level.NONE, Level.FULL, Level.SUMMARY,
    )  # fmt: skip
    assert (read_purpose(""), read_purpose("sent")) == (Purpose.ANY, Purpose.SENTENCING)
    for wrong in ("", "p", "weather"):
        with pytest.raises(BadInput):
            read_category(wrong)
