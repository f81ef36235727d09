"""Words that are stored and seen, as enums, one file a family."""
