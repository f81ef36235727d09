"""Probation's case record: people, sentences, supervision, risk and reports, one JSON answer at a time."""
