"""The passive list of steps beside the wizard's pages. It shows, it is not clicked, and it knows no page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from lmb_desktop.widgets.icons import pixmap
from lmb_desktop.widgets.painting import disc, mirrored, ring
from lmb_desktop.widgets.tokens import Tokens, current_tokens
from lmb_desktop.widgets.typography import font_for, text_growth

_WIDTH = 220
_MARGIN = 23.0
_CIRCLE = 11.0
_CIRCLE_TO_TEXT = 13.0
_MARK = 20
_FIRST_STEP = 92.0
_TITLE = 37.0
_LINE_GAP = 4.0
_RIGHT = 16.0


@dataclass(frozen=True)
class Step:
    """One step: its name, how far it is, and the answer given."""

    name: str
    state: Literal["done", "now", "next"] = "next"
    answer: str = ""


class StepList(QWidget):
    """Paints mark, title, steps and a foot line; mirrored in right-to-left languages."""

    def __init__(self, title: str = "", foot: str = "", parent: QWidget | None = None) -> None:
        """Build the list without steps."""
        super().__init__(parent)
        self._title = title
        self._foot = foot
        self._steps: tuple[Step, ...] = ()
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Steps"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps shown."""
        return self._steps

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self._steps = tuple(steps)
        self.setAccessibleDescription(self._described())
        self.update()

    def set_title(self, title: str) -> None:
        """Show another title beside the mark."""
        self._title = title
        self.update()

    def set_foot(self, foot: str) -> None:
        """Show another line at the foot."""
        self._foot = foot
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(max(_WIDTH, 13 * self.fontMetrics().height()), round(self._centre_of(5) + 4 * _MARGIN))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), round(self._centre_of(5)))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_edge(painter, tokens)
        self._paint_title(painter, tokens)
        self._paint_lines(painter, tokens)
        for at, step in enumerate(self._steps):
            self._paint_circle(painter, at, step)
            self._paint_words(painter, at, step)
        self._paint_foot(painter, tokens)

    def _paint_edge(self, painter: QPainter, tokens: Tokens) -> None:
        edge = self._placed(QRectF(self.width() - tokens.border_width, 0, tokens.border_width, self.height()))
        painter.fillRect(edge, tokens.line)

    def _paint_title(self, painter: QPainter, tokens: Tokens) -> None:
        growth = text_growth(self)
        centre, side = _TITLE * growth, round(_MARK * growth)
        at = self._placed(QRectF(_MARGIN + (_CIRCLE - _MARK / 2) * growth, centre - side / 2, side, side)).topLeft()
        painter.drawPixmap(at, pixmap("mark", side, tokens.accent_ink, dpr=self.devicePixelRatioF()))
        self._write(painter, self._title, centre, font=_font("strong"), colour=tokens.ink)

    def _paint_lines(self, painter: QPainter, tokens: Tokens) -> None:
        for at, step in enumerate(self._steps[:-1]):
            colour = tokens.ok_ink if step.state == "done" else tokens.line
            painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            x = self._circle_x()
            reach = self._radius() + _LINE_GAP
            start, end = self._centre_of(at) + reach, self._centre_of(at + 1) - reach
            painter.drawLine(QPointF(x, start), QPointF(x, end))

    def _paint_circle(self, painter: QPainter, at: int, step: Step) -> None:
        tokens = current_tokens()
        centre, radius = QPointF(self._circle_x(), self._centre_of(at)), self._radius()
        if step.state == "done":
            half = round(radius + 1)
            painter.drawPixmap(
                centre - QPointF(half, half), pixmap("state-ok", 2 * half, tokens.ok_ink, dpr=self.devicePixelRatioF())
            )
            return
        if step.state == "now":
            disc(painter, centre, radius, colour=tokens.accent)
        else:
            ring(painter, centre, radius, colour=tokens.edge, width=1.5)
        painter.setFont(_font("strong"))
        painter.setPen(tokens.on_accent if step.state == "now" else tokens.muted)
        around = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(at + 1))

    def _paint_words(self, painter: QPainter, at: int, step: Step) -> None:
        tokens = current_tokens()
        centre = self._centre_of(at)
        name_font = _font("strong" if step.state == "now" else "body")
        ink = tokens.muted if step.state == "next" else tokens.ink
        if step.state != "done" or not step.answer:
            self._write(painter, step.name, centre, font=name_font, colour=ink)
            return
        half = QFontMetricsF(name_font).height() / 2
        self._write(painter, step.name, centre - half, font=name_font, colour=ink)
        self._write(painter, step.answer, centre + half + 1, font=_font("small"), colour=tokens.muted)

    def _paint_foot(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setFont(_font("small"))
        painter.setPen(tokens.muted)
        top = self._centre_of(len(self._steps) or 1)
        room = QRectF(_MARGIN, top, self.width() - _MARGIN - _RIGHT / 2, self.height() - top - 22)
        flags = Qt.AlignmentFlag.AlignBottom.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(self._placed(room), flags, self._foot)

    def _write(
        self,
        painter: QPainter,
        text: str,
        centre_y: float,
        *,
        font: QFont,
        colour: QColor,
    ) -> None:
        metrics = QFontMetricsF(font)
        left = _MARGIN + 2 * self._radius() + _CIRCLE_TO_TEXT
        room = QRectF(left, centre_y - metrics.height() / 2, self.width() - left - _RIGHT, metrics.height())
        painter.setFont(font)
        painter.setPen(colour)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(self._placed(room), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _described(self) -> str:
        now = next((at for at, step in enumerate(self._steps) if step.state == "now"), None)
        done = [", ".join(part for part in (step.name, step.answer) if part) for step in self._steps if _is_done(step)]
        sentences = []
        if now is not None:
            place = self.tr("Step {0} of {1}, {2}.")
            sentences.append(place.format(now + 1, len(self._steps), self._steps[now].name))
        if done:
            sentences.append(self.tr("Done: {0}.").format("; ".join(done)))
        return " ".join(sentences)

    def _centre_of(self, at: int) -> float:
        return _FIRST_STEP * text_growth(self) + at * max(60.0, 3.5 * self.fontMetrics().height())

    def _radius(self) -> float:
        return _CIRCLE * text_growth(self)

    def _circle_x(self) -> float:
        x = _MARGIN + self._radius()
        return self.width() - x if self._is_mirrored() else x

    def _placed(self, box: QRectF) -> QRectF:
        return mirrored(box, self.width(), self._is_mirrored())

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft


def _font(role: str) -> QFont:
    return font_for(role, QApplication.font())


def _is_done(step: Step) -> bool:
    return step.state == "done"
