"""A small, strict reader of JSON Schema: the words that our own schemas use, and a fault for every other word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,), "null": (type(None),),
}  # fmt: skip
_FORMATS: dict[str, Callable[[str], object]] = {
    "uuid": UUID, "date": date.fromisoformat, "date-time": datetime.fromisoformat,
}  # fmt: skip
_SAID = {"$schema", "title", "description", "$defs"}


def faults(
    value: object, schema: Mapping[str, Any], *, root: Mapping[str, Any] | None = None, at: str = "$"
) -> list[str]:
    """Every place where the value is not what the schema asks for; raises AssertionError for a word it cannot read."""
    return list(_faults(value, schema, root or schema, at))


def _faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[str]:  # noqa: ANN401
    for word, asked in schema.items():
        if word in _SAID or word in {"required", "additionalProperties"}:
            continue
        match word:
            case "$ref":
                yield from _faults(value, root["$defs"][asked.removeprefix("#/$defs/")], root, at)
            case "const":
                yield from () if value == asked else (f"{at} is not {asked}",)
            case "enum":
                yield from () if value in asked else (f"{at}: {value} is none of the words",)
            case "anyOf":
                if all(list(_faults(value, one, root, at)) for one in asked):
                    yield f"{at} fits none of the forms"
            case "type":
                yield from () if _is(value, asked) else (f"{at} is no {asked}",)
            case "pattern":
                yield from (
                    () if not isinstance(value, str) or re.search(asked, value) else (f"{at} has another pattern",)
                )
            case "format":
                yield from _format(value, asked, at)
            case "items":
                for number, each in enumerate(value):
                    yield from _faults(each, asked, root, f"{at}[{number}]")
            case "properties":
                yield from _members(value, schema, root, at)
            case _:
                raise AssertionError(f"this reader does not know {word}")


def _is(value: object, asked: str | list[str]) -> bool:
    names = [asked] if isinstance(asked, str) else asked
    number = not isinstance(value, bool)
    return any(isinstance(value, _TYPES[name]) and (number or name != "integer") for name in names)


def _format(value: object, asked: str, at: str) -> Iterator[str]:
    if not isinstance(value, str):
        return
    try:
        read = _FORMATS[asked](value)
    except ValueError:
        yield f"{at} is no {asked}"
        return
    if isinstance(read, datetime) and read.tzinfo is None:
        yield f"{at} has no zone"


def _members(value: object, schema: Mapping[str, Any], root: Mapping[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at} is no object"
        return
    yield from (f"{at} lacks {name}" for name in schema["required"] if name not in value)
    if schema["additionalProperties"] is False:
        yield from (f"{at} has {name}" for name in value if name not in schema["properties"])
    for name, asked in schema["properties"].items():
        if name in value:
            yield from _faults(value[name], asked, root, f"{at}.{name}")
