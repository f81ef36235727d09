"""Writes the peer of a one-row command: a script with Typer and SQLModel, as many tables, one row read."""

from __future__ import annotations

from pathlib import Path

HEAD = """import uuid
from datetime import date, datetime, time

import typer
from sqlmodel import Field, Session, SQLModel, create_engine, select

app = typer.Typer(add_completion=False, rich_markup_mode=None)
"""
TAIL = """

@app.command()
def show(path: str) -> None:
    with Session(create_engine(f"sqlite:///{path}")) as session:
        print(session.exec(select(Table0)).first())


if __name__ == "__main__":
    app()
"""
# Our column types in the plain ones that anybody would write.
PLAIN = {"Key": "uuid.UUID", "Integer": "int", "BigInteger": "int", "Boolean": "bool", "Date": "date", "Time": "time"}
PLAIN |= {"Moment": "datetime", "LargeBinary": "bytes", "Float": "float"}


def write(folder: Path) -> tuple[Path, Path]:
    """The script and its database of one row; as many tables and columns as the product maps, plainly typed."""
    # The product's tables are counted, not used.
    from db.tables.registry import models

    lines = [HEAD]
    models()
    from sqlmodel import SQLModel

    tables = list(SQLModel.metadata.tables.values())
    for number, table in enumerate(tables):
        lines.append(f"\n\nclass Table{number}(SQLModel, table=True):")
        lines.append("    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)")
        for place, column in enumerate(list(table.columns)[1:]):
            kind = PLAIN.get(type(column.type).__name__, "str")
            lines.append(f"    c{place}: {kind} | None = Field(default=None, index={bool(column.index)})")
    script = folder / "peer_models.py"
    script.write_text("\n".join(lines) + "\n" + TAIL, "utf-8")
    # Imported from a file of two lines, so that its tables come from a compiled file as ours do.
    begin = folder / "peer.py"
    begin.write_text("from peer_models import app\n\napp()\n", "utf-8")
    return begin, folder / "peer.db"


MAKE_ROW = """
import sys
sys.argv = ["peer"]
import peer_models as m
engine = m.create_engine("sqlite:///peer.db")
m.SQLModel.metadata.create_all(engine)
with m.Session(engine) as session:
    session.add(m.Table0())
    session.commit()
"""
