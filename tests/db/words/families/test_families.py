"""Stored words are stable, labelled for people, and found again behind every code a feed sends."""

from __future__ import annotations

import importlib
import pickle
import pkgutil

import pytest

import db.words.families as families
from db.words.families.bail import BailStatus, CustodyStatus, bail_from, custody_from
from db.words.families.charges import (
    ChargeMode,
    PleaKind,
    VerdictCategory,
    mode_from,
    plea_from,
    verdict_from,
)
from db.words.families.court import (
    CaseStatus,
    InitiationKind,
    Jurisdiction,
    case_status_from,
    initiation_from,
    jurisdiction_from,
)
from db.words.families.exchange import FeedFormat
from db.words.families.notes import NoteKind
from db.words.families.people import Sex, sex_from
from db.words.families.results import ResultCategory, category_from
from db.words.families.worded import Worded

for _info in pkgutil.iter_modules(families.__path__):
    importlib.import_module(f"{families.__name__}.{_info.name}")
ENUMS = sorted(Worded.__subclasses__(), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_word_has_a_label_of_its_own_and_comes_back_from_its_value(kind: type[Worded]) -> None:
    labels = [word.label for word in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    for word in kind:
        assert word in kind
        assert word.heading[:1].isupper()
        assert str(word) == word.value
        assert pickle.loads(pickle.dumps(word)) is word


@pytest.mark.parametrize(
    ("raw", "plea"),
    [
        ("NG", PleaKind.NOT_GUILTY),
        ("not guilty", PleaKind.NOT_GUILTY),
        ("NOT_GUILTY", PleaKind.NOT_GUILTY),
        (" g ", PleaKind.GUILTY),
        ("GUILTY, 11/02/2022", PleaKind.GUILTY),
        ("GSJP", PleaKind.GUILTY_SJP),
        ("GUILTY_SINGLE_JUSTICE_PROCEDURE", PleaKind.GUILTY_SJP),
        ("IG", PleaKind.INDICATED_GUILTY),
        ("ADB", PleaKind.ADMITS_BREACH),
        ("ADMITS_BREACH", PleaKind.ADMITS_BREACH),
        ("UNFIT_TO_PLEAD", PleaKind.UNFIT),
        ("AC", PleaKind.AUTREFOIS_CONVICT),
        ("3", PleaKind.NONE),
        ("2", PleaKind.NOT_GUILTY),
        ("Plea value 4", None),
        ("", None),
    ],
)
def test_a_plea_is_known_in_every_spelling(raw: str, plea: PleaKind | None) -> None:
    assert plea_from(raw) is plea


def test_every_plea_is_found_by_its_own_code() -> None:
    assert all(plea_from(plea.code) is plea for plea in PleaKind)
    assert not PleaKind.NOT_GUILTY.admits_guilt
    assert PleaKind.GUILTY_SJP.admits_guilt


@pytest.mark.parametrize(
    ("raw", "sex"),
    [
        ("NS", Sex.NOT_SPECIFIED),
        ("NOT SPECIFIED", Sex.NOT_SPECIFIED),
        ("NOT_KNOWN", Sex.NOT_KNOWN),
        ("N", Sex.NOT_KNOWN),
        ("Not Known / Not Recorded", Sex.NOT_KNOWN),
        ("Not Specified (Indeterminate)", Sex.NOT_SPECIFIED),
        ("Female", Sex.FEMALE),
        ("1", Sex.MALE),
        ("?", None),
    ],
)
def test_sex_n_is_not_known_and_never_female(raw: str, sex: Sex | None) -> None:
    assert sex_from(raw) is sex


def test_bail_is_known_by_code_and_by_words_and_ranks_by_severity() -> None:
    assert bail_from("C") is BailStatus.CUSTODY
    assert bail_from("Custody or remanded into custody") is BailStatus.CUSTODY
    assert bail_from("Conditional Bail with Pre-Release conditions") is BailStatus.PRE_RELEASE
    assert bail_from("ub") is BailStatus.UNCONDITIONAL
    assert bail_from("on the moon") is None
    assert min(BailStatus, key=lambda status: status.ranking) is BailStatus.SECURE
    assert sorted(status.ranking for status in BailStatus) == list(range(1, 9))
    assert BailStatus.CUSTODY.in_custody
    assert not BailStatus.CONDITIONAL.in_custody


def test_verdicts_come_from_category_words_and_codes() -> None:
    assert verdict_from("GUILTY_CONVICTED") is VerdictCategory.GUILTY
    assert verdict_from("Not Guilty but Guilty of lesser offence") is VerdictCategory.GUILTY_OF_LESSER
    assert verdict_from("A") is VerdictCategory.GUILTY_OF_ALTERNATIVE
    assert verdict_from("N") is VerdictCategory.NOT_GUILTY
    assert verdict_from("perhaps") is None
    assert VerdictCategory.GUILTY_OF_LESSER.convicts
    assert not VerdictCategory.NO_VERDICT.convicts


def test_smaller_words_are_read_in_any_case() -> None:
    assert jurisdiction_from("CROWN") is Jurisdiction.CROWN
    assert jurisdiction_from("civil") is None
    assert case_status_from("SJP Referral") is CaseStatus.SJP_REFERRAL
    assert case_status_from("a") is None
    assert initiation_from("q") is InitiationKind.REQUISITION
    assert initiation_from("x") is None
    assert mode_from("Either way") is ChargeMode.EITHER_WAY
    assert mode_from("CROWN") is None
    assert category_from("INTERMEDIARY") is ResultCategory.INTERMEDIARY
    assert category_from("") is None
    assert custody_from("CONVICTED_UNSENTENCED") is CustodyStatus.CONVICTED_UNSENTENCED
    assert custody_from("free") is None


def test_lists_are_snapshots_and_events_are_deltas() -> None:
    assert {kind for kind in FeedFormat if kind.is_snapshot} == {
        FeedFormat.LIBRA_COURT_LIST,
        FeedFormat.LIBRA_COURT_LIST_JSON,
        FeedFormat.COMMON_PLATFORM_LIST,
        FeedFormat.PUBLISHED_LIST,
        FeedFormat.CROWN_LIST,
        FeedFormat.CROWN_LIST_JSON,
    }


def test_every_kind_of_note_says_who_it_is_for() -> None:
    assert all(kind.meant_for for kind in NoteKind)
