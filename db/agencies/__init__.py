"""Agencies, courts and rooms, as a reader sees them."""
