"""Recipients of rules: the user, court or agency that was named, and how a reader names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col

from db.tables.places import Agency, Court
from db.tables.sharing import SharingGrant
from db.tables.users import UserAccount
from db.words.errors import NotFound
from db.words.families.access import Recipient
from db.words.families.places import AgencyKind
from db.words.families.sharing import role_label

if TYPE_CHECKING:
    from db.unit import Unit


def recipient_id(unit: Unit, recipient: Recipient, name: str) -> UUID | None:
    """The id of the user, court or agency of that name; None for a recipient that has none. Raises NotFound."""
    match recipient:
        case Recipient.USER:
            wanted = sa.select(col(UserAccount.id)).where(col(UserAccount.user_name) == name.casefold())
        case Recipient.COURT | Recipient.ROLE_AT_COURT:
            wanted = sa.select(col(Court.id)).where(col(Court.code) == name.upper())
        case Recipient.AGENCY:
            wanted = sa.select(col(Agency.id)).where(col(Agency.code) == name.upper())
        case _:
            return None
    found: UUID | None = unit.session.scalars(wanted).first()
    if found is None:
        what = "court" if recipient is Recipient.ROLE_AT_COURT else recipient.label
        raise NotFound(f"There is no {what} '{name}'.", to_do=f"See: tracker {what} list")
    return found


class Names:
    """Names of whatever rules speak of: users, courts and agencies, each family read once."""

    def __init__(self, unit: Unit, grants: Iterable[SharingGrant]) -> None:
        rows = list(grants)
        ids = {row.recipient_id for row in rows if row.recipient_id} | {row.set_by_id for row in rows}
        ids |= {row.ended_by_id for row in rows if row.ended_by_id}
        wanted = sorted(ids)
        session = unit.session
        users = session.scalars(sa.select(UserAccount).where(col(UserAccount.id).in_(wanted)))
        self._users = {one.id: (one.user_name, one.display_name) for one in users}
        courts = session.scalars(sa.select(Court).where(col(Court.id).in_(wanted)))
        self._courts = {one.id: (one.code, one.name) for one in courts}
        agencies = session.scalars(sa.select(Agency).where(col(Agency.id).in_(wanted)))
        self._agencies = {one.id: (one.code, one.name) for one in agencies}

    def user(self, key: UUID | None) -> str:
        """The name that colleagues read."""
        return self._users.get(key, ("", ""))[1] if key else ""

    def name(self, row: SharingGrant) -> str:
        """What names the recipient when it is typed: a user name, or the code of a court or agency."""
        return self._known(row)[0]

    def whom(self, row: SharingGrant) -> str:
        """The recipient as a reader has it: `judges at Northtown Magistrates' Court`."""
        called = self._known(row)[1]
        match row.recipient:
            case Recipient.ROLE_AT_COURT:
                return f"{role_label(row.recipient_word)} at {called}"
            case Recipient.ROLE:
                return f"every {role_label(row.recipient_word)}"
            case Recipient.AGENCY_KIND:
                return f"agencies of the kind {AgencyKind(row.recipient_word).label}"
            case Recipient.ALL:
                return "everybody"
            case Recipient.COURT:
                return f"everybody at {called}"
        return called

    def _known(self, row: SharingGrant) -> tuple[str, str]:
        key = row.recipient_id
        if key is None:
            return "", ""
        match row.recipient:
            case Recipient.USER:
                return self._users.get(key, ("", "a user"))
            case Recipient.COURT | Recipient.ROLE_AT_COURT:
                return self._courts.get(key, ("", "a court"))
        return self._agencies.get(key, ("", "an agency"))
