"""One-time codes: they stand in the place of a first or forgotten password for a day, and only to choose one."""

from __future__ import annotations

import base64
import os
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from db.accounts.verifier import derive_from_key, new_salt, verifier_of
from db.tables.users import Credential
from db.words.errors import BadInput

CODE: Final = "one-time-code;v=1"
"""In the place of Argon2id's parameters: the account proves itself by a code of 120 random bits."""
LASTS: Final = timedelta(hours=24)
_BYTES: Final = 15
_GROUP: Final = 4
_PADDING: Final = b"tracker one-time code!"


def new_code() -> str:
    """A code as it is told to a person: twenty-four letters and digits in six groups, none of them easily mistaken."""
    text = base64.b32encode(os.urandom(_BYTES)).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def code_bytes(typed: str) -> bytes:
    """The fifteen bytes of a typed code; hyphens, spaces and small letters do not matter. Raises BadInput for none."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum()).replace("0", "O").replace("1", "I")
    try:
        found = base64.b32decode(plain)
    except ValueError:
        found = b""
    if len(found) != _BYTES:
        raise BadInput(
            "This account has no password yet.",
            kept="",
            to_do="Type the one-time code you were given: twenty-four letters and digits.",
        )
    return found


def key_of(typed: str) -> bytes:
    """The code as 32 bytes, as a key file has them: it is random, so it needs no stretching."""
    return code_bytes(typed) + _PADDING


def code_proof(user_id: UUID, *, now: datetime) -> tuple[Credential, str]:
    """A proof that only this code fits, for a day, and the code itself, to be told once."""
    code, salt = new_code(), new_salt()
    verifier = verifier_of(derive_from_key(key_of(code), salt).sign_in_key)
    ends = now + LASTS
    return Credential(user_id=user_id, salt=salt, parameters=CODE, verifier=verifier, expires_at=ends), code
