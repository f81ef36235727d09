"""Single justice procedure: cases as they are received."""
