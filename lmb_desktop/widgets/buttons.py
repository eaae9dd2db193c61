"""Push buttons that can stand out as the next thing to do. Everywhere but on Fusion the platform paints them."""

import sys

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QWidget

from lmb_desktop.widgets.colours import mix
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.theme import comfortable_height, is_fusion
from lmb_desktop.widgets.tokens import current_tokens

__all__ = ["LinkButton", "MainButton", "can_be_filled", "make_filled_when_default", "paint_filled"]

_RADIUS = 4.0
_PADDING = 36
_ICON_GAP = 8
_HOVER = 0.08
_PRESSED = 0.16
_MARGIN = 1.0


class MainButton(QPushButton):
    """A push button that is filled with the accent while it is marked as the page's main step."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Build an ordinary button; `setMainStep` makes it stand out."""
        super().__init__(text, parent)
        self._is_main_step = False

    def setMainStep(self, is_main_step: bool) -> None:
        """Mark the button as the next thing to do, or take the mark away; spelt like Qt's own setDefault."""
        self._is_main_step = is_main_step
        self.update()

    def is_main_step(self) -> bool:
        """Tell whether the button is marked as the next thing to do."""
        return self._is_main_step

    def is_filled(self) -> bool:
        """Tell whether we paint the button ourselves now."""
        return self._is_main_step and can_be_filled(self)

    def sizeHint(self) -> QSize:
        return _comfortable(self, super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return _comfortable(self, super().minimumSizeHint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A key that is held down presses once: what the first press brought must be seen before it is confirmed.
        if event.isAutoRepeat():
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_filled():
            paint_filled(self)
        else:
            super().paintEvent(event)


def make_filled_when_default(button: QPushButton) -> None:
    """Let a button that someone else creates, such as one of a QDialogButtonBox, be filled while it is the default."""
    _FillWhenDefault(button)


def can_be_filled(button: QPushButton) -> bool:
    """Tell whether a main step is painted by us here: on Fusion, outside high contrast, while enabled."""
    return is_fusion(button) and button.isEnabled() and not current_tokens().is_high_contrast


def paint_filled(button: QPushButton) -> None:
    """Draw a push button filled with the accent."""
    tokens = current_tokens()
    share = _PRESSED if button.isDown() else _HOVER if button.underMouse() else 0.0
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mix(tokens.ink, tokens.accent, share))
    box = QRectF(button.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
    painter.drawRoundedRect(box, _RADIUS, _RADIUS)
    if button.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.on_accent, 1))
        painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), _RADIUS - 1, _RADIUS - 1)
    painter.setPen(tokens.on_accent)
    _draw_label(button, painter)


def _draw_label(button: QPushButton, painter: QPainter) -> None:
    flags = _label_flags(button)
    text_width = button.fontMetrics().size(flags, button.text()).width()
    icon_width = 0 if button.icon().isNull() else button.iconSize().width()
    gap = _ICON_GAP if icon_width else 0
    left = (button.width() - icon_width - gap - text_width) / 2
    is_mirrored = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if icon_width:
        at = QPointF(button.width() - left - icon_width if is_mirrored else left, (button.height() - icon_width) / 2)
        drawn = button.icon().pixmap(button.iconSize(), button.devicePixelRatioF(), QIcon.Mode.Selected)
        painter.drawPixmap(at, drawn)
    text_left = left if is_mirrored else left + icon_width + gap
    painter.drawText(QRect(round(text_left), 0, text_width + 1, button.height()), flags, button.text())


def _label_flags(button: QPushButton) -> int:
    shows = button.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, button)
    mnemonic = Qt.TextFlag.TextShowMnemonic if shows else Qt.TextFlag.TextHideMnemonic
    return mnemonic.value | Qt.AlignmentFlag.AlignVCenter.value


def _comfortable(button: QPushButton, hint: QSize) -> QSize:
    if sys.platform == "darwin":
        return hint
    icon_width = 0 if button.icon().isNull() else button.iconSize().width() + _ICON_GAP
    text_width = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, button.text()).width()
    return hint.expandedTo(QSize(text_width + icon_width + _PADDING, comfortable_height(button)))


class _FillWhenDefault(QObject):
    """Answers the paint events of one button while it is the default."""

    def __init__(self, button: QPushButton) -> None:
        super().__init__(button)
        self._button = button
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not self._button.isDefault() or not can_be_filled(self._button):
            return False
        paint_filled(self._button)
        return True
