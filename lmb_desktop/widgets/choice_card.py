"""A large radio button with a title and up to two kinds of lines. Its group moves the focus between such cards."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from lmb_desktop.widgets.colours import mix
from lmb_desktop.widgets.painting import disc, focus_line, mirrored, panel, ring
from lmb_desktop.widgets.tokens import Tokens, current_tokens
from lmb_desktop.widgets.typography import font_for, text_growth

_RADIUS = 8.0
_DOT = 8.0
_BETWEEN_LINES = 4.0
_HOVER = 0.04
_BORDER = 0.7
_FOCUS_GAP = 3.0
_WRAP = Qt.TextFlag.TextWordWrap.value


class ChoiceCard(QAbstractButton):
    """One of several choices; the whole card can be pressed."""

    double_clicked = Signal(str)
    key_pressed = Signal(QKeyEvent)

    def __init__(
        self,
        key: str,
        title: str,
        line: str = "",
        *,
        detail: str = "",
        is_small: bool = False,
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the card; `key` names the choice, `spoken` replaces what screen readers say before ", chosen"."""
        super().__init__(parent)
        self._key = key
        self._line = line
        self._detail = detail
        self._is_small = is_small
        self._shows_focus = True
        self._spoken = spoken or ", ".join(text for text in (title, line, detail) if text)
        self.setText(title)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._name)
        self._name()

    def key(self) -> str:
        """Return which choice this is."""
        return self._key

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._shows_focus = True
        event.ignore()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.setChecked(True)
            self.double_clicked.emit(self._key)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(sum(box.height() for _, box in self._texts(width)) + self._gaps() + 2 * self._above())

    def sizeHint(self) -> QSize:
        wide = max(QFontMetricsF(font).horizontalAdvance(text) for text, font in self._styled())
        least = 0 if self._is_small else 14 * self.fontMetrics().height()
        width = max(least, round(min(wide, 26 * self.fontMetrics().height()) + self._text_left() + self._right() + 1))
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        title = QFontMetricsF(self._styled()[0][1]).horizontalAdvance(self.text())
        width = round(title + self._text_left() + self._right() + 1)
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, tokens)
        self._paint_dot(painter, tokens)
        inks = self._inks(tokens)
        for (text, box), (_, font), ink in zip(self._texts(self.width()), self._styled(), inks, strict=True):
            painter.setFont(font)
            painter.setPen(ink if self.isEnabled() else tokens.disabled)
            painter.drawText(self._placed(box), _WRAP, text)

    def _paint_ground(self, painter: QPainter, tokens: Tokens) -> None:
        is_chosen = self.isChecked()
        ground = tokens.accent_wash if is_chosen else tokens.page
        if self.underMouse() and self.isEnabled() and not is_chosen and not tokens.is_high_contrast:
            ground = mix(tokens.ink, ground, _HOVER)
        panel(
            painter,
            QRectF(self.rect()),
            ground=ground,
            border=tokens.accent_ink if is_chosen else _quiet_border(tokens),
            width=2.0 if is_chosen else tokens.border_width,
            radius=_RADIUS,
        )
        if self.hasFocus() and self._shows_focus:
            box = QRectF(self.rect()).adjusted(_FOCUS_GAP, _FOCUS_GAP, -_FOCUS_GAP, -_FOCUS_GAP)
            focus_line(painter, box, colour=tokens.accent_ink, radius=_RADIUS - _FOCUS_GAP)

    def _paint_dot(self, painter: QPainter, tokens: Tokens) -> None:
        centre_y = self._above() + QFontMetricsF(self._styled()[0][1]).height() / 2
        centre_x = (10.0 if self._is_small else 16.0) + self._dot()
        centre = QPointF(self.width() - centre_x if self._is_mirrored() else centre_x, centre_y)
        if self.isChecked():
            disc(painter, centre, self._dot(), colour=tokens.accent_ink)
            disc(painter, centre, self._dot() * 0.42, colour=tokens.page)
        else:
            ring(painter, centre, self._dot(), colour=tokens.edge, width=1.5)

    def _texts(self, width: int) -> list[tuple[str, QRectF]]:
        room = max(1.0, width - self._text_left() - self._right())
        at, texts = self._above(), []
        for text, font in self._styled():
            height = QFontMetricsF(font).boundingRect(QRectF(0, 0, room, 10_000), _WRAP, text).height()
            texts.append((text, QRectF(self._text_left(), at, room, height)))
            at += height + _BETWEEN_LINES
        return texts

    def _styled(self) -> list[tuple[str, QFont]]:
        roles = (
            (self.text(), "body" if self._is_small else "section"),
            (self._line, "body"),
            (self._detail, "small"),
        )
        return [(text, font_for(role, QApplication.font())) for text, role in roles if text]

    def _inks(self, tokens: Tokens) -> list[QColor]:
        kinds = ((self.text(), tokens.ink), (self._line, tokens.ink), (self._detail, tokens.muted))
        return [ink for text, ink in kinds if text]

    def _gaps(self) -> float:
        return _BETWEEN_LINES * (len(self._styled()) - 1)

    def _above(self) -> float:
        return 10.0 if self._is_small else 16.0

    def _text_left(self) -> float:
        return (34.0 if self._is_small else 44.0) + 2 * (self._dot() - _DOT)

    def _dot(self) -> float:
        return _DOT * text_growth(self)

    def _right(self) -> float:
        return 8.0 if self._is_small else 16.0

    def _placed(self, box: QRectF) -> QRectF:
        return mirrored(box, self.width(), self._is_mirrored())

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _name(self) -> None:
        name = self.tr("{0}, chosen").format(self._spoken) if self.isChecked() else self._spoken
        self.setAccessibleName(name)


def _quiet_border(tokens: Tokens) -> QColor:
    return tokens.edge if tokens.is_high_contrast else mix(tokens.edge, tokens.page, _BORDER)
