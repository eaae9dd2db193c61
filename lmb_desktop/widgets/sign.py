"""A small picture in one colour beside a text: hint, state or step sign. Never the only carrier of a meaning."""

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lmb_desktop.widgets.icons import pixmap, role_colour, state_role
from lmb_desktop.widgets.tokens import current_tokens
from lmb_desktop.widgets.typography import text_growth


class Sign(QWidget):
    """Shows one icon of a fixed size; purely visual unless it is given an accessible name."""

    def __init__(self, name: str, size: int = 18, role: str = "muted", *, parent: QWidget | None = None) -> None:
        """Build the sign; `size` is in device-independent pixels at the usual text size, `role` names a token."""
        super().__init__(parent)
        self._name = name
        self._size = size
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def name(self) -> str:
        """Return the name of the icon shown."""
        return self._name

    def set_sign(self, name: str, role: str) -> None:
        """Show another icon in the colour of a token."""
        self._name = name
        self._role = role
        self.update()

    def set_state(self, state: str) -> None:
        """Show the sign of a half's state. Raises KeyError for an unknown state."""
        self.set_sign(f"state-{state}", state_role(state))

    def sizeHint(self) -> QSize:
        side = round(self._size * text_growth(self))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = role_colour(self._role, current_tokens())
        painter = QPainter(self)
        painter.drawPixmap(
            QPoint(0, 0), pixmap(self._name, self.sizeHint().width(), colour, dpr=self.devicePixelRatioF())
        )
