"""The chain of who did what: written with the act, in the act's own transaction."""
