"""Stays in custody: episodes as agencies report them, and what they mean today."""
