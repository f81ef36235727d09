"""How a live home begins: folders, database, base rows and its first administrator; no default account."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from db.keeper.door import os_user
from db.keeper.homes import DATABASE_VARIABLE, Home, HomeKind
from db.keeper.installation import Installation
from db.keeper.second_wall import check_login
from db.words.errors import Conflict, Misconfigured, TrackerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlmodel import SQLModel

SYSTEM_AGENCY: Final = "TRACKER"


@dataclass(frozen=True, slots=True)
class FirstUser:
    """The first administrator; without a password one is chosen at the first sign-in, after a one-time code."""

    user_name: str
    display_name: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Made:
    """What `tracker init` did; `notes` are sentences for the person at the terminal.

    `code` is the administrator's one-time code, told once and kept nowhere.
    """

    home: Home
    database: str
    administrator: str
    notes: tuple[str, ...] = ()
    code: str = field(default="", repr=False)


def check_address(url: str) -> str:
    """The database address for tracker.toml: postgresql://USER@HOST/DATABASE, or empty for the home's file.

    Raises Misconfigured for another kind of database and for an address with a password in it.
    """
    # The settings' own rule, so that what init writes can be read again.
    from db.store.settings import refuse_password

    refuse_password(url, where="--database")
    if url and not url.startswith("postgresql://"):
        raise Misconfigured(
            "Tracker keeps its data in a file of its home, or in PostgreSQL.",
            to_do="Leave --database out, or write postgresql://USER@HOST/DATABASE",
        )
    return url


def check_first(first: FirstUser) -> FirstUser:
    """The first administrator, name and password checked. Raises BadInput with the rule that is broken."""
    # Only init needs the block list.
    from db.accounts.password_rules import accept
    from db.accounts.users import checked_name

    name = checked_name(first.user_name)
    display = first.display_name or name
    if not first.password:
        return FirstUser(name, display)
    password = accept(first.password, user_name=name, display_name=display, administrator=True)
    return FirstUser(name, display, password)


def insist_new(home: Home) -> None:
    """Raise Conflict when this home has its database already, WrongHome when it is a demo's."""
    if home.kind is HomeKind.DEMO:
        home.insist(HomeKind.LIVE)
    if home.kind is HomeKind.LIVE and (home.database.exists() or home.settings().database_url):
        raise Conflict(
            f"There is a home in {home.folder} already.",
            to_do="Name another folder with --home; for new tables run: tracker db upgrade",
        )


def make_live(
    home: Home,
    first: FirstUser,
    *,
    address: str = "",
    database_password: str = "",
    prompt: Callable[[str], str | None] | None = None,
    second_factor: bool = True,
) -> Made:
    """Make the home and its database, with the base rows and the first administrator, in that order.

    `second_factor` False is the administrator's decision that nobody in this home needs a code generator.

    Started again after a fault it goes on where it stopped; where a server refused there is no home at all. Raises
    Conflict when there is a home already, and what the checks above raise.
    """
    insist_new(home)
    checked = check_first(first)
    check_address(address)
    new = home.lacking()
    made = home.made(HomeKind.LIVE)
    try:
        return _filled(made, checked, address, database_password, prompt=prompt, second_factor=second_factor)
    except TrackerError:
        if address and not home.exists:
            _take_away(made, new)
        raise


def _filled(
    made: Home,
    first: FirstUser,
    address: str,
    database_password: str,
    *,
    prompt: Callable[[str], str | None] | None,
    second_factor: bool,
) -> Made:
    notes: list[str] = []
    installation = Installation(made, prompt=prompt)
    half_made = made.database.with_name(f"{made.database.name}.making")
    in_home = not address and not os.environ.get(DATABASE_VARIABLE)
    if in_home:
        # The file gets its name when it is whole: a home with the name is a home that works.
        half_made.unlink(missing_ok=True)
        half_made.touch(mode=0o600)
        installation = installation.on(f"sqlite:///{half_made}")
    elif database_password:
        notes.append(_keep_password(installation, database_password))
        # It is the terminals' login's; where the owner's address is given too, that one makes the tables.
        if not os.environ.get(DATABASE_VARIABLE):
            installation = installation.on(_with_password(address, database_password))
    elif address and not os.environ.get(DATABASE_VARIABLE):
        installation = installation.on(address)
    if installation.file is not None:
        notes += _keep_key(installation)
    elif address:
        notes.append(check_login(installation.url, _login_of(address)))
    # Alembic costs 0.6 s of CPU and is loaded by the few commands that change tables.
    from db.keeper.the_wall import whole_wall
    from db.store.upgrade import upgrade

    upgrade(installation.url, key=installation.key, wall=whole_wall())
    code = _base_rows(installation, first, second_factor=second_factor)
    installation.note("installation.make")
    installation.close()
    if in_home:
        half_made.rename(made.database)
    made.change_settings(
        {
            ("", "network_class"): "local",
            ("database", "url"): address,
            ("terminal", "court"): "",
            ("terminal", "room"): "",
            ("audit", "sink"): "",
        }
    )
    shown = address or str(made.database)
    return Made(made, shown, first.user_name, tuple(note for note in notes if note), code)


def _take_away(made: Home, folders: Sequence[Path]) -> None:
    """A home whose server refused: nothing is in it but what was made for it just now."""
    from db.store.secrets import SecretName

    Installation(made).secrets.forget(SecretName.POSTGRES_PASSWORD)
    made.unmake(folders)


def _keep_password(installation: Installation, password: str) -> str:
    from db.store.secrets import SecretMissing, SecretName

    try:
        where = installation.secrets.keep(SecretName.POSTGRES_PASSWORD, password)
    except SecretMissing as missing:
        return f"{missing.happened} Give it to each command in a file named by TRACKER_KEY_FILE."
    return f"The password of the database is kept in: {where}."


def _keep_key(installation: Installation) -> list[str]:
    """A random key for the database file, kept where a secret may lie. Raises SecretMissing where nothing is."""
    from db.keeper.local_key import move_in
    from db.store.database_key import own_key

    key, made = own_key(installation.secrets)
    move_in(installation, key.place)
    said = "made and kept" if made else "found"
    return [
        f"The database is encrypted; its key was {said} in: {key.place}.",
        "Without the key nobody opens it or its backups: keep a copy elsewhere, with tracker db key FILE",
    ]


def _login_of(address: str) -> str:
    """As whom terminals connect; where an address leaves that out, as who runs them."""
    from sqlalchemy.engine import make_url

    return make_url(address).username or (os_user() if os.environ.get(DATABASE_VARIABLE) else "")


def _with_password(address: str, password: str) -> str:
    from sqlalchemy.engine import make_url

    return make_url(address).set(password=password).render_as_string(hide_password=False)


def _base_rows(installation: Installation, first: FirstUser, *, second_factor: bool) -> str:
    """The installation's own agency and account, the courts' agency, and the administrator; all or nothing.

    Gives the administrator's one-time code where there is no password.
    """
    import sqlalchemy as sa

    from db.accounts.codes import code_proof
    from db.accounts.credentials import SYSTEM_USER, find, no_proof, password_proof
    from db.agencies.set_up import COURTS_AGENCY
    from db.tables.places import Agency
    from db.tables.sessions import SignInRule
    from db.tables.users import UserAccount, UserRole
    from db.words.actor import Role
    from db.words.families.places import AgencyKind, UserState

    now = installation.clock.now()
    own = Agency(code=SYSTEM_AGENCY, name="This installation of Tracker", kind=AgencyKind.PROGRAMME)
    courts = Agency(code=COURTS_AGENCY, name="HM Courts & Tribunals Service", kind=AgencyKind.COURT)
    judges = Agency(code="JUDICIARY", name="Judiciary", kind=AgencyKind.JUDICIARY)
    system = UserAccount(
        user_name=SYSTEM_USER, display_name="Tracker itself", agency_id=own.id, state=UserState.CLOSED, created_at=now
    )
    person = UserAccount(
        user_name=first.user_name, display_name=first.display_name, agency_id=own.id, state=UserState.ACTIVE,
        created_at=now,
    )  # fmt: skip
    role = UserRole(user_id=person.id, role=Role.ADMINISTRATOR)
    proof, code = code_proof(person.id, now=now)
    if first.password:
        proof, code = password_proof(person.id, first.password, judge=False), ""
    rows: list[SQLModel] = [own, courts, judges, system, person, role, no_proof(system.id), proof]
    if not second_factor:
        rows.append(SignInRule(name="second_factor", value="off", decided_by_id=person.id, decided_at=now))
    with installation.units.raw("keeper", writes=True) as connection:
        if find(connection, SYSTEM_USER) is not None:
            raise Conflict(
                "This database belongs to another home of Tracker already.",
                to_do="Name another database, or point this home at it with database.url in tracker.toml.",
            )
        for row in rows:
            table: sa.Table = type(row).__table__  # type: ignore[attr-defined]
            connection.execute(sa.insert(table).values(**row.model_dump()))
    return code
