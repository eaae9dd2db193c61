"""The busy rings of the list: while accounts are checked their two columns of signs are painted anew, nothing else."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from lmb_desktop.shell.account_row_painting import RowPainter
from lmb_desktop.widgets.busy_ring import busy_ticker, is_motion_reduced


class TurningRings(QObject):
    """Let the rings of one list turn."""

    def __init__(self, viewport: QWidget, rows: RowPainter) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._rows = rows
        self._is_turning = False

    def turn(self, is_wanted: bool) -> None:
        """Begin or end to turn, where the system wants motion."""
        wants_ticks = is_wanted and not is_motion_reduced(self._viewport)
        if wants_ticks == self._is_turning:
            return
        self._is_turning = wants_ticks
        ticker = busy_ticker()
        if wants_ticks:
            ticker.ticked.connect(self._on_ticked)
            ticker.start()
        else:
            ticker.ticked.disconnect(self._on_ticked)
            ticker.stop()

    def _on_ticked(self) -> None:
        self._viewport.update(self._rows.signs())
