"""What is known and no source of facts is kept in quarantine with what it is; a near miss is not taken for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from db.exchange.reading import read
from db.exchange.recognise import recognise
from db.exchange.records import Code, FileRefused, RefusedRecord
from db.words.families.exchange import FeedFormat

Sample = Callable[[str], Path]
Written = Callable[[bytes | str], Path]


class Gathered(Protocol):
    refused: tuple[RefusedRecord, ...]


Gather = Callable[[Path], Gathered]

SAID = {
    "core_person.json": "core person record",
    "recorded_answer.json": "recorded answer of a service",
    "prison_register.json": "sends to prisons",
    "informant_register.json": "sends to a prosecutor",
    "decision.json": "single justice's decision",
    "concluded.json": "notice that a case is concluded",
    "results.json": "list of results",
    "refused_answer.json": "refused a question",
    "annotated.xml": "annotated hearing outcome",
    "exchange_answer.xml": "exchange's answer",
    "exchange_errors.json": "what is wrong with a message",
}


@pytest.mark.parametrize(("name", "words"), SAID.items())
def test_each_is_known_for_what_it_is(gather: Gather, sample: Sample, name: str, words: str) -> None:
    path = sample(f"no_facts/{name}")
    assert recognise(path) is FeedFormat.NO_FACTS
    refused = gather(path).refused
    assert {each.code for each in refused} == {Code.NO_FACTS}
    assert all(words in each.reason and ":" in each.reason for each in refused)


def test_every_entry_of_a_list_is_a_record_of_its_own(gather: Gather, sample: Sample) -> None:
    refused = gather(sample("no_facts/courts.json")).refused
    assert [each.at for each in refused] == ["$[0]", "$[1]", "$[2]"]
    assert len({each.reason for each in refused}) == 3
    assert json.loads(refused[1].raw)["buildingName"] == "Annexe"


def test_what_came_is_kept_as_it_came(gather: Gather, sample: Sample) -> None:
    path = sample("no_facts/annotated.xml")
    (refused,) = gather(path).refused
    assert refused.raw == path.read_bytes()


@pytest.mark.parametrize(
    "message",
    [
        {"cprUUID": "1"},
        {"request": "GET", "response": {"status": 200}},
        {"request": {"method": "GET"}, "response": "none"},
        {"registerDate": "02/03/2026", "cases": []},
        {"hearingVenue": "Overstoke"},
        {"status": 200, "userMessage": "fine"},
        {"status": "500", "userMessage": "text"},
        {"prosecutionConcluded": []},
        [{"courtId": "A", "courtName": "B"}, {"courtId": "C"}],
        {"prisonId": "OVI", "visitors": 3},
        [],
    ],
)
def test_a_near_miss_is_not_taken_for_it(written: Written, message: object) -> None:
    with pytest.raises(FileRefused) as refused:
        recognise(written(json.dumps(message)))
    assert refused.value.code is Code.UNKNOWN_FORMAT


def test_an_outcome_longer_than_any_is_refused_unread(written: Written) -> None:
    path = written(b"<AnnotatedHearingOutcome>" + b" " * (33 * 2**20))
    with pytest.raises(FileRefused) as refused:
        list(read(path, recognise(path)))
    assert refused.value.code is Code.TOO_LONG
