"""Sharing as far as it needs a person: requests for what is withheld, and why somebody gets what."""
