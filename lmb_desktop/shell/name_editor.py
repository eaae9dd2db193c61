"""The field in the list in which an account is renamed. Saves nothing itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from lmb_desktop.shell.accounts_table import AccountsTable

_MARGIN = 6
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NameEditor(QLineEdit):
    """Stands over the name of one account; Enter asks to save, Esc leaves the name as it was."""

    save_wanted = Signal(str, str)
    """The account with this id is to have this name."""

    def __init__(self, table: AccountsTable) -> None:
        """Build the field, hidden."""
        super().__init__(table.viewport())
        self.setObjectName("renameEdit")
        self.setAccessibleIdentifier("renameEdit")
        self.setAccessibleName(self.tr("New name"))
        self._table = table
        self._account_id = ""
        self._name = ""
        self.hide()
        table.viewport().installEventFilter(self)
        table.verticalScrollBar().valueChanged.connect(self._stand)
        table.header().sectionResized.connect(self._stand)
        table.model().modelReset.connect(self._stand)
        table.model().layoutChanged.connect(self._stand)

    @property
    def account_id(self) -> str:
        """Return whose name is being written, or an empty text."""
        return self._account_id

    def begin(self, account_id: str, name: str) -> None:
        """Open the field over the account's name, all of it selected."""
        self._account_id, self._name = account_id, name
        self.setAccessibleName(self.tr("New name of {account}").format(account=name))
        self.setText(name)
        self.setReadOnly(False)
        self._stand()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_field(self) -> None:
        """Close the field and give the focus back to the list."""
        had_focus = self.hasFocus()
        self._account_id = ""
        self.hide()
        if had_focus:
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self) -> None:
        """Take no more letters while the name is being saved."""
        self.setReadOnly(True)

    def go_on(self) -> None:
        """Let the user write on: the name could not be saved, and nothing of it is lost."""
        self.setReadOnly(False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._stand()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_field()
        elif event.key() in _RETURN:
            self._ask()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if self._account_id and event.reason() not in stays:
            self._ask()

    def _ask(self) -> None:
        name = " ".join(self.text().split())
        if self.isReadOnly():
            return
        if name == self._name:
            self.close_field()
        else:
            self.save_wanted.emit(self._account_id, name)

    def _stand(self) -> None:
        """Stand over the name, wherever it is by now; a row that is not shown any more ends it."""
        if not self._account_id:
            return
        room = self._table.name_room(self._account_id)
        if not room.isValid():
            self.close_field()
            return
        width = max(room.width(), self.fontMetrics().averageCharWidth() * 20)
        row = QRect(room.left() - _MARGIN, room.top() + 1, width + 2 * _MARGIN, room.height() - 2)
        self.setGeometry(row)
        self.show()
