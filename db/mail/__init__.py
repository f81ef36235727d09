"""Subscriptions to weekly lists, and the mail that carries them: decided, made, encrypted, sent once."""
