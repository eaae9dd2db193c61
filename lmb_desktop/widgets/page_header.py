"""What a page is about: its title and subtitle. QWizardPage's own title stays empty."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWizardPage

from lmb_desktop.widgets.typography import TextLabel

_TITLE_TO_SUBTITLE = 6


class PageHeader(QWidget):
    """Title and subtitle, which are also the accessible name and description of the wizard page around them."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        """Build the header."""
        super().__init__(parent)
        self._title = TextLabel(title, "title", wrap=True)
        self._subtitle = TextLabel(subtitle, muted=True, wrap=True)
        self._subtitle.setHidden(not subtitle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_TITLE_TO_SUBTITLE)
        column.addWidget(self._title)
        column.addWidget(self._subtitle)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._name_page()

    def set_subtitle(self, subtitle: str) -> None:
        """Show another subtitle; an empty one takes no room."""
        self._subtitle.setText(subtitle)
        self._subtitle.setHidden(not subtitle)
        self._name_page()

    def title(self) -> str:
        """Return the title shown."""
        return self._title.text()

    def subtitle(self) -> str:
        """Return the subtitle shown."""
        return self._subtitle.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._name_page()

    def _name_page(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QWizardPage):
            around = around.parentWidget()
        if around is not None:
            around.setAccessibleName(self.title())
            around.setAccessibleDescription(self.subtitle())
