"""A question with two verbs for answers; the harmless one is the default, and nothing waits inside a nested loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


@dataclass(frozen=True)
class Question:
    """What is asked, and the two answers by their verbs."""

    title: str
    text: str
    stay: str
    go: str
    is_go_default: bool = False


def ask(parent: QWidget, question: Question, on_go: Callable[[], None]) -> QMessageBox:
    """Open the question over its window; `on_go` runs when the person chooses to go on."""
    box = QMessageBox(parent)
    box.setObjectName("question")
    box.setAccessibleIdentifier("question")
    box.setWindowTitle(parent.window().windowTitle())
    # Names in it may come from a service; plain text keeps markup in them harmless.
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question.title)
    box.setInformativeText(question.text)
    stay = box.addButton(question.stay, QMessageBox.ButtonRole.RejectRole)
    go = box.addButton(question.go, QMessageBox.ButtonRole.AcceptRole)
    stay.setObjectName("stayButton")
    go.setObjectName("goButton")
    box.setDefaultButton(go if question.is_go_default else stay)
    box.setEscapeButton(stay)
    box.accepted.connect(on_go)
    box.finished.connect(box.deleteLater)
    box.open()
    return box
