"""Code lists that the record is checked against: courts, police forces and, later, more."""
