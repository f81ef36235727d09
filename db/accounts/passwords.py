"""Choosing a password: after a one-time code, or in the place of the old one, by the user alone."""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import TYPE_CHECKING

from db.accounts import password_rules
from db.accounts.codes import CODE
from db.accounts.gate import Past, Proof
from db.accounts.judge_key import make_judge_keys, rewrap
from db.accounts.proving import new_proof
from db.accounts.sign_in import account_name
from db.accounts.verifier import Derived, Params, derive, verifier_of
from db.audit.acts import Deed
from db.words.actor import Role
from db.words.errors import BadInput, Refused

if TYPE_CHECKING:
    from db.accounts.sign_in import SignIn


def choose(door: SignIn, user_name: str, old: str, new: str) -> None:
    """Put a new password in the place of the old one, or of a one-time code; a judge's key stays the same key.

    Raises BadInput with the rule that the new one breaks, Refused when the old one is wrong or the code has
    run out, TooSoon after wrong tries. Takes a second and more: each earlier password is tried, so that none
    is chosen again.
    """
    attempt, past = door.proven(account_name(user_name), old)
    account = past.account
    whole = password_rules.accept(
        new,
        user_name=account.user_name,
        display_name=account.display_name,
        administrator=Role.ADMINISTRATOR in account.roles,
    )
    _insist_new(past, whole)
    proof, half = new_proof(whole)
    proof = _with_key(proof, half, past, derived=attempt.derived)
    with door.units.raw("sign-in", writes=True) as connection:
        done = door.gate.replace(connection, attempt.id, proof)
        if done:
            door.note(connection, account, Deed.PASSWORD_CHANGE)
    if not done:
        raise Refused("This one-time code is older than a day.", to_do="Ask the administrator for another.")


def _insist_new(past: Past, password: str) -> None:
    for proof in (past.current, *past.earlier):
        if proof.parameters == CODE:
            continue
        derived = derive(password, proof.salt, Params.read(proof.parameters))
        if hmac.compare_digest(verifier_of(derived.sign_in_key), proof.verifier):
            raise BadInput(
                "You have had this password before.", kept="The password was not set.", to_do="Choose another one."
            )


def _with_key(proof: Proof, half: bytes, past: Past, *, derived: Derived) -> Proof:
    """A judge's pair: wrapped anew when the old password opened it, else a new one; the old stays with the past."""
    user_id, current = past.account.user_id, past.current
    if current.wrapped_private_key is not None and current.parameters != CODE:
        wrapped = rewrap(current.wrapped_private_key, old_half=derived.private_half, new_half=half, user_id=user_id)
        return replace(proof, public_key=current.public_key, wrapped_private_key=wrapped)
    if Role.JUDGE in past.account.roles:
        public, wrapped = make_judge_keys(half, user_id)
        return replace(proof, public_key=public, wrapped_private_key=wrapped)
    return proof
