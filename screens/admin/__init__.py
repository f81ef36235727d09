"""Accounts: the list of users, one account, account requests, and the review queue."""
