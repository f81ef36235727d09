"""What is shown once at sign-in can be read, and copied by hand, in 80 columns."""

from __future__ import annotations

from db.accounts.second_factor import RECOVERY_CODES, begin
from screens.start.steps import generator_text


def test_every_recovery_code_stands_whole_in_80_columns_and_24_rows() -> None:
    shown = begin("j.moss")
    lines = generator_text(shown).splitlines()
    codes = [word for line in lines for word in line.split() if word in shown.recovery]
    assert len(codes) == len(set(codes)) == RECOVERY_CODES
    assert max(len(line) for line in lines if any(code in line for code in codes)) <= 76
    assert len(lines) + sum(len(line) // 76 for line in lines) <= 16
