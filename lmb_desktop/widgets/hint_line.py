"""The quiet line at the foot of a page. It steps aside when a notice is shown; the page sees to that."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lmb_desktop.widgets.sign import Sign
from lmb_desktop.widgets.typography import TextLabel


class HintLine(QWidget):
    """An information sign and one muted sentence."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        """Build the line."""
        super().__init__(parent)
        self._label = TextLabel(text, muted=True, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Sign("hint", 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)

    def text(self) -> str:
        """Return the sentence shown."""
        return self._label.text()

    def set_text(self, text: str) -> None:
        """Show another sentence."""
        self._label.setText(text)
