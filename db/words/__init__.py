"""Words every part shares: enums, errors, clock, keys, text, dates and identifiers; imports nothing of Tracker."""
