"""A row of pills, such as the marketplaces of a seller, that flows into further rows. They are read, not clicked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QStyle, QWidget

from lmb_desktop.widgets.painting import panel
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import font_for

_INSIDE = 10.0
_ABOVE = 4.0
_BETWEEN_WORDS = 6.0
_BETWEEN_CHIPS = 8.0


@dataclass(frozen=True)
class Chip:
    """One pill: a country, its currency, and a word about it such as `suspended`."""

    country: str
    currency: str = ""
    suffix: str = ""

    def spoken(self) -> str:
        """Return the chip as one phrase: "Germany EUR, suspended"."""
        words = f"{self.country} {self.currency}".strip()
        return f"{words}, {self.suffix}" if self.suffix else words

    def quiet(self) -> str:
        """Return what stands after the country."""
        return f"{self.currency}, {self.suffix}" if self.currency and self.suffix else self.currency or self.suffix


class Chips(QWidget):
    """Paints chips in as many rows as the width asks for; one accessible text for all of them."""

    def __init__(self, chips: Sequence[Chip] = (), parent: QWidget | None = None) -> None:
        """Build the row with these chips."""
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_chips(chips)

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips shown."""
        return self._chips

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show these chips instead."""
        self._chips = tuple(chips)
        self.setAccessibleName("; ".join(chip.spoken() for chip in self._chips))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return round(boxes[-1].bottom()) if boxes else 0

    def sizeHint(self) -> QSize:
        widths = sum(self._width_of(chip) + _BETWEEN_CHIPS for chip in self._chips)
        return QSize(round(widths), self.heightForWidth(self.width() or round(widths) + 1))

    def minimumSizeHint(self) -> QSize:
        widest = max((self._width_of(chip) for chip in self._chips), default=0.0)
        return QSize(round(widest), self.heightForWidth(max(self.width(), round(widest))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for chip, box in zip(self._chips, self._boxes(self.width()), strict=True):
            self._paint_chip(painter, chip, box)

    def _paint_chip(self, painter: QPainter, chip: Chip, box: QRectF) -> None:
        tokens = current_tokens()
        around = QStyle.visualRect(self.layoutDirection(), self.rect(), box.toRect())
        shown = QRectF(around.x(), box.y(), box.width(), box.height())
        panel(
            painter, shown, ground=tokens.page, border=tokens.line, width=tokens.border_width, radius=box.height() / 2
        )
        # The painter turns left and right round by itself in right-to-left languages.
        inner = shown.adjusted(_INSIDE, 0, -_INSIDE, 0)
        painter.setFont(self._strong())
        painter.setPen(tokens.ink)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, chip.country)
        painter.setFont(self._quiet())
        painter.setPen(tokens.muted)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, chip.quiet())

    def _boxes(self, width: int) -> list[QRectF]:
        height = QFontMetricsF(self._quiet()).height() + 2 * _ABOVE
        boxes: list[QRectF] = []
        at = QPointF(0, 0)
        for chip in self._chips:
            wide = self._width_of(chip)
            if at.x() > 0 and at.x() + wide > width:
                at = QPointF(0, at.y() + height + _BETWEEN_CHIPS)
            boxes.append(QRectF(at.x(), at.y(), wide, height))
            at.setX(at.x() + wide + _BETWEEN_CHIPS)
        return boxes

    def _width_of(self, chip: Chip) -> float:
        wide = QFontMetricsF(self._strong()).horizontalAdvance(chip.country) + 2 * _INSIDE + 1
        quiet = chip.quiet()
        return wide + (_BETWEEN_WORDS + QFontMetricsF(self._quiet()).horizontalAdvance(quiet) if quiet else 0)

    def _strong(self) -> QFont:
        return font_for("header", QApplication.font())

    def _quiet(self) -> QFont:
        return font_for("small", QApplication.font())
