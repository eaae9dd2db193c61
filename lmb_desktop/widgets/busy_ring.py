"""The sign that work goes on, and the one timer that turns every such sign. Knows nothing about the work."""

from PySide6.QtCore import QMetaMethod, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStyle, QWidget

from lmb_desktop.widgets.colours import mix
from lmb_desktop.widgets.painting import ring
from lmb_desktop.widgets.tokens import Tokens, current_tokens
from lmb_desktop.widgets.typography import text_growth

_STEPS = 8
_STEP_MS = 1000 // _STEPS
_DEGREES_PER_STEP = 270 / _STEPS
_ARC_DEGREES = 90
_TRACK_SHARE = 0.22


class BusyTicker(QObject):
    """The timer that all busy signs share; it runs only while something is busy. Get it from `busy_ticker`."""

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        """Build the timer, at rest."""
        super().__init__(parent)
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Turn, for a busy sign that has connected itself to `ticked`."""
        if not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Rest, unless another busy sign is still connected to `ticked`."""
        # Asked of Qt, because it forgets the connection of a sign that is deleted while it turns.
        if not self.isSignalConnected(QMetaMethod.fromSignal(self.ticked)):
            self._timer.stop()

    def is_running(self) -> bool:
        """Tell whether anything is busy."""
        return self._timer.isActive()

    def angle(self) -> float:
        """Return how far a busy sign has turned, in degrees clockwise."""
        return (self._step * _DEGREES_PER_STEP) % 360

    def _on_timeout(self) -> None:
        self._step += 1
        self.ticked.emit()
        self.stop()


def busy_ticker() -> BusyTicker:
    """Return the application's one ticker; the application owns it."""
    app = QApplication.instance()
    if app is None:
        raise RuntimeError("a busy sign needs an application")
    return app.findChild(BusyTicker) or BusyTicker(app)


def is_motion_reduced(widget: QWidget) -> bool:
    """Tell whether the system asks for no animations."""
    return widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) == 0


def paint_busy_ring(painter: QPainter, box: QRectF, *, tokens: Tokens, angle: float) -> None:
    """Draw the busy sign into a square, turned by an angle in degrees."""
    width = max(1.5, box.width() / 10)
    centre = QPointF(box.center())
    radius = box.width() / 2 - 1
    ring(painter, centre, radius, colour=mix(tokens.info_ink, tokens.page, _TRACK_SHARE), width=width)
    painter.setPen(QPen(tokens.info_ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    reach = radius - width / 2
    around = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
    painter.drawArc(around, round((90 - angle) * 16), -_ARC_DEGREES * 16)


class BusyRing(QWidget):
    """A turning ring; it turns only while it can be seen and the system wants motion."""

    def __init__(self, size: int = 20, parent: QWidget | None = None) -> None:
        """Build the ring; `size` is in device-independent pixels at the usual text size."""
        super().__init__(parent)
        self._size = size
        self._ticker: BusyTicker | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self._size * text_growth(self))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._ticker is None and not is_motion_reduced(self):
            self._ticker = busy_ticker()
            self._ticker.ticked.connect(self.update)
            self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._ticker is not None:
            self._ticker.ticked.disconnect(self.update)
            self._ticker.stop()
            self._ticker = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        angle = self._ticker.angle() if self._ticker is not None else 0.0
        paint_busy_ring(painter, QRectF(0, 0, self.width(), self.width()), tokens=current_tokens(), angle=angle)
