"""SignInRoom: a sign-in stands in a dialog itself, in the place of its content, and gets the room it needs."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QWidget

from lmb_desktop.shell.half_dialog import HalfDialog
from lmb_desktop.widgets.ledger_sign_in import Stage
from lmb_desktop.widgets.sizes import clipped_to_screen

VIEW_ROOM = QSize(760, 760)
STEP_ROOM = QSize(680, 620)
"""Least room for a provider's page, and for what comes before and after it."""


class SignInRoom:
    """Show a dialog's own content, or the sign-in instead; a web page gets head and foot too."""

    def __init__(self, dialog: HalfDialog, panel: QWidget) -> None:
        self._dialog = dialog
        self._panel = panel
        self._usual_size: QSize | None = None
        dialog.body.insertWidget(dialog.body.indexOf(dialog.place) + 1, panel, 1)
        panel.hide()

    def show_stage(self, stage: Stage) -> None:
        """Show what belongs to this stage of the sign-in."""
        is_idle = stage is Stage.CLOSED
        self._dialog.show_frame(is_shown=stage is not Stage.VIEW)
        self._dialog.show_buttons(stage is not Stage.VIEW)
        self._dialog.place.setVisible(is_idle)
        self._panel.setVisible(not is_idle)

    def resize_for(self, stage: Stage) -> None:
        """Make room for this stage, or give it back."""
        if stage is Stage.CLOSED:
            self._give_back()
        else:
            self._take(VIEW_ROOM if stage is Stage.VIEW else STEP_ROOM)

    def _take(self, room: QSize) -> None:
        if self._usual_size is None:
            self._usual_size = self._dialog.size()
        self._dialog.is_fitting = False
        self._dialog.resize(clipped_to_screen(self._dialog, room.expandedTo(self._usual_size)))

    def _give_back(self) -> None:
        if self._usual_size is not None:
            usual, self._usual_size = self._usual_size, None
            self._dialog.is_fitting = True
            self._dialog.resize(usual)
        QTimer.singleShot(0, self._dialog, self._dialog.fit_height)
