"""The demo's eight weekly prison files, what each changed of registered people, and the weekly lists by mail."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from db.access.relevance import own_record
from db.custody.meaning import episode
from db.demo import certificate
from db.demo.held import relevant
from db.demo.keys import key, user_key
from db.demo.maker import Maker
from db.demo.people import DemoPerson
from db.exchange.loading.rows import Model, blank
from db.tables.care import CustodyEpisode, CustodySnapshot
from db.tables.mail import MailCertificate, MailSettings, Subscription, SubscriptionSend
from db.tables.people import Fact, SourceRecord
from db.tables.system import FeedBatch
from db.words.clock import LONDON
from db.words.families.exchange import BatchState, FeedFormat, System
from db.words.families.mail import MailMode, MailWay, SendState, SubscriptionState, WeeklyList
from db.words.families.people import LinkState

WEEKLY_MAIL: Final[tuple[Model, ...]] = (MailSettings, MailCertificate, Subscription, SubscriptionSend)
"""Tables that this file fills besides records of people."""
FILES: Final = 8
HELD: Final = 16
DOMAIN: Final = "mail.example.invalid"
_NEWEST: Final = FILES - 1
_PRISONS: Final = (("LVI", "Liverpool (HMP)"), ("ACI", "Altcourse (HMP)"), ("PNI", "Preston (HMP)"))
_NOT_SAID: Final = frozenset({*Fact.model_fields, "batch_id"})
_NOTHING: Final[dict[str, Any]] = {
    name: value for name, value in blank(CustodySnapshot).items() if name not in _NOT_SAID
}
_Said = dict[str, Any] | None


def make_prison_weeks(maker: Maker, people: Sequence[DemoPerson], registered: Sequence[int]) -> None:
    """The files, and sixteen registered people in them, nobody of those shown first; nothing is drawn."""
    days = [_taken(maker, week) for week in range(FILES)]
    free = [people[place] for place in registered[1:] if not people[place].in_custody][:HELD]
    told = [[_told(maker, number, week) for week in range(FILES)] for number in range(len(free))]
    for week, taken in enumerate(days):
        held = sum(said[week] is not None for said in told)
        maker.pending.insert(
            FeedBatch, id=key("prison-week", week), agency_id=maker.agencies["PRIS"], format=FeedFormat.PRISONER_CSV,
            file_name=f"prisoners-{taken:%Y-%m-%d}.csv", file_hash=hashlib.sha256(f"week {week}".encode()).digest(),
            taken_at=taken, finished_at=taken + timedelta(minutes=2), taken_by_id=user_key("prison"),
            state=BatchState.ACCEPTED, read=held, held=held, told_on=(taken - timedelta(days=1)).date(),
        )  # fmt: skip
    for one, said in zip(free, told, strict=True):
        _in_prison(maker, one, days, said)
    _mail(maker, days[_NEWEST - 1])


def _taken(maker: Maker, week: int) -> datetime:
    """Half past five on a Monday, the newest the last one that is over."""
    today = maker.now.astimezone(LONDON)
    monday = datetime.combine(today.date() - timedelta(days=today.weekday()), time(5, 30), LONDON)
    newest = monday if monday < today else monday - timedelta(days=7)
    return newest - timedelta(days=7 * (_NEWEST - week))


def _told(maker: Maker, number: int, week: int) -> _Said:
    """What the file of a week says of the n-th prisoner; each seventh one has the same thing happen to them."""
    today = maker.now.date()
    code, name = _PRISONS[number % 3]
    release, curfew = today + timedelta(days=9 * number - 4), None
    received = today - timedelta(days=60 + 5 * number)
    match number % 7:
        case 0 if week == _NEWEST:  # moved
            code, name = _PRISONS[(number + 1) % 3]
        case 1:
            curfew = today + timedelta(days=11 if week == _NEWEST else 4)
            release = max(release, today + timedelta(days=20))
        case 2 if week < _NEWEST:  # received with the newest file
            return None
        case 2:
            received = _taken(maker, _NEWEST).date() - timedelta(days=2)
        case 3 if week == _NEWEST:  # not in the newest file
            return None
        case 4 if week == _NEWEST - 1:  # away and back
            code, name = _PRISONS[(number + 1) % 3]
        case 5:
            release += timedelta(days=14 if week >= _NEWEST - 4 else 0)
        case 6 if week == _NEWEST:  # the same prison, spelt otherwise
            name = f"{name.upper()} "
        case _:
            pass
    remand = number % 5 == 4
    return {
        **_NOTHING, "status": "ACTIVE IN", "in_out": "IN", "establishment_code": code, "establishment": name,
        "legal_status": "REMAND" if remand else "SENTENCED", "received_on": received,
        "conditional_on": None if remand else release, "hdced_on": curfew, "recall": False, "indeterminate": False,
        "restricted_patient": False,
    }  # fmt: skip


def _in_prison(maker: Maker, one: DemoPerson, days: Sequence[datetime], told: Sequence[_Said]) -> None:
    source = key("prison-week", one.number)
    last = max(week for week, said in enumerate(told) if said is not None)
    maker.pending.insert(
        SourceRecord, id=source, agency_id=maker.agencies["PRIS"], system=System.PRISON.value,
        external_id=f"A{2000 + one.number}WK", person_id=one.id, link_state=LinkState.AUTO, decided_at=days[0],
        last_batch_id=key("prison-week", last),
    )  # fmt: skip
    relevant(maker, own_record(one.id, maker.agencies["PRIS"], source))
    common = {"person_id": one.id, "source_record_id": source}
    for begun, ended, said in _runs(told):
        at, until = days[begun], days[ended] if ended is not None else None
        maker.pending.insert(
            CustodySnapshot, id=key("prison-week", one.number, begun), batch_id=key("prison-week", begun),
            recorded_at=at, ended_at=until, **common, **said,
        )  # fmt: skip
        stay = episode(said)
        if stay is not None:
            maker.pending.insert(
                CustodyEpisode, id=key("prison-stay", one.number, begun), recorded_at=at, ended_at=until, **common,
                **stay,
            )  # fmt: skip


def _runs(told: Sequence[_Said]) -> Iterator[tuple[int, int | None, dict[str, Any]]]:
    """What was said, from the file that first said it to the one that said something else.

    A file that leaves somebody out says nothing of them: what was said before stays, marked by the last file.
    """
    begun, standing = 0, told[0]
    for week, said in enumerate(told):
        if said is None or said == standing:
            continue
        if standing is not None:
            yield begun, week, standing
        begun, standing = week, said
    if standing is not None:
        yield begun, None, standing


def _mail(maker: Maker, last: datetime) -> None:
    """Mail goes into a folder of the home; one subscription was sent last week, one waits for the authoriser."""
    maker.pending.insert(
        MailCertificate, id=key("mail", "police"), address=f"r.tolley@{DOMAIN}", pem=certificate.PEM,
        fingerprint=certificate.FINGERPRINT, starts_at=certificate.STARTS, expires_at=certificate.ENDS,
        added_at=maker.now, added_by_id=user_key("administrator"),
    )  # fmt: skip
    maker.pending.insert(
        MailSettings, id=key("mail"), way=MailWay.FOLDER, folder="mail", sender=f"tracker@{DOMAIN}", domains=DOMAIN,
        set_at=maker.now, set_by_id=user_key("administrator"),
    )  # fmt: skip
    asked = maker.now - timedelta(days=40)
    common = {"area_id": key("area", "NW"), "at": time(7), "reason": "Weekly meeting about prolific offenders."}
    maker.pending.insert(
        Subscription, id=key("weekly", "ppo"), user_id=user_key("ppo"), kind=WeeklyList.CHANGED,
        address=f"n.corrie@{DOMAIN}", mode=MailMode.NOTICE, asked_at=asked, state=SubscriptionState.AUTHORISED,
        decided_at=asked + timedelta(days=1), decided_by_id=user_key("authoriser"),
        expires_on=(maker.now + timedelta(days=140)).date(), **common,
    )  # fmt: skip
    year, week, _ = last.isocalendar()
    maker.pending.insert(
        SubscriptionSend, id=key("weekly", "ppo", "sent"), subscription_id=key("weekly", "ppo"),
        week=f"{year}-W{week:02d}", state=SendState.SENT, claimed_at=last, sent_at=last + timedelta(hours=2),
        batch_id=key("prison-week", _NEWEST - 1), message_id=f"<demo.{year}-W{week:02d}@{DOMAIN}>",
    )  # fmt: skip
    maker.pending.insert(
        Subscription, id=key("weekly", "police"), user_id=user_key("police"), kind=WeeklyList.IN_PRISON,
        address=f"r.tolley@{DOMAIN}", mode=MailMode.LIST, asked_at=maker.now - timedelta(days=2),
        state=SubscriptionState.ASKED, **common,
    )  # fmt: skip
