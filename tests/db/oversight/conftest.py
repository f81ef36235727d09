"""A court on PostgreSQL, and a terminal of it that is to the database the application alone."""

from tests.support.app_login import house, terminal

__all__ = ["house", "terminal"]
