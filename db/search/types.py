"""What type of offence a charge is, and what a clerk's word for a type means: burglary, theft, twoc, a group."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from db.reference.offences import home_office_classes, offence_by_code
from db.words.errors import BadInput
from db.words.families.worded import key

UNLAWFUL_TAKING: Final = "twoc"
_NEAR: Final = 0.7
_LONGEST_SAID: Final = 40
_LABELS: Final = MappingProxyType(
    {
        "burglary": "burglary",
        "robbery": "robbery",
        "theft": "theft",
        UNLAWFUL_TAKING: "vehicle taken without consent",
        "violence": "violence against the person",
        "sexual": "sexual offences",
        "damage": "criminal damage and arson",
        "drugs": "drug offences",
        "fraud": "fraud and forgery",
        "motoring": "motoring offences",
        "other": "other offences",
    }
)
_GROUPS: Final = MappingProxyType(
    {
        "Burglary": "burglary",
        "Robbery": "robbery",
        "Theft and handling": "theft",
        "Violence against the person": "violence",
        "Sexual offences": "sexual",
        "Criminal damage": "damage",
        "Drug offences": "drugs",
        "Fraud forgery": "fraud",
        "Indictable motoring offences": "motoring",
        "Summary motoring offences": "motoring",
    }
)
# Classes of unlawful taking lie among theft in the Home Office's groups; police and courts count them apart.
_TAKING_CLASSES: Final = ("037/", "130/")
_OTHER_WORDS: Final = MappingProxyType(
    {
        **dict.fromkeys(("burg", "burglaries", "break_in"), "burglary"),
        **dict.fromkeys(("robb", "rob", "robberies", "mugging"), "robbery"),
        **dict.fromkeys(("thefts", "stealing", "theft_and_handling", "handling", "shoplifting", "shoptheft"), "theft"),
        **dict.fromkeys(("twocc", "tda", "vehicle_taking", "avt", "taking_without_consent"), UNLAWFUL_TAKING),
        **dict.fromkeys(
            ("viol", "violent", "assault", "assaults", "vap", "abh", "gbh", "wounding", "violence_against_the_person"),
            "violence",
        ),
        **dict.fromkeys(("sex", "sexual_offences", "sexual_offence", "rape"), "sexual"),
        **dict.fromkeys(("criminal_damage", "crimdam", "cdam", "damag", "crim_dam", "arson"), "damage"),
        **dict.fromkeys(("drug", "drug_offences", "drug_offence"), "drugs"),
        **dict.fromkeys(("fraud_forgery", "forgery", "deception", "fraud_and_forgery"), "fraud"),
        **dict.fromkeys(
            ("motor", "traffic", "driving", "motoring_offences", "indictable_motoring_offences",
             "summary_motoring_offences"),
            "motoring",
        ),
        **dict.fromkeys(("other_indictable", "other_summary_offences"), "other"),
    }
)  # fmt: skip
# For charges that come without a code of the list: the first that fits.
_IN_TITLES: Final = (
    (re.compile(r"\bburglar"), "burglary"),
    (re.compile(r"\brobb"), "robbery"),
    (re.compile(r"without (the )?(owner'?s |lawful )?(consent|authority)|vehicle.taking|\btwoc\b"), UNLAWFUL_TAKING),
    (re.compile(r"\btheft|\bsteal|\bstole|shoplift|handling"), "theft"),
    (re.compile(r"\bsexual|\brape\b|\bindecen"), "sexual"),
    (
        re.compile(r"\bassault|\bwound|grievous|bodily harm|\bmurder|manslaughter|\baffray|\bviolen|\bbattery"),
        "violence",
    ),
    (re.compile(r"\bdamage|\barson"), "damage"),
    (re.compile(r"\bdrug|cannabis|cocaine|heroin|amphetamine|controlled substance|class [abc]\b"), "drugs"),
    (re.compile(r"\bfraud|\bforge|\bcounterfeit|\bdecept"), "fraud"),
    (re.compile(r"\bdriv|\bspeed|\bvehicle|\bmotor|\binsurance"), "motoring"),
)


@lru_cache(maxsize=8192)
def type_of(code: str, title: str) -> str | None:
    """The type of a charge by its code, else by its title; None where it has neither.

    A title that fits no type is a type of its own, so that it can be asked for by its words.
    """
    listed = offence_by_code(code) if code else None
    if listed is not None and listed.home_office not in ("", "000/00"):
        if listed.home_office.startswith(_TAKING_CLASSES):
            return UNLAWFUL_TAKING
        return _GROUPS.get(listed.group, "other")
    words = title or (listed.title if listed else "")
    if not words.strip():
        return None
    said = words.casefold()
    return _known(key(words)) or next((kind for sign, kind in _IN_TITLES if sign.search(said)), key(words))


@lru_cache(maxsize=1024)
def asked_type(word: str) -> str:
    """The type that a clerk's word means. Raises BadInput for an empty word."""
    typed = key(word)
    if not typed:
        raise BadInput("No type of offence is named.", to_do=f"Types: {', '.join(_LABELS)}.")
    found = _known(typed)
    if found is not None:
        return found
    listed = offence_by_code(word)
    return type_of(listed.code if listed else "", "" if listed else typed.replace("_", " ")) or typed


def is_type(kind: str) -> bool:
    """Whether a type that is asked for is one of the list; another one is the title of a charge, or a slip."""
    return kind in _LABELS


def no_such_type(word: str) -> str:
    """Why nothing can be asked of a word, in a sentence that names the types near to it, all of them where none is."""
    said = word if len(word) <= _LONGEST_SAID else f"{word[:_LONGEST_SAID]}..."
    words = [*_LABELS, *_OTHER_WORDS]
    near = dict.fromkeys(_known(one) for one in get_close_matches(key(word), words, n=6, cutoff=_NEAR))
    told = f"near it: {', '.join(filter(None, near))}" if near else f"types are {', '.join(_LABELS)}"
    return f"'{said}' is no type of offence; {told}."


def is_known(word: str) -> bool:
    """Whether a word is that of a type, a group or a code of the list."""
    return _known(key(word)) is not None or offence_by_code(word) is not None


def type_label(kind: str | None) -> str:
    """A type in words."""
    return _LABELS.get(kind, kind.replace("_", " ")) if kind else "type not given"


def type_words() -> tuple[str, ...]:
    """The words of all types, for completion."""
    return tuple(_LABELS)


def _known(typed: str) -> str | None:
    if typed in _LABELS:
        return typed
    return _OTHER_WORDS.get(typed) or _class_words().get(typed)


@cache
def _class_words() -> Mapping[str, str]:
    """Names of Home Office classes, as words: `stealing pedal cycles` is theft."""
    found: dict[str, str] = {}
    for code, (group, name) in home_office_classes().items():
        kind = UNLAWFUL_TAKING if code.startswith(_TAKING_CLASSES) else _GROUPS.get(group, "other")
        found.setdefault(key(name), kind)
    return MappingProxyType(found)
