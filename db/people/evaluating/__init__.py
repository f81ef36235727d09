"""Matching tried on records of known people: files in, links and figures out; no database is asked."""
