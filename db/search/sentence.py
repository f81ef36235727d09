"""A power search in one sentence that a reader can check, and as the text that asks it."""

from __future__ import annotations

from datetime import date

from db.cards.searching import (
    Changed,
    Convicted,
    CrossBorder,
    InPrison,
    Mode,
    Offences,
    Query,
    Release,
    Unfinalised,
)
from db.search.months import month_of, months_back
from db.search.types import asked_type, type_label
from db.words.dates import short
from db.words.errors import BadInput
from db.words.families.places import AreaKind


def sentence(query: Query, today: date) -> str:
    """`PPOs of MER on 24 Sep 2007 with 3 or more offences on 2 or more dates outside their force ...`."""
    day = query.as_of or today
    return f"PPOs of {query.area} on {short(day)} {_rest(query, day)}."


def _rest(query: Query, day: date) -> str:
    match query:
        case CrossBorder():
            unit = query.border.label
            return (
                f"with {query.threshold} or more offences on {query.dates} or more dates outside the {unit} of their "
                f"registration, {_span(query.months, day)}{_alleged(alleged=query.alleged)}"
            )
        case Release():
            return f"who are in prison and due for release within {query.days} days"
        case Convicted():
            return f"convicted {_month(query, day)}"
        case Offences():
            joined = " and " if query.mode is Mode.ALL else " or "
            kinds = joined.join(f"{one.least} or more of {type_label(asked_type(one.type))}" for one in query.wanted)
            barred = " or ".join(type_label(asked_type(one)) for one in query.without)
            none = f", and none of {barred}" if barred else ""
            return f"with {kinds}{none}, {_span(query.months, day)}{_alleged(alleged=query.alleged)}"
        case InPrison():
            return "in prison by the latest download"
        case Changed():
            return "whose establishment, HDC eligibility or release date changed since the download before"
        case Unfinalised():
            return "in prison with charges that are not final"
    return query.kind.label


def _span(months: int, day: date) -> str:
    window = months_back(day, months)
    return f"from {short(window.first)} to {short(window.last)}"


def _month(query: Convicted, day: date) -> str:
    try:
        window = month_of(query.month or day, day)
    except BadInput:
        return "in a month that has not begun by then"
    return f"from {short(window.first)} to {short(window.last)}"


def _alleged(*, alleged: bool) -> str:
    return ", alleged ones too" if alleged else ""


def text_of(query: Query) -> str:
    """The text that asks the same."""
    words = [query.kind.value, f"area:{query.area}"]
    if query.as_of:
        words.append(f"as-of:{query.as_of.isoformat()}")
    match query:
        case CrossBorder():
            words += [f"months:{query.months}", f"threshold:{query.threshold}", f"dates:{query.dates}"]
            words += [f"border:{query.border.value}"] if query.border is not AreaKind.FORCE else []
        case Release():
            words.append(f"days:{query.days}")
        case Convicted(month=date() as month):
            words.append(f"month:{month:%Y-%m}")
        case Offences():
            words += [f"type:{one.words.replace(' ', '_')}" for one in query.wanted]
            words += [f"not:{one.replace(' ', '_')}" for one in query.without]
            words += [f"mode:{query.mode.value}"] if query.mode is not Mode.ANY else []
            words.append(f"months:{query.months}")
        case _:
            pass
    if isinstance(query, CrossBorder | Offences) and query.alleged:
        words.append("include:alleged")
    return " ".join(words)
