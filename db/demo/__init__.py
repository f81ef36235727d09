"""Deterministic, wholly invented data for trainers and for trying Tracker; nothing here is a real person."""
