"""The question where a file is to be saved. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_where_to_save(
    parent: QWidget, title: str, then: Callable[[str], None], *, object_name: str, file_name: str, kind: str
) -> None:
    """Ask where a file is to be saved, as `file_name` unless told otherwise; `then` is given its path.

    `kind` is the filter of the dialog, a description with its pattern: "Text (*.txt)".
    """
    chooser = QFileDialog(parent, title, "", kind)
    chooser.setObjectName(object_name)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setDefaultSuffix(file_name.rpartition(".")[2])
    chooser.selectFile(file_name)
    chooser.fileSelected.connect(then)
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
