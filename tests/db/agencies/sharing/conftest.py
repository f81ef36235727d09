"""The court whose agencies share by rule."""

from tests.support.sharing_court import sharing

__all__ = ["sharing"]
