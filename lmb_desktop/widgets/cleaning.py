"""Text is cleaned while it comes into a line, and a line takes no more than it can need. Judges nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit

Clean = Callable[[str], str]

NAME_ROOM = 200
ID_ROOM = 200
SECRET_ROOM = 10_000
ADDRESS_ROOM = 20_000
"""How many characters lines take: far more than is allowed, so that too long is said in words, and far less than what
makes the window stand still when a whole file is pasted."""


class CleaningValidator(QValidator):
    """Clean whatever comes into a line, however it comes: typed, pasted, dropped or set."""

    def __init__(self, clean: Clean, parent: QLineEdit) -> None:
        super().__init__(parent)
        self._clean = clean

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Accept everything, cleaned; the cursor stays behind the same character."""
        cleaned = self._clean(text)
        behind = len(self._clean(text[:position]))
        return QValidator.State.Acceptable, cleaned, min(behind, len(cleaned))
