"""Makes the constants of db/demo/credentials.py: salts, verifiers and the demo judges' wrapped keys.

`python -m ci.demo_credentials` writes the file. The passwords are public, so the constants protect nothing;
they only spare the first start of the demo one Argon2id run for each user.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

from db.accounts.judge_key import make_judge_keys
from db.accounts.verifier import CURRENT, derive, verifier_of
from db.demo.keys import user_key
from db.demo.users import USERS
from db.words.actor import Role

_TARGET = Path(__file__).parent.parent / "db" / "demo" / "credentials.py"
_HEAD = '''"""Constants of the demo's users, made by `python -m ci.demo_credentials`; a live home refuses them (H5)."""

from __future__ import annotations

from typing import Final

# user name: (salt, verifier, public key or "", wrapped private key or ""), all in hexadecimal.
CREDENTIALS: Final[dict[str, tuple[str, str, str, str]]] = {
'''


def main() -> None:
    """Derive every user's constants and write the file."""
    lines = []
    for user in USERS:
        salt = hashlib.sha256(f"tracker demo {user.name}".encode()).digest()[:16]
        derived = derive(user.password, salt, CURRENT)
        public, wrapped = "", ""
        if Role.JUDGE in user.roles:
            made = make_judge_keys(derived.private_half, UUID(int=user_key(user.name).int))
            public, wrapped = made[0].hex(), made[1].hex()
        verifier = verifier_of(derived.sign_in_key).hex()
        lines.append(f'    "{user.name}": (\n')
        lines += [f'        "{value}",\n' for value in (salt.hex(), verifier, public, wrapped)]
        lines.append("    ),\n")
    _TARGET.write_text(_HEAD + "".join(lines) + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
