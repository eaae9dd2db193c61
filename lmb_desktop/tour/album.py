"""The album: numbered pictures of the windows, and a printed line for each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from lmb_desktop.tour.hands import take_picture


class Album:
    """Save a PNG of every step in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, widget: QWidget, name: str, text: str) -> None:
        """Take a picture of a window and print what it shows; raises OSError when it cannot be written."""
        self._count += 1
        path = self._folder / f"{self._count:02}-{name}.png"
        take_picture(widget, path)
        print(f"{self._count:02} {text}: {path.name}", flush=True)

    def take_all(self, name: str) -> None:
        """Take a picture of every window that is open."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.width() > 1:
                self.take(window, f"{name}-{window.objectName() or 'window'}", "What was on the screen")
