"""The type scale, as factors on the application's font, and the label that follows it. No family, no pixel size."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lmb_desktop.widgets.breakable import BreakableLabel
from lmb_desktop.widgets.tokens import current_tokens


@dataclass(frozen=True)
class _Step:
    factor: float
    weight: QFont.Weight


# Height of a line of the system's text on most desktops, in device-independent pixels.
_USUAL_HEIGHT = 17

_SCALE = {
    "title": _Step(1.5, QFont.Weight.DemiBold),
    "pane-title": _Step(1.25, QFont.Weight.DemiBold),
    "section": _Step(1.12, QFont.Weight.DemiBold),
    "strong": _Step(1.0, QFont.Weight.DemiBold),
    "label": _Step(1.0, QFont.Weight.Medium),
    "header": _Step(0.95, QFont.Weight.Medium),
    "body": _Step(1.0, QFont.Weight.Normal),
    "small": _Step(0.95, QFont.Weight.Normal),
    "fixed": _Step(0.95, QFont.Weight.Normal),
}


def font_for(role: str, base: QFont) -> QFont:
    """Return the font of a role, scaled from the base font. Raises KeyError for an unknown role."""
    step = _SCALE[role]
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont) if role == "fixed" else QFont(base)
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * step.factor)
    else:
        font.setPixelSize(round(base.pixelSize() * step.factor))
    font.setWeight(step.weight)
    return font


def text_growth(widget: QWidget) -> float:
    """Return how much larger than usual the text of a widget is, never below 1; drawings beside text grow with it."""
    return max(1.0, widget.fontMetrics().height() / _USUAL_HEIGHT)


class TextLabel(BreakableLabel):
    """Shows plain text in one role of the type scale; wrapped text is never cut to fewer lines than it needs."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        muted: bool = False,
        wrap: bool = False,
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Build the label; `tone` names a token, such as `urgent_ink`, for text in the colour of a state."""
        super().__init__(parent)
        self._tone = tone
        self._role = ""
        # Texts may come from a service; plain text keeps markup in them harmless.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.set_role(role)
        self.set_muted(muted)
        self.setText(text)
        # A font of its own hides the application's changes from a label, and only windows get the event.
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.fontChanged.connect(self._on_font_changed)

    def set_muted(self, muted: bool) -> None:
        """Write the text in the quiet colour, or back in ink."""
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.NoRole)

    def set_tone(self, tone: str) -> None:
        """Write the text in the colour of a token; an empty name goes back to ink or muted."""
        self._tone = tone
        self.update()

    def set_role(self, role: str) -> None:
        """Change the place in the type scale."""
        if role != self._role:
            self._role = role
            self._on_font_changed()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self.wordWrap() and self.width() > 0 and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            hint.setHeight(max(hint.height(), self.heightForWidth(self.width())))
        return hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._tone or not self.isEnabled():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(getattr(current_tokens(), self._tone))
        flags = self.alignment().value
        if self.buddy() is not None:
            # As QLabel does: without a buddy, "&" is a part of the text.
            flags |= Qt.TextFlag.TextShowMnemonic.value
        if self.wordWrap():
            flags |= Qt.TextFlag.TextWordWrap.value
        painter.drawText(self.contentsRect(), flags, QLabel.text(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wordWrap() and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _on_font_changed(self) -> None:
        self.setFont(font_for(self._role, QApplication.font()))
