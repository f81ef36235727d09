"""The published schema of SPI, where it lies beside the repository: its files are named as they name each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree


class Beside(etree.Resolver):
    """Finds a schema's neighbours, which were given with a prefix to their names."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def resolve(self, system_url: str, public_id: str, context: Any = None) -> Any:  # noqa: ANN401 - lxml's own
        """The file of that name with its prefix; nothing is fetched."""
        name = system_url.rpartition("/")[2]
        path = self.folder / (name if name.startswith("schema__") else f"schema__{name}")
        return self.resolve_filename(str(path), context)


def spi_schema(folder: Path) -> etree.XMLSchema:
    """The schema of resulted cases."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Beside(folder))
    return etree.XMLSchema(etree.parse(folder / "schema__CPP-StdProsPoliceResult-v1-2.xsd", parser))
