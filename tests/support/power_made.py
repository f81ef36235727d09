"""Makes files of invented people for the power searches, with many values at the edges, and many missing."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.support.power_oracle import COUNTED, Doc, back

TRICKY = ("2024-02-29", "2023-05-31", "2023-04-30", "2023-03-01", "2007-09-24", "2022-12-31", "2024-03-31")


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
    doc["by_hand"] = by_hand(draw, on, doc)
    return doc


def by_hand(draw: Random, on: date, doc: Doc) -> list[Doc]:
    """What police enter about registered people: new offences, and some that a case has too."""
    found = []
    for who in sorted({each["person"] for each in doc["ppo"]}):
        cases = [each for each in doc["offences"] if each["person"] == who and each["type"] and each["date"]]
        for _ in range(draw.randrange(3)):
            first = on - timedelta(days=draw.choice((0, 1, 30, 91, 92, 93, 364, 365, 366)))
            arrested = first + timedelta(days=1)
            charged = draw.choice((None, arrested, arrested + timedelta(days=3)))
            outcome = draw.choice((None, None, "convicted", "acquitted", "withdrawn", "dismissed", "discontinued"))
            entry = {
                "person": who, "date": draw.choice((None, str(first), str(first))),
                "area": draw.choice(("A1", "B1", None)),
                "type": draw.choice(("BURG", "THEFT", "ROBB")), "arrested_on": str(arrested),
                "charged_on": str(charged) if charged else None, "outcome": outcome,
                "decided_on": str((charged or arrested) + timedelta(days=draw.choice((0, 9)))) if outcome else None,
            }  # fmt: skip
            if cases and draw.random() < 0.4:
                same = draw.choice(cases)
                entry |= {"type": same["type"], "date": same.get("date_to") or same["date"]}
                entry |= {"arrested_on": entry["date"], "charged_on": None, "outcome": None, "decided_on": None}
            entry["convicted_on"] = entry["decided_on"] if outcome == "convicted" and entry["outcome"] else None
            found.append(entry)
    return found
