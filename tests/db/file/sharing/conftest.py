"""The court whose agencies share by rule, and a terminal of it that is to PostgreSQL the application alone."""

from tests.support.app_login import house, terminal
from tests.support.sharing_court import sharing

__all__ = ["house", "sharing", "terminal"]
