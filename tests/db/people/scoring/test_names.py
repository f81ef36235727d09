"""A reading that is left out could not have been the best: leaving out is for speed alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.people.scoring.identity import KnownName
from db.people.scoring.names import NameAgrees, NameComparer, Split, free_splits, placed_splits
from db.people.scoring.weights import weights

_WORDS = st.sampled_from(
    "smith smyth jones jonson evans ann anne mary maryann stephen steve ste o brien lee leigh de vries mc j k".split()
)
_TYPED = st.lists(_WORDS, min_size=1, max_size=4).map(tuple)
_KNOWN = st.builds(
    KnownName,
    family=st.lists(_WORDS, max_size=2).map(" ".join),
    given=st.lists(_WORDS, max_size=2).map(" ".join),
    middle=st.lists(_WORDS, max_size=2).map(" ".join),
)
_SPLITS = st.one_of(_TYPED.map(free_splits), st.builds(placed_splits, _TYPED, _TYPED))


def _plainly(splits: tuple[Split, ...], known: KnownName) -> list[float]:
    """What each reading is worth, none left out but those of which a word would have to be the surname."""
    bits = weights().bits
    worth = []
    for family, forenames, level in splits:
        one = NameComparer(bits, lookup=True)
        given_share = one.given(forenames, known.given, known.middle)
        if given_share.open and not family and len(splits) > 1:
            continue
        worth.append(one.family(family, known.family).bits + given_share.bits + (bits[level] if level else 0.0))
    return worth


def _asked(splits: tuple[Split, ...], known: KnownName, top: float) -> NameAgrees | None:
    return NameComparer(weights().bits, lookup=True).better(splits, known, top)


@given(_SPLITS, _KNOWN)
def test_the_best_reading_is_the_best_of_all_of_them(splits: tuple[Split, ...], known: KnownName) -> None:
    worth = _plainly(splits, known)
    found = _asked(splits, known, -1e9)
    assert (found is None) == (not worth)
    if found is not None:
        assert found.bits == pytest.approx(max(worth))


@given(_SPLITS, _KNOWN, st.floats(-30, 40))
def test_none_is_said_only_where_no_reading_is_worth_more(
    splits: tuple[Split, ...], known: KnownName, top: float
) -> None:
    worth = _plainly(splits, known)
    found = _asked(splits, known, top)
    if found is None:
        assert all(one <= top + 1e-9 for one in worth)
    else:
        assert found.bits == pytest.approx(max(worth))
        assert found.bits > top


@pytest.mark.parametrize(
    ("one", "other", "family", "forenames"),
    [
        (("surname", "alan b"), ("surname", "alan"), "surname exact", "forename exact"),
        (("surname b", "alan"), ("surname", "alan"), "part of surname SURNAME B", "forename exact"),
        (("smith jones", "b"), ("smyth jones", "brian"), "surname sounds like SMYTH-JONES", "initial B = Brian"),
        (("smith", "mary anne"), ("smith", "maryanne"), "surname exact", "forename exact"),
        (("smith", "maryan"), ("smith", "mary anne"), "surname exact", "forename sounds like Mary Anne"),
    ],
)
def test_names_of_several_words_are_said_as_they_are_written_and_an_initial_parts_nobody(
    one: tuple[str, str], other: tuple[str, str], family: str, forenames: str
) -> None:
    comparer = NameComparer(weights().bits, lookup=False)
    asked = placed_splits(tuple(one[0].split()), tuple(one[1].split()))
    found = comparer.best(asked[:1], KnownName(other[0], other[1], ""))
    assert (found.family.says, found.given.says) == (family, forenames)
