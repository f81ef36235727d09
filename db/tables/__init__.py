"""Every stored row as a SQLModel table, one file a family; each names its reach and sharing category."""
