"""Frozen values handed upstairs, one file a family; rows of the database never leave it."""
