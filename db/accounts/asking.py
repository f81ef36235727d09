"""Account requests: written down for anybody at a terminal, and read by those who look after accounts."""

from __future__ import annotations

import base64
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.access import accounts_rules as rules
from db.accounts import credentials, keeping
from db.accounts.users import checked_name
from db.audit.chain import Act, append, open_chain
from db.cards.accounts import NewRequest, RequestCard
from db.cards.page import LIMIT
from db.store.changes import Touched, write_changes
from db.tables.places import Agency, Area, Court
from db.tables.requests import AccountRequest
from db.tables.users import UserAccount
from db.words.actor import Actor, Role
from db.words.errors import BadInput, NotFound, TryLater
from db.words.families.access import AuditOperation
from db.words.families.accounts import AskedState
from db.words.keys import uuid7
from db.words.text import clean

if TYPE_CHECKING:
    from db.unit import Units

MOST_OPEN: Final = 200
"""Open requests that are kept at once: nobody fills the database from a sign-in screen."""
MOST_FROM_HERE: Final = 20
"""Requests that one terminal may write in a day."""
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
# Six figures at least, and an extension perhaps.
_TELEPHONE: Final = re.compile(
    r"\+?(?:[\s()./-]*[0-9]){6,15}\)?(?:,?\s*(?:ext\.?|extension|x)\s*[0-9]{1,6})?", re.IGNORECASE
)
_SHORTEST_REASON: Final = 8
_request: sa.Table = AccountRequest.__table__  # type: ignore[attr-defined]
_agency: sa.Table = Agency.__table__  # type: ignore[attr-defined]
_area: sa.Table = Area.__table__  # type: ignore[attr-defined]
_court: sa.Table = Court.__table__  # type: ignore[attr-defined]
_account: sa.Table = UserAccount.__table__  # type: ignore[attr-defined]


def checked_request(new: NewRequest) -> NewRequest:
    """The request as it is kept. Raises BadInput with the first thing that is missing or too long."""
    whole = NewRequest(
        checked_name(new.user_name),
        clean(new.display_name),
        clean(new.agency).upper(),
        new.roles,
        tuple(clean(code).upper() for code in new.courts if clean(code)),
        clean(new.area).upper(),
        clean(new.contact),
        clean(new.reason),
    )
    for said, what in (
        (whole.display_name, "your name"),
        (whole.agency, "your agency"),
        (whole.contact, "how to reach you"),
        (whole.reason, "what you need the account for"),
    ):
        if not said:
            raise BadInput(f"Say {what}.", kept="Nothing was sent.")
        if len(said) > 300:
            raise BadInput(f"Say {what} in at most 300 letters.", kept="Nothing was sent.")
    if not _EMAIL.fullmatch(whole.contact) and not _TELEPHONE.fullmatch(whole.contact):
        raise BadInput(
            "Say how to reach you: an e-mail address, or a telephone number with its code.", kept="Nothing was sent."
        )
    if len(whole.reason) < _SHORTEST_REASON or " " not in whole.reason:
        raise BadInput("Say what you need the account for in a few words.", kept="Nothing was sent.")
    if not new.roles:
        raise BadInput("Say which role you need.", kept="Nothing was sent.")
    if reason := rules.fits_together(new.roles) or _not_on_request(new):
        raise BadInput(reason, kept="Nothing was sent.")
    return whole


def _not_on_request(new: NewRequest) -> str:
    asked = sorted(new.roles & rules.HOUSE)
    return f"The role {asked[0]} is given by an administrator only." if asked else ""


class AskingService:
    """Writes requests; `actor` is who is signed in, none at the sign-in screen. `terminal` is where they sit."""

    def __init__(self, units: Units, terminal: str, actor: Actor | None = None) -> None:
        self._units = units
        self._terminal = terminal
        self._actor = actor

    def check(self, new: NewRequest) -> NewRequest:
        """The request as `ask` would write it. Raises BadInput, NotFound, TryLater; nothing is written."""
        whole = checked_request(new)
        with self._units.raw("sign-in", actor=self._actor) as connection:
            self._row(connection, whole)
        return whole

    def ask(self, new: NewRequest) -> str:
        """Write the request down; gives the reference to tell the authoriser. Raises what `check` does.

        Whether the user name is taken already is not told here: names of users are nobody's before sign-in.
        """
        whole = checked_request(new)
        now = self._units.clock.now()
        with self._units.raw("sign-in", writes=True, actor=self._actor) as connection:
            values = self._row(connection, whole)
            actor = self._actor or self._site(connection)
            act = Act(AuditOperation.ACCOUNT, "account.request", "account_request", values["id"])
            open_chain(connection, actor, now)
            append(connection, actor, now, [act])
            connection.execute(sa.insert(_request).values(**values))
            write_changes(connection, now, [Touched("account_request", values["id"])])
        return reference(values["id"])

    def _row(self, connection: Connection, whole: NewRequest) -> dict[str, Any]:
        self._insist_room(connection)
        agency_id, _ = keeping.agency_called(connection, whole.agency)
        courts = keeping.courts_called(connection, whole.courts)
        areas = keeping.areas_called(connection, (whole.area,))
        return {
            "id": uuid7(),
            "version": 1,
            "user_name": whole.user_name,
            "display_name": whole.display_name,
            "agency_id": agency_id,
            "roles": " ".join(sorted(whole.roles)),
            "courts": " ".join(sorted(courts)),
            "area_id": next(iter(areas.values()), None),
            "contact": whole.contact,
            "reason": whole.reason,
            "terminal": self._terminal,
            "asked_at": self._units.clock.now(),
            "asked_by_id": self._actor.user_id if self._actor else None,
            "state": AskedState.OPEN,
            "answer": "",
        }

    def _insist_room(self, connection: Connection) -> None:
        waiting, here = self._asked_lately(connection)
        if waiting >= MOST_OPEN or here >= MOST_FROM_HERE:
            raise TryLater(
                "Too many account requests are waiting.",
                kept="Nothing was sent.",
                to_do="Ask your authoriser to answer them first.",
            )

    def _asked_lately(self, connection: Connection) -> tuple[int, int]:
        """How many requests wait, and how many came from this terminal today."""
        if connection.dialect.name == "postgresql":
            # Who asks reads no request; the second wall tells the numbers alone.
            told = sa.text("SELECT waiting, here FROM tracker.asked_lately(:place)")
            waiting, here = connection.execute(told, {"place": self._terminal}).one()
            return waiting, here
        r, day_ago = _request.c, self._units.clock.now() - timedelta(days=1)
        number = sa.select(sa.func.count()).select_from(_request)
        waiting = connection.scalar(number.where(r.state == AskedState.OPEN)) or 0
        return waiting, connection.scalar(number.where(r.terminal == self._terminal, r.asked_at > day_ago)) or 0

    def _site(self, connection: Connection) -> Actor:
        user_id, agency_id = credentials.site_ids(connection)
        return Actor(
            user_id=user_id,
            user_name=credentials.SYSTEM_USER,
            display_name="",
            agency_id=agency_id,
            roles=frozenset(),
            courts=frozenset(),
            today=self._units.clock.today(),
            terminal=self._terminal,
            audit_session=uuid7(),
        )


def reference(request_id: UUID) -> str:
    """What a request is called on the telephone: `A-` and eight letters or digits of its key's random part."""
    return "A-" + base64.b32encode((request_id.int & (1 << 40) - 1).to_bytes(5, "big")).decode()


def requests(
    connection: Connection, *, state: AskedState | None = AskedState.OPEN
) -> list[tuple[RequestCard, rules.Asked]]:
    """Requests, the oldest open one first, with what the rules ask of each; at most 200."""
    r, by = _request.c, _account.alias()
    wanted = (
        sa.select(
            r.id, r.user_name, r.display_name, r.agency_id, r.roles, r.courts, r.area_id, r.contact, r.reason,
            r.asked_at, r.asked_by_id, r.state, r.decided_at, r.answer,
            _agency.c.code, _agency.c.kind, _agency.c.area_id.label("agency_area"), by.c.display_name.label("decider"),
        )
        .join(_agency, _agency.c.id == r.agency_id)
        .outerjoin(by, by.c.id == r.decided_by_id)
        .order_by(r.asked_at if state is AskedState.OPEN else r.asked_at.desc())
        .limit(LIMIT)
    )  # fmt: skip
    if state is not None:
        wanted = wanted.where(r.state == state)
    areas = {row.id: row.code for row in connection.execute(sa.select(_area.c.id, _area.c.code))}
    courts = {row.code: row.area_id for row in connection.execute(sa.select(_court.c.code, _court.c.area_id))}
    return [_card(row, areas, courts) for row in connection.execute(wanted)]


def request_called(connection: Connection, name: str) -> tuple[RequestCard, rules.Asked]:
    """The request of this reference, or the only open one of this user name. Raises NotFound."""
    plain = clean(name)
    for state in (AskedState.OPEN, None):
        found = [one for one in requests(connection, state=state) if plain.upper() == one[0].reference]
        found = found or [
            one for one in requests(connection, state=AskedState.OPEN) if plain.casefold() == one[0].user_name
        ]
        if len(found) == 1:
            return found[0]
    raise NotFound(f"There is no account request '{plain}'.", to_do="See: tracker user requests")


def _card(
    row: Any,  # noqa: ANN401 - a row of the statement above
    areas: dict[UUID, str],
    courts: dict[str, UUID | None],
) -> tuple[RequestCard, rules.Asked]:
    wanted = tuple(row.courts.split())
    roles = frozenset(row.roles.split())
    card = RequestCard(
        row.id,
        reference(row.id),
        row.user_name,
        row.display_name,
        row.code,
        tuple(sorted(roles)),
        wanted,
        areas.get(row.area_id, ""),
        row.contact,
        row.reason,
        row.asked_at,
        row.state.label,
        row.decider or "",
        row.decided_at,
        row.answer,
    )
    places = {row.agency_area, *(courts.get(code) for code in wanted), *([row.area_id] if row.area_id else [])}
    asked = rules.Asked(
        row.user_name,
        row.display_name,
        row.agency_id,
        row.kind,
        frozenset(map(Role, roles)),
        tuple(places),
        row.asked_by_id,
    )
    return card, asked
