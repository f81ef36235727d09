"""Words every part shares: enums, errors, clock, keys, text, dates, identifiers; imports no other room."""
