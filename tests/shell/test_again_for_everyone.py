"""The dialogs that mend or change a half, for everyone: named, by keyboard, in the dark, in practice, in long words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from lmb_desktop.shell.change_ledger_dialog import ChangeLedgerDialog
from lmb_desktop.shell.half_dialog import HalfDialog
from lmb_desktop.shell.reauthorise_dialog import ReauthoriseDialog
from lmb_desktop.shell.reconnect_dialog import ReconnectDialog
from lmb_desktop.widgets.practice_band import PracticeBand
from lmb_desktop.widgets.tasks import Tasks
from tests.fakes.again_desk import AgainDesk
from tests.fakes.ledger_ports import HARBOUR_TEA, IRELAND, grant_of
from tests.fakes.mnemonics import claimed_twice
from tests.fakes.window_ports import REFRESH_TOKEN, identity
from tests.shell.again_on_screen import Shown, show
from tests.shell.test_windows_for_everyone import named_twice, nameless, without_identifier
from tests.widgets.palettes import PALETTES, palette_of

KINDS: dict[str, type[HalfDialog]] = {
    "reconnect": ReconnectDialog,
    "reauthorise": ReauthoriseDialog,
    "change ledger": ChangeLedgerDialog,
}
STARTS = {"reconnect": "reconnectInBrowserButton", "change ledger": "connectXeroButton"}
STAGES = ["start", "browser", "choice", "refused", "done"]
MOMENTS = [(kind, stage) for kind in KINDS for stage in STAGES if kind in STARTS or stage not in ("browser", "choice")]
Bring = Callable[[str, str], Shown]


class Longer(QTranslator):
    """Lengthens every text by 40 percent."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return source + " long" * -(-len(source) // 12) if len(source) > 4 else source


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    """Speak a longer language."""
    translator = Longer()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


def desk_with_three(tasks: Tasks, *, is_practice: bool = False) -> AgainDesk:
    """Return a folder with three accounts, of which two share a connection; both halves of the first have ended."""
    desk = AgainDesk(tasks, is_practice=is_practice)
    desk.connect(desk.add())
    link = desk.view("harbour-tea-uk").link
    assert link is not None
    desk.connections.share_link(desk.add("Harbour Tea US", region="north-america"), link.id)
    desk.connect(desk.add("Kestrel AU", region="australia"), grant_of(IRELAND, user_id="u2"), IRELAND)
    desk.end_ledgers("withdrawn", "Harbour Tea Ltd")
    desk.end_seller("harbour-tea-uk")
    return desk


@pytest.fixture
def bring(tasks: Tasks, qtbot: QtBot) -> Bring:
    """Give a function that brings a dialog to a moment."""

    def bring_one(kind: str, stage: str) -> Shown:
        shown = show(KINDS[kind], desk_with_three(tasks), "harbour-tea-uk", qtbot)
        if stage == "start":
            return shown
        if kind == "reauthorise":
            verify(shown, "A1OTHERSELLER1" if stage == "refused" else "")
        elif stage == "browser":
            shown.press(STARTS[kind])
            qtbot.waitUntil(lambda: shown.find("pastedAddressEdit") is not None)
        else:
            shown.signed_in(STARTS[kind], grant_of(HARBOUR_TEA, IRELAND))
            if stage != "choice":
                save(shown, is_right=(kind == "reconnect") is (stage == "done"))
        return shown

    return bring_one


def verify(shown: Shown, other_seller: str) -> None:
    """Have a token verified, of this seller or of another one."""
    if other_seller:
        shown.desk.amazon.outcomes = [identity(seller_id=other_seller)]
    shown.write("tokenEdit", f"{REFRESH_TOKEN}2")
    shown.press("verifyButton")
    shown.rest()


def save(shown: Shown, *, is_right: bool) -> None:
    """Confirm one of the two organisations."""
    shown.choose("Harbour Tea Ltd" if is_right else "Harbour Tea Ireland")
    shown.rest()
    shown.confirm()


@pytest.mark.parametrize(("kind", "stage"), MOMENTS)
def test_every_control_has_a_name_and_a_letter_of_its_own(bring: Bring, kind: str, stage: str) -> None:
    shown = bring(kind, stage)
    dialog = shown.dialog
    assert (nameless(dialog), without_identifier(dialog), claimed_twice(dialog)) == ([], [], [])
    assert named_twice(dialog) == []
    assert dialog.accessibleName() == dialog.windowTitle()
    assert dialog.objectName() == dialog.accessibleIdentifier() != ""


@pytest.mark.parametrize(("kind", "stage"), MOMENTS)
def test_there_is_one_default_button(bring: Bring, kind: str, stage: str) -> None:
    shown = bring(kind, stage)
    assert "default buttons" not in shown.default()


def cut_off(window: QWidget) -> list[str]:
    """List the wrapped texts that have less height than they need."""
    labels = [one for one in window.findChildren(QLabel) if one.isVisible() and one.text() and one.wordWrap()]
    return [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]


@pytest.mark.parametrize(("kind", "stage"), MOMENTS)
def test_nothing_is_cut_off_in_a_longer_language(longer: None, bring: Bring, kind: str, stage: str) -> None:
    shown = bring(kind, stage)
    # Wrapped texts take their height a turn of the event loop after their width.
    shown.qtbot.waitUntil(lambda: cut_off(shown.dialog) == [])
    buttons = [one for one in shown.dialog.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()] == []


@pytest.mark.parametrize("kind", KINDS)
def test_on_a_small_screen_the_content_scrolls_and_the_buttons_stay(bring: Bring, kind: str) -> None:
    shown = bring(kind, "start")
    wanted = shown.dialog.place.sizeHint().height()
    shown.dialog.is_fitting = False
    shown.dialog.resize(shown.dialog.width(), shown.dialog.height() - wanted // 2)
    shown.qtbot.waitUntil(lambda: shown.dialog.place.height() < wanted)
    assert shown.dialog.place.verticalScrollBar().maximum() > 0
    assert cut_off(shown.dialog) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_practice_band_lies_across_it_and_its_title_says_so(tasks: Tasks, qtbot: QtBot, kind: str) -> None:
    shown = show(KINDS[kind], desk_with_three(tasks, is_practice=True), "harbour-tea-uk", qtbot)
    assert shown.dialog.findChild(PracticeBand).isVisible()
    assert shown.dialog.windowTitle().endswith(" (practice)")


@pytest.mark.parametrize("kind", KINDS)
def test_its_ground_follows_the_dark(bring: Bring, kind: str) -> None:
    before = QApplication.palette()
    try:
        shown = bring(kind, "start")
        QApplication.setPalette(palette_of(PALETTES["pictures, dark"]))
        QApplication.processEvents()
        picture = shown.dialog.grab().toImage()
        assert picture.pixelColor(3, 3).name() == QApplication.palette().color(QPalette.ColorRole.Base).name()
    finally:
        QApplication.setPalette(before)


def press_key(shown: Shown, key: Qt.Key) -> None:
    """Press a key where the focus is."""
    shown.qtbot.keyClick(shown.dialog.focusWidget() or shown.dialog, key)


def test_signing_in_again_needs_no_mouse(bring: Bring) -> None:
    shown = bring("reconnect", "start")
    shown.desk.ledger.grants = [grant_of(HARBOUR_TEA)]
    assert shown.dialog.focusWidget().objectName() == "reconnectButton"
    press_key(shown, Qt.Key.Key_Return)
    shown.answer()
    shown.qtbot.waitUntil(lambda: shown.is_on("confirmOrganisationButton"))
    shown.rest()
    press_key(shown, Qt.Key.Key_Return)
    shown.wait_for_title("Xero is connected again")
    shown.qtbot.waitUntil(lambda: shown.dialog.focusWidget().objectName() == "closeReconnectButton")
    press_key(shown, Qt.Key.Key_Return)
    shown.qtbot.waitUntil(lambda: shown.desk.tasks.is_idle and shown.changed == [True])


def test_authorising_again_needs_no_mouse(bring: Bring) -> None:
    shown = bring("reauthorise", "start")
    shown.qtbot.waitUntil(lambda: shown.dialog.focusWidget() is not None)
    shown.qtbot.waitUntil(lambda: shown.dialog.focusWidget().objectName() == "visitSellerCentralButton")
    for _step in range(3):
        if shown.dialog.focusWidget().objectName() != "tokenEdit":
            press_key(shown, Qt.Key.Key_Tab)
    assert shown.dialog.focusWidget().objectName() == "tokenEdit"
    shown.qtbot.keyClicks(shown.dialog.focusWidget(), f"{REFRESH_TOKEN}2")
    press_key(shown, Qt.Key.Key_Return)
    shown.wait_for_title("Amazon is connected again")


@pytest.mark.parametrize("kind", KINDS)
def test_escape_closes_it_and_nothing_is_changed(bring: Bring, kind: str) -> None:
    shown = bring(kind, "start")
    before = shown.desk.kept()
    press_key(shown, Qt.Key.Key_Escape)
    assert not shown.dialog.isVisible()
    assert (shown.desk.kept(), shown.changed) == (before, [])
