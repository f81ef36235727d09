"""Actions of the register of prolific offenders, contacts, cohorts and performance."""

from __future__ import annotations

from typing import Final

from screens.actions.action import Action, Group

# fmt: off
SCHEMES: Final[tuple[Action, ...]] = (
    Action("more.register", ("p",), "Offender register", "Prolific offenders of an area: who, ranked how, led by whom.",
           Group.PLACES, places=("start.more",), opens="scheme.register"),
    Action("more.performance", ("g",), "Performance", "An area's scheme beside similar areas, its region, the nation.",
           Group.PLACES, places=("start.more",), opens="scheme.performance"),
    Action("more.contacts", ("w",), "Contacts", "Whom to call: authorisers, trainers, police, probation, by area.",
           Group.PLACES, places=("start.more",), opens="scheme.contacts"),
    Action("contacts.open", ("c",), "Contacts", "Whom to call about this person: the people of the area first.",
           Group.RECORD, places=("file.person", "file.bench", "scheme.person", "scheme.register"), rank=60),
    Action("contact.add", ("plus",), "Add", "Enter a contact; from the areas, one of the area under the cursor.",
           Group.RECORD, places=("scheme.contacts",), rank=18),
    Action("contact.change", ("e",), "Change", "Change the contact under the cursor, which confirms it.", Group.RECORD,
           places=("scheme.contacts",), rank=19),
    Action("contact.confirm", ("k",), "Confirm", "Say that the entry is right today.", Group.RECORD,
           places=("scheme.contacts",), rank=20),
    Action("contact.end", ("d",), "End", "Take the contact off the directory.", Group.RECORD,
           places=("scheme.contacts",), rank=21),
    Action("contact.gaps", ("g",), "Gaps", "Areas by kinds of contact, with what nobody stands for; and back.",
           Group.MOVING, places=("scheme.contacts",), rank=22),
    Action("ppo.open", ("o",), "Registered", "The registrations of this person as a prolific offender; nominated, "
           "reviewed and ended there.", Group.RECORD,
           places=("file.person", "file.bench", "scheme.register"), rank=59),
    Action("register.sort", ("t",), "Order", "The next order: priority, name, review, since, area.", Group.MOVING,
           places=("scheme.register",), rank=22),
    Action("ppo.register", ("plus",), "Nominate", "Nominate this person in an area.", Group.RECORD,
           places=("scheme.person",), rank=20),
    Action("ppo.review", ("v",), "Review", "Note that the registration was reviewed, and what was found.", Group.RECORD,
           places=("scheme.person",), rank=21),
    Action("ppo.change", ("e",), "Change", "Change rank, strand, lead or plan; record who agreed to the end.",
           Group.RECORD, places=("scheme.person",), rank=22),
    Action("ppo.deregister", ("d",), "Deregister", "End the registration, once every partner agreed.", Group.RECORD,
           places=("scheme.person",), rank=23),
    Action("ppo.arrest", ("a",), "Arrest", "Enter an arrest or a charge of this person, for police and prosecution.",
           Group.RECORD, places=("scheme.person",), rank=25),
    Action("ppo.borders", ("b",), "Borders", "Where the offences lie against the areas of registration; and back.",
           Group.RECORD, places=("scheme.person",), rank=26),
    Action("ppo.withdraw", ("z",), "Withdraw", "Take back a registration that was entered by mistake.", Group.RECORD,
           places=("scheme.person",), rank=24),
)
# fmt: on
