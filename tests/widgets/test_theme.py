"""The application's palette and the heights of native controls."""

from collections.abc import Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.theme import Theme, apply_theme, comfortable_height, make_comfortable
from lmb_desktop.widgets.tokens import current_tokens, tokens_for
from tests.widgets.palettes import PALETTES, palette_of

MUTED = QPalette.ColorRole.PlaceholderText
WINDOW = QPalette.ColorRole.Window


def test_muted_text_is_a_role_of_the_palette(app: QApplication) -> None:
    assert QApplication.palette().color(MUTED) == current_tokens().muted


def test_muted_text_follows_a_change_while_running(app: QApplication, dress: Callable[[str], None]) -> None:
    dress("pictures, dark")
    dark = tokens_for(palette_of(PALETTES["pictures, dark"]))
    assert QApplication.palette().color(MUTED) == dark.muted


def test_a_change_is_answered_once(app: QApplication, qtbot: QtBot, dress: Callable[[str], None]) -> None:
    changes = []
    app.paletteChanged.connect(changes.append)
    dress("pictures, dark")
    assert len(changes) <= 2
    app.paletteChanged.disconnect(changes.append)


def test_applying_the_theme_twice_listens_once(app: QApplication) -> None:
    apply_theme(app)
    assert len(app.findChildren(Theme)) == 1


def test_fusion_draws_the_border_of_a_field_so_that_it_can_be_seen(app: QApplication, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    assert field.palette().color(WINDOW) == current_tokens().edge.lighter(140)


def test_the_border_of_a_field_follows_a_change(app: QApplication, qtbot: QtBot, dress: Callable[[str], None]) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    dress("pictures, dark")
    qtbot.waitUntil(lambda: field.palette().color(WINDOW) == current_tokens().edge.lighter(140))
    assert field.palette().color(QPalette.ColorRole.Base) == current_tokens().page


def test_the_cure_of_borders_leaves_windows_alone(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert window.palette().color(WINDOW) == current_tokens().chrome


def test_controls_get_a_comfortable_height(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field, choice, button = QLineEdit(), QComboBox(), QPushButton("Save")
    for control in (field, choice, button):
        column.addWidget(control)
    make_comfortable(window)
    assert {control.minimumHeight() for control in (field, choice, button)} == {comfortable_height(field)}
    assert button.minimumWidth() >= button.fontMetrics().horizontalAdvance("Save") + 36
    assert field.textMargins().left() == 4
