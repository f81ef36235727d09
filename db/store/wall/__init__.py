"""PostgreSQL as the second wall: roles, the session's own functions, row security on every table."""
