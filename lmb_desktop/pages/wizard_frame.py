"""WizardFrame: how the wizard looks on every platform: style, buttons, side list, practice band, sizes. No flow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget, QWizard

from lmb_desktop.widgets.banded import TopBand, add_band
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.sizes import clipped_to_screen
from lmb_desktop.widgets.step_list import StepList

DEFAULT_SIZE = QSize(928, 640)
LEAST_SIZE = QSize(848, 600)
SIGN_IN_SIZE = QSize(928, 800)
LEAVING = (QWizard.WizardButton.BackButton, QWizard.WizardButton.CancelButton)


class WizardFrame(QWizard):
    """The frame of a wizard; what stands in it is for others to say."""

    leave_practice_wanted = Signal()
    """The link in the practice band was pressed."""
    help_wanted = Signal(str)
    """Help is wanted, at this place."""

    def __init__(self, parent: QWidget | None, *, is_practice: bool) -> None:
        super().__init__(parent)
        self._usual_size: QSize | None = None
        self._band: TopBand | None = None
        self._steps = StepList(
            self.tr("Add account"),
            self.tr("Each half is saved as soon as it works. You can close this window and finish later."),
        )
        self._set_style()
        self._set_buttons()
        if is_practice:
            self._band = add_band(self)
            self._band.leave_requested.connect(self.leave_practice_wanted)
        self._set_sizes()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_focus)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the margins off the side list; they exist only once the wizard is shown."""
        super().showEvent(event)
        holder = self._steps.parentWidget()
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the practice band across the top; QWizard has no place for it."""
        super().resizeEvent(event)
        if self._band is not None:
            self._band.place_above(self)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text; what the person made larger stays so."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.isVisible():
            QTimer.singleShot(0, self, self._grow)

    def _set_style(self) -> None:
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        option = QWizard.WizardOption
        options = (
            option.IgnoreSubTitles
            | option.ExtendedWatermarkPixmap
            | option.NoDefaultButton
            | option.NoBackButtonOnStartPage
            | option.NoBackButtonOnLastPage
            | option.NoCancelButtonOnLastPage
        )
        self.setOptions(options)
        self.setSideWidget(self._steps)
        self.setWindowModality(Qt.WindowModality.WindowModal if self.parentWidget() else Qt.WindowModality.NonModal)

    def _set_buttons(self) -> None:
        kind = QWizard.WizardButton
        texts = {
            kind.BackButton: self.tr("&Back"),
            kind.NextButton: self.tr("&Next"),
            kind.FinishButton: self.tr("&Finish"),
            kind.CancelButton: self.tr("Cancel"),
        }
        for which, text in texts.items():
            self.setButton(which, MainButton(text))
            self.setButtonText(which, text)

    def _set_sizes(self) -> None:
        band = self._band.height() if self._band is not None else 0
        self.setMinimumSize(clipped_to_screen(self, LEAST_SIZE + QSize(0, band)))
        self.resize(self._wanted_size())

    def _wanted_size(self) -> QSize:
        band = self._band.height() if self._band is not None else 0
        height = self.fontMetrics().height()
        wanted = DEFAULT_SIZE.expandedTo(QSize(54 * height, 38 * height)) + QSize(0, band)
        return clipped_to_screen(self, wanted)

    def _grow(self) -> None:
        wanted = self._wanted_size()
        if self._usual_size is not None:
            self._usual_size = self._usual_size.expandedTo(wanted)
        self._steps.updateGeometry()
        self.resize(self.size().expandedTo(wanted))

    def _keep_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Mend what the focus does by itself.

        While QWizard updates its buttons it hides everything in it for a moment, and the focus flees to the band. And
        from a button that is switched off while something runs it falls on Back or Cancel, where one Enter too many
        would leave the page.
        """
        if before is None or now is None or not self.isAncestorOf(before):
            return
        if not self.updatesEnabled() and self._band is not None and self._band.isAncestorOf(now):
            QTimer.singleShot(0, before, before.setFocus)
        elif not before.isEnabled() and any(now is self.button(kind) for kind in LEAVING):
            QTimer.singleShot(0, self, self._park_focus)

    def _park_focus(self) -> None:
        page = self.currentPage()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def make_room(self, is_wanted: bool) -> None:
        """Grow while a sign-in page is shown, where the screen allows, and return afterwards."""
        if is_wanted and self._usual_size is None:
            self._usual_size = self.size()
            self.resize(clipped_to_screen(self, SIGN_IN_SIZE.expandedTo(self.size())))
        elif not is_wanted and self._usual_size is not None:
            self.resize(self._usual_size)
            self._usual_size = None
