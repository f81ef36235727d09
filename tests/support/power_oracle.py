"""Says by slow and plain means what the power searches find in a file of invented people; and makes such files."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

Doc = dict[str, Any]
WORDS = {"BURG": "burglary", "THEFT": "theft", "ROBB": "robbery", "TWOC": "twoc"}
COUNTED = ("charged", "convicted", "sentenced")
FINAL = ("sentenced", "acquitted", "dismissed", "withdrawn", "discontinued", "cautioned", "set aside")
TRICKY = ("2024-02-29", "2023-05-31", "2023-04-30", "2023-03-01", "2007-09-24", "2022-12-31", "2024-03-31")


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
        return [each for each in self.doc["offences"] if each["person"] == person]

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

    def unfinalised(self, area: str) -> set[str]:
        """Offences that are not final, of those who are held."""
        held = self.held()
        return {
            str(each["id"]) for who in self.ppos(area) if who in held
            for each in self.of(who) if each["status"] not in FINAL
        }  # fmt: skip


def made(seed: int, *, people: int = 24) -> Doc:
    """A file with many values at the edges, and many missing."""
    draw = Random(seed)
    on = date.fromisoformat(TRICKY[seed % len(TRICKY)])
    areas: dict[str, Doc] = {"NAT": {"type": "national", "parent": None}, "REG": {"type": "region", "parent": "NAT"}}
    for force in "ABC":
        areas[force] = {"type": "force", "parent": "REG" if force != "C" else "NAT"}
        for number in "12":
            areas[force + number] = {"type": "cdrp", "parent": force}
    areas["A1W"] = {"type": "ward", "parent": "A1"}
    edges = [back(on, 12), back(on, 3), on, on.replace(day=1)]

    def near() -> str | None:
        if draw.random() < 0.12:
            return None
        return str(draw.choice(edges) + timedelta(days=draw.choice((-40, -1, -1, 0, 0, 1, 1, 5, 33))))

    def at(*, missing: float) -> str | None:
        return None if draw.random() < missing else draw.choice(["A1", "A2", "B1", "B2", "C1", "A1W", "C", "REG"])

    doc: Doc = {
        "as_of": str(on),
        "areas": areas,
        "persons": [],
        "ppo": [],
        "offences": [],
        "hearings": [],
        "batches": [],
    }
    for who in range(1, people + 1):
        doc["persons"].append({"id": who, "name": f"TEST{who:02d}, {draw.choice(('Ann', 'Bo'))}"})
        for _ in range(draw.choice((0, 1, 1, 1, 2))):
            until = draw.choice((None, None, str(on), str(on + timedelta(days=1)), str(on - timedelta(days=5))))
            since = draw.choice((str(on), "2000-01-01", "2000-01-01", str(on + timedelta(days=1))))
            home = draw.choice(["A1", "A2", "A1W", "B1", "C2", "A"])
            doc["ppo"].append({"person": who, "area": home, "from": since, "to": until})
        for _ in range(draw.randrange(6)):
            status = draw.choice((*COUNTED, *COUNTED, "acquitted", "dismissed", "withdrawn", "discontinued", "alleged"))
            first = near()
            last = str(date.fromisoformat(first) + timedelta(days=2)) if first and draw.random() < 0.15 else None
            doc["offences"].append({
                "id": len(doc["offences"]) + 1, "person": who, "date": first, "date_to": last, "status": status,
                "type": draw.choice(("BURG", "THEFT", "THEFT", "ROBB", "TWOC", None)), "area": at(missing=0.12),
                "convicted_on": near() if status in ("convicted", "sentenced") else None,
            })  # fmt: skip
    for week in (3, 2, 1, 0):
        rows = [{
            "person": who, "est": draw.choice(("LEEDS", "Leeds ", "HULL")),
            "status": draw.choice(("remand", "sentenced")),
            "hdced": draw.choice((None, str(on + timedelta(days=28)), str(on + timedelta(days=29)))),
            "release": draw.choice((None, *(str(on + timedelta(days=n)) for n in (-1, 0, 28, 29, 60)))),
        } for who in range(1, people + 1) if draw.random() < 0.6]  # fmt: skip
        batch = {"id": f"B{week}", "taken": str(on - timedelta(days=7 * week + 1)), "rows": rows}
        doc["batches"].append({**batch, "accepted": week != 1})
    return doc
