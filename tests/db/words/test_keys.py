"""Keys rise within a process, and no two processes make the same ones."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice
from uuid import RFC_4122, UUID

from db.words.keys import uuid7, uuid7_bytes

_MANY = 20_000
# Where a system has no fork, two keys of the one process are compared.
_FORKED = """
import os
from db.words.keys import uuid7
uuid7()
child = os.fork() if hasattr(os, "fork") else 0
print(uuid7().int & (1 << 62) - 1, flush=True)
if child:
    os.waitpid(child, 0)
"""


def test_keys_rise_and_none_comes_twice() -> None:
    made = [uuid7() for _ in range(_MANY)]
    assert made == sorted(set(made))


def test_keys_in_blocks_rise_too_and_stand_before_every_later_key() -> None:
    made = [uuid7(), *(UUID(bytes=key) for key in islice(uuid7_bytes(), _MANY)), uuid7()]
    assert made == sorted(set(made))
    assert all(key.version == 7 and key.variant == RFC_4122 for key in made)


def test_a_key_says_that_it_is_of_version_seven() -> None:
    made = [uuid7() for _ in range(1_000)]
    assert {(key.version, key.variant) for key in made} == {(7, RFC_4122)}


def test_random_parts_of_keys_are_unlike() -> None:
    made = {uuid7().int & (1 << 62) - 1 for _ in range(_MANY)}
    assert len(made) == _MANY


def test_a_child_process_does_not_go_on_with_the_random_numbers_of_its_parent() -> None:
    done = subprocess.run([sys.executable, "-c", _FORKED], capture_output=True, text=True, check=True)
    told = done.stdout.split()
    assert len(told) == len(set(told))
    assert told
