"""Frozen values handed from the record to screens and commands, one file a family."""
