"""What agencies hold of a person beyond the court's own record: read for the file, entered and ended by its owner."""
