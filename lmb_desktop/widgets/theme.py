"""Fits the application's palette and the heights of native controls to the tokens. Paints nothing itself."""

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from lmb_desktop.widgets.colours import mix
from lmb_desktop.widgets.tokens import Tokens, tokens_for

_COMFORT = 1.8
_BUTTON_PADDING = 36
_TEXT_MARGIN = 4
_FIELDS = ("QRadioButton", "QCheckBox", "QLineEdit", "QComboBox")
_BUTTONS = ("QPushButton", "QToolButton")


def apply_theme(app: QApplication) -> None:
    """Write our colours into the application's palette now and after every change of it."""
    if app.findChild(Theme) is None:
        Theme(app)


def comfortable_height(widget: QWidget) -> int:
    """Return the least height of a control in device-independent pixels; 0 on macOS, whose style draws fixed sizes."""
    return 0 if sys.platform == "darwin" else round(widget.fontMetrics().height() * _COMFORT)


def make_comfortable(root: QWidget) -> None:
    """Give line edits, combo boxes and push buttons below a widget, and itself, comfortable heights and widths."""
    if sys.platform == "darwin":
        return
    for control in (root, *root.findChildren(QWidget)):
        _make_one_comfortable(control)


def is_fusion(widget: QWidget) -> bool:
    """Tell whether the widget is drawn by Qt's own style, which no desktop provides."""
    return widget.style().name().lower() == "fusion"


def _make_one_comfortable(control: QWidget) -> None:
    if not isinstance(control, QLineEdit | QComboBox | QPushButton) or isinstance(control.parent(), QComboBox):
        return
    control.setMinimumHeight(comfortable_height(control))
    if isinstance(control, QLineEdit):
        control.setTextMargins(_TEXT_MARGIN, 0, _TEXT_MARGIN, 0)
    if isinstance(control, QComboBox) and (line := control.lineEdit()) is not None:
        line.setTextMargins(_TEXT_MARGIN, 0, _TEXT_MARGIN, 0)
    if isinstance(control, QPushButton):
        text_width = control.fontMetrics().horizontalAdvance(control.text().replace("&", ""))
        control.setMinimumWidth(max(control.minimumWidth(), text_width + _BUTTON_PADDING))


class Theme(QObject):
    """Owned by the application; listens for palette changes and corrects the palette without answering itself."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._is_applying = False
        app.paletteChanged.connect(self._on_palette_changed)
        self._apply()

    def _on_palette_changed(self, palette: QPalette) -> None:
        if not self._is_applying:
            self._apply()

    def _apply(self) -> None:
        self._is_applying = True
        try:
            self._write_muted(tokens_for(QApplication.palette()))
            if self._app.style().name().lower() == "fusion":
                self._write_borders(tokens_for(QApplication.palette()))
        finally:
            self._is_applying = False

    def _write_muted(self, tokens: Tokens) -> None:
        palette = QApplication.palette()
        if palette.color(QPalette.ColorRole.PlaceholderText) != tokens.muted:
            palette.setColor(QPalette.ColorRole.PlaceholderText, tokens.muted)
            self._app.setPalette(palette)

    def _write_borders(self, tokens: Tokens) -> None:
        # Fusion draws borders in Window darkened by 1.4, too faint to see; these widgets use Window for nothing else.
        for names, border in ((_FIELDS, tokens.edge), (_BUTTONS, _softer(tokens))):
            palette = QApplication.palette()
            palette.setColor(QPalette.ColorRole.Window, border.lighter(140))
            for name in names:
                # PySide 6.11 takes text here and refuses the bytes that its own stubs ask for.
                QApplication.setPalette(palette, name)  # type: ignore[arg-type]


def _softer(tokens: Tokens) -> QColor:
    return tokens.edge if tokens.is_high_contrast else mix(tokens.edge, tokens.page, 0.8)
