"""What actions and commands of the register, contacts, cohorts and performance do in the words of the log."""

from __future__ import annotations

NOTHING = "moves, shows or asks; opening what it leads to has its own act"
LISTS = "lists areas, contacts, cohorts or actions; reading of a person has its own act"

SCREENS: dict[str, str | tuple[str, ...]] = {
    "more.contacts": LISTS,
    "more.performance": ("report.run",),
    "contacts.open": LISTS,
    "contact.confirm": ("contact.confirm",),
    "contact.end": ("contact.end",),
    "contact.gaps": LISTS,
    "more.register": ("ppo.list",),
    "ppo.open": ("ppo.show",),
    "register.sort": NOTHING,
    "ppo.register": NOTHING,
    "ppo.review": NOTHING,
    "ppo.change": NOTHING,
    "ppo.deregister": NOTHING,
    "ppo.withdraw": ("ppo.withdraw",),
    "ppo.arrest": NOTHING,
    "ppo.borders": ("ppo.show",),
    "contact.add": NOTHING,
    "contact.change": NOTHING,
}

COMMANDS: dict[str, str | tuple[str, ...]] = {
    "ppo list": ("ppo.list",),
    **dict.fromkeys(("ppo show", "ppo borders"), ("ppo.show",)),
    "ppo register": ("ppo.register",),
    "ppo change": ("ppo.change",),
    "ppo review": ("ppo.review",),
    "ppo deregister": ("ppo.deregister",),
    "ppo withdraw": ("ppo.withdraw",),
    "ppo enter": ("record.add",),
    "ppo outcome": ("record.end", "record.add"),
    "ppo arrests": LISTS,
    "ppo action": ("record.add",),
    "ppo done": ("record.end",),
    "ppo actions": ("file.open",),
    "cohort create": ("cohort.make",),
    "cohort list": LISTS,
    "cohort add": ("cohort.add",),
    "cohort remove": ("cohort.remove",),
    "cohort lock": ("cohort.lock",),
    "cohort show": ("cohort.show",),
    "cohort figures": ("cohort.show",),
    "cohort freeze": ("cohort.freeze",),
    "performance": ("report.run",),
    "contact list": LISTS,
    "contact show": LISTS,
    "contact gaps": LISTS,
    "contact add": ("contact.add",),
    "contact change": ("contact.change",),
    "contact confirm": ("contact.confirm",),
    "contact end": ("contact.end",),
}
