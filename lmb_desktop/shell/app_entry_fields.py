"""The fields of the app credentials: a text, and a secret that is never shown again once it is saved."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core.app_credentials import ORIGIN_FILE, AppEntry
from lmb_desktop.core.secret import DOTS, Secret
from lmb_desktop.core.seller_credentials import clean_token
from lmb_desktop.widgets.cleaning import ID_ROOM, SECRET_ROOM, CleaningValidator
from lmb_desktop.widgets.field import Field
from lmb_desktop.widgets.link_button import LinkButton
from lmb_desktop.widgets.secret_field import SecretField
from lmb_desktop.widgets.typography import font_for

translate = QCoreApplication.translate

_DOTS = DOTS * 5


def given_hint(entry: AppEntry) -> str:
    """Say where a value comes from that cannot be changed here; nothing for one that can."""
    if not entry.is_given:
        return ""
    if entry.origin == ORIGIN_FILE:
        return translate("AppCredentials", "Set by the settings file.")
    return translate("AppCredentials", "Came with the program.")


class AppTextField(Field):
    """One id or address of an app."""

    def __init__(self, key: str, label: str, hint: str = "", *, placeholder: str = "", room: int = ID_ROOM) -> None:
        """Build the field for the value with this key; `room` is how many characters it takes."""
        self.edit = QLineEdit()
        super().__init__(label, self.edit, hint)
        self.key = key
        self._usual_hint = hint
        self._entry = AppEntry()
        name = f"{key.replace('.', '_')}_edit"
        self.edit.setObjectName(name)
        self.edit.setAccessibleIdentifier(name)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(room)
        self.edit.setValidator(CleaningValidator(clean_token, self.edit))
        self.edit.setFont(font_for("fixed", self.edit.font()))
        self.edit.textChanged.connect(lambda _text: self.clear_message())

    def show_entry(self, entry: AppEntry, *, is_fixed: bool = False) -> None:
        """Show what is known; what came from elsewhere can be read but not changed, nor can a fixed field."""
        self._entry = entry
        self.edit.setText(entry.value)
        self.edit.setCursorPosition(0)
        self.edit.setReadOnly(entry.is_given or is_fixed)
        self.set_hint(given_hint(entry) or self._usual_hint)

    @property
    def is_given(self) -> bool:
        """Tell whether the value cannot be changed here."""
        return self.edit.isReadOnly()

    @property
    def value(self) -> str:
        """Return what stands in the field, without what pasting brought along."""
        return clean_token(self.edit.text())

    def changes(self) -> dict[str, str]:
        """Return the new value by its key, or nothing when it is as it was."""
        return {} if self.is_given or self.value == self._entry.value else {self.key: self.value}


class AppSecretField(QWidget):
    """One secret of an app: dots once it is saved, with a link that replaces it."""

    def __init__(self, key: str, label: str, hint: str = "", *, reveal: tuple[str, str]) -> None:
        """Build the field for the secret with this key; `reveal` names the eye, to show and to hide."""
        super().__init__()
        self.key = key
        self._hint = hint
        self._entry = AppEntry()
        self.edit = SecretField(reveal_text=reveal[0], conceal_text=reveal[1])
        name = f"{key.replace('.', '_')}_edit"
        self.edit.setObjectName(name)
        self.edit.setAccessibleIdentifier(name)
        self.edit.setMaxLength(SECRET_ROOM)
        self.edit.setValidator(CleaningValidator(clean_token, self.edit))
        self.field = Field(label, self.edit, hint)
        self._replace = LinkButton()
        self._replace.setObjectName(f"{name}_replace")
        self._replace.setAccessibleIdentifier(f"{name}_replace")
        self._replace.clicked.connect(self._on_replace)
        self.edit.textChanged.connect(lambda _text: self.field.clear_message())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(self._replace, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_mode(is_open=True)

    def show_entry(self, entry: AppEntry) -> None:
        """Show whether a secret is there; its value is not known here."""
        self._entry = entry
        self.edit.clear()
        self.field.set_hint(given_hint(entry) or self._hint)
        self._show_mode(is_open=not entry.has_secret)

    @property
    def has_secret(self) -> bool:
        """Tell whether there will be a secret after saving."""
        return bool(self.edit.text()) or (self._entry.has_secret and self.edit.isReadOnly())

    def changes(self) -> dict[str, Secret]:
        """Return the new secret by its key, or nothing when it stays as it was."""
        text = clean_token(self.edit.text())
        return {self.key: Secret(text)} if text and not self.edit.isReadOnly() else {}

    def _show_mode(self, *, is_open: bool) -> None:
        self.edit.setReadOnly(not is_open)
        self.edit.setPlaceholderText("" if is_open else _DOTS)
        for eye in self.edit.actions():
            eye.setVisible(is_open)
        text = translate("AppCredentials", "Keep the saved one") if is_open else translate("AppCredentials", "Replace")
        self._replace.setText(text)
        self._replace.setHidden(not self._entry.has_secret or self._entry.is_given)

    def _on_replace(self) -> None:
        is_open = self.edit.isReadOnly()
        self.edit.clear()
        self._show_mode(is_open=is_open)
        if is_open:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
