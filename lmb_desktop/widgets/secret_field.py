"""A line that hides what is typed until the eye is pressed. Keeps no copy of it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from lmb_desktop.widgets.icons import icon
from lmb_desktop.widgets.paste_line import PasteLine
from lmb_desktop.widgets.unmarked import unmarked


class SecretField(PasteLine):
    """Hides a secret, shows it on demand, and never brings a deleted one back."""

    def __init__(
        self, parent: QWidget | None = None, *, reveal_text: str | None = None, conceal_text: str | None = None
    ) -> None:
        """Build the line, hidden; the two texts name the eye, "Show the token" and "Hide the token" if left out."""
        super().__init__(parent)
        self._reveal_text = reveal_text or self.tr("Show the token")
        self._conceal_text = conceal_text or self.tr("Hide the token")
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.setDragEnabled(False)
        self._eye = QAction(self)
        self._eye.triggered.connect(self._on_eye)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._make_eye_reachable()
        self.conceal()

    def set_eye_texts(self, reveal_text: str, conceal_text: str) -> None:
        """Name the eye for another kind of secret."""
        self._reveal_text, self._conceal_text = reveal_text, conceal_text
        self._show_as(self.is_revealed())

    def is_revealed(self) -> bool:
        """Tell whether the secret can be read on the screen."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def reveal(self) -> None:
        """Show the secret."""
        self._show_as(True)

    def conceal(self) -> None:
        """Hide the secret."""
        self._show_as(False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Undo would bring a secret back that the user has deleted.
        if _is_undo(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def build_menu(self) -> QMenu:
        """Build the context menu: no undo, and copying only what can be seen."""
        menu = QMenu(self)
        can_copy = self.is_revealed() and self.hasSelectedText()
        self._add_entry(menu, self.tr("Cu&t"), self.cut, is_on=can_copy and not self.isReadOnly())
        self._add_entry(menu, self.tr("&Copy"), self.copy, is_on=can_copy)
        self._add_entry(menu, self.tr("&Paste"), self.paste, is_on=not self.isReadOnly())
        self._add_entry(menu, self.tr("&Delete"), self.del_, is_on=self.hasSelectedText() and not self.isReadOnly())
        menu.addSeparator()
        self._add_entry(menu, self.tr("Select &all"), self.selectAll, is_on=bool(self.text()))
        return menu

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.conceal()

    def _add_entry(self, menu: QMenu, text: str, act: Callable[[], None], *, is_on: bool) -> None:
        entry = menu.addAction(text)
        entry.triggered.connect(act)
        entry.setEnabled(is_on)

    def _make_eye_reachable(self) -> None:
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _on_eye(self) -> None:
        self._show_as(not self.is_revealed())

    def _show_as(self, is_revealed: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_revealed else QLineEdit.EchoMode.Password)
        text = self._conceal_text if is_revealed else self._reveal_text
        self._eye.setIcon(icon("hide" if is_revealed else "show", "muted"))
        self._eye.setText(text)
        self._eye.setToolTip(unmarked(text))
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(text)


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
