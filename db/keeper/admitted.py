"""What a sign-in hands out, for the programs that build a desk from it."""

from __future__ import annotations

from db.accounts.sign_in import Admitted

__all__ = ["Admitted"]
