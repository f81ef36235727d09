"""The base of every family of words: a stored value and the label that a user reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored word with a label; written `NAME = "value", "label"`."""

    _label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Keeps the label beside the value."""
        word = str.__new__(cls, value)
        word._value_ = value
        word._label = label
        return word

    @property
    def label(self) -> str:
        """What a user reads."""
        return self._label
