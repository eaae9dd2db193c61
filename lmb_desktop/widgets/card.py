"""A panel that holds parts belonging together. Chooses nothing and is not clicked."""

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lmb_desktop.widgets.painting import panel
from lmb_desktop.widgets.tokens import current_tokens

CardKind = Literal["plain", "suggestion", "facts"]

_INSIDE = 20
_RADIUS = 8.0


class Card(QFrame):
    """A rounded panel with a fine line; a suggestion stands on the accent's wash, facts on a faint ground."""

    def __init__(self, kind: CardKind = "plain", parent: QWidget | None = None) -> None:
        """Build an empty card with a vertical layout and the card's margins."""
        super().__init__(parent)
        self._kind = kind
        self.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(self)
        column.setContentsMargins(_INSIDE, _INSIDE, _INSIDE, _INSIDE)
        column.setSpacing(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        is_suggestion = self._kind == "suggestion"
        ground = {"plain": tokens.page, "suggestion": tokens.accent_wash, "facts": tokens.faint}[self._kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        panel(
            painter,
            QRectF(self.rect()),
            ground=ground,
            border=tokens.line_of("info") if is_suggestion else tokens.line,
            width=tokens.border_width,
            radius=_RADIUS,
        )
