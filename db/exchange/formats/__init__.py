"""Readers, one folder a system: bytes in, frozen records out, no database."""
