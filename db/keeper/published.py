"""What everybody can read in the program: the demo's users, whose proofs a live home refuses (H5)."""

from __future__ import annotations

from functools import cache

from db.demo.credentials import CREDENTIALS
from db.demo.users import USERS


@cache
def demo_verifiers() -> frozenset[bytes]:
    """SHA-256 digests of the demo users' proofs."""
    return frozenset(bytes.fromhex(verifier) for _salt, verifier, _public, _private in CREDENTIALS.values())


def demo_users() -> tuple[tuple[str, str, str], ...]:
    """Who can sign in to the demo: user name, role in words, password."""
    return tuple((user.name, user.role_words, user.password) for user in USERS)
