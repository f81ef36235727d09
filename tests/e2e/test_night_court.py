"""The night court's clerk at a real terminal: somebody of another court is brought in on a warrant (S29, S30)."""

from __future__ import annotations

from db.keeper.homes import find_home
from db.keeper.installation import Installation
from db.words.clock import Clock
from db.words.errors import TrackerError
from tests.e2e.demo import DemoHome, signed_in
from tests.e2e.tmux import Tmux

NIGHT = "clerk-bradford"


def _stranger(demo: DemoHome) -> tuple[str, str]:
    """Surname, and how to name exactly, somebody whom the night clerk may not see and another clerk may."""
    from db.desk import Desk

    installation = Installation(find_home(str(demo.folder)), clock=Clock())
    try:
        clerk = Desk(installation.units, installation.demo_user("clerk").actor, clock=installation.clock)
        night = Desk(installation.units, installation.demo_user(NIGHT).actor, clock=installation.clock)
        for number in range(10, 40):
            for hit in clerk.people.find(f"{'abcdefghijklmnoprstw'[number % 20]}", limit=40).hits:
                if hit.person is None or hit.born is None or not hit.pnc:
                    continue
                try:
                    night.file.vital(hit.person)
                except TrackerError:
                    return hit.label.partition(",")[0], hit.pnc
    finally:
        installation.close()
    raise AssertionError("everybody is relevant to the night clerk")


def test_the_night_clerk_opens_reads_is_refused_a_print_and_closes(demo: DemoHome) -> None:
    surname, pnc = _stranger(demo)
    with Tmux(demo.command("--as", NIGHT), home=demo.outside) as seat:
        signed_in(seat, NIGHT)
        seat.press("/").wait_for("Find:")
        seat.write(pnc).wait_for(f"{pnc}.")
        seat.wait_for("! asks for emergency access")
        seat.press("down").press("!").wait_for("Why, in 10 to 250")
        seat.wait_for(pnc)
        seat.write("brought in on a warrant at night").press("enter").wait_for("It is told and reviewed.")
        seat.press("y").wait_for("1 Who it is")
        seat.wait_for("EMERGENCY ACCESS  15 min left")
        seat.wait_for(surname)
        seat.press("f4").wait_for("2 Cases")
        assert "EMERGENCY ACCESS" in seat.text
        seat.press("p").wait_for("mergency access is for reading on the screen")
        seat.press("esc").press("esc").wait_for("1 Who it is")
        seat.press("z").wait_for("Close this emergency access now?")
        seat.press("y").wait_for("Emergency access is over")
        seat.wait_until_gone(surname)
    with Tmux(demo.command("--as", "manager"), home=demo.outside) as seat:
        signed_in(seat, "manager")
        seat.wait_for("Emergency access to review (")
        seat.press("f9").wait_for("Emergency access").splitlines()
        seat.press("e").wait_for("Reason: brought in on a warrant at night")
        seat.press("k").wait_for("Justified: say why.")
        seat.write("the warrant is on the file").press("enter").wait_for("Justified: on record.")
