"""People from a plain CSV: the simplest list that an agency can send."""
