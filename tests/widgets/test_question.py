"""What a question asks is text: names that a service gave are shown as they are written, and lead nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from lmb_desktop.widgets.question import Question, ask

LINK = '<a href="https://example.com">Harbour Tea Ltd</a>'
PICTURE = '<img src="file:///harbour.png"> <b>Kestrel</b>'


def test_markup_in_a_name_is_shown_and_not_obeyed(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    box = ask(parent, Question(f"Use {LINK}?", f"It belongs to {PICTURE}.", "Cancel", "Use it"), lambda: None)
    assert _formats(box) == {
        f"Use {LINK}?": Qt.TextFormat.PlainText,
        f"It belongs to {PICTURE}.": Qt.TextFormat.PlainText,
    }


def _formats(box: QMessageBox) -> dict[str, Qt.TextFormat]:
    """Return in which format each of its texts is read."""
    return {label.text(): label.textFormat() for label in box.findChildren(QLabel) if label.text()}
