"""An answer is handed over while somebody waits, and posted once nobody does: never both, never neither."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from screens.frame.handing import Handing


def test_what_is_given_in_time_is_taken_at_once() -> None:
    handing: Handing[str] = Handing()
    threading.Timer(0.02, handing.give, ("answer",)).start()
    began = time.monotonic()
    assert handing.take(5.0) == "answer"
    assert time.monotonic() - began < 2.0


def test_once_nobody_waits_the_giver_is_told_to_post_it() -> None:
    handing: Handing[str] = Handing()
    assert handing.take(0.0) is None
    assert not handing.give("answer")


def test_however_close_both_come_an_answer_goes_exactly_one_way() -> None:
    for turn in range(200):
        handing: Handing[int] = Handing()
        with ThreadPoolExecutor(1) as pool:
            given = pool.submit(handing.give, turn)
            taken = handing.take(0.0)
        assert given.result() == (taken is not None)
