"""Power searches: questions of a whole area, their rules, and what the record answers."""
