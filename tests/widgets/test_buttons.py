"""The filled button and the link."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget, QWizard, QWizardPage
from pytestqt.qtbot import QtBot

from lmb_desktop.widgets.buttons import LinkButton, MainButton, make_filled_when_default
from lmb_desktop.widgets.tokens import current_tokens

Painted = Callable[[QWidget], set[str]]


@pytest.fixture
def button(app: QApplication, qtbot: QtBot) -> MainButton:
    """Give a main button on the screen."""
    button = MainButton("&Next")
    qtbot.addWidget(button)
    button.move(QCursor.pos() + QPoint(100, 100))
    button.show()
    qtbot.waitExposed(button)
    button.clearFocus()
    return button


def is_filled(button: QPushButton, painted: Painted) -> bool:
    """Tell whether the accent is seen."""
    return current_tokens().accent.name() in painted(button)


def test_a_main_step_is_filled_with_the_accent(button: MainButton, painted: Painted) -> None:
    assert not is_filled(button, painted)
    button.setMainStep(True)
    assert is_filled(button, painted)
    button.setMainStep(False)
    assert not is_filled(button, painted)


def test_a_main_step_that_is_off_is_left_to_the_style(button: MainButton, painted: Painted) -> None:
    button.setMainStep(True)
    button.setEnabled(False)
    assert not is_filled(button, painted)


def test_high_contrast_leaves_the_main_step_to_the_style(button: MainButton, dress: Callable[[str], None]) -> None:
    button.setMainStep(True)
    dress("high contrast, black")
    assert not button.is_filled()


def test_another_style_paints_its_own_default_button(app: QApplication, button: MainButton) -> None:
    button.setMainStep(True)
    app.setStyle("Windows")
    assert not button.is_filled()


def test_a_filled_button_follows_the_palette(
    button: MainButton, dress: Callable[[str], None], painted: Painted
) -> None:
    button.setMainStep(True)
    dress("pictures, dark")
    assert is_filled(button, painted)


def test_a_pressed_button_looks_pressed(button: MainButton, painted: Painted) -> None:
    button.setMainStep(True)
    button.setDown(True)
    assert not is_filled(button, painted)


def test_a_main_button_takes_the_place_of_a_wizards_own(app: QApplication, qtbot: QtBot, painted: Painted) -> None:
    wizard = QWizard()
    qtbot.addWidget(wizard)
    wizard.setWizardStyle(QWizard.WizardStyle.ModernStyle)
    wizard.addPage(QWizardPage())
    wizard.addPage(QWizardPage())
    following = MainButton("&Next")
    following.setMainStep(True)
    wizard.setButton(QWizard.WizardButton.NextButton, following)
    wizard.show()
    assert is_filled(following, painted)
    QTest.mouseClick(following, Qt.MouseButton.LeftButton)
    assert wizard.currentId() == wizard.pageIds()[1]


def test_a_foreign_button_is_filled_while_it_is_the_default(app: QApplication, qtbot: QtBot, painted: Painted) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("Save", window)
    make_filled_when_default(button)
    window.show()
    assert not is_filled(button, painted)
    button.setDefault(True)
    assert is_filled(button, painted)


def test_a_button_is_comfortably_large(button: MainButton) -> None:
    assert button.sizeHint().height() >= round(1.8 * button.fontMetrics().height())
    assert button.sizeHint().width() >= button.fontMetrics().horizontalAdvance("Next") + 36


def test_a_link_is_written_in_accent_ink_and_follows_the_palette(
    app: QApplication, qtbot: QtBot, dress: Callable[[str], None], painted: Painted
) -> None:
    link = LinkButton("████", chevron="opens-below")
    qtbot.addWidget(link)
    link.show()
    assert current_tokens().accent_ink.name() in painted(link)
    dress("pictures, dark")
    assert current_tokens().accent_ink.name() in painted(link)


def test_a_link_can_be_reached_and_pressed_with_the_keyboard(app: QApplication, qtbot: QtBot) -> None:
    link = LinkButton("Details")
    qtbot.addWidget(link)
    link.show()
    assert link.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(link.clicked):
        QTest.keyClick(link, Qt.Key.Key_Space)


def test_a_link_is_as_wide_as_its_text_and_sign(app: QApplication, qtbot: QtBot) -> None:
    link = LinkButton("Details")
    qtbot.addWidget(link)
    plain = link.sizeHint().width()
    link.set_chevron("opens-below")
    assert link.sizeHint().width() == plain + 20
