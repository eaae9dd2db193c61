"""A scrolling place that is as tall as its content where there is room, and scrolls where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QWidget

from lmb_desktop.widgets.page_scroll import PageScroll

_LEAST_LINES = 6


class FittingScroll(PageScroll):
    """Asks for the height its content needs at the width it has."""

    wanted_changed = Signal()
    """The content needs another height."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        """Build the place around its content."""
        super().__init__(content, parent)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        content = self.widget()
        if content is None:
            return super().sizeHint()
        hint = content.sizeHint()
        layout = content.layout()
        if layout is not None and layout.hasHeightForWidth():
            hint.setHeight(layout.totalHeightForWidth(max(self.width(), content.minimumSizeHint().width())))
        return hint

    def minimumSizeHint(self) -> QSize:
        least = min(self.sizeHint().height(), _LEAST_LINES * self.fontMetrics().height())
        return QSize(super().minimumSizeHint().width(), least)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the content needs another one."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.wanted_changed.emit()
        return super().eventFilter(watched, event)
