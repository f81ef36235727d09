"""LIBRA, the magistrates' case system: its court list in XML and JSON, and its single case."""
