"""A power search in one sentence that a reader can check, and as the text that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from db.cards.searching import (
    Changed,
    Convicted,
    CrossBorder,
    InPrison,
    Mode,
    Offences,
    People,
    Query,
    Release,
    Unfinalised,
)
from db.search.months import month_of, window
from db.search.typed import FLAGS, OLDEST
from db.search.types import asked_type, type_label
from db.words.dates import short
from db.words.errors import BadInput
from db.words.families.places import AreaKind


def sentence(query: Query, today: date) -> str:
    """`PPOs of MER on 24 Sep 2007 with 3 or more offences on 2 or more dates outside their force ...`."""
    day = query.as_of or today
    if isinstance(query, People):
        return f"{_who(query, day)}."
    return f"PPOs of {query.area} on {short(day)} {_rest(query, day)}."


def _rest(query: Query, day: date) -> str:
    match query:
        case CrossBorder():
            unit = query.border.label
            return (
                f"with {query.threshold} or more offences on {query.dates} or more dates outside the {unit} of their "
                f"registration, {_span(query, day)}{_alleged(alleged=query.alleged)}"
            )
        case Release():
            return f"who are in prison and due for release within {query.days} days"
        case Convicted():
            return f"convicted {_month(query, day)}"
        case Offences():
            return _kinds(query, day)
        case InPrison():
            return "in prison by the latest download"
        case Changed():
            return "whose establishment, HDC eligibility or release date changed since the download before"
        case Unfinalised():
            return "in prison with charges that are not final"
    return query.kind.label


def _who(query: People, day: date) -> str:
    """`People registered in MER on 24 Sep 2007, in custody, with 2 or more of burglary from ... to ...`."""
    parts = [f"People registered in {query.area} on {short(day)}" if query.area else f"People on {short(day)}"]
    if query.registered is not None and not query.area:
        parts.append("registered as PPOs" if query.registered else "not registered as PPOs")
    if query.name:
        parts.append(f"named {query.name}")
    if query.age is not None:
        first, last = query.age
        upto = "" if first == last else " or more" if last >= OLDEST else f" to {last}"
        parts.append(f"aged {first}{upto}")
    if query.court:
        parts.append(f"listed at {query.court}")
    if query.hearing is not None:
        parts.append(f"with a hearing from {short(query.hearing[0])} to {short(query.hearing[1])}")
    parts += [f"known to {query.agency}"] if query.agency else []
    return ", ".join((*parts, *_liberty(query), *_record(query, day)))


def _liberty(query: People) -> Iterator[str]:
    if query.held is not None:
        yield "in custody" if query.held else "at liberty"
    if query.release is not None:
        yield f"due for release within {query.release} days"
    if query.bail:
        yield f"on bail or remand ({' or '.join(query.bail)})"
    if query.on_order is not None:
        yield "under an order" if query.on_order else "under no order"


def _record(query: People, day: date) -> Iterator[str]:
    yield from (f"marked {one.replace('_', ' ')}" for one in query.markers)
    yield from (f"in need of {one}" for one in query.needs)
    if query.wanted or query.without:
        yield _kinds(query, day)


def _kinds(query: Offences | People, day: date) -> str:
    joined = " and " if query.mode is Mode.ALL else " or "
    kinds = joined.join(f"{one.least} or more of {type_label(asked_type(one.type))}" for one in query.wanted)
    barred = " or ".join(type_label(asked_type(one)) for one in query.without)
    said = [f"with {kinds}"] if kinds else []
    said += [f"none of {barred}"] if barred else []
    return f"{', and '.join(said)}, {_span(query, day)}{_alleged(alleged=query.alleged)}"


def _span(query: CrossBorder | Offences | People, day: date) -> str:
    days = window(query.months, query.between, day)
    return f"from {short(days.first)} to {short(days.last)}"


def _month(query: Convicted, day: date) -> str:
    try:
        days = month_of(query.month or day, day)
    except BadInput:
        return "in a month that has not begun by then"
    return f"from {short(days.first)} to {short(days.last)}"


def _alleged(*, alleged: bool) -> str:
    return ", alleged ones too" if alleged else ""


def text_of(query: Query) -> str:
    """The text that asks the same."""
    words = [] if isinstance(query, People) else [query.kind.value]
    words += [f"area:{query.area}"] if query.area else []
    if query.as_of:
        words.append(f"as-of:{query.as_of.isoformat()}")
    match query:
        case CrossBorder():
            words += [_since(query), f"threshold:{query.threshold}", f"dates:{query.dates}"]
            words += [f"border:{query.border.value}"] if query.border is not AreaKind.FORCE else []
        case Release():
            words.append(f"days:{query.days}")
        case Convicted(month=date() as month):
            words.append(f"month:{month:%Y-%m}")
        case Offences():
            words += _by_type(query, Mode.ANY)
        case People():
            words += _free(query)
        case _:
            pass
    if isinstance(query, CrossBorder | Offences | People) and query.alleged:
        words.append("include:alleged")
    return " ".join(words)


def _by_type(query: Offences | People, usual: Mode) -> Iterator[str]:
    yield from (f"offence:{one.words.replace(' ', '_')}" for one in query.wanted)
    yield from (f"not:{one.replace(' ', '_')}" for one in query.without)
    if query.mode is not usual:
        yield f"mode:{query.mode.value}"
    if query.wanted or query.without:
        yield _since(query)


def _since(query: CrossBorder | Offences | People) -> str:
    """`months:3`, `since:2024-03-01`, `since:2024-03-01..2024-05-31`."""
    if query.between is None:
        return f"since:{query.months}m" if not isinstance(query, CrossBorder) else f"months:{query.months}"
    first, last = query.between
    return f"since:{first.isoformat()}{f'..{last.isoformat()}' if last else ''}"


def _free(query: People) -> Iterator[str]:
    named = (("name", query.name.replace(" ", "_")), ("court", query.court), ("agency", query.agency))
    yield from (f"{name}:{value}" for name, value in named if value)
    if query.age is not None:
        yield f"age:{query.age[0]}-{query.age[1]}"
    if query.hearing is not None:
        yield f"hearing:{query.hearing[0].isoformat()}..{query.hearing[1].isoformat()}"
    if query.release is not None:
        yield f"release:{query.release}d"
    yield from (f"bail:{one}" for one in query.bail)
    yield from (f"marker:{one}" for one in query.markers)
    yield from (f"need:{one.replace(' ', '_')}" for one in query.needs)
    yield from (word for word, (name, value) in FLAGS.items() if getattr(query, name) is value)
    yield from _by_type(query, Mode.ALL)
