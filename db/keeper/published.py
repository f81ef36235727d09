"""What everybody can read in the program: the demo's users, whom a live home refuses (H5), and forms of files."""

from __future__ import annotations

from functools import cache

from db.words.errors import BadInput


@cache
def demo_verifiers() -> frozenset[bytes]:
    """SHA-256 digests of the demo users' proofs."""
    # 22 constants, read at sign-in only.
    from db.demo.credentials import CREDENTIALS

    return frozenset(bytes.fromhex(verifier) for _, verifier, _, _ in CREDENTIALS.values())


def demo_users() -> tuple[tuple[str, str, str], ...]:
    """Who can sign in to the demo: user name, role in words, password."""
    from db.demo.users import USERS

    return tuple((user.name, user.role_words, user.password) for user in USERS)


def demo_user_named(wanted: str) -> str:
    """The demo user of a name, or the first with a role. Raises BadInput that lists the roles."""
    from db.demo.users import USERS

    asked = wanted.strip().casefold().replace(" ", "_")
    for user in USERS:
        if asked == user.name:
            return user.name
    for user in USERS:
        if asked in {role.value for role in user.roles}:
            return user.name
    names = ", ".join(user.name for user in USERS)
    raise BadInput(f"The demo has no user or role '{wanted}'.", kept="", to_do=f"It has: {names}.")


def person_schema() -> str:
    """The JSON Schema of the document of one person's file."""
    # Read where somebody asks for it.
    from importlib.resources import files

    return files("db.output.person").joinpath("tracker-person.schema.json").read_text("utf-8")
