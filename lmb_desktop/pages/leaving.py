"""Leaving the wizard: a save that has begun tells its outcome before the window goes for good. Shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from lmb_desktop.pages.page import AccountPage
from lmb_desktop.widgets.question import Question

translate = QCoreApplication.translate


class Leaving(QObject):
    """Stop the work of the pages, and do what follows once nothing is being saved any more."""

    def __init__(self, pages: Sequence[AccountPage], parent: QObject) -> None:
        """Watch over the pages of one wizard."""
        super().__init__(parent)
        self._pages = pages
        self._waiting: list[Callable[[], None]] = []
        for page in pages:
            # From the event loop: one save may be followed by another at once.
            page.settled.connect(lambda: QTimer.singleShot(0, self, self._look))

    def begin(self) -> None:
        """Stop what can be stopped; what cannot be shown on the pages any more is told elsewhere."""
        for page in self._pages:
            page.is_left = True
            page.stop_work()

    def when_settled(self, then: Callable[[], None]) -> None:
        """Do something now, or after the save that is under way."""
        self._waiting.append(then)
        self._look()

    def _look(self) -> None:
        if any(page.is_saving() for page in self._pages):
            return
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()


def leave_question() -> Question:
    """Return what is asked where typed details would be lost."""
    return Question(
        translate("AccountWizard", "Leave without saving?"),
        translate("AccountWizard", "The Amazon details have not been verified, so nothing is kept."),
        stay=translate("AccountWizard", "Keep going"),
        go=translate("AccountWizard", "Leave"),
    )
