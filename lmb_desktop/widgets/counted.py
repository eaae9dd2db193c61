"""Texts that carry a number. Languages with several plural forms get them from the translation files."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def counted(context: str, text: str, count: int) -> str:
    """Translate a text with "%n" in it; in English "(s)" becomes the plural's ending or nothing."""
    return QCoreApplication.translate(context, text, None, count).replace("(s)", "" if count == 1 else "s")
