"""A person's short reference is of letters and digits that can be read out, and two people never share one."""

from __future__ import annotations

import re

from db.people.linking import public_ref
from db.words.keys import uuid7


def test_a_reference_has_twelve_signs_that_cannot_be_mistaken_for_one_another() -> None:
    assert re.fullmatch(r"P-[A-Z2-7]{12}", public_ref(uuid7()))


def test_keys_that_differ_in_any_of_their_last_sixty_bits_have_references_of_their_own() -> None:
    key = uuid7()
    others = [type(key)(int=key.int ^ (1 << bit)) for bit in range(60)]
    assert len({public_ref(one) for one in (key, *others)}) == 61
