"""The scrolling place of a page's content. The notice stands below it, outside."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class PageScroll(QScrollArea):
    """Lets a page that is taller than its place scroll; sideways only where nothing in it can give way any more."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        """Build the place, at once with its content if it is there."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.viewport().setAutoFillBackground(True)
        if content is not None:
            self.set_content(content)

    def set_content(self, content: QWidget) -> None:
        """Put the page's content in; it takes on the ground of the page."""
        self.setWidget(content)
        content.setBackgroundRole(QPalette.ColorRole.Base)
        content.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        content = self.widget()
        if content is None:
            return hint
        # Room for the bar is kept even while it is away, so that its coming cuts nothing off at the side.
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(max(hint.width(), content.minimumSizeHint().width() + bar), hint.height())
