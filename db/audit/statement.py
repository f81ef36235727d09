"""A checkpoint as a value: what it states, the digest over it, and whether its signature holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from db.audit.signing import holds, public_key, sign

FIRST: Final = "00" * 32
"""What the first checkpoint has as the digest before it."""


@dataclass(frozen=True, slots=True, order=True)
class Head:
    """The last row of a chain: its number and digest (hexadecimal)."""

    chain: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What was stated at one moment, bytes as hexadecimal text; `heads` are None where only the digest is known."""

    number: int
    made_at: str
    events: int
    previous: str
    digest: str
    public_key: str
    signature: str
    heads: tuple[Head, ...] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the digest is that of what is stated; where the heads are not known, it is taken as it stands."""
        if self.heads is None:
            return True
        return self.digest == digest_of(
            self.number, self.made_at, self.events, previous=self.previous, heads=self.heads
        )

    @property
    def is_signed(self) -> bool:
        """Whether the signature is that of the key it names."""
        try:
            parts = (bytes.fromhex(self.public_key), bytes.fromhex(self.signature), bytes.fromhex(self.digest))
        except ValueError:
            return False
        return holds(*parts)


def digest_of(number: int, made_at: str, events: int, *, previous: str, heads: Iterable[Head]) -> str:
    """SHA-256 over number, moment, count, the digest before, and the heads sorted by chain."""
    lines = [f"tracker checkpoint {number}", made_at, str(events), previous]
    lines += [f"{head.chain} {head.number} {head.digest}" for head in sorted(heads)]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def stated(seed: bytes, number: int, made_at: str, *, events: int, previous: str, heads: Iterable[Head]) -> Checkpoint:
    """A new checkpoint, signed."""
    listed = tuple(sorted(heads))
    digest = digest_of(number, made_at, events, previous=previous, heads=listed)
    signature = sign(seed, bytes.fromhex(digest)).hex()
    return Checkpoint(number, made_at, events, previous, digest, public_key(seed).hex(), signature, listed)


def to_plain(checkpoint: Checkpoint, *, heads: bool = True) -> dict[str, Any]:
    """The checkpoint for a line of JSON; without its heads where the line has to be short."""
    plain: dict[str, Any] = {
        name: getattr(checkpoint, name)
        for name in ("number", "made_at", "events", "previous", "digest", "public_key", "signature")
    }
    if heads and checkpoint.heads is not None:
        plain["heads"] = [[head.chain, head.number, head.digest] for head in checkpoint.heads]
    return plain


def from_plain(plain: dict[str, Any]) -> Checkpoint:
    """Read back what `to_plain` gave. Raises ValueError for what is no checkpoint."""
    try:
        previous, digest, key, signature = (
            str(plain[name]) for name in ("previous", "digest", "public_key", "signature")
        )
        heads = plain.get("heads")
        listed = None if heads is None else tuple(Head(str(c), int(n), str(d)) for c, n, d in heads)
        number, made_at, events = int(plain["number"]), str(plain["made_at"]), int(plain["events"])
        return Checkpoint(number, made_at, events, previous, digest, key, signature, listed)
    except (KeyError, TypeError) as fault:
        raise ValueError("not a checkpoint") from fault


def line(kind: str, plain: dict[str, Any]) -> str:
    """One line of JSON, all ASCII: nothing in it can begin another line or steer a terminal."""
    return json.dumps({kind: plain}, ensure_ascii=True, separators=(",", ":"))
