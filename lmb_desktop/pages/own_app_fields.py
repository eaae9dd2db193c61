"""The fields of a seller's own Amazon app, side by side: client ID and secret. Knows their shapes and nothing else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from lmb_desktop.core import seller_credentials as shapes
from lmb_desktop.pages.checked_field import CheckedField
from lmb_desktop.widgets.cleaning import ID_ROOM, SECRET_ROOM
from lmb_desktop.widgets.paste_line import PasteLine
from lmb_desktop.widgets.secret_field import SecretField
from lmb_desktop.widgets.typography import TextLabel, font_for


class OwnAppFields(QWidget):
    """Take the ID and the secret of the app that the seller itself registered with Amazon."""

    def __init__(self) -> None:
        """Build both fields, empty."""
        super().__init__()
        self._kept_id = ""
        self.client_id = CheckedField(
            self.tr("Client &ID of your Amazon app"),
            named(PasteLine(), "clientIdEdit", ID_ROOM),
            clean=shapes.clean_token,
            judge=shapes.client_id_fault,
        )
        self.client_id.line.setFont(font_for("fixed", QApplication.font()))
        line = SecretField(reveal_text=self.tr("Show the secret"), conceal_text=self.tr("Hide the secret"))
        self.client_secret = CheckedField(
            self.tr("Client s&ecret of your Amazon app"),
            named(line, "clientSecretEdit", SECRET_ROOM),
            clean=shapes.clean_token,
            judge=self._secret_fault,
        )
        for field in (self.client_id, self.client_secret):
            field.clean_at_once()
        self._lay_out()

    def set_kept(self, client_id: str, placeholder: str) -> None:
        """Take the secret of the app with this ID as known: it lies in the keyring and need not be typed again."""
        self._kept_id = client_id
        self.client_secret.line.setPlaceholderText(placeholder)

    def _secret_fault(self, text: str) -> shapes.ShapeFault | None:
        is_kept = bool(self._kept_id) and self.client_id.text == self._kept_id
        return None if is_kept and not text else shapes.client_secret_fault(text)

    def _lay_out(self) -> None:
        hint = self.tr(
            "Both stand in Develop apps, under View next to LWA credentials. They belong to this seller's account."
        )
        side_by_side = QHBoxLayout()
        side_by_side.setSpacing(16)
        side_by_side.addWidget(self.client_id, 1, Qt.AlignmentFlag.AlignTop)
        side_by_side.addWidget(self.client_secret, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(side_by_side)
        column.addWidget(TextLabel(hint, role="small", muted=True, wrap=True))


def named(line: QLineEdit, name: str, room: int) -> QLineEdit:
    """Return a field's line with its published name and the most characters it takes."""
    line.setMaxLength(room)
    line.setObjectName(name)
    line.setAccessibleIdentifier(name)
    return line
