"""Says by slow and plain means what the power searches find in a file of invented people."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

Doc = dict[str, Any]
WORDS = {"BURG": "burglary", "THEFT": "theft", "ROBB": "robbery", "TWOC": "twoc"}
COUNTED = ("charged", "convicted", "sentenced")
FINAL = ("sentenced", "acquitted", "dismissed", "withdrawn", "discontinued", "cautioned", "set aside")


def day(text: str | None) -> date | None:
    """A day of the file."""
    return date.fromisoformat(text) if text else None


@cache
def back(on: date, months: int) -> date:
    """The first day of a window of so many months: month by month, then to a day that there is, then the next."""
    year, month, number = on.year, on.month, on.day
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    while True:
        try:
            return date(year, month, number) + timedelta(days=1)
        except ValueError:
            number -= 1


class Oracle:
    """One file on one day."""

    def __init__(self, doc: Doc, on: date) -> None:
        self.doc, self.on = doc, on
        self.names = {each["id"]: each["name"] for each in doc["persons"]}

    def up(self, area: str | None) -> list[str]:
        """The area and all above it."""
        found = []
        while area:
            found.append(area)
            area = self.doc["areas"][area]["parent"]
        return found

    def unit(self, area: str | None, level: str) -> str | None:
        """The unit of a level that an area lies in."""
        return next((one for one in self.up(area) if self.doc["areas"][one]["type"] == level), None)

    def homes(self, person: int) -> list[str]:
        """Areas of the registrations that hold on the day."""
        found = []
        for each in self.doc["ppo"]:
            since, until = day(each["from"]), day(each["to"])
            if each["person"] == person and since and since <= self.on and (until is None or until > self.on):
                found.append(each["area"])
        return found

    def ppos(self, area: str) -> list[int]:
        """Who is registered in the area or below it."""
        return [who for who in self.names if any(area in self.up(home) for home in self.homes(who))]

    def of(self, person: int) -> list[Doc]:
        """Offences of a person."""
        cases = [each for each in self.doc["offences"] if each["person"] == person]
        by_hand = [each for each in self.doc.get("by_hand", []) if each["person"] == person]
        return cases + [dict(each, id="", status=self.stands(each)) for each in by_hand if not self.twice(each, cases)]

    def stands(self, each: Doc) -> str:
        """How far what was entered by hand had come on the day."""
        decided, charged = day(each["decided_on"]), day(each["charged_on"])
        if decided and decided <= self.on:
            return str(each["outcome"])
        return "charged" if charged and charged <= self.on else "alleged"

    def twice(self, each: Doc, cases: list[Doc]) -> bool:
        """Whether a case has the same offence: of this type (which has one code here) on this day."""
        return any(
            one["type"] == each["type"] and one["date"] and each["date"]
            and one["date"] <= each["date"] <= (one.get("date_to") or one["date"])
            for one in cases
        )  # fmt: skip

    def sort(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        """Rows of (key, person, answer) in order of key and name."""
        return [answer for *_, answer in sorted(rows, key=lambda row: (row[0], self.names[row[1]]))]

    def inside(self, each: Doc, months: int) -> bool | None:
        """Whether an offence touches the months up to the day."""
        first, last = day(each["date"]), day(each.get("date_to") or each["date"])
        if first is None or last is None:
            return None
        return any(
            back(self.on, months) <= first + timedelta(days=n) <= self.on for n in range((last - first).days + 1)
        )

    def crossing(self, area: str, *, threshold: int, dates: int, level: str) -> tuple[list[Any], set[int]]:
        """Rows of (person, across, all) in order, and who cannot be decided."""
        rows, undecided = [], set()
        for who in self.ppos(area):
            home = {self.unit(each, level) for each in self.homes(who)}
            across: list[Any] = []
            maybe: list[Any] = []
            counted = 0
            for each in self.of(who):
                if each["status"] not in COUNTED:
                    continue
                inside, unit = self.inside(each, 12), self.unit(each["area"], level)
                counted += inside is True
                if inside is False or (unit is not None and unit in home):
                    continue
                known = inside and unit is not None and None not in home
                (across if known else maybe).append(each["date"])
            if len(across) >= threshold and len(set(across)) >= dates:
                latest = max(across)
                key = (-len(across), -date.fromisoformat(latest).toordinal())
                rows.append((key, who, (who, len(across), counted)))
                continue
            both = [*across, *maybe]
            many = len({each for each in both if each}) + both.count(None)
            if len(both) >= threshold and many >= dates:
                undecided.add(who)
        return self.sort(rows), undecided

    def offences(
        self, area: str, wanted: list[tuple[str, int]], *, every: bool, barred: list[str]
    ) -> tuple[list[Any], set[int]]:
        """Rows of (person, criteria met, offences), and who cannot be decided: each missing value is tried out."""
        rows, undecided = [], set()
        for who in self.ppos(area):
            answers = set()
            sure = None
            for kinds in self._readings(who):
                met = [kind for kind, least in wanted if kinds.count(kind) >= least]
                holds = (len(met) == len(wanted) if every else bool(met)) and not any(each in kinds for each in barred)
                answers.add(holds)
                if sure is None:
                    sure = (
                        holds,
                        len(met),
                        sum(kind in kinds and kinds.count(kind) for kind in {k for k, _ in wanted}),
                    )
            if sure is not None and answers == {True}:
                rows.append(((-sure[1], -sure[2]), who, (who, sure[1], sure[2])))
            elif True in answers:
                undecided.add(who)
        return self.sort(rows), undecided

    def _readings(self, who: int) -> list[list[str]]:
        """What a person's offences in the last three months may have been, the surest reading first."""
        readings: list[list[str]] = [[]]
        for each in self.of(who):
            inside = self.inside(each, 3)
            if each["status"] not in COUNTED or inside is False:
                continue
            kinds = [WORDS[each["type"]]] if each["type"] else ["", "burglary", "theft", "robbery", "twoc"]
            options = kinds if inside else ["", *kinds]
            readings = [[*reading, option] for option in dict.fromkeys(options) for reading in readings]
        return readings

    def convicted(self, area: str) -> tuple[list[Any], set[str]]:
        """Rows of (person, offence), and offences whose date of conviction nobody gave."""
        rows, undecided = [], set()
        for who in self.ppos(area):
            for each in self.of(who):
                on, committed = day(each["convicted_on"]), day(each["date"])
                if each["status"] not in ("convicted", "sentenced"):
                    continue
                if on is None and (committed is None or committed <= self.on):
                    undecided.add(str(each["id"]))
                elif on is not None and (on.year, on.month) == (self.on.year, self.on.month) and on <= self.on:
                    rows.append((-on.toordinal(), who, (who, str(each["id"]))))
        return sorted(self.sort(rows)), undecided

    def held(self, place: int = -1) -> dict[int, Doc]:
        """Who is in a download, the last one unless told."""
        taken = sorted((one for one in self.doc["batches"] if one.get("accepted", True)), key=lambda one: one["taken"])
        known = [one for one in taken if date.fromisoformat(one["taken"]) <= self.on]
        return {row["person"]: row for row in known[place]["rows"]} if len(known) >= -place else {}

    def releases(self, area: str, days: int) -> set[tuple[int, str]]:
        """Person and band."""
        found = set()
        held = self.held()
        for who in self.ppos(area):
            if who not in held:
                continue
            out, curfew = day(held[who]["release"]), day(held[who]["hdced"])
            window = [self.on + timedelta(days=n) for n in range(days + 1)]
            if out is None:
                found.add((who, "no date"))
            elif out < self.on:
                found.add((who, "overdue"))
            elif out in window:
                found.add((who, "due"))
            elif curfew in window:
                found.add((who, "possible"))
        return found

    def changed(self, area: str) -> set[tuple[int, str]]:
        """Person and field."""
        before, now = self.held(-2), self.held()
        found = set()
        for who in self.ppos(area):
            old, new = before.get(who), now.get(who)
            if old is None and new is not None:
                found.add((who, "received"))
            if old is not None and new is None:
                found.add((who, "no longer listed"))
            if old is not None and new is not None:
                if (
                    old["est"].split() != new["est"].split()
                    and old["est"].upper().split() != new["est"].upper().split()
                ):
                    found.add((who, "establishment"))
                if old["hdced"] != new["hdced"]:
                    found.add((who, "HDC eligibility date"))
                if old["release"] != new["release"]:
                    found.add((who, "release date"))
        return found

    def unfinalised(self, area: str) -> list[str]:
        """Offences that are not final, of those who are held."""
        held = self.held()
        return sorted(
            str(each["id"]) for who in self.ppos(area) if who in held
            for each in self.of(who) if each["status"] not in FINAL
        )  # fmt: skip
