"""What a lookup leaves in the audit once its question stands: one row, which tells nobody what was asked."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from db.access import decisions
from db.audit.chain import Act
from db.unit import Units
from db.words.actor import Actor
from db.words.families.access import AuditOperation

# A hash of a name can be guessed by trying names, so it is keyed; the key ends with the program. Within a
# sitting the audit can tell that the same question was asked again, and nobody can ever read it back.
_KEY = secrets.token_bytes(32)


def note_lookup(
    units: Units, actor: Actor, action: str, *, kinds: str, question: str, rows: int, milliseconds: int
) -> None:
    """Write it: kinds of what was typed, scope, hits, milliseconds and a keyed hash; no text and no ids of hits."""
    with units.act(actor) as unit:
        scopes = ", ".join(rule.scope.label for rule in decisions.scopes(unit.standing)) or "none"
        unit.audit(
            Act(
                AuditOperation.CONSULTATION,
                action,
                reason=f"by {kinds}; scope {scopes}",
                rows=rows,
                milliseconds=milliseconds,
                after_hash=hmac.new(_KEY, question.encode(), hashlib.sha256).digest(),
            )
        )
