"""What our dialogs share: a body on the ground of a page, buttons below a line, the band. Asks nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from lmb_desktop.core.help_pages import window_help
from lmb_desktop.widgets.banded import add_band_like, is_banded
from lmb_desktop.widgets.buttons import MainButton
from lmb_desktop.widgets.help_key import add_help_key, hand_on
from lmb_desktop.widgets.notice import Notice
from lmb_desktop.widgets.rule import Rule
from lmb_desktop.widgets.sizes import clipped_to_screen

MARGIN = 24
_ROLES = QDialogButtonBox.ButtonRole


class DialogFrame(QDialog):
    """A dialog that is opened over its window and deletes itself when it is closed."""

    help_wanted = Signal(str)
    """Help is wanted, at this place; the window below sees to it where it can."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """Build an empty dialog; `name` is what automation finds it by. In practice mode its title says so."""
        super().__init__(parent)
        title = titled(title) if is_banded(parent) else title
        self.setObjectName(name)
        self.setAccessibleIdentifier(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.is_fitting = True
        self._page = QWidget()
        self._page.setBackgroundRole(QPalette.ColorRole.Base)
        self._page.setAutoFillBackground(True)
        self.body = QVBoxLayout(self._page)
        self.body.setContentsMargins(MARGIN, MARGIN, MARGIN, 16)
        self.body.setSpacing(12)
        self._box = QDialogButtonBox()
        self._box.setContentsMargins(MARGIN - 8, 12, MARGIN - 8, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._rule = Rule()
        column.addWidget(self._page, 1)
        column.addWidget(self._rule)
        column.addWidget(self._box)
        add_band_like(self, parent)
        add_help_key(self, self.help_at, self.help_wanted)
        hand_on(self.help_wanted, parent)
        self.finished.connect(self.leave)

    def add_button(self, text: str, name: str, *, role: QDialogButtonBox.ButtonRole = _ROLES.ActionRole) -> QPushButton:
        """Add a button below the body; where it stands follows from its role and the desktop's habits."""
        button = MainButton(text)
        button.setObjectName(name)
        button.setAccessibleIdentifier(name)
        self._box.addButton(button, role)
        return button

    def add_main_button(self, text: str, name: str) -> QPushButton:
        """Add the filled default button."""
        button = self.add_button(text, name, role=_ROLES.AcceptRole)
        assert isinstance(button, MainButton)
        button.setMainStep(True)
        button.setDefault(True)
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        return button

    def add_closing_button(self, text: str, name: str) -> QPushButton:
        """Add the button that closes without doing anything, as Esc does."""
        button = self.add_button(text, name, role=_ROLES.RejectRole)
        button.clicked.connect(self.reject)
        return button

    def show_buttons(self, is_shown: bool) -> None:
        """Show the buttons below the body, or lend their room to what has buttons of its own."""
        self._rule.setVisible(is_shown)
        self._box.setVisible(is_shown)

    def help_at(self) -> str:
        """Return the place in the help about what the notice says, or else about the dialog."""
        notice = self.findChild(Notice)
        return (notice.help_at if notice is not None else "") or window_help(self.objectName())

    def leave(self) -> None:
        """Go for good after closing; whoever still waits for an outcome goes later."""
        self.deleteLater()

    def set_sizes(self, usual: QSize, least: QSize) -> None:
        """Keep these sizes, as far as the screen allows, whatever the content needs."""
        self.is_fitting = False
        self.setMinimumSize(clipped_to_screen(self, least))
        self.resize(clipped_to_screen(self, usual))

    def fit_height(self) -> None:
        """Take the height the content needs at this width."""
        layout = self.layout()
        if layout is not None and self.is_fitting:
            layout.activate()
            wanted = (
                layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else self.sizeHint().height()
            )
            self.resize(clipped_to_screen(self, QSize(self.width(), wanted)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Wrapped texts know their height only once they know their width.
        QTimer.singleShot(0, self, self.fit_height)


def titled(title: str) -> str:
    """Return the title of a dialog in practice mode."""
    return QCoreApplication.translate("DialogFrame", "{title} (practice)").format(title=title)
