"""Users, roles, sign-in and what a password is allowed to be."""
