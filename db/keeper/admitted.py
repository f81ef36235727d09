"""What a sign-in hands out, for the programs that build a desk from it."""

from __future__ import annotations

from db.accounts.admitted import Admitted
from db.accounts.second_factor import Enrolment

__all__ = ["Admitted", "Enrolment"]
