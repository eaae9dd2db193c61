"""The choice without a keyring, and the band that dialogs and windows carry."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMainWindow, QPushButton, QToolButton, QVBoxLayout, QWidget, QWizard, QWizardPage
from pytestqt.qtbot import QtBot

from lmb_desktop.core.errors import SecretStoreError, SecretStoreLocked, SecretStoreMissing
from lmb_desktop.widgets.banded import add_band, add_band_like
from lmb_desktop.widgets.keyring_dialog import KeyringDialog
from lmb_desktop.widgets.practice_band import PracticeBand

Open = Callable[..., KeyringDialog]


@pytest.fixture
def opened(qtbot: QtBot, window: QWidget) -> Open:
    """Give a function that opens the dialog over a window."""

    def open_one(error: SecretStoreError | None = None) -> KeyringDialog:
        dialog = KeyringDialog(error or SecretStoreMissing(), window)
        dialog.open()
        qtbot.waitExposed(dialog)
        return dialog

    return open_one


def test_it_says_what_is_missing_in_the_notice(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    assert dialog.notice.property("kind") == "bad"
    assert dialog.notice.property("messageId") == "keyring-missing"
    dialog.reject()


def test_a_locked_keyring_is_said_as_such_and_needs_no_setting_up(opened: Open, qtbot: QtBot) -> None:
    dialog = opened(SecretStoreLocked())
    assert dialog.notice.property("messageId") == "keyring-locked"
    assert not dialog.findChild(QToolButton, "howToSetUpKeyringButton").isVisible()
    dialog.reject()


def test_until_i_quit_is_told_and_closes(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.try_again_chosen), qtbot.waitSignal(dialog.until_quit_chosen):
        QTest.mouseClick(dialog.findChild(QPushButton, "untilQuitButton"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_enter_tries_again(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.until_quit_chosen), qtbot.waitSignal(dialog.try_again_chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_escape_chooses_neither(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.until_quit_chosen), qtbot.assertNotEmitted(dialog.try_again_chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_how_to_set_one_up_unfolds_in_place_and_the_dialog_grows(opened: Open, qtbot: QtBot) -> None:
    dialog = opened()
    qtbot.waitUntil(lambda: dialog.height() == dialog.layout().totalHeightForWidth(dialog.width()))
    before = dialog.height()
    dialog.findChild(QToolButton, "howToSetUpKeyringButton").click()
    qtbot.waitUntil(lambda: dialog.height() > before)
    dialog.reject()


def test_a_main_window_carries_the_band_under_its_menu_bar(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.menuBar().addMenu("One")
    centre = QWidget()
    QVBoxLayout(centre).addWidget(QWidget())
    window.setCentralWidget(centre)
    band = add_band(window)
    window.resize(1000, 600)
    window.show()
    qtbot.waitUntil(lambda: band.width() == 1000)
    assert band.mapTo(window, band.rect().topLeft()).y() == window.menuBar().height()


def test_a_dialog_carries_the_band_of_the_window_it_belongs_to(qtbot: QtBot) -> None:
    parent = QDialog()
    qtbot.addWidget(parent)
    QVBoxLayout(parent).addWidget(QWidget())
    child = QDialog(parent)
    QVBoxLayout(child).addWidget(QWidget())
    assert add_band_like(child, parent) is None
    add_band(parent)
    band = add_band_like(child, parent)
    assert band is not None
    child.resize(500, 300)
    child.show()
    qtbot.waitUntil(lambda: band.width() == 500)
    assert band.y() == 0


class BandedWizard(QWizard):
    """A wizard as ours carries its band."""

    def __init__(self) -> None:
        super().__init__()
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.addPage(QWizardPage())
        self.band = add_band(self)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self.band.place_above(self)


def test_a_wizard_moves_down_by_the_height_of_its_band(qtbot: QtBot) -> None:
    wizard = BandedWizard()
    qtbot.addWidget(wizard)
    wizard.resize(900, 700)
    wizard.show()
    qtbot.waitExposed(wizard)
    height = wizard.band.sizeHint().height()
    inner = wizard.button(QWizard.WizardButton.NextButton).parentWidget()
    assert wizard.band.geometry().getRect() == (0, 0, 900, height)
    assert inner.geometry().getRect() == (0, height, 900, 700 - height)
    assert wizard.findChild(PracticeBand, "practiceBand").isVisible()
