"""A link: an act beside the main path, or one that opens something in place. Opens nothing by itself."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolButton, QWidget

from lmb_desktop.widgets.icons import pixmap
from lmb_desktop.widgets.painting import focus_line
from lmb_desktop.widgets.tokens import Tokens, current_tokens

_CHEVRON = 16
_GAP = 4
_PADDING = 3
_LEAST_HEIGHT = 24


class LinkButton(QToolButton):
    """A flat button in accent ink, underlined while the mouse or the keyboard is on it."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, chevron: str = "") -> None:
        """Build the link; `chevron` names an icon that follows the text, `opens` or `opens-below`."""
        super().__init__(parent)
        self._chevron = chevron
        self.setText(text)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_chevron(self, chevron: str) -> None:
        """Show another icon after the text; an empty name shows none."""
        self._chevron = chevron
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, self.text())
        chevron = _CHEVRON + _GAP if self._chevron else 0
        return QSize(text.width() + chevron + 2 * _PADDING, max(_LEAST_HEIGHT, text.height() + 2 * _PADDING))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_text(painter, tokens)
        if self._chevron:
            self._paint_chevron(painter, tokens)
        if self.hasFocus():
            focus_line(painter, QRectF(self.rect()), colour=tokens.accent_ink, radius=4)

    def _paint_text(self, painter: QPainter, tokens: Tokens) -> None:
        font = self.font()
        font.setUnderline(self.isEnabled() and (self.underMouse() or self.hasFocus()))
        painter.setFont(font)
        painter.setPen(tokens.accent_ink if self.isEnabled() else tokens.disabled)
        shows = self.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, self)
        mnemonic = Qt.TextFlag.TextShowMnemonic if shows else Qt.TextFlag.TextHideMnemonic
        flags = mnemonic.value | Qt.AlignmentFlag.AlignVCenter.value
        chevron = _CHEVRON + _GAP if self._chevron else 0
        room = QRect(_PADDING, 0, self.width() - chevron - 2 * _PADDING, self.height())
        painter.drawText(QStyle.visualRect(self.layoutDirection(), self.rect(), room), flags, self.text())

    def _paint_chevron(self, painter: QPainter, tokens: Tokens) -> None:
        colour = tokens.accent_ink if self.isEnabled() else tokens.disabled
        room = QRect(self.width() - _CHEVRON - _PADDING, (self.height() - _CHEVRON) // 2, _CHEVRON, _CHEVRON)
        at = QStyle.visualRect(self.layoutDirection(), self.rect(), room).topLeft()
        drawn = pixmap(self._chevron, _CHEVRON, colour, dpr=self.devicePixelRatioF())
        if self._chevron == "opens" and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(2 * at.x() + _CHEVRON, 0)
            painter.scale(-1, 1)
        painter.drawPixmap(QPoint(at), drawn)
