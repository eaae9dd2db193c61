"""The menu "It did not work…" of page 2: what people saw in Seller Central. Shows no message itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QMenu, QWidget

from lmb_desktop.pages.consent_troubles import CODES, SEEN, troubles


class TroubleMenu(QMenu):
    """Let the person choose what they saw."""

    chosen = Signal(str)
    """The name of a trouble."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        codes = QMenu(QCoreApplication.translate("SellerCentralPage", "The page shows an error code"), self)
        self._fill(self, SEEN[:1])
        self.addMenu(codes)
        self._fill(self, SEEN[1:])
        self._fill(codes, CODES)

    def _fill(self, menu: QMenu, names: Iterable[str]) -> None:
        known = troubles("")
        for name in names:
            entry = menu.addAction(known[name].label)
            entry.setObjectName(f"trouble_{name}")
            entry.triggered.connect(lambda _checked=False, name=name: self.chosen.emit(name))
