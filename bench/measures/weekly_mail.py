"""The weekly mail of five hundred subscriptions: each list asked under its reader's rules, signed, encrypted, sent."""

from __future__ import annotations

import tempfile
import time as machine
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import sqlalchemy as sa

from bench.figures import Figure
from db.demo import certificate
from db.demo.keys import key, user_key
from db.keeper import mailing
from db.keeper.demo import prepare_demo
from db.keeper.homes import find_home
from db.keeper.installation import Installation
from db.tables.mail import MailCertificate, Subscription
from db.words.clock import Clock
from db.words.families.mail import MailMode, SendState, SubscriptionState, WeeklyList

MANY = 500
_LISTS = tuple(WeeklyList)


def measure() -> Iterator[Figure]:
    """Into the folder of a demo home; what the network takes comes to it."""
    with tempfile.TemporaryDirectory() as folder:
        prepare_demo(find_home(f"{folder}/demo"), clock=Clock())
        installation = Installation(find_home(f"{folder}/demo"))
        _subscribe(installation)
        began, spent = machine.monotonic(), machine.process_time()
        ran = mailing.run(installation, installation.demo_user("administrator").actor)
        took, worked = machine.monotonic() - began, machine.process_time() - spent
        sent = ran.count(SendState.SENT)
        assert sent >= MANY, ran
        size = sum(path.stat().st_size for path in (Path(folder) / "demo" / "mail").glob("*.eml")) / sent / 1024
        installation.close()
    yield Figure(
        f"weekly mail for {MANY} subscriptions",
        took,
        "s",
        300,
        f"{worked:.1f} s of the processor; {size:.0f} KiB a mail",
        "the demo: three lists of forty registered people, signed and encrypted, into a folder",
    )


def _subscribe(installation: Installation) -> None:
    now = installation.clock.now()
    rows, pems = [], []
    for number in range(MANY):
        address = f"reader{number}@mail.example.invalid"
        rows.append(
            {
                "id": key("bench", number), "version": 1, "user_id": user_key("ppo"), "kind": _LISTS[number % 3],
                "area_id": key("area", "NW"), "address": address, "mode": MailMode.LIST, "weekday": 0, "at": time(0),
                "reason": "x", "asked_at": now, "state": SubscriptionState.AUTHORISED, "answer": "",
                "expires_on": (now + timedelta(days=30)).date(), "revoked_why": "",
            }
        )  # fmt: skip
        pems.append(
            {
                "id": key("bench", "pem", number), "version": 1, "address": address, "pem": certificate.PEM,
                "fingerprint": certificate.FINGERPRINT, "starts_at": certificate.STARTS,
                "expires_at": certificate.ENDS, "added_at": now, "added_by_id": user_key("administrator"),
            }
        )  # fmt: skip
    with installation.units.raw("keeper", writes=True) as connection:
        connection.execute(sa.insert(Subscription.__table__), rows)  # type: ignore[attr-defined]
        connection.execute(sa.insert(MailCertificate.__table__), pems)  # type: ignore[attr-defined]
