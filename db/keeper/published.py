"""What everybody can read in the program: the demo's verifiers, which a live home refuses (H5)."""

from __future__ import annotations

from functools import cache


@cache
def demo_verifiers() -> frozenset[bytes]:
    """SHA-256 digests of the demo users' proofs."""
    return frozenset()


def demo_users() -> tuple[tuple[str, str, str], ...]:
    """Who can sign in to the demo: user name, role in words, password."""
    return ()
