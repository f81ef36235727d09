"""The application opened on a demo home lives on the day that was kept there."""

from __future__ import annotations

from tests.e2e.demo import DemoHome, signed_in
from tests.e2e.harness import Terminal, tracker


def test_the_application_lives_on_the_day_of_its_demo_home(demo: DemoHome) -> None:
    made = demo.run("demo", "--prepare", "--date", "12/3/2026")
    assert made.returncode == 0, made.stderr
    with Terminal(tracker("--home", demo.folder), home=demo.outside) as terminal:
        signed_in(terminal).press("f2").wait_for("12 Mar 2026")
