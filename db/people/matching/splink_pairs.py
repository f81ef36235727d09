"""Pairs worth comparing among very many records: Splink finds and sifts them in DuckDB (the extra `splink`)."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from db.people.matching.clusters import Pair
from db.people.matching.sides import Ears
from db.people.matching.weighing import Finder
from db.people.scoring.identity import Identity, births_with
from db.people.scoring.weights import weights
from db.words.batches import in_batches
from db.words.errors import BadInput
from db.words.families.matching import Engine
from db.words.heard.frequency import rarity

if TYPE_CHECKING:
    import pyarrow as pa

LEAST: Final = -12.0
"""Bits of Splink's sum from which on a pair is compared by the scorer: its sum knows less, so it lets more through."""
_AT_ONCE: Final = 50_000
"""Rows that stand beside one another as Python's own values."""
_BORN: Final = (
    ("born_l = born_r", "born_exact"),
    ("year_l = year_r AND month_l = day_r AND day_l = month_r", "born_swapped"),
    ("abs(born_l - born_r) = 1", "born_day_off"),
    ("levenshtein(signs_l, signs_r) = 1", "born_figure"),
    ("month_l = month_r AND day_l = day_r", "born_year_figure"),
    ("abs(born_l - born_r) = 10", "born_ten_days"),
    ("year_l = year_r AND (month_l = month_r OR day_l = day_r)", "born_two_thirds"),
    ("year_l = year_r", "born_year_only"),
    ("ELSE", "born_near"),
)
_RULES: Final = (
    "l.born = r.born AND l.initials = r.initials",
    "l.year = r.year AND l.month = r.month AND l.family_heard = r.family_heard",
    "l.year = r.year AND l.month = r.month AND l.given_heard = r.given_heard",
    "l.year = r.year AND l.day = r.day AND l.family_heard = r.family_heard",
    "l.year = r.year AND l.day = r.day AND l.given_heard = r.given_heard",
    "l.both_heard = r.both_heard",
    "l.postcode = r.postcode AND l.family_start = r.family_start",
    "l.postcode = r.postcode AND l.given_start = r.given_start",
    "l.address = r.address AND l.family_heard = r.family_heard",
)
"""The rules of a large batch (blocking.rules_of_many), as Splink asks them; numbers come first."""
_HEARD: Final = 0.9
_LIKE: Final = 0.75
"""Likeness of two names by Jaro and Winkler, 0 to 1."""

Row = tuple[object, ...]


def finder_of(engine: Engine) -> Finder | None:
    """What finds pairs in place of our own rules; None for those."""
    return pairs_by_splink if engine is Engine.SPLINK else None


def pairs_by_splink(records: Sequence[Identity], between: Sequence[Hashable] | None = None) -> Iterator[Pair]:
    """Pairs of places, each once, the smaller first; with `between` only of records of two different values of it.

    Each name of a record stands for itself, with its own date of birth. Splink's weights are those of the scorer, so
    nothing is trained. Raises BadInput where the extra is not installed.
    """
    try:
        # 278 MB that only this engine needs.
        import duckdb
        from splink import DuckDBAPI, Linker
    except ModuleNotFoundError as fault:
        raise BadInput(
            "Splink is not installed.",
            kept="Nothing was matched.",
            to_do="Install tracker-court[splink], or leave --engine out.",
        ) from fault
    connection = duckdb.connect(":memory:")
    try:
        api = DuckDBAPI(connection)
        linker = Linker(api.register(_table(records, between)), _settings(), log_level=None, validate_settings=False)
        found = linker.inference.predict(threshold_match_weight=LEAST, warning_mode="never")
        pairs = found.as_duckdbpyrelation().project("least(place_l, place_r), greatest(place_l, place_r)").distinct()
        for batch in pairs.to_arrow_reader(_AT_ONCE):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
    finally:
        connection.close()


def _settings() -> dict[str, Any]:
    apart = "l.place <> r.place AND l.source <> r.source"
    rules: list[dict[str, Any]] = [
        {"blocking_rule": f"l.numbers = r.numbers AND {apart}", "arrays_to_explode": ["numbers"]},
        *({"blocking_rule": f"{rule} AND {apart}"} for rule in _RULES),
    ]
    bits = weights().bits
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row",
        "probability_two_random_records_match": 2 ** bits["prior"],
        "retain_matching_columns": False,
        "additional_columns_to_retain": ["place"],
        "blocking_rules_to_generate_predictions": rules,
        "comparisons": [
            _comparison("family", _named("family", "given", bits)),
            _comparison("given", _named("given", "family", bits)),
            _comparison("born", [_null("born"), *(_level(sql, bits[level]) for sql, level in _BORN)]),
            # Twice its worth: two records that share a number are compared, however else they differ.
            _comparison(
                "numbers", _agreeing("numbers", "list_has_any(numbers_l, numbers_r)", 2 * bits["number_exact"])
            ),
            _comparison(
                "postcode",
                [
                    _null("postcode"),
                    _level("postcode_l = postcode_r", bits["postcode_exact"]),
                    _level("outward_l = outward_r", bits["postcode_outward"]),
                    _level("ELSE", bits["postcode_differs"]),
                ],
            ),
            _comparison("address", _agreeing("address", "address_l = address_r", bits["address_more"])),
        ],
    }


def _agreeing(column: str, condition: str, bits: float) -> list[dict[str, Any]]:
    """What counts where it agrees, and not where it differs."""
    return [_null(column), _level(condition, bits), _level("ELSE", 0.0)]


def _named(side: str, other: str, bits: Mapping[str, float]) -> list[dict[str, Any]]:
    """A name that is the same counts by its rarity; one that is near, by what near is worth of the most."""
    most, alike = bits[f"{side}_cap"], f"jaro_winkler_similarity({side}_l, {side}_r)"
    exact = _level(f"{side}_l = {side}_r", most) | {"tf_adjustment_column": side, "tf_adjustment_weight": 1.0}
    return [
        _null(side),
        exact,
        _level(f"{side}_heard_l = {side}_heard_r OR {alike} >= {_HEARD}", most / 2),
        _level(f"{side}_l = {other}_r OR {other}_l = {side}_r", most / 2),
        _level(f"{alike} >= {_LIKE}", 0.0),
        _level("ELSE", bits[f"{side}_differs"]),
    ]


def _comparison(name: str, levels: list[dict[str, Any]]) -> dict[str, Any]:
    return {"output_column_name": name, "comparison_levels": levels}


def _null(column: str) -> dict[str, Any]:
    return {"sql_condition": f"{column}_l IS NULL OR {column}_r IS NULL", "is_null_level": True}


def _level(condition: str, bits: float) -> dict[str, Any]:
    """A level worth so many bits: Splink wants two shares, whose ratio they are."""
    return {
        "sql_condition": condition,
        "m_probability": 0.9 * 2 ** min(bits, 0.0),
        "u_probability": 0.9 * 2 ** -max(bits, 0.0),
    }


def _table(records: Sequence[Identity], between: Sequence[Hashable] | None) -> pa.Table:
    """A row for each name of each record, with the date of birth that goes with it."""
    # Only this engine needs it.
    import pyarrow as pa

    ears = Ears()
    sources: dict[Hashable, int] = {}
    columns = pa.schema(
        [
            ("row", pa.int64()), ("place", pa.int64()), ("source", pa.int64()), ("family", pa.string()),
            ("given", pa.string()), ("family_heard", pa.string()), ("given_heard", pa.string()),
            ("both_heard", pa.string()), ("family_start", pa.string()), ("given_start", pa.string()),
            ("initials", pa.string()), ("tf_family", pa.float64()), ("tf_given", pa.float64()), ("born", pa.int32()),
            ("signs", pa.string()), ("year", pa.int16()), ("month", pa.int8()), ("day", pa.int8()),
            ("numbers", pa.list_(pa.string())), ("postcode", pa.string()), ("outward", pa.string()),
            ("address", pa.string()),
        ]
    )  # fmt: skip
    source = [sources.setdefault(each, len(sources)) for each in between or range(len(records))]
    told = (row for place, each in enumerate(records) for row in _rows(place, source[place], each, ears))
    parts = []
    for rows in in_batches(((number, *row) for number, row in enumerate(told)), _AT_ONCE):
        cells = zip(*rows, strict=True)
        parts.append(
            pa.record_batch([pa.array(some, of.type) for some, of in zip(cells, columns, strict=True)], columns)
        )
    return pa.Table.from_batches(parts, columns)


def _rows(place: int, source: int, identity: Identity, ears: Ears) -> Iterator[Row]:
    bits = weights().bits
    numbers = [f"{kind}{value}" for kind, value in identity.numbers]
    numbers += [f"{kind}{signs[:-1]}" for kind, signs in identity.doubtful]
    postcode = next(iter(identity.postcodes), None)
    address = next(iter(identity.addresses), None)
    for at, name in enumerate(identity.names):
        family, given = name.family.replace(" ", "") or None, name.given.replace(" ", "") or None
        heard = [ears.heard(word) if word else None for word in (family, given)]
        rare = [
            2 ** -min(bits["family_cap"], rarity(family, "family")) if family else None,
            2 ** -min(bits["given_cap"], rarity(given, "given")) if given else None,
        ]
        starts = [word[0] if word else None for word in (family, given)]
        born = next(chain.from_iterable(births_with(identity, at)), None)
        yield (
            place, source, family, given, *heard, _both(heard), *starts, _both(starts), *rare, *_day(born),
            numbers or None, postcode, postcode and postcode[:-3], address,
        )  # fmt: skip


def _day(born: date | None) -> Row:
    if born is None:
        return (None,) * 5
    return born.toordinal(), f"{born.year:04}{born:%m%d}", born.year, born.month, born.day


def _both(words: Sequence[str | None]) -> str | None:
    return " ".join(sorted(filter(None, words))) if all(words) else None
