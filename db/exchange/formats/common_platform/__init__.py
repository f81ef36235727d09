"""Common Platform: the hearing event, confirmed, updated or resulted."""
