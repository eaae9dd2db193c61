"""How windows and dialogs carry the practice band on top. The band itself says what it says elsewhere."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLayout, QMainWindow, QWidget, QWizard

from lmb_desktop.widgets.practice_band import PracticeBand


class TopBand(PracticeBand):
    """The band of one window."""

    def place_above(self, wizard: QWizard) -> None:
        """Lie across the top of a wizard and move what is inside it down; called after each of its resize events.

        QWizard has no slot for a band, and sizes its one inner widget as if nothing stood above it.
        """
        height = self.sizeHint().height()
        self.setGeometry(0, 0, wizard.width(), height)
        inner = wizard.button(QWizard.WizardButton.NextButton).parentWidget()
        if inner is not None and inner is not wizard:
            inner.setGeometry(0, height, wizard.width(), wizard.height() - height)
        self.raise_()


def add_band(window: QMainWindow | QDialog) -> TopBand:
    """Put the band across a window: under the menu bar of a main window, on top of a dialog or wizard.

    A main window or dialog must have its layout already; a wizard calls `place_above` whenever it is resized.
    """
    band = TopBand(window)
    band.resize(window.width(), band.sizeHint().height())
    if not isinstance(window, QWizard):
        # A layout keeps a place outside its margins for a menu bar; any widget may stand there.
        _layout_of(window).setMenuBar(band)
    return band


def is_banded(parent: QWidget | None) -> bool:
    """Tell whether the window of a part carries the band."""
    return parent is not None and parent.window().findChild(PracticeBand) is not None


def add_band_like(window: QDialog, parent: QWidget | None) -> TopBand | None:
    """Put the band across a dialog when the window it belongs to carries one."""
    return add_band(window) if is_banded(parent) else None


def _layout_of(window: QMainWindow | QDialog) -> QLayout:
    holder = window.centralWidget() if isinstance(window, QMainWindow) else window
    layout = holder.layout() if holder is not None else None
    if layout is None:
        raise ValueError("the band needs a window with a layout")
    return layout
