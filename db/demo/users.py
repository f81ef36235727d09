"""The demo's users: at least one for each role; their passwords are shown on the screen and known to everybody.

The verifiers are constants, so that the first start derives nothing; a live home refuses every one of them
(sharing rule H5). `python -m ci.demo_credentials` makes the constants anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.words.actor import Role

PASSWORD_TAIL: Final = "-in-the-demo"  # noqa: S105 - shown on the sign-in screen on purpose


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of the demo; `agency` is the code of its agency.

    `court` is the one court it is posted to; court users without one are posted to all. `areas` are its own besides
    the agency's, `team` who it works with, `networks` those it may be used on, every one when empty.
    """

    name: str
    display: str
    agency: str
    roles: tuple[Role, ...]
    court: str = ""
    areas: tuple[str, ...] = ()
    team: str = ""
    networks: str = ""

    @property
    def password(self) -> str:
        """Shown on the sign-in screen of the demo."""
        return f"{self.name}{PASSWORD_TAIL}"

    @property
    def role_words(self) -> str:
        """The first role in words, and the network where there is one only."""
        role = self.roles[0].value.replace("_", " ").replace(".", " ")
        return f"{role}, {self.networks}" if self.networks else role


USERS: Final = (
    DemoUser("clerk", "Morgan Ashdown", "HMCTS", (Role.CLERK,)),
    DemoUser("adviser", "Lowri Pennant", "HMCTS", (Role.LEGAL_ADVISER, Role.YOUTH)),
    DemoUser("usher", "Desmond Okoro", "HMCTS", (Role.USHER,)),
    DemoUser("manager", "Harriet Quayle", "HMCTS", (Role.COURT_MANAGER, Role.SEALED_READ)),
    DemoUser("judge", "District Judge Farrow", "JUD", (Role.JUDGE, Role.YOUTH)),
    DemoUser("judge2", "District Judge Imlach", "JUD", (Role.JUDGE,)),
    DemoUser("police", "PC Rhian Tolley", "POL", (Role.POLICE_OFFICER,)),
    DemoUser("police-cjx", "PC Alun Greave", "POL", (Role.POLICE_OFFICER,), networks="cjx"),
    DemoUser("intelligence", "DC Owen Marsk", "POL", (Role.POLICE_INTELLIGENCE,)),
    DemoUser("prosecutor", "Sunil Varghese", "CPS", (Role.PROSECUTOR,)),
    DemoUser("probation", "Beatrix Lund", "PROB", (Role.PROBATION_OFFICER,), team="WEST"),
    DemoUser("probation-manager", "Colm Drury", "PROB", (Role.PROBATION_MANAGER, Role.SHARING_LEAD)),
    DemoUser("drugs", "Anouk Feather", "DRUG", (Role.DRUG_WORKER,)),
    DemoUser("voluntary", "Pat Wetherby", "VOL", (Role.VOLUNTARY_WORKER,)),
    DemoUser("prison", "Officer Grace Mbeki", "PRIS", (Role.PRISON_OFFICER,)),
    DemoUser("yot", "Callum Sedge", "YOT", (Role.YOT_WORKER, Role.YOUTH)),
    DemoUser("defence", "Imogen Straker", "DEF", (Role.DEFENCE_LAWYER,)),
    DemoUser("board", "Tamsin Wray", "BOARD", (Role.BOARD_ANALYST,)),
    DemoUser("programme", "Elwyn Hargest", "PROG", (Role.PROGRAMME_VIEWER,)),
    DemoUser("ppo", "Sgt Nadia Corrie", "POL", (Role.PPO_OFFICER,)),
    DemoUser("auditor", "Ruth Kestrel", "HMCTS", (Role.AUDITOR,)),
    DemoUser("administrator", "Ivor Penhale", "HMCTS", (Role.ADMINISTRATOR,)),
    DemoUser("authoriser", "Gwen Tarrant", "HMCTS", (Role.AUTHORISER,), areas=("EW",)),
    DemoUser("clerk-bradford", "Tobias Renn", "HMCTS", (Role.CLERK,), court="B90BR"),
    DemoUser("clerk-sealed", "Phyllida Marsh", "HMCTS", (Role.CLERK, Role.SEALED_READ), court="B90LV"),
    DemoUser("listing", "Edwin Carrow", "HMCTS", (Role.LISTING_OFFICER,), court="B90LV"),
    DemoUser("probation-leeds", "Salma Thirsk", "PROB", (Role.PROBATION_OFFICER,), areas=("YH",), team="LEEDS"),
    DemoUser("trainer", "Maeve Tindall", "HMCTS", (Role.TRAINER,)),
)
